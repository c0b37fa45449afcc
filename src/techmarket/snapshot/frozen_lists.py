"""The parties and the survey answers of a snapshot, in one file each.

Not here: contracts (`frozen_contracts`).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from techmarket.errors import TechmarketError
from techmarket.snapshot.contract_batches import SELDOM_TWICE, in_order
from techmarket.snapshot.layout import ANSWER_COLUMNS, ANSWERS, PARTIES
from techmarket.snapshot.party_ranks import PartyRanks
from techmarket.snapshot.plain_texts import plain_texts
from techmarket.snapshot.register import Register, quoted
from techmarket.snapshot.writer import in_groups, write_sorted


def write_parties(register: Register, parties: PartyRanks, file: Path) -> None:
    """The parties used, in order of their identifier: the number of a seller is the row of its
    party."""
    schema, tables = _in_file_order(register, parties)
    repeated = [name for name in schema.names if name not in SELDOM_TWICE]
    batches = (b for table in tables for b in table.select(schema.names).cast(schema).to_batches())
    write_sorted(file, _counted(batches, int(parties.used.sum())), schema, "zstd", repeated)


def _in_file_order(register: Register, parties: PartyRanks) -> tuple[pa.Schema, Iterator[pa.Table]]:
    """Their schema, and the parties used; where the file is not in order the database sorts it."""
    columns = list(register.party_columns)
    listed = ", ".join(quoted(c) for c in columns)
    schema = plain_texts(register.stream(f"SELECT {listed} FROM party LIMIT 0").schema)
    if parties.in_order:
        return schema, _used_of_file(register.path / PARTIES, columns, parties.used)
    used = pa.table({"party_id": parties.ids.filter(pa.array(parties.used))})
    register.database.register("used_party", used)
    reader = register.stream(
        f"SELECT {listed} FROM party SEMI JOIN used_party USING (party_id) ORDER BY party_id"
    )
    return schema, in_groups(reader, reader.schema)


def _used_of_file(
    file: Path, columns: list[str], used: npt.NDArray[np.bool_]
) -> Iterator[pa.Table]:
    with pq.ParquetFile(file) as opened:
        ends = np.cumsum(
            [opened.metadata.row_group(n).num_rows for n in range(opened.num_row_groups)]
        )

    def read(group: int) -> pa.Table:
        with pq.ParquetFile(file) as opened:
            table = opened.read_row_group(group, columns, use_threads=False)
        return table.filter(pa.array(used[ends[group] - table.num_rows : ends[group]]))

    yield from in_order(read, range(len(ends)))


def _counted(batches: Iterator[pa.RecordBatch], expected: int) -> Iterator[pa.RecordBatch]:
    """The same, refused if one is missing: a seller would get another's name."""
    rows = 0
    for batch in batches:
        rows += batch.num_rows
        yield batch
    assert rows == expected, f"{rows} parties instead of {expected}"


def write_answers(register: Register, file: Path) -> None:
    """The answers by survey, institution and question.

    Raises:
        TechmarketError: an institution answers a question twice.
    """
    twice = register.database.execute(
        """SELECT survey, institution, measure FROM answer GROUP BY ALL HAVING count(*) > 1
        ORDER BY ALL LIMIT 1"""
    ).fetchone()
    if twice:
        raise TechmarketError(
            "a question is answered twice",
            where=f"{register.path / ANSWERS}, {', '.join(map(str, twice))}",
            todo="remove the duplicate from the register and freeze again",
        )
    columns = ", ".join(
        "CAST(value AS BIGINT) AS value" if c == "value" else c for c in ANSWER_COLUMNS
    )
    reader = register.stream(f"SELECT {columns} FROM answer ORDER BY survey, institution, measure")
    table = reader.read_all()
    table = table.cast(plain_texts(table.schema))
    write_sorted(file, table.to_batches(), table.schema, "zstd")
