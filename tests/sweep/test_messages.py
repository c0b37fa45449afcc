"""Every message a person may see: it says what to do, and a test asserts its text.

The messages are found in the source, so that a new one cannot be forgotten.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "techmarket"


@dataclass(frozen=True)
class Message:
    """One place in the source that gives an error its text."""

    place: str
    what: ast.expr
    options: frozenset[str]

    @property
    def pieces(self) -> list[str]:
        """The literal pieces of the first argument, between what is filled in."""
        parts = self.what.values if isinstance(self.what, ast.JoinedStr) else [self.what]
        return [p.value for p in parts if isinstance(p, ast.Constant) and isinstance(p.value, str)]


def trees(folder: Path) -> dict[Path, ast.Module]:
    """The syntax tree of every module in a folder."""
    return {p: ast.parse(p.read_text(encoding="utf-8")) for p in sorted(folder.rglob("*.py"))}


def error_classes(modules: dict[Path, ast.Module]) -> tuple[set[str], set[ast.ClassDef]]:
    """Names of the errors whose calls hold the text; and those that write it themselves."""
    classes = [
        n for tree in modules.values() for n in ast.walk(tree) if isinstance(n, ast.ClassDef)
    ]
    errors = {"TechmarketError"}
    for _ in classes:
        errors |= {
            c.name for c in classes if errors & {b.id for b in c.bases if isinstance(b, ast.Name)}
        }
    writers = {
        c
        for c in classes
        if c.name in errors - {"TechmarketError"}
        and any(isinstance(f, ast.FunctionDef) and f.name == "__init__" for f in c.body)
    }
    return errors - {c.name for c in writers}, writers


def messages() -> Iterator[Message]:
    """Every call in the source that gives such an error its text."""
    modules = trees(SOURCE)
    names, writers = error_classes(modules)
    inside = {id(node) for writer in writers for node in ast.walk(writer)}
    for path, tree in modules.items():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            made = isinstance(node.func, ast.Name) and node.func.id in names
            written = id(node) in inside and ast.unparse(node.func) == "super().__init__"
            if made or written:
                options = frozenset(k.arg for k in node.keywords if k.arg)
                place = f"{path.relative_to(SOURCE)}:{node.lineno}"
                yield Message(place, node.args[0], options)


MESSAGES = list(messages())
TESTED = "\n".join(
    node.value
    for path, tree in trees(ROOT / "tests").items()
    if path != Path(__file__)
    for node in ast.walk(tree)
    if isinstance(node, ast.Constant) and isinstance(node.value, str)
)


def test_messages_are_found() -> None:
    assert len(MESSAGES) > 0


def test_every_message_is_written_where_the_error_is_made() -> None:
    assert [m.place for m in MESSAGES if not m.pieces] == []


def test_every_message_says_what_to_do() -> None:
    assert [m.place for m in MESSAGES if "todo" not in m.options] == []


def test_every_message_is_a_clause_and_not_a_sentence() -> None:
    """`TechmarketError.sentence` adds the rest and the full stop."""
    assert [m.place for m in MESSAGES if m.pieces and m.pieces[-1].endswith((".", ";"))] == []


def test_every_message_is_asserted_by_a_test() -> None:
    unasserted = [
        m.place for m in MESSAGES if m.pieces and max(m.pieces, key=len).strip() not in TESTED
    ]
    assert unasserted == []
