"""# Security of the pages

Headers, cookies, what stands in the log, and settings for a public site. Not here: logging in, and
who sees what.
"""

from __future__ import annotations

import io
import logging
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from official_client import signed_in
from register_people import person, small_register
from techmarket.web.pages.log_lines import LogLines, where_it_arose
from techmarket.web.pages.navigation import MAIN, PUBLIC

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "frame-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
"""Scripts, styles and fonts come from the site alone, and nobody shows it inside another page."""

FRAMED = re.compile("/attachments/[^/]+/")
"""Files that reviewers see beside an application, in a frame of this site."""

INLINE = re.compile(
    r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|javascript:", re.IGNORECASE
)
FILLED = {"uuid": str(uuid4()), "int": "1", "slug": "x", "str": "x", "path": "x"}
SECRET = "seen-by-this-check-alone-and-by-nobody-else-in-the-world"


def addresses(resolver: URLResolver, before: str = "") -> Iterator[str]:
    """Every address of the site, with something in its gaps."""
    for one in resolver.url_patterns:
        route = before + str(one.pattern).lstrip("^")
        if isinstance(one, URLPattern):
            yield "/" + re.sub(r"<(?:(\w+):)?\w+>", lambda gap: FILLED[gap[1] or "str"], route)
        else:
            yield from addresses(one, route)


@pytest.mark.django_db
def test_every_page_says_where_its_parts_may_come_from(client: Client) -> None:
    """Whoever asks, and whether the page is there or not; none has a script or style inside."""
    register = small_register()
    admin = signed_in(person("administrator", organisation=register.offices.centre))
    readers = [client, signed_in(register.owner), signed_in(register.registrar), admin]
    asked = [*addresses(get_resolver()), "/no/such/page/"]
    assert len(asked) > 40
    for reader in readers:
        for address in asked:
            answer = reader.get(address)
            policy = answer.headers["Content-Security-Policy"].split(";")
            said = {name: what for name, _, what in (one.strip().partition(" ") for one in policy)}
            if FRAMED.fullmatch(address):
                assert said["default-src"] == "'none'", address
                assert said["frame-ancestors"] == "'self'", address
                assert said.get("script-src", "'none'") in ("'none'", "'self'"), address
            else:
                assert said.items() >= POLICY.items(), address
                assert answer.headers["X-Frame-Options"] == "DENY", address
            assert answer.headers["X-Content-Type-Options"] == "nosniff", address
            assert answer.headers["Referrer-Policy"] == "same-origin", address
            content = b"".join(answer)  # Reading to the end closes a file.
            if answer.headers.get("Content-Type", "").startswith("text/html"):
                page = content.decode()
                assert not INLINE.search(page), (address, INLINE.search(page))


@pytest.mark.django_db
def test_cookies_are_not_read_by_scripts(client: Client) -> None:
    """The session is for the site alone and not sent along from others."""
    owner = small_register().owner
    client.post("/login/", {"username": owner.user.username, "password": "a long pass phrase"})
    session = client.cookies["sessionid"]
    assert (session["httponly"], session["samesite"]) == (True, "Lax")
    assert client.cookies["csrftoken"]["httponly"] is True
    client.post("/language/", {"language": "en"})
    assert client.cookies["django_language"]["httponly"] is True


@pytest.mark.django_db
def test_a_form_from_elsewhere_changes_nothing() -> None:
    """Every form that changes something carries a token of the session."""
    register = small_register()
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(register.owner.user, "django.contrib.auth.backends.ModelBackend")
    for address in ("/party/units/add/", "/party/people/add/", "/logout/", "/language/", "/role/"):
        answer = browser.post(address, {"unit_name": "x"})
        assert answer.status_code == 403
        assert (
            "页面已过期。请返回上一页，刷新后重新提交；填写的内容仍在那里。"
            in answer.content.decode()
        )
    assert not register.seller.units.exists()


@pytest.mark.django_db
def test_the_log_says_nothing_about_people(client: Client) -> None:
    """Neither names nor passwords nor identifiers, whatever fails: log-in, sign-up, a form."""
    register = small_register()
    heard = io.StringIO()
    handler = logging.StreamHandler(heard)
    handler.setFormatter(LogLines())
    root, before = logging.getLogger(), logging.getLogger().level
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    secrets = ("Chen.Jianguo", "chen.jianguo", "陈建国", "my pass phrase 1", "0755-88881234")
    sent = {
        "username": secrets[0],
        "person_name": secrets[2],
        "name": secrets[2],
        "password": secrets[3],
        "again": secrets[3],
        "telephone": secrets[4],
        "identifier": "440300199001011234",
    }
    try:
        for _ in range(6):
            client.post("/login/", sent)
        client.post("/sign-up/", sent)
        client.get("/sign-up/alike/", {"name": secrets[2]})
        browser = signed_in(register.owner)
        browser.post("/party/people/add/", sent)
        browser.get("/no/such/page/")
        browser.get("/contracts/", {"q": secrets[2]})
        Client(enforce_csrf_checks=True).post("/login/", sent)
    finally:
        root.removeHandler(handler)
        root.setLevel(before)
    text = heard.getvalue()
    assert "/no/such/page/" in text
    for one in (*secrets, "440300199001011234", register.owner.user.username, "127.0.0.1"):
        assert one not in text, text


def test_what_an_error_quotes_is_not_logged() -> None:
    """The places and the types remain, from the first error to the last."""

    quoted = [" ".join(("identifier", "440300199001011234")), " ".join(("already", "exists"))]

    def fail(one: str, two: str) -> None:
        try:
            raise ValueError(one)
        except ValueError as first:
            raise IntegrityError(two) from first

    with pytest.raises(IntegrityError) as found:
        fail(*quoted)
    text = where_it_arose(found.value)
    assert text.endswith("\ndjango.db.utils.IntegrityError")
    assert "\nbuiltins.ValueError\n" in text
    assert "in fail" in text
    record = logging.LogRecord("site", logging.ERROR, "f.py", 1, "it failed", None, found._excinfo)
    line = LogLines().format(record)
    assert line.endswith("django.db.utils.IntegrityError")
    assert "already exists" not in line
    assert "identifier 440300199001011234" not in line
    assert str(date.today().year) in line


def test_settings_of_a_public_site_pass_djangos_own_check(tmp_path: Path) -> None:
    """HTTPS, its cookies and its headers; nothing is silenced."""
    environment = os.environ | {
        "TECHMARKET_PRODUCTION": "1",
        "TECHMARKET_SECRET": SECRET,
        "TECHMARKET_DATA": str(tmp_path),
        "TECHMARKET_ADDRESS": "https://register.example",
        "TECHMARKET_HOSTS": "register.example",
    }
    command = [sys.executable, "-m", "techmarket.web", "check", "--deploy", "--fail-level", "INFO"]
    told = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert told.stdout + told.stderr == "System check identified no issues (0 silenced).\n"
    code = (
        "from django.conf import settings as s; import django; django.setup();"
        "print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT,"
        "s.SECURE_HSTS_SECONDS, s.DEBUG, s.SILENCED_SYSTEM_CHECKS)"
    )
    environment["DJANGO_SETTINGS_MODULE"] = "techmarket.web.settings"
    told = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )
    assert told.stdout == "True True True 31536000 False []\n"


@pytest.mark.django_db
def test_navigation_leads_somewhere(client: Client) -> None:
    """Every link of the navigation and of the foot has a page; each role sees some."""
    names = set(get_resolver().reverse_dict)
    assert {one.view for one in (*MAIN, *PUBLIC)} <= names
    register = small_register()
    for actor in (register.owner, register.registrar, register.reviewer):
        assert "site-nav" in signed_in(actor).get("/").content.decode()
    page: Any = client.get("/").content.decode()
    assert "site-nav" not in page


@pytest.mark.django_db
def test_the_null_sign_is_refused(client: Client) -> None:
    """In an address, a query or a form: no text has it, and databases differ over it."""
    browser = signed_in(small_register().owner)
    said = "请求无法识别，请返回重试。"
    for answer in (
        client.post("/login/", {"username": "a\x00b", "password": "x"}),
        client.get("/sign-up/alike/", {"name": "\x00"}),
        client.get("/no%00such/"),
        browser.post("/party/units/add/", {"unit_name": "学院\x00"}),
        browser.post("/party/units/add/", {"\x00": "1"}),
    ):
        assert answer.status_code == 400
        assert said in answer.content.decode()
    told = client.get("/api/v1/contracts", {"q": "\x00"})
    assert (told.status_code, told.json()["error"]["code"]) == (400, "unreadable")
