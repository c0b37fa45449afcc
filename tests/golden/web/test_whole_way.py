"""The whole way of a contract through the pages, in a real browser, in both languages.

A seller opens an account, applies by keyboard, is returned, corrects and is registered; the
certificate is proved without the site; a tax officer looks it up; the contract is amended and
revoked; and the register frozen on each of these days counts it right.

Behind the pages offices are founded, their people employed, and another contract is registered,
which stays as it is, so that no snapshot is empty; nothing else. The days pass by the
clock of `passing_days`, the first thing in every process of the server: what the site calls now is
on the day that the test has reached; one-time passwords and the browser keep the clock of the
world. Sessions end with the day, so that everybody logs in anew; officials set up their one-time
passwords on their first day and use a recovery code on later ones.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from browser_people import CHROMIUM, PHONE, PassingDays, Visitor, chromium
from techmarket.observations.observation import Key
from techmarket.observations.observe import observe
from techmarket.snapshot import open_snapshot
from way_to_registration import (
    APPLIED,
    CORRECTED,
    PASS,
    Way,
    accepts_and_passes_on,
    applies,
    confirms,
    corrects,
    opens_an_account,
    registers,
    returns,
)

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine")

OFFICES = """
from register_people import person, small_register

register = small_register()
register.registered()
places = register.offices
tell({
    role: person(role, organisation=place).user.username
    for role, place in {
        "registrar": places.agency, "reviewer": places.shenzhen, "tax": places.tax,
        "administrator": places.shenzhen, "statistician": places.centre,
    }.items()
})
"""
BY_HAND = """
from techmarket.web.organisations.models import Organisation

tell(Organisation.objects.update(certifies_at_once=False))
"""
"""Offices and their people, and a contract of others that stays as it is."""

BEFORE, OTHERS = "2026-07-01", 12_345_678
"""Its day and its value in 分: what every snapshot counts besides."""

LOOKED_UP, AMENDED, REVOKED = "2026-08-11", "2026-08-12", "2026-08-20"
VALUE, NEW_VALUE = 800_000_000, 950_000_000
"""分, before and after the amendment."""

COUNTED = {CORRECTED: (0, 0), LOOKED_UP: (1, VALUE), AMENDED: (1, NEW_VALUE), REVOKED: (0, 0)}
"""Cut-off to how often the contract counts in a snapshot as of it, and with what value."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A Chromium."""
    with chromium() as opened:
        yield opened


@pytest.fixture
def way(request: pytest.FixtureRequest, browser: Any, tmp_path: Path) -> Iterator[Way]:
    """An empty register of offices, in a language."""
    site = PassingDays(tmp_path / "data", workers=1)
    site.data.mkdir()
    site.begin_day(BEFORE)
    site.manage("migrate")
    names = site.inside(OFFICES)
    if request.param == "en":  # There the certificate is issued by hand, in both languages.
        site.inside(BY_HAND)
    site.begin_day(APPLIED)
    site.start()
    try:
        yield Way(site, browser, request.param, tmp_path, names)
    finally:
        site.kill()


@pytest.mark.parametrize("way", ["zh", "en"], indirect=True)
def test_the_whole_way(way: Way) -> None:
    """From the account to the last snapshot; each part asserts what people then read."""
    seller = opens_an_account(way)
    confirms(way)
    applies(way, seller)
    returns(way)
    corrects(way, seller)
    accepts_and_passes_on(way)
    registers(way)
    first = certifies(way)
    looks_up(way, first)
    second = amends(way, first)
    revokes(way, second)
    freezes(way)


def certifies(way: Way) -> Path:
    """The certificate is issued at registration, or by hand; the seller downloads and proves it."""
    clerk = way.people["registrar"]
    clerk.follow("登记证明", "Certificate")
    if way.language == "en":
        clerk.page.get_by_label("With English").check()
        clerk.press("签发", "Issue")
    clerk.reads(f"{way.number}-R1")
    file = downloaded(way, f"{way.number}-R1")
    told = proved(way, file, 0)
    assert clerk.says("有效", "valid") in told
    assert "深圳新光信号有限公司" in told
    assert "8,000,000.00" in told.replace("8000000.00", "8,000,000.00")
    return file


def downloaded(way: Way, document: str) -> Path:
    """The PDF of a document, by the seller."""
    seller = way.visitor()
    seller.logs_in("chen.jianguo", PASS)
    way.people["seller"] = seller
    seller.follow("证明文件", "Certificates")
    with seller.page.expect_download() as begun:
        seller.page.get_by_role("link", name=f"PDF {document}").click()
    file = way.folder / f"{document}.pdf"
    begun.value.save_as(file)
    assert file.read_bytes().startswith(b"%PDF-")
    return file


def proved(way: Way, file: Path, expected: int, *, listed: bool = False) -> str:
    """What `verify-certificate` says with nothing of the site but its published keys and list."""
    keys, ended = way.folder / "keys.json", way.folder / "revoked.json"
    public = way.browser.new_context()
    keys.write_bytes(public.request.get(f"{way.site.address}/keys").body())
    ended.write_bytes(public.request.get(f"{way.site.address}/revoked.json").body())
    public.close()
    command = [
        sys.executable, "-m", "techmarket", "verify-certificate", str(file), "--keys", str(keys),
        "--lang", way.language, *(["--revoked", str(ended)] if listed else []),
    ]  # fmt: skip
    own = {name: text for name, text in os.environ.items() if not name.startswith("TECHMARKET_")}
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=way.folder, env=own
    )
    assert done.returncode == expected, done.stdout + done.stderr
    return done.stdout


def checks(way: Way, file: Path, zh: str, en: str) -> None:
    """Anybody on a telephone gives the file to the public page, and looks its number up."""
    anybody = way.visitor(PHONE)
    anybody.follow("查验登记证明", "Check a certificate")
    anybody.page.set_input_files("#file", file)
    anybody.press("查验文件", "Check the file")
    anybody.reads(anybody.says(zh, en))
    anybody.page.fill("#number", way.number)
    anybody.press("查验", "Check")
    anybody.reads(way.number)
    anybody.page.context.close()


def looks_up(way: Way, file: Path) -> None:
    """A tax officer finds it among the documents of the province; anybody can check it."""
    way.day(LOOKED_UP)
    officer = way.official("tax")
    officer.follow("证明文件", "Certificates")
    officer.page.fill("#q", way.number)
    officer.press("查找", "Search")
    officer.reads(f"{way.number}-R1")
    officer.press(f"{way.number}-R1", f"{way.number}-R1", kind="link")
    officer.reads("8,000,000.00")
    checks(way, file, "文件与签发时一字不差。", "The file is what was issued, byte for byte.")
    way.site.manage("freeze", "--cutoff", LOOKED_UP, "--out", str(way.folder / LOOKED_UP))


def amends(way: Way, first: Path) -> Path:
    """The seller asks for another value; the agency recognises the technical value anew, less the
    same deductions, and grants it after a second review; tax acknowledges. A second edition
    replaces the first.
    """
    way.day(AMENDED)
    seller = way.people["seller"]
    seller.logs_in("chen.jianguo", PASS)
    seller.go(f"/changes/{way.uid}/")
    seller.follow("申请变更", "Ask for an amendment")
    seller.types("#value", "950万")
    seller.types("#reason", seller.says("双方签订了补充协议。", "A supplement was signed."))
    seller.tab_to_button("提交申请", "Send the request")
    seller.reads(seller.says("变更申请已提交。", "The change is asked for."))
    seller.look()
    clerk = way.official("registrar")
    clerk.go(f"/changes/{way.uid}/")
    clerk.follow("办理页面", "page of review")
    clerk.press("保存审核意见", "Save the findings")
    assert clerk.page.input_value("#technical_value").replace(",", "") == "7000000.00"
    clerk.press("送复核", "Pass to second review")
    clerk.reads(clerk.says("变更正在复核：", "The change is with the second reviewer:"))
    agrees_to_the_change(way)
    clerk.go(f"/changes/{way.uid}/")
    clerk.page.fill("#answer", clerk.says("材料齐全，同意。", "Papers complete; agreed."))
    clerk.press("予以变更", "Register the change")
    clerk.reads(clerk.says("版本对照", "Versions side by side"))
    officer = way.official("tax")
    officer.follow("通知", "Notices")
    officer.reads(officer.says("材料齐全，同意。", "Papers complete; agreed."))
    acknowledges(officer)
    checks(way, first, "属实，但已由新的一版替换", "Genuine, but replaced by a newer edition.")
    assert f"{way.number}-R2" in proved(way, first, 5, listed=True)
    second = downloaded(way, f"{way.number}-R2")
    assert "9,500,000.00" in proved(way, second, 0, listed=True)
    return second


def agrees_to_the_change(way: Way) -> None:
    """The second reviewer finds the change in the queue, and agrees."""
    second = way.official("reviewer")
    second.go("/review/queue/change_second/")
    second.press("信号采集模块的委托开发", "信号采集模块的委托开发", kind="link")
    second.press("同意变更", "Agree")
    second.reads(second.says("复核同意，已交回登记机构办理。", "Agreed; the agency can register"))


def acknowledges(officer: Visitor) -> None:
    """A notice is acknowledged, and waits no longer."""
    officer.press("确认收悉", "Acknowledge")
    officer.reads(officer.says("已确认收悉。", "Acknowledged."))
    assert officer.page.locator(".tabs .count").first.inner_text() == "0"


def revokes(way: Way, second: Path) -> None:
    """The administrator of the city revokes the registration; the public page and the list say
    so, and tax is told.
    """
    way.day(REVOKED)
    above = way.official("administrator")
    above.go(f"/changes/{way.uid}/")
    above.page.locator("summary", has_text=above.says("撤销登记", "Revoke the")).click()
    above.page.select_option("#ground", "3")
    form = above.page.locator("form[action$='/revoke/']")
    form.locator("#reason").fill(above.says("经核查属重复登记。", "Found to be registered twice."))
    form.get_by_role("button").click()
    above.reads(above.says("已撤销，相关税务、财政部门已收到通知。", "Revoked; tax and finance"))
    above.look()
    officer = way.official("tax")
    officer.follow("通知", "Notices")
    officer.reads(officer.says("重复登记", "Registered twice"))
    acknowledges(officer)
    checks(way, second, "属实，但已撤销，请勿采信。", "Genuine, but revoked; do not rely on it.")
    assert above.says("已撤销", "revoked") in proved(way, second, 5, listed=True)
    assert proved(way, second, 0)  # Without the list nobody can know it, and it says so.


def freezes(way: Way) -> None:
    """The statistician freezes every cut-off at the end: each counts the contract as it stood on
    that day, to the last byte of what was frozen then.
    """
    reader = way.official("statistician")
    reader.follow("统计", "Totals")
    reader.follow("快照", "Snapshots")
    for cutoff in COUNTED:
        reader.page.fill("#cutoff", cutoff)
        reader.press("冻结", "Freeze")
    done = reader.page.locator("#snapshot-list .badge.done")
    done.nth(len(COUNTED) - 1).wait_for(timeout=60_000)
    reader.look()
    for cutoff, (contracts, value) in COUNTED.items():
        folders = list((way.site.data / "snapshots").glob(f"000000-{cutoff}-*"))
        assert len(folders) == 1
        snapshot = open_snapshot(folders[0])
        if cutoff == LOOKED_UP:  # Frozen on the day itself as well, before anything else came.
            assert snapshot.manifest.hash == open_snapshot(way.folder / cutoff).manifest.hash
        seen = observe(snapshot)
        year = date.fromisoformat(cutoff).year
        assert seen.get(Key("contracts", year)).value == 1 + contracts
        assert seen.get(Key("value", year)).value == OTHERS + value
