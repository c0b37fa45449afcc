"""Numbers in sentences: how a count, a value, a share and a change are said."""

from __future__ import annotations

import pytest

from declared_sentences import YI, declared, known, paragraph, say
from techmarket.sentences.model import Span


def test_a_value_is_said_in_units_of_a_hundred_million_yuan_and_in_billions() -> None:
    """Chinese text says 亿元 with two decimals, as the tables do. English text says billions of
    yuan with three decimals and a comma before every three digits: the same rounding."""
    said = say("共{amount}。", "In all {amount}.", {"value:2013:": 746_913_499_999_999})
    assert said == ("共74691.35亿元。", "In all 7,469.135 billion yuan.")


@pytest.mark.parametrize(
    ("fen", "zh", "en"),
    [
        (YI * 10, "10.00亿元", "1.000 billion yuan"),
        (YI * 999 // 100, "9.99亿元", "999 million yuan"),
        (YI // 100, "0.01亿元", "1 million yuan"),
        (YI // 200, "0.01亿元", "1 million yuan"),
        (YI // 200 - 1, "50.00万元", "500,000 yuan"),
        (5_000, "0.01万元", "100 yuan"),
        (4_999, "49.99元", "49.99 yuan"),
        (1, "0.01元", "0.01 yuan"),
    ],
)
def test_a_small_value_is_said_in_a_smaller_unit(fen: int, zh: str, en: str) -> None:
    """What would be 0.00 in one unit is said in the next: 亿元, 万元, 元."""
    assert say("{amount}。", "{amount}.", {"value:2013:": fen}) == (f"{zh}。", f"{en}.")


def test_nothing_is_said_of_what_is_zero_or_not_known() -> None:
    """A sentence about a place without contracts, or without a value, is left out; only its piece
    in brackets is, where it stands in brackets."""
    assert say("{amount}。", "{amount}.", {"value:2013:": 0}) == ("", "")
    assert say("{amount}。", "{amount}.", {}) == ("", "")
    said = say("有合同[，{amount}]。", "There are contracts[, {amount}].", {})
    assert said == ("有合同。", "There are contracts.")


def test_a_count_carries_its_unit_and_its_noun() -> None:
    """A count is said with its unit; where the English noun stands elsewhere, `tally` is used."""
    numbers = {"contracts:2013:": 294_929, "contracts:2013:contract_type=1": 1}
    assert say("{count}。", "{count}.", numbers) == ("294929项。", "294,929 contracts.")
    one = say("{count contract_type=1}。", "{count contract_type=1}.", numbers)
    assert one == ("1项。", "1 contract.")
    assert say("{tally}。", "Contracts: {tally}.", numbers) == ("294929项。", "Contracts: 294,929.")


def test_a_mean_value_is_said_in_ten_thousand_yuan() -> None:
    """A mean value is said in 万元, in English in millions of yuan, or in yuan below a million."""
    numbers = {"value:2013:": 253_246_000, "contracts:2013:": 1}
    assert say("{mean}。", "{mean}.", numbers) == ("253.25万元。", "2.5325 million yuan.")
    numbers = {"value:2013:": 59_860_000, "contracts:2013:": 1}
    assert say("{mean}。", "{mean}.", numbers) == ("59.86万元。", "598,600 yuan.")


def test_a_share_is_said_in_percent_of_its_base() -> None:
    """A share is said with two decimals; one that would be 0.00% is said to be less than 0.01%."""
    numbers = {
        "value:2013:": 100_000,
        "value:2013:contract_type=1": 45_750,
        "value:2013:contract_type=11": 4,
    }
    assert say("{share contract_type=1}。", "{share contract_type=1}.", numbers) == (
        "45.75%。",
        "45.75%.",
    )
    tiny = say("{share contract_type=11}。", "{share contract_type=11}.", numbers)
    assert tiny == ("不足0.01%。", "Less than 0.01%.")
    of = "{share contract_type=11 of contract_type=1}"
    assert say(f"{of}。", f"{of}.", numbers) == ("0.01%。", "0.01%.")


def test_a_change_of_a_share_is_said_in_percentage_points() -> None:
    """The share of this year minus that of the year before, in 百分点, from exact shares."""
    numbers = {
        "value:2013:": 1000,
        "value:2012:": 1000,
        "value:2013:value_class=major": 718,
        "value:2012:value_class=major": 706,
    }
    template = "{points value_class=major}"
    up = say(f"{template}。", f"{template}.", numbers)
    assert up == ("提高1.20个百分点。", "Up 1.20 percentage points.")
    fallen = numbers | {"value:2012:value_class=major": 719}
    down = say(f"{template}。", f"{template}.", fallen)
    assert down == ("下降0.10个百分点。", "Down 0.10 percentage points.")
    same = numbers | {"value:2012:value_class=major": 718}
    assert say(f"{template}。", f"{template}.", same) == ("基本持平。", "Almost unchanged.")


@pytest.mark.parametrize(
    ("share", "zh", "en"),
    [
        (100, "全部", "all"),
        (98, "近十成", "nearly 100%"),
        (94, "九成以上", "over 90%"),
        (90, "九成", "90%"),
        (58, "近六成", "nearly 60%"),
        (57, "", ""),
        (56, "", ""),
        (55, "五成以上", "over 50%"),
        (8, "", ""),
    ],
)
def test_a_round_share(share: int, zh: str, en: str) -> None:
    """近六成 is from 58% up to 60%, 五成以上 above 50% up to 55%; between them nothing is round."""
    numbers = {"value:2013:": 100, "value:2013:contract_type=1": share}
    template = "[约{tenths contract_type=1}，]。", "X[ {tenths contract_type=1}]."
    said = say(*template, numbers)
    assert said == (f"约{zh}，。" if zh else "。", f"X {en}." if en else "X.")


def test_the_difference_of_two_values_has_no_sign() -> None:
    """The words around it say which is larger."""
    numbers = {"value:2013:seller_region=110000": 3 * YI, "value:2013:buyer_region=110000": YI}
    template = "{balance seller_region=110000 minus buyer_region=110000}"
    assert say(f"{template}。", f"{template}.", numbers) == ("2.00亿元。", "200 million yuan.")


def test_a_number_knows_its_observation() -> None:
    """The span of a number has its key and its observation; words have none."""
    declarations = declared([{"zh": "成交额{amount}。", "en": "Value {amount}."}])
    said = paragraph(declarations, known({"value:2013:": YI}))
    assert said is not None
    number = said.spans[1]
    assert isinstance(number, Span)
    assert number.key is not None
    assert (number.text, number.key.cell_id) == ("1.00", "value:2013:")
    assert said.spans[0] == Span("成交额")
