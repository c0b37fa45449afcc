"""The printed figures of an edition, as facts about what was printed, and how to read one.

A published folder holds one CSV file per table (`table-07.csv`, `annex-04.csv`) with the columns
table, row_path, column_path, period, unit, value_text. Only `simulate` and `compare` may import
this package. Not here: what the figures mean (`tables`), which exact values round to them and
whether they agree with one another (`simulate`).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from techmarket.errors import TechmarketError

COLUMNS = ("table", "row_path", "column_path", "period", "unit", "value_text")
"""The columns that every file of a published folder has, in this order."""

FILE_PATTERN = re.compile(r"(?:table|annex)-\d{2}[a-z]?\.csv")
"""Names of the files that hold a table; other files of a folder are not read."""

_NUMBER = re.compile(r"-?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?%?", re.ASCII)


class Place(NamedTuple):
    """Where a figure is printed: the same words in every folder of the edition."""

    table: str
    row_path: str
    column_path: str

    def words(self) -> str:
        """For people: `附表4 · 技术开发/合计 · 合同数/项数`."""
        return " · ".join(self)


@dataclass(frozen=True, slots=True)
class PublishedCell:
    """One printed cell.

    Attributes:
        place: table, row path and column path, levels joined by `/`.
        period: the year the figure is for.
        unit: 项, 亿元, 万元, %, 位, 个, 次, 人次, 人, or `-` for a name.
        text: exactly as printed; symbols and blanks kept.
        file, line: where it was read, for messages.
    """

    place: Place
    period: int
    unit: str
    text: str
    file: str
    line: int

    @property
    def number(self) -> Fraction | None:
        """The printed number, or `None` for a symbol, a blank or a name."""
        return None if self.unit == "-" else read_number(self.text)


def read_number(text: str) -> Fraction | None:
    """Reads "7469.13", "120,332.69", "-2.97" or "2.64%" (2.64, in percent); `None` for all else."""
    bare = text.strip()
    if _NUMBER.fullmatch(bare) is None:
        return None
    return Fraction(bare.rstrip("%").replace(",", ""))


def packaged(edition: int) -> Path:
    """The folder of the published figures that come with the package.

    Raises:
        TechmarketError: there are none for this edition.
    """
    folder = Path(str(files(__package__))) / str(edition)
    if not folder.is_dir():
        have = sorted(p.name for p in folder.parent.iterdir() if p.name.isdigit())
        raise TechmarketError(
            f"no published figures come with the package for edition {edition}",
            why=f"there are those of {', '.join(have)}",
            todo="choose one of these, or name a folder of published CSV files",
        )
    return folder


def table_files(folder: Path) -> list[str]:
    """Names of the table files of a folder in printed order: tables, then annexes.

    Raises:
        TechmarketError: the folder does not exist, or holds no table.
    """
    if not folder.is_dir():
        raise TechmarketError(
            "the folder does not exist", where=str(folder), todo="check the path and try again"
        )
    found = [p.name for p in folder.iterdir() if FILE_PATTERN.fullmatch(p.name)]
    names = sorted(found, key=lambda name: (name.startswith("annex"), name))
    if not names:
        raise TechmarketError(
            "the folder holds no table",
            where=str(folder),
            why="no file is named like table-07.csv or annex-04.csv",
            todo="check the path and try again",
        )
    return names


def load_published(folder: Path) -> list[PublishedCell]:
    """Reads every table of a published folder, file by file, in printed order.

    Raises:
        TechmarketError: a file cannot be read, lacks a column, says a cell twice, or has a period
            that is not a year.
    """
    cells: list[PublishedCell] = []
    seen: dict[Place, PublishedCell] = {}
    for name in table_files(folder):
        for line, row in read_rows(folder / name, COLUMNS):
            period = year_of(row, folder / name, line)
            cell = PublishedCell(place_of(row), period, row["unit"], row["value_text"], name, line)
            first = seen.setdefault(cell.place, cell)
            if first is not cell:
                raise twice(cell.place, folder / name, line, first.file, first.line)
            cells.append(cell)
    return cells


def read_rows(path: Path, columns: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows of a CSV file with the number of the line each ends on; other columns are kept.

    Raises:
        TechmarketError: not UTF-8, not CSV, a missing column, a row of another length, no row.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(path, _reason(error)) from error
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next(reader, [])
        missing = [c for c in columns if c not in header]
        if missing:
            raise _unreadable(path, f"it has no column {', '.join(missing)}")
        rows = 0
        for values in reader:
            if len(values) != len(header):
                why = f"line {reader.line_num} has {len(values)} values and not {len(header)}"
                raise _unreadable(path, why)
            rows += 1
            yield reader.line_num, dict(zip(header, values, strict=True))
    except csv.Error as error:
        raise _unreadable(path, f"line {reader.line_num} is not CSV, {error}") from error
    if not rows:
        raise _unreadable(path, "it has a header and no row")


def place_of(row: dict[str, str]) -> Place:
    """The place that a row of a table file names."""
    return Place(row["table"], row["row_path"], row["column_path"])


def year_of(row: dict[str, str], path: Path, line: int) -> int:
    """The period of a row.

    Raises:
        TechmarketError: it is not a year of four digits.
    """
    if not re.fullmatch(r"[0-9]{4}", row["period"]):
        raise _unreadable(path, f"the period on line {line} is {row['period']!r} and not a year")
    return int(row["period"])


def twice(place: Place, path: Path, line: int, first: str, first_line: int) -> TechmarketError:
    """The error for a place that is said a second time."""
    return TechmarketError(
        "the same cell stands twice",
        where=f"{path} line {line}",
        why=f"{place.words()} stands already in {first} line {first_line}",
        todo="remove one of the two",
    )


def _reason(error: OSError | UnicodeDecodeError) -> str:
    if isinstance(error, UnicodeDecodeError):
        return f"byte {error.start} is not UTF-8"
    return (error.strerror or "it cannot be opened").lower()


def _unreadable(path: Path, why: str) -> TechmarketError:
    return TechmarketError(
        "the table file cannot be read",
        where=str(path),
        why=why,
        todo="restore the file or write it again",
    )
