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
    """Every call in the source that gives such an error its text.

    A text may be handed on under the name `what`, by a function to which it is given or from
    another error; then it is found where it is given.
    """
    modules = trees(SOURCE)
    names, writers = error_classes(modules)
    inside = {id(node) for writer in writers for node in ast.walk(writer)}
    for path, tree in modules.items():
        carriers = carriers_of_texts(tree, names)
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = ast.unparse(node.func)
            place = f"{path.relative_to(SOURCE)}:{node.lineno}"
            if name in names or (id(node) in inside and name == "super().__init__"):
                if not hands_on(node.args[0]):
                    options = frozenset(k.arg for k in node.keywords if k.arg)
                    yield Message(place, node.args[0], options)
            elif name in carriers and len(node.args) > carriers[name]:
                given = node.args[carriers[name]]
                if isinstance(given, ast.Constant | ast.JoinedStr):
                    yield Message(place, given, frozenset({"todo"}))


def hands_on(what: ast.expr) -> bool:
    """Whether the text was made elsewhere."""
    return (isinstance(what, ast.Name) and what.id == "what") or (
        isinstance(what, ast.Attribute) and what.attr == "what"
    )


def carriers_of_texts(tree: ast.Module, names: set[str]) -> dict[str, int]:
    """Functions of a module that make an error of a text they are given, with its position."""
    return {
        node.name: [a.arg for a in node.args.args].index("what")
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        and "what" in [a.arg for a in node.args.args]
        and any(
            isinstance(call, ast.Call)
            and ast.unparse(call.func) in names
            and call.args
            and ast.unparse(call.args[0]) == "what"
            for call in ast.walk(node)
        )
    }


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
