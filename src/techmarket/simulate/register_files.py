"""Writes a population as a register folder, as large as asked for, a block at a time.

A register larger than the population repeats it with other parties and numbers (a copy), a smaller
one is a random part of it, so that the proportions stay. Memory does not grow with the size. Not here:
what the columns hold (`contract_details`, `party_details`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from techmarket.editions.edition import Exchange
from techmarket.observations.measures import MEASURES
from techmarket.simulate.allocate import Ints
from techmarket.simulate.contract_details import Block, finer, record_batch
from techmarket.simulate.draw import Progress
from techmarket.simulate.party_details import parties_table, party_id
from techmarket.simulate.population import Population

Places = npt.NDArray[np.intp]

ROWS = 65_536
"""Contracts written at a time."""

SURVEY = "exchange"
"""The survey of exchanges; its questions are the measures `exchange.…`."""

SCHEMA = "techmarket.register"
SCHEMA_VERSION = 1


def write_register(
    population: Population,
    folder: Path,
    contracts: int,
    exchanges: Iterable[Exchange],
    progress: Progress,
) -> None:
    """Write the register; `register.json` comes last.

    Args:
        population: what to write.
        folder: is made; must not exist.
        contracts: how many contracts, in the proportions of the population.
        exchanges: answers of the survey of exchanges.
        progress: is told the contracts written.
    """
    (folder / "contracts").mkdir(parents=True)
    copies = -(-contracts // population.contracts)
    with _ParquetFile(folder / "contracts" / "contracts.parquet") as file:
        for written, batch in _batches(population, contracts):
            file.write(pa.Table.from_batches([batch]))
            progress(f"register of {population.year}", written, contracts)
    with _ParquetFile(folder / "parties.parquet") as file:
        for copy in range(copies):
            file.write(parties_table(population.parties, population.year, copy))
    _write_answers(folder / "answers.parquet", exchanges)
    about = {
        "schema": SCHEMA,
        "schema_version": SCHEMA_VERSION,
        "year": population.year,
        "contracts": contracts,
        "source": "simulated from published figures; parties, projects and details are invented",
    }
    (folder / "register.json").write_text(
        json.dumps(about, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
    )


class _ParquetFile:
    """A Parquet file written table by table; it takes its schema from the first."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._writer: pq.ParquetWriter | None = None

    def __enter__(self) -> _ParquetFile:
        return self

    def __exit__(self, *_: object) -> None:
        if self._writer is not None:
            self._writer.close()

    def write(self, table: pa.Table) -> None:
        if self._writer is None:
            self._writer = pq.ParquetWriter(self._path, table.schema, compression="zstd")
        self._writer.write_table(table)


def _batches(population: Population, contracts: int) -> Iterator[tuple[int, pa.RecordBatch]]:
    """Blocks of rows with the number of contracts written after each."""
    written = 0
    agency_key, agencies = _agency_keys(population)
    serial_before = np.zeros(agencies, dtype=np.int64)
    copy = 0
    while written < contracts:
        left = contracts - written
        if left >= population.contracts:
            places = np.arange(population.contracts)
        else:
            part = np.random.default_rng([left, copy]).permutation(population.contracts)[:left]
            places = np.sort(part)
        serials = serial_before[agency_key[places]] + _ranks(agency_key[places], agencies)
        serial_before += np.bincount(agency_key[places], minlength=agencies)
        for begin in range(0, len(places), ROWS):
            here = slice(begin, begin + ROWS)
            block = _block(population, places[here], serials[here], copy)
            written += len(block.value)
            yield written, record_batch(block, population.year)
        copy += 1


def _agency_keys(population: Population) -> tuple[Places, int]:
    """Province and agency of each contract as one number, and how many such numbers there are."""
    province = population.drawn.leaf["registration_region"][population.order]
    key = province * 100 + population.agency
    return key, int(key.max()) + 1


def _ranks(keys: Places, many: int) -> Ints:
    """1, 2, 3 … within each key, in the order given."""
    order = np.argsort(keys, kind="stable")
    starts = np.concatenate([[0], np.cumsum(np.bincount(keys, minlength=many))[:-1]])
    ranks = np.empty(len(keys), dtype=np.int64)
    ranks[order] = np.arange(len(keys)) - starts[keys[order]] + 1
    return ranks


def _block(population: Population, places: Places, serial: Ints, copy: int) -> Block:
    drawn, parties = population.drawn, population.parties
    of_drawn = population.order[places]
    seed = population.seed[places]
    seller, buyer = population.seller[places], population.buyer[places]
    codes = {
        name: finer(name, drawn.margins.by[name].codes, leaf[of_drawn], seed)
        for name, leaf in drawn.leaf.items()
        if name not in ("seller_kind", "buyer_kind", "seller_region", "buyer_region")
        and name in drawn.margins.by
    }
    if "registration_region" not in codes:
        provinces = drawn.margins.by["seller_region"].tree.top
        codes["registration_region"] = finer(
            "registration_region", provinces, drawn.leaf["registration_region"][of_drawn], seed
        )
    for side, who in (("seller", seller), ("buyer", buyer)):
        codes[f"{side}_kind"] = _of_parties(parties.kind, who)
        codes[f"{side}_region"] = _of_parties(parties.region, who)
    return Block(
        codes=codes,
        value=drawn.value[of_drawn],
        seller=_ids(population, seller, copy),
        buyer=_ids(population, buyer, copy),
        seller_country=_of_parties(parties.country, seller),
        buyer_country=_of_parties(parties.country, buyer),
        day=population.day[places],
        agency=population.agency[places],
        serial=serial,
        seed=seed,
    )


def _of_parties(values: tuple[str, ...], who: Places) -> pa.DictionaryArray:
    codes, index = np.unique(np.array(values), return_inverse=True)
    return pa.DictionaryArray.from_arrays(
        pa.array(index[who].astype(np.int32)), pa.array(codes.tolist(), pa.string())
    )


def _ids(population: Population, who: Places, copy: int) -> pa.Array:
    cells, numbers = population.parties.cell[who].tolist(), population.parties.number[who].tolist()
    return pa.array([party_id(c, n, copy) for c, n in zip(cells, numbers, strict=True)])


def _write_answers(path: Path, exchanges: Iterable[Exchange]) -> None:
    rows = [
        (SURVEY, exchange.name, exchange.kind, measure, value, _unit(measure))
        for exchange in exchanges
        for measure, value in exchange.answers.items()
    ]
    names = ("survey", "institution", "institution_kind", "measure", "value", "unit")
    kinds = (pa.string(),) * 4 + (pa.int64(), pa.string())
    columns = list(zip(*rows, strict=True)) or [()] * len(names)
    table = pa.table({n: pa.array(c, k) for n, c, k in zip(names, columns, kinds, strict=True)})
    pq.write_table(table, path, compression="zstd")


def _unit(measure: str) -> str:
    return MEASURES[measure].unit
