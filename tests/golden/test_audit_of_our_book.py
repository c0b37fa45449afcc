"""The audit of our own book, which is consistent by construction: no finding, in any form.

The spans of the book say what every number in its sentences is of, so that the reading of
sentences can be counted: right, wrong, or left open.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from golden_line import GoldenBuild
from techmarket.audit.audit import audit, own_book
from techmarket.audit.built_texts import numbers_of_paragraphs
from techmarket.audit.reading import read_documents
from techmarket.audit.reading.documents import read_source
from techmarket.audit.reading.sources.blocks import Grid, Source
from techmarket.audit.reading.sources.blocks import Paragraph as Line
from techmarket.audit.reading.sources.files import source_of
from techmarket.audit.statement import DoubtKind, Kind, PrintedNumber
from techmarket.cli.audit import NOT_JUDGED
from techmarket.cli.audit import audit as command
from techmarket.cli.report import provenance_of
from techmarket.editions import load_edition
from techmarket.editions.observing import observed
from techmarket.render.book_walk import Heading, paragraphs_of, tables_of, walk_book
from techmarket.render.book_workbook import write_book_workbook
from techmarket.render.docx import write_docx
from techmarket.render.site import write_site
from techmarket.report.build import build_book
from techmarket.report.model import Book, ListBlock
from techmarket.sentences.model import Paragraph
from techmarket.snapshot import open_snapshot

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
"""A picture of one pixel."""


def picture(figure: object) -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30"><path d="M0 0h9v9z"/></svg>'
    )


@pytest.fixture(scope="module")
def books(golden_build: GoldenBuild) -> dict[str, Book]:
    edition = load_edition("2013")
    snapshot, before = (open_snapshot(golden_build.snapshot(year)) for year in (2013, 2012))
    observations = observed(edition, snapshot, before)
    given = provenance_of(snapshot, before)
    return {lang: build_book(observations, edition, lang, given) for lang in ("zh", "en")}


def written(book: Book, form: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("techmarket.render.docx.figure.picture", lambda figure: PNG)
    monkeypatch.setattr("techmarket.render.drawings.drawing", picture, raising=False)
    path = folder / f"book.{form}"
    match form:
        case "docx":
            write_docx(book, path)
        case "xlsx":
            write_book_workbook(book, path)
        case _:
            write_site(book, path, None)
    return path


@pytest.mark.parametrize("form", ["docx", "xlsx", "site"])
def test_no_finding_in_our_book(
    books: dict[str, Book], form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The book in Chinese as Word, workbook and site, read as a book of others."""
    reading = read_documents([written(books["zh"], form, tmp_path, monkeypatch)])
    found = audit(reading, ("book",))
    assert found.findings == ()
    assert found.judged > 2500


def test_no_finding_in_our_tables(golden_build: GoldenBuild) -> None:
    """The tables as CSV."""
    result = audit(read_documents([golden_build.tables]), ("tables",))
    assert result.findings == ()


@pytest.mark.parametrize("form", ["docx", "xlsx", "site"])
def test_no_finding_in_our_english_book(
    books: dict[str, Book],
    form: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Its numbered tables are judged; its text is not, which a doubt and the exit code say."""
    path = written(books["en"], form, tmp_path, monkeypatch)
    reading = read_documents([path], "en")
    found = audit(reading, ("book",), "en")
    assert found.findings == ()
    assert found.judged > 2500
    assert DoubtKind.LANGUAGE in {doubt.kind for doubt in reading.doubts}
    if form == "docx":
        assert command(documents=[path], lang="en") == NOT_JUDGED
        assert capsys.readouterr().out.count("The document is in English") == 1


def test_a_planted_error_in_our_english_book(
    books: dict[str, Book], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One cell with another first digit is named; the others leave what it said before."""
    path = written(books["en"], "xlsx", tmp_path, monkeypatch)
    source = source_of(path.read_bytes(), path)
    at, grid = next(
        (number, block)
        for number, block in enumerate(source.blocks)
        if isinstance(block, Grid) and block.rows[0][0] == "Technical field"
    )
    lines = [list(row) for row in grid.rows]
    line = next(line for line in lines if line[0] == "Modern transport")
    right = line[3]
    line[3] = f"{int(right[0]) % 9 + 1}{right[1:]}"
    blocks = list(source.blocks)
    blocks[at] = replace(grid, rows=tuple(tuple(cells) for cells in lines))
    reading = read_source(replace(source, blocks=tuple(blocks)), "en")
    found = audit(reading, ("book",), "en").findings
    (mark,) = (mark for finding in found for mark in finding.marks)
    assert mark.number.text == line[3]
    assert mark.low is not None
    assert mark.high is not None
    assert mark.low < Fraction(right) < mark.high


def meaning(number: PrintedNumber) -> tuple[object, ...]:
    parts = frozenset(number.parts)
    return number.measure, number.period, () if parts else number.dims, parts, number.value


def test_the_sentences_of_our_book(books: dict[str, Book]) -> None:
    """Of the levels, growth rates and shares in its sentences none is read wrongly, and at least
    95 in 100 are read."""
    lines: list[Line] = []
    of: dict[int, Paragraph] = {}
    for block in walk_book(books["zh"]):
        if isinstance(block, Heading):
            lines.append(Line(block.text, len(lines), heading=True))
        for paragraph in [block] if isinstance(block, Paragraph) else []:
            of[len(lines)] = paragraph
            lines.append(Line(paragraph.text, len(lines)))
        if isinstance(block, ListBlock):
            lines += [Line(p.text, len(lines) + n) for n, (_, p) in enumerate(block.items)]
    reading = read_source(Source("book", tuple(lines)), "zh")
    read = {
        (number.place.line, number.place.span[0]): meaning(number)
        for number in reading.numbers
        if number.kind is Kind.SENTENCE and number.place.span
    }
    right, wrong, known = 0, [], 0
    for line, paragraph in of.items():
        for number in numbers_of_paragraphs([paragraph]):
            if number.measure.startswith(("institutions", "exchange")) or not number.place.span:
                continue
            known += 1
            got = read.get((line, number.place.span[0]))
            right += got == meaning(number)
            if got is not None and got != meaning(number):
                wrong.append((paragraph.key, number.subject, got, meaning(number)))
    assert wrong == []
    assert known > 500
    assert right >= 0.95 * known


def test_our_own_book_is_audited_with_its_sentences(books: dict[str, Book]) -> None:
    """As built there is nothing to find; one sentence with another digit is found and named."""
    book = books["zh"]
    paragraphs = list(paragraphs_of(book))
    assert own_book(tables_of(book), book.year, "zh", paragraphs) == ()
    at, paragraph = next((n, p) for n, p in enumerate(paragraphs) if p.key == "overview.value")
    spans = tuple(
        replace(span, text="7569.13") if span.text == "7469.13" else span
        for span in paragraph.spans
    )
    paragraphs[at] = replace(paragraph, spans=spans)
    (finding,) = own_book(tables_of(book), book.year, "zh", paragraphs)
    assert finding.marks[0].number.value == Fraction(756913, 100)
    assert finding.place.sheet == "overview.value"


def test_quoted_figures_of_our_book_are_listed(books: dict[str, Book]) -> None:
    """The list of differences quotes another report: its figures are doubts of that kind."""
    line = Line("技术开发合同成交额的增长：原印5.21%　表中的数字为5.22%。", 1)
    reading = read_source(Source("book", (line,)), "zh")
    assert reading.numbers == ()
    assert [doubt.kind for doubt in reading.doubts] == [DoubtKind.QUOTED, DoubtKind.QUOTED]
