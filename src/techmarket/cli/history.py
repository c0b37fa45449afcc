"""`techmarket history verify`: the proof that the history of the site's register is whole.

Not here: options and their words (`commands_of_the_register`), the proof (`web.history.proving`).
"""

from __future__ import annotations

import os
from pathlib import Path

import django


def verify_history(*, head: str, note: Path | None, lang: str) -> int:
    """Prove the history, say so, and give the exit code: 0 whole, 3 broken.

    Raises:
        TechmarketError: see `web.history.proving`.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "techmarket.web.settings")
    django.setup()
    from techmarket.web.history.proving import prove_history

    told, code = prove_history(head, note, lang)
    print(told)
    return code
