"""How far each page of a printed book is filled, read from the PDF itself.

Not here: what stands on the pages (`printed_pdf`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise

import pdfplumber

from printed_pdf import reader

MM = 72 / 25.4
HEAD, FOOT = 26 * MM, 24 * MM
"""Margins of a page, in points; the running head and the page number stand in them."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the parts of a book, or of its lists.

    Attributes:
        number: from 1.
        filled: points from the upper margin down to the last mark.
        share: the same, of the height of the text.
        opens: a part begins on it, or what stands after a page that lies on its side.
        closes: what follows begins on a new page.
        across: it lies on its side.
    """

    number: int
    filled: float
    share: float
    opens: bool
    closes: bool
    across: bool


def filled_pages(content: bytes) -> list[Page]:
    """Every page from the first list on; the cover and the page after it are not among them."""
    starts = _starts(content)
    found = []
    with pdfplumber.open(BytesIO(content)) as pdf:
        for number, page in enumerate(pdf.pages, 1):
            height = float(page.height) - HEAD - FOOT
            filled = max(_lowest(page, height), default=0.0)
            found.append((number, filled, filled / height, page.width > page.height))
    across = {number for number, *_, lies in found if lies}
    forced = starts | across | {number + 1 for number in across} | {len(found) + 1}
    return [
        Page(number, filled, share, number in forced, number + 1 in forced, lies)
        for number, filled, share, lies in found
        if number > 2
    ]


def _lowest(page: pdfplumber.page.Page, height: float) -> Iterator[float]:
    """How far down every mark between the margins reaches."""
    # Fill of rows is no mark of its own, and white is none at all: letters and lines tell.
    marks = [mark for mark in page.chars if mark["text"].strip()]
    for mark in (*marks, *page.curves, *page.rects, *page.lines):
        down = float(mark["bottom"]) - HEAD
        if 0 < down < height + 2:
            yield down


def _starts(content: bytes) -> set[int]:
    """Pages on which a part begins, or a list: by the bookmarks, and by the letters of a title."""
    pdf = reader(content)
    parts = {
        pdf.get_destination_page_number(mark) + 1
        for mark in pdf.outline
        if not isinstance(mark, list)
    }
    with pdfplumber.open(BytesIO(content)) as book:
        lists = {
            number
            for number, page in enumerate(book.pages[: min(parts) - 1], 1)
            if any(mark["size"] > 15 for mark in page.chars)
        }
    return parts | lists


def almost_empty(pages: list[Page], least: float) -> list[int]:
    """Numbers of pages that only end what began before them, with less than so many points."""
    return [page.number for page in pages if not page.opens and page.filled < least]


def gaps(pages: list[Page], share: float) -> list[int]:
    """Numbers of pages that are filled less than that, though what is on them goes on."""
    return [
        page.number
        for page, after in pairwise(pages)
        if not page.closes and not after.across and page.share < share
    ]
