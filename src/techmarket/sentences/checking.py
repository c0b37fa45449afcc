"""Declared sentences are checked before anything is said: every name, every place, both languages.

Refused are: a phrase, condition, list, item, word, table, measure, dimension or code that does not
exist, words that a phrase does not take, languages that do not say the same, and a sentence without
a full stop. Not here: whether a sentence is true (`saying`).
"""

from __future__ import annotations

from dataclasses import replace

from techmarket.codes import UnknownCodeError, code_list
from techmarket.cubes.plan import DIMENSIONS
from techmarket.errors import TechmarketError
from techmarket.observations.measures import MEASURES
from techmarket.sentences.conditions import CONDITIONS, inner
from techmarket.sentences.declared import Declarations, Item, Sentence, Template
from techmarket.sentences.grammar import Call, Words, calls
from techmarket.sentences.listing import BY, ListDeclaration
from techmarket.sentences.phrases import ONE_LANGUAGE, PHRASES, Phrase
from techmarket.sentences.scope import GROUP, LISTS
from techmarket.tables.definitions import DECLARATIONS
from techmarket.tables.labels import LANGUAGES

KINDS = ("figure", "table")
OTHER_DIMENSIONS = ("institution_kind", "position", "institution_legal_form",
                    "institution_service", "institution_region")  # fmt: skip
STOPS = {"zh": "。", "en": "."}


def check(declared: Declarations) -> None:
    """Refuse what cannot be meant.

    Raises:
        TechmarketError: see the module; the message names file, sentence and phrase.
    """
    for name, word in declared.words.items():
        for lang in LANGUAGES:
            if not isinstance(word.get(lang), str):
                raise _unknown(f"word {name} in the language", lang, "words", LANGUAGES)
    earlier: dict[str, ListDeclaration] = {}
    for name, of in declared.lists.items():
        _check_list(of, replace(declared, lists=earlier))
        earlier[name] = of
    for item in declared.items.values():
        _check_item(item, declared)
    for paragraph in declared.paragraphs:
        for sentence in paragraph.sentences:
            _check_sentence(sentence, declared)


def _check_sentence(sentence: Sentence, declared: Declarations) -> None:
    _check_template(sentence.template, sentence.where, declared, item=False)
    for lang in LANGUAGES:
        stop = STOPS[lang]
        last = sentence.template[lang][-1] if sentence.template[lang] else None
        if not isinstance(last, Words) or not last.text.rstrip().endswith(stop):
            raise TechmarketError(
                "a sentence has no full stop at its end",
                where=f"{sentence.where}, {lang}",
                todo=f"end it with {stop}",
            )
    for condition in (*sentence.when, *sentence.claims):
        _check_condition(condition, sentence.where, declared, item=False)


def _check_item(item: Item, declared: Declarations) -> None:
    where = f"item {item.name}"
    if item.of not in declared.lists:
        raise _unknown("list", item.of, where, tuple(declared.lists))
    if item.join not in ("、", "，", "；"):
        raise _unknown("mark to join by", item.join, where, ("、", "，", "；"))
    _check_template(item.template, where, declared, item=True)


def _check_list(of: ListDeclaration, declared: Declarations) -> None:
    where = f"list {of.name}"
    if of.name in MEASURES:
        raise TechmarketError(
            "a list has the name of a measure", where=where, todo="give it another name"
        )
    if of.by not in BY:
        raise _unknown("order", of.by, where, BY)
    if of.within.startswith("@") and of.within[1:] not in declared.lists:
        raise _unknown("list", of.within[1:], where, tuple(declared.lists))
    for name, code in (*of.fixed, (of.dimension, of.within)):
        _check_place(name, "" if code.startswith("@") else code, where)
    for code in (*of.without, *of.only):
        _check_place(of.dimension, code, where)
    for condition in of.where:
        _check_condition(condition, where, declared, item=True)


def _check_template(template: Template, where: str, declared: Declarations, *, item: bool) -> None:
    said = {}
    for lang, parts in template.items():
        for call in calls(parts):
            _check_phrase(call, f"{where}, {lang}", declared, item=item)
        said[lang] = {_same(c) for c in calls(parts) if c.name not in ONE_LANGUAGE}
    if said["zh"] != said["en"]:
        different = sorted(said["zh"] ^ said["en"])
        raise TechmarketError(
            "the two languages of a sentence do not say the same",
            where=where,
            why="only one of them has " + ", ".join("{" + d + "}" for d in different),
            todo="say the same phrases in both",
        )


def _same(call: Call) -> str:
    """What a phrase says: `tally` is `count` without its noun."""
    return "count" + call.source.removeprefix("tally") if call.name == "tally" else call.source


def _check_phrase(call: Call, where: str, declared: Declarations, *, item: bool) -> None:
    if call.name == "each":
        if len(call.words) != 1 or call.words[0] not in declared.items:
            raise _unknown("item", " ".join(call.words), where, tuple(declared.items))
        return
    phrase = PHRASES.get(call.name)
    if phrase is None:
        raise _unknown("phrase", call.name, where, ("each", *PHRASES))
    _check_words(call, phrase, where, declared)
    has_other = call.other is not None and call.other[0] == phrase.other
    misplaced = (
        (call.place and not phrase.place)
        or (call.other is not None and not has_other)
        or (phrase.needs and (not call.place or (phrase.other and not has_other)))
    )
    if misplaced:
        raise _wrong_call(call, where)
    one_place = len(call.place) == 1 and "+" not in call.place[0]
    if (call.name == "label" and not one_place) or (call.name == "rank" and call.place != ("@",)):
        raise _wrong_call(call, where)
    if "sellers" in call.words and any("+" in token for token in call.tokens):
        raise _wrong_call(call, where)
    _check_tokens(call, where, declared, item=item)


def _check_words(call: Call, phrase: Phrase, where: str, declared: Declarations) -> None:
    words = list(call.words)
    if phrase.measure and words and words[0] in MEASURES:
        words.pop(0)
    kinds = list(phrase.words)
    if kinds == ["references"]:
        kinds = ["reference"] * len(words)
    if kinds == ["number?"]:
        kinds = ["number"] * len(words[:1])
    if len(kinds) != len(words):
        raise _wrong_call(call, where)
    for kind, word in zip(kinds, words, strict=True):
        _check_word(kind, word, where, declared)


def _check_word(kind: str, word: str, where: str, declared: Declarations) -> None:
    if kind == "list" and word not in declared.lists:
        raise _unknown("list", word, where, tuple(declared.lists))
    if kind == "word" and word not in (*declared.words, "place"):
        raise _unknown("word", word, where, (*declared.words, "place"))
    if kind == "number" and not word.lstrip("-").isdecimal():
        raise _unknown("number", word, where, ("-1", "10"))
    if kind == "reference":
        sort, _, key = word.partition(":")
        if sort not in KINDS:
            raise _unknown("kind of reference", sort, where, KINDS)
        if sort == "table" and key not in DECLARATIONS:
            raise _unknown("table", key, where, tuple(DECLARATIONS))


def _check_condition(call: Call, where: str, declared: Declarations, *, item: bool) -> None:
    if call.name == "not":
        call = inner(Call("not", call.words, call.place, call.other, call.source))
    if call.name not in CONDITIONS:
        raise _unknown("condition", call.name, where, ("not", *CONDITIONS))
    _check_tokens(call, where, declared, item=item)
    names = CONDITION_WORDS.get(call.name, ())
    words = [w for w in call.words if w not in MEASURES] if not names else list(call.words)
    if len(words) != len(names) or (call.name in COMPARING) != (call.second("than") is not None):
        raise _wrong_call(call, where)
    for kind, word in zip(names, words, strict=True):
        _check_word(kind, word, where, declared)


COMPARING = ("above", "greater")
CONDITION_WORDS = {
    "growth_from": ("number",),
    "value_from": ("number",),
    "share_from": ("number",),
    "all_rise": ("list",),
    "all_fall": ("list",),
    "some": ("list",),
    "several": ("list",),
    "exactly": ("number", "list"),
    "same": ("list", "list"),
    "lists": ("code", "list"),
    "country": (),
    "whole_year": (),
}
"""Kinds of the words of a condition; the others may name a measure."""


def _check_tokens(call: Call, where: str, declared: Declarations, *, item: bool) -> None:
    for token in call.tokens:
        name, _, code = token.rpartition("=")
        if code == "@" and not item:
            raise TechmarketError(
                "a sentence speaks of an item outside of a list",
                where=where,
                why="{" + call.source + "}",
                todo="name a place or a list in the place of @",
            )
        if code[:1] in ("@", "+") and code != "@" and code[1:] not in declared.lists:
            raise _unknown("list", code[1:], where, tuple(declared.lists))
        if name:
            _check_place(name, "" if code[:1] in ("@", "+") else code, where)


def _check_place(name: str, code: str, where: str) -> None:
    known = (*DIMENSIONS, *OTHER_DIMENSIONS)
    if name not in known:
        raise _unknown("dimension", name, where, known)
    for part in filter(None, code.split("+")):
        if name in LISTS and not part.startswith(GROUP):
            try:
                code_list(LISTS[name]).ancestors(part)
            except UnknownCodeError as error:
                raise _unknown(f"code of {name}", part, where, ()) from error


def _wrong_call(call: Call, where: str) -> TechmarketError:
    return TechmarketError(
        "a phrase is not called as it is defined",
        where=where,
        why="{" + call.source + "}",
        todo=f"see the definition of {call.name}",
    )


def _unknown(kind: str, name: str, where: str, known: tuple[str, ...]) -> TechmarketError:
    listed = ", ".join(known)
    return TechmarketError(
        f"there is no {kind} {name!r} for a sentence",
        where=where,
        todo=f"choose one of {listed}" if listed else "choose one of its code list",
    )
