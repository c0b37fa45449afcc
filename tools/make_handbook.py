"""Write the method handbook, `docs/handbook.md`, from the spec tests.

A folder of `tests/spec` is a chapter, a file a section, a test a paragraph: its name is the
statement, its docstring the explanation; a small register that it works on and what it expects of
it are shown as they stand in the test. So the handbook says what is tested, and no more.

    make docs

Not here: any sentence about the method itself, which would have no test.
"""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).parents[1]
SPEC = ROOT / "tests" / "spec"
TARGET = ROOT / "docs" / "handbook.md"

CHAPTERS: Mapping[str, str] = {
    "codes": "Codes",
    "record": "The record",
    "checks": "Checks",
    "linkage": "Duplicates",
    "simulate": "Simulating a register",
    "imports": "Imports",
    "snapshot": "Snapshots",
    "quality": "Quality of a snapshot",
    "cubes": "Cubes",
    "observations": "Observations",
    "tables": "Tables",
    "figures": "Figures",
    "fonts": "The typeface",
    "sentences": "Sentences",
    "report": "The book",
    "render": "Rendering",
    "compare": "Comparing with what was published",
    "audit_reading": "Reading a published report",
    "audit_judging": "Judging a published report",
    "web": "The register online",
    "commands": "Commands",
}
"""Folder of `tests/spec` to the title of its chapter, in the order of the line."""

SHOWN_IN = frozenset({"snapshot", "observations", "tables"})
"""Chapters whose small registers are shown, with what is expected of them."""

HEAD = """\
# Method handbook

What every figure means, how it is computed, and what happens to bad input. Written by `make docs`
from the tests in [tests/spec](../tests/spec/): each statement below is one of them, and holds
because it is run. Money is in integer 分; `-` in a register is an empty field, and a field that is
not shown is the same in every contract of the example.
"""

SPELT: Mapping[str, str] = {
    r"\bgdp\b": "GDP",
    r"\bip\b": "IP",
    r"\bid\b": "identifier",
    r"\bjson\b": "JSON",
    r"\bcsv\b": "CSV",
    r"\bhtml\b": "HTML",
    r"\bctrl c\b": "Ctrl-C",
    r"\bout of date\b": "out-of-date",
    r"\boctober\b": "October",
    r"\bpearl river delta\b": "Pearl River Delta",
    r"\bchinese\b": "Chinese",
    r"\benglish\b": "English",
}
"""Words that the name of a test cannot spell."""


def handbook() -> str:
    """The text of the handbook.

    Raises:
        SystemExit: a folder of `tests/spec` has no chapter.
    """
    folders = {path.parent.name for path in SPEC.glob("*/test_*.py")}
    if folders - CHAPTERS.keys():
        raise SystemExit(f"name the chapter of {', '.join(sorted(folders - CHAPTERS.keys()))}")
    chapters = [name for name in CHAPTERS if name in folders]
    contents = [f"- [{CHAPTERS[name]}](#{_anchor(CHAPTERS[name])})" for name in chapters]
    blocks = [HEAD.rstrip(), "\n".join(contents)]
    for name in chapters:
        blocks += _chapter(name)
    return "\n\n".join(blocks) + "\n"


def _anchor(title: str) -> str:
    return title.lower().replace(" ", "-")


def _chapter(name: str) -> Iterator[str]:
    yield f"## {CHAPTERS[name]}"
    for file in sorted((SPEC / name).rglob("test_*.py")):
        yield from _section(file)


def _section(file: Path) -> Iterator[str]:
    source = file.read_text(encoding="utf-8")
    module = ast.parse(source)
    title, _, more = _docstring(module).partition("\n")
    yield f"### {title.rstrip('.')}"
    if more.strip():
        yield more.strip()
    texts = _texts_of(module)
    for test in module.body:
        if isinstance(test, ast.FunctionDef) and test.name.startswith("test_"):
            yield f"**{statement(test.name)}** {_docstring(test)}".rstrip()
            if file.parent.name in SHOWN_IN:
                yield from _example(test, texts, source)
    yield f"<sub>[{file.name}](../{file.relative_to(ROOT).as_posix()})</sub>"


def unexplained(files: Iterable[Path]) -> list[str]:
    """Files and tests without a docstring; each would be a gap in the handbook."""
    gaps = []
    for file in files:
        module = ast.parse(file.read_text(encoding="utf-8"))
        tests = [n for n in module.body if isinstance(n, ast.FunctionDef)]
        gaps += [file.name] * (not _docstring(module))
        gaps += [t.name for t in tests if t.name.startswith("test_") and not _docstring(t)]
    return gaps


def statement(name: str) -> str:
    """The statement that the name of a test makes: `test_a_seller_counts_once`."""
    words = name.removeprefix("test_").replace("_", " ")
    for pattern, spelt in SPELT.items():
        words = re.sub(pattern, spelt, words)
    return words[0].upper() + words[1:] + "."


def _docstring(node: ast.Module | ast.FunctionDef) -> str:
    return inspect.cleandoc(ast.get_docstring(node) or "")


def _texts_of(module: ast.Module) -> dict[str, str]:
    """The text tables that a module names for all its tests."""
    texts = {}
    for node in module.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
            target, value = node.targets[0], node.value.value
            if isinstance(target, ast.Name) and isinstance(value, str) and _is_table(value):
                texts[target.id] = value
    return texts


def _is_table(value: object) -> bool:
    """Whether it is a register as a text table: lines of the same number of words."""
    if not isinstance(value, str):
        return False
    lines = value.strip().splitlines()
    return len(lines) > 1 and len({len(line.split()) for line in lines}) == 1


def _example(test: ast.FunctionDef, texts: Mapping[str, str], source: str) -> Iterator[str]:
    """The registers that a test works on, and what it expects; a refusal needs no example."""
    tables = []
    for node in ast.walk(ast.Module(test.body[1:], [])):
        if isinstance(node, ast.Constant) and _is_table(node.value):
            tables.append(str(node.value))
        elif isinstance(node, ast.Name) and node.id in texts:
            tables.append(texts[node.id])
    expected = [_source(node, source) for node in test.body if isinstance(node, ast.Assert)]
    expected = [line for line in expected if "error.value" not in line]
    if tables and expected:
        yield "\n\n".join(f"```text\n{inspect.cleandoc(t)}\n```" for t in dict.fromkeys(tables))
        yield "```python\n" + "\n".join(expected) + "\n```"


def _source(node: ast.Assert, source: str) -> str:
    """What is asserted, as it is written in the body of a test."""
    first, *rest = (ast.get_source_segment(source, node.test) or "").splitlines()
    return "\n".join([first, *(line.removeprefix("    ") for line in rest)])


if __name__ == "__main__":
    TARGET.write_text(handbook(), encoding="utf-8")
