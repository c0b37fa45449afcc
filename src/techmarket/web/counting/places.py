"""The office that a command names by its code. Not here: the place of an actor (`totals`)."""

from __future__ import annotations

from techmarket.errors import TechmarketError
from techmarket.web.organisations.models import Organisation


def office_named(code: str) -> Organisation:
    """The office of a code.

    Raises:
        TechmarketError: there is none.
    """
    found = Organisation.objects.filter(code=code).first()
    if found is None:
        raise TechmarketError(
            "there is no such office",
            where=code,
            todo="give the code of an office, as 440000 for Guangdong or 000000 for the whole",
        )
    return found
