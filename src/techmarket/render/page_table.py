"""One table as HTML: caption, head, body with headers for every cell, notes.

Each cell of the body names the cells of head and stub that it belongs to (`headers`), its number
(`data-cell`), and on demand its exact value, status and origin (`title`). Not here: the page
around it (`page`), the spans (`header`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from techmarket.observations.observation import Observation
from techmarket.render.body import is_name, name_columns
from techmarket.render.book_words import book_words
from techmarket.render.exact_value import exact_text
from techmarket.render.header import HeaderCell, Stub, head_cells, head_levels, is_wide, stub_of
from techmarket.render.text_width import text_width
from techmarket.render.words import (
    FormWords,
    form_words,
    notes_with_words,
    printed_name,
    source_with_word,
)
from techmarket.tables.labels import Language
from techmarket.tables.model import BuiltTable, Cell

LONG = 40
"""A table of more rows has a window of its own, in which its head stays in view."""

_SHORT = 6
"""Half-width characters of a heading that is too short to be broken: 2013年, 成交额."""


def anchor(table: BuiltTable) -> str:
    """The id of a table on its page: its key, which no new year renames."""
    return re.sub(r"[^A-Za-z0-9_-]", "-", f"t-{table.key}")


@dataclass(frozen=True, slots=True)
class TableForm:
    """What the page around a table decides.

    Attributes:
        heading: the element that holds number and title: "h2" where tables are the sections of a
            page, "span" where headings stand over them.
        titles: whether a cell tells exact value, status and origin in its `title`; where it does
            not, the page tells them from `data-cell`.
        foot: HTML under the notes.
    """

    heading: str
    titles: bool
    foot: str


def table_section(table: BuiltTable, lang: Language, form: TableForm) -> str:
    """The section of a table; one without rows says so."""
    words, name = form_words(lang), anchor(table)
    stub = stub_of(table)
    wide = is_wide(table, stub)
    label = escape(f"{printed_name(table.number, lang)} {table.title}")
    heading = f'<{form.heading} class="title" id="{name}-title">{label}</{form.heading}>'
    parts = [f'<section id="{name}" class="table{" wide" if wide else ""}">']
    if table.rows:
        parts += _table(table, stub, heading, lang, form)
    else:
        parts += [heading, _units(table, words), f'<p class="none">{book_words(lang).no_data}</p>']
    parts += [*_notes(table, lang), f"{form.foot}</section>"]
    return "\n".join(parts)


def _table(
    table: BuiltTable, stub: Stub, heading: str, lang: Language, form: TableForm
) -> Iterator[str]:
    long = " long" if len(table.rows) > LONG else ""
    name = f"{anchor(table)}-title"
    yield f'<div class="scroll{long}" role="region" tabindex="0" aria-labelledby="{name}">'
    yield f'<table class="{"one" if stub.width == 1 else "two"}">'
    yield f"<caption><div>{heading}{_units(table, form_words(lang))}</div></caption>"
    yield from _head(table, stub)
    yield from _body(table, stub, lang, form)
    yield "</table></div>"


def _units(table: BuiltTable, words: FormWords) -> str:
    if not table.units:
        return ""
    return f'<p class="units">{words.unit}{words.colon}{escape(table.units)}</p>'


def _head(table: BuiltTable, stub: Stub) -> Iterator[str]:
    columns = head_cells(table.columns)
    names = name_columns(table)
    yield "<thead>"
    for level in range(head_levels(table.columns)):
        cells = []
        if level == 0:
            cells += [_stub_heading(cell) for cell in stub.headings]
        cells += [_column_heading(table, cell, names) for cell in columns if cell.row == level]
        yield f"<tr>{''.join(cells)}</tr>"
    yield "</thead>"


def _stub_heading(cell: HeaderCell) -> str:
    kind = f"stub s{cell.col}" + (" all" if cell.colspan > 1 else "")
    text = escape(cell.label)
    # A heading without words heads nothing: a plain cell, not a header that says nothing.
    if not text:
        return f'<td class="{kind}"{_spans(cell)}></td>'
    return f'<th class="{kind}" scope="col"{_spans(cell)}>{text}</th>'


def _column_heading(table: BuiltTable, cell: HeaderCell, names: frozenset[int]) -> str:
    kinds = [] if cell.leaf else ["span"]
    if cell.leaf and cell.col in names:
        kinds.append("left")
    elif text_width(cell.label) <= _SHORT:
        kinds.append("short")
    kind = f' class="{" ".join(kinds)}"' if kinds else ""
    scope = "col" if cell.leaf else "colgroup"
    name = _column_id(table, cell)
    return f'<th id="{name}"{kind} scope="{scope}"{_spans(cell)}>{escape(cell.label)}</th>'


def _body(table: BuiltTable, stub: Stub, lang: Language, form: TableForm) -> Iterator[str]:
    columns = head_cells(table.columns)
    over = [
        [_column_id(table, cell) for cell in columns if cell.covers_column(col)]
        for col in range(len(table.columns))
    ]
    before: list[list[HeaderCell]] = [[] for _ in table.rows]
    for cell in stub.cells:
        for row in range(cell.row, cell.row + cell.rowspan):
            before[row].append(cell)
    yield "<tbody>"
    for row, cells in enumerate(table.cells):
        # A group is a tbody of its own: `scope=rowgroup` says "to the end of this group".
        if row and before[row][0].row == row and _groups(before, row):
            yield "</tbody><tbody>"
        labels = "".join(_row_heading(table, cell) for cell in before[row] if cell.row == row)
        stand = [_row_id(table, cell) for cell in before[row]]
        values = "".join(
            _value(cell, [*above, *stand], lang if form.titles else None)
            for cell, above in zip(cells, over, strict=True)
        )
        yield f"<tr>{labels}{values}</tr>"
    yield "</tbody>"


def _groups(before: list[list[HeaderCell]], row: int) -> bool:
    """Whether a group of rows begins or has just ended here."""
    return not before[row][0].leaf or not before[row - 1][0].leaf


def _row_heading(table: BuiltTable, cell: HeaderCell) -> str:
    kind = f"stub s{cell.col}"
    kind += " all" if cell.colspan > 1 else ""
    kind += " leaf" if cell.leaf else ""
    kind += f" i{min(cell.indent, 3)}" if cell.indent else ""
    scope = "row" if cell.leaf else "rowgroup"
    name = _row_id(table, cell)
    return f'<th id="{name}" class="{kind}" scope="{scope}"{_spans(cell)}>{escape(cell.label)}</th>'


def _value(cell: Cell, headers: list[str], lang: Language | None) -> str:
    kind = ' class="name"' if is_name(cell) else ""
    links = f' headers="{" ".join(headers)}"'
    facts = ""
    if cell.key is not None:
        facts += f' data-cell="{escape(cell.key.cell_id)}"'
    if cell.observation is not None and lang is not None:
        facts += f' title="{escape(_facts(cell.observation, lang))}"'
    return f"<td{kind}{links}{facts}>{escape(cell.text)}</td>"


def _facts(observation: Observation, lang: Language) -> str:
    """Exact value with its unit, status and origin, one per line."""
    words = form_words(lang)
    lines = [
        f"{words.status_word}{words.colon}{words.status[observation.status]}",
        f"{words.origin_word}{words.colon}{words.origin[observation.origin]}",
    ]
    if observation.value is not None:
        lines.insert(0, f"{words.exact}{words.colon}{exact_text(observation, lang)}")
    return "\n".join(lines)


def _notes(table: BuiltTable, lang: Language) -> Iterator[str]:
    lines = [*notes_with_words(table.notes, lang), *source_with_word(table.source, lang)]
    if lines:
        yield f'<ul class="notes">{"".join(f"<li>{escape(line)}</li>" for line in lines)}</ul>'


def _column_id(table: BuiltTable, cell: HeaderCell) -> str:
    return f"{anchor(table)}-c{cell.row}-{cell.col}"


def _row_id(table: BuiltTable, cell: HeaderCell) -> str:
    return f"{anchor(table)}-r{cell.row}-{cell.col}"


def _spans(cell: HeaderCell) -> str:
    rows = f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
    columns = f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
    return rows + columns
