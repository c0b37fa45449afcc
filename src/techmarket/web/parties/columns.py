"""Declared fields of a record as columns of a table: one declaration for form, file and database.

Not here: which fields there are (`record`).
"""

from __future__ import annotations

from typing import Any

from django.db import models

from techmarket.record.constraints import Length
from techmarket.record.fields import Field, FieldType
from techmarket.web.pages.recorded import classed

LONGEST_CODE = 16
LONGEST_TEXT = 1000


def column_of(field: Field, *, optional: bool) -> models.Field[Any, Any]:
    """The column of a declared field, classed as the field is.

    Money is a 64-bit integer of 分; texts keep the declared length; what is not given is NULL.

    Args:
        field: the declared field.
        optional: whether a row may lack it, although a registered record has it.
    """
    column: models.Field[Any, Any]
    null = optional or not field.required
    match field.type:
        case FieldType.DATE:
            column = models.DateField(null=null)
        case FieldType.MONEY | FieldType.INTEGER:
            column = models.BigIntegerField(null=null)
        case FieldType.BOOLEAN:
            column = models.BooleanField(null=null)
        case FieldType.CODE:
            column = models.CharField(max_length=LONGEST_CODE, null=null)
        case FieldType.TEXT | FieldType.DECIMAL:
            longest = next(
                (one.most for one in field.constraints if isinstance(one, Length)), LONGEST_TEXT
            )
            column = models.CharField(max_length=longest, null=null)
    return classed(column, field.data_class)


def add_columns(
    model: type[models.Model], fields: tuple[Field, ...], *, optional: bool = True
) -> None:
    """Give a model the columns of declared fields, in their order."""
    for field in fields:
        model.add_to_class(field.name, column_of(field, optional=optional))
