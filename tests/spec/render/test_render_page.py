"""The web page, read by a parser that knows which elements close."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from techmarket.errors import TechmarketError
from techmarket.render.page import page, write_page
from techmarket.tables.model import BuiltTable

Build = Callable[..., BuiltTable]
Attributes = dict[str, str | None]

VOID = {"meta", "br"}


class Reader(HTMLParser):
    """Elements with their attributes and text, in order; fails on a wrong nesting."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[int] = []
        self.elements: list[tuple[str, Attributes, list[str]]] = []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(attrs) == len(dict(attrs))
        self.elements.append((tag, dict(attrs), []))
        if tag not in VOID:
            self.open.append(len(self.elements) - 1)

    def handle_endtag(self, tag: str) -> None:
        assert self.elements[self.open.pop()][0] == tag

    def handle_data(self, data: str) -> None:
        for place in self.open:
            self.elements[place][2].append(data)

    def all(self, *tags: str) -> list[tuple[Attributes, str]]:
        return [(a, "".join(words)) for tag, a, words in self.elements if tag in tags]


def table(build: Build, **given: object) -> BuiltTable:
    return build(
        ["甲/合计", "甲/一", "合计"], ["数/项", "数/元", "率"],
        [["1", "2.00", "—"], ["3", "4.00", ""], ["5", "6.00", "7.00"]],
        stub=("类别", ""), notes=("一。",), source="登记系统", **given,
    )  # fmt: skip


def test_every_cell_names_its_headers(build: Build) -> None:
    """So that a screen reader says 甲, 一, 数, 元 before 4.00."""
    read = Reader(page([table(build)], "年度报告"))
    labels = {a["id"]: words for a, words in read.all("th") if "id" in a}
    said = {
        words: [labels[name] for name in (a["headers"] or "").split()]
        for a, words in read.all("td")
        if "headers" in a
    }
    assert said["4.00"] == ["数", "元", "甲", "一"]
    assert said["7.00"] == ["率", "合计"]
    assert len(labels) == len({a["id"] for a, _ in read.all("th") if "id" in a})


def test_heads_have_their_scope(build: Build) -> None:
    """A head of several columns is a column group, one of several rows a row group."""
    scopes = [(words, a["scope"]) for a, words in Reader(page([table(build)], "t")).all("th")]
    assert scopes == [
        ("类别", "col"), ("数", "colgroup"), ("率", "col"), ("项", "col"), ("元", "col"),
        ("甲", "rowgroup"), ("合计", "row"), ("一", "row"), ("合计", "row"),
    ]  # fmt: skip


def test_a_group_of_rows_is_a_body_of_its_own(build: Build) -> None:
    """The scope of a row group ends with its body."""
    read = Reader(page([table(build)], "t"))
    assert [words.count("\n") for _, words in read.all("tbody")] == [3, 2]


def test_every_cell_leads_to_its_number(build: Build) -> None:
    """Cell id, exact value, status and origin; a blank by declaration has none."""
    cells = Reader(page([table(build)], "t")).all("td")
    number = next(a for a, words in cells if words == "4.00")
    assert number["data-cell"] == "value:2013:place=甲/一·数/元"
    assert number["title"] == "精确值：1234567 分\n状态：有值\n来源：计算"
    sign = next(a for a, words in cells if words == "—")
    assert sign["title"] == "状态：不适用\n来源：计算"
    blank = next(a for a, words in cells if words == "")
    assert set(blank) == {"headers"}


def test_caption_units_notes_and_source(build: Build) -> None:
    """The table says itself what it is."""
    read = Reader(page([table(build)], "年度报告"))
    assert [words for _, words in read.all("caption")] == ["附表4 各类技术合同构成单位：项、亿元"]
    assert [words for _, words in read.all("li")][1:] == ["注：一。", "资料来源：登记系统"]
    assert [words for _, words in read.all("h1", "title")] == ["年度报告", "年度报告"]


def test_navigation_and_keyboard(build: Build) -> None:
    """A list of all tables, a skip link first of all, boxes that can be scrolled by keyboard."""
    read = Reader(page([table(build), table(build, key="other", number="表13a")], "t"))
    links = [a["href"] for a, _ in read.all("a")]
    assert links[:3] == ["#t-contracts_by_type", "#t-contracts_by_type", "#t-other"]
    places = {a["id"] for _, a, _ in read.elements if "id" in a}
    assert {(link or "").removeprefix("#") for link in links} <= places
    boxes = [a for a, _ in read.all("div") if a.get("role") == "region"]
    assert [(a["tabindex"], a["aria-labelledby"]) for a in boxes] == [
        ("0", "t-contracts_by_type-title"), ("0", "t-other-title"),
    ]  # fmt: skip
    assert {a["aria-labelledby"] for a in boxes} <= places


def test_an_id_stands_once(build: Build) -> None:
    """Also where two tables have the same labels."""
    read = Reader(page([table(build), table(build, key="other")], "t"))
    names = [a["id"] for _, a, _ in read.elements if "id" in a]
    assert len(names) == len(set(names))


def test_every_text_is_escaped(build: Build) -> None:
    """Whatever a party, a label, a title or a note contains."""
    bad = "<b onclick='x'>\"&amp;"
    hostile = build(
        [f"{bad}甲/r", f"{bad}乙/r"], [f"{bad}/c"], [[bad], ["x"]], names=True, title=bad,
        units=bad, stub=(bad, bad), notes=(bad,), source=bad, number=bad,
    )  # fmt: skip
    text = page([hostile], bad)
    assert "<b" not in text.partition("</style>")[2].replace("<body", "")
    read = Reader(text)
    assert not read.all("b")
    assert (bad, bad) in [(words, words) for a, words in read.all("td")]
    assert read.all("title")[0][1] == bad


def test_nothing_is_asked_over_the_network(build: Build) -> None:
    """One file, readable without a network, and without a script."""
    text = page([table(build)], "t")
    assert not re.search(r"(?i)https?:|url\(|@import|<script|<link|<img|src=", text)


def test_names_stand_on_the_left(build: Build) -> None:
    """With their heading."""
    read = Reader(page([build(["1"], ["名称"], [["某公司"]], names=True)], "t"))
    assert [a["class"] for a, words in read.all("td") if words == "某公司"] == ["name"]
    assert [a["class"] for a, words in read.all("th") if words == "名称"] == ["left"]


def test_wide_tables_are_printed_across(build: Build) -> None:
    """From nine columns on, with the stub."""
    sections = Reader(
        page([build(["a"], list("12345678")), build(["a"], list("1234567"), key="b")], "t")
    ).all("section")
    assert [a["class"] for a, _ in sections] == ["table wide", "table"]


def test_languages(build: Build) -> None:
    """The page tells its language, and the words of the form are of it."""
    text = page([table(build)], "t", "en")
    read = Reader(text)
    assert read.all("html")[0][0]["lang"] == "en"
    assert read.all("caption")[0][1] == "Annex Table 4 各类技术合同构成Unit: 项、亿元"
    assert 'lang="zh-CN"' in page([], "t")


def test_an_unknown_language_writes_nothing(build: Build, tmp_path: Path) -> None:
    """It is refused before the file is begun."""
    with pytest.raises(TechmarketError):
        write_page([table(build)], tmp_path / "t.html", "t", "fr")
    assert list(tmp_path.iterdir()) == []


def test_the_same_tables_give_the_same_bytes(build: Build, tmp_path: Path) -> None:
    """And nothing else is left in the folder."""
    for name in ("a.html", "b.html"):
        write_page([table(build)], tmp_path / name, "t")
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()
    assert len(list(tmp_path.iterdir())) == 2
