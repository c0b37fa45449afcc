"""Matters of form: numbering of captions, references, lists beside their number, headers.

Not here: anything that follows from values (`judging`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from techmarket.audit.findings import Cause, Finding, Severity
from techmarket.audit.statement import Caption, DoubtKind, Reading
from techmarket.audit.wording import place_words, say

_NUMBERED = re.compile(r"(?P<words>\D+)(?P<number>\d+)[a-z]?")


def document_findings(reading: Reading, lang: str) -> list[Finding]:
    """All matters of form, in printed order."""
    found = [
        *_twice(reading, lang),
        *_left_out(reading, lang),
        *_unknown_references(reading, lang),
        *_lists(reading, lang),
        *_headers(reading),
    ]
    return sorted(found, key=lambda finding: finding.place.line or 0)


def _twice(reading: Reading, lang: str) -> Iterator[Finding]:
    """One number over two tables with different titles, neither called continued."""
    first: dict[tuple[str, str], Caption] = {}
    for caption in reading.captions:
        if caption.continued or not caption.number:
            continue
        before = first.setdefault((caption.place.document, caption.number), caption)
        if before is not caption and before.title != caption.title:
            where = place_words(before.place, lang)
            text = say(
                lang,
                f"编号“{caption.number}”已用于“{before.title}”（{where}）。",
                f"the number “{caption.number}” stands already over “{before.title}” ({where}).",
            )
            yield _style(caption, text)


def _left_out(reading: Reading, lang: str) -> Iterator[Finding]:
    """A series of captions that skips a number."""
    series: dict[tuple[str, str], list[tuple[int, Caption]]] = {}
    for caption in reading.captions:
        if match := _NUMBERED.fullmatch(caption.number):
            key = (caption.place.document, match["words"])
            series.setdefault(key, []).append((int(match["number"]), caption))
    for (_, words), numbered in series.items():
        known = {number for number, _ in numbered}
        for (before, _), (after, caption) in pairwise(sorted(numbered, key=lambda pair: pair[0])):
            if after > before + 1 and before in known:
                text = say(
                    lang,
                    f"{words}{before}之后没有{words}{before + 1}。",
                    f"no {words}{before + 1} follows {words}{before}.",
                )
                yield _style(caption, text)


def _style(caption: Caption, text: str) -> Finding:
    printed = f"{caption.number} {caption.title}".strip()
    return Finding(Severity.STYLE, Cause.CAPTION, caption.place, printed, text)


def _unknown_references(reading: Reading, lang: str) -> Iterator[Finding]:
    """A table that the text refers to and no caption has."""
    known = {caption.number for caption in reading.captions}
    if not known:
        return
    for mention in reading.mentions:
        if mention.number not in known:
            text = say(
                lang, f"文中提到的“{mention.number}”不存在。", f"there is no “{mention.number}”."
            )
            yield Finding(Severity.STYLE, Cause.CAPTION, mention.place, mention.number, text)


def _lists(reading: Reading, lang: str) -> Iterator[Finding]:
    """A number of things beside a list of another length."""
    for listed in reading.enumerations:
        if listed.count is not None and listed.count != len(listed.members):
            text = say(
                lang,
                f"所列为 {len(listed.members)} 项，而非 {listed.count} 项。",
                f"{len(listed.members)} are listed and not {listed.count}.",
            )
            yield Finding(Severity.IMPOSSIBLE, Cause.LIST, listed.place, listed.text, text)


def _headers(reading: Reading) -> Iterator[Finding]:
    """Titles, headers and stubs whose words contradict one another, as the reading saw them."""
    for doubt in reading.doubts:
        if doubt.kind is DoubtKind.HEADER:
            yield Finding(Severity.STYLE, Cause.HEADER, doubt.place, doubt.text, doubt.why)
