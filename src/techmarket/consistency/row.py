"""One linear inequality over unknown exact figures, and the two that make a sum of parts.

A row is what a printed figure says (then it names the place that prints it), or what holds in any
register. Not here: which rows a document states (`simulate`, `audit`), and solving
them.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Generic, TypeVar

from techmarket.observations.observation import Key

P = TypeVar("P", bound=Hashable)
"""What names a printed place: the words of a table, or the number of a printed figure."""

Terms = tuple[tuple[Key, Fraction], ...]


# Without slots: a frozen class with slots cannot be called by a name such as `Row[Place]`.
@dataclass(frozen=True)
class Row(Generic[P]):
    """`sum of factor * unknown <= bound` (or `<`), all exact, in 项 and 分.

    Attributes:
        name: unique; for a printed cell `table|row_path|column_path|side`.
        terms: unknowns (keys of the measures `contracts` and `value`) with their factors.
        bound: right side.
        place: the printed cell that says so; `None` for what holds in any register.
        strict: the bound itself is excluded, because it is printed as the next number.
        also: other printed cells whose figures it takes as they are (a number of contracts
            under a mean, the ranks of others).
    """

    name: str
    terms: Terms
    bound: Fraction
    place: P | None = None
    strict: bool = False
    also: tuple[P, ...] = ()

    @property
    def coefficients(self) -> dict[str, Fraction]:
        """Factors by the name of the unknown."""
        return {key.cell_id: factor for key, factor in self.terms}


def sum_rows(whole: Key, parts: Iterable[Key]) -> tuple[Row[P], Row[P]]:
    """`whole == sum of parts` as two inequalities."""
    terms = ((whole, Fraction(1)), *((part, Fraction(-1)) for part in parts))
    opposite = tuple((key, -factor) for key, factor in terms)
    name = f"parts of {whole.cell_id}"
    split = ",".join(sorted({n for key, _ in terms[1:] for n, _ in key.dims}))
    return (
        Row(f"{name} by {split} upper", terms, Fraction(0)),
        Row(f"{name} by {split} lower", opposite, Fraction(0)),
    )
