"""What every table of the site has: who made a row and when, who may see each column.

A column is classed where it is declared (`public`, `internal`, `personal`); a sweeping test finds
one that is not. Not here: the history of what changed (`history`).
"""

from __future__ import annotations

from typing import Any, TypeVar

from django.conf import settings
from django.db import models

from techmarket.record.fields import DataClass

F = TypeVar("F", bound="models.Field[Any, Any]")


def public(field: F) -> F:
    """A column that anyone may see, row by row."""
    return classed(field, DataClass.PUBLIC)


def internal(field: F) -> F:
    """A column for those who work on the register, and the parties themselves."""
    return classed(field, DataClass.INTERNAL)


def personal(field: F) -> F:
    """A column that is, or may be, about a natural person: never logged, never public."""
    return classed(field, DataClass.PERSONAL)


def classed(field: F, data_class: DataClass) -> F:
    """A column of a class that is known when the site runs; see `data_class_of`."""
    # An attribute, because Django copies the columns of an abstract table with their attributes.
    vars(field)["data_class"] = data_class
    return field


def data_class_of(field: object) -> DataClass | None:
    """How a column is classed; `None`: not at all, which is a defect."""
    return getattr(field, "data_class", None)


class Recorded(models.Model):
    """A row that says who made it and when, and who changed it last.

    Attributes:
        created_at, changed_at: in UTC.
        created_by, changed_by: `None`: the system itself, or somebody who is not logged in.
    """

    id = internal(models.BigAutoField(primary_key=True))
    created_at = internal(models.DateTimeField(auto_now_add=True))
    created_by = personal(
        models.ForeignKey(
            settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
        )
    )
    changed_at = internal(models.DateTimeField(auto_now=True))
    changed_by = personal(
        models.ForeignKey(
            settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
        )
    )

    class Meta:
        abstract = True
