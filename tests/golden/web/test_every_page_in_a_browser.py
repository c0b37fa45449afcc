"""Every page of the site that a role reaches, in a browser, at two widths, in two languages.

The pages are those of the walk over all addresses (`sweep/test_who_reaches_what.py`), in its world
of one of everything. Each is loaded in Chinese and in English: axe finds nothing serious in the
one on a wide screen and in the other on a telephone; neither is wider than either screen, no script
fails, nothing is refused by the policy of the site. A page that says the same to a further role as
to one before is looked at once. Pictures of all stay in the folder of the test, for whoever wants
to see them. Not here: who reaches what, and what the pages do.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from browser_people import CHROMIUM, PHONE, WIDE, WIDER, chromium, serious
from site_server import HERE, Site

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine")

ROLES = (
    "visitor", "owner", "filer", "registrar", "reviewer", "administrator", "tax", "finance",
    "statistician",
)  # fmt: skip
FILL = f"""
import re
sys.path.insert(0, {str(HERE / "sweep")!r})
from django.conf import settings
settings.ALLOWED_HOSTS.append("testserver")
from django.test import Client
from test_who_reaches_what import addresses, build, cookie_for, filled

world = build()
found = dict(addresses())
places = [(name, filled(name, pattern, world)) for name, pattern in sorted(found.items())]
step = dict(places)["applying_step"]
places += [(name, step.replace("parties", name) + "?all")
           for name in ("contract", "money", "technology", "files", "check")]
places += [("absent", "/no/such/page/"), ("nothing", "/review/queue/all/?q=zzz")]
seen, pages, cookies = set(), {{}}, {{}}
for role in {ROLES!r}:
    key = (role, "there" if role == "visitor" else "here")
    if role == "administrator":
        key = ("administrator of the province", "here")
    client, pages[role] = Client(), []
    cookies[role] = client.cookies["sessionid"] = cookie_for(world.actors[key])
    for name, address in places:
        if address.startswith("/api/v1/"):
            continue
        answer = client.get(address)
        text = b"".join(answer) if answer.streaming else answer.content
        if b"<html" not in text:
            continue
        main = re.sub(r'(value|name)="[^"]*"', "", text.decode().partition("<main")[2])
        if main not in seen:
            pages[role].append([name, address])
        seen.add(main)
tell({{"cookies": cookies, "pages": pages}})
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, dict[str, Any]]]:
    """A server with one of everything; the sessions and the pages of each role."""
    site = Site(tmp_path_factory.mktemp("site"), workers=1)
    site.manage("migrate")
    known = site.inside(FILL)
    site.start()
    yield site, known
    site.kill()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A Chromium."""
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for what was seen."""
    return tmp_path_factory.mktemp("pictures")


@pytest.mark.parametrize("role", ROLES)
def test_every_page_is_for_everybody(
    browser: Any, told: tuple[Site, dict[str, Any]], pictures: Path, role: str
) -> None:
    """All that is wrong with the pages of a role is told at once."""
    site, known = told
    assert known["pages"][role], "a role without any page of its own"
    wrong: list[str] = []
    for language, size, other in (("zh-hans", WIDE, PHONE), ("en", PHONE, WIDE)):
        context = browser.new_context(viewport=size)
        cookies = {"django_language": language, "sessionid": known["cookies"][role]}
        context.add_cookies(
            [{"name": name, "value": text, "url": site.address} for name, text in cookies.items()]
        )
        page = context.new_page()
        said: list[str] = []
        page.on("pageerror", lambda error, said=said: said.append(str(error)))
        page.on("console", lambda message, said=said: said.append(message.text))
        for name, address in known["pages"][role]:
            page.set_viewport_size(size)
            page.goto(site.address + address)
            page.screenshot(
                path=pictures / f"{role}-{name}-{language}.jpeg", full_page=True, quality=60
            )
            here = f"{address} {language}"
            wrong += [f"{here}: {one}" for one in serious(page)]
            for width in (size, other):
                page.set_viewport_size(width)
                over = page.evaluate(WIDER)
                wrong += [f"{here}: {over} pixels wider than {width['width']}"] if over > 0 else []
            # Where an answer says 403 or 404, the browser says so too.
            wrong += [f"{here}: {one}" for one in said if "Failed to load resource" not in one]
            said.clear()
        context.close()
    assert wrong == []
