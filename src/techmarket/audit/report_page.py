"""The audit as one web page to hand to the author of a book.

Findings stand by severity, each with the excerpt of its table and the cells marked. The page asks
for nothing over the network. Not here: the words (`wording`), the style (`report_page.css`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from importlib.resources import files

from techmarket.audit.finding_text import mark_words, proof_words, summary
from techmarket.audit.findings import Audit, Finding, Severity
from techmarket.audit.statement import Place, ReadCell, Reading, ReadTable
from techmarket.audit.wording import (
    cause_words,
    number_words,
    place_words,
    say,
    severity_words,
    table_words,
)

EXPLAINED = {
    Severity.IMPOSSIBLE: (
        "没有任何真实数值能同时得出这些印刷数字。",
        "No true figures could be printed like this.",
    ),
    Severity.UNLESS_TRUNCATED: (
        "只有在截去尾数而未四舍五入时才可能成立。",
        "Possible only if digits were cut off instead of rounded.",
    ),
    Severity.LAST_DIGIT: (
        "只差最后一位数字，多因用已舍入的数字计算。",
        "Only the last digit is off, mostly because rounded figures were used to compute it.",
    ),
    Severity.HALVES: (
        "半数可进可舍时成立；只有规定半数一律进位时才不成立。",
        "Possible if a half may be rounded down; impossible only if halves always go up.",
    ),
    Severity.STYLE: (
        "数字无误，编号、标题或表头需要核对。",
        "Nothing is false; numbering, captions or headers need a look.",
    ),
}

AROUND = 1
"""So many rows and columns beside a marked cell are shown."""

MOST_ROWS, MOST_COLUMNS = 14, 7


def audit_page(audit: Audit, reading: Reading, lang: str) -> str:
    """The text of the page.

    Args:
        audit: the result.
        reading: the tables that excerpts are taken from.
        lang: "zh" or "en".
    """
    title = say(lang, "统计年报审核报告", "Audit of a statistical report")
    css = (files(__package__) / "report_page.css").read_text(encoding="utf-8")
    tables = {(table.place.document, table.number): table for table in reading.tables}
    parts = [
        "<!doctype html>",
        f'<html lang="{say(lang, "zh-CN", "en")}">',
        '<head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(title)}</title>",
        f"<style>\n{css}</style></head>",
        f"<body><header><h1>{escape(title)}</h1>",
        f"<p>{escape(say(lang, '、', ', ').join(audit.documents))}</p>",
        f'<p class="summary">{escape(summary(audit, lang))}</p>',
        *(f"<p>{escape(proof_words(proof, lang))}</p>" for proof in audit.proofs),
        "</header>",
        *_contents(audit, lang),
        "<main>",
    ]
    number = 0
    for severity in Severity:
        found = [finding for finding in audit.findings if finding.severity is severity]
        if not found:
            continue
        parts.append(f'<section id="{severity.value}" class="{severity.value}">')
        parts.append(f"<h2>{escape(severity_words(severity, lang))} ({len(found)})</h2>")
        parts.append(f"<p>{escape(say(lang, *EXPLAINED[severity]))}</p>")
        for finding in found:
            number += 1
            parts += _finding(finding, number, tables, lang)
        parts.append("</section>")
    parts += _doubts(audit, lang)
    return "\n".join([*parts, "</main></body></html>"]) + "\n"


def _contents(audit: Audit, lang: str) -> Iterator[str]:
    yield f'<nav aria-label="{say(lang, "目录", "Contents")}"><ul>'
    for severity in Severity:
        number = sum(finding.severity is severity for finding in audit.findings)
        if number:
            words = escape(severity_words(severity, lang))
            yield f'<li><a href="#{severity.value}">{words} ({number})</a></li>'
    if audit.doubts:
        words = say(lang, "未读懂", "Not understood")
        yield f'<li><a href="#doubts">{words} ({len(audit.doubts)})</a></li>'
    yield "</ul></nav>"


def _finding(
    finding: Finding, number: int, tables: dict[tuple[str, str], ReadTable], lang: str
) -> Iterator[str]:
    place = finding.place
    where = escape(place_words(place, lang))
    printed = say(lang, "：", ": ") + escape(finding.printed)
    yield f'<article id="finding-{number}"><h3>{number}. {where}{printed}</h3>'
    yield f'<p class="cause">{escape(cause_words(finding.cause, lang))}</p>'
    yield f"<p>{escape(finding.holds)}</p>"
    table = tables.get((place.document, place.table))
    if table is not None and finding.marks:
        yield from excerpt(table, [mark.number.place for mark in finding.marks], lang)
    elif finding.marks:
        subject = finding.marks[0].number.subject
        yield f"<blockquote>{_marked(subject, finding.printed)}</blockquote>"
    if finding.marks:
        yield "<ul>"
        for mark in finding.marks:
            text = escape(mark_words(mark, lang).removeprefix(" → "))
            yield f"<li><b>{escape(number_words(mark.number, lang))}</b><br>{text}</li>"
        yield "</ul>"
    yield "</article>"


def _marked(text: str, part: str) -> str:
    before, found, after = text.partition(part)
    if not found:
        return f"{escape(text)} <mark>{escape(part)}</mark>"
    return f"{escape(before)}<mark>{escape(part)}</mark>{escape(after)}"


def excerpt(table: ReadTable, marked: Sequence[Place], lang: str) -> Iterator[str]:
    """The rows and columns of a table around the marked cells, its first row and column paths."""
    cells = {(cell.row_path, cell.column_path): cell for cell in table.cells}
    bad = {path for path, cell in cells.items() if cell.place in marked}
    rows = _near(table.rows, {row for row, _ in bad}, MOST_ROWS)
    columns = _near(table.columns, {column for _, column in bad}, MOST_COLUMNS)
    title = f"{table_words(table.printed_number or table.number, lang)} {table.title}".strip()
    yield '<div class="excerpt" tabindex="0"><table>'
    units = say(lang, f"（{table.units}）", f" ({table.units})") if table.units else ""
    yield f"<caption>{escape(title + units)}</caption>"
    heads = "".join(f'<th scope="col">{escape(" / ".join(path))}</th>' for path in columns)
    yield f"<thead><tr><td></td>{heads}</tr></thead><tbody>"
    for row in rows:
        line = "".join(_cell(cells.get((row, column)), bad) for column in columns)
        yield f'<tr><th scope="row">{escape(" / ".join(row))}</th>{line}</tr>'
    yield "</tbody></table></div>"


Path = tuple[str, ...]


def _near(paths: Sequence[Path], wanted: set[Path], most: int) -> list[Path]:
    """The first path, the wanted ones and those beside them; the wanted ones alone if too many."""
    at = [number for number, path in enumerate(paths) if path in wanted]
    near = {0, *(n + step for n in at for step in range(-AROUND, AROUND + 1))}
    chosen = near if len(near) <= most else set(at)
    return [path for number, path in enumerate(paths) if number in chosen]


def _cell(cell: ReadCell | None, bad: set[tuple[Path, Path]]) -> str:
    if cell is None:
        return "<td></td>"
    if (cell.row_path, cell.column_path) in bad:
        return f'<td class="bad"><mark>{escape(cell.text)}</mark></td>'
    return f"<td>{escape(cell.text)}</td>"


def _doubts(audit: Audit, lang: str) -> Iterator[str]:
    if not audit.doubts:
        return
    yield '<section id="doubts">'
    yield f"<h2>{say(lang, '未读懂', 'Not understood')} ({len(audit.doubts)})</h2><ul>"
    for doubt in audit.doubts:
        where = escape(place_words(doubt.place, lang))
        proposal = f" → {escape(doubt.proposal)}?" if doubt.proposal else ""
        text = escape(doubt.text)
        yield f"<li>{where} <mark>{text}</mark>{proposal} {escape(doubt.why)}</li>"
    yield "</ul></section>"
