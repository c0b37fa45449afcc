"""The figures of the 2013 report from a register: every number, every label, every picture."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from pathlib import Path

import pytest
from lxml import etree

from golden_line import GoldenBuild
from techmarket.editions import load_edition
from techmarket.editions.observing import observed
from techmarket.figures import BuiltFigure, Form, build_figures
from techmarket.figures.definitions import define_figure
from techmarket.figures.draw import svg
from techmarket.observations.observation import Key
from techmarket.snapshot import open_snapshot
from techmarket.tables import build_tables
from techmarket.tables.build import KnowsObservations

SEED_TEXT = Path(__file__).parents[3] / "shared" / "seed" / "annual-report-2014.txt"

STATED = {
    "value_by_year": {"2013年": "7469.13"},
    "mean_value_by_year": {"2013年": "253.25"},
    "contract_types": {
        "技术服务": "3416.85", "技术开发": "2773.41", "技术转让": "1083.76", "技术咨询": "195.10",
    },
    "development_types": {"委托开发": "2604.11", "合作开发": "169.30"},
    "transfer_types": {
        "技术秘密转让": "775.51", "专利实施许可转让": "239.63", "专利权转让": "31.63",
        "计算机软件著作权转让": "21.07",
    },
    "ip_types": {
        "技术秘密": "2223.11", "计算机软件": "658.10", "生物、医药新品种": "197.27",
        "集成电路布图设计": "122.15", "植物新品种": "23.12",
    },
    "objectives": {
        "社会发展和社会服务": "2033.11", "基础设施以及城市和农村规划": "1399.72",
        "能源生产、分配和合理利用": "837.77", "工商业发展": "782.07",
    },
    "plan_sources": {
        "国家计划": "181.77", "部门计划": "236.73", "省、自治区、直辖市及计划单列市计划": "378.60",
    },
    "national_programmes": {
        "国家科技重大专项": "39.18", "自然科学基金": "13.95",
        "高技术研究发展计划(863计划)": "11.97",
        "基础研究计划(973计划)和国家重大科学研究计划": "10.67",
    },
    "institutions_by_legal_form": {
        "企业": "81", "事业": "86", "社团": "2", "民办非企业": "8", "法人内设机构": "97",
    },
    "institutions_by_service": {"综合性": "161", "专业性": "105", "国际": "8"},
    "institutions_by_region": {"东部地区": "170", "中部地区": "50", "西部地区": "54"},
}  # fmt: skip
"""Figure to category to what the running text beside it states, in the first series."""

STATED_FOR_2013 = {
    "technical_fields": {
        "城市建设与社会发展": "735.88", "环境保护与资源综合利用技术": "680.38",
        "生物、医药和医疗器械技术": "396.37",
    },
    "major_contract_types": {
        "技术服务": "2798.67", "技术开发": "1541.52", "技术转让": "937.37", "技术咨询": "92.16",
    },
    "seller_kinds": {"企业法人": "6436.18", "事业法人": "900.74"},
    "enterprise_sellers": {"内资企业": "5170.89", "外商投资企业": "818.00"},
    "public_institution_sellers": {"科研机构": "501.01", "高等院校": "329.49"},
    "buyer_kinds": {"企业法人": "5598.23", "事业法人": "508.22"},
    "enterprise_buyers": {"内资企业": "4304.38"},
    "public_institution_buyers": {"科研机构": "194.97", "高等院校": "59.62"},
}  # fmt: skip
"""The same for figures of two years, in the second."""

TEN_LARGEST = {
    "largest_registering_places": "北京 上海 江苏 广东 陕西 湖北 天津 辽宁 山东 四川",
    "largest_selling_places": "北京 陕西 上海 广东 江苏 湖北 天津 山东 辽宁 四川",
    "largest_buying_places": "北京 江苏 广东 上海 福建 陕西 四川 山东 辽宁 天津",
}

Figures = dict[str, BuiltFigure]


@pytest.fixture(scope="session")
def observations(golden_build: GoldenBuild) -> KnowsObservations:
    snapshots = (open_snapshot(golden_build.snapshot(year)) for year in (2013, 2012))
    return observed(load_edition("2013"), *snapshots)


@pytest.fixture(scope="session")
def in_chinese(observations: KnowsObservations) -> Figures:
    return {f.key: f for f in build_figures(observations, load_edition("2013"), "zh")}


@pytest.fixture(scope="session")
def in_english(observations: KnowsObservations) -> Figures:
    return {f.key: f for f in build_figures(observations, load_edition("2013"), "en")}


def test_every_number_is_its_observation_rounded_once(
    in_chinese: Figures, observations: KnowsObservations
) -> None:
    """By decimal arithmetic of its own; of 1,374 numbers."""
    units = {"亿元": 10**10, "万元": 10**6, "%": Fraction(1, 100), "家": 1}
    checked = 0
    for figure in in_chinese.values():
        for series in figure.series:
            for datum in series.data:
                assert datum.observation == observations.get(datum.key)
                value = datum.observation.value
                if value is None:
                    assert datum.text in ("…", "—", "--")
                    continue
                assert not isinstance(value, str)
                exact = Fraction(value) / units[series.unit]
                with localcontext() as context:
                    context.prec = 60
                    plain = Decimal(exact.numerator) / Decimal(exact.denominator)
                    step = Decimal(1).scaleb(-series.decimals)
                    assert datum.text == format(plain.quantize(step, ROUND_HALF_UP), "f")
                checked += 1
    assert checked == 1374


def test_a_figure_and_a_table_say_the_same_of_the_same(
    in_chinese: Figures, observations: KnowsObservations
) -> None:
    """The same key in the same unit is the same text; most figures stand on tables."""
    cells = {
        (cell.key, cell.unit, cell.decimals): cell.text
        for table in build_tables(observations, load_edition("2013"))
        for row in table.cells
        for cell in row
        if cell.key is not None
    }
    on_tables = set()
    for figure in in_chinese.values():
        for series in figure.series:
            for datum in series.data:
                place = (datum.key, series.unit, series.decimals)
                if place in cells:
                    # One column of the annex prints its unit with the number.
                    assert cells[place].removesuffix("%") == datum.text
                    on_tables.add(figure.key)
    institutions = {key for key in in_chinese if key.startswith("institutions_")}
    assert set(in_chinese) - on_tables == {*institutions, "flows_between_places"}


@pytest.mark.parametrize("key", [*STATED, *STATED_FOR_2013])
def test_a_figure_shows_what_the_report_states(key: str, in_chinese: Figures) -> None:
    """The numbers of the sentences that refer to it."""
    figure = in_chinese[key]
    series = figure.series[key in STATED_FOR_2013]
    shown = {c: d.text for c, d in zip(figure.categories, series.data, strict=True)}
    stated = {**STATED, **STATED_FOR_2013}[key]
    assert {category: shown[category] for category in stated} == stated


def test_seller_and_buyer_stand_beside_each_other(in_chinese: Figures) -> None:
    """企业法人 sell 6436.18 and buy 5598.23."""
    figure = in_chinese["seller_and_buyer_kinds"]
    assert [series.label for series in figure.series] == ["卖方", "买方"]
    assert figure.categories[0] == "企业法人"
    assert [series.data[0].text for series in figure.series] == ["6436.18", "5598.23"]


@pytest.mark.parametrize("key", TEN_LARGEST)
def test_the_ten_largest_are_those_of_the_report(
    key: str, in_chinese: Figures, observations: KnowsObservations
) -> None:
    """In its order, which is that of the ranks."""
    figure = in_chinese[key]
    assert " ".join(figure.categories) == TEN_LARGEST[key]
    for n, datum in enumerate(figure.series[0].data, start=1):
        ((dimension, _),) = datum.key.dims
        scope = ((dimension, "group:province"),)
        assert observations.get(Key("value.rank", 2013, datum.key.dims, scope)).value == n


def test_shares_of_institutions_are_those_of_the_report(in_chinese: Figures) -> None:
    """It rounds them to 59, 38 and 3 %."""
    shares = [datum.text for datum in in_chinese["institutions_by_service"].series[1].data]
    assert shares == ["58.76", "38.32", "2.92"]


def test_flows_add_up_to_what_is_sold_and_bought(
    in_chinese: Figures, observations: KnowsObservations
) -> None:
    """The rows and the columns of the matrix, to the 分: nothing is sold from anywhere else."""

    def total(place: str, dimension: str) -> int:
        found = sum(
            int(datum.observation.value or 0)
            for series in in_chinese["flows_between_places"].series
            for datum in series.data
            if dict(datum.key.dims)[dimension] == place
        )
        whole = observations.get(Key("value", 2013, ((dimension, place),))).value
        assert found == (whole or 0)
        return found

    codes = in_chinese["flows_between_places"].codes
    sold = sum(total(code, "seller_region") for code in codes)
    assert sold == sum(total(code, "buyer_region") for code in codes)
    assert sold == observations.get(Key("value", 2013)).value


def test_both_languages_show_the_same_numbers(in_chinese: Figures, in_english: Figures) -> None:
    """In the same order, of the same keys."""
    for key, figure in in_chinese.items():
        other = in_english[key]
        assert [[d.text for d in s.data] for s in figure.series] == [
            [d.text for d in s.data] for s in other.series
        ]
        assert figure.codes == other.codes
        assert len(figure.notes) == len(other.notes)
        assert not re.search(r"[\u4e00-\u9fff]", other.alt + other.title + "".join(other.notes))


def test_alternative_texts_hold_every_number(in_chinese: Figures, in_english: Figures) -> None:
    """But for the matrix, of which they name the largest."""
    for figure in (*in_chinese.values(), *in_english.values()):
        assert figure.title in figure.alt
        if figure.form is Form.MATRIX or figure.key == "institutions_by_kind":
            continue
        for series in figure.series:
            assert all(datum.text in figure.alt for datum in series.data)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_pictures_have_every_label_and_number(
    lang: str, in_chinese: Figures, in_english: Figures
) -> None:
    """All but the numbers of the matrix, which shows classes."""
    for figure in (in_chinese if lang == "zh" else in_english).values():
        root = etree.fromstring(svg(figure).encode())
        lines = [t for e in root.iter("{http://www.w3.org/2000/svg}text") for t in e.itertext()]
        # A share that stands in brackets behind its value, in a ranking, needs no name.
        amounts = [s for s in figure.series if s.unit != "%" or figure.form is not Form.RANKING]
        named = (s.label for s in amounts if len(amounts) > 1)
        for label in (*figure.categories, *figure.classes, *figure.axes, *named):
            assert stands(re.sub(r"\s", "", label), lines), (figure.key, label)
        if figure.form is Form.MATRIX:
            continue
        for series in figure.series:
            for datum in series.data:
                assert any(datum.text in line for line in lines), (figure.key, datum.key)


def stands(label: str, lines: list[str]) -> bool:
    """Whether whole lines of a picture put together are the label, spaces left out."""
    parts = {re.sub(r"\s", "", line) for line in lines} - {""}
    return label == "" or any(
        stands(label.removeprefix(part), lines) for part in parts if label.startswith(part)
    )


def test_captions_and_units_are_those_of_the_report(in_chinese: Figures) -> None:
    """Every numbered picture of the report has its figure, in the unit of its caption."""
    if not SEED_TEXT.is_file():
        pytest.skip(f"the text of the report is not at {SEED_TEXT}")
    text = SEED_TEXT.read_text(encoding="utf-8")
    captions = re.findall(r"^(图\d+) [^\n]*?(?:[（(]单位[:：] ?(\S+?)[)）])?$", text, re.MULTILINE)
    figures = {figure.number: figure for figure in in_chinese.values()}
    assert [number for number, _ in captions] == [f"图{n}" for n in range(1, 26)]
    for number, unit in captions:
        assert not unit or figures[number].series[0].unit == unit


def test_a_year_without_a_year_before_has_its_figures(golden_build: GoldenBuild) -> None:
    """2012 from its own register: what is missing is told, and every picture is drawn."""
    edition = load_edition("2012")
    known = observed(edition, open_snapshot(golden_build.snapshot(2012)), None)
    figures = {f.key: f for f in build_figures(known, edition)}
    assert figures["seller_kinds"].notes == ("无数据：2011年。",)
    assert figures["objectives"].notes == ("没有数据。",)
    assert figures["value_by_year"].notes == ("无数据：2000年、2001年。",)
    assert figures["contract_types"].title == "2012年技术合同类别构成"
    assert all(svg(figure).startswith("<svg ") for figure in figures.values())


def test_one_province_has_its_figures(golden_build: GoldenBuild) -> None:
    """Liaoning: its cities in the place of provinces; what it sells comes from its sellers."""
    edition = load_edition("liaoning-2013")
    known = observed(edition, *(open_snapshot(golden_build.snapshot(y)) for y in (2013, 2012)))
    figures = {f.key: f for f in build_figures(known, edition)}
    cities = figures["largest_selling_places"]
    assert cities.categories[:2] == ("沈阳", "大连")
    assert all(code.startswith("21") for code in cities.codes)
    for datum in cities.series[0].data:
        assert dict(datum.key.dims).keys() == {"seller_region"}
        assert datum.observation == known.get(datum.key)
    assert define_figure("sales_map", edition).form is Form.RANKING
    assert all(svg(figure).startswith("<svg ") for figure in figures.values())
