"""The pages of every edition, with the figures as they are drawn: none is almost empty."""

from __future__ import annotations

import pytest

from golden_line import GoldenBuild
from printed_pages import almost_empty, filled_pages, gaps
from techmarket.cli.report import provenance_of
from techmarket.editions import load_edition
from techmarket.editions.observing import observed
from techmarket.render.pdf import pdf_of
from techmarket.report.build import build_book
from techmarket.snapshot import open_snapshot

LEAST = 75.0
"""Points: four lines of Chinese, five of English, or the smallest table with its caption."""


@pytest.mark.parametrize(
    ("name", "year", "before", "lang"),
    [
        ("2013", 2013, 2012, "zh"),
        ("2013", 2013, 2012, "en"),
        ("2012", 2012, None, "zh"),
        ("liaoning-2013", 2013, 2012, "zh"),
    ],
)
def test_no_page_is_almost_empty(
    golden_build: GoldenBuild, name: str, year: int, before: int | None, lang: str
) -> None:
    """What ends on a page of its own fills a part of it; elsewhere a figure or a table that does
    not fit any more may leave a gap, but no more than half a page.
    """
    edition, snapshot = load_edition(name), open_snapshot(golden_build.snapshot(year))
    previous = None if before is None else open_snapshot(golden_build.snapshot(before))
    book = build_book(
        observed(edition, snapshot, previous), edition, lang, provenance_of(snapshot, previous)
    )
    pages = filled_pages(pdf_of(book))
    assert len(pages) > 20
    assert almost_empty(pages, LEAST) == []
    assert gaps(pages, 0.5) == []
