"""A population repeated: the rows of a register of any size, copy by copy.

A register larger than the population repeats it with other parties and numbers; the last copy, or
a register smaller than the population, is a random part of it, so that the proportions stay. What
copies share is computed once; of a further copy only numbers and ids are made.
Not here: what the columns hold (`contract_details`, `party_rows`), the files (`register_files`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from techmarket.errors import TechmarketError
from techmarket.record.parquet import contracts_schema
from techmarket.simulate.arrays import Column, Ints, Places
from techmarket.simulate.contract_details import Attributes, coded, contract_details, finest
from techmarket.simulate.parties import registering_provinces
from techmarket.simulate.party_rows import MOST_COPIES, PartyRows, repeating
from techmarket.simulate.population import Population
from techmarket.simulate.registration_serials import Serials

PARTY_DIMENSIONS = ("seller_kind", "buyer_kind", "seller_region", "buyer_region")


@dataclass(frozen=True, slots=True)
class Copy:
    """One repetition.

    Attributes:
        contracts: rows of `contracts/*.parquet`, in order of registration.
        parties: rows of `parties.parquet`: those that deal in these contracts.
    """

    contracts: pa.Table
    parties: pa.Table


def copies(population: Population, contracts: int) -> Iterator[Copy]:
    """The copies that make up a register of so many contracts.

    Raises:
        TechmarketError: so many contracts or parties cannot be numbered.
    """
    size = population.contracts
    shared = _shared_columns(population)
    agency = np.asarray(shared["registration_agency"].cast(pa.int64()))
    serials = Serials(agency, population.year)
    serials.refuse_more_than(contracts)
    refuse_too_many_copies(-(-contracts // size), size)
    parties = PartyRows(population.parties, population.year)
    for copy, begin in enumerate(range(0, contracts, size)):
        left = contracts - begin
        places = None if left >= size else _random_part(population, left)
        yield _copy(population, shared, serials, parties, copy, places)


def refuse_too_many_copies(number: int, size: int) -> None:
    """Refuse more copies than party ids can tell apart.

    Raises:
        TechmarketError: there are more.
    """
    if number > MOST_COPIES:
        raise TechmarketError(
            "the parties of so many contracts cannot be numbered",
            why=f"{number:,} copies of the population are needed and a party id counts "
            f"{MOST_COPIES:,}",
            todo=f"ask for at most {MOST_COPIES * size:,} contracts",
        )


def _random_part(population: Population, contracts: int) -> Places:
    """So many contracts, in order of registration."""
    rng = np.random.default_rng([int(population.seed[0]), contracts])
    return np.sort(rng.permutation(population.contracts)[:contracts])


def _copy(
    population: Population,
    shared: dict[str, Column],
    serials: Serials,
    parties: PartyRows,
    copy: int,
    places: Places | None,
) -> Copy:
    ids = parties.ids(copy)
    of = slice(None) if places is None else places
    seller, buyer = population.seller[of], population.buyer[of]
    chosen = None if places is None else pa.array(places)
    columns = shared if chosen is None else {n: c.take(chosen) for n, c in shared.items()}
    columns = columns | {
        "registration_number": serials.next_copy(places),
        "seller_id": ids.take(pa.array(seller)),
        "buyer_id": ids.take(pa.array(buyer)),
    }
    dealing = None if places is None else np.union1d(seller, buyer)
    return Copy(_contract_rows(columns, len(seller)), parties.table(copy, dealing))


def _contract_rows(columns: dict[str, Column], rows: int) -> pa.Table:
    """All declared fields in their order; what the simulation does not make up is empty."""
    schema = pa.schema([field.with_nullable(True) for field in contracts_schema()])
    arrays = [
        columns[field.name] if field.name in columns else pa.nulls(rows, field.type)
        for field in schema
    ]
    return pa.Table.from_arrays(arrays, schema=schema)


def _shared_columns(population: Population) -> dict[str, Column]:
    """What does not differ from copy to copy, cast to the types of the declared fields."""
    parties = population.parties
    columns = contract_details(
        Attributes(
            codes=_codes(population),
            value=population.drawn.value[population.order],
            day=population.day,
            agency=population.agency,
            seed=population.seed.astype(np.int64),
        ),
        population.year,
    )
    columns["seller_country"] = _of_parties(parties.country, population.seller)
    columns["buyer_country"] = _of_parties(parties.country, population.buyer)
    types = {field.name: field.type for field in contracts_schema()}
    return {name: column.cast(types[name]) for name, column in columns.items()}


def _codes(population: Population) -> dict[str, Column]:
    """Codes of every recorded dimension at the finest level."""
    drawn, parties = population.drawn, population.parties
    seed: Ints = population.seed.astype(np.int64)
    leaves = {name: margin.codes for name, margin in drawn.margins.by.items()}
    leaves["registration_region"] = registering_provinces(drawn.margins)
    codes = {
        name: finest(name, leaves[name], leaf[population.order], seed)
        for name, leaf in drawn.leaf.items()
        if name not in PARTY_DIMENSIONS  # these are finer with each party
    }
    for side, who in (("seller", population.seller), ("buyer", population.buyer)):
        codes[f"{side}_kind"] = _of_parties(parties.kind, who)
        codes[f"{side}_region"] = _of_parties(parties.region, who)
    return codes


def _of_parties(values: tuple[str, ...], who: Places) -> Column:
    of_each: Column = repeating(values)
    return coded(of_each.dictionary.to_pylist(), np.asarray(of_each.indices)[who])
