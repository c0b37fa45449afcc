"""# Applying in a browser

A contract is typed by keyboard, page by page, and handed in; nothing that was typed is lost, and
nothing needs a mouse.
"""

from __future__ import annotations

import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from files_to_attach import PDF
from site_server import Site

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine")

WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}

FILL = """
from register_people import party, small_register, sound
from techmarket.web.contracts.actions import applying, deciding

register = small_register()
party("武汉大学", region="420100", kind="0211")
done = register.registered()
returned = register.submitted(project_name="电池管理系统的技术咨询", contract_type="3")
notes = {"value": "请核对。"}
deciding.give_back(register.registrar, returned.uid, returned.revision, "请补正。", notes)
draft = applying.begin(register.owner, {"currency": "USD", "value": "十二"})
tell({
    "session": session_of(register.owner.user), "done": done.uid, "returned": returned.uid,
    "draft": draft.uid,
})
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, dict[str, str]]]:
    """A server with a few contracts, and the session of their seller."""
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
    """A page of the seller."""
    server, told = site
    context = browser.new_context(viewport=size)
    for name, value in (("sessionid", told["session"]), ("django_language", language)):
        context.add_cookies([{"name": name, "value": value, "url": server.address}])
    return context.new_page()


def saved(page: Any) -> None:
    """Wait until what was typed is saved by itself, and say no longer that it was."""
    page.locator("#saved", has_text="已保存").wait_for()
    page.evaluate("document.getElementById('saved').textContent = ''")


def choose(page: Any, field: str, text: str) -> None:
    """Choose a code by typing some of its label, or the whole text where all are shown."""
    page.locator(f"#{field}-field input[role=combobox]").focus()
    page.keyboard.type(text)
    page.wait_for_selector(f"#{field}-field [role=option]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")


@pytest.mark.parametrize("presses", [1, 2, 3])
def test_keys_pressed_before_the_choices_are_there_count(browser, site, presses):
    """Whoever types and goes on at once gets the choice that the keys mean, not the text alone; one
    who presses slowly gets the same.
    """
    server, _ = site
    page = browser.new_context(viewport=WIDE).new_page()
    page.goto(f"{server.address}/sign-up/")
    field = page.locator("#region-field")
    chosen = []
    for slowly in (False, True):
        field.locator("input[role=combobox]").fill("")
        field.locator("input[role=combobox]").focus()
        page.keyboard.type("南山")
        if slowly:
            page.wait_for_timeout(400)
            field.locator("[role=option]").first.wait_for()
        for _ in range(presses):
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_function(
            "() => /^[0-9]{6}$/.test(document.querySelector('input[name=region]').value)"
        )
        chosen.append(page.locator("input[name=region]").input_value())
        assert page.url.endswith("/sign-up/")
    assert chosen[0] == chosen[1]


def test_a_contract_typed_by_keyboard(browser, site, tmp_path):
    """From the list to the submission without touching the mouse: the buyer found by typing, codes
    by a part of their label, the amount echoed in capitals, the file attached, doubts explained.
    """
    page = page_of(browser, site, "zh-hans", WIDE)
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    page.goto(f"{site[0].address}/contracts/")
    page.get_by_role("button", name="新建合同").press("Enter")
    page.wait_for_url("**/edit/parties/")
    page.locator("#find-buyer").focus()
    page.keyboard.type("武汉大")
    page.wait_for_selector("#found-buyer input[type=radio]")
    page.locator("#found-buyer input[type=radio]").first.focus()
    page.keyboard.press("Space")
    saved(page)
    page.get_by_role("radio", name="否").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="保存，下一步：合同").press("Enter")

    page.wait_for_url("**/edit/contract/")
    page.locator("#project_name").focus()
    page.keyboard.type("短")
    saved(page)
    assert "项目名称不少于四个字符" in page.locator("#project_name-wrong").inner_text()
    assert page.locator("#project_name").input_value() == "短"
    page.keyboard.type("波信号采集模块的委托开发")
    saved(page)
    assert page.locator("#project_name-wrong").inner_text() == ""
    choose(page, "contract_type", "委托")
    for name, day in (
        ("signing_date", "2026-08-03"), ("start_date", "2026-08-03"), ("end_date", "2099-08-03"),
    ):  # fmt: skip
        page.locator(f"#{name}").focus()
        page.keyboard.type(day)
    saved(page)
    page.locator("#end_date").fill("2028-08-02")
    # Enter at once, while it is being saved by itself: no false alarm about somebody else.
    page.keyboard.press("Enter")

    page.wait_for_url("**/edit/money/")
    page.locator("#value").focus()
    page.keyboard.type("51.5万")
    page.locator("#value-echo", has_text="= 51.5 万元，人民币伍拾壹万伍仟元整").wait_for()
    page.locator("#technical_value").focus()
    page.keyboard.type("60万")
    saved(page)
    assert "技术交易额不大于合同成交金额" in page.locator("#technical_value-wrong").inner_text()
    page.locator("#technical_value").fill("40万")
    choose(page, "payment_method", "一次")
    assert not page.locator("#exchange_rate").is_visible()
    page.locator("#currency").fill("USD")
    page.locator("#exchange_rate").wait_for(state="visible")
    page.locator("#currency").fill("CNY")
    page.locator("#exchange_rate").wait_for(state="hidden")
    page.get_by_role("button", name="保存，下一步：技术").press("Enter")

    page.wait_for_url("**/edit/technology/")
    choose(page, "technical_field", "微电子")
    choose(page, "objective", "工商业")
    choose(page, "industry_served", "软件和信息")
    choose(page, "ip_type", "技术秘密")
    choose(page, "plan_source", "计划外")
    saved(page)
    page.get_by_role("button", name="保存，下一步：附件").press("Enter")

    page.wait_for_url("**/edit/files/")
    contract = tmp_path / "合同文本.pdf"
    contract.write_bytes(PDF)
    page.locator("#file").set_input_files(contract)
    page.get_by_role("button", name="上传").press("Enter")
    page.wait_for_selector("text=已上传“合同文本.pdf”。")
    page.get_by_role("link", name="下一步：核对提交").press("Enter")

    page.wait_for_url("**/edit/check/")
    for box in page.locator(".doubts textarea").all():
        box.fill("属实。")
    assert page.locator(".notice.error").count() == 0
    page.get_by_role("button", name="提交申请").press("Enter")
    page.wait_for_selector("text=已提交，等待受理。")
    assert page.locator(".badge").inner_text() == "已提交"
    assert "短波信号采集模块的委托开发" in page.locator("h1").inner_text()
    assert refused == []


def test_without_scripts(browser, site):
    """Where no script runs, each page is saved by its button, and tells what is wrong."""
    server, told = site
    context = browser.new_context(viewport=PHONE, java_script_enabled=False, locale="zh-CN")
    context.add_cookies([{"name": "sessionid", "value": told["session"], "url": server.address}])
    page = context.new_page()
    page.goto(f"{server.address}/contracts/{told['draft']}/edit/money/")
    page.locator("#value").fill("12.345万元")
    page.get_by_role("button", name="保存并检查本页").click()
    page.wait_for_url("**/edit/money/?all")
    assert page.locator("#value-echo").inner_text().startswith("= 12.345 万元")
    assert "外币合同填写汇率" in page.locator("#exchange_rate-wrong").inner_text()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_nothing_serious_for_who_cannot_see_or_point(browser, site, language):
    """axe finds nothing serious on any page, at both widths; nothing is wider than the window, and
    no script or style is refused.
    """
    from axe_playwright_python.sync_playwright import Axe

    server, told = site
    addresses = [
        "contracts/",
        "contracts/?q=zzz",
        f"contracts/{told['returned']}/",
        f"contracts/{told['done']}/print/",
        f"contracts/{told['draft']}/delete/",
        f"contracts/{told['draft']}/new-party/buyer/",
        *(
            f"contracts/{told['draft']}/edit/{step}/?all"
            for step in ("parties", "contract", "money", "technology", "files", "check")
        ),
        "workbooks/",
    ]
    for size in (WIDE, PHONE):
        page = page_of(browser, site, language, size)
        refused: list[str] = []
        page.on("console", lambda message, told=refused: told.append(message.text))
        for address in addresses:
            page.goto(f"{server.address}/{address}")
            found = Axe().run(page).response["violations"]
            serious = [one["id"] for one in found if one["impact"] in ("serious", "critical")]
            assert serious == [], address
            wider = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
            assert not page.evaluate(wider), address
        assert refused == []


def test_a_server_reads_nothing_of_two_gigabytes(site):
    """The answer comes before the body is sent."""
    with socket.create_connection(("127.0.0.1", site[0].port), timeout=10) as line:
        line.sendall(
            b"POST /login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 2147483648\r\n"
            b"Content-Type: multipart/form-data; boundary=x\r\n\r\n--x\r\n"
        )
        assert line.recv(64).startswith(b"HTTP/1.1 413")
