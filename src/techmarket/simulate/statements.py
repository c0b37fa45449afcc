"""The printed figures of an edition with their meaning: what the simulation starts from.

Joins the printed cells (`published`) with the declared places of the tables
(`tables.published_keys`) by their words. Not here: what follows from them (`constraints`).
"""

from __future__ import annotations

from fractions import Fraction

from techmarket.consistency.interval import interval_of
from techmarket.editions import Edition
from techmarket.errors import TechmarketError
from techmarket.observations.observation import Key
from techmarket.published import Place, load_published, packaged
from techmarket.simulate.constraints import Groups, Statement
from techmarket.tables.published_places import published_keys


def statements_of(edition: Edition) -> list[Statement]:
    """Every printed number of the edition, in printed order.

    Raises:
        TechmarketError: a printed cell has no place in the declared tables.
    """
    places = {Place(p.table_number, p.row_path, p.column_path): p for p in published_keys(edition)}
    statements = []
    for cell in load_published(packaged(edition.year)):
        place = places.get(cell.place)
        if place is None:
            raise TechmarketError(
                "a printed cell has no place in the declared tables",
                where=cell.place.words(),
                todo="declare its row and column, or correct the words of the printed file",
            )
        interval = interval_of(cell.text, place.unit, place.decimals)
        if interval is not None and place.key is not None:
            statements.append(Statement(cell.place, place.key, interval, cell.text))
    return statements


def printed_names(edition: Edition) -> dict[Key, str]:
    """The printed names (largest sellers), by key."""
    places = {Place(p.table_number, p.row_path, p.column_path): p for p in published_keys(edition)}
    return {
        place.key: cell.text
        for cell in load_published(packaged(edition.year))
        if (place := places.get(cell.place)) is not None
        and place.key is not None
        and place.key.measure == "seller.name"
    }


def carried_figures(edition: Edition) -> dict[Key, Fraction]:
    """Carried numbers by key: no unknowns of the simulation."""
    return {
        observation.key: Fraction(observation.value)
        for observation in edition.carried()
        if isinstance(observation.value, int | Fraction)
    }


def groups_of(edition: Edition) -> Groups:
    """Members by `group:<name>`."""
    return {
        name if name.startswith("group:") else f"group:{name}": tuple(members)
        for name, members in edition.region_groups().items()
    }
