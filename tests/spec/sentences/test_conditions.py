"""Conditions: when a sentence is said. Each is true or false of exact values."""

from __future__ import annotations

import pytest

from declared_sentences import YI, say

NUMBERS = {
    "value:2013:": 10 * YI,
    "value:2012:": 9 * YI,
    "contracts:2013:": 3,
    "contracts:2012:": 4,
    "value:2013:contract_type=1": 6 * YI,
    "value:2012:contract_type=1": 4 * YI,
    "value:2013:contract_type=2": 4 * YI,
    "value:2012:contract_type=2": 5 * YI,
    "value:2013:contract_type=3": 0,
}
LISTS = {
    "all": {"of": "contract_type=*"},
    "first": {"of": "contract_type=*", "top": 1},
    "none": {"of": "contract_type=*", "where": ["value_from 100 @"]},
    "up": {"of": "contract_type=*", "where": ["rises @"]},
    "down": {"of": "contract_type=*", "where": ["falls @"]},
}


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ("known", True),
        ("known contract_type=3", False),
        ("known contract_type=4", False),
        ("comparable", True),
        ("comparable contract_type=3", False),
        ("rises", True),
        ("rises contracts", False),
        ("falls contracts", True),
        ("falls contract_type=4", False),
        ("above contract_type=1 than", True),
        ("above contract_type=2 than", False),
        ("growth_from 50 contract_type=1", True),
        ("growth_from 51 contract_type=1", False),
        ("value_from 6 contract_type=1", True),
        ("value_from 7 contract_type=1", False),
        ("greater contract_type=1 than contract_type=2", True),
        ("greater contract_type=2 than contract_type=2", False),
        ("greater contracts than contract_type=2", False),
        ("share_from 60 contract_type=1", True),
        ("share_from 61 contract_type=1 of", False),
        ("share_from 100 contract_type=1 of contract_type=1", True),
        ("all_rise all", False),
        ("all_rise up", True),
        ("all_fall down", True),
        ("all_fall none", False),
        ("some all", True),
        ("some none", False),
        ("several all", True),
        ("several first", False),
        ("exactly 1 first", True),
        ("exactly 1 all", False),
        ("same first up", True),
        ("same first all", False),
        ("lists 1 first", True),
        ("lists 2 first", False),
        ("country", True),
        ("whole_year", True),
    ],
)
def test_a_condition(condition: str, holds: bool) -> None:
    """`holds` decides whether the sentence is said; `not` turns it round."""
    for text, expected in ((condition, holds), (f"not {condition}", not holds)):
        said = say("是。", "Yes.", NUMBERS, LISTS, when=[text])
        assert said == (("是。", "Yes.") if expected else ("", "")), text
