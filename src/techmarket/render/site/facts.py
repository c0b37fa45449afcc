"""What a number tells on hover or focus, as data of its page.

A page holds the facts of its numbers by cell id, the definitions of their measures and the hashes
of the snapshots, once each. Chinese definitions of the measures that only running text has are in
`text_measures.csv` beside this file. Not here: how they are shown (`site.js`).
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from io import StringIO
from typing import Any

from techmarket.observations.measures import MEASURES
from techmarket.observations.observation import Observation, Origin
from techmarket.render.book_walk import Heading
from techmarket.render.book_words import book_words
from techmarket.render.exact_value import exact_text
from techmarket.render.words import form_words
from techmarket.report.cell_index import definition, measure_name
from techmarket.report.model import Block, Book, FigureBlock, ListBlock, TableBlock
from techmarket.sentences.measures import TEXT_MEASURES
from techmarket.sentences.model import Paragraph, Span
from techmarket.tables.labels import Language


def observations_in(items: Iterable[Heading | Block]) -> Iterator[Observation]:
    """Every observation that is printed, as often as it is."""
    for item in items:
        if isinstance(item, TableBlock):
            for row in item.table.cells:
                yield from (cell.observation for cell in row if cell.observation is not None)
        elif isinstance(item, FigureBlock):
            for series in item.figure.series:
                yield from (datum.observation for datum in series.data)
        elif isinstance(item, Paragraph):
            yield from _in_paragraph(item)
        elif isinstance(item, ListBlock):
            for _, paragraph in item.items:
                yield from _in_paragraph(paragraph)


def facts_json(observations: Iterable[Observation], book: Book, lang: Language) -> str:
    """The facts as JSON that can stand in a page.

    `cells` gives for a cell id the exact value, the status, the origin and the role of the
    snapshot ("" where the value comes from none); `measures` name and definition; `snapshots` the
    hashes by role; `words` the words around them.
    """
    words, roles = form_words(lang), _roles(book)
    cells: dict[str, list[str]] = {}
    measures: dict[str, list[str]] = {}
    for seen in observations:
        key = seen.key
        role = roles.get(key.period, "") if seen.origin is not Origin.CARRIED else ""
        cells[key.cell_id] = [
            exact_text(seen, lang), words.status[seen.status], words.origin[seen.origin], role
        ]  # fmt: skip
        measures[key.measure] = list(measure_words(key.measure, lang))
    content: dict[str, Any] = {
        "words": _words(lang),
        "snapshots": dict(book.provenance.snapshots),
        "measures": measures,
        "cells": cells,
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    # A script ends at "</script>" whatever the string around it.
    return text.replace("<", "\\u003c")


def measure_words(measure: str, lang: Language) -> tuple[str, str]:
    """Name and definition of any measure that a book prints.

    Raises:
        KeyError: nobody declares it, or a measure of running text has no Chinese definition.
    """
    if measure in MEASURES:
        return measure_name(measure, lang), definition(measure, lang)
    declared = TEXT_MEASURES[measure]
    if lang == "zh":
        return declared.zh, _chinese()[measure]
    return declared.en[:1].upper() + declared.en[1:], declared.definition


@cache
def _chinese() -> dict[str, str]:
    text = (files("techmarket.render.site") / "text_measures.csv").read_text(encoding="utf-8")
    return {row["measure"]: row["zh"] for row in csv.DictReader(StringIO(text, newline=""))}


def _in_paragraph(paragraph: Paragraph) -> Iterator[Observation]:
    for span in paragraph.spans:
        if isinstance(span, Span) and span.observation is not None:
            yield span.observation


def _roles(book: Book) -> dict[int, str]:
    """Year to the role of the snapshot that it is counted in."""
    given = {role for role, _ in book.provenance.snapshots}
    years = {book.year: "snapshot", book.year - 1: "previous"}
    return {year: role for year, role in years.items() if role in given}


def _words(lang: Language) -> dict[str, str]:
    form, words = form_words(lang), book_words(lang)
    return {
        "colon": form.colon,
        "exact": form.exact,
        "status": form.status_word,
        "origin": form.origin_word,
        "snapshot": words.snapshot,
        "previous": words.previous,
        "id": words.number_id,
    }
