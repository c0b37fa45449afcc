"""Administration of the site: `python -m techmarket.web migrate`, `… runserver` and so on.

Not here: the commands themselves, which stand in the apps.
"""

import os
import sys


def main() -> None:
    """Run a management command of Django with the settings of the site."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "techmarket.web.settings")
    from django.conf import settings
    from django.core.management import execute_from_command_line

    settings.DATA.mkdir(parents=True, exist_ok=True)
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
