"""The phrases that a sentence may have: a small vocabulary, each defined exactly.

A phrase answers with spans, or says that there is nothing to say (`UnsayableError`). Not here: how
a sentence is put together (`saying`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from techmarket.sentences.grammar import Call
from techmarket.sentences.phrases import directions, enumerations, institutions, numbers
from techmarket.sentences.scope import Said, Scope


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase and what it is called with.

    Attributes:
        say: says it.
        words: kinds of its words, in order: list, number, text, word, references (any number);
            a measure may stand before them where `measure` is true.
        measure: whether it may name a measure.
        place: whether it may have a place; `other`: the keyword of a second place, "" for none.
        needs: whether place, and second place if there is a keyword, must be there.
    """

    say: Callable[[Call, Scope], Said]
    words: tuple[str, ...] = ()
    measure: bool = False
    place: bool = False
    other: str = ""
    needs: bool = False


PHRASES: Mapping[str, Phrase] = {
    "year": Phrase(numbers.year, ("number?",)),
    "count": Phrase(numbers.count, measure=True, place=True),
    "tally": Phrase(numbers.tally, measure=True, place=True),
    "amount": Phrase(numbers.amount, measure=True, place=True),
    "mean": Phrase(numbers.mean, place=True),
    "share": Phrase(numbers.share, measure=True, place=True, other="of"),
    "to_gdp": Phrase(numbers.to_gdp),
    "points": Phrase(numbers.points, measure=True, place=True, other="of"),
    "balance": Phrase(numbers.balance, place=True, other="minus", needs=True),
    "tenths": Phrase(numbers.tenths, place=True, other="of"),
    "name": Phrase(numbers.name, place=True, needs=True),
    "threshold": Phrase(numbers.threshold),
    "years_from": Phrase(numbers.years_from, ("number",), place=True),
    "exchanges": Phrase(institutions.exchanges, place=True),
    "largest_exchanges": Phrase(institutions.largest_exchanges, ("number",), place=True),
    "fact": Phrase(institutions.fact, ("fact",)),
    "part": Phrase(institutions.part, ("fact", "fact")),
    "milestone": Phrase(numbers.milestone, place=True),
    "run": Phrase(numbers.run, place=True),
    "growth": Phrase(directions.growth, measure=True, place=True),
    "growth_before": Phrase(directions.growth_before, place=True),
    "trend": Phrase(directions.trend, measure=True, place=True),
    "pace": Phrase(directions.pace, measure=True, place=True),
    "together": Phrase(directions.together, place=True),
    "compare": Phrase(directions.compare, measure=True, place=True, other="than", needs=True),
    "label": Phrase(enumerations.label, place=True, needs=True),
    "names": Phrase(enumerations.names, ("list",)),
    "number": Phrase(enumerations.how_many, ("list",)),
    "plural": Phrase(enumerations.plural, ("list", "text", "text")),
    "rank": Phrase(enumerations.rank, place=True, needs=True),
    "since": Phrase(enumerations.since, ("list",)),
    "see": Phrase(enumerations.see, ("references",)),
    "word": Phrase(enumerations.word, ("word",)),
}
"""Name to phrase. `each` is said by `saying`, because its items are templates themselves."""

ONE_LANGUAGE = frozenset({"plural", "see", "year", "word"})
"""Phrases of grammar and place: the two languages of a sentence need not have the same of them."""

__all__ = ["ONE_LANGUAGE", "PHRASES", "Phrase"]
