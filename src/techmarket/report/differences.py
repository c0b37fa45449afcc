"""The list of recorded differences: figures of the first print that ours cannot equal, and why.

Read from `contradictions.csv` of the edition, which `compare` proves. Not here: the proofs.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from io import StringIO

from techmarket.editions import Edition
from techmarket.report.model import ListBlock
from techmarket.report.printed_numbers import printed_number
from techmarket.sentences.model import Paragraph, Source, Span
from techmarket.tables.definitions import define_table
from techmarket.tables.labels import Language, Wording

FILE = "contradictions.csv"

_WHY = {
    "ratio": {
        "zh": "与按所印各数计算的结果不符",
        "en": "the figures printed beside it give another result",
    },
    "linear": {
        "zh": "与所印的分项、合计或他处的同一数字不符",
        "en": "its parts, its total or the same figure elsewhere are printed otherwise",
    },
    "order": {
        "zh": "与所印成交额的次序不符",
        "en": "the amounts are printed in another order",
    },
}
"""Kind of the proof to the reason."""

Place = tuple[str, str, str]
"""Number of the table, row path and column path, labels joined by "/", in Chinese."""


def difference_list(edition: Edition, lang: Language) -> ListBlock:
    """One item per difference: the place, and what was printed, what is printed now, and why.

    An edition without the file has an empty list.
    """
    file = edition.folders.of_year(FILE)
    if file is None:
        return ListBlock(())
    rows = list(csv.DictReader(StringIO(file.read_text(encoding="utf-8"), newline="")))
    named = _named(edition, lang) if lang != "zh" else {}
    return ListBlock(tuple(_item(n, row, named, lang) for n, row in enumerate(rows, start=1)))


def _item(
    number: int, row: Mapping[str, str], named: Mapping[Place, Place], lang: Language
) -> tuple[str, Paragraph]:
    place = (row["table"], row["row_path"], row["column_path"])
    table, *paths = named.get(place, place)
    heading = " · ".join([printed_number(table, lang), *(p.replace("/", " – ") for p in paths)])
    why = _WHY[json.loads(row["identity"])["kind"]][lang]
    if lang == "zh":
        text = f"原印{row['printed']}，本书为{row['ours']}：原印数字{why}。"
    else:
        text = f"First printed as {row['printed']}, here {row['ours']}: {why}."
    return heading, Paragraph(f"difference.{number}", (Span(text),), Source.EDITION)


def _named(edition: Edition, lang: Language) -> Mapping[Place, Place]:
    """Every place of the tables in Chinese words to the same place in the words of a language."""
    return dict(zip(_places(edition, "zh"), _places(edition, lang), strict=True))


def _places(edition: Edition, lang: Language) -> Iterator[Place]:
    words = Wording(edition, lang)
    for entry in edition.tables.values():
        table = define_table(entry.declaration, edition)
        for row in table.rows:
            for column in table.columns:
                yield (
                    entry.number,
                    "/".join(words.path(row.path)),
                    "/".join(words.path(column.path)),
                )
