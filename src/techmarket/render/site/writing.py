"""The files of the site, written into a folder that appears whole or not at all.

The same book gives the same bytes. Not here: what the pages say (`pages`).
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from techmarket.errors import TechmarketError
from techmarket.fonts import licence_text, web_font
from techmarket.render.site.downloads import FOLDER, data_files
from techmarket.render.site.pages import Site, first_page, part_page
from techmarket.render.site.places import INDEX, places_of
from techmarket.render.site.search_index import search_script
from techmarket.report.model import Book
from techmarket.tables.labels import language


def write_site(book: Book, folder: Path, other_lang_href: str | None = None) -> None:
    """Writes the site of a book: `index.html`, a page per part, style, scripts, fonts, CSV files.

    Args:
        book: the book.
        folder: the folder to make; the one above it exists.
        other_lang_href: address of the `index.html` of the same book in the other language, as
            seen from this folder ("../site-en/index.html"); `None` for none.

    Raises:
        TechmarketError: the folder is there already and holds something, the language is unknown,
            a figure cannot be drawn, or the typeface cannot be had.
        OSError: a file cannot be written; nothing half-written is left.
    """
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise TechmarketError(
            "the place of the site is taken",
            where=str(folder),
            why="it exists and is not an empty folder",
            todo="remove it, or name another folder",
        )
    folder = folder.absolute()
    partial = folder.with_name(f"{folder.name}.partial-{os.getpid()}")
    (partial / FOLDER).mkdir(parents=True)
    try:
        for name, content in site_files(book, other_lang_href or ""):
            (partial / name).write_bytes(content)
        partial.replace(folder)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise


def site_files(book: Book, other: str = "") -> Iterator[tuple[str, bytes]]:
    """Name and content of every file."""
    lang = language(book.lang)
    places = places_of(book, lang)
    site = Site(book, places, lang, other)
    texts = {INDEX: first_page(site)}
    texts |= {places.pages[part.key]: part_page(site, part) for part in book.parts}
    texts["search.js"] = search_script(book, places, lang)
    yield from ((name, text.encode("utf-8")) for name, text in texts.items())
    yield from ((name, text.encode("utf-8")) for name, text in data_files(book))
    yield "site.css", (_resource("page.css") + _resource("site/site.css")).encode("utf-8")
    yield "site.js", _resource("site/site.js").encode("utf-8")
    shown = sorted(set("".join(texts.values())))
    yield "regular.woff2", web_font(shown)
    yield "bold.woff2", web_font(shown, bold=True)
    yield "OFL.txt", licence_text().encode("utf-8")


def _resource(name: str) -> str:
    return (files("techmarket.render") / name).read_text(encoding="utf-8")
