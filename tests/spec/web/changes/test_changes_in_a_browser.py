"""Changes, history and totals in a browser: by hand, at both widths, in both languages.

The snapshot is made by a process of its own while the page waits. Not here: what the actions do.
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
from register_people import person, small_register
from techmarket.web.changes.actions import asking, deciding

register = small_register()
one = register.registered()
two = register.registered(project_name="水质监测终端的委托开发")
two = asking.ask_change(
    register.owner, two.uid, two.revision, "amendment", {"value": "200000"}, "增加内容。"
)
two = deciding.grant(register.registrar, two.uid, two.revision, "同意。")
two = asking.ask_cancellation(register.owner, two.uid, two.revision, "合同已解除。")
people = {
    "owner": register.owner,
    "registrar": register.registrar,
    "tax": person("tax", organisation=register.offices.tax),
    "administrator": person("administrator", organisation=register.offices.guangdong),
    "statistician": person("statistician", organisation=register.offices.guangdong),
}
tell({
    "sessions": {role: session_of(actor.user) for role, actor in people.items()},
    "one": one.uid, "two": two.uid,
})
"""
"""A registered contract; one that was amended and is to be cancelled; people of five roles."""

Told = tuple[Site, dict[str, Any]]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    folder: Path = tmp_path_factory.mktemp("site")
    server = Site(folder, workers=1)
    server.manage("migrate")
    told = server.inside(FILL)
    server.start()
    yield server, told
    server.kill()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


def page_of(browser: Any, site: Told, role: str, language: str, size: Any = WIDE) -> Any:
    """A page of somebody of a role."""
    server, told = site
    context = browser.new_context(viewport=size)
    for name, value in (("sessionid", told["sessions"][role]), ("django_language", language)):
        context.add_cookies([{"name": name, "value": value, "url": server.address}])
    return context.new_page()


def test_asked_for_and_granted_by_hand(browser: Any, site: Told) -> None:
    """The seller types a new value and a reason; the registrar sees both values and grants it."""
    server, told = site
    page = page_of(browser, site, "owner", "zh-hans")
    page.goto(f"{server.address}/changes/{told['one']}/")
    page.get_by_role("link", name="申请变更").click()
    page.get_by_label("合同成交金额").fill("30万")
    page.get_by_role("textbox", name="理由").fill("双方签订了补充协议。")
    page.get_by_role("button", name="提交申请").click()
    page.wait_for_selector(".notice.done")
    assert "变更申请已提交。" in page.locator(".notice.done").first.inner_text()
    page = page_of(browser, site, "registrar", "en")
    page.goto(f"{server.address}/changes/{told['one']}/")
    assert page.locator("ins").first.inner_text() == "300,000.00 yuan"
    page.get_by_label("Answer").fill("材料齐全。")
    page.get_by_role("button", name="Register the change").click()
    page.wait_for_selector(".notice.done")
    assert "The change is registered." in page.locator(".notice.done").first.inner_text()
    page = page_of(browser, site, "tax", "en")
    page.goto(f"{server.address}/notices/")
    assert page.locator("article").first.locator("h2").inner_text() == "The contract was amended"


def test_a_snapshot_while_one_waits(browser: Any, site: Told) -> None:
    """It is asked for, made aside, and shown without loading the page again."""
    from django.utils import timezone

    server, _ = site
    page = page_of(browser, site, "statistician", "en")
    page.goto(f"{server.address}/snapshots/")
    page.get_by_label("Cut-off date").fill(timezone.localdate().isoformat())
    page.get_by_role("button", name="Freeze").click()
    page.wait_for_selector("#snapshot-list .badge.done", timeout=60_000)
    folder = page.locator("#snapshot-list .code").last.inner_text()
    assert (server.data / folder / "manifest.json").is_file()


@pytest.mark.parametrize(("language", "size"), [("zh-hans", WIDE), ("en", PHONE)])
def test_nothing_serious_for_who_cannot_see_or_point(
    browser: Any, site: Told, language: str, size: dict[str, int]
) -> None:
    """axe finds nothing serious, nothing is wider than the window, nothing is refused."""
    from axe_playwright_python.sync_playwright import Axe

    server, told = site
    places = (
        ("owner", f"changes/{told['two']}/"),
        ("owner", f"changes/{told['one']}/"),
        ("registrar", f"changes/{told['two']}/"),
        ("administrator", f"changes/{told['two']}/"),
        ("tax", f"changes/{told['two']}/"),
        ("tax", "notices/?show=all"),
        ("registrar", f"history/contract/{told['two']}/"),
        ("administrator", "totals/"),
        ("statistician", "snapshots/"),
    )
    for role, address in places:
        page = page_of(browser, site, role, language, size)
        refused: list[str] = []
        page.on("console", lambda message, told=refused: told.append(message.text))
        page.goto(f"{server.address}/{address}")
        found = Axe().run(page).response["violations"]
        serious = [one["id"] for one in found if one["impact"] in ("serious", "critical")]
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert (address, serious, refused, wide <= 0) == (address, [], [], True)
        page.context.close()
