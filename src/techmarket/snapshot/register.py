"""A register folder as the freeze sees it: DuckDB views over its Parquet files.

Rows and files may stand in any order. Not here: the check of what the rows say (`contents`)
and of single records (`record`).
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa

from techmarket.errors import TechmarketError
from techmarket.snapshot.layout import (
    ANSWER_COLUMNS,
    ANSWERS,
    CODED,
    CONTRACTS,
    PARTIES,
    PARTY_COLUMNS,
    REQUIRED,
    ROWS_PER_GROUP,
)
from techmarket.snapshot.plain_texts import plain_texts
from techmarket.snapshot.register_json import check_number, declared_contracts

INTEGERS = ("BIGINT", "INTEGER", "SMALLINT", "TINYINT")
NOT_DETAILS = frozenset({"status", "ended_date", "seller_id"})
"""Required columns that the snapshot has in another form."""

MEMORY = "1500MB"
MOST_THREADS = 4


@dataclass(frozen=True)
class Register:
    """A register, opened.

    Attributes:
        path: its folder.
        database: has the views `taken` (contracts registered up to the cut-off and not
            ended by then, with `year`), `contract`, `party` and `answer`.
        details: columns of the contracts that are kept but not counted, sorted.
        party_columns: columns of the parties, the known ones first.
        files: of the contracts.
        types: of the columns of the contracts, over all files.
    """

    path: Path
    database: duckdb.DuckDBPyConnection
    details: tuple[str, ...]
    party_columns: tuple[str, ...]
    files: tuple[Path, ...]
    types: Mapping[str, pa.DataType]

    def stream(self, query: str) -> pa.RecordBatchReader:
        """The rows of a query, a row group's worth at a time."""
        reader: pa.RecordBatchReader = self.database.sql(query).to_arrow_reader(ROWS_PER_GROUP)
        return reader


def open_register(path: Path, cutoff: date, spill: Path) -> Register:
    """A register with its contracts as at the cut-off.

    Args:
        path: the register folder.
        cutoff: see `Register.database`.
        spill: folder for what does not fit in memory.

    Raises:
        TechmarketError: the folder is not a whole register of this schema, a column is missing
            or of another type, or there are not as many contracts as declared.
    """
    files, declared = _contract_files(path)
    database = _connect(spill)
    _view(database, "contract", [str(f) for f in files])
    _view(database, "party", [str(path / PARTIES)])
    _view(database, "answer", [str(path / ANSWERS)])
    contract = _columns(database, "contract")
    _require(path / CONTRACTS, contract, REQUIRED)
    _check_types(path / CONTRACTS, contract)
    check_number(path, database, declared)
    party = _columns(database, "party")
    _require(path / PARTIES, party, PARTY_COLUMNS)
    answer = _columns(database, "answer")
    _require(path / ANSWERS, answer, ANSWER_COLUMNS)
    _check_integer(path / ANSWERS, "value", answer["value"])
    database.execute(
        f"""CREATE VIEW taken AS SELECT *, year(registration_date) AS year FROM contract
        WHERE registration_date <= DATE '{cutoff.isoformat()}'
        AND (status = 'registered' OR ended_date > DATE '{cutoff.isoformat()}')"""
    )
    counted = {*CODED, "registration_number", "registration_date", "value", *NOT_DETAILS}
    return Register(
        path=path,
        database=database,
        details=tuple(sorted(set(contract) - counted)),
        party_columns=(*PARTY_COLUMNS, *sorted(set(party) - set(PARTY_COLUMNS))),
        files=tuple(files),
        types=_types(database),
    )


def _types(database: duckdb.DuckDBPyConnection) -> dict[str, pa.DataType]:
    schema = database.sql("SELECT * FROM contract LIMIT 0").to_arrow_reader().schema
    return {field.name: field.type for field in plain_texts(schema)}


def quoted(column: str) -> str:
    """A column name as SQL writes it."""
    return '"' + column.replace('"', '""') + '"'


def _contract_files(path: Path) -> tuple[list[Path], int | None]:
    """The contract files, and how many contracts the register declares."""
    if not path.is_dir():
        raise TechmarketError(
            "there is no such register folder", where=str(path), todo="check the path"
        )
    declared = declared_contracts(path)
    files = sorted((path / CONTRACTS).glob("*.parquet"))
    for file in (*(files or [path / CONTRACTS / "*.parquet"]), path / PARTIES, path / ANSWERS):
        if not file.is_file():
            raise TechmarketError(
                "a file of the register is missing",
                where=str(file),
                todo="export or simulate the register again",
            )
    return files, declared


def _connect(spill: Path) -> duckdb.DuckDBPyConnection:
    spill.mkdir(parents=True, exist_ok=True)
    return duckdb.connect(
        ":memory:",
        config={
            "memory_limit": MEMORY,
            "temp_directory": str(spill),
            "threads": min(MOST_THREADS, os.cpu_count() or 1),
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "preserve_insertion_order": True,
        },
    )


def _view(database: duckdb.DuckDBPyConnection, name: str, files: Sequence[str]) -> None:
    listed = ", ".join("'" + f.replace("'", "''") + "'" for f in files)
    try:
        database.execute(
            f"CREATE VIEW {name} AS SELECT * FROM "
            f"read_parquet([{listed}], union_by_name = true, hive_partitioning = false)"
        )
    except (duckdb.InvalidInputException, duckdb.IOException, duckdb.ConversionException) as error:
        raise TechmarketError(
            "a file of the register cannot be read",
            where=files[0] if len(files) == 1 else str(Path(files[0]).parent),
            why=str(error).splitlines()[0].rstrip("."),
            todo="export or simulate the register again",
        ) from None


def _columns(database: duckdb.DuckDBPyConnection, view: str) -> dict[str, str]:
    rows = database.execute(f"DESCRIBE {view}").fetchall()
    return {row[0]: row[1] for row in rows}


def _require(where: Path, columns: Mapping[str, str], required: Sequence[str]) -> None:
    missing = [column for column in required if column not in columns]
    if missing:
        raise TechmarketError(
            f"the register has no column {', '.join(missing)}",
            where=str(where),
            todo="export the register with every column that statistics need",
        )


def _check_types(where: Path, columns: Mapping[str, str]) -> None:
    _check_integer(where, "value", columns["value"])
    for column in ("registration_date", "ended_date"):
        if columns[column] != "DATE":
            raise TechmarketError(
                f"the column {column} is not a date",
                where=str(where),
                why=f"its type is {columns[column]}",
                todo="export it as a date without time",
            )


def _check_integer(where: Path, column: str, type_: str) -> None:
    if type_ not in INTEGERS:
        raise TechmarketError(
            f"the column {column} is not a whole number",
            where=str(where),
            why=f"its type is {type_}",
            todo="export money as whole 分 in 64-bit integers",
        )
