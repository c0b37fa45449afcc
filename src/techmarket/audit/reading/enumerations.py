"""Lists of places in sentences: in order of a measure, or with the number of things stated.

Not here: the figures of the sentence (`sentences`).
"""

from __future__ import annotations

import re

from techmarket.audit.reading.categories import Category
from techmarket.audit.reading.figures_in_text import figures_in
from techmarket.audit.reading.meanings import dims_for
from techmarket.audit.reading.phrases import (
    Named,
    lists_in,
    measures_of,
    sentences_of,
    side_in,
    without_asides,
    year_in,
)
from techmarket.audit.reading.text_state import Context
from techmarket.audit.statement import Enumeration, Place
from techmarket.observations.observation import Dims

_SHORTEST = 3
_ORDERED = re.compile(
    r"依次为?[:：]?$|(?:排|居|列)?前[\d一二三四五六七八九十]+[名位][^，。；]*(?:为|是)$"
)
_COUNT = re.compile(
    r"^(?P<count>\d+|[一二三四五六七八九十])个?(?:省|市|城市|地区|家|领域|自治区|直辖市)"
)
_SPOKEN = "零一二三四五六七八九十"


def enumerations_in(text: str, context: Context) -> list[Enumeration]:
    """The lists of three places or more of a paragraph that are ordered or counted."""
    plain = without_asides(text)
    found: list[Enumeration] = []
    side = context.side
    for start, end in sentences_of(plain):
        sentence = plain[start:end]
        side = side_in(sentence) or side
        for one in lists_in(plain, start, end):
            if len(one.members) >= _SHORTEST and not one.against:
                listed = _enumeration(plain, start, one, side, context)
                if listed is not None:
                    found.append(listed)
    return found


def _enumeration(
    text: str, start: int, one: Named, side: str, context: Context
) -> Enumeration | None:
    before, after = text[start : one.start], text[one.end :]
    ordered = bool(_ORDERED.search(before))
    count = _count(after)
    tops = [figure for figure in figures_in(before) if figure.top]
    if count is None and ordered and tops:
        count = int(tops[-1].value)
    if count is None and not ordered:
        return None
    measures = measures_of(before) or measures_of(after[:30])
    own = side_in(before) or side
    return Enumeration(
        place=Place(context.document, context.line, context.sheet, span=(one.start, one.end)),
        text=text[one.start : one.end],
        members=tuple(_dims(readings, own) for readings in one.members),
        measure=measures[-1] if measures else "",
        period=year_in(before, context.year) or context.year,
        ordered=ordered,
        first=1 if ordered else None,
        count=count,
    )


def _dims(readings: tuple[Category, ...], side: str) -> Dims:
    return dims_for(readings[:1], side)


def _count(after: str) -> int | None:
    found = _COUNT.match(after)
    if not found:
        return None
    text = found["count"]
    return int(text) if text.isdigit() else _SPOKEN.index(text)
