"""The parties and the survey answers of a snapshot, in one file each.

Not here: contracts (`frozen_contracts`).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa

from techmarket.errors import TechmarketError
from techmarket.snapshot.layout import ANSWER_COLUMNS, ANSWERS
from techmarket.snapshot.register import Register, quoted
from techmarket.snapshot.writer import in_groups, plain_texts, write_sorted


def number_parties(register: Register) -> None:
    """Table `numbered`: the parties of the contracts taken, in order of their identifier."""
    roles = [c for c in ("seller_id", "buyer_id", "intermediary_id") if _has(register, c)]
    used = " UNION ".join(f"SELECT {role} AS party_id FROM taken" for role in roles)
    register.database.execute(
        f"""CREATE TEMP TABLE numbered AS
        SELECT party_id, CAST(row_number() OVER (ORDER BY party_id) - 1 AS UINTEGER) AS seller
        FROM party WHERE party_id IN ({used})"""
    )


def _has(register: Register, column: str) -> bool:
    return column in register.details or column in ("seller_id", "buyer_id")


def write_parties(register: Register, file: Path) -> None:
    """The parties numbered, in that order: the number of a seller is the row of its party."""
    columns = ", ".join(f"party.{quoted(c)}" for c in register.party_columns)
    reader = register.stream(
        f"""SELECT {columns}, numbered.seller AS number FROM party JOIN numbered USING (party_id)
        ORDER BY numbered.seller"""
    )
    schema = plain_texts(reader.schema.remove(reader.schema.get_field_index("number")))
    tables = (table.select(schema.names).cast(schema) for table in _in_order(reader))
    write_sorted(file, (b for t in tables for b in t.to_batches()), schema, "zstd")


def _in_order(reader: pa.RecordBatchReader) -> Iterator[pa.Table]:
    """The rows, refused if their numbers do not count up: a seller would get another's name."""
    rows = 0
    for table in in_groups(reader, reader.schema):
        expected = np.arange(rows, rows + table.num_rows)
        assert (table["number"].to_numpy() == expected).all(), "the parties are out of order"
        rows += table.num_rows
        yield table


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
