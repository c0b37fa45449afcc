"""Reading an edition from its folder: `edition.toml` and the carried figures.

Not here: what the figures become (`figures`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from techmarket.editions.edition import Edition, PrintedText, TableEntry
from techmarket.editions.figures import read_figures
from techmarket.errors import TechmarketError
from techmarket.observations.observation import Status, dims_of

_NAME = re.compile(r"\d{4}")


def edition_names() -> tuple[str, ...]:
    """The editions there are, oldest first."""
    folder = files("techmarket.editions")
    return tuple(sorted(f.name for f in folder.iterdir() if _NAME.fullmatch(f.name)))


@cache
def load_edition(name: str) -> Edition:
    """The edition of that name ("2013").

    Raises:
        TechmarketError: there is no such edition; the message lists those there are.
    """
    if name not in edition_names():
        raise TechmarketError(
            f"there is no edition {name!r}",
            why="the editions are " + ", ".join(edition_names()),
            todo="choose one of them",
        )
    folder = files("techmarket.editions") / name
    data = tomllib.loads((folder / "edition.toml").read_text(encoding="utf-8"))
    return Edition(
        name=name,
        year=data["year"],
        titles=data["title"],
        parts=data["parts"],
        tables={entry["key"]: _table(entry) for entry in data["tables"]},
        symbols=_symbols(data["symbols"]),
        out_of_scope=frozenset(dims_of(place["dims"]) for place in data["out_of_scope"]),
        not_comparable=frozenset(change["dimension"] for change in data["not_comparable"]),
        figures=read_figures(folder, data["year"]),
    )


def _table(entry: Mapping[str, Any]) -> TableEntry:
    return TableEntry(
        key=entry["key"],
        number=entry["number"],
        file=entry["file"],
        part=entry["part"],
        title=entry["title"],
        units=_in_both(entry["units"]),
        notes={lang: tuple(notes) for lang, notes in entry.get("notes", {}).items()},
        source=entry.get("source", {}),
        symbols=_symbols(entry.get("symbols", {})),
        printed=tuple(
            PrintedText(place["measure"], dims_of(place["dims"]), place["text"])
            for place in entry.get("printed", ())
        ),
    )


UNIT_WORDS = {
    "项": "contracts",
    "亿元": "100 million yuan",
    "万元": "10 000 yuan",
    "%": "%",
    "个": "organisations",
    "次": "events",
    "人次": "persons",
    "人": "persons",
}
"""Units as an English units line names them."""


def _in_both(units: list[str]) -> dict[str, str]:
    """The units line: `["项", "亿元"]` is 项、亿元 in zh, contracts, 100 million yuan in en.

    Units of the same English name (人次, 人) stand in the English line once.
    """
    english = dict.fromkeys(UNIT_WORDS[unit] for unit in units)
    return {"zh": "、".join(units), "en": ", ".join(english)}


def _symbols(names: Mapping[str, str]) -> dict[Status, str]:
    return {Status(name): symbol for name, symbol in names.items()}
