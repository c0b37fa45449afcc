"""The tables of the report, each declared under a stable key.

One module per subject; this one lists them. The order here is that of the report since 2013;
which of them an edition prints, and under which number, is edition data. Not here: building.
"""

from __future__ import annotations

from collections.abc import Callable

from techmarket.editions import Edition
from techmarket.errors import TechmarketError
from techmarket.tables.definition import TableDefinition
from techmarket.tables.definitions import composition, general, institutions, regions

Declaration = Callable[[Edition], TableDefinition]

DECLARATIONS: dict[str, Declaration] = {
    declare.__name__: declare
    for declare in (
        general.value_and_gdp,
        regions.registered_by_province,
        regions.traded_by_province,
        regions.traded_by_separate_plan_city,
        regions.traded_by_subprovincial_city,
        regions.traded_by_area,
        regions.traded_in_east,
        regions.traded_in_central,
        regions.traded_in_west,
        regions.traded_in_bohai,
        regions.traded_in_yangtze_delta,
        regions.traded_in_pearl_delta,
        institutions.exchanges,
        composition.sellers_by_kind,
        institutions.largest_enterprises,
        institutions.largest_research_institutes,
        institutions.largest_universities,
        general.contracts_by_year,
        general.mean_value_by_type,
        general.types_over_three_years,
        composition.contracts_by_type,
        composition.contracts_by_ip_type,
        composition.contracts_by_field,
        composition.contracts_by_objective,
        composition.contracts_by_plan_source,
        composition.major_contracts,
        composition.sellers_and_buyers,
        composition.contracts_by_seller_kind,
        composition.contracts_by_buyer_kind,
        regions.sold_by_region,
        regions.bought_by_region,
        institutions.transfer_institutions,
    )
}
"""Key to declaration; the name of the function is the key of its table."""


def define_table(key: str, edition: Edition) -> TableDefinition:
    """The table of that key, declared for an edition.

    Raises:
        TechmarketError: there is no table of that key.
    """
    declare = DECLARATIONS.get(key)
    if declare is None:
        raise TechmarketError(
            f"there is no table {key!r}", todo="choose one of " + ", ".join(DECLARATIONS)
        )
    return declare(edition)
