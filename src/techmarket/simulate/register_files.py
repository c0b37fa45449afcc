"""Writes a population as a register folder of any size, with memory that does not grow with it.

Not here: the rows (`register_copies`), and that a folder is whole or not there at all
(`cli.simulate`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from techmarket.editions.edition import Exchange
from techmarket.observations.measures import MEASURES
from techmarket.simulate.draw import Progress
from techmarket.simulate.population import Population
from techmarket.simulate.register_copies import copies

ROWS = 131_072
"""Contracts written at a time; a row group."""

ALL_DIFFERENT = frozenset({"registration_number", "ip_certificate", "plan_number"})
"""Columns that hardly repeat a value: a dictionary of them would be built in vain."""

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

    Raises:
        TechmarketError: so many contracts cannot be numbered.
    """
    (folder / "contracts").mkdir(parents=True)
    _write_copies(population, folder, contracts, progress)
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


def _write_copies(population: Population, folder: Path, contracts: int, progress: Progress) -> None:
    title, written = f"register of {population.year}", 0
    with ExitStack() as files:
        rows = files.enter_context(_ParquetFile(folder / "contracts" / "contracts.parquet"))
        parties = files.enter_context(_ParquetFile(folder / "parties.parquet"))
        for copy in copies(population, contracts):
            parties.write(copy.parties)
            for begin in range(0, len(copy.contracts), ROWS):
                block = copy.contracts.slice(begin, ROWS)
                rows.write(block)
                written += len(block)
                progress(title, written, contracts)


class _ParquetFile:
    """A Parquet file written table by table; it takes its schema from the first."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._writer: pq.ParquetWriter | None = None

    def __enter__(self) -> _ParquetFile:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._writer is not None:
            self._writer.close()

    def write(self, table: pa.Table) -> None:
        if self._writer is None:
            repeated: Any = [name for name in table.column_names if name not in ALL_DIFFERENT]
            self._writer = pq.ParquetWriter(
                self._path, table.schema, compression="zstd", use_dictionary=repeated
            )
        self._writer.write_table(table)


def _write_answers(path: Path, exchanges: Iterable[Exchange]) -> None:
    rows = [
        (SURVEY, exchange.name, exchange.kind, measure, value, MEASURES[measure].unit)
        for exchange in exchanges
        for measure, value in exchange.answers.items()
    ]
    names = ("survey", "institution", "institution_kind", "measure", "value", "unit")
    kinds = (pa.string(),) * 4 + (pa.int64(), pa.string())
    columns = list(zip(*rows, strict=True)) or [()] * len(names)
    table = pa.table({n: pa.array(c, k) for n, c, k in zip(names, columns, kinds, strict=True)})
    pq.write_table(table, path, compression="zstd")
