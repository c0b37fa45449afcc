"""Administration of the site: `python -m techmarket.web migrate`, `… runserver` and so on.

Not here: the commands themselves, which stand in the apps.
"""

import os
import sys

from techmarket.errors import TechmarketError


def main() -> None:
    """Run a management command of Django with the settings of the site.

    What somebody can put right is one sentence on stderr, with exit code 1.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "techmarket.web.settings")
    from django.conf import settings
    from django.core.management import execute_from_command_line

    try:
        settings.DATA.mkdir(parents=True, exist_ok=True)
        execute_from_command_line(sys.argv)
    except TechmarketError as error:
        sys.exit(error.sentence())


if __name__ == "__main__":
    main()
