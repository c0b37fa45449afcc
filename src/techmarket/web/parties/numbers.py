"""Numbers of parties: what contracts, files and certificates name them by.

Drawn by chance, so that they say nothing about how many parties there are. Not here: numbers of
contracts (`contracts.numbers`).
"""

from __future__ import annotations

import secrets

from techmarket.web.parties.models import Party

DIGITS = 10


def drawn_party_id() -> str:
    """A number that no party has: "P" and ten digits. The database keeps two from getting one."""
    while True:
        number = f"P{secrets.randbelow(10**DIGITS):0{DIGITS}}"
        if not Party.objects.filter(party_id=number).exists():
            return number
