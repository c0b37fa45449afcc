"""Several documents as one report.

Not here: reading each of them (`documents`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from techmarket.audit.statement import Reading


def together(readings: Sequence[Reading]) -> Reading:
    """Several readings as one; the year is that of the most."""
    years = Counter(one.year for one in readings if one.year is not None)
    return Reading(
        numbers=tuple(number for one in readings for number in one.numbers),
        doubts=tuple(doubt for one in readings for doubt in one.doubts),
        tables=tuple(table for one in readings for table in one.tables),
        captions=tuple(one_caption for one in readings for one_caption in one.captions),
        mentions=tuple(mention for one in readings for mention in one.mentions),
        enumerations=tuple(listed for one in readings for listed in one.enumerations),
        year=max(years, key=lambda year: (years[year], year)) if years else None,
    )
