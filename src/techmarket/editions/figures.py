"""The figures an edition carries: CSV files into observations, answers and a directory.

One value per fact, as first printed, with its source in the file. What can be derived from
these (shares, growth, ratios) is not carried. Not here: titles and symbols (`reading`).
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from importlib.resources.abc import Traversable
from io import StringIO

from techmarket.editions.edition import DirectoryEntry, Exchange, Figures
from techmarket.editions.folders import EditionFolders
from techmarket.editions.money import fen
from techmarket.observations.observation import (
    Key,
    Observation,
    Origin,
    Status,
    Value,
    dims_of,
)

EXCHANGE_COUNTS = ("contracts", "events", "trainees", "staff")
"""Questions answered with a whole number; the others are answered in 万元."""

EXCHANGE_AMOUNTS = (
    "value",
    "value_emerging",
    "value_plan",
    "value_international",
    "value_major",
)


def read_figures(folders: EditionFolders, year: int) -> Figures:
    """All carried figures of an edition whose data are of `year`; a file that is absent adds none.

    Facts with a year of their own also come from the edition that it is based on, if that is of
    the same place; the directory and the answers only if it is of the same year as well.

    Raises:
        TechmarketError: an amount is not a whole number of 分.
    """
    directory = tuple(_directory(folders.of_year("directory.csv")))
    return Figures(
        carried=(
            *_gdp(folders.by_year("gdp.csv")),
            *_history(folders.by_year("history.csv")),
            *_mean_values(folders.by_year("mean_values.csv")),
            *(_name(entry, year) for entry in directory if entry.name),
            *_institutions(folders.by_year("institutions.csv")),
        ),
        exchanges=tuple(_exchanges(folders.of_year("exchange_answers.csv"))),
        directory=directory,
    )


def _carried(measure: str, year: int, value: Value, unit: str, **dims: str) -> Observation:
    return Observation(
        Key(measure, year, dims_of(dims)),
        value,
        unit,
        Status.ZERO if value == 0 else Status.NORMAL,
        Origin.CARRIED,
    )


def _gdp(file: Traversable | None) -> Iterator[Observation]:
    """Columns year, gdp, unit, source."""
    for row in _rows(file):
        yield _carried("gdp", int(row["year"]), fen(row["gdp"], row["unit"]), "分")


def _history(file: Traversable | None) -> Iterator[Observation]:
    """Columns year, contract_type (empty: all), contracts, value, unit, source."""
    for row in _rows(file):
        dims = {"contract_type": row["contract_type"]} if row["contract_type"] else {}
        year = int(row["year"])
        yield _carried("contracts", year, int(row["contracts"]), "项", **dims)
        yield _carried("value", year, fen(row["value"], row["unit"]), "分", **dims)


def _mean_values(file: Traversable | None) -> Iterator[Observation]:
    """Columns year, contract_type, mean_value, unit, source."""
    for row in _rows(file):
        mean = fen(row["mean_value"], row["unit"])
        yield _carried(
            "mean_value", int(row["year"]), mean, "分", contract_type=row["contract_type"]
        )


def _institutions(file: Traversable | None) -> Iterator[Observation]:
    """Columns year, dimension (empty: all), code, institutions, source."""
    for row in _rows(file):
        dims = {row["dimension"]: row["code"]} if row["dimension"] else {}
        yield _carried("institutions", int(row["year"]), int(row["institutions"]), "家", **dims)


def _name(entry: DirectoryEntry, year: int) -> Observation:
    return _carried("institution.name", year, entry.name, "", position=str(entry.position))


def _directory(file: Traversable | None) -> Iterator[DirectoryEntry]:
    """Columns position, province (code), name, source."""
    for row in _rows(file):
        yield DirectoryEntry(int(row["position"]), row["province"], row["name"])


def _exchanges(file: Traversable | None) -> Iterator[Exchange]:
    """Columns institution, institution_kind, the nine questions (amounts in 万元), source."""
    for row in _rows(file):
        counts = {f"exchange.{name}": int(row[name]) for name in EXCHANGE_COUNTS}
        amounts = {f"exchange.{name}": fen(row[name], "万元") for name in EXCHANGE_AMOUNTS}
        yield Exchange(row["institution"], row["institution_kind"], {**counts, **amounts})


def _rows(file: Traversable | None) -> Iterator[dict[str, str]]:
    if file is None:
        return
    yield from csv.DictReader(StringIO(file.read_text(encoding="utf-8"), newline=""))
