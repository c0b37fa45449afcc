"""A small table as print shows it: parts, their total of two years, and its growth.

Exact 分 are rounded as the tables round them; one printed number can then be altered. Not here: the
search for the altered one, which is what the tests are about.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from techmarket.consistency.interval import interval_of
from techmarket.consistency.program import Program, program_of
from techmarket.consistency.proof import nonnegative
from techmarket.consistency.row import sum_rows
from techmarket.observations.observation import Key
from techmarket.published import Place
from techmarket.simulate.constraints import Row, Statement, rows_of
from techmarket.tables.cell import in_unit, rounded

TOTAL = Key("value", 2013)
LAST = Key("value", 2012)
GROWTH = Key("value.growth", 2013)


def part(number: int) -> Key:
    """Key of a part."""
    return Key("value", 2013, (("contract_type", str(number)),))


@dataclass
class PrintedSums:
    """The table.

    Attributes:
        parts: exact values of this year, in 分.
        last: exact total of the year before.
        altered: printed text by key, in place of the right one.
    """

    parts: Sequence[int]
    last: int
    altered: Mapping[Key, str] = field(default_factory=dict)

    @property
    def printed(self) -> dict[Key, str]:
        """Text by key."""
        total = sum(self.parts)
        texts = {part(n): amount(value) for n, value in enumerate(self.parts)}
        texts |= {TOTAL: amount(total), LAST: amount(self.last)}
        texts[GROWTH] = rounded(in_unit(Fraction(total, self.last) - 1, "%"), 2)
        return texts | dict(self.altered)

    @property
    def statements(self) -> list[Statement]:
        """The printed cells with their meaning."""
        found = []
        for key, text in self.printed.items():
            interval = interval_of(text, "%" if key == GROWTH else "亿元", 2)
            assert interval is not None
            found.append(Statement(place(key), key, interval, text))
        return found

    @property
    def rows(self) -> list[Row]:
        """What they state, and that the parts make up the total."""
        stated = [row for statement in self.statements for row in rows_of(statement, {}, {})]
        return [*stated, *sum_rows(TOTAL, [part(n) for n in range(len(self.parts))])]

    @property
    def evidence(self) -> list[Row]:
        """The rows, and that nothing is below zero."""
        unknowns = dict.fromkeys(key for row in self.rows for key, _ in row.terms)
        return [*self.rows, *(nonnegative(key) for key in unknowns)]

    @property
    def program(self) -> Program:
        """The rows as a program."""
        return program_of(self.rows)

    @property
    def half_units(self) -> dict[Place, float]:
        """Half a printed unit of each cell, in 0.01 亿元; of the growth, of last year's total."""
        halves = {place(key): 0.5 for key in self.printed}
        return halves | {place(GROWTH): 0.00005 * self.last / 10**8}


def amount(value: int) -> str:
    """分 as printed, in 亿元."""
    return rounded(in_unit(value, "亿元"), 2)


def place(key: Key) -> Place:
    """Where a figure stands."""
    return Place(
        "表", "".join(code for _, code in key.dims) or "合计", f"{key.measure} {key.period}"
    )
