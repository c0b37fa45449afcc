"""The one place that an edition may report on: its name, and its cities as a group of regions.

Not here: groups of the whole country (`codes.region_groups`), and what is counted there
(`observations.one_place`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from techmarket.codes import RegionGroup, UnknownCodeError, code_list
from techmarket.errors import TechmarketError

_NO_PLACES = frozenset(
    {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划", "省直辖行政单位"}
)
"""Labels of codes that only gather others: what is below them stands in their place."""


def region_name(code: str, on: date) -> Mapping[str, str]:
    """Language to the full name of a region.

    Raises:
        TechmarketError: there is no such region on that day.
    """
    try:
        row = code_list("region").resolve(code, on)
    except UnknownCodeError as error:
        raise TechmarketError(
            f"the region {code!r} that the edition reports on is not known",
            where=on.isoformat(),
            todo="name the code of a province or a city in `scope`",
        ) from error
    return {"zh": row.label_zh, "en": row.label_en}


def cities_group(code: str, on: date | None = None) -> RegionGroup:
    """The places one level below a region, as the group `cities_of_<code>`.

    Those of a province are its prefectures, those of a prefecture or a municipality its counties
    and districts.
    """
    name = region_name(code, on)["zh"] if on else ""
    english = region_name(code, on)["en"] if on else ""
    return RegionGroup(
        name=f"cities_of_{code}",
        label_zh=f"{name}各地",
        label_en=f"Places in {english}",
        members=tuple(_below(code, on)) if on else (),
        source="GB/T 2260",
    )


def _below(code: str, on: date) -> Iterator[str]:
    for row in code_list("region").children(code, on):
        if row.label_zh in _NO_PLACES:
            yield from _below(row.code, on)
        else:
            yield row.code
