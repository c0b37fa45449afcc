"""The whole way: two small registers, frozen, observed and printed as the tables of 2013."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from register_text import contracts_of, frozen, write_register
from techmarket.cli.tables import tables
from techmarket.editions import Edition, load_edition
from techmarket.errors import TechmarketError
from techmarket.snapshot import freeze
from techmarket.tables.tidy import TidyCell, read_tidy

BEFORE = """
registration_date value          contract_type seller_region buyer_region seller_kind
2012-03-01        40000000000    11            110000        110100       022
2012-04-01        10000000000    41            440300        310000       100
"""

NOW = """
registration_date value          contract_type plan_source seller_region buyer_region seller_id
2013-02-01        50000000000    11            101         110000        110000       S1
2013-03-01        30000000000    12            102         110100        540000       S1
2013-05-01        20000000000    41            2           440300        440300       S2
2013-06-01        999999999      3             9           610100        110000       S3
"""

ANSWERS = """
survey   institution      institution_kind    measure        value          unit
exchange 沈阳技术交易所     technology_exchange contracts      42             项
exchange 沈阳技术交易所     technology_exchange value          1680000000     分
exchange 北海技术市场       technology_exchange value          8864600000     分
exchange 上海联合产权交易所  property_exchange   value          -              分
"""


def silent() -> str:
    """The other exchanges were asked too, and gave no answer."""
    return "\n".join(
        f"exchange {exchange.name} {exchange.kind} staff - 人"
        for exchange in load_edition("2013").exchange_answers()
        if exchange.name not in ANSWERS
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    at = tmp_path_factory.mktemp("small")
    previous, snapshot = frozen(at, BEFORE, year=2012), frozen(at, NOW, ANSWERS + silent())
    tables(snapshot.path, previous.path, "2013", at / "tables")
    return at / "tables"


@pytest.fixture
def cells(folder: Path) -> dict[tuple[str, str, str], TidyCell]:
    lines = [line for file in folder.glob("*.csv") for line in read_tidy(file)]
    return {(line.table, line.row_path, line.column_path): line for line in lines}


def texts(cells: dict[tuple[str, str, str], TidyCell], table: str, row: str) -> list[str]:
    """The printed texts of a row, left to right."""
    return [c.value_text for (t, r, _), c in cells.items() if (t, r) == (table, row)]


def test_all_tables_are_there(folder: Path, edition: Edition) -> None:
    """One file each, and the workbook and the page."""
    assert len(list(folder.glob("*.csv"))) == len(edition.tables) == 32
    assert (folder / "tables.xlsx").is_file()
    assert (folder / "tables.html").is_file()


def test_count_growth_amount_growth_and_share(
    cells: dict[tuple[str, str, str], TidyCell],
) -> None:
    """Two development contracts of together 8 亿元 after one of 4; 79.21 % of 10.10 亿元."""
    assert texts(cells, "附表4", "技术开发/合计") == ["2", "100.00", "8.00", "100.00", "79.21"]
    assert texts(cells, "附表4", "技术咨询") == ["1", "--", "0.10", "--", "0.99"]
    assert texts(cells, "附表4", "技术转让/合计") == ["0", "--", "0.00", "--", "0.00"]
    assert texts(cells, "附表4", "合计") == ["4", "100.00", "10.10", "102.00", "100.00"]


def test_national_programmes_share_their_own_whole(
    cells: dict[tuple[str, str, str], TidyCell],
) -> None:
    """5 of the 8 亿元 of national programmes; those 8 and the ministries' 2 of all 10.10."""
    first = "国家计划/高技术研究发展计划(863计划)"
    assert texts(cells, "附表8", first) == ["1", "5.00", "62.50"]
    assert texts(cells, "附表8", "国家计划/合计") == ["2", "8.00", "79.21"]
    assert texts(cells, "附表8", "部门计划") == ["1", "2.00", "19.80"]


def test_a_contract_below_the_threshold_is_not_major(
    cells: dict[tuple[str, str, str], TidyCell],
) -> None:
    """A 分 short of 1000 万元."""
    assert texts(cells, "附表9", "合同类别/技术咨询") == ["0", "0.00", "0.00"]
    assert texts(cells, "附表9", "合同类别/合计") == ["3", "10.00", "100.00"]


def test_provinces_stand_in_the_order_of_what_they_sold(
    cells: dict[tuple[str, str, str], TidyCell],
) -> None:
    """Beijing with its districts, then Guangdong, then Shaanxi; Tibet buys and does not sell."""
    rows = list(dict.fromkeys(row for table, row, _ in cells if table == "表3"))
    assert rows[:4] == ["合计", "北京", "广东", "陕西"]
    assert rows[-2:] == ["港澳台", "国外"]
    assert texts(cells, "表3", "北京") == ["2", "8.00", "1", "2", "5.10", "1"]
    assert texts(cells, "表3", "西藏") == ["—", "—", "4", "1", "3.00", "2"]
    assert texts(cells, "表3", "合计") == ["4", "10.10", "—", "4", "10.10", "—"]


def test_every_half_of_a_table_of_regions_has_its_own_direction(
    cells: dict[tuple[str, str, str], TidyCell],
) -> None:
    """Xi'an sold, and bought nothing; Shanghai bought the year before only."""
    assert texts(cells, "表5", "西安") == ["1", "0.10", "1", "0", "0.00", "1"]
    assert texts(cells, "附表14", "上海") == ["1", "0", "-100.00", "1.00", "0.00", "-100.00"]
    assert texts(cells, "附表13", "广东/深圳") == ["1", "1", "0.00", "1.00", "2.00", "100.00"]
    assert texts(cells, "附表13", "西藏") == ["—"] * 6


def test_series_join_carried_years_and_computed_years(
    cells: dict[tuple[str, str, str], TidyCell],
) -> None:
    """2011 is carried and says so, 2012 and 2013 are computed from the contracts."""
    value = {c.period: c for (t, r, _), c in cells.items() if (t, r) == ("附表1", "成交总额")}
    assert [(value[y].value_text, value[y].origin) for y in (2011, 2012, 2013)] == [
        ("4763.56", "carried"),
        ("5.00", "computed"),
        ("10.10", "computed"),
    ]
    mean = cells["附表2", "平均每份成交额/技术开发", "2013年/成交额"]
    assert mean.value_text == "40000.00"
    assert mean.value_exact == 40_000_000_000
    grown = cells["附表2", "平均每份成交额/技术开发", "2013年/比上年增长"]
    assert grown.value_text == "0.00%"


def test_the_objectives_are_not_compared(
    cells: dict[tuple[str, str, str], TidyCell],
) -> None:
    """The classification changed; neither an objective nor their total shows a growth."""
    assert texts(cells, "附表7", "工商业发展") == ["4", "--", "10.10", "--", "100.00"]
    assert texts(cells, "附表7", "合计") == ["4", "--", "10.10", "--", "100.00"]


def test_answers_are_printed_as_given_and_added_up(
    cells: dict[tuple[str, str, str], TidyCell],
) -> None:
    """An exchange's own answer is answered, a subtotal is computed, no answer is missing."""
    table, amount = "表13a", "成交金额/合计"
    answered = cells[table, "技术交易所/北海技术市场", amount]
    assert (answered.value_text, answered.origin) == ("8864.6", "answered")
    added = cells[table, "技术交易所/小计", amount]
    assert (added.value_text, added.origin) == ("10544.6", "computed")
    lacking = cells[table, "技术产权交易所/上海联合产权交易所", amount]
    assert (lacking.value_text, lacking.status) == ("…", "missing")


def test_the_largest_sellers_are_named(cells: dict[tuple[str, str, str], TidyCell]) -> None:
    """As many as there are."""
    assert texts(cells, "表14", "排名/1") == ["S1"]
    assert texts(cells, "表14", "排名/3") == ["S3"]
    assert texts(cells, "表14", "排名/4") == ["—"]


def test_tables_of_half_a_year_say_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In the title of the page; on stdout stand the folder and the number of tables."""
    source = write_register(tmp_path / "register", contracts_of(NOW))
    freeze(source, date(2013, 6, 30), tmp_path / "snapshot")
    out = tmp_path / "tables"
    tables(tmp_path / "snapshot", None, "2013", out)
    assert capsys.readouterr().out == f"{out}: 32 tables.\n"
    title = load_edition("2013").titles["zh"]
    assert f"{title}（截至2013年6月30日）" in (out / "tables.html").read_text("utf-8")


def test_a_changed_byte_stops_the_tables(tmp_path: Path) -> None:
    """No table is built from a snapshot that is not the frozen one."""
    snapshot = frozen(tmp_path, NOW)
    file = next((snapshot.path / "contracts").rglob("*.parquet"))
    file.write_bytes(file.read_bytes()[:-1] + b"x")
    with pytest.raises(TechmarketError):
        tables(snapshot.path, None, "2013", tmp_path / "tables")
    assert not (tmp_path / "tables").exists()
