"""The columns of a register's files."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from techmarket.record.contract import CONTRACT
from techmarket.record.fields import Field, FieldType
from techmarket.record.parquet import contracts_schema, parties_schema, schema_of
from techmarket.record.party import PARTY
from techmarket.record.record_kinds import RECORD_KINDS

CODE = pa.dictionary(pa.int32(), pa.string())


def test_every_type_has_its_column() -> None:
    """Money is a 64-bit integer of 分, a decimal stays text, a code is a dictionary."""
    schema = contracts_schema()
    assert [schema.field(n).type for n in ("value", "exchange_rate", "contract_type")] == [
        pa.int64(),
        pa.string(),
        CODE,
    ]
    assert [schema.field(n).type for n in ("signing_date", "is_tax_exempt", "seller_id")] == [
        pa.date32(),
        pa.bool_(),
        pa.string(),
    ]


def test_columns_are_the_fields_in_order() -> None:
    """One column per field; only what is required may not be empty."""
    for schema, fields in ((contracts_schema(), CONTRACT), (parties_schema(), PARTY)):
        assert schema.names == [field.name for field in fields]
        assert [not column.nullable for column in schema] == [field.required for field in fields]


def test_no_column_is_a_float() -> None:
    """No kind of record has one."""
    types = {column.type for kind in RECORD_KINDS for column in schema_of(kind.fields)}
    assert not any(pa.types.is_floating(t) for t in types)


def test_a_lawful_contract_is_written_and_read_back(
    contract: dict[str, object], tmp_path: Path
) -> None:
    """Through Parquet and back it is the same record, to the 分 and the day."""
    schema = contracts_schema()
    pq.write_table(pa.Table.from_pylist([contract], schema=schema), tmp_path / "c.parquet")
    table = pq.read_table(tmp_path / "c.parquet")
    assert table.schema.equals(schema)
    assert table.to_pylist() == [dict.fromkeys(schema.names) | contract]


def test_an_integer_has_its_column() -> None:
    """Sizes and positions are 64-bit integers."""
    size = Field(
        name="size",
        type=FieldType.INTEGER,
        unit="字节",
        label_zh="大小",
        label_en="Size",
        words_zh="大小。",
        words_en="The size.",
    )
    assert schema_of([size]) == pa.schema([pa.field("size", pa.int64())])
