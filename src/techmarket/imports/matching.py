"""Columns matched to fields: certain ones by themselves, doubtful ones by a mapping file.

A file is read only when nothing is in doubt: no heading is merely like a field, no field stands in
two columns, every amount has a unit, and no field is missing that a registered record must have.
Not here: what a heading means by itself (`headings`), and the cells below (`typed_columns`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from techmarket.errors import TechmarketError
from techmarket.imports.header import Header
from techmarket.imports.headings import meaning_of, normal_heading
from techmarket.imports.mapping_file import ColumnMapping, Decision
from techmarket.imports.targets import Target, targets_of
from techmarket.record.fields import FieldType

OUR_OWN = frozenset(map(normal_heading, ("检查结果", "Verdict")))
"""Heading of the column that is added to a workbook given back."""

FILLED_IN = frozenset(
    {"currency", "status", "seller_country", "buyer_country", "country", "party_id"}
)
"""Required fields that follow from others or have a usual value (`defaults`)."""

INSTEAD: Mapping[str, str] = {"seller_id": "seller_name", "buyer_id": "buyer_name"}
"""A party without a number is known by its name."""


@dataclass(frozen=True, slots=True)
class ColumnUse:
    """One column that is read.

    Attributes:
        position: from 0.
        heading: as in the file.
        target: what it holds.
        unit: of money; "" for others.
    """

    position: int
    heading: str
    target: Target
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """How a table is read.

    Attributes:
        kind: of its records, "contract" or "party".
        columns: those that are read, by position.
        ignored: headings of the others.
        constants: target to the text that all rows have.
        first_row: number of the first row of records, from 1.
        width: number of columns.
    """

    kind: str
    columns: tuple[ColumnUse, ...]
    ignored: tuple[str, ...]
    constants: Mapping[str, str]
    first_row: int
    width: int


class DoubtfulColumnsError(TechmarketError):
    """Columns that a person must decide about; `decisions` is what to propose."""

    def __init__(self, where: str, decisions: tuple[Decision, ...]) -> None:
        """Say which they are."""
        self.decisions = decisions
        doubts = [one for one in decisions if one.why]
        super().__init__(
            "it is in doubt what some columns hold",
            where=where,
            why="; ".join(one.why for one in doubts),
            todo="give --map mapping.toml: where there is no such file yet, a proposal is written "
            "to it for you to correct",
        )


def plan_of(header: Header, mapping: ColumnMapping, unit: str, where: str) -> Plan:
    """How the table below a header is read.

    Args:
        header: of the table.
        mapping: what a person decided.
        unit: of money where no heading names one; "" if nobody said.
        where: the file and sheet, for errors.

    Raises:
        DoubtfulColumnsError: something is in doubt.
        TechmarketError: a field is missing that every record must have.
    """
    targets = targets_of(header.kind)
    proposals = [
        _proposal(place, text, header.kind, mapping, unit)
        for place, text in enumerate(header.headings)
        if text and normal_heading(text) not in OUR_OWN
    ]
    proposals = _once(_without_rivals(proposals, header.kind, mapping), targets)
    if any(one.why for one in proposals):
        raise DoubtfulColumnsError(where, tuple(proposals))
    uses = tuple(
        ColumnUse(one.position - 1, one.heading, targets[one.field], one.unit)
        for one in proposals
        if one.field in targets
    )
    constants = {name: text for name, text in mapping.constants.items() if name in targets}
    _refuse_missing({use.target.name for use in uses} | set(constants), header.kind, where)
    ignored = tuple(one.heading for one in proposals if one.field not in targets)
    return Plan(header.kind, uses, ignored, constants, header.last_row + 1, len(header.headings))


def _proposal(place: int, heading: str, kind: str, mapping: ColumnMapping, unit: str) -> Decision:
    """What a column is taken for; `why` says what is in doubt."""
    meaning = meaning_of(heading, kind)
    decided = _decided(place, heading, mapping.decisions)
    if decided is None:
        taken = Decision(heading, meaning.target, meaning.unit, place + 1)
        if meaning.target and not meaning.certain:
            taken = replace(taken, why=f"“{_short(heading)}” may be {meaning.target}")
    else:
        taken = Decision(heading, decided.field, decided.unit or meaning.unit, place + 1)
    target = targets_of(kind).get(taken.field)
    if target is None or target.field.type is not FieldType.MONEY:
        return replace(taken, unit="")
    taken = replace(taken, unit=taken.unit or unit)
    if not taken.unit and not taken.why:
        taken = replace(
            taken, unit="元", why=f"the unit of “{_short(heading)}” may be 元 (or give --unit)"
        )
    return taken


def _decided(place: int, heading: str, decisions: Iterable[Decision]) -> Decision | None:
    wanted = normal_heading(heading)
    named = [one for one in decisions if normal_heading(one.heading) == wanted]
    exact = [one for one in named if one.position == place + 1]
    loose = [one for one in named if not one.position]
    return next(iter(exact or loose), named[0] if len(named) == 1 else None)


def _without_rivals(proposals: list[Decision], kind: str, mapping: ColumnMapping) -> list[Decision]:
    """The proposals, without doubtful ones for fields that another column holds for certain."""

    def is_certain(one: Decision) -> bool:
        decided = _decided(one.position - 1, one.heading, mapping.decisions)
        return decided is not None or meaning_of(one.heading, kind).certain

    held = {one.field for one in proposals if one.field and is_certain(one)}
    return [
        replace(one, field="", unit="", why="")
        if one.field in held and not is_certain(one)
        else one
        for one in proposals
    ]


def _once(proposals: list[Decision], targets: Mapping[str, Target]) -> list[Decision]:
    """The proposals, in doubt where two columns would hold the same field."""
    often = Counter(one.field for one in proposals if one.field in targets)
    return [
        one
        if often[one.field] < 2
        else replace(one, why=f"“{_short(one.heading)}” in column {one.position} may be "
                     f"{one.field}, which is in {often[one.field]} columns")
        for one in proposals
    ]  # fmt: skip


def _refuse_missing(given: set[str], kind: str, where: str) -> None:
    missing = [
        name
        for name, target in targets_of(kind).items()
        if target.field.required and not target.side and name not in FILLED_IN
        and name not in given and INSTEAD.get(name) not in given
    ]  # fmt: skip
    if missing:
        said = ", ".join(
            f"{INSTEAD.get(name, name)} {targets_of(kind)[INSTEAD.get(name, name)].label_zh}"
            for name in missing
        )
        raise TechmarketError(
            "columns are missing that every record must have",
            where=where,
            why=f"there is none for {said}",
            todo="add them, or state a value for all rows under [constants] in a mapping file "
            "(--map)",
        )


def _short(heading: str) -> str:
    return " ".join(heading.split())[:40]
