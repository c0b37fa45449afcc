"""The national demonstration institutions for technology transfer, by several divisions.

They are counted by the edition and not by a register. Not here: titles and printed numbers,
which are edition data.
"""

from __future__ import annotations

from collections.abc import Iterable

from techmarket.editions import Edition
from techmarket.figures.definition import FigureDefinition, declare_figure
from techmarket.figures.definitions.series import code_categories
from techmarket.figures.model import Form
from techmarket.tables.definitions.columns import THIS_YEAR, words
from techmarket.tables.model import Line, Part
from techmarket.tables.parts import joined

KINDS = (
    *("university", "institute", "independent"),
    *("government", "technology_exchange", "property_exchange"),
)
LEGAL_FORMS = ("11", "12", "13", "14", "2")
SERVICES = ("comprehensive", "specialised", "international")
REGIONS = ("group:east", "group:central", "group:west")

COUNT = Part(measure="institutions", unit="家", decimals=0)
SHARE = Part(measure="institutions.share", base={}, unit="%", decimals=2)


def _counted(
    edition: Edition, key: str, dimension: str, code_list: str, codes: Iterable[str]
) -> FigureDefinition:
    return declare_figure(
        key,
        Form.SHARES,
        categories=code_categories(dimension, code_list, codes),
        series=(
            Line(words("organisations"), joined(COUNT, THIS_YEAR)),
            Line(words("share"), joined(SHARE, THIS_YEAR)),
        ),
        codes=edition,
        ordered_by=0,
    )


def institutions_by_kind(edition: Edition) -> FigureDefinition:
    """By kind of institution; without shares, for a kind may be unknown."""
    return declare_figure(
        "institutions_by_kind",
        Form.RANKING,
        categories=code_categories("institution_kind", "institution_kind", KINDS),
        series=(Line((), joined(COUNT, THIS_YEAR)),),
        codes=edition,
        ordered_by=0,
    )


def institutions_by_legal_form(edition: Edition) -> FigureDefinition:
    """By legal form; those that are no legal person of their own are one part."""
    name = "institution_legal_form"
    return _counted(edition, "institutions_by_legal_form", name, name, LEGAL_FORMS)


def institutions_by_service(edition: Edition) -> FigureDefinition:
    """By the services they offer."""
    name = "institution_service"
    return _counted(edition, "institutions_by_service", name, name, SERVICES)


def institutions_by_region(edition: Edition) -> FigureDefinition:
    """In the east, the centre and the west."""
    return _counted(edition, "institutions_by_region", "institution_region", "region", REGIONS)
