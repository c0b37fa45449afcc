"""Books by an edition file alone: another year without a year before it, and one province."""

from __future__ import annotations

import pytest

from golden_line import GoldenBuild
from printed_pdf import bare, missing_rows, page_texts
from techmarket.audit.audit import own_book
from techmarket.audit.findings import Severity
from techmarket.cli.report import provenance_of
from techmarket.editions import load_edition
from techmarket.editions.observing import observed
from techmarket.figures.model import BuiltFigure
from techmarket.observations.measures import MEASURES
from techmarket.observations.observation import Origin, Status
from techmarket.render.book_walk import figures_of, paragraphs_of, table_caption, tables_of
from techmarket.render.pdf import pdf_of
from techmarket.report.build import build_book
from techmarket.report.model import Book
from techmarket.snapshot import open_snapshot
from techmarket.tables.labels import language


def picture(figure: BuiltFigure) -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30"><path d="M0 0h9v9z"/></svg>'
    )


def built(golden: GoldenBuild, name: str, year: int, before: int | None, lang: str) -> Book:
    """The book of an edition."""
    edition, snapshot = load_edition(name), open_snapshot(golden.snapshot(year))
    previous = None if before is None else open_snapshot(golden.snapshot(before))
    observations = observed(edition, snapshot, previous)
    return build_book(observations, edition, lang, provenance_of(snapshot, previous))


def assert_printed(book: Book) -> None:
    """Every row of every table stands in the PDF, behind its caption and in order."""
    text = "".join(page_texts(pdf_of(book, picture)))
    for table in tables_of(book):
        start = text.rindex(bare(table_caption(table, language(book.lang))))
        assert missing_rows(table, text[start:]) == [], table.number


def test_the_book_of_2012_has_no_growth_that_it_cannot_know(golden_build: GoldenBuild) -> None:
    """Growth follows where the year before is carried, and is told to be missing elsewhere."""
    book = built(golden_build, "2012", 2012, None, "zh")
    assert (book.year, book.subtitle) == (2012, "2012年数据")
    growths = [
        cell.observation
        for table in tables_of(book)
        for row in table.cells
        for cell in row
        if cell.observation is not None and cell.observation.key.measure.endswith(".growth")
    ]
    known = {growth.key.dims for growth in growths if growth.value is not None}
    assert known <= {(), *((("contract_type", code),) for code in "1234")}
    unknown = {growth.status for growth in growths if growth.value is None}
    assert Status.NO_PRIOR in unknown
    assert unknown <= {Status.NO_PRIOR, Status.NOT_APPLICABLE, Status.MISSING}
    assert not any("2013" in paragraph.text for paragraph in paragraphs_of(book))
    assert {"表13a", "附表15", "图22"}.isdisjoint(
        {each.number for each in (*tables_of(book), *figures_of(book))}
    )
    assert_printed(book)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_book_of_one_province(golden_build: GoldenBuild, lang: str) -> None:
    """All its tables, figures and text are of the province; nothing is carried from the country."""
    book = built(golden_build, "liaoning-2013", 2013, 2012, lang)
    assert len(tables_of(book)) == 20
    assert len(figures_of(book)) == 11
    data = [d.observation for f in figures_of(book) for s in f.series for d in s.data]
    cells = [c.observation for t in tables_of(book) for r in t.cells for c in r if c.observation]
    spoken = [
        span.observation
        for paragraph in paragraphs_of(book)
        for span in paragraph.spans
        if getattr(span, "observation", None) is not None
        and span.observation.key.measure in MEASURES
        # A sum over several codes is of the text alone and has no cell of a table.
        and "+" not in span.observation.key.cell_id
    ]
    assert len(spoken) > 150
    for observation in (*data, *cells, *spoken):
        assert observation.origin is not Origin.CARRIED
        assert any(
            name.endswith("_region") and code.startswith(("21", "group:cities_of_21"))
            for name, code in observation.key.dims
        ), observation.key.cell_id
    assert_printed(book)


def test_the_two_halves_of_a_province_are_told_apart(golden_build: GoldenBuild) -> None:
    """What it sells and what it buys have text of their own, each with its own total."""
    book = built(golden_build, "liaoning-2013", 2013, 2012, "zh")
    texts = {
        part.key: "".join(block.text for block in part.blocks if hasattr(block, "spans"))
        for part in book.parts
    }
    assert "输出" in texts["sold"]
    assert "吸纳" in texts["bought"]
    # No share of a whole can be more than the whole.
    assert "占总额的1" not in texts["bought"] + texts["sold"]


def test_what_falls_is_not_said_to_grow_faster(golden_build: GoldenBuild) -> None:
    """Liaoning sold less than the year before: its one growing city is in no comparison with it."""
    book = built(golden_build, "liaoning-2013", 2013, 2012, "zh")
    text = "".join(paragraph.text for paragraph in paragraphs_of(book))
    assert "输出技术成交额比上年增长的有1个市（地区）。" in text
    assert "增幅高于" not in text


@pytest.mark.parametrize(
    ("name", "year", "before"), [("2012", 2012, None), ("liaoning-2013", 2013, 2012)]
)
def test_other_books_are_released(
    golden_build: GoldenBuild, name: str, year: int, before: int | None
) -> None:
    """Their audit finds nothing but numbers of tables that are not those of the country."""
    book = built(golden_build, name, year, before, "zh")
    found = own_book(tables_of(book), book.year, "zh", list(paragraphs_of(book)))
    assert [one for one in found if one.severity is not Severity.STYLE] == []
