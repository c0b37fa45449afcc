"""Building a book: the outline of an edition, its tables, figures and text become one tree.

Not here: what stands where (`report.outline`), and every format (`render`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from techmarket.editions import Edition
from techmarket.figures.build import build_figure
from techmarket.figures.model import BuiltFigure
from techmarket.observations.one_place import in_role
from techmarket.report.cell_index import cell_index
from techmarket.report.differences import difference_tables
from techmarket.report.model import (
    Block,
    Book,
    FigureBlock,
    ListBlock,
    Provenance,
    Section,
    TableBlock,
)
from techmarket.report.outline import BlockName, Outline, OutlineSection, load_outline
from techmarket.report.printed_numbers import printed_number
from techmarket.report.section_numbers import section_number
from techmarket.sentences.build import build_text
from techmarket.sentences.edition_text import Items, edition_text
from techmarket.sentences.model import Paragraph
from techmarket.tables.build import KnowsObservations, build_tables
from techmarket.tables.labels import Language, language
from techmarket.tables.model import BuiltTable

Progress = Callable[[str, int, int], None]
"""`progress(what, done, total)`."""


@dataclass(frozen=True)
class Material:
    """All that the blocks of a book are taken from, in one language.

    Attributes:
        tables, figures: by key.
        text: role to key of a section to its paragraphs; a section of which nothing can be said is
            absent.
        notes: key to texts of the edition, each with its heading or "".
    """

    tables: Mapping[str, BuiltTable]
    figures: Mapping[str, BuiltFigure]
    text: Mapping[str, Mapping[str, tuple[Paragraph, ...]]]
    notes: Mapping[str, Items]


def build_book(
    observations: KnowsObservations,
    edition: Edition,
    lang: str,
    provenance: Provenance,
    progress: Progress | None = None,
) -> Book:
    """The book of an edition in one language.

    Args:
        observations: of the edition's year.
        edition: says what stands where.
        lang: "zh" or "en".
        provenance: what the observations were made from.
        progress: told `(what, done, total)`.

    Raises:
        TechmarketError: the language or a key is unknown, a sentence is false, or an observation
            cannot be printed.
    """
    known = language(lang)
    tables = {t.key: t for t in build_tables(observations, edition, known, progress)}
    outline = load_outline(edition)
    figures = {
        block.key: build_figure(block.key, in_role(observations, block.role), edition, known)
        for block in outline.blocks("figure")
    }
    numbers = printed_numbers(tables, figures, known)
    text = {
        role: build_text(in_role(observations, role), edition, known, numbers)
        for role in sorted({block.role for block in outline.blocks("text")})
    }
    material = Material(tables, figures, text, edition_text(edition, known))
    return assembled(outline, material, edition, known, provenance)


def printed_numbers(
    tables: Mapping[str, BuiltTable], figures: Mapping[str, BuiltFigure], lang: Language
) -> dict[tuple[str, str], str]:
    """("table" or "figure", key) to the number as the language prints it."""
    return {
        **{("table", key): printed_number(t.number, lang) for key, t in tables.items()},
        **{("figure", key): printed_number(f.number, lang) for key, f in figures.items()},
    }


def assembled(
    outline: Outline,
    material: Material,
    edition: Edition,
    lang: Language,
    provenance: Provenance,
) -> Book:
    """The book of an outline, its blocks filled with the material.

    Raises:
        TechmarketError: the material lacks a text that the outline names.
    """
    filling = _Filling(material, edition, lang)
    return Book(
        edition=edition.name,
        year=edition.year,
        lang=lang,
        title=outline.title[lang],
        subtitle=outline.subtitle[lang],
        publisher=outline.publisher[lang],
        published=outline.published[lang],
        parts=filling.sections(outline.parts, ()),
        provenance=provenance,
    )


@dataclass(frozen=True)
class _Filling:
    material: Material
    edition: Edition
    lang: Language

    def sections(
        self, sections: tuple[OutlineSection, ...], above: tuple[int, ...]
    ) -> tuple[Section, ...]:
        """The sections of one level, numbered; one in which nothing stands is left out."""
        return tuple(self._numbered(sections, above))

    def _numbered(
        self, sections: tuple[OutlineSection, ...], above: tuple[int, ...]
    ) -> Iterator[Section]:
        number = 0
        for section in sections:
            path = (*above, number + section.numbered)
            blocks = tuple(block for name in section.blocks for block in self._blocks(name))
            below = self.sections(section.sections, path)
            if not (blocks or below):
                continue
            number += section.numbered
            yield Section(
                key=section.key,
                number=section_number(path, self.lang) if section.numbered else "",
                title=section.title[self.lang],
                blocks=blocks,
                sections=below,
            )

    def _blocks(self, name: BlockName) -> Iterator[Block]:
        match name.kind:
            case "table":
                yield TableBlock(self.material.tables[name.key])
            case "figure":
                yield FigureBlock(self.material.figures[name.key])
            case "text":
                yield from self.material.text[name.role].get(name.key, ())
            case "notes":
                yield from _notes(self.material.notes.get(name.key, ()))
            case "differences":
                yield from difference_tables(self.edition, self.lang)
            case "cells":
                yield cell_index(self.material.tables, self.material.figures, self.lang)


def _notes(items: Items) -> tuple[Block, ...]:
    """Texts without headings are paragraphs, others a list."""
    if any(heading for heading, _ in items):
        return (ListBlock(items),)
    return tuple(paragraph for _, paragraph in items)
