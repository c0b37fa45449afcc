"""Rows that many tables share: breakdowns by a code list, regions and groups of regions.

The order of the codes is the order in print. Not here: columns (`columns`) and whole tables
(one module per chapter).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from techmarket.tables.labels import CodeLabel, Word
from techmarket.tables.model import Line, Part

NO_RANK = Part(blank=("value.rank",))

CONTRACT_TYPES = ("1", "2", "3", "4")
CONTRACT_SUBTYPES = {
    "1": ("11", "12"),
    "2": ("21", "22", "23", "24", "25", "26", "27", "28"),
    "3": (),
    "4": ("41", "42", "43"),
}
IP_TYPES = {"1": (), "2": ("21", "22", "23"), "3": (), "4": (), "5": (), "6": (), "9": ()}
TECHNICAL_FIELDS_IN_CODE_ORDER = (
    *("01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11"),
)
TECHNICAL_FIELDS_AS_PRINTED = (*("01", "03", "06", "10", "11", "07", "04", "05", "09", "08", "02"),)
OBJECTIVES_AS_PRINTED = (
    *("07", "11", "10", "13", "01", "05", "04", "08", "02", "09", "12", "06", "03"),
)
NATIONAL_PROGRAMMES = tuple(str(code) for code in range(101, 119))
OTHER_PLAN_SOURCES = ("2", "3", "4", "9")
PARTY_KINDS = {
    "010": (),
    "020": ("021", "022", "023", "024"),
    "030": (),
    "E": ("100", "200", "300", "400", "500"),
    "600": (),
    "700": (),
}


def total_row(*, word: str = "total") -> Line:
    """The row of everything."""
    return Line((Word(word),), Part())


def code_rows(dimension: str, code_list: str, codes: Iterable[str]) -> tuple[Line, ...]:
    """One row per code, its label alone."""
    return tuple(Line((CodeLabel(code_list, c),), Part(dims={dimension: c})) for c in codes)


def nested_rows(
    dimension: str, code_list: str, tree: dict[str, tuple[str, ...]]
) -> tuple[Line, ...]:
    """A code with codes below it opens with its own total; one without stands alone."""
    lines: list[Line] = []
    for code, below in tree.items():
        above = CodeLabel(code_list, code)
        own = Part(dims={dimension: code})
        lines.append(Line((above, Word("total")) if below else (above,), own))
        lines.extend(
            Line((above, CodeLabel(code_list, c)), Part(dims={dimension: c})) for c in below
        )
    return tuple(lines)


def under(word: str, rows: Sequence[Line]) -> tuple[Line, ...]:
    """The same rows below a heading word."""
    return tuple(Line((Word(word), *row.path), row.part, row.ordered) for row in rows)


def region_row(code: str, *, ordered: bool = False, ranked: bool = True) -> Line:
    """One region; the column says whether it sells, buys or registers there."""
    blank = () if ranked else NO_RANK.blank
    return Line((CodeLabel("region", code),), Part(dims={"region": code}, blank=blank), ordered)


def ordered_regions(codes: Iterable[str]) -> tuple[Line, ...]:
    """Regions that the data put in order."""
    return tuple(region_row(code, ordered=True) for code in codes)


def group_total(group: str) -> Line:
    """The total of a group of regions, which has no rank among its members."""
    return Line((Word("total"),), Part(dims={"region": group}, blank=NO_RANK.blank))
