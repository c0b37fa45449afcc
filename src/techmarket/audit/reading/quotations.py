"""Figures that a text quotes and does not claim: 原印6.68%, and what stands in “ ”.

A list of corrections prints the figures of another document beside its own; neither is a
statement about the same thing in the way of a sentence. They are listed as doubts and not judged.
Not here: what figures are of (`sentences`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from techmarket.audit.reading.figures_in_text import TextFigure

_CORRECTION = re.compile(
    r"原印|印为|原文(?:为|作)|误印|误为|更正为|应更正|表中的数字为|不能由[^，。；]{0,4}得出|按精确值为|"
    r"printed (?:originally|as)\b|originally printed|as printed"
)
_CORRECTIONS = re.compile(r"原印|勘误|更正|订正")
_QUOTED = re.compile(r"“[^“”]{1,40}”|「[^「」]{1,40}」")


_COLUMN = re.compile(r"原印|印为|更正|订正|As printed|Printed(?: originally)?", re.IGNORECASE)


def quotes_in_columns(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a table has a column of what another document prints (原印)."""
    return any(_COLUMN.fullmatch(cell.strip()) for row in rows for cell in row)


def is_of_corrections(heading: str) -> bool:
    """Whether what stands below a heading is a list of corrections."""
    return bool(_CORRECTIONS.search(heading))


def quoted_figures(text: str, figures: Sequence[TextFigure]) -> list[TextFigure]:
    """Those of the figures of a paragraph that it quotes; all of a paragraph of corrections."""
    if _CORRECTION.search(text):
        return list(figures)
    spans = [match.span() for match in _QUOTED.finditer(text)]
    return [one for one in figures if any(a <= one.start and one.end <= z for a, z in spans)]
