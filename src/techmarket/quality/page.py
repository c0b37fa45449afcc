"""The quality report as one HTML page: nothing to load, nothing to run, in one language.

All words of the data are escaped. What is personal (a registrar) is not shown. Not here: counting
(`measure`), and the sections one by one (`sections`).
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

from techmarket.errors import TechmarketError
from techmarket.quality.html import Words, words_in
from techmarket.quality.report import QualityReport
from techmarket.quality.sections import (
    change_section,
    completeness_section,
    defaults_section,
    duplicates_section,
    rules_section,
    whole_section,
)
from techmarket.whole_file import whole_file

HTML_LANG = {"zh": "zh-CN", "en": "en"}

Section = Callable[[QualityReport, Words], list[str]]

SECTIONS: tuple[tuple[str, Section], ...] = (
    ("rules", rules_section),
    ("completeness", completeness_section),
    ("defaults", defaults_section),
    ("amounts", whole_section),
    ("duplicates", duplicates_section),
    ("change", change_section),
)


def write_quality_page(report: QualityReport, path: Path, lang: str) -> None:
    """Write the page, whole or not at all.

    Args:
        report: what is said.
        path: the file; one that is there is replaced.
        lang: "zh" or "en".

    Raises:
        TechmarketError: there are no words in that language, or something that is no file is in
            the way.
    """
    text = quality_page(report, lang)
    path.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(path) as aside:
        aside.write_text(text, encoding="utf-8")


def quality_page(report: QualityReport, lang: str) -> str:
    """The whole page.

    Raises:
        TechmarketError: there are no words in that language.
    """
    if lang not in HTML_LANG:
        raise TechmarketError(
            f"there is no quality report in the language “{lang}”",
            todo=f"choose {' or '.join(HTML_LANG)}",
        )
    words = words_in(lang)
    css = (files(__package__) / "page.css").read_text(encoding="utf-8")
    title = f"{words('title')} {report.now.period}"
    links = "".join(f'<li><a href="#{name}">{words(name)}</a></li>' for name, _ in SECTIONS)
    parts = [
        "<!doctype html>",
        f'<html lang="{HTML_LANG[lang]}"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title>",
        f"<style>\n{css}</style></head><body>",
        f"<header><h1>{title}</h1>",
        *_head(report, words),
        f'<nav aria-label="{words("contents")}"><ul>{links}</ul></nav></header><main>',
    ]
    for name, section in SECTIONS:
        parts += [f'<section><h2 id="{name}">{words(name)}</h2>']
        parts += [*section(report, words), "</section>"]
    return "\n".join([*parts, "</main></body></html>"]) + "\n"


def _head(report: QualityReport, words: Words) -> list[str]:
    parties = next((one.records for one in report.fields if one.kind == "party"), 0)
    about = words(
        "subtitle",
        year=report.now.period,
        cutoff=report.cutoff.isoformat(),
        contracts=f"{report.now.figures['contracts']:,}",
        parties=f"{parties:,}",
    )
    failures = report.hard_failures
    kind, name = ("bad", "dirty") if failures else ("good", "clean")
    return [
        f"<p>{about}</p>",
        f'<p class="quiet hash">{words("snapshot", hash=report.hash)}</p>',
        f'<p class="verdict {kind}">{words(name, count=f"{failures:,}")}</p>',
    ]
