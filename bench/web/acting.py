"""Inside Django: submissions through the API at full speed, and registrations by many at once.

Not here: pages (`people`).
"""

from __future__ import annotations

import json
import os
import time
import urllib.request
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import OperationalError, connection
from django.utils import timezone

from techmarket.web.accounts.actor import Actor
from techmarket.web.accounts.models import Membership, User
from techmarket.web.contracts.actions import deciding
from techmarket.web.contracts.models import Contract, SerialNumber
from techmarket.web.pages.refused import Refused
from techmarket.web.review import actions

AT_ONCE = 8


def call(token: str, method: str, address: str, body: dict[str, Any] | None = None) -> Any:
    """A call of the API."""
    asked = urllib.request.Request(
        f"{settings.ADDRESS}/api/v1{address}",
        data=json.dumps(body).encode() if body is not None else None,
        method=method,
        headers={"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
    )
    with urllib.request.urlopen(asked, timeout=60) as answer:
        return json.loads(answer.read())


def submit(seconds: int) -> float:
    """Full submissions per second by eight callers, each of two calls."""
    told = json.loads(Path(os.environ["BENCH_WEB_TOLD"]).read_text(encoding="utf-8"))
    tokens = told["tokens"]
    sound = {token: application(token) for token in tokens}
    until = time.monotonic() + seconds

    def work(token: str) -> int:
        done = 0
        while time.monotonic() < until:
            made = call(token, "POST", "/contracts", sound[token])
            revision = {"revision": made["revision"]}
            call(token, "POST", f"/contracts/{made['uid']}/submit", revision)
            done += 1
        return done

    started = time.monotonic()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        done = sum(pool.map(work, tokens))
    return done / (time.monotonic() - started)


def application(token: str) -> dict[str, Any]:
    """Fields and explanations of an application that is sound today, from one filed before."""
    listed = call(token, "GET", "/contracts")["contracts"]
    filed = next(one for one in listed if one["fields"].get("value"))
    today = timezone.localdate()
    fields = filed["fields"] | {
        "signing_date": today.isoformat(),
        "start_date": today.isoformat(),
        "end_date": today.replace(year=today.year + 2, day=1).isoformat(),
    }
    made = call(token, "POST", "/contracts", {"fields": fields})
    checked = call(token, "GET", f"/contracts/{made['uid']}/check")
    hard = [one for one in checked["broken"] if one["hard"]]
    if hard or checked["unread"]:
        raise SystemExit(f"the application of the benchmark is not sound: {checked}")
    words = {one["id"]: "属实。" for one in checked["broken"]}
    return {"fields": fields, "explanations": words}


def register(number: int) -> dict[str, Any]:
    """Register contracts by many clerks at once, each contract wanted by two of them.

    Agency by agency, the busiest first, so that all who act at once want numbers of one series.
    """
    waiting = Contract.objects.filter(state="submitted")
    busy = Counter(waiting.values_list("agency_id", flat=True)).most_common()
    year = timezone.localdate().year
    jobs: list[tuple[Actor, Contract]] = []
    first: dict[int, int] = {}
    for agency, _ in busy:
        if len(jobs) >= 2 * number:
            break
        both_clerks = two_clerks(agency)
        before = SerialNumber.objects.filter(agency_id=agency, year=year).first()
        first[agency] = before.last if before else 0
        rest = number - len(jobs) // 2
        for one in waiting.filter(agency_id=agency).order_by("pk")[:rest]:
            jobs += [(clerk, one) for clerk in both_clerks]

    def work(clerk: Actor, one: Contract) -> str:
        try:
            accepted = actions.accept(clerk, one.uid, one.revision)
            done = deciding.register(clerk, one.uid, accepted.revision)
            return str(done.registration_number)
        except Refused as refused:
            return refused.code
        except OperationalError as error:  # Somebody waited longer than the database lets wait.
            return str(error)

    def work_and_close(share: list[tuple[Actor, Contract]]) -> list[str]:
        try:
            return [work(*job) for job in share]
        finally:
            connection.close()

    started = time.monotonic()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        shares = [jobs[n::AT_ONCE] for n in range(AT_ONCE)]
        answers = [one for share in pool.map(work_and_close, shares) for one in share]
    seconds = time.monotonic() - started
    numbers = [one for one in answers if one.isdigit()]
    gaps = 0
    for agency, last in first.items():
        given = Contract.objects.filter(agency_id=agency, serial_year=year, serial__gt=last)
        serials = sorted(given.values_list("serial", flat=True))
        gaps += sum(b != a + 1 for a, b in zip([last, *serials], serials, strict=False))
    return {
        "contracts": len(jobs) // 2,
        "agencies": len(first),
        "registered": len(numbers),
        "per second": round(len(numbers) / seconds, 1),
        "doubled": len(numbers) - len(set(numbers)),
        "gaps": gaps,
        "answers to those who got none": dict(
            Counter(one for one in answers if not one.isdigit()).most_common()
        ),
    }


def two_clerks(agency: int) -> list[Actor]:
    """Two registrars of an agency; the second is made if it has one only."""
    told = Membership.objects.filter(role="registrar", organisation_id=agency)
    clerks = list(told.select_related("user", "organisation")[:2])
    while len(clerks) < 2:
        user = User.objects.create(username=f"bench-{agency}-{len(clerks)}", name="第二人")
        clerks.append(
            Membership.objects.create(
                user=user,
                role="registrar",
                organisation_id=agency,
                valid_from=timezone.localdate(),
            )
        )
    return [Actor(one.user, one) for one in clerks]
