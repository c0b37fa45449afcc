"""What is inside a workbook (.xlsx, .xlsm), found out without trusting it.

The parts are unpacked once, as a stream, and counted: neither a declared size nor the dimension
that a sheet states of itself is believed. Names of sheets, which are hidden, formulas, errors,
macros and links to other files are noted. Not here: the values (`workbook_file`).
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree

from techmarket.errors import TechmarketError
from techmarket.imports.text_table import Cell

MOST_BYTES = 3 << 30
"""Bytes of all parts unpacked."""

MOST_SHARED = 1 << 29
"""Bytes of any part but a sheet."""

MOST_CELLS = 16_000_000
"""Cells of the rectangle that a sheet fills; it is held in memory."""

BLOCK = 4 << 20
LONGEST_ROW = 64 << 20

RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

_VALUE = re.compile(rb'<(?:\w+:)?c (?:[^>]*? )?r="([A-Z]{1,3})(\d{1,7})"[^>]*(?<!/)>')
_FORMULA = re.compile(
    rb'<(?:\w+:)?c (?:[^>]*? )?r="([A-Z]{1,3})(\d{1,7})"[^>]*>\s*<(?:\w+:)?f[ >/]'
)
_ERROR = re.compile(rb'<(?:\w+:)?c (?=[^>]*? t="e")(?:[^>]*? )?r="([A-Z]{1,3})(\d{1,7})"[^>]*>')


@dataclass(slots=True)
class SheetPart:
    """One sheet of a workbook.

    Attributes:
        name: as on its tab.
        part: name of the part in the archive.
        hidden: whether it is hidden.
        rows, columns: of the rectangle that its values fill, from the first cell.
        formulas, errors: where these are, row and column from 0.
    """

    name: str
    part: str
    hidden: bool
    rows: int = 0
    columns: int = 0
    formulas: set[Cell] = field(default_factory=set)
    errors: set[Cell] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class WorkbookParts:
    """A workbook that can be read.

    Attributes:
        sheets: in the order of the tabs.
        has_macros, has_links: whether it has macros, and links to other files.
    """

    sheets: tuple[SheetPart, ...]
    has_macros: bool
    has_links: bool


def workbook_parts(path: Path) -> WorkbookParts:
    """The parts of a workbook.

    Raises:
        TechmarketError: it is damaged, locked by a password, no workbook, or too large unpacked.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return _parts(path, archive)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        etree.XMLSyntaxError,
        KeyError,
        OSError,
        ValueError,
    ) as error:
        raise damaged(path, error) from None
    except (RuntimeError, NotImplementedError):
        raise TechmarketError(
            "the workbook cannot be unpacked",
            where=str(path),
            why="its parts are encrypted or packed in an unknown way",
            todo="save it again from the spreadsheet, without a password",
        ) from None  # fmt: skip


def damaged(path: Path, error: BaseException) -> TechmarketError:
    """The error for a workbook that cannot be read."""
    why = " ".join(str(error).split()).strip("'\"").rstrip(".")
    return TechmarketError(
        "the workbook is damaged or cut off",
        where=str(path),
        why=why or type(error).__name__,
        todo="open it in the spreadsheet, save it again and import that",
    )


def parsed(content: bytes) -> Any:
    """An XML part as a tree; entities are not resolved and nothing is fetched."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(content, parser)


def place_of(letters: str) -> int:
    """The column of its letters, from 0: "A" is 0, "AA" is 26."""
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - 64
    return place - 1


def letters_of(place: int) -> str:
    """The letters of a column from 0."""
    letters, left = "", place + 1
    while left:
        left, digit = divmod(left - 1, 26)
        letters = chr(65 + digit) + letters
    return letters


def _parts(path: Path, archive: zipfile.ZipFile) -> WorkbookParts:
    names = set(archive.namelist())
    if "xl/workbook.xml" not in names:
        raise TechmarketError(
            "the archive is no workbook",
            where=str(path),
            why="it has no xl/workbook.xml",
            todo="save the table as .xlsx or .csv and import that",
        )
    left = MOST_BYTES
    sheets = list(_sheets(archive))
    scanned = {sheet.part: sheet for sheet in sheets}
    for entry in archive.infolist():
        most = left if entry.filename in scanned else min(left, MOST_SHARED)
        with closing(_unpacked(path, archive, entry, most)) as blocks:
            if sheet := scanned.get(entry.filename):
                left -= _scan(path, sheet, blocks)
            else:
                left -= sum(map(len, blocks))
    return WorkbookParts(
        tuple(sheets),
        any(name.endswith("vbaProject.bin") for name in names),
        any(name.startswith("xl/externalLinks/") for name in names),
    )


def _sheets(archive: zipfile.ZipFile) -> Iterator[SheetPart]:
    relations = {
        one.get("Id"): one.get("Target")
        for one in parsed(_small(archive, "xl/_rels/workbook.xml.rels"))
    }
    for one in parsed(_small(archive, "xl/workbook.xml")).iter("{*}sheet"):
        target = relations.get(one.get(f"{RELATIONS}id"))
        if target is None or "worksheets/" not in target:
            continue
        part = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
        yield SheetPart(one.get("name"), part, one.get("state", "visible") != "visible")


def _small(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as stream:
        content = stream.read(BLOCK * 4 + 1)
    if len(content) > BLOCK * 4:
        raise ValueError(f"{name} is too large")
    return content


def _unpacked(
    path: Path, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int
) -> Generator[bytes, None, None]:
    with archive.open(entry) as stream:
        while block := stream.read(BLOCK):
            most -= len(block)
            if most < 0:
                raise TechmarketError(
                    "the workbook is too large unpacked",
                    where=f"{path}, {entry.filename}",
                    why=f"{path.stat().st_size:,} bytes unpack to more than is read",
                    todo="check where it comes from; save a large table as .csv, which is read as "
                    "a stream",
                )
            yield block


def _scan(path: Path, sheet: SheetPart, blocks: Iterator[bytes]) -> int:
    """Note the extent, the formulas and the errors of a sheet; its bytes."""
    carried, size, columns = b"", 0, set[bytes]()
    for block in blocks:
        size += len(block)
        whole = carried + block
        end = whole.rfind(b"row>") + 4
        if end < 4:
            end = 0
        carried = whole[end:]
        if len(carried) > LONGEST_ROW:
            raise ValueError(f"a row of {sheet.name} is too long")
        _note(path, sheet, whole[:end], columns)
    _note(path, sheet, carried, columns)
    return size


def _note(path: Path, sheet: SheetPart, text: bytes, columns: set[bytes]) -> None:
    found = _VALUE.findall(text)
    if not found:
        return
    before = len(columns)
    columns.update({letters for letters, _ in found})
    if len(columns) > before:
        sheet.columns = max(place_of(letters.decode()) for letters in columns) + 1
    sheet.rows = max(sheet.rows, max(map(int, {row for _, row in found})))
    if sheet.rows * sheet.columns > MOST_CELLS:
        raise TechmarketError(
            "the sheet has too many cells",
            where=f"{path}, {sheet.name}",
            why=f"its values reach to {letters_of(sheet.columns - 1)}{sheet.rows} and at most "
            f"{MOST_CELLS:,} cells are read",
            todo="remove what stands far below or to the right of the table, or save the sheet "
            "as .csv, which is read as a stream",
        )
    for expression, places, sign in (
        (_FORMULA, sheet.formulas, b"f"),
        (_ERROR, sheet.errors, b't="e"'),
    ):
        if (b"<" + sign in text) or (b":" + sign in text) or (b" " + sign in text):
            places.update(
                (int(row) - 1, place_of(letters.decode()))
                for letters, row in expression.findall(text)
            )
