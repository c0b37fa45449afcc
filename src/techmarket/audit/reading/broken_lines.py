"""Paragraphs that were broken by the end of a page or a line, put together again.

Not here: which lines are paragraphs (`sources`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from techmarket.audit.reading.captions import caption
from techmarket.audit.reading.sections import heading_text
from techmarket.audit.reading.sources.blocks import Paragraph

_CLOSED = re.compile(r"[。！？!?：:；;」”\"’)）>\]]\s*$")
_SHORTEST = 30
_OPENS = re.compile(r"^\s*[\u4e00-\u9fff，。；、）\d]")
_ITEM = re.compile(r"^\s*(?:[-•·☉■◆]|注|[一二三四五六七八九十]+、|[(（]?\d{1,2}[)）.、．](?!\d))")


@dataclass(frozen=True, slots=True)
class WholeParagraph:
    """A paragraph and the printed lines that it was put together from.

    Attributes:
        text: of all lines.
        pieces: for each line where it begins in the text, and the line.
    """

    text: str
    pieces: tuple[tuple[int, Paragraph], ...]

    @property
    def heading(self) -> bool:
        """Whether its only line is a heading."""
        return len(self.pieces) == 1 and self.pieces[0][1].heading

    def at(self, place: int) -> tuple[Paragraph, int]:
        """The line that holds a character, and where that line begins in the text."""
        start, line = next((start, line) for start, line in reversed(self.pieces) if start <= place)
        return line, start


def unbroken(lines: Sequence[Paragraph]) -> list[WholeParagraph]:
    """The paragraphs: a long line without an end goes on in the next line of running text."""
    paragraphs: list[WholeParagraph] = []
    for line in lines:
        last = paragraphs[-1] if paragraphs else None
        if last is not None and _goes_on(last, line):
            blanks = len(line.text) - len(line.text.lstrip())
            joined = (*last.pieces, (len(last.text) - blanks, line))
            paragraphs[-1] = WholeParagraph(last.text + line.text.strip(), joined)
        else:
            paragraphs.append(WholeParagraph(line.text.rstrip(), ((0, line),)))
    return paragraphs


def _goes_on(last: WholeParagraph, line: Paragraph) -> bool:
    before = last.pieces[-1][1]
    return (
        len(before.text.strip()) >= _SHORTEST
        and not _CLOSED.search(last.text)
        and heading_text(before) is None
        and heading_text(line) is None
        and caption(line.text) is None
        and bool(_OPENS.match(line.text))
        and not _ITEM.match(line.text)
    )
