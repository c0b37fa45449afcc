"""`docs/sentences.md` tells of every phrase and every condition, as they are defined."""

from __future__ import annotations

import re
from pathlib import Path

from techmarket.editions import load_edition
from techmarket.sentences.conditions import CONDITIONS, holds
from techmarket.sentences.grammar import Call, calls
from techmarket.sentences.phrases import PHRASES
from techmarket.sentences.reading import declarations

DOCUMENT = (Path(__file__).parents[2] / "docs" / "sentences.md").read_text(encoding="utf-8")


def definition(doc: str | None) -> str:
    """The first paragraph of a docstring, in one line."""
    return " ".join((doc or "").strip().split("\n\n")[0].split())


def test_every_phrase_stands_with_its_definition() -> None:
    for phrase in PHRASES.values():
        call, _, meaning = definition(phrase.say.__doc__).partition(": ")
        assert f"| {call} | {meaning} |" in DOCUMENT


def test_every_condition_is_defined_and_documented() -> None:
    for name in CONDITIONS:
        assert re.search(rf"`{name}[` ]", holds.__doc__ or ""), name
        assert re.search(rf"`{name}[` ]", DOCUMENT), name


def test_every_list_item_and_phrase_is_used() -> None:
    """What no sentence uses is removed."""
    declared = declarations(load_edition("2013"))
    templates = [s.template for p in declared.paragraphs for s in p.sentences]
    templates += [item.template for item in declared.items.values()]
    said = [call for t in templates for parts in t.values() for call in calls(parts)]
    conditions = [c for p in declared.paragraphs for s in p.sentences for c in (*s.when, *s.claims)]
    conditions += [c for of in declared.lists.values() for c in of.where]
    lists = {item.of for item in declared.items.values()}
    lists |= {of.within.removeprefix("@") for of in declared.lists.values()}
    for call in (*said, *conditions):
        lists |= names_in(call)
    assert set(declared.lists) - lists == set()
    items = {word for call in said if call.name == "each" for word in call.words}
    assert set(declared.items) - items == set()


def names_in(call: Call) -> set[str]:
    """Words and lists that a call names."""
    codes = {token.rpartition("=")[2] for token in call.tokens}
    return {*call.words, *(code.lstrip("@+") for code in codes)}
