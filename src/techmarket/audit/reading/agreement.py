"""What the words leave open and the numbers settle: bases of shares, sides of cross tables.

A reading is preferred that agrees with what is printed elsewhere in the same document; nothing is
changed where no reading agrees better. Not here: judging what disagrees.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from techmarket.audit.reading.categories import Category, is_below
from techmarket.audit.reading.text_state import TextNumber
from techmarket.audit.statement import PrintedNumber, ReadCell, ReadTable
from techmarket.codes.code_lists import code_list
from techmarket.observations.observation import Dims, dims_of

Known = dict[tuple[str, int | None, Dims], list[PrintedNumber]]
"""Levels printed: by measure, period and dims."""

_FEW = 12
"""Different numbers of one thing that a reading is held against."""

_SWAPPED = {
    "seller_kind": "buyer_kind",
    "buyer_kind": "seller_kind",
    "seller_region": "buyer_region",
    "buyer_region": "seller_region",
}


def levels(numbers: Iterable[PrintedNumber]) -> Known:
    """The numbers by what they are numbers of; of equal ones the first, and of many the first few,
    so that a document that repeats itself is read in the time that its length asks for."""
    known: Known = defaultdict(list)
    for number in numbers:
        same = known[number.measure, number.period, number.dims]
        if len(same) < _FEW and all(one.base_value != number.base_value for one in same):
            same.append(number)
    return known


def with_bases(cells: Sequence[ReadCell]) -> list[ReadCell]:
    """The cells with the base of each share as the numbers of the table have it.

    A group of rows (the members of one parent) has one base: the first of what the title says,
    the parent, and the total of the table, on which most of its rows agree.
    """
    known = levels(cell.number for cell in cells if cell.number is not None)
    groups: dict[tuple[str, int | None, Dims], list[PrintedNumber]] = defaultdict(list)
    for cell in cells:
        number = cell.number
        if number is not None and number.measure.endswith(".share"):
            groups[number.measure, number.period, parent_dims(number.dims)].append(number)
    bases: dict[int, Dims] = {}
    for (_, _, parent), members in groups.items():
        stated = members[0].base or ()
        chosen = _best_base(members, [stated, parent, ()], known)
        bases.update({id(member): chosen for member in members})
    return [_rebased(cell, bases) for cell in cells]


def _rebased(cell: ReadCell, bases: dict[int, Dims]) -> ReadCell:
    number = cell.number
    if number is None or id(number) not in bases or bases[id(number)] == number.base:
        return cell
    return replace(cell, number=replace(number, base=bases[id(number)]))


def parent_dims(dims: Dims) -> Dims:
    """The dims one step up: the innermost category replaced by its parent, or dropped."""
    for name, code in reversed(dims):
        listed = list_of(name)
        if not listed or listed == "region":
            continue
        known = code_list(listed)
        if code in known and (known[code].parent or listed != "value_class"):
            above = known[code].parent
            rest = tuple(pair for pair in dims if pair[0] != name)
            return dims_of((*rest, (name, above))) if above else rest
    if any(name == "label" for name, _ in dims):
        return tuple(pair for pair in dims if pair[0] != "label")
    return dims


def list_of(dimension: str) -> str:
    """The code list of a dimension; "" if it has none."""
    if dimension.endswith("_region"):
        return "region"
    if dimension.endswith("_kind"):
        return "exchange_kind" if dimension == "institution_kind" else "party_kind"
    return "" if dimension in ("label", "institution", "position") else dimension


def _best_base(members: list[PrintedNumber], bases: list[Dims], known: Known) -> Dims:
    tries = list(dict.fromkeys(bases))
    scores = {base: sum(_agrees(member, base, known) for member in members) for base in tries}
    best = max(scores.values())
    if best == 0 and bases[0] == () and _shares_out(members):
        return next((base for base in tries if base), bases[0])
    if scores[bases[0]] * 2 >= len(members) or best * 2 < len(members) or best == 0:
        return bases[0]
    return next(base for base in tries if scores[base] == best)


def _shares_out(members: list[PrintedNumber]) -> bool:
    """Whether shares of the members of one parent make up a whole together."""
    together = sum((member.base_value for member in members), Fraction(0))
    slack = sum((member.half_step for member in members), Fraction(0))
    return len(members) > 1 and abs(together - 1) <= slack


def _agrees(share: PrintedNumber, base: Dims, known: Known) -> bool:
    """Whether a share is that of its level in a base, within twice the rounding of print."""
    measure = share.measure.removesuffix(".share")
    parts = known.get((measure, share.period, share.dims), [])
    wholes = known.get((measure, share.period, base), [])
    return any(
        whole.base_value
        and abs(part.base_value / whole.base_value - share.base_value) <= 2 * share.half_step
        for part in parts
        for whole in wholes
    )


def with_text_bases(
    told: Sequence[TextNumber], cells: Iterable[PrintedNumber]
) -> list[PrintedNumber]:
    """The numbers of sentences; a share that does not name its whole has the first whole with
    which it agrees."""
    known = levels([*cells, *(one.number for one in told)])
    numbers = []
    for one in told:
        number = one.number
        agreeing = [base for base in one.bases if _agrees(number, base, known)]
        if agreeing and agreeing[0] != number.base:
            number = replace(number, base=agreeing[0])
        numbers.append(number)
    return numbers


def sides_settled(crossed: ReadTable, others: Known) -> tuple[ReadTable, bool]:
    """A cross table with its sides as the margins printed elsewhere have them.

    Returns the table, and whether other tables settled it.
    """
    numbers = [cell.number for cell in crossed.cells if cell.number is not None]
    as_read = sum(_margin_agrees(number, number.dims, others) for number in numbers)
    other = sum(_margin_agrees(number, swapped(number.dims), others) for number in numbers)
    if other <= as_read:
        return crossed, as_read > other
    cells = tuple(_turned(cell) for cell in crossed.cells)
    return replace(
        crossed,
        cells=cells,
        rows=tuple(_turned_path(path) for path in crossed.rows),
        columns=tuple(_turned_path(path) for path in crossed.columns),
    ), True


def swapped(dims: Dims) -> Dims:
    """Dims with the seller's and the buyer's side exchanged."""
    return dims_of((_SWAPPED.get(name, name), code) for name, code in dims)


def _turned_path(path: tuple[str, ...]) -> tuple[str, ...]:
    turn = {"买方": "卖方", "卖方": "买方"}
    return tuple(turn.get(step, step) for step in path)


def _turned(cell: ReadCell) -> ReadCell:
    rows, columns = _turned_path(cell.row_path), _turned_path(cell.column_path)
    number = cell.number
    if number is not None:
        number = replace(number, dims=swapped(number.dims), row_path=rows, column_path=columns)
    return replace(cell, row_path=rows, column_path=columns, number=number)


def _margin_agrees(number: PrintedNumber, dims: Dims, others: Known) -> bool:
    if len(dims) != 1:
        return False
    printed = others.get((number.measure, number.period, dims), [])
    tolerance: Fraction = 2 * number.half_step
    return any(abs(other.base_value - number.base_value) <= tolerance for other in printed)


def below(dims: Dims, other: Dims) -> bool:
    """Whether dims name a part of what other dims name, in one dimension."""
    if len(dims) != 1 or len(other) != 1 or dims[0][0] != other[0][0]:
        return False
    listed = list_of(dims[0][0])
    return bool(listed) and is_below(Category(listed, dims[0][1]), other[0][1])
