"""The book of 2013 in Word, workbook and site: every number in every format is its observation.

The files are read back by programs that did not write them. Not here: the PDF, and the look of
the files.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from lxml import html

from golden_line import GoldenBuild
from printed_again import says
from printed_word import body_texts, texts
from techmarket.cli.report import provenance_of
from techmarket.editions import load_edition
from techmarket.editions.observing import observed
from techmarket.render import drawings
from techmarket.render.body import number_in
from techmarket.render.book_walk import figures_of, paragraphs_of, tables_of, walk_book
from techmarket.render.book_workbook import write_book_workbook
from techmarket.render.docx import write_docx
from techmarket.render.header import head_levels, stub_of
from techmarket.render.site.pages import Site, first_page, part_page
from techmarket.render.site.places import INDEX, places_of
from techmarket.render.words import printed_name
from techmarket.report.build import build_book
from techmarket.report.model import Book, ListBlock, TextTableBlock
from techmarket.report.printed_numbers import printed_number
from techmarket.sentences.model import Span
from techmarket.snapshot import open_snapshot
from techmarket.tables.labels import LANGUAGES
from techmarket.tables.model import BuiltTable

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f64540"
    "0000000049454e44ae426082"
)
"""A picture of one pixel: how figures look is no matter here."""


@pytest.fixture(scope="module")
def books(golden_build: GoldenBuild) -> dict[str, Book]:
    edition = load_edition("2013")
    snapshot, before = (open_snapshot(golden_build.snapshot(year)) for year in (2013, 2012))
    observations = observed(edition, snapshot, before)
    given = provenance_of(snapshot, before)
    return {lang: build_book(observations, edition, lang, given) for lang in LANGUAGES}


@pytest.fixture(scope="module", params=LANGUAGES)
def book(request: pytest.FixtureRequest, books: dict[str, Book]) -> Book:
    return books[request.param]


def as_texts(table: BuiltTable) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.cells]


def test_every_printed_number_is_its_observation(book: Book) -> None:
    """Rounded once more by other means, every cell and every datum says what was observed."""
    for table in tables_of(book):
        for row in table.cells:
            for cell in row:
                if cell.observation is not None:
                    assert says(cell.text, cell.observation, _unit(cell.unit))
    for figure in figures_of(book):
        for series in figure.series:
            for datum in series.data:
                assert says(datum.text, datum.observation, _unit(series.unit))


def _unit(unit: str) -> str:
    """The unit that a number is printed in; its word may be English."""
    return {"100 million yuan": "亿元", "10 000 yuan": "万元"}.get(unit, unit)


def test_the_word_document_has_every_number(
    book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Table by table, row by row; text and captions of every figure are there too."""
    monkeypatch.setattr("techmarket.render.docx.figure.picture", lambda figure: PNG)
    write_docx(book, tmp_path / "book.docx")
    read: Any = docx.Document(str(tmp_path / "book.docx"))
    tables = tables_of(book)
    words = [table for table in read.tables if table.style.name == "Statistical Table"]
    lists = [block for block in walk_book(book) if isinstance(block, TextTableBlock)]
    left = iter(words)
    for table in tables:
        assert body_texts(table, left) == as_texts(table)
    # Behind the tables stand those of texts, and the index of cells.
    for block in lists:
        rows = [tuple(texts(row)) for row in next(left)._tbl.iter(qn("w:tr"))]
        assert rows == [block.headings, *block.rows]
    assert len(list(left)) == 1
    paragraphs = {paragraph.text for paragraph in read.paragraphs}
    assert {paragraph.text for paragraph in paragraphs_of_text(book)} <= paragraphs
    assert len(read.inline_shapes) == len(figures_of(book)) == 27


def paragraphs_of_text(book: Book) -> Iterator[Any]:
    """Paragraphs that stand by themselves; those of lists have a heading in the same line."""
    listed = {id(p) for p in _listed(book)}
    return (p for p in paragraphs_of(book) if id(p) not in listed)


def _listed(book: Book) -> Iterator[Any]:
    for item in walk_book(book):
        if isinstance(item, ListBlock):
            yield from (paragraph for _, paragraph in item.items)


def test_the_workbook_has_every_number(book: Book, tmp_path: Path) -> None:
    """As a number that shows the printed digits, or as the printed sign or name."""
    write_book_workbook(book, tmp_path / "book.xlsx")
    read = openpyxl.load_workbook(tmp_path / "book.xlsx")
    lang: Any = book.lang
    for table in tables_of(book):
        sheet = read[printed_name(table.number, lang)]
        top, left = 3 + head_levels(table.columns), 1 + stub_of(table).width
        found = [
            [shown(sheet.cell(top + i, left + j)) for j in range(len(table.columns))]
            for i in range(len(table.rows))
        ]
        assert found == as_texts(table)
        numbers = [
            sheet.cell(top + i, left + j).data_type == "n"
            for i, row in enumerate(table.cells)
            for j, cell in enumerate(row)
            if number_in(cell.text) and not isinstance(getattr(cell.observation, "value", 0), str)
        ]
        assert all(numbers)
    for figure in figures_of(book):
        sheet = read[printed_number(figure.number, lang)]
        for col, series in enumerate(figure.series, start=2):
            column = [shown(sheet.cell(5 + i, col)) for i in range(len(series.data))]
            assert column == [datum.text for datum in series.data]


def shown(cell: Any) -> str:
    if cell.value is None:
        return ""
    if cell.data_type != "n":
        return str(cell.value)
    decimals = len(cell.number_format.partition(".")[2].rstrip('"%'))
    return f"{cell.value:.{decimals}f}" + ("%" if cell.number_format.endswith('"%"') else "")


def test_the_site_has_every_number(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    """In its cell with its cell id: tables, data of figures, and running text."""
    empty = '<svg xmlns="http://www.w3.org/2000/svg"/>'
    monkeypatch.setattr("techmarket.render.site.chart.web_drawing", lambda figure: empty)
    lang: Any = book.lang
    places = places_of(book, lang)
    site = Site(book, places, lang, "")
    pages = {INDEX: html.document_fromstring(first_page(site))}
    pages |= {
        places.pages[part.key]: html.document_fromstring(part_page(site, part))
        for part in book.parts
    }
    for table in tables_of(book):
        file, _, name = places.tables[table.key].partition("#")
        cells = pages[file].get_element_by_id(name).xpath(".//tbody//td")
        expected = [cell for row in table.cells for cell in row]
        assert [(cell.text_content(), cell.get("data-cell")) for cell in cells] == [
            (cell.text, cell.key.cell_id if cell.key else None) for cell in expected
        ]
    for figure in figures_of(book):
        file, _, name = places.figures[figure.key].partition("#")
        rows = pages[file].get_element_by_id(name).xpath(".//tbody/tr")
        assert [[td.text_content() for td in row.xpath("td")] for row in rows] == [
            [series.data[place].text for series in figure.series]
            for place in range(len(figure.categories))
        ]
    wanted = sorted(
        (span.text, span.key.cell_id)
        for paragraph in paragraphs_of(book)
        for span in paragraph.spans
        if isinstance(span, Span) and span.key is not None
    )
    found = sorted(
        (span.text_content(), span.get("data-cell"))
        for page in pages.values()
        for span in page.xpath("//main//span[@data-cell]")
    )
    assert found == wanted
    assert len(wanted) > 100


def test_every_mention_leads_somewhere(book: Book) -> None:
    """No 见附表4 without 附表4."""
    lang: Any = book.lang
    places = places_of(book, lang)
    for paragraph in paragraphs_of(book):
        for span in paragraph.spans:
            if not isinstance(span, Span):
                assert places.of(span.kind, span.key), span


def test_every_figure_can_be_reached_on_the_page(books: dict[str, Book]) -> None:
    """Each number of the first series of a figure is a mark of its drawing."""
    book = books["zh"]
    for figure in figures_of(book):
        drawn = html.fromstring(drawings.web_drawing(figure).encode())
        marks = set(drawn.xpath("//@aria-label"))
        valued = [d for d in figure.series[0].data if d.observation.value is not None]
        assert {datum.key.cell_id for datum in valued} <= marks, figure.key
