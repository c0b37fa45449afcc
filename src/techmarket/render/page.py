"""One web page with all tables: a single HTML5 file that asks for nothing over the network.

Every text is escaped; the same tables give the same bytes. Not here: one table (`page_table`),
the style (`page.css`).
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from importlib.resources import files
from pathlib import Path

from techmarket.render.page_table import TableForm, anchor, table_section
from techmarket.render.words import form_words, printed_name
from techmarket.tables.labels import Language, language
from techmarket.tables.model import BuiltTable
from techmarket.whole_file import whole_file


def write_page(tables: Sequence[BuiltTable], path: Path, title: str, lang: str = "zh") -> None:
    """Writes all tables into one HTML file, aside first and renamed when whole.

    Args:
        tables: in the order of the page.
        path: the file; its folder exists.
        title: of the page.
        lang: of the words that the form adds; labels come with the tables.

    Raises:
        TechmarketError: the language is unknown, or `path` is a folder, a device or a pipe.
        OSError: the file cannot be written; nothing half-written is left.
    """
    text = page(tables, title, language(lang))
    with whole_file(path) as aside:
        aside.write_text(text, encoding="utf-8", newline="\n")


def page(tables: Sequence[BuiltTable], title: str, lang: Language = "zh") -> str:
    """The text of the page."""
    words = form_words(lang)
    css = (files(__package__) / "page.css").read_text(encoding="utf-8")
    back = f'<p class="back"><a href="#contents">{words.back}</a></p>'
    form = TableForm("h2", titles=True, foot=back)
    first = f"#{anchor(tables[0])}" if tables else "#contents"
    parts = [
        "<!doctype html>",
        f'<html lang="{words.html_lang}">',
        '<head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(title)}</title>",
        f"<style>\n{css}</style></head>",
        f'<body><a class="skip" href="{first}">{words.skip}</a>',
        f"<header><h1>{escape(title)}</h1></header>",
        f'<nav id="contents" aria-labelledby="contents-title">'
        f'<h2 id="contents-title">{words.contents}</h2><ol>',
        *(_entry(table, lang) for table in tables),
        "</ol></nav><main>",
        *(table_section(table, lang, form) for table in tables),
        "</main></body></html>",
    ]
    return "\n".join(parts) + "\n"


def _entry(table: BuiltTable, lang: Language) -> str:
    number = escape(printed_name(table.number, lang))
    link = f'<a href="#{anchor(table)}">{escape(table.title)}</a>'
    return f"<li><span>{number}</span>{link}</li>"
