"""The contract files of a snapshot: codes as small integers, in the order that reads fastest.

Not here: parties and answers (`frozen_lists`), and what is taken (`register`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pyarrow as pa

from techmarket.snapshot.layout import CODED, CONTRACTS, DETAILS, FACTS, NOT_RECORDED, NULLABLE
from techmarket.snapshot.progress import Progress
from techmarket.snapshot.register import Register, quoted
from techmarket.snapshot.writer import ParquetParts, in_groups, plain_texts


def write_contracts(
    register: Register, codes: Mapping[str, tuple[str, ...]], folder: Path, progress: Progress
) -> dict[int, int]:
    """The contract and detail files of every year; contracts per year."""
    for column, used in codes.items():
        _make_enum(register, column, used)
    rows = register.database.execute("SELECT year, count(*) FROM taken GROUP BY 1").fetchall()
    counts = {int(y): int(n) for y, n in sorted(rows)}
    done, total = 0, sum(counts.values())
    for year in counts:
        for rows_written in _write_year(register, codes, folder, year):
            done += rows_written
            progress("writing contracts", done, total)
    return counts


def _write_year(
    register: Register, codes: Mapping[str, tuple[str, ...]], folder: Path, year: int
) -> Iterator[int]:
    """Both files of a year, row group by row group; the rows of each."""
    reader = register.stream(_sorted_year(register, year))
    names = list(register.details)
    facts_schema = _facts_schema(codes)
    details_schema = plain_texts(pa.schema([reader.schema.field(name) for name in names]))
    facts = ParquetParts(
        folder / CONTRACTS / f"year={year}", facts_schema, "lz4", ["seller", *CODED]
    )
    details = ParquetParts(folder / DETAILS / f"year={year}", details_schema, "zstd", names)
    for table in in_groups(reader, reader.schema):
        facts.write_group(table.select(list(FACTS)).cast(facts_schema))
        if names:
            details.write_group(table.select(names).cast(details_schema))
        yield table.num_rows
    facts.close()
    details.close()


def _make_enum(register: Register, column: str, codes: tuple[str, ...]) -> None:
    listed = ", ".join("'" + code.replace("'", "''") + "'" for code in codes) or "''"
    register.database.execute(f"CREATE TYPE {column}_code AS ENUM ({listed})")


def _sorted_year(register: Register, year: int) -> str:
    """The rows of a year by region of the seller, seller and number, so that readers skip much."""
    coded = ", ".join(f"enum_code(CAST({_code(c)} AS {c}_code)) AS {c}" for c in CODED)
    details = "".join(f", taken.{quoted(c)}" for c in register.details)
    return f"""SELECT registration_number, registration_date, CAST(value AS BIGINT) AS value,
        numbered.seller AS seller, {coded}{details}
        FROM taken JOIN numbered ON numbered.party_id = taken.seller_id
        WHERE year = {year}
        ORDER BY taken.seller_region, numbered.seller, registration_number"""


def _code(column: str) -> str:
    if column in NULLABLE:
        return f"coalesce(taken.{column}, '{NOT_RECORDED}')"
    return f"taken.{column}"


def _facts_schema(codes: Mapping[str, tuple[str, ...]]) -> pa.Schema:
    plain = {
        "registration_number": pa.string(),
        "registration_date": pa.date32(),
        "value": pa.int64(),
        "seller": pa.uint32(),
    }
    fields = [
        (c, plain[c] if c in plain else pa.uint8() if len(codes[c]) <= 256 else pa.uint16())
        for c in FACTS
    ]
    return pa.schema([pa.field(name, type_, nullable=False) for name, type_ in fields])
