"""The book of 2013 from the golden register: nothing of the contents is missing, every number is
printed, and printing it twice gives the same bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import pytest

from golden_line import GoldenBuild
from pdf_for_all_readers import faults
from printed_pdf import bare, missing_rows, page_texts
from techmarket.cli.report import provenance_of
from techmarket.editions import load_edition
from techmarket.editions.observing import observed
from techmarket.figures.model import BuiltFigure
from techmarket.observations.measures import MEASURES
from techmarket.render.book_walk import (
    figures_of,
    paragraphs_of,
    table_caption,
    tables_of,
    walk_book,
)
from techmarket.render.pdf import pdf_of
from techmarket.report.build import build_book
from techmarket.report.cell_index import definition
from techmarket.report.model import Book, CellIndexBlock, Section, TextTableBlock
from techmarket.snapshot import open_snapshot
from techmarket.tables.labels import language

CONTENTS = """
第一部分 技术交易总体情况
一、基本情况
二、交易特点
第二部分 技术合同构成
一、合同类别构成
二、知识产权构成
三、技术领域构成
四、社会-经济目标构成
五、科技计划项目构成
六、重大技术合同构成
七、技术交易双方构成
第三部分 各地技术交易
一、合同登记情况
二、技术输出情况
三、技术吸纳情况
第四部分 区域技术交易
一、东部地区
二、中部地区
三、西部地区
四、环渤海地区
五、长江三角洲地区
六、珠江三角洲地区
第五部分 技术交易机构
一、常设技术（产权）交易机构
二、技术卖方机构
三、国家技术转移示范机构
附表
2013年技术市场大事记
"""
"""Parts and sections as the contents of the printed report list them."""


def picture(figure: BuiltFigure) -> str:
    """A drawing that costs nothing; the drawings themselves are tested with the figures."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30"><path d="M0 0h9v9z"/></svg>'
    )


@pytest.fixture(scope="module")
def books(golden_build: GoldenBuild) -> dict[str, Book]:
    edition = load_edition("2013")
    year, before = (open_snapshot(golden_build.snapshot(y)) for y in (2013, 2012))
    observations = observed(edition, year, before)
    provenance = provenance_of(year, before)
    return {lang: build_book(observations, edition, lang, provenance) for lang in ("zh", "en")}


@pytest.fixture(scope="module")
def printed(books: dict[str, Book]) -> dict[str, bytes]:
    return {lang: pdf_of(book, picture) for lang, book in books.items()}


@pytest.fixture(scope="module")
def pages(printed: dict[str, bytes]) -> dict[str, list[str]]:
    """The text of every page, without blanks."""
    return {lang: page_texts(content) for lang, content in printed.items()}


def headings(sections: tuple[Section, ...], depth: int) -> Iterator[str]:
    for section in sections:
        yield f"{section.number}{section.title}"
        if depth > 1:
            yield from headings(section.sections, depth - 1)


def test_every_part_and_section_of_the_contents_is_there(books: dict[str, Book]) -> None:
    """In the printed order; what this book has besides stands before and behind."""
    found = list(headings(books["zh"].parts, 2))
    wanted = [bare(line) for line in CONTENTS.strip().splitlines()]
    assert [heading for heading in found if heading in wanted] == wanted
    english = list(headings(books["en"].parts, 4))
    assert len(english) == len(list(headings(books["zh"].parts, 4)))


def test_every_table_and_figure_is_there(books: dict[str, Book]) -> None:
    """Tables 1–12, 13a, 13b, 14–16, annex tables 1–15, figures 1–25 and the two of our own."""
    tables = {table.number for table in tables_of(books["zh"])}
    figures = [figure.number for figure in figures_of(books["zh"])]
    numbers = [str(n) for n in range(1, 17) if n != 13] + ["13a", "13b"]
    assert tables == {f"表{n}" for n in numbers} | {f"附表{n}" for n in range(1, 16)}
    main = [number for number in figures if number.startswith("图")]
    assert main == [f"图{n}" for n in range(1, 26)]
    assert sorted(set(figures) - set(main)) == ["附图1", "附图2"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_number_of_every_table_is_printed_in_its_row(
    books: dict[str, Book], pages: dict[str, list[str]], lang: str
) -> None:
    """Each row whole, one after the other, in the text behind the caption of its table."""
    text = "".join(pages[lang])
    checked = 0
    for table in tables_of(books[lang]):
        start = text.rindex(bare(table_caption(table, language(lang))))
        assert missing_rows(table, text[start:]) == [], table.number
        checked += sum(len(row) for row in table.cells)
    assert checked == 3036


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_running_text_is_printed_whole(
    books: dict[str, Book], pages: dict[str, list[str]], lang: str
) -> None:
    """Every paragraph, those of notes and chronicle included, where no page ends within it."""
    # The number of a page and the running head stand between the halves of a sentence there.
    text = "".join(pages[lang])
    joints = [before[-400:] + "\n" + after[:400] for before, after in pairwise(pages[lang])]
    paragraphs = list(paragraphs_of(books[lang]))
    for paragraph in paragraphs:
        for sentence in re.split(r"(?<=[。；;])|(?<=[a-z]\.)(?=[A-Z])", bare(paragraph.text)):
            assert sentence in text or _over_two_pages(sentence, joints), sentence
    rows = [row for block in text_tables(books[lang]) for row in block.rows]
    for row in rows:
        assert bare("".join(row)) in text, row
    assert len(paragraphs) + len(rows) > 250


def text_tables(book: Book) -> list[TextTableBlock]:
    return [block for block in walk_book(book) if isinstance(block, TextTableBlock)]


def _over_two_pages(sentence: str, joints: list[str]) -> bool:
    """Whether a sentence begins at the foot of one page and ends at the head of the next."""
    for cut in range(1, len(sentence)):
        for joint in joints:
            foot, _, head = joint.partition("\n")
            if sentence[:cut] in foot and sentence[cut:] in head:
                return True
    return False


def test_printing_twice_gives_the_same_bytes(
    books: dict[str, Book], printed: dict[str, bytes]
) -> None:
    """The cut-off is the date of the file, and nothing in it hangs on the hour or the machine."""
    assert pdf_of(books["zh"], picture) == printed["zh"]


def test_the_whole_book_can_be_read_by_all(printed: dict[str, bytes]) -> None:
    """PDF/UA-1 in both languages: headings that nest, every table with heads, every figure told."""
    assert {lang: faults(content) for lang, content in printed.items()} == {"zh": [], "en": []}


def test_the_recorded_differences_are_listed(books: dict[str, Book]) -> None:
    """All 84 of the tables, by reason, with the same places in both languages, in their words."""
    tables = {lang: text_tables(book) for lang, book in books.items()}
    rows = {lang: [row for block in found for row in block.rows] for lang, found in tables.items()}
    assert len(rows["zh"]) == len(rows["en"]) == 84
    first = tables["zh"][0]
    assert first.caption == "与按所印各数计算的结果不符的比率（49处）"
    assert first.headings == ("表", "行", "列", "原印", "本书")
    assert first.rows[0] == ("表1", "技术合同成交额÷国内生产总值", "2003年", "0.93", "0.80")
    assert [row[-2:] for row in rows["zh"]] == [row[-2:] for row in rows["en"]]
    assert all(
        not re.search(r"[\u4e00-\u9fff]", "".join(row))
        for row in rows["en"]
        if row[0] != "Table 13a"
    )


def test_the_index_has_every_measure_that_is_printed(books: dict[str, Book]) -> None:
    """Its name, its definition, and all tables and figures that print it."""
    (index,) = [b for b in walk_book(books["zh"]) if isinstance(b, CellIndexBlock)]
    printed_in = {name: places for name, _, places in index.entries}
    assert printed_in["机构数"] == ("表13b",)
    assert printed_in["国内生产总值"] == ("表1",)
    assert "图1" in printed_in["成交额"]
    shown = {c.key.measure for t in tables_of(books["zh"]) for r in t.cells for c in r if c.key}
    shown |= {d.key.measure for f in figures_of(books["zh"]) for s in f.series for d in s.data}
    named = [name for names in printed_in for name in names.split("、")]
    assert len(named) == len(set(named)) == len(shown)
    assert len({(what, where) for _, what, where in index.entries}) == len(index.entries)


def test_every_measure_has_a_definition_in_both_languages() -> None:
    """Also those that no table prints yet."""
    for measure in MEASURES:
        assert definition(measure, "en").endswith(".")
        assert definition(measure, "zh").endswith("。")
