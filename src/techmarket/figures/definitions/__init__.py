"""The figures of the report, each declared under a stable key.

One module per subject; this one lists them. Which of them an edition prints, and under which
number, is edition data. Not here: building.
"""

from __future__ import annotations

from collections.abc import Callable

from techmarket.editions import Edition
from techmarket.errors import TechmarketError
from techmarket.figures.definition import FigureDefinition
from techmarket.figures.definitions import composition, institutions, overview, parties, places

Declaration = Callable[[Edition], FigureDefinition]

DECLARATIONS: dict[str, Declaration] = {
    declare.__name__: declare
    for declare in (
        overview.value_by_year,
        overview.mean_value_by_year,
        composition.contract_types,
        composition.development_types,
        composition.transfer_types,
        composition.ip_types,
        composition.technical_fields,
        composition.objectives,
        composition.plan_sources,
        composition.national_programmes,
        composition.major_contract_types,
        parties.seller_and_buyer_kinds,
        parties.seller_kinds,
        parties.enterprise_sellers,
        parties.public_institution_sellers,
        parties.buyer_kinds,
        parties.enterprise_buyers,
        parties.public_institution_buyers,
        places.largest_registering_places,
        places.largest_selling_places,
        places.largest_buying_places,
        institutions.institutions_by_kind,
        institutions.institutions_by_legal_form,
        institutions.institutions_by_service,
        institutions.institutions_by_region,
        places.sales_map,
        places.flows_between_places,
    )
}
"""Key to declaration; the name of the function is the key of its figure."""


def define_figure(key: str, edition: Edition) -> FigureDefinition:
    """The figure of that key, declared for an edition.

    Raises:
        TechmarketError: there is no figure of that key.
    """
    declare = DECLARATIONS.get(key)
    if declare is None:
        raise TechmarketError(
            f"there is no figure {key!r}", todo="choose one of " + ", ".join(DECLARATIONS)
        )
    return declare(edition)
