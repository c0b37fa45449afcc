"""Text that is not computed: notes on method, foreword, policy, chronicle, differences.

Notes on method are of the project (`sections/method.toml`), symbols and groups of regions follow
from the edition, the rest stands in `text/notes.toml` and `text/differences.csv` of the edition.
Not here: sentences with numbers of the year (`build`).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from importlib.resources import files
from io import StringIO
from typing import Any

from techmarket.editions import Edition
from techmarket.editions.strict import read_toml, refuse_unknown, required
from techmarket.errors import TechmarketError
from techmarket.observations.observation import Status
from techmarket.sentences.model import Paragraph, Source, Span
from techmarket.tables.labels import Language, language

NOTES = "text/notes.toml"
DIFFERENCES = "text/differences.csv"
Items = tuple[tuple[str, Paragraph], ...]
"""Heading ("" for none) and paragraph."""


def edition_text(edition: Edition, lang: str) -> Mapping[str, Items]:
    """The texts of an edition by key, each a list of headed paragraphs.

    Keys: `method` (population, cut-off, rounding, symbols, revisions, with headings),
    `method.symbols`, `method.region_groups`, `method.text_differences`, and what the edition has of
    `foreword`, `policy`, `features`, `institutions`, `demonstration_kinds`, `chronicle`.

    Raises:
        TechmarketError: the language is unknown, or a text lacks a language or has an
            unknown field.
    """
    known = language(lang)
    texts: dict[str, Items] = {
        **_read(read_toml(files("techmarket.sentences.sections") / "method.toml"), edition, known),
        "method.symbols": _symbols(edition, known),
        "method.region_groups": _region_groups(edition, known),
        "method.text_differences": _differences(edition, known),
    }
    notes = edition.folders.of_year(NOTES)
    if notes is not None:
        texts |= _read(read_toml(notes), edition, known)
    return {key: items for key, items in texts.items() if items}


def _read(data: Mapping[str, Any], edition: Edition, lang: Language) -> dict[str, Items]:
    texts = {key: entries for key, entries in data.items() if key != "source"}
    for key, entries in texts.items():
        if not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
            raise TechmarketError(
                f"the text {key!r} is no list of entries",
                where=NOTES,
                todo=f"write each entry under [[{key}]]",
            )
    return {
        key: tuple(_item(key, i, entry, edition, lang) for i, entry in enumerate(entries, start=1))
        for key, entries in texts.items()
    }


def _item(
    key: str, number: int, entry: Mapping[str, Any], edition: Edition, lang: Language
) -> tuple[str, Paragraph]:
    where = f"{key} {number}"
    refuse_unknown(entry, ("heading", "zh", "en"), where)
    texts = {each: required(entry, each, where) for each in ("zh", "en")}
    heading = entry.get("heading", {"zh": "", "en": ""})
    text = edition.filled(texts[lang], lang)
    return edition.filled(required(heading, lang, where), lang), _paragraph(
        f"{key}.{number}", [text]
    )


def _paragraph(key: str, texts: Iterable[str]) -> Paragraph:
    return Paragraph(key, tuple(Span(text) for text in texts), Source.EDITION)


_MEANING = {
    Status.MISSING: {"zh": "应有而未填报。", "en": "Should be known, but was not answered."},
    Status.NOT_APPLICABLE: {"zh": "不适用。", "en": "Not applicable."},
    Status.NO_PRIOR: {
        "zh": "没有可比的上年数。",
        "en": "No comparable figure of the year before.",
    },
}
"""What a status means."""


def _symbols(edition: Edition, lang: Language) -> Items:
    return tuple(
        (symbol, _paragraph(f"method.symbols.{status.value}", [_MEANING[status][lang]]))
        for status, symbol in edition.symbols.items()
        if status in _MEANING
    )


def _region_groups(edition: Edition, lang: Language) -> Items:
    """One item per group of the edition: its name, and the names of its members."""
    between, stop = ("、", "。") if lang == "zh" else (", ", ".")
    return tuple(
        (
            edition.code_label("region", f"group:{name}", lang),
            _paragraph(
                f"method.region_groups.{name}",
                [between.join(edition.code_label("region", m, lang) for m in members) + stop],
            ),
        )
        for name, members in edition.region_groups().items()
    )


def _differences(edition: Edition, lang: Language) -> Items:
    """One item per statement of the first print that the running text does not repeat."""
    file = edition.folders.of_year(DIFFERENCES)
    if file is None:
        return ()
    rows = csv.DictReader(StringIO(file.read_text(encoding="utf-8"), newline=""))
    return tuple(
        (
            row[f"statement_{lang}"],
            _paragraph(f"method.text_differences.{i}", [row[f"reason_{lang}"]]),
        )
        for i, row in enumerate(rows, start=1)
    )
