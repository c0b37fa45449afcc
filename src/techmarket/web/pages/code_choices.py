"""Codes to choose from: a whole list as a tree, and what is found in it by typing.

Found by code, by label in either language and by the labels above: “广东 南山”, `440305`,
`Shenzhen`.
Not here: what a typed text means (`imports.code_labels`), and how a choice looks (`form_fields`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from techmarket.codes import Code, code_list
from techmarket.imports.code_labels import code_of
from techmarket.record.constraints import CodeOf
from techmarket.record.fields import Field

LARGE = 60
"""A list of more codes than that is asked for by typing and not sent whole."""

SHOWN = 20
LONGEST_QUERY = 80


@dataclass(frozen=True, slots=True)
class Choice:
    """A code to choose.

    Attributes:
        code: the code.
        label: in the language asked for.
        path: labels above it, from the top, joined with “ / ”; "" at the top.
        depth: how many stand above it.
        chosen_from: it may be chosen; `False`: it only groups others.
    """

    code: str
    label: str
    path: str
    depth: int
    chosen_from: bool

    @property
    def text(self) -> str:
        """As it stands in a field: code and label, which reads back as the code."""
        return f"{self.code} {self.label}"


def coarse_of(field: Field) -> frozenset[str]:
    """Codes of a field's list that only group others."""
    return field.constraint.too_coarse if isinstance(field.constraint, CodeOf) else frozenset()


def is_large(field: Field) -> bool:
    """Whether the list of a field is asked for by typing."""
    return len(code_list(field.code_list)) > LARGE


@lru_cache(maxsize=64)
def choices_of(list_name: str, coarse: frozenset[str], on: date, lang: str) -> tuple[Choice, ...]:
    """The codes valid on a day, each below its parent, in file order.

    Args:
        list_name: name of the code list.
        coarse: codes that only group others.
        on: the day.
        lang: "zh" or "en".
    """
    rows = code_list(list_name).codes(on)
    known = {row.code for row in rows}
    below: dict[str | None, list[Code]] = {}
    for row in rows:
        below.setdefault(row.parent if row.parent in known else None, []).append(row)

    def walk(parent: str | None, above: tuple[str, ...]) -> Iterator[Choice]:
        for row in below.get(parent, ()):
            label = row.label_zh if lang == "zh" else row.label_en
            path, usable = " / ".join(above), row.code not in coarse
            yield Choice(row.code, label, path, len(above), usable)
            yield from walk(row.code, (*above, label))

    return tuple(walk(None, ()))


def found(field: Field, query: str, on: date, lang: str) -> list[Choice]:
    """Up to `SHOWN` codes of a field's list that a query finds, the likeliest first.

    Every word of the query stands in the code, in a label of either language or above it. A code
    that begins so comes first, then labels that begin so, then the rest, each in file order.
    """
    words = query[:LONGEST_QUERY].lower().split()
    choices = choices_of(field.code_list, coarse_of(field), on, lang)
    usable = [
        (one, text)
        for one, text in zip(choices, _searched(field.code_list, coarse_of(field), on), strict=True)
        if one.chosen_from
    ]
    if not words:
        return [one for one, _ in usable[:SHOWN]]
    hits = [(one, text) for one, text in usable if all(word in text for word in words)]

    def rank(hit: tuple[Choice, str]) -> tuple[int, int]:
        one, last = hit[0], words[-1]
        if one.code.lower() == words[0]:
            return 0, one.depth
        if one.code.lower().startswith(words[0]):
            return 1, one.depth
        if one.label.lower().startswith(last):
            return 2, one.depth
        return (3 if last in one.label.lower() else 4), one.depth

    return [one for one, _ in sorted(hits, key=rank)[:SHOWN]]


def code_meant(field: Field, text: str, on: date) -> str:
    """The code that a text means; "" where it is none, or more than one."""
    plain = text.strip()
    return code_of(plain, field.code_list, coarse_of(field), on).code if plain else ""


def choice_text(field: Field, code: str, lang: str) -> str:
    """Code and label of a code, with what stands above it: “440305 南山区（广东省 / 深圳市）”."""
    known = code_list(field.code_list)
    if code not in known:
        return code
    labels = [
        known[one].label_zh if lang == "zh" else known[one].label_en
        for one in known.ancestors(code)
    ]
    above = " / ".join(reversed(labels[1:]))
    left, right = ("（", "）") if lang == "zh" else (" (", ")")
    return f"{code} {labels[0]}{f'{left}{above}{right}' if above else ''}"


@lru_cache(maxsize=32)
def _searched(list_name: str, coarse: frozenset[str], on: date) -> tuple[str, ...]:
    """What a query is looked for in, code by code, in the order of `choices_of`."""
    return tuple(
        " ".join((zh.code, zh.label, zh.path, en.label, en.path)).lower()
        for zh, en in zip(
            choices_of(list_name, coarse, on, "zh"),
            choices_of(list_name, coarse, on, "en"),
            strict=True,
        )
    )
