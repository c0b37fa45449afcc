"""The printed book: a PDF in which nothing is lost, whatever the names, and which all can read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from printed_pdf import bare, missing_rows, page_texts, reader, structure
from small_book import AWKWARD, small_book, wide_table
from techmarket.errors import TechmarketError
from techmarket.figures.model import BuiltFigure
from techmarket.render.book_walk import figures_of, tables_of
from techmarket.render.pdf import pdf_of, write_pdf
from techmarket.render.ranges import in_ranges
from techmarket.report.model import Book, TableBlock
from techmarket.sentences.model import Paragraph, Reference, Span


def picture(figure: BuiltFigure) -> str:
    """A drawing that costs nothing."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30"><path d="M0 0h9v9z"/></svg>'
    )


@pytest.fixture(scope="module")
def book() -> Book:
    return small_book("zh")


@pytest.fixture(scope="module")
def printed(book: Book) -> bytes:
    return pdf_of(book, picture)


def test_every_number_stands_in_its_row_and_in_order(book: Book, printed: bytes) -> None:
    """The rows of each table stand in the file one after the other, each whole."""
    text = "".join(page_texts(printed))
    for table in tables_of(book):
        # The text of a table lies between its caption and the end of the book.
        start = text.rindex(bare(table.title))
        if table.key != "named":
            assert missing_rows(table, text[start:]) == [], table.key


def test_names_are_letters_and_never_markup(printed: bytes) -> None:
    """`#`, `*`, `$`, `<`, `@`, `=` and a backslash stand as they were given, long names whole."""
    text = "".join(page_texts(printed))
    for name in AWKWARD:
        assert bare(name) in text


def test_the_same_book_gives_the_same_bytes(book: Book, printed: bytes) -> None:
    """Not the hour of printing but the cut-off is in the file."""
    assert pdf_of(book, picture) == printed
    assert reader(printed).metadata.creation_date.date().isoformat() == book.provenance.cutoff


def test_the_file_is_tagged_and_says_what_it_is(book: Book, printed: bytes) -> None:
    """PDF/UA: a title, a language, tables with heads, figures with alternative text, bookmarks."""
    pdf = reader(printed)
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "zh-CN"
    assert pdf.metadata.title.startswith(book.title)
    assert "pdfuaid" in root["/Metadata"].get_data().decode()
    elements = structure(printed)
    kinds = {element["/S"] for element in elements}
    assert {"/Table", "/THead", "/TH", "/TD", "/Figure", "/Caption", "/TOC", "/H1"} <= kinds
    spoken = {str(e["/Alt"]) for e in elements if e["/S"] == "/Figure" and "/Alt" in e}
    assert {figure.alt for figure in figures_of(book)} <= spoken
    assert [mark.title for mark in pdf.outline if not isinstance(mark, list)]


def test_only_the_typeface_of_the_book_is_in_the_file_and_as_a_subset(printed: bytes) -> None:
    """No font of the machine is seen; a subset has a name that begins with six letters."""
    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in reader(printed).pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert fonts
    assert all(name[1:7].isupper() and name[7] == "+" and "NotoSansSC" in name for name in fonts)


def test_a_long_table_repeats_its_head_and_says_that_it_goes_on(printed: bytes) -> None:
    """On each further page stand the number of the table and the word for continued."""
    pages = [text for text in page_texts(printed) if "附表2（续）" in text]
    assert pages
    assert all("地区值" in text for text in pages)


def test_a_label_beside_many_rows_stands_again_on_each_page(book: Book) -> None:
    """Who opens the book at the third page of a list sees what the rows there belong to; a group
    that begins within a page stands at its first row, once."""
    table = next(t for t in tables_of(book) if t.key == "long")
    groups = ("甲组",) * (len(table.rows) - 5) + ("乙组",) * 5
    rows = tuple((group, *path) for group, path in zip(groups, table.rows, strict=True))
    grouped = replace(table, stub=("组", "行"), rows=rows)
    part = replace(book.parts[1], blocks=(TableBlock(grouped),), sections=())
    texts = page_texts(pdf_of(replace(book, parts=(part,)), picture))
    pages = [text for text in texts if "甲组" in text]
    assert len(pages) > 1
    assert [text.count("甲组") for text in pages] == [1] * len(pages)
    assert "".join(texts).count("乙组") == 1
    assert missing_rows(grouped, "".join(pages)) == []


def test_a_short_table_too_wide_for_the_page_is_folded(printed: bytes) -> None:
    """24 columns of years in three rows stand in two bands, each with the labels of the rows."""
    page = next(text for text in page_texts(printed) if "附表1宽表单位" in text)
    assert page.count("第0行") == 2


def test_a_long_table_too_wide_for_the_page_is_turned(book: Book) -> None:
    """With many rows it stands on a page lying on its side; the other pages stand upright."""
    wide = wide_table()
    rows = tuple((f"第{row}行",) for row in range(12))
    high = replace(wide, rows=rows, cells=tuple(wide.cells[0] for _ in rows))
    part = replace(book.parts[1], blocks=(TableBlock(high),), sections=())
    pages = reader(pdf_of(replace(book, parts=(part,)), picture)).pages
    turned = [page.mediabox.width > page.mediabox.height for page in pages]
    assert any(turned)
    assert not all(turned)
    text = "".join(page_texts(pdf_of(replace(book, parts=(part,)), picture)))
    assert missing_rows(high, text) == []


def test_a_number_that_is_not_printed_is_missed(book: Book, printed: bytes) -> None:
    """The check of this chapter can fail: another digit, or rows in another order, are found."""
    text = "".join(page_texts(printed))
    table = next(t for t in tables_of(book) if t.key == "long")
    other = replace(table.cells[5][0], text="7469.13")
    changed = replace(table, cells=(*table.cells[:5], (other,), *table.cells[6:]))
    start = text.rindex("附表2长表")
    assert missing_rows(replace(table, cells=table.cells[::-1]), text[start:])
    assert missing_rows(changed, text[start:]) == ["7469.13"]


def test_a_table_without_rows_says_that_it_has_no_data(printed: bytes) -> None:
    """The caption stands and below it the words."""
    text = "".join(page_texts(printed))
    assert "附表3空表无数据" in text[text.rindex("附表3") :]


def test_a_reference_leads_to_its_table_and_one_to_nothing_is_plain_text(book: Book) -> None:
    """What the book does not have cannot be pointed to, and is still read."""
    lost = Paragraph("lost", (Span("见"), Reference("table", "not_there", "附表99"), Span("。")))
    part = replace(book.parts[0], blocks=(lost, *book.parts[0].blocks))
    printed = pdf_of(replace(book, parts=(part, *book.parts[1:])), picture)
    assert "见附表99。" in "".join(page_texts(printed))


def test_a_character_without_a_glyph_is_refused(book: Book, tmp_path: Path) -> None:
    """No box stands for a name: the message tells the character and where it is."""
    part = replace(book.parts[0], title="第一\U00013000部分")
    with pytest.raises(TechmarketError) as refused:
        write_pdf(replace(book, parts=(part,)), tmp_path / "book.pdf", picture)
    assert "the typeface has no glyph for a character" in str(refused.value)
    assert "U+13000" in str(refused.value)
    assert not list(tmp_path.iterdir())


def test_an_english_book_is_english(printed: bytes) -> None:
    """Its own words, its language tag, its captions."""
    content = pdf_of(small_book("en"), picture)
    text = "".join(page_texts(content))
    assert reader(content).trailer["/Root"]["/Lang"] == "en"
    assert "Contents" in text
    assert "AnnexTable2(continued)" in text


def test_numbers_that_follow_each_other_are_a_range() -> None:
    """Three or more neighbours; one that is not a plain number stands for itself."""
    numbers = ["表1", "表2", "表3", "表5", "表6", "表13a", "附表7", "附表8", "附表9", "图10"]
    assert in_ranges(numbers, "—") == ["表1—表3", "表5", "表6", "表13a", "附表7—附表9", "图10"]
    assert in_ranges([], "—") == []
