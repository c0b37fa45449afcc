"""The order of rows: declared, or by the data."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from techmarket.editions import Edition
from techmarket.observations.observation import Status
from techmarket.tables.build import build_table

RANK = "value.rank:2013:seller_region={}:of=seller_region=group:separate_plan"
CITIES = {"大连": "210200", "宁波": "330200", "厦门": "350200", "青岛": "370200", "深圳": "440300"}


def order(edition: Edition, observations: Any) -> list[str]:
    table = build_table("traded_by_separate_plan_city", observations, edition)
    for row, cells in zip(table.rows, table.cells, strict=True):
        assert all(cell.row_path == row for cell in cells)
    return [row[0] for row in table.rows]


def ranks(**of_city: int | Status) -> dict[str, int | Status]:
    return {RANK.format(CITIES[city]): rank for city, rank in of_city.items()}


def test_regions_stand_in_the_order_of_the_data(
    edition: Edition, invented: Callable[..., Any]
) -> None:
    """The largest seller first; the total keeps the place where it is declared."""
    given = ranks(大连=2, 宁波=5, 厦门=4, 青岛=3, 深圳=1)
    assert order(edition, invented(given)) == ["合计", "深圳", "大连", "青岛", "厦门", "宁波"]


def test_equal_ranks_keep_the_order_of_the_code_list(
    edition: Edition, invented: Callable[..., Any]
) -> None:
    """Nothing else decides between them."""
    given = ranks(大连=3, 宁波=1, 厦门=3, 青岛=1, 深圳=3)
    assert order(edition, invented(given)) == ["合计", "宁波", "青岛", "大连", "厦门", "深圳"]


def test_what_has_no_rank_comes_last(edition: Edition, invented: Callable[..., Any]) -> None:
    """A rank that is missing is behind every rank."""
    given = ranks(大连=Status.MISSING, 宁波=4, 厦门=3, 青岛=2, 深圳=1)
    assert order(edition, invented(given))[-1] == "大连"


def test_a_rank_is_a_whole_number(edition: Edition, invented: Callable[..., Any]) -> None:
    """Something else under a rank's key is a defect, not an order."""
    given = {RANK.format("210200"): "first"}
    with pytest.raises(TypeError) as defect:
        order(edition, invented(given))
    assert str(defect.value) == (
        "value.rank:2013:seller_region=210200:of=seller_region=group:separate_plan: "
        "'first' is not a rank"
    )


def test_breakdowns_keep_the_printed_order(edition: Edition, invented: Callable[..., Any]) -> None:
    """Fields and objectives stand in the order of print, whatever their values."""
    table = build_table("contracts_by_field", invented(), edition)
    assert [row[0] for row in table.rows][:3] == ["合计", "电子信息技术", "先进制造技术"]
