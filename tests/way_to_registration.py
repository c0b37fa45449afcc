"""The way of a contract to its registration through the pages, step by step, as people go it.

Each step asserts what people then read. Not here: what comes after the registration, and the
server of the test (`test_whole_way`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from browser_people import WIDE, PassingDays, Visitor, visitor
from techmarket.record.identifiers import make_org_code, make_uscc

PASS = "a long pass phrase"
"""Of everybody."""

APPLIED, CORRECTED, REGISTERED = "2026-08-03", "2026-08-05", "2026-08-06"
"""Days of the steps."""


@dataclass
class Way:
    """What a test has come to.

    Attributes:
        people: role to somebody with a browser.
        names: role to login name.
        folder: for what is downloaded.
        uid, number: of the contract, in addresses and as registered.
    """

    site: PassingDays
    browser: Any
    language: str
    folder: Path
    names: dict[str, str]
    people: dict[str, Visitor] = field(default_factory=dict)
    uid: str = ""
    number: str = ""

    def day(self, day: str) -> None:
        """A day begins."""
        self.site.begin_day(day)

    def official(self, role: str) -> Visitor:
        """Somebody of an office, logged in on the present day."""
        if role not in self.people:
            self.people[role] = self.visitor()
        one = self.people[role]
        one.logs_in(self.names[role], PASS, official=True)
        return one

    def contract_text(self) -> bytes:
        """A PDF of a page."""
        page = self.browser.new_page()
        page.set_content("<h1>技术开发合同</h1>")
        content: bytes = page.pdf()
        page.close()
        return content

    def visitor(self, size: dict[str, int] = WIDE) -> Visitor:
        """Somebody new."""
        return visitor(self.browser, self.site, self.language, size)


def opens_an_account(way: Way) -> Visitor:
    """The seller signs up; the account waits for the agency, and is logged in."""
    seller = way.visitor()
    seller.press("注册登记主体", "Open an account", kind="link")
    say = seller.says
    seller.types("#name", "深圳新光信号有限公司")
    seller.types("#identifier", make_uscc("91440300" + make_org_code("51234567")))
    seller.chooses("kind", "150", "150")
    seller.chooses("region", "4403 南山", "440305")
    seller.chooses("agency", "440301", "440301")
    seller.types("#person_name", "陈建国")
    seller.types("#username", "chen.jianguo")
    seller.types("#password", PASS)
    seller.types("#again", PASS)
    seller.tab_to_button("建立账户", "Open the account")
    seller.reads(say("账户已建立，注册号", "The account is open, number"))
    seller.look()
    return seller


def confirms(way: Way) -> None:
    """The agency confirms the account."""
    clerk = way.official("registrar")
    clerk.follow("登记主体", "Account holders")
    clerk.press("深圳新光信号有限公司", "深圳新光信号有限公司", kind="link")
    clerk.press("确认账户", "Confirm the account")
    clerk.reads(
        clerk.says("深圳新光信号有限公司的账户已确认。", "The account of 深圳新光信号有限公司 is")
    )


def applies(way: Way, seller: Visitor) -> None:
    """The form, page by page, without the mouse: the buyer is entered anew, a file attached."""
    say, page, keys = seller.says, seller.page, seller.page.keyboard
    seller.go("/contracts/")
    seller.tab_to_button("新建合同", "New contract")
    page.wait_for_url("**/edit/parties/")
    seller.look()
    way.uid = re.search(r"/contracts/([0-9a-f-]{36})/", page.url)[1]  # type: ignore[index]
    seller.types("#find-buyer", "武汉光谷信号")
    page.locator("button[value='new:buyer']").wait_for()
    seller.tab_to("button[value='new:buyer']")
    keys.press("Enter")
    page.wait_for_url("**/new-party/buyer/**")
    seller.look()
    seller.types("#name", "武汉光谷信号检测院")
    seller.types("#identifier", make_uscc("12420100" + make_org_code("44160001")))
    seller.chooses("kind", "医疗 法人", "health legal")
    seller.chooses("region", "4201", "420100")
    seller.tab_to_button("确定", "Enter")
    page.wait_for_url("**/edit/parties/**")
    assert page.locator("input[name=buyer_id]:checked").count() == 1
    seller.tab_to("[name=is_related_party]")
    keys.press("ArrowRight")
    assert page.locator("[name=is_related_party]:checked").count() == 1
    if page.get_by_role("radio", name=say("是", "Yes"), exact=True).is_checked():
        keys.press("ArrowRight")
    assert page.get_by_role("radio", name=say("否", "No"), exact=True).is_checked()
    seller.tab_to_button("保存，下一步：合同", "Save, next: Contract")

    page.wait_for_url("**/edit/contract/")
    seller.look()
    seller.types("#project_name", "信号采集模块的委托开发")
    seller.chooses("contract_type", "委托", "Commissioned")
    for name, day in (
        ("signing_date", APPLIED), ("start_date", APPLIED), ("end_date", "2028-08-02"),
    ):  # fmt: skip
        seller.types(f"#{name}", day)
    seller.tab_to_button("保存，下一步：金额", "Save, next: Money")

    page.wait_for_url("**/edit/money/")
    seller.types("#value", "800万")
    page.locator("#value-echo", has_text="800").wait_for()
    seller.types("#technical_value", "700万")
    seller.chooses("payment_method", "一次", "Single")
    seller.look()
    seller.tab_to_button("保存，下一步：技术", "Save, next: Technology")

    page.wait_for_url("**/edit/technology/")
    seller.chooses("technical_field", "微电子", "Microelectronics")
    seller.chooses("objective", "工商业", "industry and commerce")
    seller.chooses("industry_served", "软件和信息", "Software")
    seller.chooses("ip_type", "技术秘密", "Know-how")
    seller.chooses("plan_source", "计划外", "Outside")
    seller.look()
    seller.tab_to_button("保存，下一步：附件", "Save, next: Attachments")

    page.wait_for_url("**/edit/files/")
    contract = way.folder / "合同文本.pdf"
    contract.write_bytes(way.contract_text())
    seller.tab_to("#file")  # The dialogue that Enter opens is of the system, not of the page.
    page.locator("#file").set_input_files(contract)
    seller.tab_to_button("上传", "Attach")
    seller.reads(say("已上传“合同文本.pdf”。", "合同文本.pdf"))
    seller.look()
    page.get_by_role("link", name=say("下一步：核对提交", "Next: Check and submit")).press("Enter")
    page.wait_for_url("**/edit/check/")
    submits(seller)


def submits(seller: Visitor) -> None:
    """The last look: nothing is wrong, doubts are explained, and it is handed in."""
    seller.look()
    assert seller.page.locator(".notice.error").count() == 0
    for box in seller.page.locator(".doubts textarea").all():
        seller.types(f"[name='{box.get_attribute('name')}']", seller.says("属实。", "It is so."))
    seller.tab_to_button("提交申请", "Submit")
    seller.reads(seller.says("已提交，等待受理。", "Submitted; the agency will look"))
    seller.look()


def returns(way: Way) -> None:
    """The registrar accepts, and returns it with a note on the technical value."""
    clerk = way.people["registrar"]
    clerk.follow("合同办理", "Contracts")
    clerk.go("/review/queue/accept/")
    clerk.press("信号采集模块的委托开发", "信号采集模块的委托开发", kind="link")
    clerk.press("受理", "Accept")
    clerk.reads(clerk.says("已受理，办理期限开始计算。", "Accepted; the time limit runs."))
    clerk.page.locator("#row-technical_value summary").click()
    clerk.page.fill("#note_technical_value", clerk.says("设备费没有扣除。", "Deduct equipment."))
    clerk.page.fill("#reason", clerk.says("请补正一处。", "One thing to correct."))
    clerk.press("退回补正", "Return for correction")
    clerk.reads(clerk.says("已退回补正，意见已发给申请人。", "Returned; the applicant sees"))


def corrects(way: Way, seller: Visitor) -> None:
    """Two days later the seller reads the note, corrects the field, and submits again."""
    way.day(CORRECTED)
    seller.logs_in("chen.jianguo", PASS)
    seller.follow("我的合同", "My contracts")
    seller.reads(seller.says("设备费没有扣除。", "Deduct equipment."))
    seller.press("信号采集模块的委托开发", "信号采集模块的委托开发", kind="link")
    seller.reads(seller.says("登记机构请您补正：", "The agency asks you to correct:"))
    seller.page.locator(".notice.warning a[href*='/edit/money/']").first.focus()
    seller.page.keyboard.press("Enter")
    seller.page.wait_for_url("**/edit/money/*")
    seller.reads(seller.says("设备费没有扣除。", "Deduct equipment."))
    seller.types("#technical_value", "600万")
    seller.tab_to_button("保存，下一步：技术", "Save, next: Technology")
    seller.page.wait_for_url("**/edit/technology/")
    seller.go(f"/contracts/{way.uid}/edit/check/")
    submits(seller)


def accepts_and_passes_on(way: Way) -> None:
    """The registrar accepts it again, saves findings and passes it on; the second agrees."""
    clerk = way.official("registrar")
    clerk.go(f"/review/contract/{way.uid}/?queue=accept")
    clerk.reads(clerk.says("上次提交：", "Submitted before:"))
    clerk.press("受理", "Accept")
    clerk.page.select_option("#objective", "10")
    clerk.page.locator("[name=deduction_what]").first.fill(clerk.says("设备购置费", "Equipment"))
    clerk.page.locator("[name=deduction_amount]").first.fill("250万")
    clerk.press("保存审核意见", "Save the findings")
    assert clerk.page.input_value("#technical_value").replace(",", "") == "5500000.00"
    clerk.press("送复核", "Pass to second review")
    clerk.reads(clerk.says("已送复核。", "Passed to second review."))
    second = way.official("reviewer")
    second.go("/review/queue/second/")
    second.press("信号采集模块的委托开发", "信号采集模块的委托开发", kind="link")
    second.press("同意登记", "Agree")
    second.reads(second.says("复核同意，已交回登记机构办理。", "Agreed; the agency can register"))


def registers(way: Way) -> None:
    """On the next day it is registered under the first number of the year."""
    way.day(REGISTERED)
    clerk = way.official("registrar")
    clerk.go(f"/review/contract/{way.uid}/")
    clerk.press("予以登记", "Register")
    clerk.reads(clerk.says("已登记。", "Registered."))
    way.number = clerk.page.locator(".big-number").inner_text()
    assert re.fullmatch(r"4403012026\d{5}2", way.number)
