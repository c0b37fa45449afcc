"""# Second review

Which contracts a second person looks at, who that is, and which are not registered without.
"""

from __future__ import annotations

from datetime import date

import pytest

from techmarket.checks.example_records import example
from techmarket.errors import TechmarketError
from techmarket.web.contracts.second_review import (
    level_needed,
    level_of,
    must_be_reviewed,
    read_settings,
    review_needed,
)

DAY = date(2026, 5, 18)


def reasons(**changed: object) -> dict[str, tuple[int, bool]]:
    """Rule to level and whether it binds, of a lawful contract with changes."""
    record = example("contract_2026", changed)
    return {
        one.rule.removeprefix("contract.second_review_"): (one.level, one.must)
        for one in review_needed(record, DAY)
    }


def test_an_ordinary_contract_needs_none():
    """1.2 million yuan between two domestic parties, not for tax exemption."""
    assert reasons() == {}


def test_experts_of_the_province_from_five_million_of_technical_value():
    """Since 2026, the limit itself included; it is not registered without."""
    told = reasons(value=800_000_000, technical_value=500_000_000)
    assert told == {"expert_2026": (2, True)}
    assert reasons(value=800_000_000, technical_value=499_999_999) == {}


def test_jiangsu_has_a_reviewer_of_large_amounts_in_the_agency():
    """From 5 million yuan of value, by practice of the province."""
    there = {"registration_region": "320100", "registration_agency": "320101"}
    told = reasons(**there, value=500_000_000, registration_number="3201012026000001")
    assert told == {"jiangsu": (0, True)}


def test_what_is_only_advised():
    """Tax exemption, a side abroad, and a value of 10 million yuan: the clerk is told and decides.
    What binds stands first."""
    assert reasons(is_tax_exempt=True) == {"tax": (1, False)}
    assert reasons(buyer_region="810000", buyer_country="110") == {"abroad": (2, False)}
    told = reasons(value=1_000_000_000, technical_value=500_000_000)
    assert list(told.items()) == [("expert_2026", (2, True)), ("major", (2, False))]


def test_the_highest_level_that_binds():
    """Advice does not raise the level."""
    large = example("contract_2026", {"value": 1_000_000_000, "technical_value": 500_000_000})
    exempt = example("contract_2026", {"is_tax_exempt": True})
    assert must_be_reviewed(review_needed(large, DAY))
    assert level_needed(review_needed(large, DAY)) == 2
    assert not must_be_reviewed(review_needed(exempt, DAY))
    assert level_needed(review_needed(exempt, DAY)) == 0


def test_levels_of_offices():
    """A city with its own plan sits as high as a province; a tax office reviews nothing."""
    kinds = ("agency", "city", "plan_city", "province", "centre", "tax")
    assert [level_of(kind) for kind in kinds] == [0, 1, 2, 2, 3, -1]


def test_a_reason_is_told_in_both_languages_with_its_rule():
    (one,) = review_needed(example("contract_2026", {"is_tax_exempt": True}), DAY)
    assert (one.text.zh, one.text.en) == ("合同用于申请免税", "It is for a claim of tax exemption")
    assert one.limit.zh == "不用于申请免税；用于申请免税的须复核。"
    assert (one.by.zh, one.by.en) == ("市级", "the city")


ENTRY = """[[second_review]]
rule = "{rule}"
reason_zh = "x"
reason_en = "x"
by = "{by}"
must = true
"""
RULES = ("expert_2026", "jiangsu", "shandong", "heilongjiang", "major", "tax", "abroad")


def settings(*rules: str, by: str = "city") -> str:
    """The data with some rules."""
    return "".join(ENTRY.format(rule=f"contract.second_review_{one}", by=by) for one in rules)


def test_every_rule_has_its_reviewer():
    with pytest.raises(TechmarketError) as refused:
        read_settings(settings(*RULES[:-1]))
    assert str(refused.value) == (
        "not every rule on second review has its reviewer (contract.second_review_abroad): it is "
        "told of a rule that there is not, or a rule is left out; correct second_review.toml."
    )


def test_a_reviewer_sits_somewhere_in_the_tree():
    with pytest.raises(TechmarketError) as refused:
        read_settings(settings(*RULES, by="village"))
    assert str(refused.value) == (
        "there is no such level of reviewers (second_review.toml, "
        "contract.second_review_expert_2026): it says “village”; write one of agency, city, "
        "plan_city, province, centre."
    )
