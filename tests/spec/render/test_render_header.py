"""From label paths to the spanned cells of head and stub."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from techmarket.render.header import HeaderCell, head_cells, stub_of
from techmarket.tables.model import BuiltTable

Build = Callable[..., BuiltTable]


def paths(*texts: str) -> list[tuple[str, ...]]:
    return [tuple(text.split("/")) for text in texts]


def drawn(cells: tuple[HeaderCell, ...]) -> list[str]:
    """`label row,col rowspan×colspan`."""
    return [f"{c.label} {c.row},{c.col} {c.rowspan}×{c.colspan}" for c in cells]


def test_neighbours_with_the_same_label_share_a_cell() -> None:
    """合同数 stands once over its two columns."""
    head = head_cells(paths("合同数/项数", "合同数/增长", "金额/亿元"))
    assert drawn(head) == [
        "合同数 0,0 1×2", "金额 0,2 1×1", "项数 1,0 1×1", "增长 1,1 1×1", "亿元 1,2 1×1",
    ]  # fmt: skip


def test_a_shorter_path_reaches_down_to_the_last_level() -> None:
    """2013年/合同数 beside 2013年/成交额/金额."""
    head = head_cells(paths("2013年/合同数", "2013年/成交额/金额", "2013年/成交额/增长"))
    assert drawn(head) == [
        "2013年 0,0 1×3", "合同数 1,0 2×1", "成交额 1,1 1×2", "金额 2,1 1×1", "增长 2,2 1×1",
    ]  # fmt: skip


def test_equal_labels_under_different_parents_stay_apart() -> None:
    """The last column of one group and the first of the next may be called the same."""
    head = head_cells(paths("输出/合同数/甲", "吸纳/合同数/甲"))
    assert drawn(head) == [
        "输出 0,0 1×1", "吸纳 0,1 1×1", "合同数 1,0 1×1", "合同数 1,1 1×1",
        "甲 2,0 1×1", "甲 2,1 1×1",
    ]  # fmt: skip


def test_equal_labels_that_are_no_neighbours_stay_apart() -> None:
    """A group that is interrupted begins again."""
    assert drawn(head_cells(paths("甲/一", "乙/一", "甲/二")))[:3] == [
        "甲 0,0 1×1", "乙 0,1 1×1", "甲 0,2 1×1",
    ]  # fmt: skip


def test_two_columns_of_the_same_words_stay_two() -> None:
    """Each column of the body keeps a head of its own."""
    assert drawn(head_cells(paths("占比", "占比"))) == ["占比 0,0 1×1", "占比 0,1 1×1"]


def test_a_path_without_labels_is_refused() -> None:
    """A column that nothing is said of is a defect of the declaration."""
    with pytest.raises(ValueError, match=r"^a path without a label has no place in a head$"):
        head_cells([()])


def test_a_group_of_rows_stands_in_a_column_of_its_own(build: Build) -> None:
    """技术开发 before its three rows; a row without group takes both columns."""
    table = build(["技术开发/合计", "技术开发/委托开发", "合计"], ["数"], stub=("合同类别", ""))
    stub = stub_of(table)
    assert stub.width == 2
    assert drawn(stub.cells) == [
        "技术开发 0,0 2×1",
        "合计 0,1 1×1",
        "委托开发 1,1 1×1",
        "合计 2,0 1×2",
    ]
    assert drawn(stub.headings) == ["合同类别 0,0 1×2"]


def test_each_level_may_have_its_own_heading(build: Build) -> None:
    """As high as the whole head."""
    table = build(["甲/一", "乙/二"], ["数/x"], stub=("机构类型", "机构"))
    assert drawn(stub_of(table).headings) == ["机构类型 0,0 2×1", "机构 0,1 2×1"]


def test_members_stand_below_a_group_that_has_its_own_row(build: Build) -> None:
    """辽宁 is a row; its cities follow, moved in, and 辽宁 is not said again."""
    stub = stub_of(build(["辽宁", "辽宁/沈阳", "吉林"], ["数"], stub=("地区", "城市")))
    assert stub.width == 1
    assert [(c.label, c.indent) for c in stub.cells] == [("辽宁", 0), ("沈阳", 1), ("吉林", 0)]
    assert drawn(stub.headings) == ["地区 0,0 1×1"]


@pytest.mark.parametrize(
    ("given", "heading"),
    [(("", ""), "排名"), (("排名",), "排名"), (("名次", "排名（位）"), "排名（位）")],
)
def test_a_label_that_all_rows_share_moves_into_the_heading(
    build: Build, given: tuple[str, ...], heading: str
) -> None:
    """排名/1, 排名/2 are the rows 1 and 2 under 排名."""
    stub = stub_of(build(["排名/1", "排名/2"], ["名称"], stub=given))
    assert drawn(stub.headings) == [f"{heading} 0,0 1×1"]
    assert drawn(stub.cells) == ["1 0,0 1×1", "2 1,0 1×1"]


def test_a_shared_label_stays_when_the_heading_says_something_else(build: Build) -> None:
    """No word of the table is lost."""
    stub = stub_of(build(["平均/甲", "平均/乙"], ["数"], stub=("指标", "类别")))
    assert drawn(stub.cells)[0] == "平均 0,0 2×1"
    assert drawn(stub.headings) == ["指标 0,0 1×1", "类别 0,1 1×1"]
