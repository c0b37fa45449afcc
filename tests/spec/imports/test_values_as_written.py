"""Amounts, dates, codes and choices as people write them.

What a cell says is understood in the ways in which registers, spreadsheets and people write it;
what cannot be understood is told and never guessed.
"""

from __future__ import annotations

from datetime import date

import pytest

from techmarket.imports.amounts import amount_of
from techmarket.imports.choices import says_yes, word_of
from techmarket.imports.code_labels import CodeRead, code_of, codes_like, path_of
from techmarket.imports.days import day_of
from techmarket.imports.written_number import written_number
from techmarket.record.party import SCALES

NOTHING = frozenset[str]()


@pytest.mark.parametrize(
    ("text", "unit", "cents"),
    [
        ("1234.56", "元", 123_456),
        ("1,234.56", "元", 123_456),
        ("￥1 234.56元", "元", 123_456),
        ("１２３４．５", "元", 123_450),
        ("12.5万", "元", 12_500_000),
        ("12.5", "万元", 12_500_000),
        ("12.5万元", "万元", 12_500_000),
        ("1.2亿", "万元", 12_000_000_000),
        ("100元", "万元", 10_000),
        ("人民币100元整", "元", 10_000),
        ("1.2E+7", "元", 1_200_000_000),
        ("-5", "元", -500),
        ("（5.00）", "元", -500),
        ("0.000001", "万元", 1),
        ("0", "元", 0),
    ],
)
def test_an_amount_comes_to_whole_cents(text: str, unit: str, cents: int) -> None:
    """An amount has separators, a currency and a unit as people write them. The unit in the cell
    goes before the unit of the column; the result is whole 分, exactly."""
    assert amount_of(text, unit) == cents


@pytest.mark.parametrize(
    "text", ["abc", "12,34", "1.2.3", "0.001", "约100", "1e400", "10%", "=1+1"]
)
def test_what_is_no_amount_is_never_guessed(text: str) -> None:
    """Separators in the wrong place, parts of a 分 and words around a number make no amount."""
    assert amount_of(text, "元") is None


@pytest.mark.parametrize(
    "text",
    ["2013-05-01", "2013/5/1", "2013.5.1", "20130501", "2013年5月1日", "2013 年 05 月 01 日",
     "２０１３－５－１", "41395", "41395.0", "2013-05-01 00:00:00", "2013-05-01T08:30"],
)  # fmt: skip
def test_a_day_is_written_in_many_ways(text: str) -> None:
    """All of these are 1 May 2013; 41395 is its serial number in a spreadsheet."""
    assert day_of(text) == date(2013, 5, 1)


@pytest.mark.parametrize(
    "text",
    ["13-5-1", "2013-02-30", "2013-13-01", "2013.5-1", "5月1日", "1", "99999", "去年", "2013"],
)
def test_what_is_no_day_is_never_guessed(text: str) -> None:
    """Years of two digits, days that the calendar does not have and mixed signs make no day."""
    assert day_of(text) is None


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("11", "contract_type", "11"),
        ("委托开发", "contract_type", "11"),
        ("技术开发-委托开发", "contract_type", "11"),
        ("11 技术开发/委托开发", "contract_type", "11"),
        ("委托开发（11）", "contract_type", "11"),
        ("commissioned development", "contract_type", "11"),
        ("101", "technical_field", "0101"),
        ("吉林省", "region", "220000"),
        ("江苏省南京市鼓楼区", "region", "320106"),
        ("北京市海淀区", "region", "110108"),
    ],
)
def test_a_code_is_known_by_itself_or_by_its_label(text: str, name: str, code: str) -> None:
    """A code, its label in either language, the path of labels above it, or code and label; a
    spreadsheet that dropped the leading nought is forgiven."""
    assert code_of(text, name, NOTHING, None).code == code


def test_a_label_of_several_codes_names_the_choices() -> None:
    """吉林 is a province and, in short, a city in it: the person decides."""
    read = code_of("吉林", "region", NOTHING, None)
    assert (read.code, read.ambiguous) == ("", True)
    assert [path_of(one.code, "region") for one in read.choices] == ["吉林省", "吉林省/吉林市"]


def test_an_unknown_label_names_the_nearest() -> None:
    """What is in no list is told with the three labels, or codes, that are most like it. Codes that
    only group others are not proposed."""
    groups = frozenset({"1", "2", "4"})
    assert code_of("技术资讯", "contract_type", groups, None) == CodeRead("")
    labels = [row.label_zh for row in codes_like("技术资讯", "contract_type", groups)]
    assert labels[0] == "技术咨询"
    assert len(labels) == 3
    assert codes_like("13", "contract_type", groups)[0].code == "11"


def test_a_label_of_a_group_names_what_is_in_it() -> None:
    """技术开发 is commissioned or joint: the person decides. 技术咨询 has nothing below it."""
    groups = frozenset({"1", "2", "4"})
    read = code_of("技术开发", "contract_type", groups, None)
    assert (read.code, read.ambiguous) == ("", True)
    assert [one.code for one in read.choices] == ["11", "12"]
    assert code_of("技术咨询", "contract_type", groups, None).code == "3"


def test_a_code_beside_the_label_of_another_is_none() -> None:
    """Code and label must agree."""
    assert code_of("11 合作开发", "contract_type", NOTHING, None).code == ""


@pytest.mark.parametrize(
    ("text", "yes"),
    [("是", True), ("Yes", True), ("√", True), ("否", False), ("no", False), ("也许", None)],
)
def test_yes_and_no(text: str, yes: bool | None) -> None:
    """Yes and no in both languages; all else is neither."""
    assert says_yes(text) is yes


def test_a_choice_is_known_by_its_meanings() -> None:
    """The words of a record are understood by themselves and by their labels."""
    assert [word_of(text, SCALES) for text in ("medium", "中型", "Medium", "巨型")] == [
        "medium", "medium", "medium", None,
    ]  # fmt: skip


def test_a_numeric_cell_is_what_the_spreadsheet_shows() -> None:
    """A spreadsheet keeps binary numbers and shows 15 digits of them: these are what was typed."""
    assert [written_number(n) for n in (0.1 + 0.2, 1234.5600000000001, 41395.0, 1e15, 1e-7)] == [
        "0.3", "1234.56", "41395", "1000000000000000", "0.0000001",
    ]  # fmt: skip
