"""The glossary: each term once, in both languages, and every stage has its word."""

from __future__ import annotations

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
    "snapshot": "snapshot",
    "cubes": "cube",
    "observations": "observation",
    "editions": "edition",
    "tables": "table",
    "render": "render",
    "compare": "compare",
    "published": "published figures",
    "simulate": "simulate",
}
"""The word of the glossary behind each package; `cli` is explained in the README."""


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
    terms = {heading.split(" · ")[0] for heading in HEADINGS}
    assert set(TERM_OF_PACKAGE.values()) <= terms
