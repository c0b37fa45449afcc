"""Places without a number: symbols of the statuses, and text that stands by declaration."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from register_text import Observer
from techmarket.editions import Edition
from techmarket.errors import TechmarketError
from techmarket.observations.observation import Status
from techmarket.tables.build import build_table
from techmarket.tables.model import BuiltTable, Cell


def cell(table: BuiltTable, row: str, column: str) -> Cell:
    found = [
        c
        for r in table.cells
        for c in r
        if ("/".join(c.row_path), "/".join(c.column_path)) == (row, column)
    ]
    assert len(found) == 1
    return found[0]


def test_a_status_without_a_value_has_a_symbol(
    edition: Edition, invented: Callable[..., Any]
) -> None:
    """Outside the scope `—`, nothing to compare with `--`; a true zero is a number."""
    observations = invented(
        {
            "contracts:2013:seller_region=540000": Status.NOT_APPLICABLE,
            "value:2013:seller_region=540000": Status.NOT_APPLICABLE,
            "value.growth:2013:seller_region=820000": Status.NO_PRIOR,
            "contracts:2013:seller_region=820000": 0,
            "value:2013:seller_region=820000": 0,
        }
    )
    west = build_table("traded_in_west", observations, edition)
    assert cell(west, "西藏", "输出技术/合同数").text == "—"
    assert cell(west, "西藏", "输出技术/成交额").text == "—"
    pearl = build_table("traded_in_pearl_delta", observations, edition)
    assert cell(pearl, "澳门", "输出技术/成交额增长").text == "--"
    assert cell(pearl, "澳门", "输出技术/合同数").text == "0"
    assert cell(pearl, "澳门", "输出技术/成交额").text == "0.00"


def test_a_table_may_have_a_symbol_of_its_own(
    edition: Edition, invented: Callable[..., Any]
) -> None:
    """The table of registrations prints a short dash where the others print a long one."""
    observations = invented({"contracts:2013:registration_region=540000": Status.NOT_APPLICABLE})
    table = build_table("registered_by_province", observations, edition)
    assert cell(table, "西藏", "认定登记/合同数").text == "-"


def test_a_total_has_no_rank(edition: Edition, invented: Callable[..., Any]) -> None:
    """What is printed there is the edition's choice: `—` in some tables, nothing in others."""
    texts = {}
    for key in (
        "registered_by_province",
        "traded_by_province",
        "traded_by_separate_plan_city",
        "traded_in_east",
    ):
        table = build_table(key, invented(), edition)
        found = cell(table, "合计", table.columns[2 if "east" not in key else 3][0] + "/排名")
        assert (found.key, found.observation, found.status, found.origin) == (None,) * 4
        texts[key] = found.text
    assert texts == {
        "registered_by_province": "",
        "traded_by_province": "—",
        "traded_by_separate_plan_city": "—",
        "traded_in_east": "",
    }


def test_outside_the_provinces_there_is_no_rank(
    edition: Edition, invented: Callable[..., Any]
) -> None:
    """港澳台 and 国外 trade, and are not ranked among the provinces."""
    table = build_table("traded_by_province", invented(), edition)
    for row in ("港澳台", "国外"):
        assert cell(table, row, "输出技术/排名").key is None
        assert cell(table, row, "输出技术/成交额").key is not None


def test_nothing_grows_where_the_classification_changed(
    edition: Edition, invented: Callable[..., Any]
) -> None:
    """The table of objectives shows no growth, not even of the total, which grew elsewhere."""
    table = build_table("contracts_by_objective", invented(), edition)
    assert cell(table, "合计", "合同数/增长").text == "--"
    assert cell(table, "合计", "合同数/增长").key is None
    assert cell(build_table("contracts_by_field", invented(), edition), "合计", "合同数/增长").key


ANSWERS = """
    survey   institution      institution_kind    measure   value unit
    exchange 北方技术交易市场   technology_exchange contracts 5     项
    exchange 上海技术交易所     technology_exchange contracts -     项
    exchange 上海联合产权交易所 property_exchange   contracts 7     项
"""


def test_an_answer_that_was_not_given(edition: Edition, tmp_path: Path) -> None:
    """An exchange of which an answer, or every answer, is missing keeps its row, with `…` in it.
    Subtotals and totals are of the answers given, and a note under the table says so."""
    observations = Observer(tmp_path)("value\n1", answers=ANSWERS)
    table = build_table("exchanges", observations, edition)
    printed = {"/".join(row[0].row_path): row[0].text for row in table.cells if row[0].text != "…"}
    assert printed == {
        "技术交易所/北方技术交易市场": "5",
        "技术交易所/小计": "5",
        "技术产权交易所/上海联合产权交易所": "7",
        "技术产权交易所/小计": "7",
        "合计": "12",
    }
    assert len(table.rows) == 29
    assert table.notes[-1] == "有机构未填报，小计与合计为已填报数据之和。"
    assert build_table("exchanges", observations, edition, "en").notes[-1] == (
        "Some answers were not given; subtotals and totals are of those given."
    )


def test_without_missing_answers_there_is_no_such_note(
    edition: Edition, invented: Callable[..., Any]
) -> None:
    """A note says something of the figures above it, or is not there."""
    assert build_table("exchanges", invented(), edition).notes == ()


def test_a_status_without_a_symbol_is_an_error(
    edition: Edition, invented: Callable[..., Any]
) -> None:
    """Nothing is left empty by accident."""
    silent = replace(edition, symbols={})
    observations = invented({"value:2013:seller_region=990000": Status.MISSING})
    with pytest.raises(TechmarketError) as refused:
        build_table("traded_by_province", observations, silent)
    assert str(refused.value) == (
        "the edition has no symbol for missing (value:2013:seller_region=990000); "
        "add one under [symbols] of its edition.toml."
    )
