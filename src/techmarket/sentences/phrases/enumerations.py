"""Phrases of lists: names, numbers of places, an item for each, ranks; and references.

Not here: which places a list has (`listing`), and items, which the sentence declares (`declared`).
"""

from __future__ import annotations

from collections.abc import Sequence

from techmarket.observations.observation import dims_of
from techmarket.sentences.grammar import Call
from techmarket.sentences.listing import codes_within
from techmarket.sentences.model import Reference, Span
from techmarket.sentences.phrases.printed import number, there, words
from techmarket.sentences.scope import LISTS, Filled, Said, Scope, UnsayableError
from techmarket.sentences.stated import number_of

PROPER = "region"
"""The code list whose English labels are names and keep their capitals."""


_BRACKETS = str.maketrans("()", "（）")


def label(call: Call, scope: Scope) -> Said:
    """`label place`: the word of a place: 技术服务, technical service."""
    token = call.place[0]
    if not token.startswith("@"):
        ((name, code),) = scope.dims(call.place)
        return words(label_of(name, code, scope))
    filled, place = scope.item if token == "@" and scope.item else (scope.lists[token[1:]], None)
    code = filled.code(filled.only() if place is None else place)
    return words(label_of(filled.dimension, code, scope))


def label_of(dimension: str, code: str, scope: Scope) -> str:
    """The label of a code within a sentence."""
    name = LISTS.get(dimension, dimension)
    text = scope.edition.code_label(name, code, scope.lang)
    if scope.lang == "zh":
        # A label of a table has half-width brackets, running text has those of Chinese.
        return text.translate(_BRACKETS)
    return uncapitalised(text) if name != PROPER else text


def uncapitalised(text: str) -> str:
    """An English label within a sentence: a name, whose second word has a capital, stays."""
    first, _, second = text.partition(" ")
    if first[1:2].isupper() or second[:1].isupper():
        return text
    return text[:1].lower() + text[1:]


def names(call: Call, scope: Scope) -> Said:
    """`names list`: its places by name: 江苏、广东; Jiangsu and Guangdong."""
    filled = _filled(call, scope)
    labels = [label_of(filled.dimension, filled.code(p), scope) for p in filled.places]
    return words(series(labels, scope))


def how_many(call: Call, scope: Scope) -> Said:
    """`number list`: how many places it has: 17."""
    filled = _filled(call, scope)
    found = there(scope.stated.places(filled.name, len(filled.places)))
    return (number(in_words(len(filled.places), scope), found),)


def in_words(count: int, scope: Scope) -> str:
    """A small number: digits in Chinese, a word in English up to nine."""
    spelled = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    return spelled[count - 1] if scope.lang == "en" and 1 <= count <= 9 else str(count)


def plural(call: Call, scope: Scope) -> Said:
    """`plural list one many`: English alone: `one` where the list has one place, else `many`."""
    one, many = call.words[1], call.words[2]
    return words((one if len(_filled(call, scope).places) == 1 else many).replace("_", " "))


ZH_RANKS = "首二三四五六七八九十"
EN_RANKS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth",
            "ninth", "tenth")  # fmt: skip


def rank(call: Call, scope: Scope) -> Said:
    """`rank @`: of an item among the places of the scope of its list: 首位, 第二位; first."""
    filled, _ = scope.the_item()
    found = there(scope.get("value.rank", call.place, filled.scope))
    place = int(number_of(found))
    if place > len(EN_RANKS):
        return (number(scope.pick(f"第{place}位", f"number {place}"), found),)
    zh = "首位" if place == 1 else f"第{ZH_RANKS[place - 1]}位"
    return (number(scope.pick(zh, EN_RANKS[place - 1]), found),)


def since(call: Call, scope: Scope) -> Said:
    """`since list`: its one place leads for the first time on record: 自2011年有数据以来首次.

    Said where the list has one place, its value is the largest of the scope of the list, and in
    every earlier year back to the first in which all values of the scope are known (one year at
    least) another place was above it.
    """
    filled = _filled(call, scope)
    leader = filled.only()
    codes = codes_within(filled.dimension, filled.within, scope.edition)
    rivals = [dims_of({**dict(leader), filled.dimension: c}) for c in codes]
    found, first = scope.stated.leads(leader, [r for r in rivals if r != leader])
    if first is None:
        raise UnsayableError(f"{filled.name} is not led for the first time")
    text = scope.pick(f"自{first}年有数据以来首次", f"for the first time on record (since {first})")
    return (Span(text, there(found).key, found),)


def see(call: Call, scope: Scope) -> Said:
    """`see figure:key table:key …`: （见图1和附表1）; what has no number is left out."""
    found = []
    for word in call.words:
        kind, _, key = word.partition(":")
        text = scope.numbers.get((kind, key))
        if text is not None:
            found.append((Reference(kind, key, text),))
    if not found:
        return ()
    inside = joined(found, "、", scope)
    return (Span(scope.pick("（见", " (see ")), *inside, Span(scope.pick("）", ")")))


def word(call: Call, scope: Scope) -> Said:
    """`word name`: a word of the project, or of the edition in its place: 全国, national."""
    return words(scope.words[call.words[0]][scope.lang])


def series(labels: Sequence[str], scope: Scope) -> str:
    """Labels one after another: a、b和c; a, b and c.

    Where a label has 和 in it, Chinese parts all by 、; where one has 、 in it, by ， (GB/T
    15834-2011, 4.5). Where one has "and" or a comma in it, English parts them by semicolons.

    Raises:
        UnsayableError: there are none.
    """
    if not labels:
        raise UnsayableError("there is nothing to name")
    inside = ("和", "、") if scope.lang == "zh" else (" and ", ",")
    compound = any(mark in label for label in labels for mark in inside)
    mark = "，" if any("、" in label for label in labels) else "、"
    between = scope.pick(mark, "; " if compound else ", ")
    last = scope.pick(mark if compound else "和", "; and " if compound else " and ")
    if len(labels) == 2 and scope.lang == "en" and compound:
        last = ", and "
    if len(labels) == 1:
        return labels[0]
    return between.join(labels[:-1]) + last + labels[-1]


ENGLISH_JOINS = {"，": ", ", "；": "; ", "、": ", "}


def joined(said: Sequence[Said], by: str, scope: Scope) -> Said:
    """Pieces one after another: a、b和c in Chinese, a, b and c in English; clauses by their mark.

    Raises:
        UnsayableError: there are none.
    """
    if not said:
        raise UnsayableError("there is nothing to name")
    between, last = by, "和" if by == "、" else by
    if scope.lang == "en":
        between = ENGLISH_JOINS[by]
        last = "; and " if by == "；" else " and "
    whole = list(said[0])
    for i, piece in enumerate(said[1:], start=2):
        whole += [Span(last if i == len(said) else between), *piece]
    return tuple(whole)


def _filled(call: Call, scope: Scope) -> Filled:
    return scope.lists[call.words[0]]
