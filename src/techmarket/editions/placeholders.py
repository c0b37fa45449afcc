"""Texts of an edition that say its year or its place: `{year}`, `{year-1}`, `{place}`.

So the titles of one edition serve the next one. Not here: any text.
"""

from __future__ import annotations

import re

from techmarket.errors import TechmarketError

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_YEAR = re.compile(r"year(?:([+-])(\d{1,3}))?", re.ASCII)


def filled(text: str, year: int, place: str, where: str) -> str:
    """The text with every placeholder filled in: "{year-1}年{place}" is 2012年全国.

    Raises:
        TechmarketError: a placeholder is unknown.
    """

    def value(found: re.Match[str]) -> str:
        name = found[1]
        if name == "place":
            return place
        offset = _YEAR.fullmatch(name)
        if offset is None:
            raise TechmarketError(
                f"the placeholder {found[0]} is not known",
                where=where,
                why=repr(text),
                todo="write {year}, {year-1} and the like, or {place}",
            )
        return str(year + int((offset[1] or "+") + (offset[2] or "0")))

    return _PLACEHOLDER.sub(value, text)
