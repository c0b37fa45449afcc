"""Figures in English running text: number, unit and limiting words.

Years, numbers of tables and thresholds (10 million yuan or more) are no figures. Not here: what a
figure is of (`english_sentences`), and figures in Chinese (`figures_in_text`).
"""

from __future__ import annotations

import re
from fractions import Fraction

from techmarket.audit.reading.figures_in_text import TextFigure
from techmarket.audit.statement import Comparison

PERCENT, POINTS, CONTRACTS, BARE = "%", "百分点", "项", ""

_UNITS = {
    "%": PERCENT,
    "per cent": PERCENT,
    "percent": PERCENT,
    "percentage points": POINTS,
    "percentage point": POINTS,
    "trillion yuan": "万亿元",
    "billion yuan": "十亿元",
    "million yuan": "百万元",
    "yuan": "元",
    "contracts": CONTRACTS,
}
"""Units as they are printed, and as they are known."""

_NUMBER = re.compile(
    r"(?<![\w.,\-–])(?<!\d )(?P<whole>\d{1,3}(?:,\d{3})+|\d+)(?:\.(?P<part>\d+))?"
    r"(?:\s?(?P<sign>%)|\s(?P<unit>" + "|".join(sorted(_UNITS, key=len, reverse=True)) + r")\b)?"
    r"(?![\w-])"
)
_THRESHOLD = re.compile(r"\s+(?:or|and)\s+(?:more|over|above|less|under|below)\b")
_LIMITS = (
    (re.compile(r"\b(?:over|more than|above|passed|exceeded|at least)\s$", re.I), Comparison.OVER),
    (re.compile(r"\b(?:under|less than|below|fewer than)\s$", re.I), Comparison.UNDER),
    (re.compile(r"\b(?:nearly|almost|close to)\s$", re.I), Comparison.NEARLY),
    (re.compile(r"(?<!brought )\b(?:about|around|some|roughly)\s$", re.I), Comparison.ABOUT),
)
_UNIT = re.compile(r"\bunits?(?::| of)\s$|\($", re.IGNORECASE)
"""Before an amount that is a unit (units of 100 million yuan)."""
_UNITS_OF = ("10", "100", "1,000", "10,000")
_LONGEST_LIMIT = 16


def english_figures(text: str) -> list[TextFigure]:
    """The figures of a text from left to right.

    Yuan that end in two noughts are taken as rounded to hundreds. A number without a unit is one
    where it has a separator of thousands or stands behind "numbered"; its unit is "".
    """
    found = []
    for match in _NUMBER.finditer(text):
        unit = _UNITS[match["sign"] or match["unit"]] if match["sign"] or match["unit"] else BARE
        if _THRESHOLD.match(text, match.end()) or (unit == BARE and not _counts(text, match)):
            continue
        told = text[max(0, match.start() - _LONGEST_LIMIT) : match.start()]
        if _UNIT.search(told) and match["whole"] in _UNITS_OF:
            continue
        digits = match["whole"].replace(",", "") + (match["part"] or "")
        decimals = len(match["part"] or "")
        if unit == "元" and not decimals and digits.endswith("00"):
            digits, unit = digits[:-2], "百元"
        limit = next((limit for said, limit in _LIMITS if said.search(told)), Comparison.EXACT)
        value = Fraction(int(digits), 10**decimals)
        found.append(TextFigure(match.start(), match.end(), match[0], value, decimals, unit, limit))
    return found


_COUNTED = re.compile(r"\bnumber(?:ed|s|ing)\s$")
_SHARE_BEHIND = re.compile(r"\s\(\d+(?:\.\d+)?%\)")


def _counts(text: str, match: re.Match[str]) -> bool:
    """Whether a number without a unit counts something that is a matter of the report."""
    told = _COUNTED.search(text, max(0, match.start() - _LONGEST_LIMIT), match.start())
    return "," in match["whole"] or bool(told) or bool(_SHARE_BEHIND.match(text, match.end()))
