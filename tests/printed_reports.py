"""Small consistent reports: exact levels, printed as a report prints them.

Contracts and values by type for two years, with growth, shares and means: every printed number is
rounded from exact levels, so that nothing contradicts. Not here: the audit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from techmarket.audit.statement import SCALES, Place, PrintedNumber
from techmarket.observations.observation import Dims, dims_of

YEAR = 2013
TYPES = ("1", "2", "3", "4")

Levels = Mapping[str, tuple[int, int, int, int]]
"""By contract type: contracts and 分 this year, contracts and 分 the year before."""


def half_up(value: Fraction, decimals: int) -> str:
    """Rounded half away from zero, as text."""
    scaled = abs(value) * 10**decimals
    whole = int(scaled + Fraction(1, 2))
    sign = "-" if value < 0 and whole else ""
    digits = str(whole).rjust(decimals + 1, "0")
    return sign + (f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits)


def printed(
    text: str,
    unit: str,
    measure: str,
    dims: Dims = (),
    *,
    table: str = "表1",
    period: int = YEAR,
    base: Dims | None = None,
    row: int = 1,
    column: int = 1,
) -> PrintedNumber:
    """A number in a cell."""
    return PrintedNumber(
        Place("report.txt", line=row, table=table, row=row, column=column),
        text,
        Fraction(text),
        len(text.partition(".")[2]),
        unit,
        SCALES.get(unit, Fraction(1)),
        measure,
        period,
        dims,
        base,
        row_path=(dict(dims).get("contract_type", "合计"),),
        column_path=(f"{measure} {period}",),
    )


def report(levels: Levels) -> list[PrintedNumber]:
    """A table of all types and the total, and a second one that repeats the totals."""
    total = tuple(sum(level[part] for level in levels.values()) for part in range(4))
    numbers: list[PrintedNumber] = []
    lines: list[tuple[Dims, Sequence[int]]] = [((), total)]
    lines += [(dims_of({"contract_type": code}), level) for code, level in levels.items()]
    for row, (dims, (count, value, before, earlier)) in enumerate(lines, 1):
        cells = [
            printed(str(count), "项", "contracts", dims),
            printed(str(before), "项", "contracts", dims, period=YEAR - 1),
            printed(half_up(Fraction(value, 10**10), 2), "亿元", "value", dims),
            printed(half_up(Fraction(earlier, 10**10), 2), "亿元", "value", dims, period=YEAR - 1),
            printed(percent(Fraction(count, before) - 1), "%", "contracts.growth", dims),
            printed(percent(Fraction(value, earlier) - 1), "%", "value.growth", dims),
            printed(percent(Fraction(value, total[1])), "%", "value.share", dims, base=()),
            printed(half_up(Fraction(value, count * 10**6), 2), "万元", "mean_value", dims),
        ]
        for column, cell in enumerate(cells, 1):
            numbers.append(
                replace(cell, place=replace(cell.place, line=row, row=row, column=column))
            )
    again = [numbers[place] for place in (0, 1, 2, 3)]
    return [*numbers, *(replace(n, place=replace(n.place, table="表2", line=20)) for n in again)]


def percent(ratio: Fraction) -> str:
    """With two decimals."""
    return half_up(ratio * 100, 2)


def reprinted(number: PrintedNumber, text: str) -> PrintedNumber:
    """The same place with other digits."""
    return replace(number, text=text, value=Fraction(text))
