"""Where the law frees a contract from turnover tax: dated rules, by its type."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from techmarket.web.certificates.tax_relief import (
    relief_on,
    tax_reliefs,
    why_no_tax_certificate,
)

TODAY = date(2026, 11, 24)


def test_rules_follow_each_other_without_a_gap() -> None:
    """Each ends the day before the next begins; only the last is open, and says what was not
    checked."""
    rules = tax_reliefs()
    for before, after in pairwise(rules):
        assert before.valid_to is not None
        assert before.valid_to + timedelta(days=1) == after.valid_from
    assert rules[-1].valid_to is None
    assert [one.id for one in rules if not one.confirmed] == ["vat_law"]
    assert all(one.source and one.basis_zh and one.basis_en for one in rules)


@pytest.mark.parametrize(
    ("on", "id"),
    [
        (date(1999, 9, 30), None),
        (date(1999, 10, 1), "business_tax"),
        (date(2013, 8, 1), "vat_pilot_2013"),
        (date(2016, 4, 30), "vat_pilot_2014"),
        (date(2016, 5, 1), "vat_2016"),
        (TODAY, "vat_law"),
    ],
)
def test_the_rule_of_the_day(on: date, id: str | None) -> None:
    found = relief_on(on)
    assert (found.id if found else None) == id


@pytest.mark.parametrize("code", ["11", "12", "21", "23", "28", "5"])
def test_development_transfer_and_licence_are_freed(code: str) -> None:
    assert why_no_tax_certificate(code, 1, "", TODAY) is None


@pytest.mark.parametrize("code", ["3", "41"])
def test_consulting_and_service_only_as_part_of_them(code: str) -> None:
    assert why_no_tax_certificate(code, 1, "11", TODAY) is None
    assert why_no_tax_certificate(code, 1, "5", TODAY) is None
    for related in ("", "3", "42"):
        refused = why_no_tax_certificate(code, 1, related, TODAY)
        assert refused is not None
        assert refused.en.endswith(
            "is relieved only as part of a development, transfer or licence: give the "
            "registration number of the one it belongs to."
        )


@pytest.mark.parametrize("code", ["42", "43"])
def test_intermediation_and_training_never(code: str) -> None:
    refused = why_no_tax_certificate(code, 1, "11", TODAY)
    assert refused is not None
    assert refused.zh.endswith("合同不在免税范围内，不能出具税务用证明。")


@pytest.mark.parametrize("technical", [None, 0])
def test_relief_is_for_the_technical_value(technical: int | None) -> None:
    refused = why_no_tax_certificate("11", technical, "", TODAY)
    assert refused is not None
    assert refused.zh == "技术交易额尚未核定或为零，请先办理变更登记核定技术交易额。"


def test_before_there_was_a_rule() -> None:
    refused = why_no_tax_certificate("11", 1, "", date(1999, 1, 1))
    assert refused is not None
    assert refused.zh == "1999-01-01 没有可以适用的免税规定，不能出具税务用证明。"
