"""The quality report in a browser: nothing is cut off, and a screen reader can find its way."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from techmarket.quality.measure import measure
from techmarket.quality.page import write_quality_page
from techmarket.snapshot import open_snapshot

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    """A browser without a window."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("there is no Chromium here")
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_page_fits_its_window_and_is_accessible(
    browser: object, years: Path, tmp_path: Path, lang: str, width: int
) -> None:
    """On a wide screen and on a telephone, with everything unfolded; rules of WCAG by axe."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is missing")
    report = measure(open_snapshot(years / "snapshot-2013"), open_snapshot(years / "snapshot-2012"))
    file = tmp_path / "quality.html"
    write_quality_page(report, file, lang)
    page = browser.new_page(viewport={"width": width, "height": 900})  # type: ignore[attr-defined]
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert asked == [file.as_uri()]
    found = axe.Axe().run(page).response["violations"]
    assert [one["id"] for one in found] == []
    page.close()
