"""Sums that only the layout of a table tells: categories that no code list knows.

A row named 合计, 总计 or 小计 adds up the rows beside it; 其中 is a part of it. Categories of the
code lists add up by the lists (`wholes`). Not here: what levels are (`identities`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from techmarket.audit.statement import Kind, PrintedNumber
from techmarket.consistency.row import Row, sum_rows
from techmarket.observations.observation import Key

TOTALS = ("合计", "总计", "小计", "总数", "total", "subtotal", "all")
OF_WHICH = ("其中", "of which")

OWN_LISTS = frozenset({"label", "institution", "institution_kind"})
"""Dimensions of categories that the document names itself."""

NO_SUMS = frozenset({"mean_value", "gdp", ""})


def table_sum_rows(numbers: Sequence[PrintedNumber]) -> Iterator[Row[int]]:
    """Totals of every column of every table that names its categories itself."""
    columns: dict[tuple[object, ...], list[PrintedNumber]] = {}
    for number in numbers:
        own = [name for name, _ in number.dims if name in OWN_LISTS]
        level = "." not in number.measure or number.measure.startswith("exchange.")
        if number.kind is not Kind.CELL or not level or number.measure in NO_SUMS:
            continue
        if number.period is None or number.parts or (number.dims and not own):
            continue
        place = number.place
        column: tuple[object, ...] = (
            place.document,
            place.sheet,
            place.table,
            number.column_path,
            number.measure,
        )
        columns.setdefault((*column, number.period), []).append(number)
    for column, listed in columns.items():
        yield from _column_sums(listed, "|".join(str(part) for part in column))


def _column_sums(listed: Sequence[PrintedNumber], name: str) -> Iterator[Row[int]]:
    by_frame: dict[tuple[str, ...], list[PrintedNumber]] = {}
    wholes: dict[tuple[str, ...], PrintedNumber] = {}
    for number in listed:
        if is_total(number.row_path):
            wholes.setdefault(number.row_path[:-1], number)
        elif number.row_path:
            by_frame.setdefault(number.row_path[:-1], []).append(number)
    for frame, whole in wholes.items():
        parts = [number for number in by_frame.get(frame, ()) if not of_which(number)]
        if not frame:
            inner = [part for path, part in wholes.items() if len(path) == 1]
            parts += inner
        if len(parts) > 1:
            rows: tuple[Row[int], ...] = sum_rows(_key(whole), (_key(part) for part in parts))
            for row in rows:
                yield Row(f"{name}|{frame}|{row.name}", row.terms, row.bound)
        for part in by_frame.get(frame, ()):
            if of_which(part):
                terms = ((_key(part), Fraction(1)), (_key(whole), Fraction(-1)))
                yield Row(f"{name}|{part.row_path}|of which", terms, Fraction(0))


def _key(number: PrintedNumber) -> Key:
    assert number.period is not None
    return Key(number.measure, number.period, number.dims)


def is_total(path: Sequence[str]) -> bool:
    """Whether a path of labels names a total."""
    return bool(path) and path[-1].replace(" ", "").lower().strip(":：") in TOTALS


def of_which(number: PrintedNumber) -> bool:
    """Whether the labels of a row say that it is a part of another."""
    text = "".join(number.row_path).lower()
    return any(words in text for words in OF_WHICH)
