"""Amounts for people: 元, 万元, capitals (大写), and what is typed into a field."""

from __future__ import annotations

import pytest

from techmarket.web.pages.amounts import (
    MOST,
    UnclearAmount,
    capitals,
    ten_thousand_yuan,
    typed_amount,
    yuan,
)


@pytest.mark.parametrize(
    ("fen", "words"),
    [
        (123_456_789, "人民币壹佰贰拾叁万肆仟伍佰陆拾柒元捌角玖分"),
        (140_950, "人民币壹仟肆佰零玖元伍角整"),
        (600_714, "人民币陆仟零柒元壹角肆分"),
        (168_032, "人民币壹仟陆佰捌拾元叁角贰分"),
        (10_700_053, "人民币壹拾万柒仟元伍角叁分"),
        (1_640_902, "人民币壹万陆仟肆佰零玖元零贰分"),
        (32_504, "人民币叁佰贰拾伍元零肆分"),
    ],
)
def test_capitals_follow_the_examples_of_the_central_bank(fen: int, words: str) -> None:
    """Its rules for vouchers give these amounts as examples of zeros in between and of 整; where
    they leave a choice of writing 零 or 整, one form is always taken."""
    assert capitals(fen) == words


@pytest.mark.parametrize(
    ("fen", "words"),
    [
        (0, "人民币零元整"),
        (5, "人民币伍分"),
        (50, "人民币伍角整"),
        (100, "人民币壹元整"),
        (1000, "人民币壹拾元整"),
        (10_000_100, "人民币壹拾万零壹元整"),
        (10_000_000_000, "人民币壹亿元整"),
        (10_001_000_000, "人民币壹亿零壹万元整"),
        (10_000_000_100, "人民币壹亿零壹元整"),
        (100_000_001_000_000, "人民币壹万亿零壹万元整"),
        (100_010_000_000_000, "人民币壹万零壹亿元整"),
        (MOST, "人民币壹佰万亿元整"),
    ],
)
def test_capitals_of_round_and_large_amounts(fen: int, words: str) -> None:
    """A group of zeros leaves one 零, or none at the end; above 亿 the groups begin again."""
    assert capitals(fen) == words


@pytest.mark.parametrize("fen", [-1, MOST + 1])
def test_no_capitals_beyond_the_limits(fen: int) -> None:
    with pytest.raises(ValueError, match=f"capitals are written for 0 to {MOST} 分, not for {fen}"):
        capitals(fen)


def test_both_units_are_exact() -> None:
    """元 has two decimals always, 万元 as many as it takes and no more."""
    assert [(yuan(f), ten_thousand_yuan(f)) for f in (0, 5, 123_456_789, -50_000_000)] == [
        ("0.00", "0"),
        ("0.05", "0.000005"),
        ("1,234,567.89", "123.456789"),
        ("-500,000.00", "-50"),
    ]


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("1,234.5", 123_450),
        ("１２３４", 123_400),
        ("12，345.00", 1_234_500),
        ("12 345", 1_234_500),
        ("￥12.50元整", 1_250),
        ("人民币 100万元", 100_000_000),
        ("12.5万", 12_500_000),
        ("3 亿", 30_000_000_000),
        ("3千万", 3_000_000_000),
        ("1亿2000万元", 12_000_000_000),
        ("5元3角2分", 532),
        (".5", 50),
        ("0", 0),
        ("100万亿", MOST),
    ],
)
def test_what_people_type_is_read(typed: str, fen: int) -> None:
    """Full-width forms, signs of currency, commas or blanks in threes, and units behind the
    number, one or several from the large to the small."""
    assert typed_amount(typed) == fen


def test_a_typed_unit_goes_before_that_of_the_field() -> None:
    assert typed_amount("12.5", "万元") == 12_500_000
    assert typed_amount("12.5元", "万元") == 1_250
    assert typed_amount("12.5万", "万元") == 12_500_000


UNCLEAR = (
    "看不懂这个金额。请写成 1234567.89、1,234,567.89、12.5万 或 3亿 这样的形式。",
    "This amount cannot be read for certain. Write it as 1234567.89, 1,234,567.89, 12.5万 or 3亿.",
)
TOO_MUCH = (
    "金额过大：最多 15 位数字，不超过一百万亿元。请检查单位。",
    "The amount is too large: at most 15 digits and 100 trillion yuan. Check the unit.",
)


@pytest.mark.parametrize(
    "typed",
    [
        "3万5",
        "1,2345",
        "12,5",
        "1.2.3",
        "1e5",
        "12²",
        "约5万",
        "1.5亿20万",
        "1亿20000万",
        "5万6万",
        "１2a",
        "٣",
        "12..",
        "1,234,56",
        "万",
        "12 34",
        "\u202e12",
    ],
)
def test_what_could_mean_two_things_is_not_read(typed: str) -> None:
    """3万5 is 35,000 in speech and 30,005 in writing; 1,2345 may lack a digit or group by 万."""
    with pytest.raises(UnclearAmount) as caught:
        typed_amount(typed)
    assert (caught.value.zh, caught.value.en) == UNCLEAR


@pytest.mark.parametrize("typed", ["1234567890123456", "9" * 30, "101万亿", "999999999999999"])
def test_too_many_digits_are_a_slip(typed: str) -> None:
    with pytest.raises(UnclearAmount) as caught:
        typed_amount(typed)
    assert (caught.value.zh, caught.value.en) == TOO_MUCH


@pytest.mark.parametrize(
    ("typed", "zh", "en"),
    [
        (" 元", *UNCLEAR),
        ("￥", "请填写金额。", "Type an amount."),
        ("  ", "请填写金额。", "Type an amount."),
        ("-5", "金额不能为负数。", "An amount is not negative."),
        ("－5", "金额不能为负数。", "An amount is not negative."),
        ("(5)", "金额不能为负数。", "An amount is not negative."),
        ("0.001", "金额最小到分，请检查小数位数。", "The smallest amount is 0.01 yuan."),
        ("1.2345678万", "金额最小到分，请检查小数位数。", "The smallest amount is 0.01 yuan."),
    ],
)
def test_other_amounts_that_are_none(typed: str, zh: str, en: str) -> None:
    with pytest.raises(UnclearAmount) as caught:
        typed_amount(typed)
    assert (caught.value.zh, caught.value.en) == (zh, en)
