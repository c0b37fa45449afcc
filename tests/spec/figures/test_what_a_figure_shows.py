"""What a figure shows: its order, its largest, its classes, and what it says of missing data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import pytest

from techmarket.editions import Edition
from techmarket.figures import BuiltFigure, build_figure
from techmarket.figures.classes import COARSE, FINE, class_labels, class_limits, class_of
from techmarket.observations.observation import Status, Value

YI = 10**10
"""分 in 亿元."""

SOLD = "value:2013:seller_region={}"


def values(pattern: str, **amounts: Value | Status) -> dict[str, Value | Status]:
    """Code (`c1` for 1) to 亿元, as observations at places."""
    return {
        pattern.format(code.removeprefix("c")): amount * YI if isinstance(amount, int) else amount
        for code, amount in amounts.items()
    }


def built(
    key: str, edition: Edition, observations: Any, lang: str = "zh"
) -> tuple[BuiltFigure, list[list[str]]]:
    figure = build_figure(key, observations, edition, lang)
    return figure, [[datum.text for datum in series.data] for series in figure.series]


def test_categories_stand_in_the_order_of_the_data(
    edition: Edition, invented: Callable[..., Any]
) -> None:
    """The largest first; equal ones in the declared order; one without a value last."""
    given = values("value:2013:contract_type={}", c1=20, c3=20, c4=30)
    figure, texts = built("contract_types", edition, invented(given))
    assert figure.categories == ("技术服务", "技术开发", "技术咨询", "技术转让")
    assert figure.codes == ("4", "1", "3", "2")
    assert texts[0] == ["30.00", "20.00", "20.00", "…"]


def test_of_two_years_the_later_decides(edition: Edition, invented: Callable[..., Any]) -> None:
    """Years themselves stand in their own order, the earlier one first."""
    given = {
        **values("value:2012:seller_kind={}", c021=9, c022=1),
        **values("value:2013:seller_kind={}", c021=2, c022=3, c023=1, c024=0),
    }
    figure, texts = built("public_institution_sellers", edition, invented(given))
    assert [series.label for series in figure.series] == ["2012年", "2013年"]
    assert figure.codes == ("022", "021", "023", "024")
    assert texts == [["1.00", "9.00", "…", "…"], ["3.00", "2.00", "1.00", "0.00"]]


def test_the_ten_largest_are_those_that_sold_something(
    edition: Edition, invented: Callable[..., Any]
) -> None:
    """A place that sold nothing is not among the largest, however few there are."""
    given = values(SOLD, c110000=5, c310000=7, c120000=0, c540000=Status.NOT_APPLICABLE)
    figure, texts = built("largest_selling_places", edition, invented(given))
    assert figure.categories == ("上海", "北京")
    assert texts == [["7.00", "5.00"]]


def test_all_that_equal_the_tenth_are_shown(edition: Edition, invented: Callable[..., Any]) -> None:
    """Nothing but the order of codes could leave one of them out."""
    codes = edition.region_groups()["province"][:13]
    given = values(SOLD, **{f"c{code}": 50 if n < 8 else 7 for n, code in enumerate(codes)})
    figure, _ = built("largest_selling_places", edition, invented(given))
    assert figure.codes == tuple(codes)
    given[SOLD.format(codes[9])] = 8 * YI
    figure, _ = built("largest_selling_places", edition, invented(given))
    assert len(figure.categories) == 13
    given[SOLD.format(codes[10])] = 8 * YI
    figure, _ = built("largest_selling_places", edition, invented(given))
    assert figure.codes == (*codes[:8], codes[9], codes[10])


def test_a_share_is_printed_beside_its_value(
    edition: Edition, invented: Callable[..., Any]
) -> None:
    """Of the whole that the figure divides, here all technology development."""
    given: dict[str, Value | Status] = {
        **values("value:2013:contract_type={}", c11=3, c12=1),
        "value.share:2013:contract_type=11:of=contract_type=1": Fraction(3, 4),
        "value.share:2013:contract_type=12:of=contract_type=1": Fraction(1, 4),
    }
    figure, texts = built("development_types", edition, invented(given))
    assert texts == [["3.00", "1.00"], ["75.00", "25.00"]]
    assert figure.units == "亿元、%"
    assert figure.alt == (
        "2013年技术开发合同类别构成（单位：亿元、%）。委托开发居首，为3.00亿元，占75.00%。"
        "全部数据：委托开发 3.00亿元、75.00%；合作开发 1.00亿元、25.00%。"
    )


@pytest.mark.parametrize(
    ("largest", "digits", "limits", "labels"),
    [
        (2851, FINE, (50, 100, 500, 1000), ("<50", "50–100", "100–500", "500–1000", "≥1000")),
        (500, FINE, (10, 50, 100, 500), ("<10", "10–50", "50–100", "100–500", "≥500")),
        (820, COARSE, (Fraction(1, 10), 1, 10, 100), ("<0.1", "0.1–1", "1–10", "10–100", "≥100")),
        (
            1,
            FINE,
            (Fraction(5, 100), Fraction(1, 10), Fraction(1, 2), 1),
            ("<0.05", "0.05–0.1", "0.1–0.5", "0.5–1", "≥1"),
        ),
        (0, FINE, (), ()),
    ],
)
def test_classes_have_round_limits(
    largest: int, digits: tuple[int, ...], limits: tuple[Fraction, ...], labels: tuple[str, ...]
) -> None:
    """The four largest round numbers that the largest value reaches."""
    assert class_limits([Fraction(largest), Fraction(0)], digits) == limits
    assert class_labels(limits) == labels


def test_a_value_at_a_limit_is_in_the_class_above() -> None:
    """`50–100` begins at 50; without limits there is one class."""
    limits = tuple(map(Fraction, (50, 100, 500, 1000)))
    assert [class_of(Fraction(v), limits) for v in (0, 49, 50, 999, 1000)] == [0, 0, 1, 3, 4]
    assert class_of(Fraction(7), ()) == 0


def test_a_map_classes_the_exact_value(edition: Edition, invented: Callable[..., Any]) -> None:
    """99.999 亿元 is printed 100.00 and is below 100; what has no value has no class."""
    given = values(SOLD, c110000=500, c310000=0, c540000=Status.NOT_APPLICABLE)
    given[SOLD.format("620000")] = 100 * YI - 10**7
    figure, texts = built("sales_map", edition, invented(given))
    assert figure.categories[:3] == ("北京", "甘肃", "上海")
    assert texts[0][:3] == ["500.00", "100.00", "0.00"]
    assert figure.classes == ("<10", "10–50", "50–100", "100–500", "≥500")
    assert [datum.level for datum in figure.series[0].data[:4]] == [4, 2, 0, None]


def test_every_province_level_region_has_a_tile_of_its_own(
    edition: Edition, invented: Callable[..., Any]
) -> None:
    """34 of them: the 31 provinces, and Taiwan, Hong Kong and Macao."""
    from techmarket.figures.draw.tiles import places_of_tiles

    figure, _ = built("sales_map", edition, invented({}))
    assert set(figure.codes) == set(places_of_tiles())
    assert len(set(places_of_tiles().values())) == len(figure.codes) == 34


def flows(**amounts: int) -> Mapping[str, Value]:
    """`c110000_310000=5`: 5 亿元 from Beijing to Shanghai."""
    pairs = {name.removeprefix("c"): amount for name, amount in amounts.items()}
    return {
        f"value:2013:buyer_region={pair[7:]},seller_region={pair[:6]}": amount * YI
        for pair, amount in pairs.items()
    }


def test_a_matrix_has_the_seller_down_and_the_buyer_across(
    edition: Edition, invented: Callable[..., Any]
) -> None:
    """The provinces, then 港澳台 and abroad, in both directions."""
    given = flows(c110000_310000=5, c110000_110000=70, c990000_120000=2)
    figure, _ = built("flows_between_places", edition, invented(given))
    labels = tuple(series.label for series in figure.series)
    assert figure.categories == labels
    assert (len(labels), labels[0], labels[-2:]) == (33, "北京", ("港澳台", "国外"))
    assert figure.axes == ("卖方", "买方")
    assert figure.series[labels.index("上海")].data[0].text == "5.00"
    assert figure.alt.endswith(
        "各地之间最大的流向依次为北京到上海 5.00亿元、国外到天津 2.00亿元。"
        "本地成交最大的依次为北京 70.00亿元。"
    )


def test_what_is_missing_is_told_under_the_figure(
    edition: Edition, invented: Callable[..., Any]
) -> None:
    """A whole year, a whole category, or one datum of a series."""
    this_year = values("value:2013:seller_kind={}", c021=2, c022=3, c023=1, c024=1)
    figure, _ = built("public_institution_sellers", edition, invented(this_year))
    assert figure.notes == ("无数据：2012年。",)
    both = {**this_year, **values("value:2012:seller_kind={}", c021=2, c022=3, c024=1)}
    figure, _ = built("public_institution_sellers", edition, invented(both), "en")
    assert figure.notes == ("No data: Medical and health institutions (2012).",)
    del both["value:2013:seller_kind=023"]
    figure, _ = built("public_institution_sellers", edition, invented(both), "en")
    assert figure.notes == ("No data: Medical and health institutions.",)


def test_what_was_not_surveyed_and_what_has_no_year_before_is_told_apart(
    edition: Edition, invented: Callable[..., Any]
) -> None:
    """Each status without a value has its own note; of many names the first twelve are given."""
    figure, texts = built("sales_map", edition, invented({SOLD.format("110000"): YI}))
    assert figure.notes == (
        "无数据：天津、河北、山西、内蒙古、辽宁、吉林、黑龙江、上海、江苏、浙江、安徽、福建等33处。",
    )
    given = {SOLD.format(code): YI for code in figure.codes}
    given[SOLD.format("540000")] = Status.NOT_APPLICABLE  # type: ignore[assignment]
    figure, texts = built("sales_map", edition, invented(given))
    assert figure.notes == ("不适用或不在统计范围：西藏。",)
    assert texts[0][-1] == "—"
    years = {f"mean_value:{year}:": 7 * 10**6 for year in range(2001, 2014)}
    growth = {f"mean_value.growth:{year}:": Fraction(0) for year in range(2002, 2014)}
    first = {"mean_value.growth:2001:": Status.NO_PRIOR}
    figure, _ = built("mean_value_by_year", edition, invented({**years, **growth, **first}))
    assert figure.notes == ("无可比的上年数据：2001年（比上年增长）。",)


def test_a_figure_without_any_data_says_so(edition: Edition, invented: Callable[..., Any]) -> None:
    """It is built all the same, in both languages; of a ranking no category is left."""
    figure, texts = built("contract_types", edition, invented({}))
    assert (figure.notes, set(texts[0])) == (("没有数据。",), {"…"})
    assert figure.alt == "2013年技术合同类别构成（单位：亿元、%）。没有数据。"
    figure, texts = built("largest_selling_places", edition, invented({}), "en")
    assert (figure.categories, texts, figure.notes) == ((), [[]], ("No data.",))
    assert figure.alt == (
        "The ten largest places by value of technology sold, 2013 (100 million yuan). No data."
    )


def test_a_row_of_years_is_told_from_first_to_last(
    edition: Edition, invented: Callable[..., Any]
) -> None:
    """More, less or the same as in the first year that is known, and the peak if it is past."""

    def message(lang: str, **of_year: int) -> str:
        given = {f"value:{year[1:]}:": amount * YI for year, amount in of_year.items()}
        figure, _ = built("value_by_year", edition, invented(given), lang)
        return figure.alt.split("）。" if lang == "zh" else "yuan). ")[1].split("全部")[0]

    assert message("zh", y2012=3, y2013=5) == "2013年为5.00亿元，高于2012年的3.00亿元。"
    assert message("zh", y2001=3, y2007=9, y2013=2) == (
        "2013年为2.00亿元，低于2001年的3.00亿元。2007年最高，为9.00亿元。"
    )
    assert message("zh", y2012=5, y2013=5) == "2013年与2012年同为5.00亿元。"
    assert message("zh", y2013=5) == "只有2013年的数据：5.00亿元。"
    assert message("en", y2001=3, y2007=9, y2013=2).startswith(
        "2.00 in 2013, less than 3.00 in 2001. The highest is 9.00 in 2007. All data: 2001 3.00; "
    )


def test_leaders_are_told_for_each_series(edition: Edition, invented: Callable[..., Any]) -> None:
    """Equal ones together; where nothing was sold nobody leads."""
    given = {
        **values("value:2013:seller_kind={}", c010=4, cE=4, c020=1),
        **values("value:2013:buyer_kind={}", c010=0, cE=0, c020=0),
    }
    figure, _ = built("seller_and_buyer_kinds", edition, invented(given))
    assert "卖方：机关法人、企业法人并列居首，各为4.00亿元。全部数据：" in figure.alt
    figure, _ = built("seller_and_buyer_kinds", edition, invented(given), "en")
    assert "Seller: the largest are Government bodies, Enterprises, 4.00 each. All" in figure.alt
    assert "Public institutions: Seller 1.00, Buyer 0.00; " in figure.alt


def test_a_name_is_not_drawn(edition: Edition, invented: Callable[..., Any]) -> None:
    """Text where a number should be is a defect."""
    with pytest.raises(TypeError) as defect:
        built("value_by_year", edition, invented({"value:2013:": "seven"}))
    assert str(defect.value) == "value:2013:: a name is not drawn"


def test_progress_is_told_figure_by_figure(edition: Edition, invented: Callable[..., Any]) -> None:
    """27 steps."""
    from techmarket.figures import build_figures

    told: list[tuple[str, int, int]] = []
    build_figures(invented({}), edition, progress=lambda *step: told.append(step))
    assert told == [("figures", n, 27) for n in range(1, 28)]


def test_an_edition_may_say_why_a_figure_has_no_data(
    edition: Edition, invented: Callable[..., Any]
) -> None:
    """Its words stand in the place of the general note, and only while there is no value."""
    figure, _ = built("institutions_by_kind", edition, invented({}))
    assert figure.notes == ("没有数据：各类机构数没有可引用的来源，不作推算。",)
    given = {datum.key.cell_id: 3 for datum in figure.series[0].data}
    figure, _ = built("institutions_by_kind", edition, invented(given))
    assert figure.notes == ()
