"""The CSV file of every table and figure: a line per number, exact value and cell id included.

The files begin with a byte order mark, without which a spreadsheet takes Chinese for something
else. Not here: the links to them (`blocks`).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from io import StringIO

from techmarket.figures.model import BuiltFigure
from techmarket.render.book_walk import figures_of, tables_of
from techmarket.render.words import unit_word
from techmarket.report.model import Book
from techmarket.tables.labels import language
from techmarket.tables.model import BuiltTable, Cell
from techmarket.tables.tidy import COLUMNS, tidy_line

FOLDER = "data"

_MARK = "\ufeff"


def table_file(table: BuiltTable) -> str:
    """The file of a table, from the folder of the site."""
    return f"{FOLDER}/{_plain(table.key)}.csv"


def figure_file(figure: BuiltFigure) -> str:
    """The file of a figure, from the folder of the site."""
    return f"{FOLDER}/figure-{_plain(figure.key)}.csv"


def data_files(book: Book) -> Iterator[tuple[str, str]]:
    """Name and content of every file."""
    for table in tables_of(book):
        cells = (cell for row in table.cells for cell in row)
        yield table_file(table), _content(table.number, cells)
    for figure in figures_of(book):
        yield figure_file(figure), _content(figure.number, _cells(figure))


def _content(number: str, cells: Iterable[Cell]) -> str:
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(tidy_line(number, cell) for cell in cells)
    return _MARK + stream.getvalue()


def _cells(figure: BuiltFigure) -> Iterator[Cell]:
    """The data of a figure in the shape of cells."""
    for series in figure.series:
        for category, datum in zip(figure.categories, series.data, strict=True):
            yield Cell(
                row_path=(category,),
                column_path=(series.label or unit_word(series.unit, language(figure.lang)),),
                key=datum.key,
                observation=datum.observation,
                text=datum.text,
                period=datum.key.period,
                unit=series.unit,
                decimals=series.decimals,
            )


def _plain(key: str) -> str:
    return re.sub(r"[^A-Za-z0-9_-]", "-", key)
