"""# Review in a browser

The queues and the page of a contract by keyboard, on a desktop and on a phone, in both languages.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from site_server import Site

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine")

WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}

FILL = """
from register_people import small_register
from techmarket.web.review import actions

register = small_register()
for name in ("信号采集模块的委托开发", "水质监测终端的委托开发"):
    register.submitted(project_name=name)
one = register.submitted(value="8000000", technical_value="6000000")
one = actions.accept(register.registrar, one.uid, one.revision)
tell({"session": session_of(register.registrar.user), "uid": one.uid})
"""
"""Two applications to accept, and one under review that needs experts."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, dict[str, str]]]:
    """A server with some applications, the session of a registrar, and one of the contracts."""
    folder: Path = tmp_path_factory.mktemp("site")
    server = Site(folder, workers=1)
    server.manage("migrate")
    told = server.inside(FILL)
    server.start()
    yield server, told
    server.kill()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


def page_of(browser: Any, site: tuple[Site, dict[str, str]], language: str, size: Any) -> Any:
    """A page of the registrar."""
    server, told = site
    context = browser.new_context(viewport=size)
    for name, value in (("sessionid", told["session"]), ("django_language", language)):
        context.add_cookies([{"name": name, "value": value, "url": server.address}])
    return context.new_page()


def test_a_registrar_works_by_keyboard(browser, site):
    """j and k go through the queue, Enter opens, u goes back, n to the next; x ticks and A accepts.
    Shortcuts rest while somebody types, and can be turned off."""
    address = f"{site[0].address}/review"
    page = page_of(browser, site, "zh-hans", WIDE)
    page.goto(f"{address}/queue/accept/")
    here = "document.activeElement.textContent"
    page.keyboard.press("j")
    assert page.evaluate(here) == "信号采集模块的委托开发"
    page.keyboard.press("j")
    assert page.evaluate(here) == "水质监测终端的委托开发"
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.wait_for_url("**/review/contract/**")
    assert page.locator("h1").inner_text() == "信号采集模块的委托开发"
    page.keyboard.press("n")
    page.wait_for_function("document.querySelector('h1').textContent == '水质监测终端的委托开发'")
    page.keyboard.press("u")
    page.wait_for_url("**/review/queue/accept/")
    page.keyboard.press("/")
    page.keyboard.type("jx模块")
    assert page.locator("#q").input_value() == "jx模块"
    page.locator("h1").click()
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("A")
    page.wait_for_selector(".notice.done")
    assert "已受理 1 件。" in page.locator(".notice.done").inner_text()
    page.goto(f"{address}/queue/accept/")
    page.locator(".keys summary").click()
    page.locator("[data-keys-on]").uncheck()
    page.locator("h1").click()
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.tagName") != "A"
    page.reload()
    assert not page.locator("[data-keys-on]").is_checked()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_nothing_serious_for_who_cannot_see_or_point(browser, site, language):
    """axe finds nothing serious on a queue and on the page of a contract, at both widths; nothing
    is wider than the window, and no script or style is refused."""
    from axe_playwright_python.sync_playwright import Axe

    for size in (WIDE, PHONE):
        page = page_of(browser, site, language, size)
        refused: list[str] = []
        page.on("console", lambda message, told=refused: told.append(message.text))
        for address in (
            "queue/accept/",
            "queue/all/?q=x",
            f"contract/{site[1]['uid']}/?queue=mine",
        ):
            page.goto(f"{site[0].address}/review/{address}")
            found = Axe().run(page).response["violations"]
            serious = [one["id"] for one in found if one["impact"] in ("serious", "critical")]
            assert serious == [], address
            wider = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
            assert not page.evaluate(wider), address
        assert refused == []
