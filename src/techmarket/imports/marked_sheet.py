"""One sheet of a workbook with its problems marked: cells coloured, and a column of verdicts.

The XML is changed in place, row by row as a stream: whatever else is in the sheet stays as it is.
Not here: comments (`marked_comments`), styles (`marked_styles`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from techmarket.checks.check_rule import Severity
from techmarket.imports.findings import Finding
from techmarket.imports.marked_styles import MarkedStyles
from techmarket.imports.workbook_parts import letters_of, place_of

VERDICTS = {
    "zh": ("检查结果", "通过", "须改正 {hard} 处", "请核对 {soft} 处"),
    "en": ("Verdict", "passes", "{hard} to put right", "{soft} to look at"),
}
"""Heading of the column of verdicts, and what stands in it."""

_ROW = re.compile(rb"<((?:\w+:)?)row\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?row>)", re.DOTALL)
_CELL = re.compile(rb"<((?:\w+:)?)c\b([^>]*?)(/>|>.*?</(?:\w+:)?c>)", re.DOTALL)
_REFERENCE = re.compile(rb'\br="([A-Z]*)([0-9]+)"')
_STYLE = re.compile(rb'\bs="([0-9]+)"')
_SPANS = re.compile(rb'\sspans="[^"]*"')
_DIMENSION = re.compile(rb"<(?:\w+:)?dimension\b[^>]*?/>")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


@dataclass(slots=True)
class SheetMarks:
    """What is to be marked in a sheet.

    Attributes:
        header_row: number of the row of headings, from 1.
        verdict_column: from 0.
        colours: row and column (from 1, from 0) to the worse severity.
        numbers: row to how many hard and soft problems it has.
    """

    header_row: int
    verdict_column: int
    colours: dict[int, dict[int, Severity]] = field(default_factory=dict)
    numbers: dict[int, list[int]] = field(default_factory=dict)

    def take(self, finding: Finding) -> None:
        """Note a problem."""
        number = self.numbers.setdefault(finding.row, [0, 0])
        number[finding.severity is Severity.SOFT] += 1
        cells = self.colours.setdefault(finding.row, {})
        for column in (finding.column, *finding.others):
            if column >= 0 and cells.get(column) is not Severity.HARD:
                cells[column] = finding.severity


def marked_sheet(
    blocks: Iterable[bytes], marks: SheetMarks, styles: MarkedStyles, lang: str
) -> Iterator[bytes]:
    """The XML of a sheet, marked.

    Args:
        blocks: the part, cut anywhere.
        marks: what is to be marked.
        styles: of the workbook; colours are added.
        lang: of the verdicts, "zh" or "en".
    """
    rest, number, begun = b"", 0, False
    for block in blocks:
        rest += block
        end = rest.rfind(b"row>") + 4
        if end < 4:
            continue
        piece, rest = rest[:end], rest[end:]
        if not begun:
            piece, begun = _DIMENSION.sub(b"", piece, count=1), True
        out, position = [], 0
        for row in _ROW.finditer(piece):
            told = _REFERENCE.search(row[2])
            number = int(told[2]) if told else number + 1
            out += [piece[position : row.start()], _row(row, number, marks, styles, lang)]
            position = row.end()
        yield b"".join([*out, piece[position:]])
    yield rest


def text_cell(reference: str, text: str, style: int, prefix: str = "") -> bytes:
    """A cell with a text, which is never a formula."""
    clean = escape(_NOT_XML.sub("\ufffd", text[:32_000]))
    return (
        f'<{prefix}c r="{reference}" s="{style}" t="inlineStr"><{prefix}is>'
        f'<{prefix}t xml:space="preserve">{clean}</{prefix}t></{prefix}is></{prefix}c>'
    ).encode()


def verdict(numbers: Iterable[int], lang: str) -> str:
    """What stands in the column of verdicts."""
    hard, soft = numbers
    _, passes, must, look = VERDICTS[lang]
    said = [must.format(hard=hard)] * bool(hard) + [look.format(soft=soft)] * bool(soft)
    return ("，" if lang == "zh" else ", ").join(said) or passes


def _row(
    row: re.Match[bytes], number: int, marks: SheetMarks, styles: MarkedStyles, lang: str
) -> bytes:
    prefix, attributes, inner = row[1], _SPANS.sub(b"", row[2]), row[3] or b""
    colours = marks.colours.get(number)
    if colours:
        inner = _coloured(prefix, inner, number, colours, styles)
    if number >= marks.header_row and (inner or colours):
        inner = _with_verdict(prefix, inner, number, marks, styles, lang)
    if not inner:
        return row[0]
    return b"<%brow%b>%b</%brow>" % (prefix, attributes, inner, prefix)


def _with_verdict(
    prefix: bytes, inner: bytes, number: int, marks: SheetMarks, styles: MarkedStyles, lang: str
) -> bytes:
    reference = f"{letters_of(marks.verdict_column)}{number}"
    if number == marks.header_row:
        text, style = VERDICTS[lang][0], styles.bold
    else:
        counted = marks.numbers.get(number, [0, 0])
        text, style = verdict(counted, lang), styles.plain
        if any(counted):
            worst = Severity.HARD if counted[0] else Severity.SOFT
            style = styles.coloured(styles.plain, worst)
    cell = text_cell(reference, text, style, prefix.decode())
    if b'"%b"' % reference.encode() in inner:
        cells = dict(_cells(inner))
        cells[marks.verdict_column] = cell
        return b"".join(cells[column] for column in sorted(cells))
    return inner + cell


def _coloured(
    prefix: bytes,
    inner: bytes,
    number: int,
    colours: Mapping[int, Severity],
    styles: MarkedStyles,
) -> bytes:
    cells = dict(_cells(inner))
    for column, severity in colours.items():
        cell = cells.get(column)
        if cell is None:
            style = styles.coloured(0, severity)
            cells[column] = b'<%bc r="%b%d" s="%d"/>' % (
                prefix, letters_of(column).encode(), number, style,
            )  # fmt: skip
        else:
            cells[column] = _with_colour(cell, severity, styles)
    return b"".join(cells[column] for column in sorted(cells))


def _cells(inner: bytes) -> Iterator[tuple[int, bytes]]:
    """The cells of a row with their columns."""
    column = -1
    for cell in _CELL.finditer(inner):
        told = _REFERENCE.search(cell[2])
        column = place_of(told[1].decode()) if told else column + 1
        yield column, cell[0]


def _with_colour(cell: bytes, severity: Severity, styles: MarkedStyles) -> bytes:
    end = cell.index(b">")
    tag, rest = cell[:end], cell[end:]
    closed = tag.endswith(b"/")
    tag = tag.removesuffix(b"/")
    style = _STYLE.search(tag)
    wanted = b's="%d"' % styles.coloured(int(style[1]) if style else 0, severity)
    tag = _STYLE.sub(wanted, tag, count=1) if style else tag.rstrip() + b" " + wanted
    return tag + (b"/" if closed else b"") + rest
