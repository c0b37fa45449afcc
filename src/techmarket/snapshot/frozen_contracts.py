"""The contract files of a snapshot: codes as small integers, in the order that reads fastest.

Not here: parties and answers (`frozen_lists`), and the order itself (`sorted_contracts`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import groupby
from pathlib import Path

import pyarrow as pa

from techmarket.snapshot.contract_batches import REPEATED
from techmarket.snapshot.layout import CODED, CONTRACTS, DETAILS, FACTS
from techmarket.snapshot.narrow_columns import NUMBER
from techmarket.snapshot.progress import Progress
from techmarket.snapshot.sorted_contracts import sorted_contracts
from techmarket.snapshot.taking_in import TakenIn
from techmarket.snapshot.writer import ParquetParts, in_groups

AHEAD = 2
"""Row groups that wait to be written."""


def write_contracts(taken: TakenIn, folder: Path, progress: Progress) -> None:
    """The contract and detail files of every year."""
    done, total = 0, sum(taken.by_year.values())
    for year, tables in groupby(sorted_contracts(taken), key=lambda found: found[0]):
        for written in _write_year(taken, folder, year, _row_groups(table for _, table in tables)):
            done += written
            progress("writing contracts", done, total)
    assert done == total, f"{done} contracts written instead of {total}"


def _row_groups(tables: Iterator[pa.Table]) -> Iterator[pa.Table]:
    first = next(tables)
    batches = (
        b for table in (t for part in ([first], tables) for t in part) for b in table.to_batches()
    )
    yield from in_groups(batches, first.schema)


def _write_year(
    taken: TakenIn, folder: Path, year: int, groups: Iterator[pa.Table]
) -> Iterator[int]:
    """Both files of a year side by side, row group by row group; the rows of each."""
    facts_schema = _facts_schema(taken)
    types = taken.types
    details_schema = pa.schema(list(types.items()))
    repeated = [name for name, type_ in types.items() if type_ == REPEATED]
    plain = [n for n, t in types.items() if t != REPEATED and t != pa.string()]
    facts = ParquetParts(
        folder / CONTRACTS / f"year={year}", facts_schema, "lz4", ["seller", *CODED]
    )
    details = ParquetParts(
        folder / DETAILS / f"year={year}", details_schema, "zstd", [*repeated, *plain],
        searched=False,
    )  # fmt: skip

    def columns_of(table: pa.Table, names: Iterable[str], schema: pa.Schema) -> pa.Table:
        columns = [taken.columns.written(n, table[n].combine_chunks()) for n in names]
        return pa.Table.from_arrays(columns, schema=schema)

    def write_facts(table: pa.Table) -> None:
        facts.write_group(columns_of(table, FACTS, facts_schema))

    def write_details(table: pa.Table) -> None:
        details.write_group(columns_of(table, types, details_schema))

    with ThreadPoolExecutor(1) as facts_pool, ThreadPoolExecutor(1) as details_pool:
        waiting: list[tuple[Future[None], Future[None] | None, int]] = []
        for table in groups:
            later = details_pool.submit(write_details, table) if types else None
            waiting.append((facts_pool.submit(write_facts, table), later, table.num_rows))
            if len(waiting) > AHEAD:
                yield _written(*waiting.pop(0))
        while waiting:
            yield _written(*waiting.pop(0))
    facts.close()
    details.close()


def _written(facts: Future[None], details: Future[None] | None, rows: int) -> int:
    facts.result()
    if details is not None:
        details.result()
    return rows


def _facts_schema(taken: TakenIn) -> pa.Schema:
    plain = {
        NUMBER: pa.string(),
        "registration_date": pa.date32(),
        "value": pa.int64(),
        "seller": pa.uint32(),
    }
    codes = taken.codes
    fields = [
        (c, plain[c] if c in plain else pa.uint8() if len(codes[c]) <= 256 else pa.uint16())
        for c in FACTS
    ]
    return pa.schema([pa.field(name, type_, nullable=False) for name, type_ in fields])
