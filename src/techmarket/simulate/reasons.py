"""A proof as one sentence in plain English: why a printed cell cannot be reproduced.

The sentence is made from the rows of the certificate and says what a reader can check with the
tables at hand. Not here: the proof itself (`proof`).
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from techmarket.observations.observation import Key
from techmarket.published import Place
from techmarket.simulate.constraints import Row, Statement
from techmarket.tables.cell import in_unit, rounded
from techmarket.tables.parts import DeclaredCell

Proof = Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What sentences are made from.

    Attributes:
        statements: printed cells by place.
        rows: rows of evidence by name.
        declared: unit and decimals by place.
        ours: what our tables print by place.
        refuted: all cells that are refuted.
    """

    statements: Mapping[Place, Statement]
    rows: Mapping[str, Row]
    declared: Mapping[Place, DeclaredCell]
    ours: Mapping[Place, str]
    refuted: Collection[Place] = ()


def kind_of(place: Place, proof: Proof, evidence: Evidence) -> str:
    """`order`, `ratio` or `linear`, as `compare.contradictions.Kind` has it."""
    cells = [place, *cells_of(place, proof, evidence)]
    measures = [evidence.statements[cell].key.measure for cell in cells]
    if any(measure.endswith(".rank") for measure in measures):
        return "order"
    derived = any("." in m and not m.startswith("exchange.") for m in measures)
    return "ratio" if derived or any(m == "mean_value" for m in measures) else "linear"


def cells_of(place: Place, proof: Proof, evidence: Evidence) -> tuple[Place, ...]:
    """The other printed cells that a proof uses, in printed order."""
    rows = [evidence.rows[name] for name in proof]
    used = {cell for row in rows for cell in (row.place, *row.also) if cell not in (None, place)}
    return tuple(cell for cell in evidence.statements if cell in used)


def reason(place: Place, proof: Proof, evidence: Evidence) -> str:
    """One sentence: the figures that exclude the cell, and what follows from them."""
    own = evidence.statements[place]
    rows = [evidence.rows[name] for name in proof]
    others = [evidence.statements[cell] for cell in cells_of(place, proof, evidence)]
    if own.key.measure.endswith(".rank"):
        return _order(own, rows, others)
    if twin := next((other for other in others if other.key == own.key), None):
        return f"The same figure is printed as {twin.text} in {twin.place.table}."
    if own.key.measure.startswith("exchange."):
        return _answers(own, evidence)
    if own.key.measure.startswith("mean_value"):
        return _mean(own, others, evidence)
    if own.key.measure == "value.to_gdp":
        over, under = _text(others, "value"), _text(others, "gdp")
        return (
            f"The printed amounts {over} and {under} 亿元 have a ratio of {evidence.ours[place]} %."
        )
    sums = [row for row in rows if row.place is None and len(row.terms) > 1]
    mine = next(row for row in rows if row.place == place)
    if len(sums) == 1 and (sentence := _one_sum(own, sums[0], mine, evidence)):
        return sentence
    return _many(own, proof, rows, others, evidence)


def _text(statements: Sequence[Statement], measure: str) -> str:
    return next(s.text for s in statements if s.key.measure == measure)


def _order(own: Statement, rows: Sequence[Row], others: Sequence[Statement]) -> str:
    """The amounts of the two neighbours."""
    row = next(row for row in rows if row.place == own.place)
    neighbour = next(key for key, _ in row.terms if key.dims != own.key.dims)
    mine, theirs = (
        next(s for s in others if (s.key.measure, s.key.dims) == ("value", dims))
        for dims in (own.key.dims, neighbour.dims)
    )
    more = "more" if theirs.interval.middle > mine.interval.middle else "less"
    return (
        f"{theirs.place.row_path} has {theirs.text} 亿元, {more} than the {mine.text} 亿元 of "
        f"{mine.place.row_path}, and the other ranks are as printed."
    )


def _mean(own: Statement, others: Sequence[Statement], evidence: Evidence) -> str:
    """Amounts over numbers of contracts."""
    amounts = " and ".join(_tables(others, "value"))
    counts = ", ".join(s.text for s in others if s.key.measure == "contracts")
    shown = evidence.ours[own.place].removesuffix("%")
    if own.key.measure.endswith(".growth"):
        return (
            f"The means that follow from the amounts printed in {amounts} and the printed numbers "
            f"of contracts ({counts}) grew by {shown} %."
        )
    return f"The amount printed in {amounts} over {counts} contracts is {shown} 万元 a contract."


def _tables(statements: Sequence[Statement], measure: str = "") -> list[str]:
    found = (s.place.table for s in statements if s.key.measure.startswith(measure))
    return list(dict.fromkeys(found))


def _one_sum(own: Statement, row: Row, place_in: Row, evidence: Evidence) -> str | None:
    """Whole and parts: the sum of what is printed, if the cell is one of them.

    A part may be missing where that cannot help: nothing is below zero.

    Args:
        own: the cell; place_in: its own row.
        row: the equation of parts and whole.
    """
    whole = row.terms[0][0]
    parts = [key for key, _ in row.terms[1:] if key != own.key]
    printed = {key: s for key in (whole, *parts) if (s := _sound(key, evidence)) is not None}
    if own.key not in dict(row.terms) or (own.key != whole and whole not in printed):
        return None
    cell = evidence.declared[own.place]
    known = [printed[key] for key in parts if key in printed]
    total = sum((s.interval.middle for s in known), Fraction(0))
    text, tables = _figure(total, cell), _join(_tables(known))
    about = "about " if cell.decimals else ""
    if len(known) < len(parts):
        about = ("at least " if place_in.name.endswith("|upper") else "at most ") + about
    if own.key == whole:
        parts_add = _add_up(len(known), "part", tables)
        return f"Its {parts_add} to {about}{text} {cell.unit}."
    left = _figure(printed[whole].interval.middle - total, cell)
    return (
        f"The other {_add_up(len(known), 'part', tables)} to {text} {cell.unit} and the "
        f"whole is {printed[whole].text} in {printed[whole].place.table}, which leaves "
        f"{about}{left} for it."
    )


def _sound(key: Key, evidence: Evidence) -> Statement | None:
    """The first print of a figure that is not itself refuted."""
    return next(
        (
            statement
            for statement in evidence.statements.values()
            if statement.key == key and statement.place not in evidence.refuted
        ),
        None,
    )


def _answers(own: Statement, evidence: Evidence) -> str:
    """All answers that a total of a survey adds up."""
    answers = [
        statement
        for statement in evidence.statements.values()
        if statement.key.measure == own.key.measure
        and statement.place.table == own.place.table
        and "institution" in dict(statement.key.dims)
        and (not own.key.dims or _group(statement) == _group(own))
    ]
    total = sum((statement.interval.middle for statement in answers), Fraction(0))
    cell = evidence.declared[own.place]
    figure = f"{_figure(total, cell)} {cell.unit}"
    return f"The {_add_up(len(answers), 'answer', own.place.table)} to {figure}."


def _add_up(number: int, what: str, tables: str) -> str:
    """`7 parts printed in 附表10 add up`."""
    plural, singular = ("s", "") if number != 1 else ("", "s")
    return f"{number} {what}{plural} printed in {tables} add{singular} up"


def _group(statement: Statement) -> str:
    """The group of rows that a cell stands in: answers and their sum share it."""
    return statement.place.row_path.partition("/")[0]


def _figure(exact: Fraction, cell: DeclaredCell) -> str:
    return rounded(in_unit(exact, cell.unit), cell.decimals)


def _many(
    own: Statement,
    proof: Proof,
    rows: Sequence[Row],
    others: Sequence[Statement],
    evidence: Evidence,
) -> str:
    """Several sums at once: what the other figures leave for the cell."""
    given = (
        f"{len(others)} other figures of {_join(_tables(others))}, which agree with one another,"
    )
    row = next(row for row in rows if row.place == own.place)
    at_least = row.name.endswith("|upper")
    side = "at least" if at_least else "at most"
    cell = evidence.declared[own.place]
    if own.key.measure.endswith(".growth"):
        edge = own.interval.high if at_least else own.interval.low
        than = "more" if at_least else "less"
        bound = rounded(in_unit(edge, cell.unit), cell.decimals + 1)
        return f"Amounts and totals in {given} leave for it {than} than {bound} %."
    bound = _side(_left_for_it(row, proof, evidence), cell, at_least)
    return f"Parts and totals in {given} leave for it {side} {bound} {cell.unit}."


def _left_for_it(own: Row, proof: Proof, evidence: Evidence) -> Fraction:
    """The bound that the other rows of a proof put on the level that a row bounds."""
    rest = sum(
        (by * evidence.rows[name].bound for name, by in proof.items() if name != own.name),
        Fraction(0),
    )
    bound = rest / proof[own.name]
    factor = abs(next(iter(dict(own.terms).values())))
    return (-bound if own.name.endswith("|upper") else bound) / factor


def _side(exact: Fraction, cell: DeclaredCell, at_least: bool) -> str:
    """With a digit more than printed, or none of a count, rounded to the safe side."""
    decimals = cell.decimals + 1 if cell.decimals else 0
    scaled = in_unit(exact, cell.unit) * 10**decimals
    # A count is whole, so what leaves at least 3.2 leaves 4; an amount is stated no sharper than
    # proved.
    up = at_least == (decimals == 0)
    whole = math.ceil(scaled) if up else math.floor(scaled)
    return rounded(Fraction(whole, 10**decimals), decimals)


def _join(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
