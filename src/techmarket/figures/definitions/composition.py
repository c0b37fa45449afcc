"""What the contracts are made of: type, intellectual property, field, objective, programme.

Parts of one whole are a ring while they are few, and lying bars in order of size beyond. Not
here: titles and printed numbers, which are edition data.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from techmarket.editions import Edition
from techmarket.figures.definition import FigureDefinition, declare_figure
from techmarket.figures.definitions.series import (
    ONE_SERIES,
    THIS_YEAR_OF_TWO,
    TWO_YEARS,
    code_categories,
    value_and_share,
)
from techmarket.figures.model import Form
from techmarket.tables.definitions.rows import (
    CONTRACT_SUBTYPES,
    CONTRACT_TYPES,
    IP_TYPES,
    NATIONAL_PROGRAMMES,
    OBJECTIVES_AS_PRINTED,
    OTHER_PLAN_SOURCES,
    TECHNICAL_FIELDS_AS_PRINTED,
)
from techmarket.tables.model import Part

MOST_PARTS_OF_A_RING = 6


def _parts(
    edition: Edition,
    key: str,
    dimension: str,
    codes: Iterable[str],
    base: Mapping[str, str] | None = None,
) -> FigureDefinition:
    """The parts of a whole with their shares of it; the code list is named as the dimension."""
    categories = code_categories(dimension, dimension, codes)
    few = len(categories) <= MOST_PARTS_OF_A_RING
    return declare_figure(
        key,
        Form.SHARES if few else Form.RANKING,
        categories=categories,
        series=value_and_share(base or {}),
        codes=edition,
        ordered_by=0,
    )


def contract_types(edition: Edition) -> FigureDefinition:
    """The four types of contract."""
    return _parts(edition, "contract_types", "contract_type", CONTRACT_TYPES)


def development_types(edition: Edition) -> FigureDefinition:
    """The kinds of technology development."""
    codes = CONTRACT_SUBTYPES["1"]
    whole = {"contract_type": "1"}
    return _parts(edition, "development_types", "contract_type", codes, whole)


def transfer_types(edition: Edition) -> FigureDefinition:
    """The kinds of technology transfer."""
    codes = CONTRACT_SUBTYPES["2"]
    return _parts(edition, "transfer_types", "contract_type", codes, {"contract_type": "2"})


def ip_types(edition: Edition) -> FigureDefinition:
    """The types of intellectual property, and what involves none."""
    return _parts(edition, "ip_types", "ip_type", IP_TYPES)


def technical_fields(edition: Edition) -> FigureDefinition:
    """The technical fields in two years."""
    return declare_figure(
        "technical_fields",
        Form.RANKING,
        categories=code_categories(
            "technical_field", "technical_field", TECHNICAL_FIELDS_AS_PRINTED
        ),
        series=TWO_YEARS,
        codes=edition,
        ordered_by=THIS_YEAR_OF_TWO,
    )


def objectives(edition: Edition) -> FigureDefinition:
    """The socio-economic objectives."""
    return _parts(edition, "objectives", "objective", OBJECTIVES_AS_PRINTED)


def plan_sources(edition: Edition) -> FigureDefinition:
    """National programmes, the other programmes, and what is outside programmes."""
    return _parts(edition, "plan_sources", "plan_source", ("1", *OTHER_PLAN_SOURCES))


def national_programmes(edition: Edition) -> FigureDefinition:
    """The national programmes, one by one."""
    return declare_figure(
        "national_programmes",
        Form.RANKING,
        categories=code_categories("plan_source", "plan_source", NATIONAL_PROGRAMMES),
        series=(ONE_SERIES,),
        codes=edition,
        ordered_by=0,
    )


def major_contract_types(edition: Edition) -> FigureDefinition:
    """The types of major contracts in two years."""
    return declare_figure(
        "major_contract_types",
        Form.BARS,
        categories=code_categories("contract_type", "contract_type", CONTRACT_TYPES),
        series=TWO_YEARS,
        codes=edition,
        every=Part(dims={"value_class": "major"}),
        ordered_by=THIS_YEAR_OF_TWO,
    )
