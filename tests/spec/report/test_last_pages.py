"""No page holds two lines alone: what runs over by a little is set a little tighter."""

from __future__ import annotations

from dataclasses import replace

import pytest

from printed_pages import almost_empty, filled_pages
from small_book import small_book
from techmarket.figures.model import BuiltFigure
from techmarket.render.pdf import pdf_of
from techmarket.report.model import Block, Book, FigureBlock, ListBlock, Section
from techmarket.sentences.model import Paragraph, Span

LEAST = 60.0
"""Points: four lines of Chinese, or five of English."""


def picture(figure: BuiltFigure) -> str:
    """A drawing as wide as three of its heights."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30">'
        '<path d="M0 0h90v30z"/></svg>'
    )


def lines(number: int, lang: str) -> tuple[Paragraph, ...]:
    """So many paragraphs of one line."""
    text = "成交额" if lang == "zh" else "Value"
    return tuple(Paragraph("line", (Span(f"{text} {place}"),)) for place in range(number))


def with_parts(lang: str, parts: list[tuple[Block, ...]]) -> Book:
    """A book of parts with these blocks."""
    sections = (
        Section(f"part{place}", str(place), "x", blocks) for place, blocks in enumerate(parts, 1)
    )
    return replace(small_book(lang), parts=tuple(sections))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_text_of_any_length_ends_on_a_page_that_is_not_almost_empty(lang: str) -> None:
    """Parts of 28 to 53 lines run over by one line, by two, by three: none leaves them alone."""
    book = with_parts(lang, [lines(number, lang) for number in range(28, 54)])
    pages = filled_pages(pdf_of(book, picture))
    assert len(pages) > len(book.parts) + 10
    assert almost_empty(pages, LEAST) == []


def test_a_list_of_any_length_ends_so_as_well() -> None:
    """The same of lists, whose entries are set closer than paragraphs."""
    lists: list[tuple[Block, ...]] = [
        (ListBlock(tuple((f"{n}", line) for n, line in enumerate(lines(number, "zh")))),)
        for number in range(28, 54)
    ]
    pages = filled_pages(pdf_of(with_parts("zh", lists), picture))
    assert len(pages) > len(lists) + 10
    assert almost_empty(pages, LEAST) == []


def test_figures_give_way_where_lines_run_over() -> None:
    """Between figures as well, which stand a little smaller and closer where that is enough."""
    book = small_book("zh")
    block = next(b for s in book.parts for b in _blocks(s) if isinstance(b, FigureBlock))
    parts = [(*lines(3, "zh"), block, *lines(number, "zh")) for number in range(22, 48)]
    pages = filled_pages(pdf_of(with_parts("zh", parts), picture))
    assert len(pages) > len(parts) + 8
    assert almost_empty(pages, LEAST) == []


@pytest.mark.parametrize("number", [42, 47, 53])
def test_contents_of_any_length_end_so_too(number: int) -> None:
    """The contents are set tighter or looser by themselves: their height tells where they end."""
    book = with_parts("zh", [lines(1, "zh")] * number)
    pages = filled_pages(pdf_of(book, picture))
    assert almost_empty(pages, LEAST) == []


def _blocks(section: Section) -> list[Block]:
    return [*section.blocks, *(b for below in section.sections for b in _blocks(below))]
