"""Proves, exactly, that printed figures exclude one another.

Each printed figure gives constraint rows `a·x <= b` (or `<`, for the open end of its interval) over
unknown exact amounts `x`. Rows have no common solution if some combination of them with positive
multipliers has nothing left on the left side and a negative bound on the right: `0 < 0` or
`0 <= -1` (Farkas). Checking such a combination is a sum of fractions and needs no solver and no
trust in one. Not here: finding the multipliers, and building the rows (`simulate`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Protocol

from techmarket.compare.contradictions import Contradiction, place_of_row
from techmarket.published import Place


class ConstraintRow(Protocol):
    """`Σ coefficients[v]·v <= bound`, or `<` when strict; all numbers exact."""

    @property
    def name(self) -> str:
        """`contradictions.row_name` for a row of a printed cell; free for others."""

    @property
    def coefficients(self) -> Mapping[str, Fraction]:
        """Factor by unknown."""

    @property
    def bound(self) -> Fraction:
        """The right side."""

    @property
    def strict(self) -> bool:
        """Whether equality is excluded."""


def prove(entry: Contradiction, constraint_rows: Iterable[ConstraintRow]) -> bool:
    """Whether the entry's certificate holds over these rows."""
    return flaw(entry, constraint_rows) is None


def flaw(entry: Contradiction, constraint_rows: Iterable[ConstraintRow]) -> str | None:
    """What is wrong with the entry's certificate, a clause; `None` when it proves the entry.

    Three things must hold: every row of it exists and comes from a cell that the entry names;
    the entry's own cell takes part; and the combination is a falsehood.
    """
    rows = {row.name: row for row in constraint_rows}
    named = {entry.place, *entry.identity.cells}
    used = {place_of_row(name) for name in entry.identity.multipliers}
    unknown = sorted(set(entry.identity.multipliers) - set(rows))
    if unknown:
        return f"there is no constraint row {', '.join(unknown)}"
    if foreign := sorted(p for p in used if p is not None and p not in named):
        return f"it uses {'; '.join(p.words() for p in foreign)}, which the entry does not name"
    if entry.place not in used:
        return "the cell itself takes no part in it"
    return _falsehood(entry.identity.multipliers, rows)


def _falsehood(
    multipliers: Mapping[str, Fraction], rows: Mapping[str, ConstraintRow]
) -> str | None:
    if any(by <= 0 for by in multipliers.values()):
        return "a multiplier is not positive"
    left: dict[str, Fraction] = {}
    right = Fraction(0)
    for name, by in multipliers.items():
        for unknown, factor in rows[name].coefficients.items():
            left[unknown] = left.get(unknown, Fraction(0)) + by * factor
        right += by * rows[name].bound
    remaining = sorted(unknown for unknown, factor in left.items() if factor)
    strict = any(rows[name].strict for name in multipliers)
    if remaining:
        return f"{', '.join(remaining)} does not cancel"
    if right > 0 or (right == 0 and not strict):
        return f"the combination says 0 {'<' if strict else '<='} {right}, which is true"
    return None


def leaning(entries: Iterable[Contradiction]) -> dict[Place, list[Place]]:
    """Entries whose proof uses cells that are themselves recorded as contradictions.

    Such a proof is sound, but it says only that not all of these cells can be right; the entries
    of a well repaired edition rest on reproduced cells alone and this is empty.
    """
    cells = {entry.place: entry.identity.cells for entry in entries}
    found = {
        place: [other for other in others if other in cells] for place, others in cells.items()
    }
    return {place: others for place, others in found.items() if others}
