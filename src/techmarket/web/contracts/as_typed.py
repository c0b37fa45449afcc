"""Values of declared fields as somebody types them into a form: what `typed` reads back.

Not here: values as a person reads them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from techmarket.record.fields import Field, FieldType


def as_typed(values: Mapping[str, object], fields: Iterable[Field]) -> dict[str, str]:
    """Field to text, of the fields that have a value: money in yuan, codes and days as written."""
    typed = {}
    for one in fields:
        value = values.get(one.name)
        if value is None:
            continue
        if one.type is FieldType.MONEY and isinstance(value, int):
            typed[one.name] = f"{value // 100}.{value % 100:02}"
        elif one.type is FieldType.BOOLEAN:
            typed[one.name] = "是" if value else "否"
        else:
            typed[one.name] = value.isoformat() if isinstance(value, date) else str(value)
    return typed
