"""The columns of a register's Parquet files, derived from the declared fields.

Not here: writing and reading the files, and the columns of a snapshot.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

import pyarrow as pa

from techmarket.record.contract import CONTRACT
from techmarket.record.fields import Field, FieldType
from techmarket.record.party import PARTY

ARROW_TYPES: Mapping[FieldType, pa.DataType] = MappingProxyType(
    {
        FieldType.TEXT: pa.string(),
        FieldType.CODE: pa.dictionary(pa.int32(), pa.string()),
        FieldType.DATE: pa.date32(),
        FieldType.MONEY: pa.int64(),
        FieldType.INTEGER: pa.int64(),
        FieldType.DECIMAL: pa.string(),
        FieldType.BOOLEAN: pa.bool_(),
    }
)
"""A decimal is kept as text: exact, with as many digits as the contract states."""


def schema_of(fields: Iterable[Field]) -> pa.Schema:
    """The Arrow schema of the fields: one column each, in order, nullable unless required."""
    return pa.schema(
        [pa.field(one.name, ARROW_TYPES[one.type], nullable=not one.required) for one in fields]
    )


def contracts_schema() -> pa.Schema:
    """Columns of `contracts/*.parquet` of a register."""
    return schema_of(CONTRACT)


def parties_schema() -> pa.Schema:
    """Columns of `parties.parquet` of a register."""
    return schema_of(PARTY)
