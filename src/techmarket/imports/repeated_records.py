"""Problems among the rows of an import, and with the register: what must not be there twice.

Only exact repetition is meant. Counted in a database that spills to disk, so that memory does not
grow with the file; most rows are sorted out by a hash. Not here: the rules
(`checks.among_records`), records that are alike without being equal (`linkage`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from techmarket.checks.among_records import (
    REPETITION_RULES,
    RepetitionRule,
    repetition_query,
)
from techmarket.imports.reading_rules import CONTRACT_NEW, NUMBER_NEW, ReadingRule

MEMORY = "400MB"
SAME_CONTRACT = ("seller_id", "buyer_id", "project_name", "value", "signing_date")


@dataclass(frozen=True, slots=True)
class Repeated:
    """Rows that break a rule together.

    Attributes:
        rule: the rule.
        names: the fields in which they are equal.
        values: what stands in these.
        rows: places in the staged file, ascending.
    """

    rule: RepetitionRule | ReadingRule
    names: tuple[str, ...]
    values: tuple[object, ...]
    rows: tuple[int, ...]


def open_database(spill: Path) -> duckdb.DuckDBPyConnection:
    """A database in memory that puts aside in a folder what is too much for it."""
    return duckdb.connect(
        ":memory:",
        config={
            "memory_limit": MEMORY,
            "temp_directory": str(spill),
            "threads": 2,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        },
    )


def repeated_in_file(
    kind: str, staged: Path, database: duckdb.DuckDBPyConnection
) -> Iterator[Repeated]:
    """What stands twice in a staged file and must not, rule by rule."""
    for rule in REPETITION_RULES:
        if rule.kind == kind:
            query = repetition_query(rule, _rows(staged), "file_row_number")
            for *values, rows in database.execute(query).fetchall():
                yield Repeated(rule, rule.same, tuple(values), tuple(rows))


def repeated_in_register(
    staged: Path, register: Path, database: duckdb.DuckDBPyConnection
) -> Iterator[Repeated]:
    """Contracts of a staged file that the register has already.

    Args:
        staged: the staged contracts.
        register: folder of the register.
        database: to count in.
    """
    files = f"{register / 'contracts'}/*.parquet"
    for rule, names in (
        (NUMBER_NEW, ("registration_number",)),
        (CONTRACT_NEW, SAME_CONTRACT),
    ):
        same = ", ".join(names)
        query = (
            f"SELECT {same}, list(file_row_number ORDER BY file_row_number) "
            f"FROM {_rows(staged)} SEMI JOIN "
            f"(SELECT {same} FROM read_parquet({_quoted(files)}, union_by_name = true)) AS there "
            f"USING ({same}) GROUP BY ALL ORDER BY min(file_row_number)"
        )
        for *values, rows in database.execute(query).fetchall():
            yield Repeated(rule, names, tuple(values), tuple(rows))


def rows_of_parties(staged: Path, parties: Any, database: duckdb.DuckDBPyConnection) -> pa.Table:
    """Which rows of staged contracts name one of the parties: place, side, party_id; in order."""
    database.register("wanted", pa.table({"party_id": parties}))
    sides = " UNION ALL ".join(
        f"SELECT file_row_number AS place, '{side}' AS side, {side}_id AS party_id "
        f"FROM {_rows(staged)} WHERE {side}_id IN (SELECT party_id FROM wanted)"
        for side in ("seller", "buyer", "intermediary")
    )
    found: pa.Table = database.sql(f"{sides} ORDER BY 1, 2").to_arrow_table()
    return found


def parties_named(staged: Path, database: duckdb.DuckDBPyConnection) -> Any:
    """The numbers of all parties that staged contracts name, each once."""
    sides = " UNION ".join(
        f"SELECT {side}_id AS party_id FROM {_rows(staged)} WHERE {side}_id IS NOT NULL"
        for side in ("seller", "buyer", "intermediary")
    )
    return database.sql(sides).to_arrow_table().column("party_id")


def _rows(staged: Path) -> str:
    return f"read_parquet({_quoted(str(staged))}, file_row_number = true)"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
