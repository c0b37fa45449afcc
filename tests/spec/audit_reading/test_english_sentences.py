"""Figures in English sentences: subject, measure, year, value, unit and comparison."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from techmarket.audit.reading.english_figures import english_figures
from techmarket.audit.reading.english_sections import Sections
from techmarket.audit.reading.english_sentences import read_english
from techmarket.audit.reading.sources.blocks import Paragraph
from techmarket.audit.reading.text_state import Context


def said(text: str, heading: str = "", year: int = 2013) -> list[str]:
    """Each number as "text measure:year:dims of base", figures left open behind "?"."""
    sections = Sections(Context("book", year=year))
    if heading:
        assert sections.enter(Paragraph(heading, heading=True))
    read, lost = read_english(text, sections.context, english_figures(text))
    lines = []
    for one in read:
        number = one.number
        dims = ",".join(f"{name}={code}" for name, code in number.dims)
        line = f"{number.text} {number.measure}:{number.period}:{dims}"
        if number.base is not None:
            line += " of " + (",".join(f"{n}={c}" for n, c in number.base) or "all")
        if number.parts:
            line += " = " + " + ".join(",".join(c for _, c in part) for part in number.parts)
        if number.value < 0:
            line += " falling"
        if number.comparison != "exact":
            line += f" ({number.comparison})"
        lines.append(line)
    return [*lines, *(f"? {one.text}" for one in lost)]


def test_level_growth_and_share() -> None:
    """Behind "up" or "down" a percentage is the change of what was printed last; before "of" it is
    a share of what is named there."""
    assert said(
        "Modern transport had 10,950 contracts, down 0.51% on the year before, with a value of "
        "96.833 billion yuan, up 49.18%, 12.96% of the total."
    ) == [
        "10,950 contracts contracts:2013:technical_field=10",
        "0.51% contracts.growth:2013:technical_field=10 falling",
        "96.833 billion yuan value:2013:technical_field=10",
        "49.18% value.growth:2013:technical_field=10",
        "12.96% value.share:2013:technical_field=10 of all",
    ]


def test_the_country_and_its_product() -> None:
    """A sentence that names nobody is on the whole; GDP is a whole of its own."""
    assert said(
        "In 2012 the value of technology contracts in China passed 600 billion yuan. "
        "The value was 1.19% of gross domestic product; the mean value of a contract was 2.2807 "
        "million yuan."
    ) == [
        "600 billion yuan value:2012: (over)",
        "1.19% value.to_gdp:2013:",
        "2.2807 million yuan mean_value:2013:",
    ]


def test_sides() -> None:
    """Sold and bought say whose region or kind is meant; a heading says it for what follows."""
    assert said("Beijing sold 45.2% of the total value and bought 12.65%.") == [
        "45.2% value.share:2013:seller_region=110000 of all",
        "12.65% value.share:2013:buyer_region=110000 of all",
    ]
    assert said("Dalian came second with 5.343 billion yuan.", "3.3 Technology bought") == [
        "5.343 billion yuan value:2013:buyer_region=210200"
    ]


def test_several_together() -> None:
    """A list has one sum; "together they" are all that the sentence before named."""
    assert said(
        "The largest sellers were, in this order, Beijing, Shanghai and Jiangsu. Together they "
        "sold technology in 119,429 contracts."
    ) == ["119,429 contracts contracts:2013: = 110000 + 310000 + 320000"]


def test_major_contracts_limit_what_follows() -> None:
    """Named in the sentence or in the heading."""
    expected = ["30.49% value.growth:2013:contract_type=4,value_class=major"]
    assert said("Among major contracts, technical service was up 30.49%.") == expected
    assert said("Technical service was up 30.49%.", "2.6 Major technology contracts") == expected


def test_what_is_compared_is_no_subject() -> None:
    """What somebody leads or is ahead of is named beside; the amount is a difference."""
    assert said("Beijing led the Eastern region with 285.172 billion yuan.") == [
        "285.172 billion yuan value:2013:registration_region=110000"
    ]
    assert said("Know-how was 97.8 billion yuan ahead of patents.") == [
        "97.8 billion yuan value.difference:2013:ip_type=1"
    ]


def test_what_a_part_is_of() -> None:
    """Wholes that are named, and those that are pointed back at."""
    assert (
        said(
            "Technology transfer had 11,797 contracts: transfer of know-how: 7.6 billion yuan, "
            "71.56% of technology transfer."
        )[2]
        == "71.56% value.share:2013:contract_type=21 of contract_type=2"
    )
    assert (
        said(
            "Enterprises sold technology: self-employed businesses 1.2% of what enterprises sold."
        )[0]
        == "1.2% value.share:2013:seller_kind=400 of seller_kind=E"
    )


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Beijing sold 3 billion yuan; other: 4,740 contracts.", "? 4,740 contracts"),
        ("Of what Beijing sold, 28.77% went elsewhere.", "? 28.77%"),
        ("It covers 16,400 things.", "? 16,400"),
    ],
)
def test_what_no_word_tells_is_left_open(text: str, left: str) -> None:
    """Unknown parts, percentages that are neither changes nor shares, things without a name."""
    assert left in said(text)


@pytest.mark.parametrize(
    "text",
    [
        "Contracts of 10 million yuan or more are major.",
        "Unit: 100 million yuan",
        "The figure shows values in units of 10 000 yuan (100 million yuan).",
        "See Table 13 of 2013, document no. 111, for 11 years in a row.",
    ],
)
def test_no_figures(text: str) -> None:
    """Thresholds, units, years, and numbers of tables."""
    assert english_figures(text) == []


@pytest.mark.parametrize(
    ("word", "limit"),
    [("over", "over"), ("nearly", "nearly"), ("about", "about"), ("less than", "under")],
)
def test_comparisons(word: str, limit: str) -> None:
    """Limiting words before a figure."""
    (one,) = english_figures(f"It reached {word} 40.5 billion yuan.")
    assert one.comparison == limit


@given(
    st.integers(0, 10**7), st.integers(0, 4), st.sampled_from(["%", " billion yuan", " contracts"])
)
def test_a_figure_is_read_as_it_was_written(whole: int, decimals: int, unit: str) -> None:
    """Whatever its digits, with separators of thousands, and a full stop behind it."""
    printed = f"{whole:,}" + (f".{7:0{decimals}d}" if decimals else "")
    (one,) = english_figures(f"The value rose by {printed}{unit}.")
    assert one.text == printed + unit
    assert one.decimals == decimals
    assert one.value * 10**decimals == int(printed.replace(",", "").replace(".", ""))
