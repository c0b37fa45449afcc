"""Facts that an edition carries for its running text: `text/facts.csv`, one number a line.

Columns: name, value, unit (亿元, 万元 or 元 for money, otherwise what is counted), source. Not
here: how a fact is said (`phrases.institutions`).
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from io import StringIO

from techmarket.editions import Edition
from techmarket.editions.money import FEN, fen
from techmarket.errors import TechmarketError
from techmarket.observations.observation import Key, Observation, Origin, Status

FILE = "text/facts.csv"


def edition_facts(edition: Edition) -> Mapping[str, Observation]:
    """Name to the fact; none for an edition without the file.

    Raises:
        TechmarketError: a number is not a whole number, or an amount no whole number of 分.
    """
    file = edition.folders.of_year(FILE)
    if file is None:
        return {}
    rows = csv.DictReader(StringIO(file.read_text(encoding="utf-8"), newline=""))
    return {row["name"]: _fact(row, edition.year, file.name) for row in rows}


def _fact(row: Mapping[str, str], year: int, file: str) -> Observation:
    where = f"{file}, {row['name']}"
    if row["unit"] in FEN:
        value, unit = fen(row["value"], row["unit"], where=where), "分"
    elif row["value"].isascii() and row["value"].isdigit():
        value, unit = int(row["value"]), row["unit"]
    else:
        raise TechmarketError(
            f"the fact {row['value']!r} is not a whole number",
            where=where,
            todo="write digits alone, or give it a unit of money",
        )
    key = Key("fact", year, (("fact", row["name"]),))
    return Observation(key, value, unit, Status.NORMAL if value else Status.ZERO, Origin.CARRIED)
