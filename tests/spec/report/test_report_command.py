"""`techmarket report`: the whole book from snapshots, whole or not at all."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from lxml import html

from printed_pdf import page_texts
from register_text import frozen
from techmarket.cli import report as command
from techmarket.errors import TechmarketError
from techmarket.report.model import Book, TableBlock
from techmarket.snapshot import Snapshot

REGISTER = """
contract_type seller_region registration_date value
11            110000        2013-02-01        30000000000
41            210100        2013-03-01        10000000000
"""

EDITION = """
based_on = "2013"
year = 2013
title = { zh = "书", en = "Book" }

[[tables]]
key = "contracts_by_type"

[[tables]]
key = "traded_in_east"
"""

BOOK = """
title = { zh = "{place}书", en = "Book of {place}" }
subtitle = { zh = "{year}年数据", en = "Data of {year}" }
publisher = { zh = "", en = "" }
published = { zh = "", en = "" }

[[parts]]
key = "types"
title = { zh = "类别", en = "Types" }
blocks = ["text:overview", "table:contracts_by_type"]

[[parts]]
key = "silent"
title = { zh = "无话", en = "Silent" }
blocks = ["text:institutions.exchanges"]

[[parts]]
key = "east"
title = { zh = "东部", en = "East" }
blocks = ["table:traded_in_east"]
"""


@pytest.fixture
def edition(tmp_path: Path) -> str:
    """An edition with two tables and no figure."""
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "edition.toml").write_text(EDITION, encoding="utf-8")
    (folder / "book.toml").write_text(BOOK, encoding="utf-8")
    (folder / "figures.toml").write_text("figures = []\n", encoding="utf-8")
    return str(folder)


@pytest.fixture
def snapshot(tmp_path: Path) -> Snapshot:
    return frozen(tmp_path, REGISTER)


def run(snapshot: Snapshot, edition: str, out: Path, **given: Any) -> None:
    call: dict[str, Any] = {"previous": None, "formats": "pdf", **given}
    command.report(snapshot=snapshot.path, edition=edition, out=out, **call)


def refusal(snapshot: Snapshot, edition: str, out: Path, **given: Any) -> str:
    with pytest.raises(TechmarketError) as refused:
        run(snapshot, edition, out, **given)
    return str(refused.value)


def test_a_book_in_both_languages(
    snapshot: Snapshot, edition: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The folder holds the files it names, `report.json` the hashes of all; no year before is no
    error, and its growth is printed as not to be had."""
    out = tmp_path / "out"
    told: list[tuple[str, int, int]] = []
    run(snapshot, edition, out, langs=["both"], progress=lambda *step: told.append(step))
    files = ["report-zh.pdf", "report-en.pdf"]
    assert capsys.readouterr().out.split() == [str(out / name) for name in files]
    about = json.loads((out / "report.json").read_text(encoding="utf-8"))
    assert about["snapshots"] == {"snapshot": snapshot.hash}
    assert about["cutoff"] == "2013-12-31"
    assert about["files"] == {
        name: sha256((out / name).read_bytes()).hexdigest() for name in sorted(files)
    }
    assert ("report", 0, 2) in told
    assert told[-1] == ("report", 2, 2)
    text = "".join(page_texts((out / "report-zh.pdf").read_bytes()))
    assert "委托开发1--3.00--75.00" in text
    assert "无话" not in text


def test_the_numbers_of_sections_pass_over_what_is_left_out(
    snapshot: Snapshot, edition: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A part in which nothing stands has no heading and no number."""
    books: list[Book] = []
    kept = command.Format("x", lambda book, place, langs: books.append(book))
    monkeypatch.setitem(command.FORMATS, "pdf", kept)
    run(snapshot, edition, tmp_path / "out", langs=["zh", "en", "zh"])
    assert [(part.number, part.title) for part in books[0].parts] == [
        ("第一部分", "类别"),
        ("第二部分", "东部"),
    ]
    assert [book.lang for book in books] == ["zh", "en"]
    assert (books[0].title, books[1].title) == ("全国书", "Book of China")


def test_twice_the_same_bytes(snapshot: Snapshot, edition: str, tmp_path: Path) -> None:
    """`report.json` names the same hashes; a report in the way is replaced."""
    run(snapshot, edition, tmp_path / "a")
    run(snapshot, edition, tmp_path / "b")
    first = (tmp_path / "a" / "report.json").read_bytes()
    assert (tmp_path / "b" / "report.json").read_bytes() == first
    run(snapshot, edition, tmp_path / "b")
    assert (tmp_path / "b" / "report.json").read_bytes() == first


def test_bad_calls_are_refused_before_any_work(
    snapshot: Snapshot, edition: str, tmp_path: Path
) -> None:
    """A language, a format, a place to write to: each is named, and nothing is written."""
    out = tmp_path / "out"
    assert refusal(snapshot, edition, out, formats="pdf,odt") == (
        "there is no format 'odt'; choose from pdf, docx, xlsx, html, separated by commas."
    )
    assert refusal(snapshot, edition, out, langs=["fr"]) == (
        "there are no tables in the language 'fr'; choose one of zh, en."
    )
    book = Path(edition) / "book.toml"
    book.write_text(BOOK.replace("table:traded_in_east", "table:traded_in_moon"), encoding="utf-8")
    assert refusal(snapshot, edition, out) == (
        f"the edition own has no table 'traded_in_moon' ({book}, section east); "
        "choose one of contracts_by_type, traded_in_east."
    )
    book.write_text(BOOK, encoding="utf-8")
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "dear.txt").write_text("…", encoding="utf-8")
    assert refusal(snapshot, edition, tmp_path / "letters") == (
        f"the place to write to is taken ({tmp_path / 'letters'}): it exists and holds no report; "
        "remove it, or choose another --out."
    )
    assert not out.exists()
    assert (tmp_path / "letters" / "dear.txt").is_file()


def test_a_failure_leaves_the_report_that_was_there(
    snapshot: Snapshot, edition: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A book that cannot be written whole is not written at all."""
    out = tmp_path / "out"
    run(snapshot, edition, out)
    before = {file.name: file.read_bytes() for file in out.iterdir()}

    def fails(*given: object) -> None:
        raise OSError("no more")

    monkeypatch.setitem(command.FORMATS, "pdf", command.Format("x", fails))
    with pytest.raises(OSError, match="no more"):
        run(snapshot, edition, out)
    assert {file.name: file.read_bytes() for file in out.iterdir()} == before
    assert [p.name for p in tmp_path.iterdir() if "partial" in p.name] == []


def test_a_seller_without_a_glyph(edition: str, tmp_path: Path) -> None:
    """A name that the typeface cannot show is told with its place; nothing is left behind."""
    own = Path(edition) / "edition.toml"
    own.write_text(EDITION + '\n[[tables]]\nkey = "largest_enterprises"\n', encoding="utf-8")
    book = Path(edition) / "book.toml"
    book.write_text(BOOK.replace('"table:traded', '"table:largest_enterprises", "table:traded'))
    text = "seller_id seller_kind\n甲\U00013000公司 100"
    with pytest.raises(TechmarketError) as refused:
        run(frozen(tmp_path, text), edition, tmp_path / "out")
    assert str(refused.value) == (
        "the typeface has no glyph for a character (table:largest_enterprises): "
        "\U00013000 (U+13000); write the text with other characters."
    )
    assert not (tmp_path / "out").exists()


def test_a_book_that_contradicts_itself_is_not_released(
    snapshot: Snapshot,
    edition: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A total with another digit than its parts: exit code 3, the finding, and no folder."""
    made = command.build_book

    def doctored(*given: Any) -> Book:
        book = made(*given)
        part = book.parts[0]
        block = next(b for b in part.blocks if isinstance(b, TableBlock))
        row = next(n for n, line in enumerate(block.table.cells) if line[0].text == "2")
        line = block.table.cells[row]
        cells = list(block.table.cells)
        cells[row] = (replace(line[0], text="7"), *line[1:])
        table = replace(block.table, cells=tuple(cells))
        blocks = tuple(TableBlock(table) if b is block else b for b in part.blocks)
        return replace(book, parts=(replace(part, blocks=blocks), *book.parts[1:]))

    monkeypatch.setattr(command, "build_book", doctored)
    out = tmp_path / "out"
    call: dict[str, Any] = {"previous": None, "formats": "pdf"}
    code = command.report(snapshot=snapshot.path, edition=edition, out=out, **call)
    assert code == command.FINDINGS
    assert ": 7 — " in capsys.readouterr().out
    assert not out.exists()


def test_an_audit_that_is_killed(
    snapshot: Snapshot, edition: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A book whose audit was stopped from outside is not released: what was there stays."""
    out = tmp_path / "out"
    run(snapshot, edition, out)
    before = (out / "report-zh.pdf").read_bytes()
    killed = (sys.executable, "-c", "import os; os.kill(os.getpid(), 9)")
    monkeypatch.setattr("techmarket.cli.auditing.COMMAND", killed)
    with pytest.raises(TechmarketError) as refused:
        run(snapshot, edition, out)
    assert str(refused.value) == (
        "the audit of the book was stopped before its end: signal 9; nothing was replaced: see "
        "that there is memory enough, and run it again."
    )
    assert (out / "report-zh.pdf").read_bytes() == before
    assert [path.name for path in tmp_path.glob("*partial*")] == []


def test_an_audit_that_fails(
    snapshot: Snapshot, edition: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A defect of the audit is no finding, and no release either."""
    failing = (sys.executable, "-c", "import sys; sys.exit(1)")
    monkeypatch.setattr("techmarket.cli.auditing.COMMAND", failing)
    with pytest.raises(RuntimeError, match=r"^the audit of the book failed with exit code 1$"):
        run(snapshot, edition, tmp_path / "out")
    assert not (tmp_path / "out").exists()


NAMES = (
    "=1+1",
    "#引用",
    "<b>粗体</b>",
    "*星*",
    '"引号"',
    "@SUM(A1)",
    "$x$",
    "_下划_",
    "`反引`",
    "反\\n斜\\u{41}",
    "//注释",
    "[甲]{乙}",
    "{{year}}",
    "{year}",
    "%s&amp;",
    "北京" * 60,
)
"""Names that mean something to a typesetter, a spreadsheet, a page, a template; a long one."""


def test_names_of_sellers_are_letters_in_every_format(edition: str, tmp_path: Path) -> None:
    """From the register to all four formats, in tables and in sentences, each name is whole."""
    own, book = Path(edition) / "edition.toml", Path(edition) / "book.toml"
    own.write_text(EDITION + '\n[[tables]]\nkey = "largest_enterprises"\n', encoding="utf-8")
    blocks = '"text:institutions.sellers", "table:largest_enterprises", "table:traded'
    book.write_text(BOOK.replace('"table:traded', blocks), encoding="utf-8")
    lines = [f"{name} 100 {10**12 - place}" for place, name in enumerate(NAMES)]
    text = "\n".join(["seller_id seller_kind value", *lines])
    out = tmp_path / "out"
    run(frozen(tmp_path, text), edition, out, formats="pdf,docx,xlsx,html")
    read = {
        "pdf": "".join(page_texts((out / "report-zh.pdf").read_bytes())),
        "docx": _word(out / "report-zh.docx"),
        "xlsx": _cells(out / "report-zh.xlsx"),
        "html": _page(out / "site-zh" / "east.html"),
    }
    lost = [(form, name) for form, found in read.items() for name in NAMES if name not in found]
    assert lost == []


def _word(file: Path) -> str:
    document = docx.Document(str(file))
    cells = (c.text for t in document.tables for r in t.rows for c in r.cells)
    return "\n".join(cells)


def _cells(file: Path) -> str:
    """Texts alone: a formula would not be one."""
    sheets = openpyxl.load_workbook(file).worksheets
    cells = (cell for sheet in sheets for row in sheet.iter_rows() for cell in row)
    return "\n".join(str(cell.value) for cell in cells if cell.data_type == "s")


def _page(file: Path) -> str:
    return "".join(html.parse(str(file), html.HTMLParser(encoding="utf-8")).getroot().itertext())
