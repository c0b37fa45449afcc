"""Heads and stubs: laid out by marking every place of a grid by hand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from techmarket.render.header import head_cells, head_levels, stub_of
from techmarket.tables.model import BuiltTable

labels = st.sampled_from(["甲", "乙", "丙"])
path_lists = st.lists(st.lists(labels, min_size=1, max_size=3).map(tuple), min_size=1, max_size=7)


@given(path_lists)
def test_every_place_of_a_head_is_covered_once(paths: list[tuple[str, ...]]) -> None:
    """And above a column stand its labels, in order."""
    levels = head_levels(paths)
    grid: dict[tuple[int, int], str] = {}
    for cell in head_cells(paths):
        for row in range(cell.row, cell.row + cell.rowspan):
            for col in range(cell.col, cell.col + cell.colspan):
                assert (row, col) not in grid
                grid[row, col] = cell.label
    assert set(grid) == {(row, col) for row in range(levels) for col in range(len(paths))}
    for col, path in enumerate(paths):
        column = [grid[row, col] for row in range(levels)]
        assert column == [*path, *[path[-1]] * (levels - len(path))]


@given(path_lists)
def test_neighbours_are_merged_just_when_they_belong_together(paths: list[tuple[str, ...]]) -> None:
    """One cell for two columns at a level, if both go deeper and share all labels so far."""
    cells = head_cells(paths)
    for level in range(head_levels(paths)):
        for col in range(len(paths) - 1):
            left, right = paths[col], paths[col + 1]
            together = left[: level + 1] == right[: level + 1] and min(len(left), len(right)) > (
                level + 1
            )
            found = any(
                cell.row == level and cell.covers_column(col) and cell.covers_column(col + 1)
                for cell in cells
            )
            assert found == together


@given(path_lists)
def test_every_row_has_one_label_of_its_own(paths: list[tuple[str, ...]]) -> None:
    """Whatever the layout of the stub, each row ends in its last label and all are covered."""
    table = BuiltTable("k", "1", "t", "", ("", "", ""), (("c",),), tuple(paths), ())
    stub = stub_of(table)
    covered = [
        (row, col)
        for cell in stub.cells
        for row in range(cell.row, cell.row + cell.rowspan)
        for col in range(cell.col, cell.col + cell.colspan)
    ]
    assert sorted(covered) == [(r, c) for r in range(len(paths)) for c in range(stub.width)]
    assert [cell.label for cell in stub.cells if cell.leaf] == [path[-1] for path in paths]
    assert sum(cell.colspan for cell in stub.headings) == stub.width
