"""Headings of tables and figures: number, title, units, and whether a table goes on.

Not here: what a title means for the cells below it (`meanings`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from techmarket.audit.reading.labels import clean_label
from techmarket.audit.reading.numbers import without_marks

_CAPTION = re.compile(
    r"^[#*\s]*(?P<word>附\s*表|表|图|[Aa]nnex [Tt]able|[Tt]able|[Ff]igure|[Ff]ig\.)\s*"
    r"(?P<number>[0-9０-９一二三四五六七八九十]+(?:[-.－][0-9]+)?[ab]?)"
    r"(?P<more>\s*[(（]?\s*(?:续表?|continued)\s*(?:[0-9一二三](?!\d))?\s*[)）]?)?[\s:：.、]*(?P<title>.*)$"
)
_UNITS = re.compile(
    r"[(（]?\s*(?:单\s*位|计量单位|[Uu]nits?)\s*[:：]\s*(?P<units>[^()（）]*)[)）]?"
)
_RUN_ON = re.compile(r"^(\d{1,2})((?:19|20)\d\d)$")
"""A number run together with the year behind it: 表52016年."""
_LISTED = re.compile(
    r"(?:[-—–至]\s*)?附?\s*[表图]\s*\d|and\b|to [Ff]igure|[-—–] ?(?:Annex|Table|Figure)"
)
"""What follows a number in a list of tables and figures, and no title begins with."""
_FIGURE_WORDS = ("图", "Figure", "figure", "Fig.", "fig.")
_MENTION = re.compile(
    r"(附表|表|图)\s*(\d+(?:[a-d](?![A-Za-z]))?)(?:\s*[-－—至]\s*(\d+)|((?:[、和及]\s*\d+)+))?"
)
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Heading:
    """A caption taken apart: kind ("table" or "figure"), number, title, units, continued."""

    kind: str
    number: str
    title: str
    units: str
    continued: bool


def caption(text: str) -> Heading | None:
    """The caption that a line is, `None` if it is none.

    A sentence that begins with "表1" is told apart by its length and its full stop.
    """
    line = without_marks(text).strip()
    found = _CAPTION.match(line)
    if not found or len(line) > _LONGEST or line.endswith(("。", ".....")) or "....." in line:
        return None
    title, number = found["title"], found["number"]
    run_on = _RUN_ON.match(number)
    if run_on and title.startswith(("年", "-", "—", "–")):
        number, title = run_on[1], run_on[2] + title
    listed = title.startswith(("·", "，", "、", ",", ")", "）", "中")) or _LISTED.match(title)
    if (not title and not found["more"]) or listed:
        return None
    word = found["word"].replace(" ", "")
    gap = " " if word[0].isascii() else ""
    return Heading(
        kind="figure" if word in _FIGURE_WORDS else "table",
        number=f"{word}{gap}{number}",
        title=clean_label(_UNITS.sub("", title)).strip("* "),
        units=units_in(line) or "",
        continued=bool(found["more"]) or title.strip().endswith(("（续）", "(续)")),
    )


def units_in(text: str) -> str | None:
    """What stands behind 单位 in a line; `None` if nothing says units."""
    found = _UNITS.search(text)
    return clean_label(found["units"]) if found else None


def is_units_line(text: str) -> bool:
    """Whether a line says units and nothing else."""
    return units_in(text) is not None and not clean_label(_UNITS.sub("", text))


def unit_list(units: str) -> tuple[str, ...]:
    """`"项、亿元、%"` → `("项", "亿元", "%")`."""
    return tuple(part for part in re.split(r"[、,，/;；\s]+", units) if part)


def mentions_in(text: str) -> list[tuple[int, int, str]]:
    """References to tables and figures: first and last character and number.

    `"（见图3和附表3、4）"` mentions 图3, 附表3 and 附表4.
    """
    found: list[tuple[int, int, str]] = []
    for match in _MENTION.finditer(text):
        word = match[1]
        numbers = [match[2], *re.findall(r"\d+", match[4] or "")]
        if match[3] and match[2].isdigit():
            numbers = [str(n) for n in range(int(match[2]), min(int(match[3]), 200) + 1)]
        found += [(match.start(), match.end(), f"{word}{number}") for number in numbers]
    return found
