"""The audit as files for programs and for a desk: JSON and a workbook.

Not here: the page (`report_page`). Every text of a workbook is written as text, so that none
becomes a formula.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from fractions import Fraction
from pathlib import Path
from typing import Any

from techmarket.audit.finding_text import instead_words, proof_words, summary
from techmarket.audit.findings import Audit, Finding, Mark
from techmarket.audit.statement import PrintedNumber
from techmarket.audit.wording import (
    cause_words,
    decimal,
    number_words,
    place_words,
    range_words,
    say,
    severity_words,
)

COLUMNS = (
    ("程度", "Severity", 14),
    ("位置", "Where", 22),
    ("单元格或句子", "Cell or sentence", 44),
    ("印刷值", "Printed", 14),
    ("其余数字允许", "The others leave", 26),
    ("可改为", "Could say", 14),
    ("可能原因", "Likely cause", 26),
    ("必须成立", "What must hold", 70),
    ("同样小的修改", "Equally small", 50),
)


def audit_json(audit: Audit, lang: str) -> str:
    """Everything as JSON: exact numbers as texts, places as objects."""
    data = {
        "summary": summary(audit, lang),
        "documents": list(audit.documents),
        "numbers": audit.numbers,
        "judged": audit.judged,
        "identities": audit.identities,
        "compared": audit.compared,
        "repairs": [
            {**asdict(proof), "optimal": proof.optimal, "words": proof_words(proof, lang)}
            for proof in audit.proofs
        ],
        "findings": [_finding(finding, lang) for finding in audit.findings],
        "doubts": [asdict(doubt) for doubt in audit.doubts],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _finding(finding: Finding, lang: str) -> dict[str, Any]:
    return {
        "severity": finding.severity.value,
        "cause": finding.cause.value,
        "cause_words": cause_words(finding.cause, lang),
        "place": asdict(finding.place),
        "printed": finding.printed,
        "holds": finding.holds,
        "conflicts": finding.conflicts,
        "marks": [_mark(mark) for mark in finding.marks],
    }


def _mark(mark: Mark) -> dict[str, Any]:
    return {
        **_number(mark.number),
        "low": _exact(mark.low),
        "high": _exact(mark.high),
        "gap": _exact(mark.gap),
        "repaired": mark.repaired,
        "instead": [[_number(number) for number in group] for group in mark.instead],
        "only": mark.only,
        "evidence": [_number(number) for number in mark.evidence],
    }


def _number(number: PrintedNumber) -> dict[str, Any]:
    return {
        "place": asdict(number.place),
        "text": number.text,
        "unit": number.unit,
        "measure": number.measure,
        "period": number.period,
        "dims": dict(number.dims),
        "row_path": list(number.row_path),
        "column_path": list(number.column_path),
        "subject": number.subject,
    }


def _exact(value: Fraction | None) -> str | None:
    return None if value is None else decimal(value)


def write_workbook(audit: Audit, path: Path, lang: str) -> None:
    """One sheet, one row per number that must change, and per matter of form."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(say(lang, "审核结果", "Findings"))
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.write_string(0, 0, summary(audit, lang))
    for line, proof in enumerate(audit.proofs, 1):
        sheet.write_string(line, 0, proof_words(proof, lang))
    head = len(audit.proofs) + 2
    for column, (zh, en, width) in enumerate(COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(head, column, say(lang, zh, en), bold)
    row = head
    for finding in audit.findings:
        for cells in _rows(finding, lang):
            row += 1
            for column, text in enumerate(cells):
                sheet.write_string(row, column, text, wrap)
    sheet.freeze_panes(head + 1, 0)
    if row > head:
        sheet.autofilter(head, 0, row, len(COLUMNS) - 1)
    book.close()


def _others(mark: Mark, lang: str) -> str:
    if mark.only:
        return say(lang, "无（已证明）", "none (proved)")
    return instead_words(mark, lang)


def _rows(finding: Finding, lang: str) -> list[list[str]]:
    severity, cause = severity_words(finding.severity, lang), cause_words(finding.cause, lang)
    if not finding.marks:
        where = place_words(finding.place, lang)
        return [[severity, where, finding.printed, "", "", "", cause, finding.holds, ""]]
    return [
        [
            severity,
            place_words(mark.number.place, lang),
            number_words(mark.number, lang),
            mark.number.text,
            range_words(mark, lang),
            mark.repaired,
            cause,
            finding.holds,
            _others(mark, lang),
        ]
        for mark in finding.marks
    ]
