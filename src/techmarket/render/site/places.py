"""Where things stand in the site: the file of every part, and the address of all that is in it.

Not here: what stands there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from techmarket.figures.model import BuiltFigure
from techmarket.render.book_walk import Heading, walk_section
from techmarket.render.page_table import anchor
from techmarket.render.words import printed_name
from techmarket.report.model import Book, FigureBlock, Section, TableBlock
from techmarket.report.printed_numbers import printed_number
from techmarket.tables.labels import Language

INDEX = "index.html"


@dataclass(frozen=True, slots=True)
class Places:
    """Addresses within the site.

    Attributes:
        pages: key of a part to its file.
        sections, tables, figures: key to address ("annex.html#t-contracts_by_type").
        numbers: printed number to address, in the language and as the edition has it.
    """

    pages: Mapping[str, str]
    sections: Mapping[str, str]
    tables: Mapping[str, str]
    figures: Mapping[str, str]
    numbers: Mapping[str, str]

    def of(self, kind: str, key: str) -> str:
        """The address of a table or a figure; "" for one that the book does not print."""
        return (self.tables if kind == "table" else self.figures).get(key, "")


def places_of(book: Book, lang: Language) -> Places:
    """Addresses of all that a book holds."""
    pages = _pages(book)
    sections: dict[str, str] = {}
    tables: dict[str, str] = {}
    figures: dict[str, str] = {}
    numbers: dict[str, str] = {}
    for part in book.parts:
        page = pages[part.key]
        for item in walk_section(part):
            if isinstance(item, Heading):
                sections[item.section.key] = f"{page}#{section_anchor(item.section)}"
            elif isinstance(item, TableBlock):
                table = item.table
                tables[table.key] = address = f"{page}#{anchor(table)}"
                numbers |= dict.fromkeys((table.number, printed_name(table.number, lang)), address)
            elif isinstance(item, FigureBlock):
                figure = item.figure
                figures[figure.key] = address = f"{page}#{figure_anchor(figure)}"
                names = (figure.number, printed_number(figure.number, lang))
                numbers |= dict.fromkeys(names, address)
    return Places(pages, sections, tables, figures, numbers)


def section_anchor(section: Section) -> str:
    """The id of a section on its page."""
    return _plain(f"s-{section.key}")


def figure_anchor(figure: BuiltFigure) -> str:
    """The id of a figure on its page."""
    return _plain(f"f-{figure.key}")


def _plain(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9_-]", "-", name)


def _pages(book: Book) -> dict[str, str]:
    """Files by part; keys that only differ in what a file name cannot say get a number."""
    pages: dict[str, str] = {}
    taken = {INDEX}
    for place, part in enumerate(book.parts, start=1):
        name = f"{_plain(part.key).lower()}.html"
        pages[part.key] = name if name not in taken else f"part-{place}.html"
        taken.add(pages[part.key])
    return pages
