"""Words that follow the data: growth and fall, records, rows of years, ranks."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from declared_sentences import YI, say


def grown(now: int, before: int) -> Mapping[str, int]:
    return {"value:2013:": now, "value:2012:": before}


@pytest.mark.parametrize(
    ("now", "before", "zh", "en"),
    [
        (11_603, 10_000, "增长16.03%", "up 16.03%"),
        (9_484, 10_000, "下降5.16%", "down 5.16%"),
        (10_000, 10_000, "持平", "unchanged"),
        (1_000_001, 1_000_000, "基本持平", "almost unchanged"),
        (2_837_960, 100, "增长2837860.00%", "up 2,837,860.00%"),
    ],
)
def test_growth_and_fall(now: int, before: int, zh: str, en: str) -> None:
    """The word says the direction and the number has no sign; what would be 0.00% is almost
    unchanged. A growth of -3% is never said."""
    assert say("{growth}。", "It was {growth}.", grown(now, before)) == (
        f"{zh}。",
        f"It was {en}.",
    )


def test_without_a_year_before_nothing_is_compared() -> None:
    """Without a comparable year before there is no growth, and the piece about it is left out."""
    said = say("{amount}[，{growth}]。", "{amount}[, {growth}].", {"value:2013:": YI})
    assert said == ("1.00亿元。", "100 million yuan.")


@pytest.mark.parametrize(
    ("now", "before", "zh", "en"),
    [
        (120, 100, "大幅增长", "rose sharply"),
        (110, 100, "较快增长", "rose markedly"),
        (103, 100, "平稳增长", "rose steadily"),
        (101, 100, "小幅增长", "rose slightly"),
        (95, 100, "小幅下降", "fell slightly"),
        (90, 100, "明显下降", "fell markedly"),
        (80, 100, "大幅下降", "fell sharply"),
        (100, 100, "持平", "was unchanged"),
    ],
)
def test_pace(now: int, before: int, zh: str, en: str) -> None:
    """Sharp is from 20% on, marked from 10%, steady growth from 3%; below that it is slight."""
    assert say("{pace}。", "It {pace}.", grown(now, before)) == (f"{zh}。", f"It {en}.")


@pytest.mark.parametrize(
    ("contracts", "value", "zh", "en"),
    [
        (11, 11, "合同数和成交额双双增长", "Both contracts and value rose"),
        (9, 9, "合同数和成交额双双下降", "Both contracts and value fell"),
        (10, 10, "合同数和成交额均持平", "Both contracts and value did not change"),
        (9, 11, "合同数下降而成交额增长", "The number of contracts fell while value rose"),
        (11, 9, "合同数增长而成交额下降", "The number of contracts rose while value fell"),
    ],
)
def test_contracts_and_value_together(contracts: int, value: int, zh: str, en: str) -> None:
    """Both in one sentence: together where they move alike, one against the other where not."""
    numbers = {**grown(value, 10), "contracts:2013:": contracts, "contracts:2012:": 10}
    assert say("{together}。", "{together}.", numbers) == (f"{zh}。", f"{en}.")


def test_the_direction_alone_and_the_comparison_of_two() -> None:
    """A direction without a number, and which of two values is larger."""
    numbers = {**grown(9, 10), "value:2013:contract_type=1": 4, "value:2013:contract_type=2": 5}
    assert say("{trend}。", "It {trend}.", numbers) == ("下降。", "It fell.")
    pair = "{compare contract_type=1 than contract_type=2}"
    assert say(f"{pair}。", f"It was {pair}.", numbers) == ("低于。", "It was below.")


def test_a_milestone_is_a_round_value_that_was_not_reached_before() -> None:
    """突破7000亿元: 7000 has one digit and noughts, this year reached it, last year had not."""
    sentence = "{milestone}。", "It {milestone}."
    passed = {"value:2013:": 7469 * YI, "value:2012:": 6437 * YI}
    assert say(*sentence, passed) == ("突破7000亿元。", "It passed 700 billion yuan.")
    assert say(*sentence, passed | {"value:2012:": 7000 * YI}) == ("", "")
    assert say(*sentence, {"value:2013:": 7469 * YI}) == ("", "")
    assert say(*sentence, {"value:2013:": YI // 2, "value:2012:": 1}) == ("", "")
    exactly = {"value:2013:": 7000 * YI, "value:2012:": 7000 * YI - 1}
    assert say(*sentence, exactly)[0] == "突破7000亿元。"
    small = {"value:2013:": 3 * YI, "value:2012:": YI}
    assert say(*sentence, small) == ("突破3亿元。", "It passed 300 million yuan.")


def test_a_milestone_that_an_earlier_year_had_reached_is_passed_again() -> None:
    """再次突破: so the text never calls a value new that the market had seen before."""
    numbers = {"value:2013:": 71 * YI, "value:2012:": 60 * YI, "value:2011:": 75 * YI}
    assert say("{milestone}。", "It {milestone}.", numbers) == (
        "再次突破70亿元。",
        "It again passed 7 billion yuan.",
    )


def test_years_in_a_row() -> None:
    """A run ends at the first year of another direction; one that reaches back to the first year
    known says since when, because it may be longer. One year is no run."""
    sentence = "{run}。", "It has {run}."
    run = {"value:2013:": 5, "value:2012:": 4, "value:2011:": 3, "value:2010:": 9, "value:2009:": 1}
    assert say(*sentence, run) == ("连续2年增长。", "It has risen for two years in a row.")
    open_ended = {"value:2013:": 1, "value:2012:": 2, "value:2011:": 3}
    assert say(*sentence, open_ended) == (
        "自2011年以来连续2年下降。",
        "It has fallen every year since 2011, two years in a row.",
    )
    assert say(*sentence, {"value:2013:": 2, "value:2012:": 1}) == ("", "")
    assert say(*sentence, {"value:2013:": 2, "value:2012:": 2, "value:2011:": 1}) == ("", "")


def test_years_in_a_row_from_a_value_on() -> None:
    """`years_from 1000`: how many years in a row the value was 1000亿元 at least; from two on.
    Where all years known were so, there may be more of them: at least so many."""
    sentence = "{years_from 1000}。", "It was so {years_from 1000}."
    numbers = {"value:2013:": 1000 * YI, "value:2012:": 1200 * YI, "value:2011:": 999 * YI}
    assert say(*sentence, numbers) == ("连续2年。", "It was so for two years in a row.")
    assert say(*sentence, numbers | {"value:2012:": 1}) == ("", "")
    all_known = {"value:2013:": 1000 * YI, "value:2012:": 1200 * YI}
    assert say(*sentence, all_known) == (
        "至少连续2年。",
        "It was so for at least two years in a row.",
    )


TWO = {"types": {"of": "contract_type=*", "top": 1}}


def test_first_for_the_first_time() -> None:
    """首次 is said of the years on record alone, and names the first of them: in every earlier year
    another place was above. A place that was joint first before is not first for the first time."""
    sentence = "{since types}居首。", "It led {since types}."
    years = {
        "value:2013:contract_type=1": 5, "value:2013:contract_type=4": 9,
        "value:2012:contract_type=1": 5, "value:2012:contract_type=4": 4,
        "value:2011:contract_type=1": 5, "value:2011:contract_type=4": 3,
    }  # fmt: skip
    others = {
        f"value:{year}:contract_type={code}": 1 for year in (2011, 2012, 2013) for code in "23"
    }
    licences = {f"value:{year}:contract_type=5": 0 for year in (2011, 2012, 2013)}
    numbers = {**years, **others, **licences}
    assert say(*sentence, numbers, TWO) == (
        "自2011年有数据以来首次居首。",
        "It led for the first time on record (since 2011).",
    )
    tied = numbers | {"value:2011:contract_type=4": 5}
    assert say(*sentence, tied, TWO) == ("", "")
    assert say(*sentence, {k: v for k, v in numbers.items() if ":2013:" in k}, TWO) == ("", "")
