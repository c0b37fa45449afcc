"""Words found in a text, longest first: the scan that titles, headers and sentences share.

Not here: the words themselves (`words.csv`, `categories`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A word in a text.

    Attributes:
        start, end: its characters; word: as in the lexicon; meanings: all that it can mean.
    """

    start: int
    end: int
    word: str
    meanings: tuple[T, ...]


class Lexicon(Generic[T]):
    """Words with meanings; a word may have several, in the order given."""

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        self._words: dict[str, list[T]] = {}
        for word, meaning in entries:
            known = self._words.setdefault(word.casefold(), [])
            if meaning not in known:
                known.append(meaning)
        self._by_first: dict[str, list[str]] = {}
        for word in self._words:
            self._by_first.setdefault(word[0], []).append(word)
        for words in self._by_first.values():
            words.sort(key=len, reverse=True)

    def words(self) -> list[str]:
        """All words, case folded, in the order given."""
        return list(self._words)

    def get(self, text: str) -> tuple[T, ...]:
        """The meanings of a whole text; empty if it is no word."""
        return tuple(self._words.get(text.casefold(), ()))

    def scan(self, text: str) -> list[Found[T]]:
        """The words in a text from left to right, the longest at each place, none overlapping."""
        folded = text.casefold()
        found: list[Found[T]] = []
        at = 0
        while at < len(folded):
            word = self._longest(folded, at)
            if word is None:
                at += 1
                continue
            found.append(Found(at, at + len(word), word, tuple(self._words[word])))
            at += len(word)
        return found

    def _longest(self, folded: str, at: int) -> str | None:
        for word in self._by_first.get(folded[at], ()):
            if folded.startswith(word, at) and _stands_alone(folded, at, word):
                return word
        return None


def _stands_alone(text: str, at: int, word: str) -> bool:
    """Whether a word in Latin letters is not a piece of a longer one."""
    before = text[at - 1] if at else " "
    after = text[at + len(word)] if at + len(word) < len(text) else " "
    starts = word[0].isascii() and word[0].isalnum() and before.isascii() and before.isalnum()
    ends = word[-1].isascii() and word[-1].isalnum() and after.isascii() and after.isalnum()
    return not (starts or ends)
