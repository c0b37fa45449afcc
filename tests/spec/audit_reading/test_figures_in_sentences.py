"""Figures in running sentences: what they are of, whose they are, of which year and which whole.

What a clause does not say stays as the clauses before it said."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest

from techmarket.audit.statement import Reading

Read = Callable[..., Reading]
Said = Callable[[Reading], list[str]]


def test_growth_belongs_to_the_level_before_it(read: Read, said: Said) -> None:
    """Number, then value, each with its growth; a decrease in words has a minus."""
    reading = read(
        "2013年，合作开发合同成交7838项，增长13.99%，成交额169.30亿元，下降5.16%，"
        "占技术开发合同成交额的6.10%。"
    )
    assert said(reading) == [
        "7838项 contracts:2013:contract_type=12",
        "13.99% contracts.growth:2013:contract_type=12",
        "169.30亿元 value:2013:contract_type=12",
        "5.16% value.growth:2013:contract_type=12",
        "6.10% value.share:2013:contract_type=12 of contract_type=1",
    ]
    assert [number.value for number in reading.numbers][3] == Fraction(-516, 100)


def test_figures_shared_out(read: Read, said: Said) -> None:
    """Two figures side by side share out two subjects, or two measures of one subject."""
    reading = read(
        "2013年，技术服务、技术开发合同成交额占全国的82.88%，分别为3416.85亿元和2773.41亿元。"
        "全国成交合同294929项，成交额7469.13亿元，比上年增长4.5%和16.03%。"
    )
    assert said(reading) == [
        "82.88% value.share:2013: of all = contract_type=4 + contract_type=1",
        "3416.85亿元 value:2013:contract_type=4",
        "2773.41亿元 value:2013:contract_type=1",
        "294929项 contracts:2013:",
        "7469.13亿元 value:2013:",
        "4.5% contracts.growth:2013:",
        "16.03% value.growth:2013:",
    ]


def test_a_share_that_does_not_name_its_whole(read: Read, said: Said) -> None:
    """占比17.35% is of what the numbers agree with: of all contracts with intellectual property,
    and not of all contracts."""
    reading = read(
        "2013年，涉及知识产权的技术合同成交额3793.39亿元。技术秘密合同成交额2223.11亿元，"
        "占比58.61%；专利合同成交额569.63亿元，占15.02%。"
    )
    shares = [line for line in said(reading) if "share" in line]
    assert shares == [
        "58.61% value.share:2013:ip_type=1 of ip_type=group:involved",
        "15.02% value.share:2013:ip_type=2 of ip_type=group:involved",
    ]


def test_points_multiples_ranks_and_means(read: Read, said: Said) -> None:
    """Differences in points belong to the share before; a multiple names its own base year."""
    reading = read(
        "2013年，重大技术合同成交额5369.72亿元，是2009年成交额的2倍多，占全国成交额的71.89%，"
        "比上年提高1.2个百分点；单份合同平均成交额6786.80万元。技术服务居首位，技术开发居第二位。"
    )
    assert said(reading) == [
        "5369.72亿元 value:2013:value_class=major",
        "2倍多 value.multiple:2013:value_class=major (over)",
        "71.89% value.share:2013:value_class=major of all",
        "1.2个百分点 value.share.change:2013:value_class=major of all",
        "6786.80万元 mean_value:2013:value_class=major",
        "首位 value.rank:2013:contract_type=4,value_class=major of value_class=major",
        "二 value.rank:2013:contract_type=1,value_class=major of value_class=major",
    ]
    assert reading.numbers[1].base_period == 2009


def test_sums_over_places(read: Read, said: Said) -> None:
    """共计 adds up the places named; 前n名 those listed before; 均 speaks of each by itself."""
    reading = read(
        "2013年，全国吸纳技术合同成交额前3名的省市分别为北京、江苏、广东。"
        "前3名的省市共计吸纳技术合同100项。湖北、安徽输出技术成交额均超过百亿元。"
    )
    parts = "buyer_region=110000 + buyer_region=320000 + buyer_region=440000"
    scope = "of buyer_region=group:province"
    assert said(reading) == [
        f"前3名 value.rank:2013: {scope} = {parts}",
        f"前3名 value.rank:2013: {scope} = {parts}",
        f"100项 contracts:2013: = {parts}",
        "百亿元 value:2013:seller_region=420000 (over)",
        "百亿元 value:2013:seller_region=340000 (over)",
    ]
    assert [number.top for number in reading.numbers[:3]] == [3, 3, 3]
    (listed,) = reading.enumerations
    assert (listed.ordered, listed.count, listed.measure) == (True, 3, "value")


def test_parts_and_back_again(read: Read, said: Said) -> None:
    """What 其中 went into is left again after the semicolon; 除…外 and 比… name no subject."""
    reading = read(
        "2013年，环渤海地区输出技术111150项，其中，北京、天津、山东输出技术居前三位；"
        "吸纳技术合同97195项，增长5.30%。除杭州、哈尔滨外，深圳输出技术比大连多10项。"
    )
    assert said(reading)[2:] == [
        "97195项 contracts:2013:buyer_region=group:bohai",
        "5.30% contracts.growth:2013:buyer_region=group:bohai",
        "10项 contracts:2013:seller_region=440300",
    ]


def test_years(read: Read, said: Said) -> None:
    """A year named in a clause is of that clause; the next is again of the document's year."""
    reading = read("""
        表1 2013年合同（单位：项）

        合同类别→合同数
        技术转让→11797

        技术转让合同成交额在2012年增长95%的基础上继续增长，今年仍然实现了6.18%的增幅。
    """)
    assert said(reading)[1:] == [
        "95% value.growth:2012:contract_type=2",
        "6.18% value.growth:2013:contract_type=2",
    ]


def test_a_sentence_broken_by_a_page(read: Read, said: Said) -> None:
    """A line that ends in the middle of a word goes on in the next; places are of their lines."""
    reading = read("""
        2013年，电子信息领域继续呈现增长态势，成交额稳居第一。其中，计算机软件成交90914项；通信技术在电

        子信息细分领域中成交额居第二位，成交6781项。
    """)
    assert said(reading)[-1] == "6781项 contracts:2013:technical_field=0104"
    assert reading.numbers[-1].place.line == 4


@pytest.mark.parametrize(
    ("text", "comparison"),
    [
        ("成交额突破7000亿元", "over"),
        ("成交额近2000亿元", "nearly"),
        ("成交额约2000亿元", "about"),
        ("成交额不足2000亿元", "under"),
        ("成交额在2000亿元以上", "over"),
        ("成交额2000亿元左右", "about"),
        ("成交额2000亿元", "exact"),
    ],
)
def test_words_that_limit_a_figure(read: Read, text: str, comparison: str) -> None:
    """突破, 近, 约, 不足, 以上, 左右."""
    (number,) = read(f"2013年，全国{text}。").numbers
    assert number.comparison == comparison


def test_what_is_no_figure(read: Read, said: Said) -> None:
    """Dates, numbers of tables, names with digits and thresholds are no figures."""
    reading = read(
        "2013年5月8日，863计划和1000万元以上的重大技术合同（见图3和附表3、4）共成交项目5项。"
    )
    assert [line.split()[0] for line in said(reading)] == ["5项"]
    assert [mention.number for mention in reading.mentions] == ["图3", "附表3", "附表4"]


def test_a_figure_of_others_unnamed_is_a_doubt(read: Read) -> None:
    """其余省份 names nobody: the figure is told as a doubt and is no number."""
    reading = read("2013年，吉林吸纳技术合同10项，除吉林外，其余省份吸纳技术均超过百亿元。")
    assert [number.text for number in reading.numbers] == ["10项"]
    (doubt,) = reading.doubts
    assert (doubt.text, doubt.kind) == ("百亿元", "not_understood")
    assert doubt.why == "It cannot be told what this number is of."
