"""The sections of the page, each from the counts of the report.

Not here: the frame of the page (`page`), counting (`measure`).
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from techmarket.checks.batch_rule import FIGURES, FIGURES_OF_MONEY, BatchFinding
from techmarket.checks.batch_rules import BatchVerdict
from techmarket.checks.check_rule import Severity
from techmarket.checks.defaults_in_batch import ALL_FIELDS
from techmarket.checks.rule_set import fields_of_kind
from techmarket.quality.html import Column, Words, folded, growth, number, share, table
from techmarket.quality.report import FieldQuality, QualityReport, RuleQuality
from techmarket.record.fields import personal_fields
from techmarket.record.rules import shown

LONGEST = 40
"""Rows of a list that may be very long."""


def rules_section(report: QualityReport, words: Words) -> list[str]:
    """Per rule how many applied, failed and were not applicable."""
    failing = sorted(
        (one for one in report.rules if one.failed),
        key=lambda one: (one.rule.severity is Severity.SOFT, -one.failed),
    )
    passing = [one for one in report.rules if one.in_snapshot and not one.failed]
    absent = [one for one in report.rules if not one.in_snapshot]
    parts = [f"<p>{words('rules_about')}</p>"]
    title = words("failing_rules", count=len(failing))
    parts += [f"<h3>{title}</h3>", _rules(title, failing, report, words, examples=True)]
    title = words("passing_rules", count=len(passing))
    parts.append(folded(title, _rules(title, passing, report, words, examples=False)))
    title = words("absent_rules", count=len(absent))
    heads = [Column(words("rule")), Column(words("severity"))]
    rows = ((_sentence(one, words), _severity(one.rule.severity, words)) for one in absent)
    return [*parts, folded(title, table(title, heads, rows))]


def _rules(
    label: str,
    rules: Iterable[RuleQuality],
    report: QualityReport,
    words: Words,
    *,
    examples: bool,
) -> str:
    heads = [Column(words("rule")), Column(words("severity"))]
    heads += [Column(words(name), number=True) for name in ("applied", "failed", "failed_share")]
    if report.before is not None:
        heads.append(Column(words("failed_before"), number=True))
    heads.append(Column(words("not_applicable"), number=True))
    if examples:
        heads.append(Column(words("examples")))
    return table(label, heads, (_rule_cells(one, report, words, examples) for one in rules))


def _rule_cells(one: RuleQuality, report: QualityReport, words: Words, examples: bool) -> list[str]:
    cells = [_sentence(one, words), _severity(one.rule.severity, words)]
    cells += [number(one.applied), number(one.failed), share(one.failed, one.applied)]
    if report.before is not None:
        known = one.failed_before is not None and one.applied_before is not None
        cells.append(share(one.failed_before or 0, one.applied_before or 0) if known else "–")
    cells.append(number(one.not_applicable))
    if examples:
        cells.append(f'<span class="codes">{escape(" ".join(one.examples))}</span>')
    return cells


def _sentence(one: RuleQuality, words: Words) -> str:
    said = escape(one.rule.words(words("lang")))
    return f"{said}<small>{escape(one.rule.id)}</small>"


def _severity(severity: Severity, words: Words) -> str:
    name = "hard" if severity is Severity.HARD else "soft"
    return f'<span class="{name}">{words(name)}</span>'


def completeness_section(report: QualityReport, words: Words) -> list[str]:
    """Per field how many records hold something."""
    title = words("completeness")
    heads = [Column(words("field")), Column(words("record")), Column(words("required"))]
    heads += [Column(words("given"), number=True), Column(words("given_share"), number=True)]
    rows = (_field_cells(one, words) for one in report.fields)
    return [f"<p>{words('completeness_about')}</p>", table(title, heads, rows)]


def _field_cells(one: FieldQuality, words: Words) -> list[str]:
    name = f"{escape(one.field.label(words('lang')))}<small>{one.field.name}</small>"
    cells = [name, words(one.kind), words("yes" if one.field.required else "no")]
    if one.given is None:
        return [*cells, words("absent"), "–"]
    return [*cells, number(one.given), share(one.given, one.records)]


def defaults_section(report: QualityReport, words: Words) -> list[str]:
    """Per agency how many contracts hold a default."""
    if report.defaults is None:
        return [f"<p>{words('absent')}</p>"]
    fields, lang = fields_of_kind("contract"), words("lang")
    heads = [Column(words("agency")), Column(words("contracts"), number=True)]
    heads += [Column(words("all_fields"), number=True)]
    heads += [Column(escape(fields[name].label(lang)), number=True) for name in ALL_FIELDS]
    striking = _striking(report)
    agencies = sorted(
        report.defaults, key=lambda one: (-one.all_fields * 10**6 // one.contracts, one.agency)
    )
    rows = []
    for one in agencies:
        cells = [one.agency, number(one.contracts)]
        for name in ("", *ALL_FIELDS):
            count = one.by_field[name] if name else one.all_fields
            text = share(count, one.contracts)
            cells.append(f"<b>{text}</b>" if (one.agency, name) in striking else text)
        rows.append(cells)
    title = words("defaults")
    parts = [f"<p>{words('defaults_about')}</p>", table(title, heads, rows[:LONGEST])]
    if len(rows) > LONGEST:
        more = words("more", count=len(rows) - LONGEST)
        parts.append(folded(more, table(more, heads, rows[LONGEST:])))
    return parts


def _striking(report: QualityReport) -> set[tuple[str, str]]:
    """Agency and field (or "" for all) of what the rules about defaults found."""
    return {
        (one.group["registration_agency"], one.group.get("field", ""))
        for verdict in report.batch
        if "_default" in verdict.rule.id
        for one in verdict.findings
    }


def whole_section(report: QualityReport, words: Words) -> list[str]:
    """What the rules about all contracts together found."""
    return [
        part
        for verdict in report.batch
        if not verdict.rule.needs_before
        for part in _verdict(verdict, words)
    ]


def _verdict(verdict: BatchVerdict, words: Words) -> list[str]:
    said = escape(verdict.rule.words(words("lang")))
    parts = [f"<h3>{said}</h3>", f"<p><small>{escape(verdict.rule.id)}</small></p>"]
    if not verdict.applies:
        return [*parts, f"<p>{words('not_applied')}</p>"]
    if not verdict.findings:
        return [*parts, f"<p>{words('whole_none')}</p>"]
    heads = [Column(words("group")), Column(words("found"))]
    rows = [(_group(one, words), _figures(one, words)) for one in verdict.findings[:LONGEST]]
    parts.append(table(said, heads, rows))
    if len(verdict.findings) > LONGEST:
        parts.append(f"<p>{words('more', count=len(verdict.findings) - LONGEST)}</p>")
    return parts


def _group(one: BatchFinding, words: Words) -> str:
    fields, lang = fields_of_kind("contract"), words("lang")
    told = []
    for name, text in one.group.items():
        if name == "field":
            told.append(escape(fields[text].label(lang)))
        else:
            hidden = bool(personal_fields([fields[name]]))
            value = words("hidden") if hidden else escape(text)
            told.append(f"{escape(fields[name].label(lang))} {value}")
    return ("，" if lang == "zh" else ", ").join(told) or "–"


def _figures(one: BatchFinding, words: Words) -> str:
    place = 0 if words("lang") == "zh" else 1
    told = [
        f"{FIGURES[name][place]} " + (shown(figure) if name in FIGURES_OF_MONEY else number(figure))
        for name, figure in one.figures.items()
    ]
    return escape(("，" if words("lang") == "zh" else ", ").join(told))


def duplicates_section(report: QualityReport, words: Words) -> list[str]:
    """What stands there twice, and what may be one."""
    title = words("repeated")
    heads = [Column(words("rule")), Column(words("severity"))]
    heads += [Column(words("groups"), number=True), Column(words("records"), number=True)]
    heads += [Column(words("examples"))]
    rows = [
        [
            f"{escape(one.words(words('lang')))}<small>{escape(one.rule_id)}</small>",
            _severity(one.severity, words),
            number(one.groups),
            number(one.records),
            escape("; ".join(one.examples)),
        ]
        for one in report.repeated
    ]
    parts = [f"<h3>{title}</h3>"]
    parts.append(table(title, heads, rows) if rows else f"<p>{words('whole_none')}</p>")
    return [*parts, *_contract_pairs(report, words), *_party_groups(report, words)]


def _contract_pairs(report: QualityReport, words: Words) -> list[str]:
    if report.duplicates is None:
        title = words("candidates", count="–", decided=report.decided)
        return [f"<h3>{title}</h3>", f"<p>{words('absent')}</p>"]
    found = report.duplicates
    title = words("candidates", count=number(len(found)), decided=number(report.decided))
    parts = [f"<h3>{title}</h3>"]
    if not found:
        return [*parts, f"<p>{words('whole_none')}</p>"]
    heads = [Column(words("first")), Column(words("second"))]
    heads += [Column(words("score"), number=True), Column(words("reasons"))]
    rows = [
        (
            escape(one.first),
            escape(one.second),
            f"{one.score:.1f}",
            escape(one.words(words("lang"))),
        )
        for one in found[:LONGEST]
    ]
    parts.append(table(title, heads, rows))
    if len(found) > LONGEST:
        parts.append(f"<p>{words('more', count=number(len(found) - LONGEST))}</p>")
    return parts


def _party_groups(report: QualityReport, words: Words) -> list[str]:
    title = words("party_candidates", count=number(len(report.parties)))
    parts = [f"<h3>{title}</h3>"]
    if not report.parties:
        return [*parts, f"<p>{words('whole_none')}</p>"]
    heads = [Column(words(name)) for name in ("party_numbers", "party_names", "reasons")]
    rows = [
        (
            escape(" · ".join(one.party_ids)),
            escape(" · ".join(name or words("hidden") for name in one.names)),
            escape(one.words(words("lang"))),
        )
        for one in report.parties[:LONGEST]
    ]
    parts.append(table(title, heads, rows))
    if len(report.parties) > LONGEST:
        parts.append(f"<p>{words('more', count=number(len(report.parties) - LONGEST))}</p>")
    return parts


def change_section(report: QualityReport, words: Words) -> list[str]:
    """Totals beside those of the year before, and what needs a word."""
    if report.before is None:
        return [f"<p>{words('no_previous')}</p>"]
    now, before = report.now, report.before
    heads = [Column(words("measure")), Column(str(before.period), number=True)]
    heads += [Column(str(now.period), number=True), Column(words("growth"), number=True)]
    rows = [
        (
            words(f"figure_{name}"),
            _figure(name, before.figures[name]),
            _figure(name, now.figures[name]),
            growth(now.figures[name], before.figures[name]),
        )
        for name in now.figures
        if name in before.figures
    ]
    parts = [table(words("change"), heads, rows)]
    for verdict in report.batch:
        if verdict.rule.needs_before and verdict.findings:
            parts += _verdict(verdict, words)
    return parts


def _figure(name: str, figure: int) -> str:
    """Money is shown in 元, with its 分."""
    return f"{figure // 100:,}.{figure % 100:02}" if name == "value" else number(figure)
