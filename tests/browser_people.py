"""People before the site: each with a browser of their own, in which nothing may go wrong.

Every page somebody stops at is looked at: axe finds nothing serious in it, no script fails, and
the browser refuses nothing by the policy of the site. Not here: the site (`site_server`) and what
is tested with it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django_otp.oath import totp

from site_server import HERE, Site

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
LOOKING = 400
"""Milliseconds in which people look at what they have found, and the list has settled."""

MOST_TABS = 90
"""No field of a page is further away than this by the tabulator."""


class PassingDays(Site):
    """A server whose day is chosen (`passing_days`)."""

    @property
    def environment(self) -> dict[str, str]:
        """With the clock on the path of every process."""
        told = super().environment
        return told | {"PYTHONPATH": os.pathsep.join([str(HERE / "passing_days"), str(HERE)])}

    def begin_day(self, day: str) -> None:
        """It is nine in the morning of a day, written as 2026-08-03."""
        aside = self.data / "today.aside"
        aside.write_text(day, encoding="ascii")
        aside.replace(self.data / "today")


@contextmanager
def chromium() -> Iterator[Any]:
    """A Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


def serious(page: Any) -> list[str]:
    """What axe finds in a page that keeps somebody out."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        f"{one['id']}: {one['nodes'][0]['html']}"
        for one in found
        if one["impact"] in ("serious", "critical")
    ]


@dataclass
class Visitor:
    """Somebody with a browser of their own.

    Attributes:
        language: "zh" or "en", in which they read.
        page: what they see.
        wrong: what went wrong in their pages so far.
        codes: recovery codes that they have left.
        seen: what axe has looked at.
    """

    site: Site
    language: str
    page: Any
    wrong: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("console", self._told)
        self.page.set_default_timeout(8_000)

    def _told(self, message: Any) -> None:
        # An answer 404 or 422 is meant where a test asks for it; the browser mentions it.
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            self.wrong.append(message.text)

    def says(self, zh: str, en: str) -> str:
        """What they read, of a text in both languages."""
        return zh if self.language == "zh" else en

    def go(self, address: str) -> None:
        """Type an address."""
        self.page.goto(self.site.address + address)
        self.look()

    def look(self) -> None:
        """Look at the page: nothing keeps anybody out of it, and nothing failed in it.

        axe looks once at pages that are built alike.
        """
        assert self.wrong == [], self.page.url
        shown = (self.page.title(), self.page.locator("main [id]").count())
        if f"{shown}" in self.seen:
            return
        self.seen.add(f"{shown}")
        assert serious(self.page) == [], self.page.url
        assert self.page.evaluate("document.documentElement.lang[0]") == self.language[0]

    def press(self, zh: str, en: str, *, kind: str = "button") -> None:
        """Press a button, or follow a link, by what it says; then look at what comes."""
        self.page.get_by_role(kind, name=self.says(zh, en), exact=True).first.click()
        self.page.wait_for_load_state()
        self.look()

    def follow(self, zh: str, en: str) -> None:
        """Follow a link by what it says."""
        self.press(zh, en, kind="link")

    def reads(self, text: str) -> None:
        """Wait until a text stands on the page."""
        self.page.get_by_text(text).first.wait_for()

    def tab_to(self, selector: str) -> None:
        """Go to a field by the tabulator alone."""
        wanted = self.page.locator(selector).first
        wanted.wait_for(state="attached")
        for _ in range(MOST_TABS):
            if wanted.evaluate("one => one === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"the tabulator does not reach {selector} on {self.page.url}")

    def tab_to_button(self, zh: str, en: str) -> None:
        """Go to a button by the tabulator, and press it."""
        button = self.page.get_by_role("button", name=self.says(zh, en), exact=True).first
        for _ in range(MOST_TABS):
            if button.evaluate("one => one === document.activeElement"):
                break
            self.page.keyboard.press("Tab")
        else:
            raise AssertionError(f"the tabulator does not reach {en!r} on {self.page.url}")
        self.page.keyboard.press("Enter")

    def types(self, selector: str, text: str) -> None:
        """Go to a field by the tabulator, and type; what stood there goes."""
        self.tab_to(selector)
        self.page.keyboard.press("ControlOrMeta+A")
        self.page.keyboard.type(text)

    def chooses(self, name: str, zh: str, en: str) -> None:
        """Go to a list of codes by the tabulator, and find one by some of its label."""
        self.types(f"#{name}", self.says(zh, en))
        self.page.wait_for_timeout(LOOKING)
        self.page.locator(f"#{name}-list [role=option]").first.wait_for()
        self.page.keyboard.press("ArrowDown")
        self.page.keyboard.press("Enter")

    def logs_in(self, username: str, password: str, *, official: bool = False) -> None:
        """Log in as people do; an official sets up one-time passwords at the first time, and has
        the telephone not at hand at any later one.
        """
        self.go("/login/")
        self.page.fill("#username", username)
        self.page.fill("#password", password)
        self.press("登录", "Log in")
        if official:
            self.proves()

    def proves(self) -> None:
        """The second proof."""
        if self.codes:
            self.page.fill("#token", self.codes.pop())
            self.press("继续", "Go on")
            return
        key = self.page.locator(".secret").inner_text().replace(" ", "")
        self.page.fill("#token", one_time_password(key))
        self.press("确认", "Confirm")
        self.codes = self.page.locator(".secrets .secret").all_inner_texts()
        self.follow("已保存，继续", "Kept; go on")


def one_time_password(key: str) -> str:
    """What an app on a telephone shows now, of a key as it is typed into it."""
    from base64 import b32decode

    return f"{totp(b32decode(key + '=' * (-len(key) % 8)), t0=0, step=30, drift=0):06}"


def visitor(browser: Any, site: Site, language: str, size: dict[str, int]) -> Visitor:
    """Somebody new, in front of the site; who reads English turns it on."""
    context = browser.new_context(viewport=size, locale="zh-CN", accept_downloads=True)
    one = Visitor(site, "zh", context.new_page())
    one.go("/")
    if language == "en":
        one.language = "en"
        one.press("English", "English")
    return one
