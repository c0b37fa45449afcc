"""Codes as people write them: the code, its label, the path of labels above it, or code and label.

`11`, `委托开发`, `技术开发/委托开发`, `江苏省南京市鼓楼区`, `11 委托开发`,
`Commissioned development`; `101` for `0101`, since a spreadsheet drops leading noughts. A label of
several codes is none: the choices are named. Not here: whether a code is valid on the day of its
contract (`checks`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from functools import cache, lru_cache

from techmarket.codes import Code, code_list
from techmarket.codes.unknown_code import NEAREST_SHOWN, nearest_codes

LABEL_LENGTH = 80
"""Characters of a text that are compared with labels."""

_CODE_AND_LABEL = re.compile(r"([0-9A-Za-z_]+)[ \t:：、.．\-—|]+(\S.*)")
_LABEL_AND_CODE = re.compile(r"(\S.*?)[ ]*[(（\[]([0-9A-Za-z_]+)[)）\]]")
_IGNORED = re.compile(r"[\s/\\\-—–>→|·•_,，、;；:：()（）\[\]【】“”\"'‘’]")


@dataclass(frozen=True, slots=True)
class CodeRead:
    """What a text says of a code.

    Attributes:
        code: the code; "" where it is not one.
        choices: those that an ambiguous label may mean, at least two.
        ambiguous: whether the text is a label of several codes, or of one that only groups others.
    """

    code: str
    choices: tuple[Code, ...] = ()
    ambiguous: bool = False


def normal_label(text: str) -> str:
    """A label without blanks, brackets and joints, in half-width small letters."""
    return _IGNORED.sub("", unicodedata.normalize("NFKC", text)).lower()


@lru_cache(maxsize=65_536)
def code_of(text: str, list_name: str, too_coarse: frozenset[str], on: date | None) -> CodeRead:
    """The code that a text means.

    Args:
        text: as in the cell, not empty.
        list_name: name of the code list.
        too_coarse: codes that only group others; a label of one means those below it.
        on: the day of the record, which decides where a label went from one code to another.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    known = code_list(list_name)
    if plain in known:
        return CodeRead(plain)
    for expression, (code, label) in ((_CODE_AND_LABEL, (1, 2)), (_LABEL_AND_CODE, (2, 1))):
        both = expression.fullmatch(plain)
        if both and both[code] in _by_label(list_name).get(normal_label(both[label]), ()):
            return CodeRead(both[code])
    found = set(_by_label(list_name).get(normal_label(plain), ()))
    if len(found) > 1:
        found = _one_of(found, list_name, too_coarse, on)
    if not found and plain.isdigit():
        found = {code for code in _digits(list_name) if code.lstrip("0") == plain.lstrip("0")}
    if len(found) == 1:
        (only,) = found
        if only in too_coarse:
            below = {row.code for row in known.codes() if only in known.ancestors(row.code)}
            found = below - too_coarse
    if len(found) == 1:
        return CodeRead(found.pop())
    rows = tuple(row for row in known.codes() if row.code in found)
    return CodeRead("", rows, bool(rows))


@lru_cache(maxsize=1024)
def codes_like(text: str, list_name: str, too_coarse: frozenset[str]) -> tuple[Code, ...]:
    """Up to three codes that may have been meant by a text that is none, best first.

    What begins like a code is compared with codes, other texts with labels: they are the more
    alike, the more of their characters are the same and in the same order.
    """
    plain = normal_label(text)[:LABEL_LENGTH]
    rows = tuple(row for row in code_list(list_name).codes() if row.code not in too_coarse)
    if not plain or plain[0].isdigit():
        return nearest_codes(text, rows)
    compared = SequenceMatcher(None, "", plain, autojunk=False)

    def unlike(row: Code) -> float:
        ratios = []
        for label in (row.short_zh, row.label_zh, row.label_en):
            compared.set_seq1(normal_label(label))
            ratios.append(compared.ratio())
        return -max(ratios)

    return tuple(sorted(rows, key=unlike)[:NEAREST_SHOWN])


def path_of(code: str, list_name: str) -> str:
    """The labels above a code and its own, joined with “/”: what tells it from its namesakes."""
    known = code_list(list_name)
    return "/".join(known[one].label_zh for one in reversed(known.ancestors(code)))


def _one_of(
    found: set[str], list_name: str, too_coarse: frozenset[str], on: date | None
) -> set[str]:
    fine = found - too_coarse or found
    if len(fine) > 1 and on is not None:
        known = code_list(list_name)
        fine = {c for c in fine if any(row.valid_on(on) for row in known.history(c))} or fine
    return fine


@cache
def _digits(list_name: str) -> tuple[str, ...]:
    return tuple(row.code for row in code_list(list_name).codes() if row.code.isdigit())


def _own(row: Code) -> set[str]:
    return {normal_label(text) for text in (row.label_zh, row.short_zh, row.label_en)}


@cache
def _by_label(list_name: str) -> dict[str, tuple[str, ...]]:
    """Normal label, or path of labels, to the codes it belongs to."""
    known, index = code_list(list_name), dict[str, set[str]]()
    for latest in known.codes():
        for row in known.history(latest.code):
            for label in _own(row) | set(_paths(list_name, row)):
                index.setdefault(label, set()).add(row.code)
    return {label: tuple(sorted(codes)) for label, codes in index.items()}


def _paths(list_name: str, row: Code) -> Iterable[str]:
    """The label with one or more of those above it in front."""
    known = code_list(list_name)
    path, parent = normal_label(row.label_zh), row.parent
    while parent is not None and parent in known:
        above = known[parent]
        path, parent = normal_label(above.label_zh) + path, above.parent
        yield path
        if above.label_zh.startswith("市辖") or above.label_zh.startswith("县"):
            path = path.removeprefix(normal_label(above.label_zh))
