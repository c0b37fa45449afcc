"""The grammar of a declared sentence: words, phrases in braces, pieces in brackets.

`{growth contract_type=4}` is a phrase: its name, words and places. `[，{growth contract_type=4}]`
is a piece that is left out when something in it cannot be said. Braces and brackets stand for
nothing else. Not here: what a phrase says (`phrases`) and which places there are (`placing`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from techmarket.errors import TechmarketError

KEYWORDS = ("of", "than", "minus")
"""Words that begin another place: the whole, the other side, what is taken away."""

_MARKS = re.compile(r"([{}\[\]])")


@dataclass(frozen=True, slots=True)
class Words:
    """Words that stand as they are."""

    text: str


@dataclass(frozen=True, slots=True)
class Call:
    """A phrase or a condition by its name, with what it is about.

    Attributes:
        name: of the phrase ("share").
        words: what is no place: a measure, a list, a number.
        place: tokens of its place ("contract_type=1", "@").
        other: keyword and tokens of the second place; `None` where there is none.
        source: as it was written.
    """

    name: str
    words: tuple[str, ...]
    place: tuple[str, ...]
    other: tuple[str, tuple[str, ...]] | None
    source: str

    def second(self, keyword: str) -> tuple[str, ...] | None:
        """Tokens of the place after a keyword; `None` where it is not said."""
        return self.other[1] if self.other and self.other[0] == keyword else None

    @property
    def tokens(self) -> tuple[str, ...]:
        """Every token of a place."""
        return self.place + (self.other[1] if self.other else ())


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece that is left out whole when something in it cannot be said."""

    parts: tuple[Node, ...]


Node = Words | Call | Piece


def parse(text: str, where: str) -> tuple[Node, ...]:
    """The parts of a template.

    Raises:
        TechmarketError: a brace or a bracket has no partner, or a phrase is empty.
    """
    tokens = [token for token in _MARKS.split(text) if token]
    parts, rest = _parts(tokens, where, inside=False)
    if rest:
        raise _unbalanced(where, "]")
    return parts


def call_of(text: str, where: str) -> Call:
    """A phrase or a condition from what stands between its braces.

    Raises:
        TechmarketError: it is empty, or has more than two places.
    """
    tokens = text.split()
    if not tokens:
        raise TechmarketError(
            "a phrase is empty", where=where, todo="name a phrase between the braces"
        )
    groups: list[tuple[str, list[str]]] = [("", [])]
    words: list[str] = []
    for token in tokens[1:]:
        if token in KEYWORDS:
            groups.append((token, []))
        elif "=" in token or token[0] in "@+":
            groups[-1][1].append(token)
        else:
            words.append(token)
    if len(groups) > 2:
        raise TechmarketError(
            "a phrase has more than two places",
            where=where,
            why="{" + text + "}",
            todo="say one of " + ", ".join(KEYWORDS) + " once",
        )
    other = (groups[1][0], tuple(groups[1][1])) if len(groups) == 2 else None
    return Call(tokens[0], tuple(words), tuple(groups[0][1]), other, " ".join(tokens))


def calls(parts: tuple[Node, ...]) -> Iterator[Call]:
    """Every phrase of a template, pieces included."""
    for part in parts:
        if isinstance(part, Call):
            yield part
        elif isinstance(part, Piece):
            yield from calls(part.parts)


def _parts(tokens: list[str], where: str, *, inside: bool) -> tuple[tuple[Node, ...], list[str]]:
    parts: list[Node] = []
    while tokens:
        token, *tokens = tokens
        if token == "[":
            within, tokens = _parts(tokens, where, inside=True)
            parts.append(Piece(within))
        elif token == "]":
            if not inside:
                raise _unbalanced(where, "]")
            return tuple(parts), tokens
        elif token == "{":
            if len(tokens) < 2 or tokens[1] != "}":
                raise _unbalanced(where, "{")
            parts.append(call_of(tokens[0], where))
            tokens = tokens[2:]
        elif token == "}":
            raise _unbalanced(where, "}")
        else:
            parts.append(Words(token))
    if inside:
        raise _unbalanced(where, "[")
    return tuple(parts), []


def _unbalanced(where: str, mark: str) -> TechmarketError:
    return TechmarketError(
        f"the mark {mark} has no partner in a sentence",
        where=where,
        todo="close every brace and every bracket",
    )
