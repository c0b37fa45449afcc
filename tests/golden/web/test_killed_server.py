"""The server is killed in the middle of submissions and registrations, again and again.

Everything that was acknowledged is there, numbers have no gap, and the history verifies. Not here:
what is submitted (`tests/spec/web`).
"""

from __future__ import annotations

import json
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from site_server import Site

ROUNDS = 3
SECONDS = (1.0, 1.6, 0.7)

PREPARE = """
from register_people import small_register, sound
from techmarket.web.api.tokens import make_token
from techmarket.web.contracts.actions import applying
register = small_register()
waiting = [register.accepted(project_name=f"待登记项目{n}") for n in range(120)]
probe = applying.begin(register.owner, sound(register.seller, register.buyer))
words = {one.id: "属实。" for one in applying.check(probe)[2] if not one.hard}
tell({
    "token": make_token(register.owner, "killed")[1],
    "session": session_of(register.registrar.user),
    "fields": sound(register.seller, register.buyer),
    "words": words,
    "waiting": [[str(one.uid), one.revision] for one in waiting],
})
"""

AFTERWARDS = """
from collections import Counter
from techmarket.web.contracts.models import Contract, SerialNumber
from techmarket.web.history.models import Event
from techmarket.web.history.verify import verify
proof = verify()
acts = Event.objects.filter(act="contract.register")
registered = Counter(acts.values_list("subject_id", flat=True))
tell({
    "states": {str(uid): state for uid, state in Contract.objects.values_list("uid", "state")},
    "serials": sorted(s for s in Contract.objects.values_list("serial", flat=True) if s),
    "last": SerialNumber.objects.get().last if SerialNumber.objects.exists() else 0,
    "broken": str(proof.broken) if proof.broken else "",
    "twice": [one for one, times in registered.items() if times > 1],
    "events": len(registered),
})
"""


class Clients:
    """People who go on working until the server is gone, and note what was acknowledged."""

    def __init__(self, site: Site, told: dict) -> None:
        self.site, self.told = site, told
        self.waiting: Iterator[list] = iter(told["waiting"])
        self.lock = threading.Lock()
        self.submitted: list[str] = []
        self.registered: list[str] = []
        self.running = True

    def api(self, method: str, address: str, body: dict) -> dict:
        """A call of the API."""
        asked = urllib.request.Request(
            f"{self.site.address}/api/v1{address}",
            data=json.dumps(body).encode(),
            method=method,
            headers={
                "Authorization": f"Bearer {self.told['token']}",
                "Content-Type": "application/json",
            },
        )
        with urllib.request.urlopen(asked, timeout=20) as answer:
            return json.loads(answer.read())

    def file_contracts(self) -> None:
        """Begin and submit, one after the other."""
        while self.running:
            try:
                made = self.api(
                    "POST",
                    "/contracts",
                    {"fields": self.told["fields"], "explanations": self.told["words"]},
                )
                done = self.api(
                    "POST", f"/contracts/{made['uid']}/submit", {"revision": made["revision"]}
                )
            except (OSError, ValueError):
                return
            assert done["state"] == "submitted"
            self.submitted.append(done["uid"])

    def register_contracts(self) -> None:
        """Press the button of registration on one contract after the other."""
        opener = urllib.request.build_opener(NoRedirect)
        token = "x" * 32
        while self.running:
            with self.lock:
                uid, revision = next(self.waiting, (None, None))
            if uid is None:
                return
            asked = urllib.request.Request(
                f"{self.site.address}/review/contract/{uid}/register/",
                data=f"csrfmiddlewaretoken={token}&revision={revision}".encode(),
                headers={
                    "Cookie": f"sessionid={self.told['session']}; csrftoken={token}",
                    "Referer": self.site.address,
                },
            )
            try:
                with opener.open(asked, timeout=20) as answer:
                    status = answer.status
            except urllib.error.HTTPError as error:
                status = error.code
            except (OSError, ValueError):
                return
            assert status == 302, (status, uid)
            self.registered.append(uid)


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """An answer that leads elsewhere is an answer."""

    def redirect_request(self, *args: object) -> None:
        """Do not go there."""


def test_what_was_acknowledged_outlives_a_killed_server(tmp_path: Path, database: str) -> None:
    """SQLite and PostgreSQL, two processes of the server, four people at once."""
    site = Site(tmp_path, database)
    site.manage("migrate", "--verbosity", "0")
    told = site.inside(PREPARE)
    clients = Clients(site, told)
    try:
        for seconds in SECONDS[:ROUNDS]:
            site.start()
            clients.running = True
            people = [
                threading.Thread(target=work)
                for work in (clients.file_contracts, clients.register_contracts)
                for _ in range(2)
            ]
            for one in people:
                one.start()
            time.sleep(seconds)
            site.kill()
            clients.running = False
            for one in people:
                one.join()
    finally:
        site.kill()
    found = site.inside(AFTERWARDS)
    assert len(clients.submitted) >= ROUNDS
    assert len(clients.registered) >= ROUNDS
    assert [uid for uid in clients.submitted if found["states"].get(uid) != "submitted"] == []
    assert [uid for uid in clients.registered if found["states"].get(uid) != "registered"] == []
    assert found["serials"] == list(range(1, found["last"] + 1))
    assert len(found["serials"]) == found["events"]
    assert found["twice"] == []
    assert found["broken"] == ""
