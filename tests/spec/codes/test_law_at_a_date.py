"""Codes: thresholds and legal regimes are data with dates."""

from __future__ import annotations

from datetime import date

import pytest

from techmarket.codes import code_list, regime, threshold
from techmarket.codes.regimes import all_regimes
from techmarket.codes.thresholds import all_thresholds, threshold_row
from techmarket.errors import TechmarketError

YUAN = 100
MAY_2013 = date(2013, 5, 1)
MAY_2026 = date(2026, 5, 1)


def test_a_major_contract_is_one_of_ten_million_yuan_or_more():
    """1000 万元, in 分; the limit itself is major."""
    assert threshold("major_contract_value", MAY_2013) == 10_000_000 * YUAN
    row = threshold_row("major_contract_value", MAY_2013)
    assert (row.unit, row.inclusive) == ("分", True)


def test_local_limits_name_their_region():
    """Jiangsu reviews from 500 万, Shandong keeps 1000 万, Heilongjiang tracks from 50 万."""
    june_2020 = date(2020, 6, 1)
    local = {
        code_list("region")[row.applies_to].short_zh: threshold(row.name, june_2020) // YUAN
        for row in all_thresholds()
        if row.applies_to
    }
    assert local == {"江苏": 5_000_000, "山东": 10_000_000, "黑龙江": 500_000}


def test_the_regime_of_2000():
    """Four contract types, thirty calendar days, registration after expiry only frowned upon."""
    law = regime(MAY_2013)
    assert law.id == "2000"
    assert law.authority_zh == "科学技术部"
    assert law.contract_types == ("1", "2", "3", "4")
    assert threshold(law.time_limits["decision"], MAY_2013) == 30
    assert threshold_row(law.time_limits["decision"], MAY_2013).unit == "日"
    assert law.rules["registration_within_validity"] == "soft"
    assert "expert_review" not in law.review_thresholds


def test_the_regime_of_2026():
    """Licensing is a type; fifteen working days, thirty with experts; no late filing."""
    law = regime(MAY_2026)
    assert law.id == "2026"
    assert law.authority_zh == "工业和信息化部"
    assert law.contract_types == ("1", "2", "5", "3", "4")
    limits = {what: threshold(name, MAY_2026) for what, name in law.time_limits.items()}
    assert limits == {"decision": 15, "expert_review": 30}
    assert threshold(law.review_thresholds["expert_review"], MAY_2026) == 5_000_000 * YUAN
    assert law.rules["registration_within_validity"] == "hard"


def test_the_regimes_follow_each_other_without_a_gap():
    """The last day of one is the day before the next."""
    assert regime(date(2026, 1, 22)).id == "2000"
    assert regime(date(2026, 1, 23)).id == "2026"


@pytest.mark.parametrize("law", all_regimes(), ids=lambda law: law.id)
def test_a_regime_names_only_what_exists(law):
    """Its contract types are top-level codes of its days, its limits are thresholds of its days,
    and both regimes answer the same questions.
    """
    first = law.valid_from
    types = code_list("contract_type")
    assert {types.resolve(code, first).parent for code in law.contract_types} == {None}
    tops = {row.code for row in types.codes(first) if row.parent is None}
    assert set(law.contract_types) == tops
    for name in (*law.time_limits.values(), *law.review_thresholds.values()):
        assert threshold(name, first) > 0
    assert set(law.rules) == set(all_regimes()[0].rules)


def test_a_limit_outside_its_days_is_an_error():
    """Fifteen working days are no rule of 2013."""
    with pytest.raises(TechmarketError) as caught:
        threshold("decision_working_days", MAY_2013)
    assert str(caught.value) == (
        "the threshold decision_working_days is not defined on 2013-05-01 (thresholds.toml): it is "
        "defined from 2026-01-23; check the date, or add the value of that time with its source."
    )
    with pytest.raises(TechmarketError) as caught:
        threshold("decision_days", MAY_2026)
    assert str(caught.value) == (
        "the threshold decision_days is not defined on 2026-05-01 (thresholds.toml): it is defined "
        "from 2000-02-16 until 2026-01-22; check the date, or add the value of that time with its "
        "source."
    )


def test_an_unknown_limit_names_the_limits():
    """The name is misspelt, or the limit is not recorded."""
    with pytest.raises(TechmarketError) as caught:
        threshold("major", MAY_2013)
    assert str(caught.value) == (
        "there is no such threshold (major); the thresholds are decision_days, "
        "decision_working_days, expert_review_value, expert_review_working_days, "
        "heilongjiang_tracking_value, jiangsu_second_review_value, major_contract_value, "
        "shandong_provincial_registration_value."
    )


def test_a_day_before_the_first_regime_is_an_error():
    """What was law before 2000 is not recorded."""
    with pytest.raises(TechmarketError) as caught:
        regime(date(2000, 2, 15))
    assert str(caught.value) == (
        "no legal regime is recorded for 2000-02-15 (regimes.toml): the regimes are 2000 from "
        "2000-02-16, 2026 from 2026-01-23; check the date, or add the regime of that time with its "
        "source."
    )
