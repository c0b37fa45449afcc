"""Text files, CSV and plain markdown: decoded, and split into paragraphs and grids.

A run of lines with tab characters, or with upright strokes on both ends, is a grid. Not here:
the tidy CSV files that this software writes itself (`tidy_file`).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from techmarket.audit.reading.sources.blocks import Block, Grid, Paragraph
from techmarket.audit.reading.sources.rows import blocks_of_rows
from techmarket.errors import TechmarketError

_STROKES = re.compile(r"^\s*\|.*\|\s*$")
_RULE = re.compile(r"^[\s|:\-]+$")
_HEADING = re.compile(r"^#+\s*")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f]")


def decoded(data: bytes, name: str) -> str:
    """The text of a file in UTF-8, UTF-16 with a mark, or GB18030.

    A file in UTF-8 that was cut off inside its last character loses that character.

    Raises:
        TechmarketError: it is none of these, or holds control characters that no text has.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError as error:
            if encoding != "utf-8-sig" or error.start < len(data) - 4 or error.start < 1000:
                continue
            text = data[: error.start].decode(encoding)
        if len(_CONTROLS.findall(text)) * 1000 <= len(text):
            return text
    raise TechmarketError(
        "the document is no text",
        where=name,
        why="it is neither UTF-8 nor UTF-16 nor GB18030",
        todo="give a text, CSV, XLSX, DOCX, HTML or PDF file",
    )


def text_blocks(text: str) -> list[Block]:
    """Paragraphs and grids of a text, in order."""
    return list(_joined(enumerate(text.splitlines(), start=1)))


def csv_blocks(text: str) -> list[Block]:
    """Grids and lone lines of a CSV file.

    The separator is guessed among comma, semicolon and tab by what stands most often.
    """
    sample = text[:20_000]
    comma = max(",;\t", key=sample.count)
    reader = csv.reader(io.StringIO(text), delimiter=comma)
    rows: list[tuple[str, ...]] = []
    lines: list[int | None] = []
    before = 0
    for row in reader:
        rows.append(tuple(row))
        lines.append(before + 1)
        before = reader.line_num
    return blocks_of_rows(rows, lines)


def _joined(lines: Iterator[tuple[int, str]] | enumerate[str]) -> Iterator[Block]:
    rows: list[tuple[str, ...]] = []
    places: list[int | None] = []
    for number, line in lines:
        cells = _cells(line)
        if cells is None:
            if rows:
                yield Grid(tuple(rows), tuple(places))
                rows, places = [], []
            if line.strip():
                mark = _HEADING.match(line)
                yield Paragraph(line, number, heading=mark is not None)
        elif cells:
            rows.append(cells)
            places.append(number)
    if rows:
        yield Grid(tuple(rows), tuple(places))


def _cells(line: str) -> tuple[str, ...] | None:
    """Cells of a line of a grid; empty for a rule of a grid; `None` for running text."""
    if "\t" in line and line.strip():
        return tuple(line.split("\t"))
    if _STROKES.match(line):
        if _RULE.match(line):
            return ()
        return tuple(line.strip().strip("|").split("|"))
    return None
