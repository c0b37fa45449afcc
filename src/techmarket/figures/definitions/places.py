"""Where technology is registered, sold and bought: the largest places, a map, the flows.

The places are those of the edition: the provinces of the country, or the cities of one place.
Not here: titles and printed numbers, which are edition data.
"""

from __future__ import annotations

from techmarket.editions import Edition
from techmarket.figures.definition import FigureDefinition, declare_figure
from techmarket.figures.definitions.series import ONE_SERIES, code_categories
from techmarket.figures.model import Form
from techmarket.tables.definitions.columns import PROVINCES, THIS_YEAR, VALUE, words
from techmarket.tables.definitions.regions import ABROAD, HONG_KONG_MACAU_TAIWAN
from techmarket.tables.labels import CodeLabel
from techmarket.tables.model import Line, Part
from techmarket.tables.parts import joined

LARGEST = 10


def _members(edition: Edition, group: str) -> tuple[str, ...]:
    return edition.region_groups()[group.removeprefix("group:")]


def _largest(edition: Edition, key: str, dimension: str) -> FigureDefinition:
    return declare_figure(
        key,
        Form.RANKING,
        categories=code_categories(dimension, "region", _members(edition, edition.places)),
        series=(ONE_SERIES,),
        codes=edition,
        ordered_by=0,
        largest=LARGEST,
    )


def largest_registering_places(edition: Edition) -> FigureDefinition:
    """The ten places where contracts of the largest value are registered."""
    return _largest(edition, "largest_registering_places", "registration_region")


def largest_selling_places(edition: Edition) -> FigureDefinition:
    """The ten places that sell technology of the largest value."""
    return _largest(edition, "largest_selling_places", "seller_region")


def largest_buying_places(edition: Edition) -> FigureDefinition:
    """The ten places that buy technology of the largest value."""
    return _largest(edition, "largest_buying_places", "buyer_region")


def sales_map(edition: Edition) -> FigureDefinition:
    """The value sold by every province-level region, as a map of tiles; the cities of one place
    have no tiles, and are ranked."""
    country = edition.places == PROVINCES
    outside = _members(edition, HONG_KONG_MACAU_TAIWAN) if country else ()
    codes = (*_members(edition, edition.places), *outside)
    return declare_figure(
        "sales_map",
        Form.TILE_MAP if country else Form.RANKING,
        categories=code_categories("seller_region", "region", codes),
        series=(ONE_SERIES,),
        codes=edition,
        ordered_by=0,
    )


def flows_between_places(edition: Edition) -> FigureDefinition:
    """The value of technology from every place (down) to every place (across)."""
    codes = (*_members(edition, edition.places), HONG_KONG_MACAU_TAIWAN, ABROAD)
    return declare_figure(
        "flows_between_places",
        Form.MATRIX,
        categories=code_categories("seller_region", "region", codes, ordered=False),
        series=tuple(
            Line((CodeLabel("region", code),), Part(dims={"buyer_region": code})) for code in codes
        ),
        codes=edition,
        every=joined(VALUE, THIS_YEAR),
        axes=words("seller", "buyer"),
    )
