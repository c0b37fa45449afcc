"""The offices of the demonstration: centre, provinces, cities, agencies, tax, finance, statistics.

Codes and names of places are those of GB/T 2260; that each has an office is invented. Not here: the
people in them (`people`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from techmarket.codes import code_list
from techmarket.codes.region_groups import region_groups
from techmarket.web.organisations.models import Kind, Organisation
from techmarket.web.organisations.tree import found

SINCE = date(2013, 1, 1)
HOME_CITY = "440300"
"""Where the people named by their role alone sit: a city with its own plan."""

MUNICIPALITIES = ("110000", "120000", "310000", "500000")


@dataclass(frozen=True, slots=True)
class Offices:
    """The offices that were founded.

    Attributes:
        centre: the top.
        provinces: the 31, in the order of their codes.
        agencies: agencies with their province, in the order of their codes.
        home: the agency of `HOME_CITY`.
    """

    centre: Organisation
    provinces: tuple[Organisation, ...]
    agencies: tuple[tuple[Organisation, Organisation], ...]
    home: Organisation


def found_offices() -> Offices:
    """Found all offices, from the centre down."""
    regions = code_list("region")
    groups = region_groups(2013)
    centre = found(
        None,
        since=SINCE,
        code="000000",
        kind=Kind.CENTRE,
        name_zh="全国技术合同登记中心",
        name_en="National centre of technology contract registration",
        region="000000",
    )
    provinces, agencies = [], []
    for code in groups["province"].members:
        label = regions[code]
        province = found(
            centre,
            since=SINCE,
            code=code,
            kind=Kind.PROVINCE,
            name_zh=f"{label.label_zh}科学技术厅",
            name_en=f"Department of science and technology of {label.label_en}",
            region=code,
        )
        provinces.append(province)
        for letter, kind, zh, en in (
            ("T", Kind.TAX, "税务局", "Tax office"),
            ("F", Kind.FINANCE, "财政厅", "Finance department"),
            ("S", Kind.STATISTICS, "统计局", "Statistical office"),
        ):
            found(
                province,
                since=SINCE,
                code=f"{letter}{code}",
                kind=kind,
                name_zh=f"{label.label_zh}{zh}",
                name_en=f"{en} of {label.label_en}",
                region=code,
            )
        if code in MUNICIPALITIES:
            agencies.append((_agency(province, code, label.label_zh, label.label_en), province))
            continue
        plan = [one for one in groups["separate_plan"].members if one[:2] == code[:2]]
        for city_code in (f"{code[:2]}0100", *plan):
            city = regions[city_code]
            kind = Kind.PLAN_CITY if city_code in plan else Kind.CITY
            office = found(
                province,
                since=SINCE,
                code=city_code,
                kind=kind,
                name_zh=f"{city.label_zh}科学技术局",
                name_en=f"Bureau of science and technology of {city.label_en}",
                region=city_code,
            )
            agencies.append((_agency(office, city_code, city.label_zh, city.label_en), province))
    home = next(one for one, _ in agencies if one.region == HOME_CITY)
    return Offices(centre, tuple(provinces), tuple(agencies), home)


def _agency(above: Organisation, region: str, zh: str, en: str) -> Organisation:
    return found(
        above,
        since=SINCE,
        code=f"{region[:4]}01",
        kind=Kind.AGENCY,
        name_zh=f"{zh}技术合同登记处",
        name_en=f"Technology contract registry of {en}",
        region=region,
        takes_applications=True,
    )
