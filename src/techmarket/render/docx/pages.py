"""Page sections: front matter, one for each part, and turned pages for wide tables.

Not here: what stands on the pages.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from docx.document import Document as WordDocument
from docx.oxml import parse_xml

from techmarket.render.docx.markup import NAMESPACES, Piece, field_code, run

_LONG, _SHORT = 16838, 11906
"""A4 in twentieths of a point."""

_MARGIN = 1418
"""All around: 25 mm."""

_EMPTY = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
"""A paragraph that only ends a section takes no room."""


@dataclass
class Pages:
    """The body as it grows, with the section that it is in.

    Attributes:
        document: whose headers and footers are made.
        pieces: of the body so far.
        across: whether the present section lies across.
        head, foot: relations of the header and the footer; "" for a page without.
        numbers: how pages are numbered, "" for going on.
    """

    document: WordDocument
    pieces: list[Piece] = field(default_factory=list)
    across: bool = False
    head: str = ""
    foot: str = ""
    numbers: str = ""
    begun: int = 0

    def add(self, *pieces: Piece) -> None:
        """More of the present section."""
        self.pieces.extend(pieces)

    def turn(self, across: bool) -> None:
        """Go on upright or across: a new section with the same header."""
        if across != self.across:
            if len(self.pieces) > self.begun:
                self.end()
            self.across = across

    def end(self) -> None:
        """End the present section; the next goes on with its header and its numbers."""
        last = self.pieces[-1] if self.pieces else None
        if last is None or last.is_table or last.section:
            self.pieces.append(Piece("", "", _EMPTY))
            last = self.pieces[-1]
        last.section = self.properties()
        self.begun = len(self.pieces)
        self.numbers = ""

    def begin(self, title: str, numbers: str = "") -> None:
        """Header and footer of what follows: a part, or the front matter."""
        self.head, self.foot = self._header(title), self.foot or self._footer()
        self.numbers, self.across = numbers, False

    def properties(self) -> str:
        """`w:sectPr` of the present section."""
        size = (
            f'<w:pgSz w:w="{_LONG}" w:h="{_SHORT}" w:orient="landscape"/>'
            if self.across
            else f'<w:pgSz w:w="{_SHORT}" w:h="{_LONG}"/>'
        )
        head = f'<w:headerReference w:type="default" r:id="{self.head}"/>' if self.head else ""
        foot = f'<w:footerReference w:type="default" r:id="{self.foot}"/>' if self.foot else ""
        return (
            f'<w:sectPr>{head}{foot}<w:type w:val="nextPage"/>{size}'
            f'<w:pgMar w:top="{_MARGIN}" w:right="{_MARGIN}" w:bottom="{_MARGIN}" '
            f'w:left="{_MARGIN}" w:header="794" w:footer="794" w:gutter="0"/>{self.numbers}'
            "</w:sectPr>"
        )

    def _header(self, title: str) -> str:
        document: Any = self.document.part
        part, relation = document.add_header_part()
        _fill(part.element, Piece(run(title), "Header"))
        return str(relation)

    def _footer(self) -> str:
        document: Any = self.document.part
        part, relation = document.add_footer_part()
        _fill(part.element, Piece(field_code("PAGE", "1"), "Footer"))
        return str(relation)


ROMAN = '<w:pgNumType w:fmt="lowerRoman" w:start="1"/>'
FROM_ONE = '<w:pgNumType w:fmt="decimal" w:start="1"/>'


def _fill(element: Any, piece: Piece) -> None:
    """Put one paragraph in the place of what the template has in a header or footer."""
    for child in list(element):
        element.remove(child)
    element.append(parse_xml(piece.xml().replace("<w:p>", f"<w:p {NAMESPACES}>", 1)))
