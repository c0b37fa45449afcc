"""The whole running text of small registers: it adapts, or is silent, and is never false."""

from __future__ import annotations

import pytest

from quick_observations import quick
from techmarket.editions import Edition, load_edition
from techmarket.observations import Observations
from techmarket.observations.observation import Key
from techmarket.sentences.build import build_text
from techmarket.sentences.model import Paragraph, Span
from whole_text import Text, faults

ONE = """
value  contract_type
300000000 11
"""
MANY = """
value contract_type technical_field seller_kind seller_region buyer_kind buyer_region
70000000000 41 0102 100 110000 100 110000
20000000000 11 1001 022 310000 010 320000
20000000000 21 0399 021 420100 020 610100
5000000000 3 0401 600 610000 700 650000
"""
MORE = """
value contract_type technical_field seller_kind seller_region buyer_kind buyer_region
90000000000 41 0102 100 110000 100 110000
90000000000 11 1001 022 310000 010 320000
90000000000 21 0399 021 420100 020 610100
90000000000 3 0401 600 610000 700 650000
"""


@pytest.fixture
def edition() -> Edition:
    return load_edition("2013")


def both(observations: Observations, edition: Edition) -> tuple[Text, Text]:
    zh, en = (build_text(observations, edition, lang, {}) for lang in ("zh", "en"))
    return zh, en


def whole(text: Text) -> str:
    return "\n".join(p.text for said in text.values() for p in said)


def test_without_a_year_before_nothing_is_compared(edition: Edition) -> None:
    """A first year has values and shares, and no growth, change or record."""
    zh, en = both(quick(edition, MANY), edition)
    assert faults(zh, en) == []
    for word in ("比上年", "增长", "下降", "首次", "连续", "突破"):
        assert word not in whole({k: v for k, v in zh.items() if "demonstration" not in k}), word
    assert "成交额11.50亿元" in whole(zh)


def test_a_year_in_which_everything_falls(edition: Edition) -> None:
    """The same sentences say fall where they said growth, and lists of what rose are absent."""
    zh, en = both(quick(edition, MANY, before=MORE), edition)
    assert faults(zh, en) == []
    assert "成交额双双" not in whole(zh)
    assert "类合同的成交额均比上年下降。" in whole(zh)
    assert "比上年下降68.06%" in whole(zh)
    assert "比上年增长的有" not in whole(zh)
    assert "The value of technology sold fell in every area in 2013." in whole(en)


def test_a_register_of_one_contract(edition: Edition) -> None:
    """One item only: no first places among several, and the singular in English."""
    zh, en = both(quick(edition, ONE), edition)
    assert faults(zh, en) == []
    assert "按合同类别，成交额最多的" not in whole(zh)
    assert "居前" not in whole({k: v for k, v in zh.items() if k.startswith("composition")})
    assert "合同数" not in "".join(p.text for p in zh["composition.types"])


def test_places_that_tie_share_the_better_place(edition: Edition) -> None:
    """Two with the same value are both second; nothing calls one of several leaders the leader."""
    zh, en = both(quick(edition, MORE), edition)
    assert faults(zh, en) == []
    assert "现代交通居首位" in whole(zh)
    assert "电子信息技术居首位" in whole(zh)
    assert "成交额居首位，比居第二位的" not in whole(zh)
    assert "合同的成交额居各类合同首位" not in whole(zh)


def test_a_year_that_is_not_whole_is_not_called_a_year(edition: Edition) -> None:
    """Figures up to a day are compared with the same months; no chronicle tells the year's end."""
    observations = quick(edition, MANY, before=MORE)
    observations.part_of_year = True
    zh, en = both(observations, edition)
    assert faults(zh, en) == []
    assert "年初至截止日成交技术合同4项，比上年同期持平" in whole(zh)
    assert "down 68.06% on the same months of the year before" in whole(en)
    assert "全年" not in whole({k: v for k, v in zh.items() if "demonstration" not in k})
    assert "chronicle" not in zh


def test_an_empty_register_says_nothing_of_contracts(edition: Edition) -> None:
    """Nobody sold anything: no sentence about contracts remains, and nothing fails."""
    cancelled = "value contract_type status ended_date\n100 11 cancelled 2013-07-01"
    zh, en = both(quick(edition, cancelled), edition)
    assert faults(zh, en) == []
    assert {key.split(".")[0] for key in zh} == {"institutions"}


def test_a_place_that_sells_nothing_is_not_named_as_a_seller(edition: Edition) -> None:
    """Tibet buys and does not sell: it is in no list of sellers, whatever their number."""
    text = "value contract_type seller_region buyer_region\n100000000 11 110000 540000"
    zh, en = both(quick(edition, text), edition)
    assert faults(zh, en) == []
    assert "西藏" not in "".join(p.text for p in zh.get("places.sold", ()))


@pytest.mark.parametrize(
    ("zh", "en", "fault"),
    [
        ("增长 3项。", "Up 3.", "space beside a Chinese character"),
        ("好，。", "Good.", "two marks side by side"),
        ("好", "Good.", "no full stop"),
        ("好。", "Good  one.", "two spaces"),
        ("好。", "good.", "no capital"),
        ("好。", "Good ,one.", "space before a mark"),
        ("增长-3%。", "Up.", "sign in the text"),
        ("好{amount}。", "Good.", "something unfilled"),
    ],
)
def test_a_fault_of_a_text_is_found(zh: str, en: str, fault: str) -> None:
    """The marks that every paragraph is tested for are found where they are planted."""
    texts = [{"s": (Paragraph("p", (Span(text),)),)} for text in (zh, en)]
    assert any(fault in found for found in faults(*texts))


def test_a_number_that_is_not_its_observation_is_found(edition: Edition) -> None:
    """Digits that do not follow from the observation, and a number of one language alone."""
    value = quick(edition, ONE).get(Key("value", 2013))
    right = (Span("成交额"), Span("0.03", value.key, value), Span("亿元。"))
    wrong = (Span("成交额"), Span("0.04", value.key, value), Span("亿元。"))
    english = (Span("Value "), Span("3", value.key, value), Span(" million yuan."))
    without = (Span("Value."),)

    def found(zh: tuple[Span, ...], en: tuple[Span, ...]) -> list[str]:
        return faults({"s": (Paragraph("p", zh),)}, {"s": (Paragraph("p", en),)})

    assert found(right, english) == []
    assert found(wrong, english) == ["zh p: 0.04'亿元。' is not 300000000"]
    assert found(right, without) == ["p: numbers in one language: ['value:2013:']"]
