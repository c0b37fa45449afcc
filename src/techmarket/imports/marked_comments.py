"""Comments on cells of a sheet: the parts that hold them, with those that were there before.

A comment has two parts: its text, and the drawing (VML) of its box. Not here: where the parts are
(`marked_workbook`), and the colours of the cells (`marked_sheet`).
"""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import escape

from lxml import etree

from techmarket.imports.marked_styles import MAIN
from techmarket.imports.text_table import Cell
from techmarket.imports.workbook_parts import letters_of, parsed

MOST = 10_000
"""Comments on a sheet; with more of them spreadsheets are slow. The sheet of problems has all."""

AUTHOR = "techmarket"

_DRAWING = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit">'
    '<o:idmap v:ext="edit" data="1"/></o:shapelayout></xml>'
)
_SHAPE_TYPE = (
    '<v:shapetype id="{type}" coordsize="21600,21600" o:spt="202" '
    'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_TYPE = "_x0000_t202_techmarket"
_SHAPE = (
    '<v:shape id="_x0000_s{number}" type="#{type}" style="position:absolute;margin-left:60pt;'
    'margin-top:2pt;width:240pt;height:90pt;z-index:1;visibility:hidden" fillcolor="#ffffe1" '
    'o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/>'
    '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto">'
    '<div style="text-align:left"></div></v:textbox><x:ClientData ObjectType="Note">'
    "<x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{left}, 15, {top}, 2, {right}, 15, {bottom}, 4"
    "</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column>"
    "</x:ClientData></v:shape>"
)
FIRST_SHAPE = 900_001
"""Numbers of shapes from here on are ours: those of a spreadsheet begin at 1,025."""


def comments_part(texts: Mapping[Cell, str], before: bytes | None) -> tuple[bytes, set[Cell]]:
    """The part with the texts of the comments.

    Args:
        texts: row and column (both from 0) to the text.
        before: the part as it was; `None` for none.

    Returns:
        The part, and the cells that had no comment before.
    """
    root = parsed(before) if before else parsed(
        f'<comments xmlns="{MAIN}"><authors/><commentList/></comments>'.encode()
    )  # fmt: skip
    authors, listed = root.find(f"{{{MAIN}}}authors"), root.find(f"{{{MAIN}}}commentList")
    etree.SubElement(authors, f"{{{MAIN}}}author").text = AUTHOR
    there = {one.get("ref"): one for one in listed}
    new = set[Cell]()
    for (row, column), text in texts.items():
        reference = f"{letters_of(column)}{row + 1}"
        said = there.get(reference)
        if said is None:
            new.add((row, column))
            said = etree.SubElement(
                listed, f"{{{MAIN}}}comment", ref=reference, authorId=str(len(authors) - 1)
            )
            holder = etree.SubElement(said, f"{{{MAIN}}}text")
        else:
            holder, text = said.find(f"{{{MAIN}}}text"), f"\n{text}"
        run = etree.SubElement(holder, f"{{{MAIN}}}r")
        written = etree.SubElement(run, f"{{{MAIN}}}t")
        written.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        written.text = text
    content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return content, new


def drawing_part(cells: set[Cell], before: bytes | None) -> bytes:
    """The part with the boxes of the comments; what was drawn before stays."""
    drawing = before.decode("utf-8", "replace") if before else _DRAWING
    shapes = [] if _TYPE in drawing else [_SHAPE_TYPE.format(type=escape(_TYPE))]
    first = FIRST_SHAPE + drawing.count("<v:shape ")
    for number, (row, column) in enumerate(sorted(cells), start=first):
        shapes.append(
            _SHAPE.format(
                number=number, type=_TYPE, row=row, column=column, left=column + 1,
                right=column + 5, top=row, bottom=row + 6,
            )
        )  # fmt: skip
    end = drawing.rindex("</xml>")
    return (drawing[:end] + "".join(shapes) + drawing[end:]).encode()
