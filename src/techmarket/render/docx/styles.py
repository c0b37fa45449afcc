"""The styles of the document: real Word styles, so that a publisher changes them in one place.

Fonts are named, never taken from the theme, because a theme knows no Chinese typeface. Not here:
which paragraph has which style (`blocks`).
"""

from __future__ import annotations

from typing import Any

from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from techmarket.render.docx.markup import NAMESPACES
from techmarket.tables.labels import Language

_SERIF = {"zh": "宋体", "en": "宋体"}
_SANS = "黑体"
_LATIN = "Times New Roman"
_LATIN_SANS = "Arial"

TABLE_STYLE = "StatisticalTable"

_BLACK = '<w:color w:val="000000"/>'


def set_styles(document: WordDocument, lang: Language) -> None:
    """Defines every style that the document uses and takes away the fonts of the theme."""
    styles = document.styles.element
    _set_defaults(styles, lang)
    for xml in (*_paragraph_styles(lang), _table_style()):
        style = parse_xml(xml)
        before = styles.find(f"{qn('w:style')}[@{qn('w:styleId')}='{style.get(qn('w:styleId'))}']")
        if before is None:
            styles.append(style)
        else:
            styles.replace(before, style)
    _remove_theme_fonts(styles)


def fonts(sans: bool = False) -> str:
    """`w:rFonts` for Latin and Chinese text."""
    latin, chinese = (_LATIN_SANS, _SANS) if sans else (_LATIN, _SERIF["zh"])
    return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{chinese}" w:cs="{latin}"/>'


def _set_defaults(styles: Any, lang: Language) -> None:
    # Latin letters and digits are English even in a Chinese text: as Chinese, a line may break
    # between any two digits.
    language = "en-US" if lang == "zh" else "en-GB"
    defaults = parse_xml(
        f"<w:docDefaults {NAMESPACES}><w:rPrDefault><w:rPr>{fonts()}"
        f'<w:sz w:val="21"/><w:szCs w:val="21"/>'
        f'<w:lang w:val="{language}" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
    )
    styles.replace(styles.find(qn("w:docDefaults")), defaults)


def _remove_theme_fonts(styles: Any) -> None:
    for element in styles.iter(qn("w:rFonts")):
        for name in list(element.attrib):
            if name.endswith(("Theme", "}cstheme")):
                del element.attrib[name]


def _style(
    style_id: str,
    name: str,
    paragraph: str,
    characters: str,
    *,
    based_on: str = "Normal",
    following: str = "",
) -> str:
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    then = f'<w:next w:val="{following}"/>' if following else ""
    default = ' w:default="1"' if style_id == "Normal" else ""
    return (
        f'<w:style {NAMESPACES} w:type="paragraph" w:styleId="{style_id}"{default}>'
        f'<w:name w:val="{name}"/>{base}{then}<w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{characters}</w:rPr></w:style>"
    )


def _size(points: float) -> str:
    return f'<w:sz w:val="{int(points * 2)}"/><w:szCs w:val="{int(points * 2)}"/>'


def _spacing(before: int, after: int, line: int = 240) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="auto"/>'


def _paragraph_styles(lang: Language) -> list[str]:
    indent = '<w:ind w:firstLineChars="200" w:firstLine="420"/>' if lang == "zh" else ""
    body_after = 60 if lang == "zh" else 120
    keep = "<w:keepNext/><w:keepLines/>"
    sans = fonts(sans=True)
    return [
        _style("Normal", "Normal", _spacing(0, 0), "", based_on=""),
        _style(
            "Title", "Title", f'{_spacing(4200, 360)}<w:jc w:val="center"/>',
            f"{sans}<w:b/>{_BLACK}{_size(28)}", following="Subtitle",
        ),
        _style(
            "Subtitle", "Subtitle", f'{_spacing(120, 240)}<w:jc w:val="center"/>',
            f"{sans}{_BLACK}{_size(16)}", following="BodyText",
        ),
        _style(
            "CoverLine", "Cover Line", f'{_spacing(120, 60)}<w:jc w:val="center"/>', _size(14),
        ),
        _style("Imprint", "Imprint", f'{_spacing(0, 40)}<w:jc w:val="left"/>', _size(8)),
        _style(
            "Heading1", "heading 1",
            f'{keep}{_spacing(0, 360)}<w:jc w:val="center"/>'
            '<w:outlineLvl w:val="0"/>',
            f"{sans}<w:b/>{_BLACK}{_size(20)}", following="BodyText",
        ),
        _style(
            "Heading2", "heading 2", f'{keep}{_spacing(320, 160)}<w:outlineLvl w:val="1"/>',
            f"{sans}<w:b/>{_BLACK}{_size(15)}", following="BodyText",
        ),
        _style(
            "Heading3", "heading 3", f'{keep}{_spacing(240, 120)}<w:outlineLvl w:val="2"/>',
            f"{sans}<w:b/>{_BLACK}{_size(12)}", following="BodyText",
        ),
        _style(
            "Heading4", "heading 4", f'{keep}{_spacing(200, 100)}<w:outlineLvl w:val="3"/>',
            f"{sans}<w:b/>{_BLACK}{_size(10.5)}", following="BodyText",
        ),
        _style(
            "TOCHeading", "TOC Heading", f'{keep}{_spacing(360, 200)}<w:jc w:val="center"/>',
            f"{sans}<w:b/>{_BLACK}{_size(16)}", following="BodyText",
        ),
        _style(
            "BodyText", "Body Text", f'{_spacing(0, body_after, 340)}{indent}<w:jc w:val="both"/>',
            "",
        ),
        _style(
            "ListItem", "List Item",
            f'{_spacing(0, 80, 320)}<w:ind w:left="420" w:hanging="420"/><w:jc w:val="both"/>', "",
        ),
        _style(
            "Caption", "caption", f'{keep}{_spacing(240, 60)}<w:jc w:val="center"/>',
            f"{sans}<w:b/>{_BLACK}{_size(10)}", following="BodyText",
        ),
        _style(
            "TableUnits", "Table Units", f'<w:keepNext/>{_spacing(0, 40)}<w:jc w:val="right"/>',
            _size(9),
        ),
        _style("TableText", "Table Text", _spacing(20, 20), _size(9)),
        _style("TableNote", "Table Note", f"<w:keepLines/>{_spacing(40, 20)}", _size(8.5)),
        _style(
            "FigurePicture", "Figure Picture",
            f'<w:keepNext/>{_spacing(200, 60)}<w:jc w:val="center"/>', "",
        ),
        _style(
            "FigureCaption", "Figure Caption",
            f'<w:keepNext w:val="0"/><w:keepLines/>{_spacing(40, 200)}<w:jc w:val="center"/>',
            "", based_on="Caption",
        ),
        _style("Header", "header", f'{_bottom_line()}{_spacing(0, 0)}<w:jc w:val="center"/>',
               _size(9)),
        _style("Footer", "footer", f'{_spacing(0, 0)}<w:jc w:val="center"/>', _size(9)),
        *_contents_styles(),
    ]  # fmt: skip


def _bottom_line() -> str:
    return '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="4" w:color="808080"/></w:pBdr>'


CONTENTS_TAB = 9070
"""Where page numbers of the contents stand, in twentieths of a point: the right margin."""


def _contents_styles() -> list[str]:
    tab = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{CONTENTS_TAB}"/></w:tabs>'
    entry = [
        _style(
            f"TOC{level}", f"toc {level}",
            f'{tab}{_spacing(120 if level == 1 else 20, 20)}'
            f'<w:ind w:left="{(level - 1) * 320}"/>',
            "<w:b/>" if level == 1 else "",
        )
        for level in (1, 2, 3)
    ]  # fmt: skip
    figures = _style(
        "TableofFigures", "table of figures",
        f'{tab}{_spacing(20, 20)}', "",
    )  # fmt: skip
    return [*entry, figures]


def _table_style() -> str:
    heavy = 'w:val="single" w:sz="12" w:space="0" w:color="000000"'
    light = 'w:val="single" w:sz="4" w:space="0" w:color="BFBFBF"'
    return (
        f'<w:style {NAMESPACES} w:type="table" w:customStyle="1" w:styleId="{TABLE_STYLE}">'
        '<w:name w:val="Statistical Table"/><w:basedOn w:val="TableNormal"/><w:qFormat/>'
        "<w:tblPr><w:tblBorders>"
        f"<w:top {heavy}/><w:bottom {heavy}/><w:insideH {light}/>"
        "</w:tblBorders><w:tblCellMar>"
        '<w:left w:w="40" w:type="dxa"/><w:right w:w="40" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr>"
        '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr>'
        '<w:shd w:val="clear" w:color="auto" w:fill="EDEFF2"/></w:tcPr></w:tblStylePr>'
        "</w:style>"
    )
