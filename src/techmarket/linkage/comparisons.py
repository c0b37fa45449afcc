"""How alike two contracts are, respect by respect: the level of each comparison for many pairs.

Names are compared by characters, never by bytes: a slip in one Chinese character is one, not three.
Not here: what a level weighs (`weights`), and which pairs are compared (`blocking`).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from rapidfuzz.distance import OSA, Indel
from rapidfuzz.process import cpdist

from techmarket.checks.row_groups import NOWHERE, Bits, Places
from techmarket.linkage.contract_columns import NO_DATE, TEN_THOUSAND, ContractColumns
from techmarket.linkage.weights import levels, place

NOT_COMPARED = -1
"""One of the two is empty: that says nothing."""

SHORTEST = 4
"""In a shorter name a different character makes a different name."""

ALIKE = 0.75
"""Share of the characters of both project names that stand in both, in order (Indel)."""

MONTH = 31
WEEK = 7

Levels = dict[str, Places]
"""Comparison to the place of the level of each pair, or `NOT_COMPARED`; shape (pairs,) each."""


def compare_pairs(contracts: ContractColumns, first: Places, second: Places) -> Levels:
    """The levels of pairs, given by the places of their contracts, shape (pairs,) each."""
    return {
        "seller": _party(contracts, contracts.sides["seller"], first, second, "seller"),
        "buyer": _party(contracts, contracts.sides["buyer"], first, second, "buyer"),
        "project": _project(contracts, first, second),
        "value": _value(contracts, first, second),
        **{name: _date(name, days, first, second) for name, days in contracts.dates.items()},
        **{name: _code(name, codes, first, second) for name, codes in contracts.codes.items()},
    }


def _choose(comparison: str, *cases: tuple[Bits, str], otherwise: str) -> Places:
    """The level of the first case that holds."""
    conditions = [condition for condition, _ in cases]
    places = [place(comparison, level) for _, level in cases]
    return np.select(conditions, places, place(comparison, otherwise)).astype(np.int64)


def _party(
    contracts: ContractColumns, side: Places, first: Places, second: Places, comparison: str
) -> Places:
    party, one, other = contracts.parties, side[first], side[second]
    texts = [form.core for form in party.forms]
    if not texts:
        return np.full(len(first), NOT_COMPARED)
    equal_core = party.core[one] == party.core[other]
    equal_branch = party.branch[one] == party.branch[other]
    equal_form = party.legal_form[one] == party.legal_form[other]
    one_form = (party.legal_form[one] == 0) | (party.legal_form[other] == 0)
    near = party.province[one] == party.province[other]
    numerals = party.numerals[one] == party.numerals[other]
    slip = _one_apart(texts, one, other, ~equal_core & equal_branch & numerals & near)
    found = _choose(
        comparison,
        ((one == other) | (party.same[one] == party.same[other]), "same"),
        (equal_core & ~equal_branch, "other_branch"),
        (equal_core & equal_form & near, "name"),
        (equal_core & equal_form, "name_elsewhere"),
        (equal_core & one_form, "form_left_out"),
        (slip & (equal_form | one_form), "one_character"),
        otherwise="different",
    )
    return np.where((one == NOWHERE) | (other == NOWHERE), NOT_COMPARED, found)


def _project(contracts: ContractColumns, first: Places, second: Places) -> Places:
    one, other = contracts.project[first], contracts.project[second]
    texts = [form.plain for form in contracts.projects]
    if not texts:
        return np.full(len(first), NOT_COMPARED)
    same = contracts.project_name[first] == contracts.project_name[second]
    numerals = contracts.numerals[one] == contracts.numerals[other]
    alike = _alike(texts, one, other, ~same)
    found = _choose(
        "project",
        (same, "same"),
        (_one_apart(texts, one, other, ~same & numerals), "one_character"),
        (alike & ~numerals, "other_number"),
        (alike, "alike"),
        otherwise="different",
    )
    return np.where((one == NOWHERE) | (other == NOWHERE), NOT_COMPARED, found)


def _value(contracts: ContractColumns, first: Places, second: Places) -> Places:
    one, other = contracts.value[first], contracts.value[second]
    whole = (one % TEN_THOUSAND == 0) | (other % TEN_THOUSAND == 0)
    rounded = (contracts.rounded[first] == contracts.rounded[second]) & whole
    return _choose(
        "value",
        (one == other, "same"),
        (
            rounded & (np.minimum(contracts.rounded[first], contracts.rounded[second]) > 0),
            "rounded",
        ),
        (np.abs(one - other) * 100 <= np.maximum(one, other), "near"),
        otherwise="different",
    )


def _date(name: str, days: Places, first: Places, second: Places) -> Places:
    one, other = days[first], days[second]
    known = (one != NO_DATE) & (other != NO_DATE)
    apart = np.abs(np.where(known, one - other, 0))
    has_week = any(level.level == "week" for level in levels()[name])
    within = ((apart <= WEEK, "week"),) if has_week else ()
    found = _choose(
        name, (apart == 0, "same"), *within, (apart <= MONTH, "month"), otherwise="apart"
    )
    return np.where(known, found, NOT_COMPARED)


def _code(name: str, codes: Places, first: Places, second: Places) -> Places:
    one, other = codes[first], codes[second]
    found = _choose(name, (one == other, "same"), otherwise="different")
    return np.where((one == NOWHERE) | (other == NOWHERE), NOT_COMPARED, found)


def _one_apart(texts: Sequence[str], one: Places, other: Places, asked: Bits) -> Bits:
    """Where the texts differ by one character put in, left out, changed or two exchanged."""
    asked = asked & (one != NOWHERE) & (other != NOWHERE)
    rows, queries, choices = _different(texts, one, other, asked)
    found = np.zeros(len(one), dtype=np.bool_)
    if len(queries):
        apart = cpdist(queries, choices, scorer=OSA.distance, score_cutoff=1, dtype=np.int32)
        long = np.array(
            [min(len(a), len(b)) >= SHORTEST for a, b in zip(queries, choices, strict=True)]
        )
        found[asked] = ((apart == 1) & long)[rows]
    return found


def _alike(texts: Sequence[str], one: Places, other: Places, asked: Bits) -> Bits:
    """Where the texts have most characters in common."""
    asked = asked & (one != NOWHERE) & (other != NOWHERE)
    rows, queries, choices = _different(texts, one, other, asked)
    found = np.zeros(len(one), dtype=np.bool_)
    if len(queries):
        likeness = cpdist(queries, choices, scorer=Indel.normalized_similarity, dtype=np.float32)
        found[asked] = (likeness >= ALIKE)[rows]
    return found


def _different(
    texts: Sequence[str], one: Places, other: Places, asked: Bits
) -> tuple[Places, list[str], list[str]]:
    """The different pairs of texts that are asked for, and which of them each row has."""
    pairs = one[asked] * len(texts) + other[asked]
    different, rows = np.unique(pairs, return_inverse=True)
    # Without texts nothing is asked for; 1 only keeps the division defined.
    several = max(len(texts), 1)
    queries = [texts[number] for number in (different // several).tolist()]
    choices = [texts[number] for number in (different % several).tolist()]
    return np.asarray(rows, dtype=np.int64), queries, choices
