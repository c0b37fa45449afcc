"""People at the site, for locust: clerks who look through queues, search and open contracts.

Each thinks two seconds between two pages. Not here: what is measured besides (`__main__`).
"""

from __future__ import annotations

import json
import os
import random
import re
from itertools import count
from pathlib import Path

from locust import FastHttpUser, constant, task

TOLD = json.loads(Path(os.environ["BENCH_WEB_TOLD"]).read_text(encoding="utf-8"))
NEXT = count()
LINK = re.compile(r'href="(/review/contract/[0-9a-f-]{36}/)[^"]*"')


class Clerk(FastHttpUser):
    """A clerk of an agency, or an administrator of a province."""

    wait_time = constant(2)

    def on_start(self) -> None:
        """Log in."""
        self.session = TOLD["sessions"][next(NEXT) % len(TOLD["sessions"])]
        self.links: list[str] = []

    def open(self, address: str, name: str) -> None:
        """Open a page, and note the contracts on it."""
        with self.client.get(
            address,
            name=name,
            headers={"Cookie": f"sessionid={self.session}"},
            allow_redirects=False,
            catch_response=True,
        ) as answer:
            if answer.status_code != 200:
                answer.failure(f"status {answer.status_code}")
            else:
                self.links = LINK.findall(answer.text or "") or self.links

    @task(4)
    def queue(self) -> None:
        """A queue."""
        self.open(f"/review/queue/{random.choice(TOLD['queues'])}/", "queue")

    @task(3)
    def search(self) -> None:
        """A search, by words of a name or by a number."""
        queue = random.choice(TOLD["queues"])
        self.open(f"/review/queue/{queue}/?q={random.choice(TOLD['words'])}", "search")

    @task(2)
    def contract(self) -> None:
        """A contract from the page before."""
        if self.links:
            self.open(random.choice(self.links), "contract")
