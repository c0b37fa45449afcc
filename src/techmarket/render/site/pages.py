"""The pages of the site: the frame around a part, and the first page.

Not here: the parts (`blocks`), the files (`writing`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from techmarket.render.book_walk import (
    figure_caption,
    figures_of,
    heading_text,
    table_caption,
    tables_of,
    walk_section,
)
from techmarket.render.book_words import book_words
from techmarket.render.imprint import imprint_lines
from techmarket.render.site.blocks import section_html
from techmarket.render.site.facts import facts_json, observations_in
from techmarket.render.site.places import INDEX, Places
from techmarket.render.words import form_words
from techmarket.report.model import Book, Section
from techmarket.tables.labels import Language


@dataclass(frozen=True, slots=True)
class Site:
    """What all pages share.

    Attributes:
        book, places, lang: of the site.
        other: the first page of the same book in the other language; "" for none.
    """

    book: Book
    places: Places
    lang: Language
    other: str


def part_page(site: Site, part: Section) -> str:
    """The page of a part."""
    facts = facts_json(observations_in(walk_section(part)), site.book, site.lang)
    main = [
        *section_html(part, site.places, site.lang),
        *_neighbours(site, part),
        f'<script type="application/json" id="facts">{facts}</script>',
    ]
    title = f"{heading_text(part)} – {site.book.title}"
    return _page(site, site.places.pages[part.key], title, main)


def first_page(site: Site) -> str:
    """The first page: cover, contents, lists of tables and figures, imprint."""
    book, words = site.book, book_words(site.lang)
    lines = "".join(
        f'<p class="cover">{escape(line)}</p>'
        for line in (book.subtitle, book.publisher, book.published)
        if line
    )
    imprint = "".join(
        f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>"
        for name, value in imprint_lines(book)
    )
    tables = [
        (site.places.tables[table.key], table_caption(table, site.lang))
        for table in tables_of(book)
    ]
    figures = [
        (site.places.figures[figure.key], figure_caption(figure, site.lang))
        for figure in figures_of(book)
    ]
    main = [
        f'<h1>{escape(book.title)}</h1>{lines}<p class="hint">{words.facts_hint}</p>',
        f"<h2>{form_words(site.lang).contents}</h2>",
        *_contents(book.parts, site.places),
        *_links(words.tables, tables),
        *_links(words.figures, figures),
        f'<h2>{words.cover}</h2><dl class="imprint">{imprint}</dl>',
    ]
    return _page(site, INDEX, book.title, main)


def _page(site: Site, file: str, title: str, main: list[str]) -> str:
    words, form = book_words(site.lang), form_words(site.lang)
    parts = [
        "<!doctype html>",
        f'<html lang="{form.html_lang}">',
        '<head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(title)}</title>",
        '<link rel="icon" href="data:,">',
        '<link rel="stylesheet" href="site.css">',
        '<script src="search.js" defer></script><script src="site.js" defer></script></head>',
        f'<body><a class="skip" href="#main">{words.skip}</a>',
        *_header(site, file),
        '<main id="main" tabindex="-1">',
        *main,
        "</main>",
        f"<footer><p>{escape(site.book.title)}　{escape(_provenance(site))}</p></footer>",
        "</body></html>",
    ]
    return "\n".join(parts) + "\n"


def _header(site: Site, file: str) -> Iterator[str]:
    words = book_words(site.lang)
    yield '<header><div class="top">'
    yield f'<a class="home" href="{INDEX}">{escape(site.book.title)}</a>'
    yield (
        f'<form role="search" class="search"><label for="query">{words.search}</label>'
        f'<input id="query" type="search" autocomplete="off" placeholder="{words.search_hint}">'
        '<div id="results" role="region" aria-live="polite" '
        f'aria-label="{words.search}" data-found="{words.found}" '
        f'data-nothing="{words.nothing_found}" hidden></div></form>'
    )
    if site.other:
        address = escape(site.other.removesuffix(INDEX) + file)
        other = "en" if site.lang == "zh" else "zh-CN"
        yield (
            f'<a class="language" href="{address}" hreflang="{other}" lang="{other}">'
            f"{words.other_language}</a>"
        )
    yield f'</div><nav class="parts" aria-label="{form_words(site.lang).contents}"><ul>'
    for name, target in [(words.home, INDEX), *_part_links(site)]:
        here = ' aria-current="page"' if target == file else ""
        yield f'<li><a href="{target}"{here}>{escape(name)}</a></li>'
    yield "</ul></nav></header>"


def _part_links(site: Site) -> list[tuple[str, str]]:
    return [(part.title or part.number, site.places.pages[part.key]) for part in site.book.parts]


def _contents(
    sections: tuple[Section, ...], places: Places, kind: str = ' class="contents"'
) -> Iterator[str]:
    yield f"<ul{kind}>"
    for section in sections:
        address = escape(places.sections[section.key])
        yield f'<li><a href="{address}">{escape(heading_text(section))}</a>'
        if section.sections:
            yield from _contents(section.sections, places, "")
        yield "</li>"
    yield "</ul>"


def _links(title: str, links: list[tuple[str, str]]) -> Iterator[str]:
    if links:
        items = "".join(
            f'<li><a href="{escape(address)}">{escape(text)}</a></li>' for address, text in links
        )
        yield f'<h2>{title}</h2><ul class="list">{items}</ul>'


def _neighbours(site: Site, part: Section) -> Iterator[str]:
    """The way to the parts before and after."""
    words, parts = book_words(site.lang), site.book.parts
    place = parts.index(part)
    found = []
    if place:
        found.append((words.before, parts[place - 1], "prev"))
    if place + 1 < len(parts):
        found.append((words.after, parts[place + 1], "next"))
    links = "".join(
        f'<a rel="{kind}" href="{site.places.pages[other.key]}">{word}{form_words(site.lang).colon}'
        f"{escape(heading_text(other))}</a>"
        for word, other, kind in found
    )
    yield f'<nav class="neighbours" aria-label="{words.before} / {words.after}">{links}</nav>'


def _provenance(site: Site) -> str:
    colon = form_words(site.lang).colon
    cutoff = book_words(site.lang).cutoff
    return f"{cutoff}{colon}{site.book.provenance.cutoff}"
