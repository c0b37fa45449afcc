"""The source keeps to the house rules: names, sizes, docstrings, help, sources of data."""

from __future__ import annotations

import ast
import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from techmarket.cli.main import app

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "techmarket"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)
"""Migrations are written by Django."""
EVERYWHERE = sorted(
    path
    for folder in ("src", "tests", "tools", "bench")
    for path in (ROOT / folder).rglob("*.py")
    if "migrations" not in path.parts
)
DATA = sorted(PACKAGE.rglob("*.csv"))

LONGEST = 400
NAMELESS = re.compile(
    r"(?:^|_)(?:utils?|helpers?|common|misc|stuff|temp|tmp|new|old|manager|v\d+)(?:_|$)"
)
OWN_WORDS = {"figures/words.csv", "tables/words.csv"}
"""Files whose text is ours: nothing was copied from anywhere."""


def within(path: Path) -> str:
    """The path inside the package."""
    return path.relative_to(PACKAGE).as_posix()


def parameters() -> Iterator[tuple[str, str | None]]:
    """Every command, option and argument of the command line with its help."""
    line = typer.main.get_command(app)
    commands = {"techmarket": line, **getattr(line, "commands", {})}
    assert len(commands) > 1
    for name, command in commands.items():
        yield name, command.help
        for parameter in command.params:
            yield f"{name} {parameter.name}", getattr(parameter, "help", None)


@pytest.mark.parametrize("path", MODULES, ids=within)
def test_a_module_says_what_it_is_and_what_is_not_in_it(path: Path) -> None:
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    assert re.search(r"\bnot\s+here:\s+\w", text, re.IGNORECASE)


def test_no_module_is_too_long() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in EVERYWHERE}
    assert {path for path, length in lengths.items() if length > LONGEST} == set()


def test_names_say_what_a_thing_is() -> None:
    """No module, class or function is a drawer for the rest, or one of several versions."""
    named = [path.stem for path in EVERYWHERE]
    for path in EVERYWHERE:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                named.append(re.sub(r"(?<=[a-z])(?=[A-Z])", "_", node.name).lower())
            elif isinstance(node, ast.FunctionDef) and not node.name.startswith("test_"):
                named.append(node.name)
    assert [name for name in named if NAMELESS.search(name)] == []


def test_every_command_option_and_argument_has_help() -> None:
    assert [name for name, text in parameters() if not text] == []


@pytest.mark.parametrize("path", DATA, ids=within)
def test_a_data_file_says_where_it_comes_from(path: Path) -> None:
    """By a column `source` that is never empty, or by a README in its folder that tells."""
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    if rows and "source" in rows[0]:
        assert [row for row in rows if not row["source"].strip()] == []
    elif within(path) not in OWN_WORDS:
        about = (path.parent / "README.md").read_text(encoding="utf-8")
        assert path.name in about or "One file per table" in about


def test_no_one_is_told_to_do_it_later() -> None:
    """A note of something undone is either done or an issue."""
    notes = re.compile("TO" + "DO|FIX" + "ME|XX" + "X")
    assert [p for p in EVERYWHERE if notes.search(p.read_text(encoding="utf-8"))] == []


def test_types_are_not_ignored_without_a_reason() -> None:
    """The package carries no `type: ignore` without naming the rule."""
    bare = re.compile(r"type: ignore(?!\[)|noqa(?!:)")
    assert [within(p) for p in MODULES if bare.search(p.read_text(encoding="utf-8"))] == []
