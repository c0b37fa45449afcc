"""The tree of a book: what stands where, in one language, ready for every renderer.

Renderers lay out what is here and decide no word, number or order. Not here: how it is put
together (`report.build`).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from techmarket.figures.model import BuiltFigure
from techmarket.sentences.model import Paragraph
from techmarket.tables.model import BuiltTable


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table in its place."""

    table: BuiltTable


@dataclass(frozen=True, slots=True)
class FigureBlock:
    """A figure in its place."""

    figure: BuiltFigure


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list of texts: the chronicle, definitions, notes.

    Attributes:
        items: heading of the item (a date, a term; "" for none) and its paragraph.
        ordered: numbered.
    """

    items: tuple[tuple[str, Paragraph], ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class TextTableBlock:
    """A small table of texts: no statistical table, without number, in no list of tables.

    Attributes:
        caption: the line above it.
        headings: of its columns.
        rows: as long as the headings.
    """

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class CellIndexBlock:
    """The index of cells.

    Attributes:
        entries: printed name of a measure, or of several that have the same definition and
            places; definition; where it is printed ("表1", "图3").
    """

    entries: tuple[tuple[str, str, tuple[str, ...]], ...]


Block = Paragraph | TableBlock | FigureBlock | ListBlock | TextTableBlock | CellIndexBlock


@dataclass(frozen=True, slots=True)
class Section:
    """A part, a section or a subsection.

    Attributes:
        key: stable name ("overview.basics"), used as anchor.
        number: as printed ("第一部分", "一、", "（一）"); "" for none.
        title: without the number.
        blocks: in order, before the sections below it.
        sections: below it.
    """

    key: str
    number: str
    title: str
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class Provenance:
    """What the book was built from.

    Attributes:
        snapshots: role ("snapshot", "previous") to the hash of the whole snapshot.
        cutoff: the day of the cut-off, ISO.
        software: version of techmarket.
    """

    snapshots: tuple[tuple[str, str], ...]
    cutoff: str
    software: str


@dataclass(frozen=True, slots=True)
class Book:
    """A whole report in one language.

    Attributes:
        edition: name of the edition; `year`: the year of its data; `lang`: "zh" or "en".
        title, subtitle: of the cover; `publisher`, `published`: lines of the cover, "" for none.
        parts: of the book, in order.
        provenance: what it was built from.
    """

    edition: str
    year: int
    lang: str
    title: str
    subtitle: str
    publisher: str
    published: str
    parts: tuple[Section, ...]
    provenance: Provenance = field(repr=False)
