"""Pieces of WordprocessingML as text: runs, links, fields, bookmarks, paragraphs.

Every text is escaped, and a character that XML cannot hold shows as U+FFFD instead of vanishing.
Not here: what the pieces say (`blocks`, `table`, `contents`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
)

_NOT_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    """The text, escaped for an element or an attribute."""
    return escape(allowed(text))


def allowed(text: str) -> str:
    """The text with U+FFFD for every character that XML cannot hold."""
    return _NOT_XML.sub("\ufffd", text)


def run(text: str, properties: str = "") -> str:
    """A run; a line break in the text stays one.

    Args:
        text: any text.
        properties: children of `w:rPr`, in the order of the schema.
    """
    given = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    lines = [f'<w:t xml:space="preserve">{xml_text(line)}</w:t>' for line in text.split("\n")]
    return f"<w:r>{given}{'<w:br/>'.join(lines)}</w:r>" if text else ""


def field_code(instruction: str, shown: str, properties: str = "") -> str:
    """A field with the result that it shows until it is updated."""
    return field_begin(instruction) + run(shown, properties) + FIELD_END


def field_begin(instruction: str) -> str:
    """The begin of a field, up to its result."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {xml_text(instruction)} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


FIELD_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def link(bookmark: str, content: str) -> str:
    """Runs that lead to a bookmark."""
    return f'<w:hyperlink w:anchor="{bookmark}" w:history="1">{content}</w:hyperlink>'


@dataclass
class Bookmarks:
    """Names of bookmarks, counted: a key may be longer than the forty characters of a name."""

    prefix: str = "place"
    names: dict[str, str] = field(default_factory=dict)

    def name(self, place: str) -> str:
        """The name of a place ("table:contracts_by_type"), the same at every call."""
        return self.names.setdefault(place, f"{self.prefix}{len(self.names) + 1:08d}")

    def around(self, place: str, content: str) -> str:
        """Content marked as the place."""
        name = self.name(place)
        number = int(name.removeprefix(self.prefix))
        return (
            f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}'
            f'<w:bookmarkEnd w:id="{number}"/>'
        )


@dataclass
class Piece:
    """A paragraph or a table of the body.

    Attributes:
        content: runs of a paragraph, or the whole table.
        style: id of the style of the paragraph.
        properties: further children of `w:pPr`, in the order of the schema.
        is_table: whether `content` is a whole table.
        section: properties of the page section that ends with this paragraph.
    """

    content: str
    style: str = ""
    properties: str = ""
    is_table: bool = False
    section: str = ""

    def xml(self) -> str:
        """The element."""
        if self.is_table:
            return self.content
        style = f'<w:pStyle w:val="{self.style}"/>' if self.style else ""
        inner = style + self.properties + self.section
        return f"<w:p>{f'<w:pPr>{inner}</w:pPr>' if inner else ''}{self.content}</w:p>"


def body_xml(pieces: list[Piece], last_section: str) -> Iterator[str]:
    """The whole body, piece by piece."""
    yield f"<w:body {NAMESPACES}>"
    for piece in pieces:
        yield piece.xml()
    yield f"{last_section}</w:body>"
