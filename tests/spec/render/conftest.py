"""Small built tables, written as text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from techmarket.observations.observation import Key, Observation, Origin, Status
from techmarket.tables.model import BuiltTable, Cell

Build = Callable[..., BuiltTable]


def cell(row: tuple[str, ...], column: tuple[str, ...], text: str, name: bool) -> Cell:
    """A cell whose observation goes with its text: a name, a number of 分, or no value."""
    key = Key("value", 2013, (("place", f"{'/'.join(row)}·{'/'.join(column)}"),))
    seen = Observation(key, None, "分", Status.NOT_APPLICABLE, Origin.COMPUTED)
    if name and text:
        seen = Observation(key, text, "", Status.NORMAL, Origin.CARRIED)
    elif any(c.isdigit() for c in text):
        seen = Observation(key, 1234567, "分", Status.NORMAL, Origin.COMPUTED)
    return Cell(row, column, key if text else None, seen if text else None, text, 2013, "亿元", 2)


@pytest.fixture
def build() -> Build:
    """Builds a table from label paths and the texts of its cells, row by row."""

    def table(
        rows: list[str],
        columns: list[str],
        texts: list[list[str]] | None = None,
        *,
        names: bool = False,
        **given: Any,
    ) -> BuiltTable:
        row_paths = tuple(tuple(row.split("/")) for row in rows)
        column_paths = tuple(tuple(column.split("/")) for column in columns)
        shown = texts or [["1.00"] * len(columns) for _ in rows]
        cells = tuple(
            tuple(cell(row, col, text, names) for col, text in zip(column_paths, line, strict=True))
            for row, line in zip(row_paths, shown, strict=True)
        )
        fields = {
            "key": "contracts_by_type", "number": "附表4", "title": "各类技术合同构成",
            "units": "项、亿元", "stub": ("类别",),
        } | given  # fmt: skip
        return BuiltTable(columns=column_paths, rows=row_paths, cells=cells, **fields)

    return table
