"""The sheet of problems of a workbook that is given back: each with a link to its cell.

Typing yes in the first column accepts a repair; importing the workbook again then makes it. Not
here: reading what was accepted (`accepted_repairs`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import quoteattr

from techmarket.checks.check_rule import Severity
from techmarket.imports.accepted_repairs import EMPTIED, PROBLEM_HEADINGS
from techmarket.imports.findings import CellChange, Finding
from techmarket.imports.marked_sheet import text_cell
from techmarket.imports.marked_styles import MAIN, MarkedStyles
from techmarket.imports.workbook_parts import letters_of

SHEET_NAMES = {"zh": "检查问题", "en": "Problems"}
LEVELS = {
    "zh": {Severity.HARD: "必须", Severity.SOFT: "提示"},
    "en": {Severity.HARD: "must", Severity.SOFT: "look"},
}
WIDTHS = (8, 16, 8, 6, 20, 28, 28, 8, 80, 44)
MOST_LINKS = 60_000
"""A sheet has at most 65,530 links."""

MOST_ROWS = 1_000_000
LINKED = 3
"""Place of the column with the link."""


def problem_sheet(
    findings: Sequence[Finding],
    styles: MarkedStyles,
    lang: str,
    accepted: Sequence[tuple[str, ...]] = (),
) -> Iterator[bytes]:
    """The XML of the sheet, block by block; lines that were accepted before stand at its end."""
    yield (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet xmlns="{MAIN}">'
        '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" '
        'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>'
    ).encode()
    for number, width in enumerate(WIDTHS, start=1):
        yield f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'.encode()
    yield b"</cols><sheetData>"
    yield _row(1, PROBLEM_HEADINGS[lang], styles.bold, styles.bold)
    links: list[tuple[int, Finding, int]] = []
    number = 1
    for finding, change in _lines(findings):
        number += 1
        if number > MOST_ROWS:
            break
        column = change.column if change else finding.column
        if len(links) < MOST_LINKS:
            links.append((number, finding, column))
        yield _row(number, _texts(finding, change, column, lang), styles.plain, styles.link)
    for line in accepted[: MOST_ROWS - number]:
        number += 1
        yield _row(number, line, styles.plain, styles.plain)
    yield b"</sheetData>"
    if number > 1:
        yield (
            f'<autoFilter ref="A1:{letters_of(len(WIDTHS) - 1)}{number}"/>'
            f'<dataValidations count="1"><dataValidation type="list" allowBlank="1" '
            f'sqref="A2:A{number}"><formula1>"{"是,否" if lang == "zh" else "yes,no"}"</formula1>'
            "</dataValidation></dataValidations>"
        ).encode()
    if links:
        yield b"<hyperlinks>"
        for number, finding, column in links:
            name = finding.sheet.replace("'", "''")
            place = quoteattr(f"'{name}'!{letters_of(max(column, 0))}{finding.row}")
            link = f'<hyperlink ref="{letters_of(LINKED)}{number}" location={place}/>'
            yield link.encode()
        yield b"</hyperlinks>"
    yield b"</worksheet>"


def _lines(findings: Sequence[Finding]) -> Iterator[tuple[Finding, CellChange | None]]:
    """Hard ones first; a repair of several cells takes a line for each."""
    for severity in (Severity.HARD, Severity.SOFT):
        for finding in sorted(
            (one for one in findings if one.severity is severity), key=lambda one: one.row
        ):
            if not finding.changes:
                yield finding, None
            for change in finding.changes:
                yield finding, change


def _texts(finding: Finding, change: CellChange | None, column: int, lang: str) -> tuple[str, ...]:
    repair = ""
    if change is not None:
        repair = change.text or EMPTIED[lang]
    return (
        "",
        finding.sheet,
        str(finding.row),
        letters_of(column) if column >= 0 else "",
        change.heading if change else finding.heading,
        change.now if change else finding.value,
        repair if column >= 0 else "",
        LEVELS[lang][finding.severity],
        finding.sentence(lang),
        finding.rule,
    )


def _row(number: int, texts: Sequence[str], style: int, link: int) -> bytes:
    cells = [
        text_cell(f"{letters_of(place)}{number}", text, link if place == LINKED else style)
        for place, text in enumerate(texts)
        if text
    ]
    return f'<row r="{number}">'.encode() + b"".join(cells) + b"</row>"
