"""Tables of regions: where contracts are registered, sold from and bought to.

Not here: printed numbers, titles and notes, which are edition data (`editions`).
"""

from __future__ import annotations

from collections.abc import Iterable

from techmarket.editions import Edition
from techmarket.tables.definition import TableDefinition, declare_table
from techmarket.tables.definitions.columns import (
    CONTRACTS,
    THIS_YEAR,
    VALUE,
    YEAR_BEFORE,
    growth_of,
    in_both_directions,
    rank_in,
    value_share,
    words,
)
from techmarket.tables.definitions.rows import (
    NO_RANK,
    code_rows,
    group_total,
    ordered_regions,
    region_row,
)
from techmarket.tables.labels import CodeLabel, Word, YearLabel
from techmarket.tables.model import Line, Part
from techmarket.tables.parts import joined

ABROAD = "990000"
HONG_KONG_MACAU_TAIWAN = "group:hmt"
CITY_GROUPS = ("group:separate_plan", "group:subprovincial")
OUTSIDE = (HONG_KONG_MACAU_TAIWAN, ABROAD)
"""What lies outside the provinces; an edition of one place has nothing outside it."""

AREAS = tuple(f"group:{name}" for name in ("east", "central", "west", "bohai", "yrd", "prd"))


def _members(edition: Edition, group: str) -> tuple[str, ...]:
    return edition.region_groups()[group.removeprefix("group:")]


def _outside(edition: Edition) -> tuple[str, ...]:
    return OUTSIDE if edition.scope is None else ()


def _whole_place(edition: Edition) -> Part:
    """Everything; of an edition of one place that place, in the role that the column names."""
    return Part() if edition.scope is None else Part(dims={"region": edition.scope})


def _whole(edition: Edition) -> Line:
    """The row of everything, which has no rank."""
    return Line(words("total"), joined(NO_RANK, _whole_place(edition)))


def _by_seller(scope: str) -> Part:
    """The rank that orders the rows: by the value of technology sold."""
    return joined(rank_in(scope)[1], Part(roles={"region": "seller_region"}))


def registered_by_province(edition: Edition) -> TableDefinition:
    """Contracts registered in each province, in the order of their value."""
    registered = Part(roles={"region": "registration_region"})
    columns = (("contracts", CONTRACTS), ("turnover", VALUE), rank_in(edition.places))
    return declare_table(
        "registered_by_province",
        stub=words("region"),
        rows=(*ordered_regions(_members(edition, edition.places)), _whole(edition)),
        columns=tuple(
            Line(words("registered", word), joined(part, registered)) for word, part in columns
        ),
        codes=edition,
        every=THIS_YEAR,
        order_by=joined(rank_in(edition.places)[1], registered),
    )


def traded_by_province(edition: Edition) -> TableDefinition:
    """Technology sold and bought by each province, with what lies outside the provinces."""
    return declare_table(
        "traded_by_province",
        stub=words("region"),
        rows=(
            _whole(edition),
            *ordered_regions(_members(edition, edition.places)),
            *(region_row(code, ranked=False) for code in _outside(edition)),
        ),
        columns=in_both_directions(
            ("contracts", CONTRACTS), ("turnover", VALUE), rank_in(edition.places)
        ),
        codes=edition,
        every=THIS_YEAR,
        order_by=_by_seller(edition.places),
    )


def _cities(edition: Edition, key: str, group: str, *, total_first: bool) -> TableDefinition:
    total, cities = (group_total(group),), ordered_regions(_members(edition, group))
    return declare_table(
        key,
        stub=words("city"),
        rows=(*total, *cities) if total_first else (*cities, *total),
        columns=in_both_directions(("contracts", CONTRACTS), ("turnover", VALUE), rank_in(group)),
        codes=edition,
        every=THIS_YEAR,
        order_by=_by_seller(group),
    )


def traded_by_separate_plan_city(edition: Edition) -> TableDefinition:
    """Technology sold and bought by the cities with a plan of their own."""
    return _cities(edition, "traded_by_separate_plan_city", "group:separate_plan", total_first=True)


def traded_by_subprovincial_city(edition: Edition) -> TableDefinition:
    """Technology sold and bought by the other cities of sub-provincial rank."""
    return _cities(
        edition, "traded_by_subprovincial_city", "group:subprovincial", total_first=False
    )


def traded_by_area(edition: Edition) -> TableDefinition:
    """Technology sold and bought by areas, which overlap; shares of the whole country."""
    return declare_table(
        "traded_by_area",
        stub=words("region"),
        rows=code_rows("region", "region", AREAS),
        columns=in_both_directions(
            ("contracts", CONTRACTS),
            ("turnover", VALUE),
            ("turnover_growth", growth_of("value")),
            ("turnover_share", value_share({})),
        ),
        codes=edition,
        every=THIS_YEAR,
    )


def _area(edition: Edition, key: str, group: str) -> TableDefinition:
    return declare_table(
        key,
        stub=words("region"),
        rows=(*ordered_regions(_members(edition, group)), group_total(group)),
        columns=in_both_directions(
            ("contracts", CONTRACTS),
            ("turnover", VALUE),
            ("turnover_growth", growth_of("value")),
            rank_in(group),
        ),
        codes=edition,
        every=THIS_YEAR,
        order_by=_by_seller(group),
    )


def traded_in_east(edition: Edition) -> TableDefinition:
    """Technology sold and bought in the east, by province."""
    return _area(edition, "traded_in_east", "group:east")


def traded_in_central(edition: Edition) -> TableDefinition:
    """Technology sold and bought in the centre, by province."""
    return _area(edition, "traded_in_central", "group:central")


def traded_in_west(edition: Edition) -> TableDefinition:
    """Technology sold and bought in the west, by province."""
    return _area(edition, "traded_in_west", "group:west")


def traded_in_bohai(edition: Edition) -> TableDefinition:
    """Technology sold and bought around the Bohai Sea, by province."""
    return _area(edition, "traded_in_bohai", "group:bohai")


def traded_in_yangtze_delta(edition: Edition) -> TableDefinition:
    """Technology sold and bought in the Yangtze river delta, by province."""
    return _area(edition, "traded_in_yangtze_delta", "group:yrd")


def traded_in_pearl_delta(edition: Edition) -> TableDefinition:
    """Technology sold and bought in the Pearl river delta, by province and region."""
    return _area(edition, "traded_in_pearl_delta", "group:prd")


def sold_by_region(edition: Edition) -> TableDefinition:
    """Technology sold by every province and its great cities, in two years."""
    return _two_years(edition, "sold_by_region", "seller_region")


def bought_by_region(edition: Edition) -> TableDefinition:
    """Technology bought by every province and its great cities, in two years."""
    return _two_years(edition, "bought_by_region", "buyer_region")


def _two_years(edition: Edition, key: str, role: str) -> TableDefinition:
    return declare_table(
        key,
        stub=words("region", "city"),
        rows=(
            *_provinces_with_cities(edition),
            *code_rows("region", "region", _outside(edition)),
            Line(words("total"), _whole_place(edition)),
        ),
        columns=tuple(
            column
            for word, part, measure in (
                ("contracts", CONTRACTS, "contracts"),
                ("turnover", VALUE, "value"),
            )
            for column in (
                Line((Word(word), YearLabel(-1)), joined(part, YEAR_BEFORE)),
                Line((Word(word), YearLabel(0)), joined(part, THIS_YEAR)),
                Line(words(word, "rise"), joined(growth_of(measure), THIS_YEAR)),
            )
        ),
        codes=edition,
        every=Part(roles={"region": role}),
    )


def _provinces_with_cities(edition: Edition) -> Iterable[Line]:
    groups = CITY_GROUPS if edition.scope is None else ()
    cities = sorted(city for group in groups for city in _members(edition, group))
    for province in _members(edition, edition.places):
        above = CodeLabel("region", province)
        yield Line((above,), Part(dims={"region": province}))
        for city in cities:
            if city[:2] == province[:2]:
                yield Line((above, CodeLabel("region", city)), Part(dims={"region": city}))
