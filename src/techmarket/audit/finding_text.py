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
        f"发现问题 {len(audit.findings)} 处" + (f"({by})。" if by else "。"),
        f"{audit.numbers} numbers were read, {judged} of them held by {identities} relations; "
        f"{compared}{len(audit.findings)} findings" + (f" ({by})." if by else "."),
    )


READINGS = {
    "closed": ("四舍五入，半数可进可舍", "rounded, halves either way"),
    "half_open": ("四舍五入，半数进位", "rounded, halves up"),
    "truncated": ("四舍五入或截尾", "rounded or cut off"),
}


def proof_words(proof: Proof, lang: str) -> str:
    """How many numbers must change, and how far that is proved."""
    reading = say(lang, *READINGS[proof.reading])
    if proof.optimal:
        return say(
            lang,
            f"最小修改（{reading}）：{proof.size} 个数字，已证明不能更少。",
            f"Smallest repair ({reading}): {proof.size} numbers; fewer are proved impossible.",
        )
    return say(
        lang,
        f"所得最小修改（{reading}）：{proof.size} 个数字；至少 {proof.bound} 个。",
        f"Best repair found ({reading}): {proof.size} numbers; at least {proof.bound} must change.",
    )


def finding_lines(finding: Finding, lang: str) -> Iterator[str]:
    """A finding over a few lines."""
    where = place_words(finding.place, lang)
    yield f"- {where}: {finding.printed} — {cause_words(finding.cause, lang)}"
    yield f"    {finding.holds}"
    for mark in finding.marks:
        yield f"    {number_words(mark.number, lang)}{mark_words(mark, lang)}"


def mark_words(mark: Mark, lang: str) -> str:
    """What a number should say, what is left for it, and what could change instead."""
    parts = []
    if mark.repaired and mark.repaired != mark.number.text:
        parts.append(say(lang, f"可改为 {mark.repaired}", f"could say {mark.repaired}"))
    if left := range_words(mark, lang):
        parts.append(say(lang, f"其余数字允许 {left}", f"the others leave {left}"))
    if mark.instead:
        others = say(lang, "；", "; ").join(number_words(n, lang) for n in mark.instead)
        parts.append(say(lang, f"同样小的修改：{others}", f"equally small: {others}"))
    text = say(lang, "；", "; ").join(parts)
    return say(lang, f" → {text}", f" → {text}") if text else ""
