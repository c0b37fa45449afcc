"""How an edition prints its figures: `figures.toml`, one entry per figure.

An edition without that file prints the figures of the edition it is based on that it does not
omit. Not here: what the figures show (`figures.definitions`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from techmarket.editions import Edition
from techmarket.editions.strict import read_toml, refuse_unknown, required
from techmarket.editions.table_entries import UNIT_WORDS
from techmarket.errors import TechmarketError

FILE = "figures.toml"
KEYS = ("key", "number", "part", "title", "units", "notes", "without_data")
LANGUAGES = ("zh", "en")


@dataclass(frozen=True, slots=True)
class FigureEntry:
    """How an edition prints a figure.

    Attributes:
        key: the stable name of the figure.
        number: as printed ("图19").
        part: key of the part of the report it stands in.
        title: language to title, without number and unit.
        units: language to the units as printed after the title.
        notes: language to the text below the figure.
        without_data: language to the note of the figure while it has no value at all; "" for the
            general one.
    """

    key: str
    number: str
    part: str
    title: Mapping[str, str]
    units: Mapping[str, str]
    notes: Mapping[str, tuple[str, ...]]
    without_data: Mapping[str, str]


def figure_entries(edition: Edition) -> dict[str, FigureEntry]:
    """Key to entry for every figure of an edition, in printed order; none without a file.

    Raises:
        TechmarketError: the file says something that it cannot say, or too little.
    """
    file = edition.folders.layout(FILE)
    if file is None:
        return {}
    data, where = read_toml(file), str(file)
    refuse_unknown(data, ("figures",), where)
    found: dict[str, FigureEntry] = {}
    for raw in required(data, "figures", where):
        entry = _entry(raw, edition, where)
        if entry.key in found:
            raise TechmarketError(
                f"the figure {entry.key!r} stands in the edition twice",
                where=where,
                todo="take one of the two out",
            )
        found[entry.key] = entry
    return {key: e for key, e in found.items() if f"figure:{key}" not in edition.omitted}


def _entry(raw: Mapping[str, Any], edition: Edition, where: str) -> FigureEntry:
    here = f"{where}, figure {required(raw, 'key', f'{where}, figures')}"
    refuse_unknown(raw, KEYS, here)
    title, units = required(raw, "title", here), required(raw, "units", here)
    refuse_unknown(dict.fromkeys(units), UNIT_WORDS, f"{here}, units")
    notes, without_data = raw.get("notes", {}), raw.get("without_data", {})
    return FigureEntry(
        key=raw["key"],
        number=required(raw, "number", here),
        part=required(raw, "part", here),
        title={
            lang: edition.filled(required(title, lang, f"{here}, title"), lang)
            for lang in LANGUAGES
        },
        units={"zh": "、".join(units), "en": ", ".join(UNIT_WORDS[unit] for unit in units)},
        notes={
            lang: tuple(edition.filled(note, lang) for note in notes.get(lang, ()))
            for lang in LANGUAGES
        },
        without_data={lang: edition.filled(without_data.get(lang, ""), lang) for lang in LANGUAGES},
    )
