"""Every table of the site: who made a row and when, who may see each column, and its constraints.

Not here: what the tables mean.
"""

from __future__ import annotations

import io

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

from techmarket.record.fields import DataClass
from techmarket.web.pages.recorded import data_class_of

OURS = sorted(
    (one for one in apps.get_models() if one.__module__.startswith("techmarket.web")),
    key=lambda one: one._meta.label,
)
SEALED = {"history.Event", "history.ChainHead"}
"""The history says who and when in columns of its own, which its seal covers."""

PAIRS = ("created_at", "created_by", "changed_at", "changed_by")

WITHOUT_CONSTRAINT: set[str] = set()
"""Tables whose every row of the right types is sound."""


def test_there_are_tables() -> None:
    assert {"contracts.Contract", "parties.Party", "accounts.User"} <= {
        one._meta.label for one in OURS
    }


@pytest.mark.parametrize("model", OURS, ids=lambda one: one._meta.label)
def test_a_row_says_who_made_and_changed_it_and_when(model: type[models.Model]) -> None:
    if model._meta.label in SEALED:
        return
    columns = {one.name: one for one in model._meta.concrete_fields}
    assert [name for name in PAIRS if name not in columns] == []
    assert isinstance(columns["created_at"], models.DateTimeField)
    assert columns["created_at"].auto_now_add
    assert isinstance(columns["changed_at"], models.DateTimeField)
    assert columns["changed_at"].auto_now


@pytest.mark.parametrize("model", OURS, ids=lambda one: one._meta.label)
def test_every_column_is_public_internal_or_personal(model: type[models.Model]) -> None:
    classes = {one.name: data_class_of(one) for one in model._meta.concrete_fields}
    assert [name for name, found in classes.items() if not isinstance(found, DataClass)] == []


@pytest.mark.parametrize("model", OURS, ids=lambda one: one._meta.label)
def test_the_database_itself_keeps_what_must_hold(model: type[models.Model]) -> None:
    unique = [one.name for one in model._meta.concrete_fields if one.unique and not one.primary_key]
    if model._meta.label not in WITHOUT_CONSTRAINT | {"history.Event"}:
        assert model._meta.constraints or unique


@pytest.mark.parametrize("model", OURS, ids=lambda one: one._meta.label)
def test_names_of_people_are_personal(model: type[models.Model]) -> None:
    """A key to a person tells who they are."""
    from techmarket.web.accounts.models import User

    keys = [
        one.name
        for one in model._meta.concrete_fields
        if one.is_relation and one.related_model is User
    ]
    classes = {one.name: data_class_of(one) for one in model._meta.concrete_fields}
    assert [name for name in keys if classes[name] is not DataClass.PERSONAL] == []


@pytest.mark.django_db
def test_migrations_make_exactly_these_tables() -> None:
    told = io.StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=told)
    assert told.getvalue().strip() == "No changes detected"
