"""The register of the site as a register folder, as it stood at the end of a day.

Rows go from the database into Parquet a block at a time, so that memory does not grow with the
register. Each contract stands there once, with the version that counted on that day; one that
had ended by then says so, and freezing leaves it out. Not here: freezing (`freezing`).
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from django.db.models import Exists, OuterRef, Q

from techmarket.errors import TechmarketError
from techmarket.record.contract import CONTRACT
from techmarket.record.parquet import contracts_schema, parties_schema
from techmarket.record.party import PARTY
from techmarket.snapshot.layout import (
    ANSWER_COLUMNS,
    ANSWERS,
    CONTRACTS,
    PARTIES,
    REGISTER,
    REGISTER_SCHEMA,
    REGISTER_SCHEMA_VERSION,
)
from techmarket.web.contracts.models import OF_THE_OFFICE, Version
from techmarket.web.organisations.models import Organisation
from techmarket.web.parties.models import Party

ROWS = 20_000
"""Contracts held in memory at a time; a row group."""

OFFICE_COLUMNS = {
    "registration_number": "contract__registration_number",
    "acceptance_date": "contract__accepted_on",
    "registration_date": "contract__registration_date",
    "registration_region": "contract__agency__region",
    "registration_agency": "contract__agency__code",
    "registrar": "contract__registrar",
    "status": "contract__state",
    "ended_date": "contract__ended_on",
}
"""Declared fields that the contract, and not its version, has."""

ANSWER_SCHEMA = pa.schema(
    [pa.field(name, pa.int64() if name == "value" else pa.string()) for name in ANSWER_COLUMNS]
)

assert OFFICE_COLUMNS.keys() == OF_THE_OFFICE


def export_register(out: Path, as_of: date, place: Organisation | None = None) -> int:
    """Write the register as it stood at the end of a day; the folder is whole or not there.

    Args:
        out: the register folder; must not exist.
        as_of: the day; contracts registered later are left out.
        place: only contracts registered by this office and those below it; `None`: all.

    Returns:
        How many contracts it has, ended ones among them.

    Raises:
        TechmarketError: something is there already, or a record lacks what every one has.
    """
    if out.exists():
        raise TechmarketError(
            "the place for the register is taken",
            where=str(out),
            todo="remove what is there, or name another folder",
        )
    partial = out.with_name(f"{out.name}.partial-{os.getpid()}")
    try:
        (partial / CONTRACTS).mkdir(parents=True)
        written = _write(partial / CONTRACTS / "contracts.parquet", _contracts(as_of, place))
        _write_parties(partial / PARTIES, as_of, place)
        pq.write_table(ANSWER_SCHEMA.empty_table(), partial / ANSWERS)
        about = {
            "schema": REGISTER_SCHEMA,
            "schema_version": REGISTER_SCHEMA_VERSION,
            "contracts": written,
            "source": "exported from the register of the site",
            "as_of": as_of.isoformat(),
            "place": place.code if place else "",
        }
        (partial / REGISTER).write_text(
            json.dumps(about, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
        )
        partial.rename(out)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return written


def _contracts(as_of: date, place: Organisation | None) -> Iterator[list[Any]]:
    """The declared fields of each contract, in the order of the contracts.

    One query, which therefore sees the register at one moment; versions come in the order of
    their numbers, and the last of a contract is the one that counts.
    """
    names = [OFFICE_COLUMNS.get(one.name, one.name) for one in CONTRACT]
    rows = Version.objects.filter(
        valid_from__lte=as_of, contract__registration_date__lte=as_of
    ).order_by("contract_id", "number")
    if place is not None:
        rows = rows.filter(contract__agency__path__startswith=place.path)
    status = [one.name for one in CONTRACT].index("status") + 1
    ended = [one.name for one in CONTRACT].index("ended_date") + 1
    last: list[Any] | None = None
    for row in rows.values_list("contract_id", *names).iterator(ROWS):
        if last is not None and last[0] != row[0]:
            yield last[1:]
        last = list(row)
        if last[ended] is None or last[ended] > as_of:
            # A change under review, or an end that came later: registered on that day.
            last[status], last[ended] = "registered", None
    if last is not None:
        yield last[1:]


def _write_parties(path: Path, as_of: date, place: Organisation | None) -> None:
    """The parties that any contract of the export names."""
    counting = Version.objects.filter(valid_from__lte=as_of)
    if place is not None:
        counting = counting.filter(contract__agency__path__startswith=place.path)
    named = Q()
    for side in ("seller", "buyer", "intermediary"):
        named |= Q(Exists(counting.filter(**{side: OuterRef("party_id")})))
    names = [one.name for one in PARTY]
    rows = Party.objects.filter(named).order_by("pk").values_list(*names).iterator(ROWS)
    _write(path, rows, parties_schema())


def _write(path: Path, rows: Iterable[Iterable[Any]], schema: pa.Schema | None = None) -> int:
    """Write rows into a Parquet file, and say how many there were."""
    columns = schema or contracts_schema()
    block: list[Iterable[Any]] = []
    written = 0
    with pq.ParquetWriter(path, columns, compression="zstd") as file:
        for row in rows:
            block.append(row)
            if len(block) == ROWS:
                written += _write_block(file, block, columns)
                block = []
        return written + _write_block(file, block, columns)


def _write_block(file: pq.ParquetWriter, block: list[Iterable[Any]], schema: pa.Schema) -> int:
    if block:
        columns = zip(*block, strict=True)
        arrays = [pa.array(c, one.type) for c, one in zip(columns, schema, strict=True)]
        try:
            file.write_table(pa.Table.from_arrays(arrays, schema=schema))
        except pa.ArrowInvalid as error:
            raise TechmarketError(
                "a record of the register is not whole",
                why=str(error),
                todo="correct it on the site, and export again",
            ) from None
    return len(block)
