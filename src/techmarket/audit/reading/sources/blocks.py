"""What every form of file is reduced to: paragraphs and grids, in the order of the document.

In a grid a merged cell has its text in its first place and blanks in the others, as a text file
has it. Not here: how the forms of file are read (the other modules) and meanings.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of running text.

    Attributes:
        text: without its end of line.
        line: from 1; `None` where the document has no lines.
        sheet: of a workbook, or "p. 3" of a paged document.
        heading: whether the document marks it as a heading.
    """

    text: str
    line: int | None = None
    sheet: str = ""
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of cells.

    Attributes:
        rows: texts; rows may differ in length.
        lines: the line of each row, `None` where the document has none.
        first_row: number of the first row within the table or sheet, from 1.
        sheet: as in `Paragraph`.
        headed: number of leading rows that the document itself marks as headers; 0 if it does not.
    """

    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int | None, ...]
    first_row: int = 1
    sheet: str = ""
    headed: int = 0


Block = Paragraph | Grid

_UNSEEN = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD))


def visible(text: str) -> str:
    """The text without characters that nobody sees: blanks of no width, marks of byte order, soft
    hyphens, which typesetters put between figures."""
    return text.translate(_UNSEEN)


@dataclass(frozen=True, slots=True)
class Source:
    """A document as blocks.

    Attributes:
        name: the file as it was named.
        blocks: in order.
        troubles: sentences on parts that could not be read, each with its sheet or page.
    """

    name: str
    blocks: tuple[Block, ...]
    troubles: tuple[tuple[str, str], ...] = ()
