"""A book walked from the first part to the last: sections, tables, figures, texts, in order.

Not here: what a renderer makes of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from techmarket.figures.model import BuiltFigure
from techmarket.render.words import printed_name
from techmarket.report.model import Block, Book, FigureBlock, ListBlock, Section, TableBlock
from techmarket.report.printed_numbers import printed_number
from techmarket.sentences.model import Paragraph
from techmarket.tables.labels import Language
from techmarket.tables.model import BuiltTable


@dataclass(frozen=True, slots=True)
class Heading:
    """A section in its place.

    Attributes:
        section: the section; `level`: 1 for a part.
    """

    section: Section
    level: int

    @property
    def text(self) -> str:
        """Number and title as printed."""
        return heading_text(self.section)


def heading_text(section: Section) -> str:
    """Number and title: "第一部分 技术交易总体情况", "一、基本情况"."""
    number, title = section.number, section.title
    if not number or not title:
        return number or title
    return f"{number}{title}" if number[-1] in "、）)" else f"{number} {title}"


def walk_section(section: Section, level: int = 1) -> Iterator[Heading | Block]:
    """The heading, the blocks, then the sections below, in printed order."""
    yield Heading(section, level)
    yield from section.blocks
    for below in section.sections:
        yield from walk_section(below, level + 1)


def walk_book(book: Book) -> Iterator[Heading | Block]:
    """All parts, in printed order."""
    for part in book.parts:
        yield from walk_section(part)


def tables_of(book: Book) -> list[BuiltTable]:
    """Every table, in printed order."""
    return [block.table for block in walk_book(book) if isinstance(block, TableBlock)]


def figures_of(book: Book) -> list[BuiltFigure]:
    """Every figure, in printed order."""
    return [block.figure for block in walk_book(book) if isinstance(block, FigureBlock)]


def paragraphs_of(book: Book) -> Iterator[Paragraph]:
    """Every paragraph, those of lists included, in printed order."""
    for block in walk_book(book):
        if isinstance(block, Paragraph):
            yield block
        elif isinstance(block, ListBlock):
            yield from (paragraph for _, paragraph in block.items)


def table_caption(table: BuiltTable, lang: Language) -> str:
    """Number and title of a table: "附表4  各类技术合同构成"."""
    return f"{printed_name(table.number, lang)}  {table.title}".strip()


def figure_caption(figure: BuiltFigure, lang: Language) -> str:
    """Number, title and units of a figure: "图1  成交额（单位：亿元）" or "Figure 1  … (亿元)"."""
    name = f"{printed_number(figure.number, lang)}  {figure.title}".strip()
    if not figure.units:
        return name
    return f"{name}（单位：{figure.units}）" if lang == "zh" else f"{name} ({figure.units})"


def set_caption(figure: BuiltFigure, lang: Language) -> str:
    """The caption of a figure for paper: one too long for a line is not broken in its units."""
    caption = figure_caption(figure, lang)
    if not figure.units:
        return caption
    before, found, after = caption.rpartition(figure.units)
    return before + found.replace(" ", "\u00a0") + after
