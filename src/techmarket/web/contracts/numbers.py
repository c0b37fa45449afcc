"""The next registration number of an agency: serials without gap, also under concurrency.

The counter of agency and year is locked until the registration is committed; if that is undone,
the number is given to the next. Not here: how a number is written (`record.registration_number`).
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from techmarket.record.registration_number import RegistrationNumber
from techmarket.web.contracts.models import SerialNumber
from techmarket.web.organisations.models import Organisation


def next_number(agency: Organisation, year: int) -> RegistrationNumber:
    """Take the next number; the caller is inside a transaction.

    Raises:
        TransactionManagementError: there is no transaction.
        TechmarketError: a million contracts were registered by the agency in the year.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("a number belongs to a registration")
    # The update takes the lock, and on the first number of a year the unique constraint decides.
    if not SerialNumber.objects.filter(agency=agency, year=year).update(last=F("last") + 1):
        SerialNumber.objects.get_or_create(agency=agency, year=year)
        SerialNumber.objects.filter(agency=agency, year=year).update(last=F("last") + 1)
    last = SerialNumber.objects.values_list("last", flat=True).get(agency=agency, year=year)
    return RegistrationNumber(agency.code[:4], agency.code[4:6], year, last)
