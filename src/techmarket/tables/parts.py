"""Putting the parts of a row, a column and a table together into one declared cell.

Parts that say different things of the same cell clash; parts that together leave something
open are incomplete; a measure, dimension or code that nobody knows is unknown. All three are
refused here, when the table is declared. Not here: the observations behind the cells.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Protocol, TypeVar

from techmarket.errors import TechmarketError
from techmarket.observations.measures import MEASURES
from techmarket.observations.observation import Dims, Key, dims_of
from techmarket.tables.measures import DIMENSIONS, MeasureRule, measure_rule
from techmarket.tables.model import Part

T = TypeVar("T")


class CodeCheck(Protocol):
    """Something that knows which codes there are in the edition's year (the edition does)."""

    @property
    def year(self) -> int:
        """The year of the edition's data."""
        ...

    def has_code(self, code_list: str, code: str) -> bool:
        """Whether the list has that code in the edition's year."""
        ...


@dataclass(frozen=True, slots=True)
class DeclaredCell:
    """What a place of a table means, before there is any observation.

    Attributes:
        key: which observation; a blank cell keeps it, to say what is left out.
        unit, decimals, suffix, trim: how the value is printed (see `Part`).
        blank: the cell stands empty by declaration.
    """

    key: Key
    unit: str
    decimals: int
    suffix: str = ""
    trim: bool = False
    blank: bool = False


class TableDefinitionError(TechmarketError):
    """A table was declared wrongly; `where` names the table and the place in it."""

    def at(self, where: str) -> TableDefinitionError:
        """The same error at a place that is known only further out."""
        return type(self)(self.what, where=where, why=self.why, todo=self.todo)


def joined(*parts: Part) -> Part:
    """Several parts as one.

    Raises:
        TableDefinitionError: two of them say different things ("the period is both 0 and -1").
    """
    return reduce(_joined_two, parts, Part())


def _joined_two(one: Part, other: Part) -> Part:
    return Part(
        measure=_same("measure", one.measure, other.measure),
        period=_same("period", one.period, other.period),
        dims=_same_mapping("dimension", one.dims, other.dims),
        base=_same("base", _plain(one.base), _plain(other.base)),
        unit=_same("unit", one.unit, other.unit),
        decimals=_same("number of decimals", one.decimals, other.decimals),
        roles=_same_mapping("role of", one.roles, other.roles),
        blank=tuple(dict.fromkeys((*one.blank, *other.blank))),
        suffix=_same("suffix", one.suffix or None, other.suffix or None) or "",
        trim=one.trim or other.trim,
    )


def _plain(base: Mapping[str, str] | None) -> dict[str, str] | None:
    return None if base is None else dict(base)


def _same(what: str, one: T | None, other: T | None) -> T | None:
    if one is None or one == other:
        return other
    if other is None:
        return one
    raise _clash(what, one, other)


def _same_mapping(what: str, one: Mapping[str, str], other: Mapping[str, str]) -> dict[str, str]:
    merged = dict(one)
    for name, code in other.items():
        if merged.setdefault(name, code) != code:
            raise _clash(f"{what} {name}", merged[name], code)
    return merged


def _clash(what: str, one: object, other: object) -> TableDefinitionError:
    return TableDefinitionError(
        "the parts of a cell clash",
        why=f"the {what} is both {one} and {other}",
        todo="let only one of table, row and column say it",
    )


def declared_cell(part: Part, codes: CodeCheck) -> DeclaredCell:
    """The cell that a complete part means in the edition.

    A base is for measures that have one: a row may give the whole of its shares beside
    columns that count.

    Raises:
        TableDefinitionError: something is missing or unknown.
    """
    measure, period, unit, decimals = part.measure, part.period, part.unit, part.decimals
    if measure is None or period is None or unit is None or decimals is None:
        raise _incomplete(part)
    rule = _rule(measure, unit)
    base = _base(part, rule, codes)
    dims = _dims(part, codes)
    missing = [name for name in rule.needs if name not in dict(dims)]
    if missing:
        raise _unfinished(f"{measure} needs the dimension {' and '.join(missing)}")
    return DeclaredCell(
        key=Key(measure, codes.year + period, dims, base),
        unit=unit,
        decimals=decimals,
        suffix=part.suffix,
        trim=part.trim,
        blank=measure in part.blank,
    )


def _incomplete(part: Part) -> TableDefinitionError:
    names = ("measure", "period", "unit", "decimals")
    missing = [name for name in names if getattr(part, name) is None]
    return _unfinished(f"nothing says its {' and '.join(missing)}")


def _unfinished(why: str) -> TableDefinitionError:
    return TableDefinitionError(
        "a cell is incomplete", why=why, todo="say it in the table, the row or the column"
    )


def _rule(measure: str, unit: str) -> MeasureRule:
    rule = measure_rule(measure)
    if rule is None:
        raise TableDefinitionError(
            f"there is no measure {measure!r}",
            todo="choose one of " + ", ".join(sorted(MEASURES)),
        )
    if unit not in rule.units:
        raise TableDefinitionError(
            f"{measure} is not printed in {unit}", todo="choose one of " + ", ".join(rule.units)
        )
    return rule


def _base(part: Part, rule: MeasureRule, codes: CodeCheck) -> Dims | None:
    if not rule.base:
        return None
    if part.base is None:
        raise _unfinished(f"nothing says the {rule.base} of {part.measure}")
    return _checked(part.base, part.roles, codes)


def _dims(part: Part, codes: CodeCheck) -> Dims:
    return _checked(part.dims, part.roles, codes)


def _checked(dims: Mapping[str, str], roles: Mapping[str, str], codes: CodeCheck) -> Dims:
    named: dict[str, str] = {}
    for general, code in dims.items():
        name = roles.get(general, general)
        if named.setdefault(name, code) != code:
            raise _clash(f"dimension {name}", named[name], code)
    for name, code in named.items():
        if name not in DIMENSIONS:
            raise TableDefinitionError(
                f"there is no dimension {name!r}",
                todo="choose one of " + ", ".join(sorted(DIMENSIONS)),
            )
        if not codes.has_code(DIMENSIONS[name], code):
            raise TableDefinitionError(
                f"the code list {DIMENSIONS[name]} has no {code!r} in {codes.year}",
                why=f"the dimension {name} of a cell names it",
                todo="name a code that is valid in that year",
            )
    return dims_of(named)
