"""What must hold among printed numbers: each identity once kept and once broken."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from printed_reports import printed, report, reprinted
from techmarket.audit.identities import claims_of
from techmarket.audit.intervals import Reading, bounds, printed_decimals
from techmarket.audit.judging import judge
from techmarket.audit.statement import Comparison, Enumeration, Kind, Place, PrintedNumber
from techmarket.observations.observation import dims_of

TYPE_1, TYPE_2 = dims_of({"contract_type": "1"}), dims_of({"contract_type": "2"})
BEIJING, SHANGHAI = dims_of({"seller_region": "110000"}), dims_of({"seller_region": "310000"})
PROVINCES = dims_of({"seller_region": "group:province"})
LEVELS = {
    "1": (1_000, 250_000_000_000, 900, 200_000_000_000),
    "2": (200, 90_123_456_789, 250, 80_000_000_000),
    "3": (3_000, 12_345_678_901, 2_500, 23_456_789_012),
    "4": (5_432, 456_789_012_345, 5_000, 400_000_000_000),
}


def wrong(*numbers: PrintedNumber, reading: Reading = Reading.HALF_OPEN) -> tuple[int, ...]:
    """Places of the smallest repair, which is proved."""
    verdict = judge(claims_of(numbers, (), 2013), reading)
    assert verdict.optimal
    return verdict.given_up


def size(*numbers: PrintedNumber) -> int:
    return len(wrong(*numbers))


def test_a_consistent_report_has_no_finding() -> None:
    """Numbers rounded from exact levels never contradict one another, whatever the rounding did."""
    assert wrong(*report(LEVELS)) == ()


def test_a_whole_is_the_sum_of_its_parts() -> None:
    """Four types make up all contracts. Printed counts are exact, so that one off is a conflict."""
    parts = [printed("10", "项", "contracts", dims_of({"contract_type": c})) for c in "1234"]
    assert size(*parts, printed("40", "项", "contracts")) == 0
    assert size(*parts, printed("41", "项", "contracts")) == 1


def test_a_gap_that_rounding_explains_is_no_finding() -> None:
    """1.00 and 1.00 and 1.00 and 1.00 may add up to 4.02 or 3.98, but not to 4.03."""
    parts = [printed("1.00", "亿元", "value", dims_of({"contract_type": c})) for c in "1234"]
    assert size(*parts, printed("4.02", "亿元", "value")) == 0
    assert size(*parts, printed("3.98", "亿元", "value")) == 0
    assert size(*parts, printed("4.03", "亿元", "value")) == 1


def test_of_which_is_no_more_than_the_whole() -> None:
    """One part alone is no more than its whole, across tables."""
    part = printed("5.00", "亿元", "value", TYPE_1, table="表2")
    assert size(part, printed("5.00", "亿元", "value")) == 0
    assert size(part, printed("4.98", "亿元", "value")) == 1


def test_a_region_group_adds_up_its_members() -> None:
    """The group of the Pearl river delta is no less than one of its members."""
    guangdong = printed("529.39", "亿元", "value", dims_of({"seller_region": "440000"}))
    group = dims_of({"seller_region": "group:prd"})
    assert size(guangdong, printed("529.39", "亿元", "value", group)) == 0
    assert size(guangdong, printed("529.38", "亿元", "value", group)) == 1


def test_growth_follows_from_two_levels() -> None:
    """110 after 100 is a growth of 10 %, here from 109.995 / 100.005 to 110.005 / 99.995."""
    levels = (
        printed("110.00", "亿元", "value"),
        printed("100.00", "亿元", "value", period=2012, table="表2"),
    )
    assert size(*levels, printed("10.01", "%", "value.growth")) == 0
    assert size(*levels, printed("10.02", "%", "value.growth")) == 1


def test_growth_may_be_measured_from_another_year() -> None:
    """The year that a growth is measured from is the one that the text names."""
    levels = (
        printed("121.00", "亿元", "value"),
        printed("100.00", "亿元", "value", period=2011),
    )
    growth = replace(printed("21.00", "%", "value.growth"), base_period=2011)
    assert size(*levels, growth) == 0
    assert size(*levels, reprinted(growth, "10.00")) == 1


def test_a_share_is_the_part_over_its_base() -> None:
    """25 of 100 is 25 %."""
    levels = (printed("25.00", "亿元", "value", TYPE_1), printed("100.00", "亿元", "value"))
    assert size(*levels, printed("25.00", "%", "value.share", TYPE_1, base=())) == 0
    assert size(*levels, printed("25.02", "%", "value.share", TYPE_1, base=())) == 1


def test_the_base_of_a_share_is_found_where_it_is_not_stated() -> None:
    """A share without a base is tried against the wholes that leave out a dimension."""
    inner = dims_of({"contract_type": "1", "value_class": "major"})
    numbers = (
        printed("10.00", "亿元", "value", inner),
        printed("40.00", "亿元", "value", dims_of({"value_class": "major"})),
        printed("80.00", "亿元", "value"),
        printed("25.00", "%", "value.share", inner),
    )
    claims = claims_of(numbers, (), 2013)
    assert claims.bases[3] == dims_of({"value_class": "major"})
    assert size(*numbers) == 0


def test_a_mean_is_the_value_over_the_number() -> None:
    """100 亿元 over 1,000 contracts are 1,000 万元 each."""
    levels = (printed("100.00", "亿元", "value"), printed("1000", "项", "contracts"))
    assert size(*levels, printed("1000.00", "万元", "mean_value")) == 0
    assert size(*levels, printed("1000.10", "万元", "mean_value")) == 1


def test_growth_of_a_mean_follows_from_both_years() -> None:
    """Means of 100 and 110 grow by 10 %; numbers of contracts and values are enough."""
    levels = (
        printed("11.00", "亿元", "value"),
        printed("1000", "项", "contracts"),
        printed("10.00", "亿元", "value", period=2012),
        printed("1000", "项", "contracts", period=2012),
    )
    assert size(*levels, printed("10.00", "%", "mean_value.growth")) == 0
    assert size(*levels, printed("11.00", "%", "mean_value.growth")) == 1


def test_a_ratio_to_the_gross_domestic_product() -> None:
    """1 of 100 is 1 %."""
    levels = (printed("1.00", "亿元", "value"), printed("100.00", "亿元", "gdp"))
    assert size(*levels, printed("1.00", "%", "value.to_gdp")) == 0
    assert size(*levels, printed("2.00", "%", "value.to_gdp")) == 1


def test_a_better_rank_has_more() -> None:
    """Who is first has more than who is second; with equal ranks both have the same."""
    levels = (
        printed("9.00", "亿元", "value", BEIJING),
        printed("8.00", "亿元", "value", SHANGHAI),
    )

    def rank(text: str, dims: tuple[tuple[str, str], ...]) -> PrintedNumber:
        return printed(text, "位", "value.rank", dims, base=PROVINCES)

    assert size(*levels, rank("1", BEIJING), rank("2", SHANGHAI)) == 0
    assert size(*levels, rank("2", BEIJING), rank("1", SHANGHAI)) == 1
    assert size(*levels, rank("1", BEIJING), rank("1", SHANGHAI)) == 1


def test_a_place_without_a_rank_has_no_more_than_the_last_of_the_list() -> None:
    """Of all provinces the first is named; another cannot have more."""
    first = printed("1", "位", "value.rank", BEIJING, base=PROVINCES)
    levels = (printed("9.00", "亿元", "value", BEIJING),)
    assert size(*levels, first, printed("8.00", "亿元", "value", SHANGHAI, table="表2")) == 0
    assert size(*levels, first, printed("9.50", "亿元", "value", SHANGHAI, table="表2")) == 1


def test_a_sum_in_a_sentence_adds_up_what_it_names() -> None:
    """北京、上海共计17亿元."""
    levels = (
        printed("9.00", "亿元", "value", BEIJING),
        printed("8.00", "亿元", "value", SHANGHAI),
    )
    both = replace(
        printed("17.00", "亿元", "value", table=""),
        parts=(BEIJING, SHANGHAI),
        kind=Kind.SENTENCE,
    )
    assert size(*levels, both) == 0
    assert wrong(*levels, reprinted(both, "18.00")) == (2,)


def test_a_list_from_the_largest_down_follows_the_values() -> None:
    """A sentence that lists 上海、北京 by value is wrong where 北京 has more."""
    levels = (
        printed("9.00", "亿元", "value", BEIJING),
        printed("8.00", "亿元", "value", SHANGHAI),
    )
    place = Place("report.txt", line=9)
    good = Enumeration(place, "北京、上海", (BEIJING, SHANGHAI), "value", 2013, True)
    bad = Enumeration(place, "上海、北京", (SHANGHAI, BEIJING), "value", 2013, True)
    assert judge(claims_of(levels, (good,), 2013), Reading.HALF_OPEN).given_up == ()
    assert judge(claims_of(levels, (bad,), 2013), Reading.HALF_OPEN).given_up == (2,)


def test_categories_of_no_list_add_up_in_their_table() -> None:
    """Rows beside 合计 are its parts, whatever they are called; 其中 is a part of it."""

    def row(label: str, text: str) -> PrintedNumber:
        dims = () if label == "合计" else (("label", label),)
        return replace(printed(text, "个", "exchange.events", dims), row_path=(label,))

    assert size(row("合计", "5"), row("甲", "2"), row("乙", "3")) == 0
    assert size(row("合计", "6"), row("甲", "2"), row("乙", "3")) == 1
    assert size(row("合计", "5"), row("甲", "2"), row("乙", "3"), row("其中:丙", "4")) == 0
    assert size(row("合计", "5"), row("甲", "2"), row("乙", "3"), row("其中:丙", "6")) == 1


def test_the_same_figure_in_two_places_is_the_same() -> None:
    """One of the two is wrong, and the audit says that either may be."""
    one = printed("3039.01", "亿元", "value")
    assert size(one, printed("3039.00", "亿元", "value", table="表2")) == 1


def test_readings_from_strict_to_loose() -> None:
    """18.865 rounds to 18.87 and not to 18.86; with either end allowed both hold; a figure of
    18.869 is 18.86 only if it was cut off."""
    number = printed("18.86", "%", "value.growth")
    at_edge, above = Fraction("0.18865"), Fraction("0.18869")
    readings = (Reading.HALF_OPEN, Reading.CLOSED, Reading.TRUNCATED)
    assert [bounds(number, 2, r).contains(at_edge) for r in readings] == [False, True, True]
    assert [bounds(number, 2, r).contains(above) for r in readings] == [False, False, True]


def test_a_decrease_is_rounded_away_from_zero() -> None:
    """-2.975 rounds to -2.98: the end away from zero is the next number."""
    number = printed("-2.97", "%", "value.growth")
    assert bounds(number, 2, Reading.HALF_OPEN).contains(Fraction("-0.02965"))
    assert not bounds(number, 2, Reading.HALF_OPEN).contains(Fraction("-0.02975"))
    assert bounds(number, 2, Reading.TRUNCATED).contains(Fraction("-0.02979"))


def test_words_widen_a_number() -> None:
    """超过, 不足, 近 and 约 are bounds of their kind; a number in words is so much at least."""
    number = printed("60", "%", "value.share")
    over = replace(number, comparison=Comparison.OVER)
    under = replace(number, comparison=Comparison.UNDER)
    nearly = replace(number, comparison=Comparison.NEARLY)
    about = replace(number, comparison=Comparison.ABOUT)
    words = replace(number, text="六成")
    tries = [Fraction(50, 100), Fraction(58, 100), Fraction(62, 100), Fraction(80, 100)]
    assert [bounds(over, 0, Reading.HALF_OPEN).contains(t) for t in tries] == [
        False,
        False,
        True,
        True,
    ]
    assert [bounds(under, 0, Reading.HALF_OPEN).contains(t) for t in tries] == [
        True,
        True,
        False,
        False,
    ]
    assert [bounds(nearly, 0, Reading.HALF_OPEN).contains(t) for t in tries] == [
        False,
        True,
        False,
        False,
    ]
    assert [bounds(about, 0, Reading.HALF_OPEN).contains(t) for t in tries] == [
        False,
        True,
        True,
        False,
    ]
    assert [bounds(words, 0, Reading.HALF_OPEN).contains(t) for t in tries] == [
        False,
        True,
        True,
        True,
    ]


def test_a_dropped_nought_is_still_printed() -> None:
    """In a table of two decimals 2458.5 means 2458.50; where decimals mix, each has its own."""
    two = [printed(text, "亿元", "value") for text in ("1.25", "2.50", "2458.5")]
    assert printed_decimals(two) == [2, 2, 2]
    mixed = [printed(text, "亿元", "value") for text in ("1.25", "2", "3.5", "4")]
    assert printed_decimals(mixed) == [2, 0, 1, 0]
