"""The site in Chromium, opened from its folder: accessible, usable by keyboard, fit for a phone.

Skipped with its reason where Chromium is absent.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, sync_playwright

from small_book import small_book
from techmarket.render.site import write_site

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")

GRAVE = {"serious", "critical"}

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 800}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    program = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        pytest.skip("Chromium is not installed (none of " + ", ".join(PROGRAMS) + ")")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=["--disable-dev-shm-usage"]
        )
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("browser") / "site"
    write_site(small_book(), folder)
    return folder


@pytest.fixture
def page(browser: Any) -> Iterator[Page]:
    """A page at desktop width; what goes wrong in it or is asked of a network fails the test."""
    page = browser.new_page(viewport=DESK)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda request: _note(request.url, wrong))
    yield page
    page.close()
    assert wrong == []


def _note(url: str, wrong: list[str]) -> None:
    if not url.startswith(("file:", "data:", "blob:")):
        wrong.append(url)


def show(page: Page, site: Path, name: str) -> None:
    page.goto((site / name).as_uri())


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_nothing_serious_stands_in_anyones_way(page: Page, site: Path, size: Any) -> None:
    """axe-core finds no serious and no critical barrier on any page."""
    page.set_viewport_size(size)
    for file in sorted(site.glob("*.html")):
        show(page, site, file.name)
        found = Axe().run(page).response["violations"]
        grave = [
            (each["id"], each["nodes"][0]["html"]) for each in found if each["impact"] in GRAVE
        ]
        assert (file.name, grave) == (file.name, [])


def test_a_short_heading_and_a_mention_stay_on_one_line(page: Page, site: Path) -> None:
    """2013年 is not broken before 年, however narrow its column; neither is 表1 in the text."""
    page.set_viewport_size(PHONE)
    for file in sorted(site.glob("*.html")):
        show(page, site, file.name)
        lines = page.evaluate("""() => [...document.querySelectorAll(
              'thead th.short, section p a, .index a')]
          .map((e) => [e.textContent, new Set([...(() => { const r = document.createRange();
            r.selectNodeContents(e); return r; })().getClientRects()].map((q) => q.top)).size])
          .filter(([, count]) => count > 1)""")
        assert (file.name, lines) == (file.name, [])


def test_what_goes_on_behind_an_edge_is_shown_by_a_shadow(page: Page, site: Path) -> None:
    """Every box that scrolls has it; only a long table has a window of its own."""
    page.set_viewport_size(PHONE)
    seen = set()
    for file in sorted(site.glob("*.html")):
        show(page, site, file.name)
        boxes = page.evaluate("""() => [...document.querySelectorAll('.scroll, .drawing')]
          .filter((e) => e.scrollWidth > e.clientWidth || e.scrollHeight > e.clientHeight + 1)
          .map((e) => [e.className, e.scrollHeight > e.clientHeight + 1,
                       getComputedStyle(e).backgroundAttachment.split(', ').length])""")
        for kind, down, layers in boxes:
            assert layers == 8, (file.name, kind)
            assert not down or "long" in kind, (file.name, kind)
            seen.add(kind)
    assert "scroll long" in seen
    assert len(seen) > 1


def test_a_phone_scrolls_tables_and_not_the_page(page: Page, site: Path) -> None:
    """Each page is as wide as the screen; a wide table moves in its own box, its labels stay."""
    page.set_viewport_size(PHONE)
    for file in sorted(site.glob("*.html")):
        show(page, site, file.name)
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    show(page, site, "annex.html")
    left = """() => {
      const box = document.querySelector('#t-wide .scroll');
      const label = box.querySelector('tbody th');
      const before = label.getBoundingClientRect().left;
      box.scrollLeft = 300;
      return [box.scrollLeft > 0, label.getBoundingClientRect().left - before];
    }"""
    assert page.evaluate(left) == [True, 0]


def test_the_head_of_a_long_table_stays_in_view(page: Page, site: Path) -> None:
    """However far down its rows are read."""
    show(page, site, "annex.html")
    moved = """() => {
      const box = document.querySelector('#t-long .scroll');
      box.scrollTop = 900;
      const head = box.querySelector('thead').getBoundingClientRect();
      return [box.scrollTop > 0, Math.round(head.top - box.getBoundingClientRect().top)];
    }"""
    assert page.evaluate(moved) == [True, 0]


def test_a_number_under_the_pointer_tells_what_it_is(page: Page, site: Path) -> None:
    """Name, definition, exact value, origin and snapshot; Escape takes them away."""
    show(page, site, "overview.html")
    page.hover("p .number")
    told = page.inner_text("#fact").splitlines()
    assert told == [
        "成交额",
        "上述合同的合同总金额之和。",
        "精确值：74691300000000 分 = 7469.1300000000 亿元",
        "状态：有值",
        "来源：计算",
        "本年快照：" + "a" * 64,
        "编号：value:2013:place=g00",
    ]
    assert page.get_attribute("p .number", "aria-describedby") == "fact"
    page.keyboard.press("Escape")
    assert page.is_hidden("#fact")


def test_numbers_are_reached_by_keyboard(page: Page, site: Path) -> None:
    """One stop for a table; arrow keys go from cell to cell, and the facts go along."""
    show(page, site, "overview.html")
    assert page.locator("#t-grouped td[tabindex='0']").count() == 2
    page.focus("#t-grouped td[tabindex='0']")
    assert "place=g00" in page.inner_text("#fact")
    page.keyboard.press("ArrowRight")
    assert "place=g01" in page.inner_text("#fact")
    page.keyboard.press("ArrowDown")
    assert "place=g11" in page.inner_text("#fact")
    page.keyboard.press("ArrowDown")
    assert "place=g21" in page.inner_text("#fact")


def test_marks_of_a_chart_are_reached_by_keyboard(page: Page, site: Path) -> None:
    """One stop for a chart; arrow keys go from mark to mark."""
    show(page, site, "overview.html")
    page.focus("#f-ranking_2 svg [tabindex='0']")
    assert "精确值：22200000000 分 = 2.2200000000 亿元" in page.inner_text("#fact")
    page.keyboard.press("ArrowRight")
    assert "状态：缺失" in page.inner_text("#fact")
    page.keyboard.press("End")
    assert "精确值：88800000000 分 = 8.8800000000 亿元" in page.inner_text("#fact")


def test_search_finds_titles_names_and_numbers(page: Page, site: Path) -> None:
    """All words have to be there; the first found is reached by Enter."""
    show(page, site, "index.html")
    page.fill("#query", "委托 123.45")
    assert page.inner_text("#results p") == "找到 1 处"
    assert page.locator("#results a").count() == 1
    page.fill("#query", "没有这个词")
    assert page.inner_text("#results p") == "没有找到"
    page.fill("#query", "<b>粗体")
    assert page.locator("#results b").count() == 0
    page.fill("#query", "长表")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.wait_for_url("**/annex.html#t-long")


def test_a_table_is_downloaded_from_the_folder(page: Page, site: Path) -> None:
    """The link gives the file beside the page, without a server."""
    show(page, site, "overview.html")
    with page.expect_download() as waiting:
        page.click("#t-grouped .download")
    saved = Path(waiting.value.path())
    assert saved.read_bytes() == (site / "data" / "grouped.csv").read_bytes()


def test_chinese_is_shown_in_the_typeface_of_the_book(page: Page, site: Path) -> None:
    """The page brings its own, for readers whose system has none."""
    show(page, site, "overview.html")
    page.evaluate("document.fonts.ready")
    loaded = "[...document.fonts].filter(f => f.status === 'loaded').map(f => f.weight).sort()"
    assert page.evaluate(loaded) == ["400", "600 700"]


def test_paper_has_the_text_and_not_the_tools(page: Page, site: Path) -> None:
    """Printed, a page has neither navigation nor search, and its tables are whole."""
    show(page, site, "annex.html")
    page.emulate_media(media="print")
    assert page.is_hidden(".search")
    assert page.is_hidden("nav.parts")
    whole = """() => {
      const box = document.querySelector('#t-long .scroll');
      return box.scrollHeight <= box.clientHeight + 1;
    }"""
    assert page.evaluate(whole)
