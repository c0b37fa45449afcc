"""The Word document and the workbook, opened by LibreOffice.

Skipped with its reason where LibreOffice, or its word processor, is absent.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pypdf
import pytest

from small_book import figures, small_book
from techmarket.render.book_walk import Heading, figure_caption, table_caption, tables_of, walk_book
from techmarket.render.book_workbook import write_book_workbook
from techmarket.render.docx import write_docx
from techmarket.report.model import Book

SECONDS = 90


def converted(file: Path) -> Path | None:
    """The PDF that LibreOffice makes of a file, `None` if it cannot load it."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed (no soffice on the path)")
    profile = (file.parent / "profile").as_uri()
    command = [program, "--headless", f"-env:UserInstallation={profile}", "--convert-to", "pdf"]
    subprocess.run(
        [*command, "--outdir", str(file.parent), str(file)],
        capture_output=True,
        check=False,
        timeout=SECONDS,
    )
    pdf = file.with_suffix(".pdf")
    return pdf if pdf.is_file() else None


def pages(pdf: Path) -> list[str]:
    """The text of every page without blanks, which a program sets as it likes."""
    return [re.sub(r"\s+", "", page.extract_text()) for page in pypdf.PdfReader(pdf).pages]


def bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.fixture(scope="module")
def book() -> Book:
    return small_book()


@pytest.fixture(scope="module")
def printed(book: Book, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder = tmp_path_factory.mktemp("office")
    known_good = folder / "plain.txt"
    known_good.write_text("a text", encoding="utf-8")
    if converted(known_good) is None:
        pytest.skip("LibreOffice is installed without its word processor")
    write_docx(book, folder / "book.docx")
    pdf = converted(folder / "book.docx")
    assert pdf is not None
    return pages(pdf)


def test_a_program_opens_the_document_whole(book: Book, printed: list[str]) -> None:
    """Every heading and every caption is printed."""
    text = "".join(printed)
    for item in walk_book(book):
        if isinstance(item, Heading):
            assert bare(item.text) in text
    for table in tables_of(book):
        assert bare(table_caption(table, "zh")) in text
    for figure in figures():
        assert bare(figure_caption(figure, "zh")) in text
    assert 8 <= len(printed) <= 20


def test_the_contents_name_the_page_on_which_a_thing_stands(book: Book, printed: list[str]) -> None:
    """Page numbers are reckoned by the program that prints; parts begin after the contents."""
    front = next(place for place, text in enumerate(printed) if "目录" not in text and place > 0)
    contents = "".join(printed[1:front])
    captions = [table_caption(table, "zh") for table in tables_of(book)]
    captions += [figure_caption(figure, "zh") for figure in figures()]
    captions += [item.text for item in walk_book(book) if isinstance(item, Heading)]
    for caption in map(bare, captions):
        found = re.search(re.escape(caption) + r"\.*(\d+)", contents)
        assert found, caption
        assert caption in printed[front + int(found[1]) - 1]


def test_a_long_table_repeats_its_head(printed: list[str]) -> None:
    """附表2 has more rows than a page, and 地区 over them on each page that it takes."""
    taken = [text for text in printed[1:] if re.search(r"地区\d+", text)]
    assert len(taken) >= 2
    assert all("地区值" in text for text in taken)


def test_a_program_opens_the_workbook_whole(tmp_path: Path) -> None:
    """Every sheet prints, with the numbers as they are printed in the book."""
    write_book_workbook(small_book(), tmp_path / "book.xlsx")
    pdf = converted(tmp_path / "book.xlsx")
    assert pdf is not None
    text = "".join(pages(pdf))
    for table in tables_of(small_book()):
        assert bare(table.title) in text
        assert all(bare(cell.text) in text for row in table.cells for cell in row)
    assert "###" not in text
