"""Documents to one reading: the way in.

Not here: the forms of file (`sources`), tables (`tables`) and sentences (`sentences`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from techmarket.audit.reading import sayings
from techmarket.audit.reading.agreement import with_text_bases
from techmarket.audit.reading.broken_lines import WholeParagraph, unbroken
from techmarket.audit.reading.captions import (
    Heading,
    caption,
    is_units_line,
    mentions_in,
    units_in,
)
from techmarket.audit.reading.english import in_known_words, numbered_alone
from techmarket.audit.reading.english_text import told_in_english
from techmarket.audit.reading.enumerations import enumerations_in
from techmarket.audit.reading.figures_in_text import figures_in
from techmarket.audit.reading.labels import clean_label
from techmarket.audit.reading.language import is_in_english
from techmarket.audit.reading.phrases import without_asides
from techmarket.audit.reading.quotations import (
    is_of_corrections,
    quoted_figures,
    quotes_in_columns,
)
from techmarket.audit.reading.sayings import Saying
from techmarket.audit.reading.sections import entered, heading_text
from techmarket.audit.reading.sentences import read_sentences
from techmarket.audit.reading.sources.blocks import Grid, Paragraph, Source, visible
from techmarket.audit.reading.sources.files import document_bytes, document_paths, source_of
from techmarket.audit.reading.sources.text_file import decoded
from techmarket.audit.reading.tables import (
    FinishedTable,
    OpenTable,
    letters,
    numbers_of,
    read_table,
    with_sides,
)
from techmarket.audit.reading.text_doubts import figure_doubt
from techmarket.audit.reading.text_state import Context, TextNumber
from techmarket.audit.reading.tidy_file import read_tidy, tidy_rows
from techmarket.audit.reading.together import together
from techmarket.audit.statement import (
    Caption,
    Doubt,
    DoubtKind,
    Enumeration,
    Mention,
    Place,
    PrintedNumber,
    Reading,
)
from techmarket.errors import TechmarketError

Progress = Callable[[str, int, int], None]
"""`progress(what, done, total)`."""

_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
_SECTION = re.compile(
    r"^(?:[一二三四五六七八九十]+[、.]|[(（][一二三四五六七八九十\d]+[)）]|\d+[.．、])\s*"
)
_BARE_NUMBER = re.compile(r"^(\d{1,2}[-－]\d{1,2})\s+")
_ENTRY = re.compile(r"\t\s*(?:…+|\.{3,}|\d{1,4})$")
"""The end of an entry of contents: a tab, then a page or what stands for it."""
_ADDRESS = 30
"""Characters of a heading that are shown as an address."""
_LEADERS = re.compile(r"\.{4,}|…{2,}")


@dataclass(slots=True)
class _Document:
    """A document while it is read."""

    name: str
    tables: list[OpenTable] = field(default_factory=list)
    captions: list[Caption] = field(default_factory=list)
    text: list[Paragraph] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


Told = tuple[list[TextNumber], list[Enumeration], list[Doubt]]
"""The numbers and lists of running text, and the figures that were not understood."""
Telling = Callable[[_Document, "int | None", str], Told]


def read_documents(
    paths: Sequence[Path], lang: str = "zh", progress: Progress | None = None
) -> Reading:
    """Read documents together, as parts of one report.

    Args:
        paths: text, CSV, XLSX, DOCX, HTML or PDF files, or folders of them.
        lang: language of the sentences of doubts, "zh" or "en".
        progress: told of every document.

    Raises:
        TechmarketError: a file cannot be read or is empty; a document that was named, or every
            one in a folder, holds no table and no figure.
    """
    documents = document_paths(paths)
    given = set(paths)
    what = "reading" if lang == "en" else "读取"
    readings = []
    for done, path in enumerate(documents):
        if progress is not None:
            progress(what, done, len(documents))
        reading = read_document(path, lang)
        if _says_nothing(reading) and (path in given or len(documents) == 1):
            raise _no_report(path, reading)
        readings.append(reading)
    if progress is not None:
        progress(what, len(documents), len(documents))
    if all(_says_nothing(reading) for reading in readings):
        raise _no_report(paths[0], together(readings))
    return readings[0] if len(readings) == 1 else together(readings)


def _says_nothing(reading: Reading) -> bool:
    return not reading.numbers and not any(table.cells for table in reading.tables)


def _no_report(path: Path, reading: Reading) -> TechmarketError:
    unread = [doubt.text for doubt in reading.doubts if doubt.text]
    return TechmarketError(
        "the document is no report",
        where=str(path),
        why=f"no table and no figure was understood in it; {len(unread)} were not understood",
        todo="give a statistical report, or a table with a header",
    )


def read_document(path: Path, lang: str) -> Reading:
    """Read one document; of a page of a site, or a file beside a report, it may say nothing.

    Raises:
        TechmarketError: it cannot be read or is empty.
    """
    data = document_bytes(path)
    if path.suffix.lower() == ".csv":
        rows = tidy_rows(decoded(data, str(path)))
        if rows is not None:
            return read_tidy(rows, str(path), lang)
    return read_source(source_of(data, path), lang)


def read_source(source: Source, lang: str) -> Reading:
    """Read one document that has been opened; of one in English no tables without a number."""
    if not is_in_english(source):
        return _read(source, lang)
    known, untold = in_known_words(source)
    return numbered_alone(_read(known, lang, _told_in_english), lang, untold)


def _read(source: Source, lang: str, told_by: Telling | None = None) -> Reading:
    document = _taken_apart(source, lang)
    document.doubts += [
        Doubt(
            Place(source.name, sheet=sheet),
            "",
            sayings.sentence(Saying.PAGE_UNREAD, lang, why),
            DoubtKind.DOCUMENT,
        )
        for sheet, why in source.troubles
    ]
    year = _year(document)
    told, listed, lost = (told_by or _told)(document, year, lang)
    document.doubts += lost
    tables = [
        read_table(table, number, year, lang)
        for table, number in zip(document.tables, letters(document.tables), strict=True)
    ]
    reading = _reading(document, with_sides(tables, lang), told, year)
    return replace(reading, enumerations=tuple(listed))


def _taken_apart(source: Source, lang: str) -> _Document:
    """Captions, tables and running text of a document."""
    document = _Document(source.name)
    walk = _Walk(document, lang)
    for block in source.blocks:
        if isinstance(block, Grid):
            rows = tuple(tuple(visible(cell) for cell in row) for row in block.rows)
            walk.grid(replace(block, rows=rows))
        else:
            walk.paragraph(replace(block, text=visible(block.text)))
    return document


@dataclass(slots=True)
class _Walk:
    """The state between blocks: the caption that waits for its grid, headings on the way."""

    document: _Document
    lang: str = "zh"
    waiting: OpenTable | None = None
    names: list[str] = field(default_factory=list)
    touching: bool = False
    """Whether the block before was a grid."""
    last_short: Paragraph | None = None
    units: str = ""
    """Of a line of units that stands by itself."""
    section: str = ""
    """The last heading, the address of what has neither line nor sheet."""

    def paragraph(self, block: Paragraph) -> None:
        text = block.text.strip()
        if not text or _ENTRY.search(text):
            return
        if block.heading:
            self.section = clean_label(text)[:_ADDRESS]
        if block.line is None and not block.sheet:
            block = replace(block, sheet=self.section)
        place = Place(self.document.name, block.line, block.sheet)
        heading = caption(text)
        if heading is not None:
            self.document.captions.append(
                Caption(
                    place,
                    heading.kind,
                    heading.number,
                    heading.title,
                    heading.units,
                    heading.continued,
                )
            )
            if heading.kind == "table":
                same = self._continued(heading.number) if heading.continued else None
                self.waiting = same or OpenTable(heading, place)
            self.touching = False
            return
        if is_units_line(text):
            self.units = units_in(text) or ""
            if self.waiting is not None and self.waiting.heading:
                self.waiting.heading = replace(self.waiting.heading, units=self.units)
            return
        self.touching = False
        self.last_short = block if len(text) <= 60 and "。" not in text else None
        if block.heading or _SECTION.match(text):
            self.names.append(clean_label(_SECTION.sub("", text.lstrip("# ").strip())))
        self.document.text.append(block)

    def _continued(self, number: str) -> OpenTable | None:
        for table in reversed(self.document.tables):
            if table.heading is not None and table.heading.number == number:
                return table
        return None

    def grid(self, block: Grid) -> None:
        if _is_contents(block):
            return
        if quotes_in_columns(block.rows):
            self._quoted(block)
            return
        table = self.waiting
        if table is None and self.touching and self.document.tables:
            table = self.document.tables[-1]
        if table is None:
            table = self._untitled(block)
        if not any(table is known for known in self.document.tables[-1:]) and not table.parts:
            table.names = tuple(self.names)
            self.names = []
            self.document.tables.append(table)
        table.parts.append(block)
        self.waiting = None
        self.touching = True

    def _quoted(self, block: Grid) -> None:
        """A table of corrections, whose numbers are those of two documents."""
        place = Place(self.document.name, block.lines[0], block.sheet or self.section)
        title = self.last_short.text.strip() if self.last_short else ""
        why = sayings.sentence(Saying.TABLE_QUOTED, self.lang, len(block.rows) - 1)
        self.document.doubts.append(Doubt(place, title, why, DoubtKind.QUOTED))
        self.waiting, self.touching = None, False

    def _untitled(self, block: Grid) -> OpenTable:
        """A grid without a caption: a short line just above it is taken for its title."""
        place = Place(self.document.name, block.lines[0], block.sheet)
        if self.last_short is None:
            return OpenTable(None, place)
        text = self.last_short.text.lstrip("#* ").strip()
        numbered = _BARE_NUMBER.match(text)
        number = numbered[1] if numbered else ""
        title = clean_label(text[numbered.end() :] if numbered else text)
        units = units_in(text) or self.units
        self.last_short, self.units = None, ""
        return OpenTable(Heading("table", number, title, units, False), place)


def _is_contents(block: Grid) -> bool:
    """A table of contents: leaders of dots and page numbers."""
    led = sum(1 for row in block.rows if any(_LEADERS.search(cell) for cell in row))
    return led * 2 > len(block.rows)


def _year(document: _Document) -> int | None:
    """The year that most titles are about, or else the text."""
    years: Counter[int] = Counter()
    for one in document.captions:
        found = _YEAR.findall(one.title) or re.findall(r"(?:19|20)\d\d", one.title)
        if found:
            years[int(found[-1])] += 1
    if not years:
        for block in document.text:
            years.update(int(year) for year in _YEAR.findall(block.text))
    return max(years, key=lambda year: (years[year], year)) if years else None


def _told(document: _Document, year: int | None, lang: str) -> Told:
    """The numbers and lists of the running text, and the figures that were not understood."""
    context = Context(document.name, year=year)
    numbers: list[TextNumber] = []
    listed: list[Enumeration] = []
    doubts: list[Doubt] = []
    corrections = False
    for whole in unbroken(document.text):
        first = whole.pieces[0][1]
        words = heading_text(first) if len(whole.pieces) == 1 else None
        if words is not None:
            context = entered(context, first, words)
            corrections = is_of_corrections(words)
            if not figures_in(whole.text):
                continue
        figures = figures_in(without_asides(whole.text))
        quoted = figures if corrections else quoted_figures(whole.text, figures)
        if not quoted:
            listed += [
                replace(one, place=_line_place(one.place, whole))
                for one in enumerations_in(whole.text, context)
            ]
        read, lost = read_sentences(whole.text, context, quoted)
        numbers += [_placed(one, whole) for one in read]
        for figure in sorted([*lost, *quoted], key=lambda one: one.start):
            line, start = whole.at(figure.start)
            span = (figure.start - start, figure.end - start)
            place = Place(document.name, line.line, line.sheet, span=span)
            doubts.append(figure_doubt(figure, place, lang, quoted=figure in quoted))
    return numbers, listed, doubts


def _told_in_english(document: _Document, year: int | None, lang: str) -> Told:
    """The same of a document in English, whose lists are not counted."""
    numbers, lost = told_in_english(document.name, document.text, year)
    doubts = []
    for figure, block, quoted in lost:
        span = (figure.start, figure.end)
        place = Place(document.name, block.line, block.sheet, span=span)
        doubts.append(figure_doubt(figure, place, lang, quoted=quoted))
    return numbers, [], doubts


def _placed(one: TextNumber, whole: WholeParagraph) -> TextNumber:
    """The number with the place of its own line."""
    return replace(one, number=replace(one.number, place=_line_place(one.number.place, whole)))


def _line_place(place: Place, whole: WholeParagraph) -> Place:
    first, last = place.span or (0, 0)
    line, start = whole.at(first)
    return replace(place, line=line.line, sheet=line.sheet, span=(first - start, last - start))


def _reading(
    document: _Document, tables: list[FinishedTable], told: list[TextNumber], year: int | None
) -> Reading:
    cells: list[PrintedNumber] = [
        number for one in tables for number in numbers_of(one.table.cells)
    ]
    sentences = with_text_bases(told, cells)
    mentions = [
        Mention(Place(document.name, block.line, block.sheet, span=(start, end)), number)
        for block in document.text
        for start, end, number in mentions_in(block.text)
    ]
    doubts = [*document.doubts, *(doubt for one in tables for doubt in one.doubts)]
    return Reading(
        numbers=(*cells, *sentences),
        doubts=tuple(doubts),
        tables=tuple(one.table for one in tables),
        captions=tuple(document.captions),
        mentions=tuple(mentions),
        year=year,
    )
