"""The Word document, read back."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree

from printed_again import says
from printed_word import bands, body_texts, is_head, texts
from small_book import AWKWARD, cells_of, figures, small_book, wide_table
from techmarket.errors import TechmarketError
from techmarket.render.book_walk import tables_of
from techmarket.render.docx import write_docx
from techmarket.render.docx.widths import ACROSS, UPRIGHT, column_plan, row_height
from techmarket.render.drawings import picture
from techmarket.render.header import head_levels, stub_of
from techmarket.report.model import Book, Section, TableBlock
from techmarket.tables.model import BuiltTable

Written = Any


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """The small book with its figures, written and opened."""
    return opened(small_book(), tmp_path_factory.mktemp("docx"))


def opened(book: Book, folder: Path) -> Written:
    write_docx(book, folder / "book.docx")
    return docx.Document(str(folder / "book.docx"))


def test_every_number_stands_in_its_cell(drawn: Written) -> None:
    """Row by row and cell by cell the document has the texts of the book: none is lost or moved.

    A table without rows has no Word table; a sentence stands in its place.
    """
    tables = [table for table in tables_of(small_book()) if table.rows]
    words = iter(drawn.tables)
    for table in tables:
        assert body_texts(table, words) == [[cell.text for cell in row] for row in table.cells]
    # The index of cells is the only one that is left.
    assert len(list(words)) == 1
    for cell in (cell for table in tables for cell in cells_of(table)):
        if cell.observation is not None:
            assert says(cell.text, cell.observation, cell.unit)
    assert "无数据" in [paragraph.text for paragraph in drawn.paragraphs]


def test_styles_are_those_of_word(drawn: Written) -> None:
    """Title, headings by level, captions and text each have a style that Word knows."""
    found = {paragraph.text: paragraph.style.name for paragraph in drawn.paragraphs}
    assert found["年度报告 <2013> & 其他"] == "Title"
    assert found["第一部分 总体 <情况>"] == "Heading 1"
    assert found["一、基本情况"] == "Heading 2"
    assert found["（一）更多"] == "Heading 3"
    assert found["表1  各类技术合同构成 <2013>"] == "Caption"
    assert found["图1  bars 的图（单位：亿元）"] == "Figure Caption"
    assert drawn.styles["Figure Caption"].base_style.name == "Caption"
    assert found["政策 “#1” *强调*。"] == "Body Text"
    assert {table.style.name for table in drawn.tables} == {"Statistical Table"}


def test_heads_repeat_and_rows_stay_whole(drawn: Written) -> None:
    """Every row of a head says that it repeats on the next page; no row breaks in two."""
    tables = [table for table in tables_of(small_book()) if table.rows]
    words = iter(drawn.tables)
    for table in tables:
        for _, word in bands(table, words):
            rows = list(word._tbl.iter(qn("w:tr")))
            assert list(filter(is_head, rows)) == rows[: head_levels(table.columns)]
            assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)


def test_heads_and_groups_are_joined(drawn: Written) -> None:
    """One cell over the columns of 2013, one beside the rows of a group."""
    first = drawn.tables[0]
    assert [cell.text for cell in first.rows[0].cells] == ["类别", "类别", "2012", "2013", "2013"]
    assert first.rows[0].cells[3]._tc is first.rows[0].cells[4]._tc
    assert first.rows[3].cells[0]._tc is first.rows[4].cells[0]._tc
    assert first.rows[3].cells[0].text == "技术开发"


def test_captions_can_be_counted_and_referred_to(drawn: Written) -> None:
    """The number of a caption is a field that shows the printed number, 13a included."""
    fields = [e.text for e in drawn.element.body.iter(qn("w:instrText")) if "SEQ" in (e.text or "")]
    assert fields[0] == " SEQ Table \\* ARABIC \\r 1 "
    assert " SEQ Table \\* ARABIC \\r 13 " in fields
    assert [text for text in fields if "Figure" in text][-1] == " SEQ Figure \\* ARABIC \\r 7 "
    assert "表13a  名称 = 1" in [paragraph.text for paragraph in drawn.paragraphs]


def test_contents_are_filled_and_lead_to_their_headings(drawn: Written) -> None:
    """Contents, list of tables, list of figures: each entry a link with the number of its page."""
    entries = [p for p in drawn.paragraphs if re.match(r"toc|table of figures", p.style.name)]
    shown = [entry.text for entry in entries]
    assert shown[:3] == ["第一部分 总体 <情况>\t…", "一、基本情况\t…", "（一）更多\t…"]
    assert "附表2  长表\t…" in shown
    assert len([entry for entry in entries if entry.style.name == "table of figures"]) == 5 + 7
    marks = {e.get(qn("w:name")) for e in drawn.element.body.iter(qn("w:bookmarkStart"))}
    for entry in entries:
        link = entry._p.find(qn("w:hyperlink"))
        page = next(e.text for e in link.iter(qn("w:instrText")))
        assert link.get(qn("w:anchor")) in marks
        assert page == f" PAGEREF {link.get(qn('w:anchor'))} \\h "
    codes = [e.text for e in drawn.element.body.iter(qn("w:instrText")) if "TOC" in (e.text or "")]
    assert codes == [
        ' TOC \\o "1-3" \\h \\z ',
        ' TOC \\h \\z \\c "Table" ',
        ' TOC \\h \\z \\c "Figure" ',
    ]
    kinds = [e.get(qn("w:fldCharType")) for e in drawn.element.body.iter(qn("w:fldChar"))]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end")


def test_mentions_lead_to_what_they_name(drawn: Written) -> None:
    """见表1 is a link to the caption of the table."""
    text = next(p for p in drawn.paragraphs if p.text.startswith("成交额达到"))
    links = text._p.findall(qn("w:hyperlink"))
    caption = next(p for p in drawn.paragraphs if p.style.name == "Caption")
    mark = caption._p.find(qn("w:bookmarkStart")).get(qn("w:name"))
    assert [texts_of(link) for link in links] == ["表1", "图1"]
    assert links[0].get(qn("w:anchor")) == mark


def texts_of(element: Any) -> str:
    return "".join(t.text or "" for t in element.iter(qn("w:t")))


def test_pictures_have_alternative_text(drawn: Written) -> None:
    """One picture per figure, as a PNG, with the message of the figure."""
    described = [
        e.get("descr")
        for e in drawn.element.body.iter(
            "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
        )
    ]
    assert described == [figure.alt for figure in figures()]
    assert all(shape.width <= 8900 * 635 for shape in drawn.inline_shapes)


def test_fonts_are_named_and_not_of_the_theme(drawn: Written) -> None:
    """Chinese text has a Chinese typeface; digits are English, so that no line ends within them."""
    for fonts in drawn.styles.element.iter(qn("w:rFonts")):
        assert not [name for name in fonts.attrib if "theme" in name.lower()]
    defaults = drawn.styles.element.find(qn("w:docDefaults"))
    assert next(defaults.iter(qn("w:rFonts"))).get(qn("w:eastAsia")) == "宋体"
    language = next(defaults.iter(qn("w:lang")))
    assert (language.get(qn("w:val")), language.get(qn("w:eastAsia"))) == ("en-US", "zh-CN")


def test_a_wide_table_of_many_rows_turns_the_page(tmp_path: Path) -> None:
    """Its heading turns with it, and the next table stands upright again."""
    read = opened(with_wide(many_rows(wide_table())), tmp_path)
    turned = [section.orientation for section in read.sections]
    assert [int(each) for each in turned] == [0, 0, 0, 1, 0, 0, 0, 0]


def test_a_wide_table_of_few_rows_is_folded(drawn: Written) -> None:
    """Its columns stand in bands, one below the other, each with its labels and as many columns.

    Rows of one band are kept together with the next one, on one upright page.
    """
    table = next(table for table in tables_of(small_book()) if table.key == "wide")
    words = iter(drawn.tables)
    for before in tables_of(small_book()):
        found = list(bands(before, words)) if before.rows else []
        if before.key == "wide":
            break
    assert len(found) > 1
    assert len({columns for columns, _ in found}) == 1
    for _, word in found:
        labels = [texts(row)[0] for row in word._tbl.iter(qn("w:tr")) if not is_head(row)]
        assert labels == [row[0] for row in table.rows]
    first = found[0][1]._tbl
    assert all(cell.find(f".//{qn('w:keepNext')}") is not None for cell in first.iter(qn("w:tc")))
    assert first.getnext().tag == qn("w:p")
    assert all(section.orientation == 0 for section in drawn.sections)


def test_lines_of_a_table_are_as_high_in_every_typeface(drawn: Written) -> None:
    """So digits stand beside their labels, whatever typefaces a reader has."""
    for word in drawn.tables:
        for spacing in word._tbl.iter(qn("w:spacing")):
            assert spacing.get(qn("w:lineRule")) == "exact"
        assert len(list(word._tbl.iter(qn("w:spacing")))) == len(list(word._tbl.iter(qn("w:p"))))


def test_a_table_across_a_page_is_set_so_that_it_ends_on_it() -> None:
    """30 rows of one line fit under a head, in smaller letters if need be."""
    table = many_rows(wide_table(17), 10)
    plan = column_plan(table, stub_of(table))
    assert plan.across
    assert 30 * row_height(plan.size) <= 7000
    assert column_plan(many_rows(wide_table(17), 4), stub_of(table)).size >= plan.size


def many_rows(table: BuiltTable, times: int = 3) -> BuiltTable:
    """The rows of a table, so many times."""
    return replace(table, rows=table.rows * times, cells=table.cells * times)


def with_wide(table: BuiltTable) -> Book:
    """The small book with this table in the place of the wide one."""

    def changed(section: Section) -> Section:
        return replace(
            section,
            blocks=tuple(
                TableBlock(table) if isinstance(b, TableBlock) and b.table.key == table.key else b
                for b in section.blocks
            ),
            sections=tuple(map(changed, section.sections)),
        )

    book = small_book()
    return replace(book, parts=tuple(map(changed, book.parts)))


def test_pages_have_headers_and_numbers(drawn: Written) -> None:
    """None on the cover, Roman numbers for the contents, from 1 on in the parts."""
    heads = [section.header.paragraphs for section in drawn.sections]
    assert [p[0].text if p else "" for p in heads][:3] == [
        "", "目录", "年度报告 <2013> & 其他　第一部分 总体 <情况>",
    ]  # fmt: skip
    numbers = [
        None if (n := s._sectPr.find(qn("w:pgNumType"))) is None else dict(n.attrib)
        for s in drawn.sections
    ]
    assert numbers[:4] == [
        None,
        {qn("w:fmt"): "lowerRoman", qn("w:start"): "1"},
        {qn("w:fmt"): "decimal", qn("w:start"): "1"},
        None,
    ]
    assert "PAGE" in etree.tostring(drawn.sections[1].footer._element, encoding="unicode")


def test_properties_say_what_it_is(drawn: Written) -> None:
    """Title, language, and the cut-off as date: the hour of writing is nobody's concern."""
    core = drawn.core_properties
    assert (core.title, core.language) == ("年度报告 <2013> & 其他", "zh-CN")
    assert core.created.date().isoformat() == core.modified.date().isoformat() == "2013-12-31"


def test_names_are_text_whatever_they_look_like(drawn: Written) -> None:
    """`<`, `&`, quotes, backslashes and long names arrive as they are, as names and as labels."""
    rows = [texts(row) for word in drawn.tables for row in word._tbl.iter(qn("w:tr"))]
    found = [row[:2] for row in rows if row[0] in AWKWARD]
    assert found == [[name, name] for name in AWKWARD]


def test_a_character_that_xml_forbids_is_shown_as_unknown(tmp_path: Path) -> None:
    """It does not vanish, and it does not break the document."""
    book = replace(small_book(drawn=False), subtitle="甲\x01乙")
    paragraphs = [p.text for p in opened(book, tmp_path).paragraphs]
    assert "甲\ufffd乙" in paragraphs


def test_english(tmp_path: Path) -> None:
    """Words of the form and numbers of tables are in the language of the book."""
    found = [p.text for p in opened(small_book("en", drawn=False), tmp_path).paragraphs]
    assert "Table 1  Contracts by type <2013>" in found
    assert "Annex Table 2  长表" in found
    assert "Contents" in found
    assert "No data" in found


def test_the_same_book_gives_the_same_bytes(tmp_path: Path) -> None:
    """Whatever the hour."""
    for name in ("a.docx", "b.docx"):
        picture.cache_clear()
        write_docx(small_book(), tmp_path / name)
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()


def test_a_folder_in_the_way_is_refused(tmp_path: Path) -> None:
    """And stays as it is."""
    (tmp_path / "book.docx").mkdir()
    with pytest.raises(TechmarketError) as caught:
        write_docx(small_book(drawn=False), tmp_path / "book.docx")
    assert str(caught.value) == (
        f"the file to write is taken ({tmp_path / 'book.docx'}): a folder is there; "
        "name another file."
    )


def test_columns_fill_the_page_and_numbers_have_room() -> None:
    """Widths add up to the room between the margins, upright as across."""
    for table in tables_of(small_book(drawn=False)):
        plan = column_plan(table, stub_of(table))
        assert sum(plan.widths) == (ACROSS if plan.across else UPRIGHT)
        assert len(plan.widths) == stub_of(table).width + len(table.columns)
        assert min(plan.widths) > 0
        assert plan.across == (table.key == "wide")
