"""The blocks of a part as HTML: headings, paragraphs, lists, tables, figures, index of cells.

Not here: one table (`render.page_table`), one figure (`chart`), the page around them (`pages`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape

from techmarket.render.body import number_in
from techmarket.render.book_walk import heading_text
from techmarket.render.book_words import book_words
from techmarket.render.page_table import LONG, TableForm, table_section
from techmarket.render.site.chart import figure_section
from techmarket.render.site.downloads import figure_file, table_file
from techmarket.render.site.places import Places, section_anchor
from techmarket.report.model import (
    Block,
    CellIndexBlock,
    FigureBlock,
    ListBlock,
    Section,
    TableBlock,
    TextTableBlock,
)
from techmarket.sentences.model import Paragraph, Reference, Source, Span
from techmarket.tables.labels import Language

_NUMBER = re.compile(r"[-−]?\d[\d.,]*%?")

_DEEPEST = 6
"""Levels of headings that a page has."""


def section_html(section: Section, places: Places, lang: Language, level: int = 1) -> Iterator[str]:
    """A section with all below it; the part itself is the first level."""
    tag = f"h{min(level, _DEEPEST)}"
    name = section_anchor(section)
    yield f'<section class="level{level}">'
    yield f'<{tag} id="{name}">{escape(heading_text(section))}</{tag}>'
    if level == 1 and section.sections:
        yield from _part_contents(section, lang)
    for block in section.blocks:
        yield block_html(block, places, lang)
    for below in section.sections:
        yield from section_html(below, places, lang, level + 1)
    yield "</section>"


def block_html(block: Block, places: Places, lang: Language) -> str:
    """A block."""
    if isinstance(block, TableBlock):
        download = _download(table_file(block.table), lang)
        form = TableForm("span", titles=False, foot=f'<p class="tools">{download}</p>')
        return table_section(block.table, lang, form)
    if isinstance(block, FigureBlock):
        return figure_section(block.figure, lang, _download(figure_file(block.figure), lang))
    if isinstance(block, ListBlock):
        return _list(block, places)
    if isinstance(block, TextTableBlock):
        return _text_table(block)
    if isinstance(block, CellIndexBlock):
        return _cell_index(block, places, lang)
    return f"<p{_source(block)}>{paragraph_html(block, places)}</p>"


def paragraph_html(paragraph: Paragraph, places: Places) -> str:
    """The spans of a paragraph: numbers carry their cell id, mentions lead to what they name."""
    return "".join(_span(span, places) for span in paragraph.spans)


def _span(span: Span | Reference, places: Places) -> str:
    text = escape(span.text)
    if isinstance(span, Reference):
        address = places.of(span.kind, span.key)
        return f'<a href="{escape(address)}">{text}</a>' if address else text
    if span.key is None:
        return text
    # A word that follows from a number (增长) tells it as well, but looks like the text.
    kind = "number" if _NUMBER.fullmatch(span.text) else "word"
    return f'<span class="{kind}" data-cell="{escape(span.key.cell_id)}">{text}</span>'


def _source(paragraph: Paragraph) -> str:
    return ' class="edition"' if paragraph.source is Source.EDITION else ""


def _list(block: ListBlock, places: Places) -> str:
    if all(heading for heading, _ in block.items) and not block.ordered:
        items = "".join(
            f"<div><dt>{escape(heading)}</dt><dd>{paragraph_html(paragraph, places)}</dd></div>"
            for heading, paragraph in block.items
        )
        return f'<dl class="items">{items}</dl>'
    tag = "ol" if block.ordered else "ul"
    items = "".join(
        f"<li>{_head(heading)}{paragraph_html(paragraph, places)}</li>"
        for heading, paragraph in block.items
    )
    return f'<{tag} class="items">{items}</{tag}>'


def _head(heading: str) -> str:
    return f"<strong>{escape(heading)}</strong> " if heading else ""


def _cell_index(block: CellIndexBlock, places: Places, lang: Language) -> str:
    words = book_words(lang)
    gap = "、" if lang == "zh" else ", "
    heads = (words.measure, words.definition, words.printed_in)
    rows = "".join(
        f'<tr><th scope="row">{escape(name)}</th><td class="name">{escape(definition)}</td>'
        f'<td class="name">{gap.join(_number(number, places) for number in numbers)}</td></tr>'
        for name, definition, numbers in block.entries
    )
    head = "".join(f'<th scope="col" class="left">{word}</th>' for word in heads)
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-label="{words.index}">'
        f'<table class="index"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
    )


def _text_table(block: TextTableBlock) -> str:
    columns = zip(*block.rows, strict=True)
    numbers = [all(map(number_in, column)) for column in columns]
    head = "".join(
        f'<th scope="col" class="{"right" if right else "left"}">{escape(word)}</th>'
        for word, right in zip(block.headings, numbers, strict=True)
    )
    rows = "".join(f"<tr>{_texts(row, numbers)}</tr>" for row in block.rows)
    caption = escape(block.caption)
    long = " long" if len(block.rows) > LONG else ""
    return (
        f'<div class="scroll{long}" role="region" tabindex="0" aria-label="{caption}">'
        f'<table class="index"><caption>{caption}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _texts(row: Sequence[str], numbers: Sequence[bool]) -> str:
    """The cells of a row; numbers stand on the right."""
    return "".join(
        f"<td>{escape(text)}</td>" if right else f'<td class="name">{escape(text)}</td>'
        for text, right in zip(row, numbers, strict=True)
    )


def _number(number: str, places: Places) -> str:
    address = places.numbers.get(number)
    text = escape(number)
    return f'<a href="{escape(address)}">{text}</a>' if address else text


def _part_contents(part: Section, lang: Language) -> Iterator[str]:
    words = book_words(lang)
    yield f'<nav class="within" aria-label="{words.part_contents}"><ul>'
    for section in part.sections:
        name, text = section_anchor(section), escape(heading_text(section))
        yield f'<li><a href="#{name}">{text}</a></li>'
    yield "</ul></nav>"


def _download(file: str, lang: Language) -> str:
    name = escape(file)
    return f'<a class="download" href="{name}" download>{book_words(lang).download}</a>'
