"""Web pages (HTML): headings, paragraphs and tables in order; menus and scripts left out.

Not here: pages that are only made by a script in a browser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from techmarket.audit.reading.sources.blocks import Block, Grid, Paragraph, Source

_SKIPPED = {"script", "style", "nav", "head", "template", "svg", "noscript", "button", "select"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_TEXTS = {"p", "li", "dt", "dd", "figcaption", "blockquote", "pre", "address"}
_MARK = re.compile(r"^\s*(?:[①-⑳\d]{1,2}|\[\d+\])\s*$")
_BLANKS = re.compile(r"[ \t\r\n\xa0]+")


def page_source(data: bytes, name: str, encoding: str | None) -> Source:
    """The blocks of a page.

    Args:
        data: as in the file; name: of the file; encoding: if known, else the page says it.
    """
    from lxml import html

    parser = html.HTMLParser(encoding=encoding) if encoding else html.HTMLParser()
    root = html.document_fromstring(data, parser=parser)
    body = root.find("body")
    return Source(name, tuple(_blocks(root if body is None else body)))


def _blocks(element: Any) -> Iterator[Block]:
    tag = element.tag if isinstance(element.tag, str) else ""
    if not tag or tag in _SKIPPED or element.get("hidden") is not None:
        return
    if tag == "table" and not element.xpath(".//table"):
        yield from _table(element)
    elif tag in _HEADINGS or tag in _TEXTS or not _holds_blocks(element):
        text = _text(element)
        if text:
            yield Paragraph(text, heading=tag in _HEADINGS)
    else:
        if element.text and element.text.strip():
            yield Paragraph(_BLANKS.sub(" ", element.text).strip())
        for child in element:
            yield from _blocks(child)
            if child.tail and child.tail.strip():
                yield Paragraph(_BLANKS.sub(" ", child.tail).strip())


def _holds_blocks(element: Any) -> bool:
    return any(
        isinstance(child.tag, str)
        and (child.tag in _HEADINGS or child.tag in _TEXTS or child.tag in ("table", "div", "tr"))
        for child in element.iterdescendants()
    )


def _text(element: Any) -> str:
    """The text of an element without footnote marks."""
    parts: list[str] = []
    _gather(element, parts)
    return _BLANKS.sub(" ", "".join(parts)).strip()


def _gather(element: Any, parts: list[str]) -> None:
    if not isinstance(element.tag, str) or element.tag in _SKIPPED:
        return
    own = element.text or ""
    if element.tag == "sup" and _MARK.match("".join(element.itertext())):
        return
    parts.append(own)
    for child in element:
        _gather(child, parts)
        if child.tag in ("br", "div", "p"):
            parts.append(" ")
        parts.append(child.tail or "")


def _table(table: Any) -> Iterator[Block]:
    """A table with its caption before it and the notes of its foot behind it."""
    for caption in table.findall("caption"):
        yield from _blocks(caption)
    notes = [row for foot in table.findall("tfoot") for row in foot.iter("tr")]
    rows = [row for row in table.iter("tr") if row not in notes]
    headed = sum(1 for row in rows if row.getparent().tag == "thead")
    texts = _laid(rows)
    if texts:
        yield Grid(tuple(texts), (None,) * len(texts), headed=headed)
    for row in notes:
        text = _text(row)
        if text:
            yield Paragraph(text)


def _laid(rows: list[Any]) -> list[tuple[str, ...]]:
    """Texts of rows, spans filled with blanks."""
    taken: dict[tuple[int, int], bool] = {}
    laid: list[tuple[str, ...]] = []
    for at, row in enumerate(rows):
        texts: dict[int, str] = {}
        place = 0
        for cell in row:
            if cell.tag not in ("td", "th"):
                continue
            while taken.get((at, place)):
                place += 1
            wide, high = _span(cell, "colspan"), _span(cell, "rowspan")
            texts[place] = _text(cell)
            for below in range(high):
                for right in range(wide):
                    taken[at + below, place + right] = True
            place += wide
        width = max((column for line, column in taken if line == at), default=-1) + 1
        laid.append(tuple(texts.get(column, "") for column in range(width)))
    return laid


def _span(cell: Any, name: str) -> int:
    text = cell.get(name, "1")
    return max(1, min(int(text), 200)) if text.isdigit() else 1
