"""What stands in a heading: a word, a code, a year, a number or a proper name.

Declarations name labels; `Wording` says them in a language for an edition. Words of the
headings, and the note that depends on the data, are in `words.csv` beside this file, words of
codes in the code lists. Not here: titles, units lines and other notes, which are edition data.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import StringIO
from typing import Literal, Protocol

from techmarket.errors import TechmarketError

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of `words.csv`, by its key ("total" is 合计, Total)."""

    key: str


@dataclass(frozen=True, slots=True)
class CodeLabel:
    """The label of a code, e.g. `CodeLabel("contract_type", "11")` is 委托开发."""

    code_list: str
    code: str


@dataclass(frozen=True, slots=True)
class YearLabel:
    """A year as so many years from the edition's year (-1 is 2012年 in the 2013 edition)."""

    offset: int


@dataclass(frozen=True, slots=True)
class Name:
    """A proper name or a numeral, the same in every language."""

    text: str


Label = Word | CodeLabel | YearLabel | Name


class CodeWords(Protocol):
    """Something that knows the labels of codes (the edition does)."""

    @property
    def year(self) -> int:
        """The year of the edition's data."""
        ...

    def code_label(self, code_list: str, code: str, lang: Language) -> str:
        """The label of a code in the edition; raises `TechmarketError` for an unknown one."""
        ...


@cache
def heading_words() -> Mapping[str, Mapping[str, str]]:
    """`words.csv`: key to language to word."""
    text = (files("techmarket.tables") / "words.csv").read_text(encoding="utf-8")
    return {
        row["key"]: {"zh": row["zh"], "en": row["en"]}
        for row in csv.DictReader(StringIO(text, newline=""))
    }


def language(name: str) -> Language:
    """The language of that name.

    Raises:
        TechmarketError: the name is neither zh nor en.
    """
    for known in LANGUAGES:
        if name == known:
            return known
    raise TechmarketError(
        f"there are no tables in the language {name!r}",
        todo="choose one of " + ", ".join(LANGUAGES),
    )


@dataclass(frozen=True, slots=True)
class Wording:
    """Labels said in one language for one edition."""

    edition: CodeWords
    lang: Language

    def text(self, label: Label) -> str:
        """The words of one label.

        Raises:
            TechmarketError: a word that `words.csv` lacks, or a code that nothing labels.
        """
        match label:
            case Word(key):
                return self._heading(key)
            case CodeLabel(code_list, code):
                return self.edition.code_label(code_list, code, self.lang)
            case YearLabel(offset):
                return f"{self.edition.year + offset}" + ("年" if self.lang == "zh" else "")
            case Name(text):
                return text

    def path(self, labels: tuple[Label, ...]) -> tuple[str, ...]:
        """The words of a path, from the outside in."""
        return tuple(self.text(label) for label in labels)

    def _heading(self, key: str) -> str:
        word = heading_words().get(key)
        if word is None:
            raise TechmarketError(
                f"the heading {key!r} has no words",
                where="techmarket/tables/words.csv",
                todo="add a line with its key and its words in zh and en",
            )
        return word[self.lang]
