"""Texts as plain strings, however a file encodes them.

Not here: texts with a dictionary (`contract_batches`).
"""

from __future__ import annotations

import pyarrow as pa


def plain_texts(schema: pa.Schema) -> pa.Schema:
    """The schema with texts as plain strings, however the register encodes them."""
    return pa.schema([(f.name, pa.string() if _is_text(f.type) else f.type) for f in schema])


def _is_text(type_: pa.DataType) -> bool:
    inner = type_.value_type if pa.types.is_dictionary(type_) else type_
    return bool(
        pa.types.is_string(inner)
        or pa.types.is_large_string(inner)
        or pa.types.is_string_view(inner)
    )
