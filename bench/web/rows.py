"""A register of any size from a demonstration: its contracts again and again, as rows of their own.

Every copy has its own keys, number and search entry; the history is that of the demonstration. Not
here: the demonstration itself (`techmarket.web.demo`).
"""

from __future__ import annotations

from django.db import connection, transaction
from django.db.models import Max

from techmarket.web.contracts.models import Contract, SerialNumber, Version
from techmarket.web.review.models import SearchEntry

UID = {
    "sqlite": "lower(hex(randomblob(16)))",
    "postgresql": "gen_random_uuid()",
}


def columns_of(model: type) -> list[str]:
    """Columns of a table, in order."""
    return [one.column for one in model._meta.concrete_fields]  # type: ignore[attr-defined]


@transaction.atomic
def multiply(contracts: int) -> int:
    """Copy all contracts until there are as many as wanted; the number there is then."""
    there = Contract.objects.count()
    step = Contract.objects.aggregate(last=Max("id"))["last"]
    versions = Version.objects.aggregate(last=Max("id"))["last"]
    entries = SearchEntry.objects.aggregate(last=Max("id"))["last"]
    serials = max(Contract.objects.aggregate(last=Max("serial"))["last"] or 1, 1)
    copies = -(-contracts // there) - 1
    copies = min(copies, 900_000 // serials)
    with connection.cursor() as cursor:
        vendor = connection.vendor
        if vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        else:
            cursor.execute("PRAGMA defer_foreign_keys = ON")
        for copy in range(1, copies + 1):
            place = {
                "id": f"id + {copy * step}",
                "uid": UID[vendor],
                "version_id": f"version_id + {copy * versions}",
                "standing_id": f"standing_id + {copy * versions}",
                "serial": f"serial + {copy * serials}",
                "registration_number": "substr(registration_number, 1, 10) || "
                + padded(f"serial + {copy * serials}", vendor),
            }
            copy_rows(cursor, Contract, place, f"id <= {step}")
            place = {
                "id": f"id + {copy * versions}",
                "contract_id": f"contract_id + {copy * step}",
            }
            copy_rows(cursor, Version, place, f"id <= {versions}")
            place = {
                "id": f"id + {copy * entries}",
                "contract_id": f"contract_id + {copy * step}",
            }
            copy_rows(cursor, SearchEntry, place, f"id <= {entries}")
        if vendor == "postgresql":
            for model in (Contract, Version, SearchEntry):
                table = model._meta.db_table
                cursor.execute(
                    f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), "
                    f"(SELECT max(id) FROM {table}))"
                )
        # Plans rest on what the database knows of its tables, which a bulk load does not tell it.
        cursor.execute("ANALYZE")
    for one in SerialNumber.objects.all():
        last = Contract.objects.filter(agency=one.agency, serial_year=one.year).aggregate(
            last=Max("serial")
        )["last"]
        SerialNumber.objects.filter(pk=one.pk).update(last=last or one.last)
    return Contract.objects.count()


def copy_rows(cursor: object, model: type, place: dict[str, str], where: str) -> None:
    """Copy the rows of a table, with some columns as expressions."""
    names = columns_of(model)
    table = model._meta.db_table  # type: ignore[attr-defined]
    quoted = ", ".join(f'"{name}"' for name in names)
    taken = ", ".join(place.get(name, f'"{name}"') for name in names)
    cursor.execute(f"INSERT INTO {table} ({quoted}) SELECT {taken} FROM {table} WHERE {where}")  # type: ignore[attr-defined]


def padded(number: str, vendor: str) -> str:
    """A number in six digits, in SQL."""
    if vendor == "postgresql":
        return f"lpad(({number})::text, 6, '0')"
    return f"printf('%06d', {number})"
