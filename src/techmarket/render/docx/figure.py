"""One figure as a picture with its alternative text, its caption and its notes.

Not here: how it is drawn (`figures.draw`).
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from docx.document import Document as WordDocument

from techmarket.figures.model import BuiltFigure
from techmarket.render.book_walk import set_caption
from techmarket.render.docx.markup import Bookmarks, Piece, run, xml_text
from techmarket.render.docx.sequence import numbered_caption
from techmarket.render.drawings import picture
from techmarket.render.words import notes_with_words
from techmarket.report.printed_numbers import printed_number
from techmarket.tables.labels import Language

_TWIP = 635
"""A twentieth of a point in the unit of drawings (EMU)."""

_WIDTH, _HEIGHT = 8900 * _TWIP, 11000 * _TWIP
"""A picture fills the column, and leaves room for its caption on the page."""


def figure_pieces(
    figure: BuiltFigure, document: WordDocument, marks: Bookmarks, lang: Language
) -> Iterator[Piece]:
    """Picture, caption and notes."""
    yield Piece(_drawing(figure, document, marks), "FigurePicture")
    caption = numbered_caption(
        printed_number(figure.number, lang), set_caption(figure, lang), "Figure"
    )
    yield Piece(marks.around(f"figure:{figure.key}", caption), "FigureCaption")
    for line in notes_with_words(figure.notes, lang):
        yield Piece(run(line), "TableNote")


def _drawing(figure: BuiltFigure, document: WordDocument, marks: Bookmarks) -> str:
    relation, image = document.part.get_or_add_image(BytesIO(picture(figure)))
    scale = min(_WIDTH / image.px_width, _HEIGHT / image.px_height)
    size = f'cx="{round(image.px_width * scale)}" cy="{round(image.px_height * scale)}"'
    number = int(marks.name(f"figure:{figure.key}").removeprefix(marks.prefix))
    name, alt = xml_text(figure.key), xml_text(figure.alt or figure.title)
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr id="{number}" name="{name}" descr="{alt}"/>'
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        f'<pic:pic><pic:nvPicPr><pic:cNvPr id="{number}" name="{name}" descr="{alt}"/>'
        f'<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{relation}"/>'
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>"
        f'<a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>"
        "</w:drawing></w:r>"
    )
