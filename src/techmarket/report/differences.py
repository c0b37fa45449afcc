"""The list of recorded differences: figures of the first print that ours cannot equal, and why.

Read from `contradictions.csv` of the edition, which `compare` proves. Not here: the proofs.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from itertools import product

from techmarket.editions import Edition
from techmarket.report.model import TextTableBlock
from techmarket.report.printed_numbers import printed_number
from techmarket.tables.definitions import define_table
from techmarket.tables.labels import Language, Wording

FILE = "contradictions.csv"

_WHY = {
    "ratio": {
        "zh": "与按所印各数计算的结果不符的比率（{}处）",
        "en": "Ratios that the figures printed beside them contradict ({})",
    },
    "linear": {
        "zh": "与所印的分项、合计或他处的同一数字不符的数字（{}处）",
        "en": "Figures that their parts, their total or the same figure elsewhere contradict ({})",
    },
    "order": {
        "zh": "与所印成交额的次序不符的名次（{}处）",
        "en": "Ranks that the order of the printed amounts contradicts ({})",
    },
}
"""Kind of the proof to the caption of the differences of this kind."""

_HEADINGS: Mapping[Language, tuple[str, ...]] = {
    "zh": ("表", "行", "列", "原印", "本书"),
    "en": ("Table", "Row", "Column", "First print", "This book"),
}

Place = tuple[str, str, str]
"""Number of the table, row path and column path, labels joined by "/", in Chinese."""


def difference_tables(edition: Edition, lang: Language) -> tuple[TextTableBlock, ...]:
    """One table per reason: the place, what was printed first, and what is printed now.

    An edition without the file has none.
    """
    file = edition.folders.of_year(FILE)
    if file is None:
        return ()
    rows = list(csv.DictReader(StringIO(file.read_text(encoding="utf-8"), newline="")))
    named = _named(edition, lang) if lang != "zh" else {}
    return tuple(_tables(rows, named, lang))


def _tables(
    rows: Sequence[Mapping[str, str]], named: Mapping[Place, Place], lang: Language
) -> Iterator[TextTableBlock]:
    for kind, captions in _WHY.items():
        chosen = [row for row in rows if json.loads(row["identity"])["kind"] == kind]
        if chosen:
            yield TextTableBlock(
                caption=captions[lang].format(len(chosen)),
                headings=_HEADINGS[lang],
                rows=tuple(_row(row, named, lang) for row in chosen),
            )


def _row(row: Mapping[str, str], named: Mapping[Place, Place], lang: Language) -> tuple[str, ...]:
    place = (row["table"], row["row_path"], row["column_path"])
    table, *paths = named.get(place, place)
    where = [path.replace("/", " – ") for path in paths]
    return (printed_number(table, lang), *where, row["printed"], row["ours"])


def _named(edition: Edition, lang: Language) -> Mapping[Place, Place]:
    """Every place of the tables in Chinese words to the same place in the words of a language."""
    chinese, other = Wording(edition, "zh"), Wording(edition, lang)
    named: dict[Place, Place] = {}
    for entry in edition.tables.values():
        table = define_table(entry.declaration, edition)
        rows, columns = (
            [("/".join(chinese.path(line.path)), "/".join(other.path(line.path))) for line in lines]
            for lines in (table.rows, table.columns)
        )
        for (row, row_named), (column, column_named) in product(rows, columns):
            named[entry.number, row, column] = (entry.number, row_named, column_named)
    return named
