"""Looking for contracts by number, by project, by party.

Digits alone are the beginning of a registration number; all else is a part of the project's or a
party's name. Not here: who sees what (`accounts.scope`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Lookup, QuerySet
from django.db.models.sql.compiler import SQLCompiler

from techmarket.record.registration_number import LENGTHS
from techmarket.web.contracts.models import Contract
from techmarket.web.pages.refused import Refused
from techmarket.web.pages.wording import both
from techmarket.web.review.grams import SHORTEST, letters_of, phrase_of, word_of

FEWEST_DIGITS = 4
MOST_AGENCIES = 200
"""An office above more agencies searches among all contracts."""

DIGITS = sum(LENGTHS.values())

if TYPE_CHECKING:
    TextLookup = Lookup[Any]
else:
    TextLookup = Lookup


@models.TextField.register_lookup
class HasPhrase(TextLookup):
    """`grams__has_phrase=("u6280o672f …", ("agency7",))`: by the full-text index of the database.

    The phrase must be there and, if any are given, one of the words.
    """

    lookup_name = "has_phrase"
    prepare_rhs = False

    def as_sqlite(self, compiler: SQLCompiler, connection: Any) -> tuple[str, list[Any]]:
        """By the table that the migration keeps in step (FTS5)."""
        alias = connection.ops.quote_name(self.lhs.alias)
        sql = f"{alias}.id IN (SELECT rowid FROM review_search WHERE review_search MATCH %s)"
        phrase, words = self.rhs
        either = f" AND ({' OR '.join(words)})" if words else ""
        return sql, [f'"{phrase}"{either}']

    def as_postgresql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, list[Any]]:
        """By the words that the database keeps of each row (GIN)."""
        alias = connection.ops.quote_name(self.lhs.alias)
        phrase, words = self.rhs
        asked, told = "phraseto_tsquery('simple', %s)", [phrase]
        if words:
            asked, told = f"({asked} && %s::tsquery)", [phrase, " | ".join(words)]
        return f"{alias}.words @@ {asked}", told


def is_number(looked_for: str) -> bool:
    """Whether somebody looks for a registration number."""
    letters = letters_of(looked_for)
    return letters.isascii() and letters.isdigit() and FEWEST_DIGITS <= len(letters) <= DIGITS


def found(
    contracts: QuerySet[Contract], looked_for: str, agencies: Sequence[int] = ()
) -> QuerySet[Contract]:
    """Those of the contracts that somebody looks for; all of them where nothing is typed.

    Args:
        contracts: among which.
        looked_for: what was typed.
        agencies: primary keys of the agencies that all of the contracts are of, as far as known;
            beyond `MOST_AGENCIES` they are of no help.

    Raises:
        Refused: too little was typed to look for.
    """
    letters = letters_of(looked_for)
    if not looked_for.strip():
        return contracts
    if is_number(looked_for):
        low, high = letters.ljust(DIGITS, "0"), letters.ljust(DIGITS, "9")
        return contracts.filter(registration_number__gte=low, registration_number__lte=high)
    phrase = phrase_of(looked_for)
    if not phrase:
        text = both(
            f"请至少输入 {SHORTEST} 个字。", f"Type at least {SHORTEST} letters or characters."
        )
        raise Refused(text, fields={"q": [text]}, code="too_short")
    words = tuple(map(word_of, agencies)) if len(agencies) <= MOST_AGENCIES else ()
    return contracts.filter(search_entry__grams__has_phrase=(phrase, words))
