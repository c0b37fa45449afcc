"""The engine for a house that has a PostgreSQL: the same cubes, counted where other work is done.

The statistical columns of a snapshot are copied into a table of their own the first time, named by
the hash of the snapshot, and stay there. Not here: the expressions (`cubes.expressions`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from decimal import Decimal
from io import BytesIO
from typing import Any

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq

from techmarket.cubes.cube import Cube
from techmarket.cubes.engine import Where, empty_cube, labels_of, major_limits
from techmarket.cubes.plan import Grouping
from techmarket.errors import TechmarketError
from techmarket.snapshot.layout import CODED
from techmarket.snapshot.snapshot import Snapshot

COLUMNS: Mapping[str, str] = {
    "registration_date": "date",
    "value": "bigint",
    "seller": "bigint",
    **dict.fromkeys(CODED, "integer"),
}
"""Column to its type in the database."""

HASH_DIGITS = 24


class PostgresEngine:
    """Counts in PostgreSQL.

    Args:
        url: of the database, `postgresql://user@host/database`.

    Raises:
        TechmarketError: the driver is not installed.
    """

    def __init__(self, url: str) -> None:
        try:
            import psycopg  # noqa: F401  (to say what is missing before anything is counted)
        except ImportError:
            raise TechmarketError(
                "the driver of PostgreSQL is not installed",
                todo="install techmarket[postgres], or choose another --engine",
            ) from None
        self._url = url

    def cubes(
        self,
        snapshot: Snapshot,
        year: int,
        groupings: Sequence[Grouping],
        measures: Sequence[str] = ("contracts", "value"),
        where: Where | None = None,
    ) -> Mapping[Grouping, Cube]:
        """See `Engine.cubes`.

        Raises:
            TechmarketError: the database cannot be reached or refuses the work.
        """
        if not snapshot.contract_files(year):
            return {g: empty_cube(snapshot, g) for g in groupings}
        import psycopg

        try:
            with closing(psycopg.connect(self._url)) as connection:
                name = _filled_table(connection, snapshot, year)
                return _counted(
                    connection, name, snapshot, year, groupings, "value" in measures, where or {}
                )
        except psycopg.Error as error:
            raise TechmarketError(
                "PostgreSQL cannot count",
                where=self._url.rpartition("@")[2],
                why=str(error).strip().splitlines()[0].rstrip("."),
                todo="check the address and the rights of the user",
            ) from error


def _filled_table(connection: Any, snapshot: Snapshot, year: int) -> str:
    """The table with the contracts of a year; filled whole, or not at all."""
    name = f"techmarket_{snapshot.hash[:HASH_DIGITS]}_{year}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s)", [name])
        if cursor.fetchone()[0] is None:
            columns = ", ".join(f"{column} {type_} NOT NULL" for column, type_ in COLUMNS.items())
            cursor.execute(f"CREATE TABLE {name} ({columns})")
            with cursor.copy(f"COPY {name} FROM STDIN (FORMAT csv)") as copy:
                for rows in _batches(snapshot, year):
                    copy.write(rows)
    connection.commit()
    return name


def _batches(snapshot: Snapshot, year: int) -> Any:
    """The contracts as CSV, row group by row group."""
    for file in snapshot.contract_files(year):
        with pq.ParquetFile(file) as opened:
            for number in range(opened.num_row_groups):
                rows = opened.read_row_group(number, columns=list(COLUMNS)).select(list(COLUMNS))
                text = BytesIO()
                options = pyarrow.csv.WriteOptions(include_header=False)
                pyarrow.csv.write_csv(rows, text, options)
                yield text.getvalue()


def _counted(
    connection: Any,
    name: str,
    snapshot: Snapshot,
    year: int,
    groupings: Sequence[Grouping],
    with_value: bool,
    where: Where,
) -> dict[Grouping, Cube]:
    import ibis  # type: ignore[import-untyped]

    from techmarket.cubes.expressions import chosen, cube_of, grouped, with_value_class

    database = ibis.postgres.from_connection(connection)
    contracts = with_value_class(database.table(name), major_limits(year))
    contracts = chosen(contracts, snapshot, where)
    found = {}
    for grouping in groupings:
        query = database.compile(grouped(contracts, grouping, with_value))
        with connection.cursor() as cursor:
            cursor.execute(query)
            rows = cursor.fetchall()
        found[grouping] = cube_of(
            _table(grouping, rows, with_value), grouping, labels_of(snapshot, grouping)
        )
    return found


def _table(grouping: Grouping, rows: Sequence[Sequence[Any]], with_value: bool) -> pa.Table:
    columns = list(zip(*rows, strict=True)) or [()] * (len(grouping) + 1 + with_value)
    arrays: dict[str, Any] = {
        d: pa.array(column, pa.int64()) for d, column in zip(grouping, columns, strict=False)
    }
    arrays["cube_count"] = pa.array(columns[len(grouping)], pa.int64())
    if with_value:
        values = [Decimal(value) for value in columns[len(grouping) + 1]]
        arrays["cube_value"] = pa.array(values, pa.decimal128(38, 0))
    return pa.table(arrays)
