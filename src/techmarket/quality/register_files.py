"""The contracts and parties of a register folder, in batches, with the types that rules read.

Not here: what a register must have to be frozen (`snapshot.contents`), and what its rows say.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from techmarket.checks.rule_set import fields_of_kind
from techmarket.errors import TechmarketError
from techmarket.record.fields import FieldType
from techmarket.record.parquet import ARROW_TYPES
from techmarket.snapshot.layout import CONTRACTS, PARTIES
from techmarket.snapshot.register_json import declared_contracts

ROWS = 65_536
AGAIN = "export or simulate the register again"
TEXTUAL = (FieldType.TEXT, FieldType.CODE, FieldType.DECIMAL)


@dataclass(frozen=True)
class RegisterFiles:
    """A register folder that was looked at.

    Attributes:
        path: the folder.
        contracts: its Parquet files, in order.
    """

    path: Path
    contracts: tuple[Path, ...]

    def batches(self, kind: str) -> Iterator[pa.RecordBatch]:
        """The records of a kind, columns by name of field; others are left out."""
        fields = fields_of_kind(kind)
        for file in self.contracts if kind == "contract" else (self.path / PARTIES,):
            with pq.ParquetFile(file) as opened:
                names = [name for name in opened.schema_arrow.names if name in fields]
                yield from opened.iter_batches(ROWS, columns=names)

    def table(self, kind: str, columns: tuple[str, ...]) -> pa.Table:
        """Some columns of all records of a kind; those that are not there are left out."""
        some = [
            batch.select([name for name in columns if name in batch.schema.names])
            for batch in self.batches(kind)
        ]
        return pa.Table.from_batches(some) if some else pa.table({})


def register_files(path: Path) -> RegisterFiles:
    """The files of a register, each readable and with columns of the declared types.

    Raises:
        TechmarketError: the folder is no whole register, or a file is missing, unreadable or has
            a column of another type.
    """
    if not path.is_dir():
        raise TechmarketError(
            "there is no register folder to check", where=str(path), todo="check the path"
        )
    declared_contracts(path)
    contracts = tuple(sorted((path / CONTRACTS).glob("*.parquet")))
    for kind, files in (
        ("contract", contracts or (path / CONTRACTS / "*.parquet",)),
        ("party", (path / PARTIES,)),
    ):
        for file in files:
            _look_at(kind, file)
    return RegisterFiles(path, contracts)


def _look_at(kind: str, file: Path) -> None:
    try:
        schema = pq.read_schema(file)
    except FileNotFoundError:
        raise TechmarketError(
            "a file of the register to check is missing", where=str(file), todo=AGAIN
        ) from None
    except (OSError, pa.ArrowException) as error:
        raise TechmarketError(
            "a file of the register to check cannot be read",
            where=str(file),
            why=str(error).splitlines()[0].rstrip("."),
            todo=AGAIN,
        ) from None
    fields = fields_of_kind(kind)
    for column in schema:
        field = fields.get(column.name)
        if field is not None and not _is_of(field.type, column.type):
            raise TechmarketError(
                f"the column {column.name} is not of the type of its field",
                where=str(file),
                why=f"it is {column.type} and {ARROW_TYPES[field.type]} is declared",
                todo=f"{AGAIN}, with the types of the data dictionary",
            )


def _is_of(declared: FieldType, found: pa.DataType) -> bool:
    if declared in TEXTUAL:
        inner = found.value_type if pa.types.is_dictionary(found) else found
        return bool(pa.types.is_string(inner) or pa.types.is_null(inner))
    return bool(found == ARROW_TYPES[declared] or pa.types.is_null(found))
