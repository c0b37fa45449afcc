"""Every row of evidence: what all tables of an edition state, with nothing taken as known.

A recorded contradiction is proved over these rows. Beside contracts and values of the register they
hold what the simulation takes as given: gross domestic product, earlier years, answers of surveys,
ranks. Only a printed number of contracts is used as it is printed, where a mean divides by it. What
the running text states is no evidence. Not here: the rows that the simulation solves (`system`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from techmarket.consistency.proof import nonnegative
from techmarket.consistency.row import sum_rows
from techmarket.editions import Edition
from techmarket.observations.observation import Dims, Key, dims_of
from techmarket.published import Place
from techmarket.simulate.constraints import Groups, Row, Statement, rows_of
from techmarket.simulate.system import TEXT, System, system_of

Counts = Mapping[Key, tuple[int, tuple[Place, ...]]]
"""Number of contracts and the cells that print it, by key."""


def evidence_rows(edition: Edition) -> list[Row]:
    """All rows a certificate may use, each with a name of its own, in printed order."""
    return rows_of_evidence(edition, system_of(edition))


def rows_of_evidence(edition: Edition, system: System) -> list[Row]:
    """The same, of what is read already."""
    printed = [statement for statement in system.statements if statement.place.table != TEXT]
    counts = printed_counts(printed)
    rows = [
        *(row for statement in printed for row in _stated(statement, system.groups, counts)),
        *order_rows(printed, system.groups),
        *system.rigid_rows(),
        *survey_sums(edition),
    ]
    unknowns = dict.fromkeys(key for row in rows for key, _ in row.terms)
    return [*rows, *(nonnegative(key) for key in unknowns)]


def printed_counts(statements: Iterable[Statement]) -> Counts:
    """Numbers of contracts that are printed, everywhere alike where they are printed twice."""
    found: dict[Key, tuple[set[Fraction], list[Place]]] = {}
    for statement in statements:
        if statement.key.measure == "contracts":
            numbers, places = found.setdefault(statement.key, (set(), []))
            numbers.add(statement.interval.middle)
            places.append(statement.place)
    return {
        key: (int(next(iter(numbers))), tuple(places))
        for key, (numbers, places) in found.items()
        if len(numbers) == 1
    }


def _stated(statement: Statement, groups: Groups, counts: Counts) -> Iterator[Row]:
    """Rows of a cell; those of a mean name the cells that print the numbers of contracts."""
    key = statement.key
    if key.measure.partition(".")[0] != "mean_value":
        yield from rows_of(statement, groups, {})
        return
    periods = (key.period,) if key.measure == "mean_value" else (key.period, key.period - 1)
    used = {
        count: counts[count]
        for period in periods
        if (count := Key("contracts", period, key.dims)) in counts
    }
    known = {count: Fraction(number) for count, (number, _) in used.items()}
    # One print of the number is enough: the first.
    also = tuple(places[0] for _, places in used.values())
    for row in rows_of(statement, groups, known):
        yield replace(row, also=also)


def order_rows(statements: Sequence[Statement], groups: Groups) -> Iterator[Row]:
    """What ranks state of their neighbours in the same column.

    Who is third, when the first and the second are ranked too, stands above the fourth; who is
    fourth, when all from the fifth to the last are ranked, stands below the third. Each row so
    takes the ranks of others as they are, but not that of the neighbour.
    """
    columns: dict[tuple[str, str, Key], list[Statement]] = {}
    for statement in statements:
        key = statement.key
        if key.measure.endswith(".rank"):
            scope = Key(key.measure, key.period, (), key.base)
            table, _, column = statement.place
            columns.setdefault((table, column, scope), []).append(statement)
    for (_, _, scope), ranked in columns.items():
        yield from _column_order(ranked, len(_members(scope, groups)))


def _members(scope: Key, groups: Groups) -> tuple[str, ...]:
    return tuple(code for _, group in scope.base or () for code in groups.get(group, ()))


def _column_order(ranked: Sequence[Statement], members: int) -> Iterator[Row]:
    by_rank = {int(statement.interval.middle): statement for statement in ranked}
    if len(by_rank) != len(ranked):
        return
    for rank, statement in by_rank.items():
        better = [by_rank[r].place for r in range(1, rank) if r in by_rank]
        worse = [by_rank[r].place for r in range(rank + 1, members + 1) if r in by_rank]
        if len(better) == rank - 1 and rank + 1 in by_rank:
            lower = by_rank[rank + 1]
            yield _order(statement, "above", lower, lower, statement, better)
        if len(worse) == members - rank and rank - 1 in by_rank:
            higher = by_rank[rank - 1]
            yield _order(statement, "below", higher, statement, higher, worse)


def _order(
    own: Statement,
    word: str,
    other: Statement,
    lower: Statement,
    higher: Statement,
    also: Sequence[Place],
) -> Row:
    """The lower one has no more than the higher one."""

    def level(statement: Statement) -> Key:
        key = statement.key
        return Key(key.measure.removesuffix(".rank"), key.period, key.dims)

    return Row(
        "|".join((*own.place, f"{word} {other.place.row_path}")),
        ((level(lower), Fraction(1)), (level(higher), Fraction(-1))),
        Fraction(0),
        own.place,
        also=tuple(also),
    )


def survey_sums(edition: Edition) -> Iterator[Row]:
    """Answers add up to their kind of institution, kinds to the total."""
    exchanges = edition.exchange_answers()
    for measure in sorted({measure for exchange in exchanges for measure in exchange.answers}):
        kinds = tuple(dict.fromkeys(exchange.kind for exchange in exchanges))
        for kind in kinds:
            names = [exchange.name for exchange in exchanges if exchange.kind == kind]
            whole = _answer(edition, measure, {"institution_kind": kind})
            yield from sum_rows(
                whole, (_answer(edition, measure, {"institution": n}) for n in names)
            )
        parts = (_answer(edition, measure, {"institution_kind": kind}) for kind in kinds)
        yield from sum_rows(_answer(edition, measure, {}), parts)


def _answer(edition: Edition, measure: str, dims: Mapping[str, str]) -> Key:
    place: Dims = dims_of(dims)
    return Key(measure, edition.year, place)
