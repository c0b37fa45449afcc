"""A table of texts: what every kind of file is read into, before anything is understood.

Not here: the kinds of file (`delimited_file`, `workbook_file`, `parquet_file`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from techmarket.imports.reading_rules import ReadingRule

Rows: TypeAlias = npt.NDArray[np.int64]

Cell: TypeAlias = tuple[int, int]
"""Row of the batch and column, both from 0."""


@dataclass(frozen=True, slots=True)
class TextBatch:
    """Some rows of a table.

    Attributes:
        columns: Arrow texts, one array per column, each of shape (rows,); null is empty.
        rows: the numbers of the rows as a person sees them, from 1, shape (rows,).
        marks: what is wrong with cells as they stand in the file; column -1 is the whole row.
    """

    columns: tuple[Any, ...]
    rows: Rows
    marks: Mapping[ReadingRule, tuple[Cell, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TextTable:
    """One table of one file.

    Attributes:
        file: name of the file, for people.
        sheet: name of the sheet; "" where the file has none.
        head: its first rows, "" for an empty cell.
        read: the batches of rows from a row number on, so many columns wide.
        notes: what a person should know of it, (zh, en).
    """

    file: str
    sheet: str
    head: tuple[tuple[str, ...], ...]
    read: Callable[[int, int], Iterator[TextBatch]]
    notes: tuple[tuple[str, str], ...] = ()

    @property
    def where(self) -> str:
        """File and sheet, as an error names them."""
        return f"{self.file}, {self.sheet}" if self.sheet else self.file
