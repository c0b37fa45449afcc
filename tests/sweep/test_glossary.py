"""The glossary: each term once, in both languages, and every stage has its word."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
ENTRIES = re.split(r"^### ", TEXT, flags=re.MULTILINE)[1:]
HEADINGS = [entry.splitlines()[0] for entry in ENTRIES]

TERM_OF_PACKAGE = {
    "codes": "code list",
    "record": "record",
    "checks": "rule",
    "snapshot": "snapshot",
    "cubes": "cube",
    "observations": "observation",
    "editions": "edition",
    "tables": "table",
    "render": "render",
    "compare": "compare",
    "published": "published figures",
    "simulate": "simulate",
    "consistency": "system",
    "figures": "figure",
    "sentences": "sentence",
    "report": "book",
    "fonts": "typeface",
    "audit": "audit",
    "imports": "import",
    "linkage": "linkage",
    "quality": "quality report",
    "web": "register",
}
"""The word of the glossary behind each package; `cli` is explained in the README."""

TERMS = {heading.split(" · ")[0] for heading in HEADINGS}

PLAIN_ENGLISH = {"Given", "Language", "Length", "Level", "Not", "OneOf"}
"""Classes that stages share and whose name needs no explanation; errors need none either."""


def classes_that_stages_share() -> dict[str, str]:
    """Every class that a package takes from another one, and the package it is from."""
    package = ROOT / "src" / "techmarket"
    trees = {p: ast.parse(p.read_text(encoding="utf-8")) for p in package.rglob("*.py")}
    classes = {n.name for t in trees.values() for n in ast.walk(t) if isinstance(n, ast.ClassDef)}
    shared = {}
    for path, tree in trees.items():
        own = path.relative_to(package).parts[0]
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("techmarket."):
                home = str(node.module).split(".")[1]
                names = {alias.name for alias in node.names} & classes
                shared |= dict.fromkeys(names, home) if home != own else {}
    return shared


def test_every_class_that_stages_share_is_named_by_a_word_of_the_glossary() -> None:
    """At least one word of the name: a `BuiltTable` is a table."""
    shared = classes_that_stages_share()
    assert "Observation" in shared
    known = {word.lower().rstrip("s") for term in TERMS for word in term.split()}
    unnamed = {
        name
        for name in shared
        if not {w.lower().rstrip("s") for w in re.findall("[A-Z][a-z]*", name)} & known
    }
    assert {n for n in unnamed - PLAIN_ENGLISH if not n.endswith("Error")} == set()


def test_every_entry_has_both_names_and_words_to_avoid() -> None:
    assert [h for h in HEADINGS if not re.fullmatch(r"[A-Za-z -]+ · [\u4e00-\u9fff、]+", h)] == []
    assert [e.splitlines()[0] for e in ENTRIES if "\n*Avoid:* " not in e] == []


def test_every_term_stands_once() -> None:
    terms = Counter(term for h in HEADINGS for term in h.split(" · "))
    assert [term for term, times in terms.items() if times > 1] == []


def test_every_package_has_its_word() -> None:
    package = ROOT / "src" / "techmarket"
    folders = {p.parent.name for p in package.glob("*/__init__.py")}
    assert folders - {"cli"} == TERM_OF_PACKAGE.keys()
    assert set(TERM_OF_PACKAGE.values()) <= TERMS
