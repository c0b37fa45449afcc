"""# Accounts in a browser

By keyboard, on a desktop and on a phone, in both languages; nothing that keeps anybody out.
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
from register_people import party, person, small_register, unit
register = small_register()
unit(register.seller, "微电子学院")
new = party("深圳华源电子股份有限公司", register.offices.agency, confirmed=False)
admin = person("administrator", organisation=register.offices.guangdong)
tell({
    "owner": session_of(register.owner.user),
    "new": session_of(person("owner", party=new).user),
    "registrar": session_of(register.registrar.user),
    "admin": session_of(admin.user),
    "fresh": session_of(person("tax", organisation=register.offices.tax).user, verified=False),
    "party": new.party_id,
})
"""

Told = tuple[Site, dict[str, str]]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """A server with a few people and their sessions."""
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


def page_of(browser: Any, site: Told, who: str, language: str, size: Any) -> Any:
    """A page of somebody; what goes wrong in it fails the test."""
    server, told = site
    context = browser.new_context(viewport=size)
    cookies = [{"name": "django_language", "value": language, "url": server.address}]
    if who:
        cookies.append({"name": "sessionid", "value": told[who], "url": server.address})
    context.add_cookies(cookies)
    page = context.new_page()
    page.wrong = []
    page.on("pageerror", lambda error: page.wrong.append(str(error)))
    page.on(
        "console",
        lambda said: page.wrong.append(said.text) if "Content Security" in said.text else None,
    )
    return page


def serious(page: Any) -> list[str]:
    """What axe finds that keeps somebody out."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {one['nodes'][0]['html']}"
        for one in found
        if one["impact"] in ("serious", "critical")
    ]


PAGES = [
    ("", "/"),
    ("", "/login/"),
    ("", "/sign-up/"),
    ("", "/help/"),
    ("", "/no/such/page/"),
    ("owner", "/"),
    ("owner", "/account/"),
    ("owner", "/account/password/"),
    ("owner", "/party/"),
    ("owner", "/party/people/"),
    ("new", "/"),
    ("registrar", "/"),
    ("registrar", "/account-holders/"),
    ("registrar", "/account-holders/{party}/"),
    ("admin", "/offices/"),
    ("admin", "/offices/440301/"),
    ("admin", "/offices/440300/found/"),
    ("fresh", "/account/one-time-password/"),
]


@pytest.mark.parametrize(("language", "size"), [("zh-hans", WIDE), ("en", PHONE)])
def test_every_page_is_for_everybody(browser: Any, site: Told, language: str, size: Any) -> None:
    """Nothing serious by axe, no page wider than the screen, no error of a script."""
    server, told = site
    pages = {who: page_of(browser, site, who, language, size) for who in {who for who, _ in PAGES}}
    for who, address in PAGES:
        page = pages[who]
        page.goto(server.address + address.format(**told))
        assert serious(page) == [], address
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(wide) <= 0, address
        assert page.wrong == [], address


@pytest.mark.parametrize(("language", "size"), [("zh-hans", WIDE), ("en", PHONE)])
def test_an_account_is_opened_by_keyboard(
    browser: Any, site: Told, language: str, size: Any
) -> None:
    """Region and kind are found by typing; what is wrong is read out first, and nothing is lost."""
    page = page_of(browser, site, "", language, size)
    page.goto(site[0].address + "/sign-up/")
    page.focus("#name")
    page.keyboard.type("深圳华源电子股份公司")
    page.keyboard.press("Tab")
    page.locator("#alike li").first.wait_for()
    assert "深圳华源电子有限公司" not in page.inner_text("#alike")  # Whose name it is is not told.
    page.focus("#region")
    page.keyboard.type("4403 南山" if language == "zh-hans" else "Shenzhen")
    page.wait_for_selector("#region-list [role=option]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.focus("#kind")
    page.keyboard.type("150")
    page.wait_for_selector("#kind-list [role=option]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.focus("#agency")
    page.keyboard.type("440301")
    page.keyboard.press("Tab")
    page.focus("#username")
    page.keyboard.type("chen.jianguo" if language == "zh-hans" else "chen")
    page.keyboard.press("Enter")
    page.wait_for_selector(".error-summary:focus")
    assert page.locator("[name=region]").input_value().startswith("4403")
    assert page.locator("[name=kind]").input_value() == "150"
    assert page.input_value("#kind").startswith("150 ")
    assert page.locator("[name=agency]").input_value() == "440301"
    assert serious(page) == []
    assert page.wrong == []


def test_a_form_is_sent_once(browser: Any, site: Told) -> None:
    """However often the button is pressed while the answer is on its way."""
    page = page_of(browser, site, "owner", "zh-hans", WIDE)
    page.goto(site[0].address + "/party/people/")
    page.fill("#unit_name", "材料学院")
    sent = []
    page.on("request", lambda one: sent.append(one.url) if one.method == "POST" else None)
    page.evaluate(
        "() => { const b = document.querySelector('form[action*=units] button:last-of-type');"
        "const f = document.querySelector('#unit_name').form.querySelector('button');"
        "f.click(); f.click(); f.click(); }"
    )
    page.get_by_text("已添加“材料学院”。").wait_for()
    assert len(sent) == 1


def test_without_scripts_a_list_of_codes_is_a_native_one(browser: Any, site: Told) -> None:
    """And a typed label is read by the server."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site[0].address + "/sign-up/")
    page.select_option("select[name=kind]", "150")
    page.fill("input[name=region]", "广东省深圳市南山区")
    page.click("main button.primary")
    assert page.input_value("input[name=region]") == "440305 南山区"
    assert page.input_value("select[name=kind]") == "150"


def test_the_menu_closes_with_escape(browser: Any, site: Told) -> None:
    """The focus is back where it was opened."""
    page = page_of(browser, site, "owner", "zh-hans", PHONE)
    page.goto(site[0].address)
    page.focus(".menu summary")
    page.keyboard.press("Enter")
    assert page.locator(".menu-body").is_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert not page.locator(".menu-body").is_visible()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
