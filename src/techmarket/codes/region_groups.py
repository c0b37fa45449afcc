"""Groups of regions, which belong to the edition year of a report.

"东部地区" is not the same eleven provinces in every report, so a group is asked for by the year
of the edition (the year of its data) and never by a date. Groups overlap (北京 is in 东部 and in
环渤海). Not here: the regions themselves (code list `region`).
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from techmarket.errors import TechmarketError


@dataclass(frozen=True, slots=True)
class RegionGroup:
    """A named set of regions.

    Attributes:
        name: "east", used in dimensions as `group:east`.
        label_zh, label_en: labels as printed.
        members: region codes, in the order of GB/T 2260.
        source: where the membership is known from.
    """

    name: str
    label_zh: str
    label_en: str
    members: tuple[str, ...]
    source: str


def region_groups(edition_year: int) -> dict[str, RegionGroup]:
    """The groups of the report on the data of a year, by name.

    Raises:
        TechmarketError: no groups are recorded for that year.
    """
    return dict(_groups(edition_year))


@cache
def _groups(edition_year: int) -> Mapping[str, RegionGroup]:
    groups: dict[str, RegionGroup] = {}
    for row in _rows():
        if not int(row["edition_from"]) <= edition_year <= int(row["edition_to"] or 9999):
            continue
        name = row["group"]
        members = groups[name].members if name in groups else ()
        groups[name] = RegionGroup(
            name, row["label_zh"], row["label_en"], (*members, row["member"]), row["source"]
        )
    if not groups:
        first = min(int(row["edition_from"]) for row in _rows())
        raise TechmarketError(
            f"no region groups are known for the edition of {edition_year}",
            where="region_groups.csv",
            why=f"the first edition with groups is {first}",
            todo="add the groups that this edition prints, with their source",
        )
    return groups


@cache
def _rows() -> tuple[dict[str, str], ...]:
    source = files("techmarket.codes") / "data" / "region_groups.csv"
    return tuple(csv.DictReader(source.read_text(encoding="utf-8").splitlines()))
