"""The site of a book, read by a parser."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from lxml import etree, html

from printed_again import says
from small_book import AWKWARD, cells_of, figures, small_book
from techmarket.errors import TechmarketError
from techmarket.figures.model import Form
from techmarket.observations.measures import MEASURES
from techmarket.render.book_walk import figures_of, paragraphs_of, tables_of
from techmarket.render.drawings import web_drawing
from techmarket.render.site import write_site
from techmarket.render.site.chart import enriched
from techmarket.render.site.facts import measure_words
from techmarket.render.site.places import INDEX, figure_anchor, places_of
from techmarket.render.site.writing import site_files
from techmarket.sentences.measures import TEXT_MEASURES
from techmarket.sentences.model import Span
from techmarket.tables.tidy import COLUMNS

PARTS = ["overview.html", "annex.html", "chronicle.html", "method.html", "cells.html"]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small book, with a link to its English twin."""
    folder = tmp_path_factory.mktemp("site") / "site-zh"
    write_site(small_book(), folder, "../site-en/index.html")
    return folder


def tree(file: Path) -> Any:
    return html.parse(str(file), html.HTMLParser(encoding="utf-8")).getroot()


def every_page(site: Path) -> Iterator[tuple[Path, Any]]:
    for file in sorted(site.glob("*.html")):
        yield file, tree(file)


def text_of(element: Any) -> str:
    return "".join(element.itertext())


def test_the_files_of_a_site(site: Path) -> None:
    """A first page, a page per part, style, scripts, fonts with their licence, CSV files."""
    found = sorted(str(file.relative_to(site)) for file in site.rglob("*") if file.is_file())
    tables = [f"data/{key}.csv" for key in ("empty", "grouped", "long", "named", "wide")]
    drawn = [f"data/figure-{figure.key}.csv" for figure in figures()]
    others = ["OFL.txt", "bold.woff2", "regular.woff2", "search.js", "site.css", "site.js"]
    assert found == sorted([*tables, *drawn, *others, INDEX, *PARTS])


def test_a_site_asks_for_nothing_outside_its_folder(site: Path) -> None:
    """Every address is a file of the folder, or the same book in the other language."""
    for _, page in every_page(site):
        addresses = page.xpath("//@href | //@src | //@srcset | //@action")
        for address in addresses:
            file = address.partition("#")[0]
            there = not file or (site / file).is_file() or file.startswith("../site-en/")
            assert there or address == "data:,", address
    for name in ("site.css", "site.js", "search.js"):
        text = (site / name).read_text(encoding="utf-8")
        assert "http" not in text.replace("www.w3.org", "")
        assert not re.search(r"\beval\b|new Function|innerHTML|document\.write", text)
    assert set(re.findall(r"url\(([^)]*)\)", (site / "site.css").read_text(encoding="utf-8"))) == {
        '"regular.woff2"',
        '"bold.woff2"',
    }


def test_every_cell_stands_with_its_id(site: Path) -> None:
    """Text and cell id of every cell of every table, in order; blanks by declaration have none."""
    book = small_book()
    places = places_of(book, "zh")
    for table in tables_of(book):
        file, _, name = places.tables[table.key].partition("#")
        section = tree(site / file).get_element_by_id(name)
        cells = section.xpath(".//tbody//td")
        expected = list(cells_of(table))
        assert [text_of(cell) for cell in cells] == [cell.text for cell in expected]
        ids = [cell.key.cell_id if cell.key else None for cell in expected]
        assert [cell.get("data-cell") for cell in cells] == ids
        for cell in expected:
            assert cell.observation is None or says(cell.text, cell.observation, cell.unit)


def test_every_number_of_the_text_stands_with_its_id(site: Path) -> None:
    """In running text as in tables."""
    book = small_book()
    wanted = [
        (span.text, span.key.cell_id)
        for paragraph in paragraphs_of(book)
        for span in paragraph.spans
        if isinstance(span, Span) and span.key is not None
    ]
    found = [
        (text_of(span), span.get("data-cell"))
        for _, page in every_page(site)
        for span in page.xpath("//p//span[@data-cell]")
    ]
    assert found == wanted


def test_a_number_tells_definition_value_origin_and_snapshot(site: Path) -> None:
    """The facts of every number that a page shows are in the page."""
    for file, page in every_page(site):
        shown = set(page.xpath("//@data-cell"))
        data = page.xpath("//script[@id='facts']")
        assert bool(data) == (file.name != INDEX)
        if data:
            facts = json.loads(data[0].text)
            assert set(facts["cells"]) == shown
            assert {cell.partition(":")[0] for cell in shown} == set(facts["measures"])
    facts = json.loads(tree(site / "overview.html").xpath("//script[@id='facts']")[0].text)
    assert facts["cells"]["value:2013:place=g00"] == [
        "74691300000000 分 = 7469.1300000000 亿元", "有值", "计算", "snapshot",
    ]  # fmt: skip
    assert facts["cells"]["value:2013:place=g02"] == ["0 分", "零", "计算", "snapshot"]
    assert facts["cells"]["value:2013:place=g11"] == ["", "缺失", "计算", "snapshot"]
    assert facts["measures"]["value"] == ["成交额", "上述合同的合同总金额之和。"]
    assert facts["snapshots"] == {"previous": "b" * 64, "snapshot": "a" * 64}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_measure_has_a_name_and_a_definition(lang: Any) -> None:
    """Those of the tables and those that only running text has."""
    for measure in (*MEASURES, *TEXT_MEASURES):
        name, meaning = measure_words(measure, lang)
        assert name
        assert meaning
        assert (lang == "zh") == bool(re.search(r"[\u4e00-\u9fff]", meaning))


def test_marks_of_a_chart_tell_their_numbers(site: Path) -> None:
    """Every datum that is drawn is a place to reach, with its words; none says another's number.

    A missing value has no mark, or one that says its sign.
    """
    page = tree(site / "overview.html")
    for figure in figures():
        drawn = page.get_element_by_id(figure_anchor(figure)).xpath(".//*[name()='svg']")[0]
        assert (drawn.get("role"), drawn.get("aria-label")) == ("group", figure.alt)
        marks = drawn.xpath(".//*[@data-cell]")
        said = {mark.get("data-cell"): mark.get("aria-label") for mark in marks}
        for series in figure.series:
            for category, datum in zip(figure.categories, series.data, strict=True):
                label = said.get(datum.key.cell_id, "")
                if datum.observation.value is not None:
                    assert category in label
                    assert f"{datum.text} 亿元" in label
        assert {mark.get("role") for mark in marks} == {"img"}


def test_drawings_of_one_page_share_no_id(site: Path) -> None:
    """Nor do tables; every `headers`, `aria-labelledby` and `#…` leads somewhere."""
    for _, page in every_page(site):
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids))
        given = page.xpath("//@headers | //@aria-labelledby")
        named = {name for names in given for name in names.split()}
        named |= {a[1:] for a in page.xpath("//@href") if a.startswith("#")}
        assert named <= set(ids)


def test_ids_of_a_drawing_become_its_own() -> None:
    """And what refers to them follows."""
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" role="img"><defs><clipPath id="c"/></defs>'
        '<g clip-path="url(#c)" aria-label="x"/></svg>'
    )
    figure = figures()[0]
    root = etree.fromstring(enriched(svg, figure, "f-1").encode())
    assert root[0][0].get("id") == "f-1-c"
    assert dict(root[1].attrib) == {"clip-path": "url(#f-1-c)"}


def test_every_figure_has_a_data_table(site: Path) -> None:
    """For those who read numbers rather than pictures."""
    page = tree(site / "overview.html")
    for figure in figures():
        rows = page.get_element_by_id(figure_anchor(figure)).xpath(".//tbody/tr")
        read = [[text_of(cell) for cell in row] for row in rows]
        assert read == [
            [category, *(series.data[place].text for series in figure.series)]
            for place, category in enumerate(figure.categories)
        ]


def test_downloads_hold_every_number(site: Path) -> None:
    """One line per cell with its printed text, its exact value and its id."""
    for table in tables_of(small_book()):
        with (site / f"data/{table.key}.csv").open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.DictReader(stream))
        expected = list(cells_of(table))
        assert [row["value_text"] for row in rows] == [cell.text for cell in expected]
        assert [row["cell_id"] for row in rows] == [
            cell.key.cell_id if cell.key else "" for cell in expected
        ]
    text = (site / f"data/figure-{figures()[0].key}.csv").read_text(encoding="utf-8-sig")
    assert text.splitlines()[0] == ",".join(COLUMNS)
    assert len(text.splitlines()) == 5
    for figure in figures_of(small_book()):
        link = tree(site / "overview.html").get_element_by_id(figure_anchor(figure))
        assert link.xpath(".//a[@download]/@href") == [f"data/figure-{figure.key}.csv"]


def test_search_knows_titles_names_and_numbers(site: Path) -> None:
    """Every entry leads to a place that is there."""
    text = (site / "search.js").read_text(encoding="utf-8")
    entries = json.loads(text.removeprefix("window.techmarketSearch=").rstrip(";\n"))
    titles = [title for title, _, _ in entries]
    assert "一、基本情况" in titles
    assert "图1  bars 的图（单位：亿元）" in titles
    assert "技术开发 / 委托开发  123.45 0.05 999.99" in titles
    for name in AWKWARD:
        assert any(name in title for title in titles)
    pages = {file.name: set(page.xpath("//@id")) for file, page in every_page(site)}
    for _, _, address in entries:
        file, _, name = address.partition("#")
        assert name in pages[file]


def test_navigation(site: Path) -> None:
    """Every page leads to every part, says where it is, and to its twin in the other language."""
    for file, page in every_page(site):
        links = page.xpath("//nav[@class='parts']//a")
        assert [link.get("href") for link in links] == [INDEX, *PARTS]
        here = [link.get("href") for link in links if link.get("aria-current") == "page"]
        assert here == [file.name]
        twin = page.xpath("//a[@class='language']")[0]
        assert (twin.get("href"), twin.get("hreflang")) == (f"../site-en/{file.name}", "en")
        assert page.get("lang") == "zh-CN"
        assert page.xpath("//a[@class='skip']/@href") == ["#main"]
        assert len(page.xpath("//h1")) == 1


def test_contents_name_every_section_table_and_figure(site: Path) -> None:
    """On the first page, each as a link."""
    book, places = small_book(), places_of(small_book(), "zh")
    links = tree(site / INDEX).xpath("//main//a/@href")
    for wanted in (places.sections, places.tables, places.figures):
        assert set(wanted.values()) <= set(links)
    assert len(links) == len(set(links))
    assert len(places.tables) == len(tables_of(book))


def test_mentions_lead_to_what_they_name(site: Path) -> None:
    """见表1 leads to the table, 图1 to the figure, wherever they stand; the index likewise."""
    text = tree(site / "overview.html").xpath("//p[span[@data-cell]]")[0]
    assert [(text_of(a), a.get("href")) for a in text.xpath(".//a")] == [
        ("表1", "overview.html#t-grouped"), ("图1", "overview.html#f-bars_1"),
    ]  # fmt: skip
    index = tree(site / "cells.html").xpath("//table[@class='index']//a")
    assert [(text_of(a), a.get("href")) for a in index] == [
        ("表1", "overview.html#t-grouped"), ("附表2", "annex.html#t-long"),
    ]  # fmt: skip


def test_text_of_the_edition_is_marked(site: Path) -> None:
    """What is not computed says so in the page."""
    page = tree(site / "overview.html")
    assert [text_of(p) for p in page.xpath("//p[@class='edition']")] == ["政策 “#1” *强调*。"]


def test_an_empty_table_says_so(site: Path) -> None:
    """It has its title and a sentence, and no body without rows."""
    section = tree(site / "annex.html").get_element_by_id("t-empty")
    assert text_of(section.xpath(".//p[@class='none']")[0]) == "无数据"
    assert section.xpath(".//table") == []


def test_pages_are_well_formed(site: Path) -> None:
    """Every element that is opened is closed, in order; names do not become elements."""

    class Nesting(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.open: list[str] = []

        def handle_starttag(self, tag: str, attrs: Any) -> None:
            assert len(attrs) == len(dict(attrs))
            if tag not in {"meta", "link", "input", "br"}:
                self.open.append(tag)

        def handle_startendtag(self, tag: str, attrs: Any) -> None:
            assert tag not in {"div", "p", "span"}

        def handle_endtag(self, tag: str) -> None:
            assert self.open.pop() == tag

    for file in site.glob("*.html"):
        nesting = Nesting()
        nesting.feed(file.read_text(encoding="utf-8"))
        assert nesting.open == []
    assert "<b>粗体</b>" not in (site / "annex.html").read_text(encoding="utf-8")


def test_a_site_in_english_without_a_twin(tmp_path: Path) -> None:
    """Words of the form are English, and there is no link to another language."""
    write_site(small_book("en", drawn=False), tmp_path / "site")
    page = tree(tmp_path / "site" / INDEX)
    assert page.get("lang") == "en"
    assert page.xpath("//a[@class='language']") == []
    text = text_of(page)
    assert "Table 1  Contracts by type <2013>" in text
    assert "Skip to the text" in text


def test_the_same_book_gives_the_same_bytes() -> None:
    """Fonts and drawings included."""
    book = small_book()
    few = tuple(part for part in book.parts if part.key in {"overview", "cells"})
    once = dict(site_files(replace(book, parts=few)))
    web_drawing.cache_clear()
    assert dict(site_files(replace(book, parts=few))) == once


def test_parts_whose_keys_make_one_file_name_stay_apart() -> None:
    """`index` is the first page already."""
    book = small_book(drawn=False)
    parts = tuple(
        replace(part, key=key)
        for part, key in zip(book.parts[:3], ["index", "a.b", "a-b"], strict=True)
    )
    pages = places_of(replace(book, parts=parts), "zh").pages
    assert pages == {"index": "part-1.html", "a.b": "a-b.html", "a-b": "part-3.html"}


def test_a_taken_place_is_refused(tmp_path: Path) -> None:
    """And what is there stays."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(TechmarketError) as caught:
        write_site(small_book(drawn=False), tmp_path / "site")
    assert str(caught.value) == (
        f"the place of the site is taken ({tmp_path / 'site'}): it exists and is not an empty "
        "folder; remove it, or name another folder."
    )
    assert [file.name for file in (tmp_path / "site").iterdir()] == ["mine.txt"]


def test_a_site_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the folder nor a part of it."""

    def fail(*_: object, **__: object) -> bytes:
        raise TechmarketError("no typeface", todo="install it")

    monkeypatch.setattr("techmarket.render.site.writing.web_font", fail)
    with pytest.raises(TechmarketError, match="no typeface"):
        write_site(small_book(drawn=False), tmp_path / "site")
    assert list(tmp_path.iterdir()) == []


def test_forms_are_all_drawn() -> None:
    """The small book has a figure of every form."""
    assert {figure.form for figure in figures()} == set(Form)
