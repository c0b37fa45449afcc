"""The audit as text for the terminal.

Not here: the words (`wording`), the page (`report_page`) and files for programs
(`finding_files`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from techmarket.audit.findings import Audit, Finding, Mark, Proof, Severity
from techmarket.audit.wording import (
    cause_words,
    number_words,
    place_words,
    range_words,
    say,
    severity_words,
)
from techmarket.consistency.smallest import FURTHEST


def audit_text(audit: Audit, lang: str) -> str:
    """Everything, findings by severity, each with its place, what must hold and a repair."""
    return "\n".join(_lines(audit, lang)) + "\n"


def _lines(audit: Audit, lang: str) -> Iterator[str]:
    yield summary(audit, lang)
    yield from (proof_words(proof, lang) for proof in audit.proofs)
    for severity in Severity:
        found = [finding for finding in audit.findings if finding.severity is severity]
        if found:
            yield ""
            yield f"{severity_words(severity, lang)} ({len(found)})"
            for finding in found:
                yield from finding_lines(finding, lang)
    if audit.doubts:
        yield ""
        yield say(
            lang, f"未读懂 {len(audit.doubts)} 处：", f"Not understood ({len(audit.doubts)}):"
        )
        for doubt in audit.doubts:
            proposal = f" → {doubt.proposal}?" if doubt.proposal else ""
            yield f"  {place_words(doubt.place, lang)} “{doubt.text}”{proposal} {doubt.why}"


def summary(audit: Audit, lang: str) -> str:
    """One sentence: what was read and what was found."""
    counts = Counter(finding.severity for finding in audit.findings)
    by = say(lang, "、", ", ").join(
        f"{severity_words(severity, lang)} {counts[severity]}"
        for severity in Severity
        if counts[severity]
    )
    judged, identities = audit.judged, audit.identities
    compared = ""
    if audit.compared is not None:
        compared = say(
            lang,
            f"与数据对照 {audit.compared} 个；",
            f"{audit.compared} were compared with the data; ",
        )
    return say(
        lang,
        f"读出 {audit.numbers} 个数字，其中 {judged} 个受 {identities} 条关系约束；{compared}"
        f"发现问题 {len(audit.findings)} 处" + (f"（{by}）。" if by else "。"),
        f"{audit.numbers} numbers were read, {judged} of them held by {identities} relations; "
        f"{compared}{len(audit.findings)} findings" + (f" ({by})." if by else "."),
    )


READINGS = {
    "closed": ("无论半数进舍", "whichever way halves are rounded"),
    "half_open": ("若半数一律进位", "if halves always go up"),
}


def proof_words(proof: Proof, lang: str) -> str:
    """How many numbers must change, how far that is proved, and what it supposes."""
    reading = say(lang, *READINGS[proof.reading])
    size, bound = proof.size, proof.bound
    if proof.optimal:
        text = say(
            lang,
            f"最小修改（{reading}）：{size} 个数字，已证明不能更少",
            f"Smallest repair ({reading}): {size} numbers; fewer are proved impossible",
        )
    else:
        text = say(
            lang,
            f"所得最小修改（{reading}）：{size} 个数字；至少 {bound} 个",
            f"Best repair found ({reading}): {size} numbers; at least {bound} must change",
        )
    return say(lang, "；", "; ").join([text, *_supposed(proof, lang)]) + say(lang, "。", ".")


def _supposed(proof: Proof, lang: str) -> Iterator[str]:
    """What stands behind the proof, one clause each."""
    if proof.unproved:
        yield say(
            lang,
            f"保留的数字中有 {proof.unproved} 个只在求解精度（十亿分之一）内可同时成立",
            f"{proof.unproved} of the numbers kept can be true together only to the precision of "
            "the solver (one part in a thousand million)",
        )
    else:
        yield say(
            lang,
            "保留的数字可同时成立，已用分数精确验算",
            "the numbers kept can be true together, checked in exact fractions",
        )
    if proof.beside and proof.beside < proof.size:
        yield say(
            lang,
            f"在前一结果之外再改 {proof.beside} 个也可",
            f"beside those above, {proof.beside} more will do",
        )
    if proof.reached:
        yield say(
            lang,
            f"下界以每个数字的差错不超过 {FURTHEST / 100:,.0f} 亿元或 {FURTHEST:,.0f} 项为前提",
            f"the bound supposes that no number is off by more than {FURTHEST / 1000:,.0f} "
            "billion yuan or "
            f"{FURTHEST:,.0f} contracts",
        )
    if proof.totals_presumed:
        yield say(
            lang,
            "逐个数字的“必须修改”以多处同样印出的总数正确为前提",
            "that a single number must change supposes that totals printed alike in many places "
            "are right",
        )


def finding_lines(finding: Finding, lang: str) -> Iterator[str]:
    """A finding over a few lines."""
    where = place_words(finding.place, lang)
    yield f"- {where}: {finding.printed} — {cause_words(finding.cause, lang)}"
    yield f"    {finding.holds}"
    for mark in finding.marks:
        yield f"    {number_words(mark.number, lang)}{mark_words(mark, lang)}"


def instead_words(mark: Mark, lang: str) -> str:
    """What could change instead: one number each, or several together."""
    together = say(lang, "（连同其他应改数字）", " (with others that must change)")
    groups = [
        say(lang, " 与 ", " and ").join(number_words(number, lang) for number in group)
        + (together if len(group) > 1 else "")
        for group in mark.instead
    ]
    return say(lang, "；", "; ").join(groups)


def mark_words(mark: Mark, lang: str) -> str:
    """What a number should say, what is left for it, and what could change instead."""
    parts = []
    if mark.repaired and mark.repaired != mark.number.text:
        parts.append(say(lang, f"可改为 {mark.repaired}", f"could say {mark.repaired}"))
    if left := range_words(mark, lang):
        parts.append(say(lang, f"其余数字允许 {left}", f"the others leave {left}"))
    if mark.only:
        parts.append(say(lang, "所有最小修改都改此数", "every smallest repair changes it"))
    if mark.instead:
        others = instead_words(mark, lang)
        parts.append(say(lang, f"同样小的修改：{others}", f"equally small: {others}"))
    text = say(lang, "；", "; ").join(parts)
    return say(lang, f" → {text}", f" → {text}") if text else ""
