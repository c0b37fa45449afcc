"""Contracts and parties of a snapshot as the columns of a register, so that rules can read them.

A snapshot keeps positions in lists of codes and parties; here they are codes and numbers again.
What a snapshot does not keep (the status, the date on which a contract ended, columns that its
register did not have) has no column. Not here: what is measured (`measure`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from techmarket.checks.columns import ArrowArray
from techmarket.checks.rule_set import fields_of_kind
from techmarket.record.parquet import ARROW_TYPES
from techmarket.snapshot import Snapshot
from techmarket.snapshot.layout import CODED, CONTRACTS, DETAILS, NOT_RECORDED, PARTIES

ROWS = 65_536


@dataclass(frozen=True)
class SnapshotTables:
    """The contracts of the year of a snapshot, and its parties.

    Attributes:
        snapshot: verified.
    """

    snapshot: Snapshot

    @cached_property
    def parties(self) -> pa.Table:
        """All parties, columns by name of field."""
        with pq.ParquetFile(self.snapshot.path / PARTIES) as opened:
            return _typed("party", opened.read())

    def contract_batches(self, columns: Sequence[str] | None = None) -> Iterator[pa.RecordBatch]:
        """The contracts, columns by name of field: all that there are, or those of some names."""
        for facts in self.snapshot.contract_files(self.snapshot.period):
            contracts = self.snapshot.path / CONTRACTS
            details = self.snapshot.path / DETAILS / facts.relative_to(contracts)
            yield from self._batches(facts, details, columns)

    def contracts(self, columns: Sequence[str]) -> pa.Table:
        """Some columns of all contracts; those that the snapshot does not hold are left out."""
        batches = list(self.contract_batches(columns))
        return pa.Table.from_batches(batches) if batches else pa.table({})

    def columns(self, kind: str) -> frozenset[str]:
        """Names of the fields that the snapshot holds."""
        if kind == "party":
            return frozenset(self.parties.schema.names)
        first = next(self.contract_batches(), None)
        return frozenset(first.schema.names if first is not None else ())

    @cached_property
    def _party_ids(self) -> ArrowArray:
        return self.parties["party_id"].combine_chunks().cast(pa.string())

    def _batches(
        self, facts: Path, details: Path, columns: Sequence[str] | None
    ) -> Iterator[pa.RecordBatch]:
        """The rows of both files side by side; a snapshot without details has one file only."""
        beside = [facts, details] if details.is_file() else [facts]
        with ExitStack() as opened:
            parts = [_columns_of(opened.enter_context(pq.ParquetFile(f)), columns) for f in beside]
            for batches in zip(*parts, strict=True):
                yield self._batch(batches)

    def _batch(self, parts: tuple[pa.RecordBatch, ...]) -> pa.RecordBatch:
        columns: dict[str, ArrowArray] = {}
        for part in parts:
            for name in part.schema.names:
                column: ArrowArray = part.column(name)
                if name == "seller":
                    places = column.cast(pa.int32())
                    columns["seller_id"] = pa.DictionaryArray.from_arrays(places, self._party_ids)
                elif name in CODED:
                    columns[name] = self._decoded(name, column)
                else:
                    columns[name] = column
        batch = pa.RecordBatch.from_pydict(columns)
        (typed,) = _typed("contract", pa.Table.from_batches([batch])).to_batches() or [batch]
        return typed

    def _decoded(self, name: str, places: ArrowArray) -> ArrowArray:
        codes = self.snapshot.codes(name)
        given = places.cast(pa.int32())
        if NOT_RECORDED in codes:
            empty = pc.equal(given, pa.scalar(codes.index(NOT_RECORDED), pa.int32()))
            given = pc.if_else(empty, pa.scalar(None, pa.int32()), given)
        return pa.DictionaryArray.from_arrays(given, pa.array(codes, pa.string()))


def _columns_of(opened: pq.ParquetFile, columns: Sequence[str] | None) -> Iterator[pa.RecordBatch]:
    held = opened.schema_arrow.names
    wanted = None
    if columns is not None:
        names = {"seller" if name == "seller_id" else name for name in columns}
        wanted = [name for name in held if name in names]
    return opened.iter_batches(ROWS, columns=wanted)


def _typed(kind: str, table: pa.Table) -> pa.Table:
    """The columns that are declared fields, in their types; a text may be a dictionary."""
    fields = fields_of_kind(kind)
    columns: dict[str, ArrowArray] = {}
    for name in table.schema.names:
        if name in fields:
            column: ArrowArray = table[name]
            wanted = ARROW_TYPES[fields[name].type]
            texts = pa.types.is_dictionary(column.type) or pa.types.is_dictionary(wanted)
            columns[name] = column if texts else column.cast(wanted)
    return pa.table(columns)
