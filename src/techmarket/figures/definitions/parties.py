"""Who sells and who buys: kinds of parties.

Not here: titles and printed numbers, which are edition data.
"""

from __future__ import annotations

from collections.abc import Iterable

from techmarket.editions import Edition
from techmarket.figures.definition import FigureDefinition, declare_figure
from techmarket.figures.definitions.series import THIS_YEAR_OF_TWO, TWO_YEARS, code_categories
from techmarket.figures.model import Form
from techmarket.tables.definitions.columns import THIS_YEAR, VALUE, words
from techmarket.tables.definitions.rows import PARTY_KINDS
from techmarket.tables.model import Line, Part
from techmarket.tables.parts import joined

ENTERPRISES = PARTY_KINDS["E"]
PUBLIC_INSTITUTIONS = PARTY_KINDS["020"]


def seller_and_buyer_kinds(edition: Edition) -> FigureDefinition:
    """The value by kind of seller beside that by kind of buyer, in the order of sellers."""
    return declare_figure(
        "seller_and_buyer_kinds",
        Form.BARS,
        categories=code_categories("kind", "party_kind", PARTY_KINDS),
        series=tuple(
            Line(words(word), joined(VALUE, THIS_YEAR, Part(roles={"kind": f"{word}_kind"})))
            for word in ("seller", "buyer")
        ),
        codes=edition,
        ordered_by=0,
    )


def _two_years(
    edition: Edition, key: str, dimension: str, codes: Iterable[str]
) -> FigureDefinition:
    return declare_figure(
        key,
        Form.BARS,
        categories=code_categories(dimension, "party_kind", codes),
        series=TWO_YEARS,
        codes=edition,
        ordered_by=THIS_YEAR_OF_TWO,
    )


def seller_kinds(edition: Edition) -> FigureDefinition:
    """The kinds of sellers in two years."""
    return _two_years(edition, "seller_kinds", "seller_kind", PARTY_KINDS)


def enterprise_sellers(edition: Edition) -> FigureDefinition:
    """The kinds of enterprises that sell, in two years."""
    return _two_years(edition, "enterprise_sellers", "seller_kind", ENTERPRISES)


def public_institution_sellers(edition: Edition) -> FigureDefinition:
    """The kinds of public institutions that sell, in two years."""
    return _two_years(edition, "public_institution_sellers", "seller_kind", PUBLIC_INSTITUTIONS)


def buyer_kinds(edition: Edition) -> FigureDefinition:
    """The kinds of buyers in two years."""
    return _two_years(edition, "buyer_kinds", "buyer_kind", PARTY_KINDS)


def enterprise_buyers(edition: Edition) -> FigureDefinition:
    """The kinds of enterprises that buy, in two years."""
    return _two_years(edition, "enterprise_buyers", "buyer_kind", ENTERPRISES)


def public_institution_buyers(edition: Edition) -> FigureDefinition:
    """The kinds of public institutions that buy, in two years."""
    return _two_years(edition, "public_institution_buyers", "buyer_kind", PUBLIC_INSTITUTIONS)
