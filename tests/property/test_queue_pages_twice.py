"""Queues read page by page, against sorting all their contracts at once."""

from __future__ import annotations

from datetime import date, timedelta
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from official_client import SIGNED, on_day
from register_people import small_register
from techmarket.web.contracts.models import Contract
from techmarket.web.review import queues
from techmarket.web.review.queues import QUEUES, Filters, counts, page_of
from techmarket.web.review.search_entries import fill

pytestmark = pytest.mark.django_db

TODAY = date(2026, 9, 1)
STATES = ("submitted", "accepted", "second_review", "second_review_returned", "returned")
ROWS = st.lists(
    st.tuples(
        st.sampled_from(STATES),
        st.none() | st.integers(-3, 9).map(lambda n: TODAY + timedelta(days=n)),
        st.booleans(),
    ),
    max_size=14,
)


def stands_in(queue: str, state: str, due: date | None, mine: bool) -> bool:
    """What each queue is, in a sentence of its own; due soon until Friday, 4 September."""
    running = state in ("accepted", "second_review", "second_review_returned")
    return {
        "accept": state == "submitted",
        "mine": mine,
        "deciding": state in ("accepted", "second_review_returned"),
        "soon": running and due is not None and TODAY <= due <= date(2026, 9, 4),
        "overdue": running and due is not None and due < TODAY,
        "second": state == "second_review",
        "change": False,
        "change_second": False,
        "returned": state == "returned",
        "all": True,
    }[queue]


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(rows=ROWS, size=st.integers(1, 5))
def test_pages_put_together_are_the_sorted_queue(db, register, rows, size) -> None:
    """Every contract once, in order, whatever the size of a page; and the tabs count them.

    Looking for the buyer of all of them gives the same pages, though the database goes another way.
    """
    one, clerk = register
    Contract.objects.exclude(pk=one.pk).delete()
    for state, due, mine in rows:
        Contract.objects.create(
            applicant=one.applicant,
            agency=one.agency,
            version=one.version,
            state=state,
            due_on=due,
            accepted_on=TODAY,
            clerk=clerk.user if mine else None,
        )
    fill()
    made = list(Contract.objects.exclude(pk=one.pk).order_by("pk"))
    buyer = Filters(q=one.version.buyer.name)
    with on_day(TODAY), patch.object(queues, "ROWS", size):
        for name, queue in QUEUES.items():
            told = [row for row in made if stands_in(name, row.state, row.due_on, bool(row.clerk))]
            if name == "all":
                expected = [*sorted((row.pk for row in told), reverse=True), one.pk]
            else:
                dated = sorted((row.due_on or date.max, row.pk) for row in told)
                expected = [pk for _, pk in dated]
            for filters in (Filters(), buyer):
                found, after = [], ""
                while True:
                    page = page_of(clerk, queue, filters, after)
                    assert len(page.rows) <= size
                    found += [row.pk for row in page.rows]
                    after = page.following
                    if not after:
                        break
                assert found == expected, (name, filters)
            if name != "all":
                assert counts(clerk)[name] == len(expected)


@pytest.fixture
def register(db):
    """A contract to take parties and version from, refused, so that it waits in no queue."""
    made = small_register()
    with on_day(TODAY):
        one = made.submitted(**SIGNED)
    Contract.objects.filter(pk=one.pk).update(state="refused")
    return Contract.objects.get(pk=one.pk), made.registrar
