"""The running text of an English document: its numbers, and the figures that were not understood.

Not here: sentences (`english_sentences`), headings (`english_sections`) and tables (`tables`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from techmarket.audit.reading.english_figures import english_figures
from techmarket.audit.reading.english_sections import Sections
from techmarket.audit.reading.english_sentences import read_english
from techmarket.audit.reading.figures_in_text import TextFigure
from techmarket.audit.reading.quotations import quoted_figures
from techmarket.audit.reading.sources.blocks import Paragraph
from techmarket.audit.reading.text_state import Context, TextNumber

_ASIDE = re.compile(r"\((?:see|cf\.?) [^()]*\)|[\u4e00-\u9fff]+")
"""References, and Chinese names of institutions, whose parts are names of other things."""

_LEADERS = re.compile(r"[.…]{5}|(?:[.…] ){4}")
"""Of an entry of contents."""
_CORRECTIONS = re.compile(r"\b(?:differences? from|corrections?|errata|erratum)\b", re.IGNORECASE)

Lost = tuple[TextFigure, Paragraph, bool]
"""A figure that is no number of the reading, its paragraph, and whether it is quoted."""


def told_in_english(
    name: str, text: Sequence[Paragraph], year: int | None
) -> tuple[list[TextNumber], list[Lost]]:
    """The numbers of the running text, with their places, and the figures that are none.

    Args:
        name: of the document; text: its paragraphs, headings among them; year: that it is on.
    """
    sections = Sections(Context(name, year=year))
    numbers: list[TextNumber] = []
    lost: list[Lost] = []
    corrections = False
    for block in text:
        if sections.enter(block):
            corrections = bool(_CORRECTIONS.search(block.text))
            continue
        if _LEADERS.search(block.text):
            continue
        plain = _ASIDE.sub(lambda aside: " " * len(aside[0]), block.text)
        figures = english_figures(plain)
        quoted = figures if corrections else quoted_figures(plain, figures)
        context = replace(sections.context, line=block.line, sheet=block.sheet)
        read, unread = read_english(plain, context, [f for f in figures if f not in quoted])
        numbers += read
        told = [(one, block, one in quoted) for one in (*unread, *quoted)]
        lost += sorted(told, key=lambda one: one[0].start)
    return numbers, lost
