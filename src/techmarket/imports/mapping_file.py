"""The mapping file: what a person decided about the columns of a file (TOML).

    [[column]]
    heading = "金额(万元)"   # as in the file
    position = 3             # optional: the column, from 1, where a heading stands twice
    field = "value"          # a field of the data dictionary; "" leaves the column out
    unit = "万元"            # of money

    [constants]              # a field that no column holds, the same for all rows
    registration_agency = "310009"

A mapping decides only what it names. Not here: what is matched without it (`matching`).
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from techmarket.errors import TechmarketError
from techmarket.imports.amounts import UNITS
from techmarket.imports.targets import targets_of
from techmarket.whole_file import whole_file

HEAD = """\
# What each column of the files holds. Correct it and give it with --map.
# field = "" leaves a column out; the fields are those of `techmarket dictionary`.
"""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about one column.

    Attributes:
        heading: of the column.
        field: name of the target; "" leaves the column out.
        unit: of money, one of `UNITS`; "" where the heading or the command says it.
        position: of the column, from 1; 0 for any.
        why: why it was asked, for the comment of a proposal.
    """

    heading: str
    field: str
    unit: str = ""
    position: int = 0
    why: str = ""


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """All decisions of a mapping file."""

    decisions: tuple[Decision, ...] = ()
    constants: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


def read_mapping(path: Path) -> ColumnMapping:
    """The decisions of a mapping file.

    Raises:
        TechmarketError: the file is missing, no TOML, or names an unknown key, field or unit.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise TechmarketError(
            "there is no such mapping file", where=str(path), todo="check the path"
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _unusable(path, f"it is no TOML: {str(error).rstrip('.')}") from None
    if unknown := sorted(set(content) - {"column", "constants"}):
        raise _unusable(path, f"it has the unknown part {unknown[0]}")
    columns, constants = content.get("column", []), content.get("constants", {})
    if not isinstance(columns, list) or not isinstance(constants, dict):
        raise _unusable(path, "column is a list of tables and constants a table")
    for name in constants:
        _check_field(path, name)
    return ColumnMapping(
        tuple(_decision(path, one) for one in columns),
        MappingProxyType({name: str(value) for name, value in constants.items()}),
    )


def write_mapping(path: Path, decisions: Iterable[Decision]) -> None:
    """Write a proposal for a person to correct."""
    parts = [HEAD]
    for one in decisions:
        lines = [f"# {one.why}"] if one.why else []
        lines += ["[[column]]", f"heading = {_quoted(one.heading)}"]
        lines += [f"position = {one.position}"] if one.position else []
        lines += [f"field = {_quoted(one.field)}"]
        lines += [f"unit = {_quoted(one.unit)}"] if one.unit else []
        parts.append("\n".join(lines) + "\n")
    with whole_file(path) as aside:
        aside.write_text("\n".join(parts), encoding="utf-8")


def _decision(path: Path, one: Any) -> Decision:
    if not isinstance(one, dict) or not {"heading", "field"} <= set(one):
        raise _unusable(path, "a column has no heading or no field")
    if unknown := sorted(set(one) - {"heading", "field", "unit", "position"}):
        raise _unusable(path, f"a column has the unknown key {unknown[0]}")
    unit, position = str(one.get("unit", "")), one.get("position", 0)
    if unit and unit not in UNITS:
        raise _unusable(path, f"{unit} is not one of the units {', '.join(UNITS)}")
    if type(position) is not int or position < 0:
        raise _unusable(path, "a position is the number of a column, from 1")
    if one["field"]:
        _check_field(path, str(one["field"]))
    return Decision(str(one["heading"]), str(one["field"]), unit, position)


def _check_field(path: Path, name: str) -> None:
    if not any(name in targets_of(kind) for kind in ("contract", "party")):
        raise _unusable(path, f"there is no field {name}")


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _unusable(path: Path, why: str) -> TechmarketError:
    return TechmarketError(
        "the mapping file cannot be used",
        where=str(path),
        why=why,
        todo="correct it, or name a file that does not exist, and a proposal is written there",
    )
