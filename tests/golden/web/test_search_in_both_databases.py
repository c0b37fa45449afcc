"""Contracts are found by number and by any part of a name, in SQLite and in PostgreSQL alike."""

from __future__ import annotations

from pathlib import Path

from site_server import Site

SCRIPT = """
from register_people import small_register
from techmarket.web.review.queues import QUEUES, Filters, counts, page_of
from techmarket.web.review.lookalikes import lookalikes_of

register = small_register()
names = ["高速信号采集模块（二期）", "ABC-5G 小基站测试", "水质监测"]
made = [register.registered(project_name=name) for name in names]
again = register.submitted(project_name=names[0])
clerk, queue = register.registrar, QUEUES["all"]

def found(q):
    rows = page_of(clerk, queue, Filters(q=q)).rows
    return [row.registration_number[-1] if row.registration_number else "?" for row in rows]

asked = ["信号采集", "模块 二期", "ａｂｃ5g小", "第一医院", "采集信号", "440301", "'; DROP ' TABLE",
         made[2].registration_number]
tell({
    "found": {q: found(q) for q in asked[:-1]} | {"number": found(asked[-1])},
    "accept": counts(clerk)["accept"],
    "alike": [str(one.contract) == made[0].registration_number
              for one in lookalikes_of(clerk, again)],
})
"""


def test_both_databases_find_the_same(tmp_path: Path, database: str) -> None:
    """The newest first; a phrase in another order is not found."""
    site = Site(tmp_path, database)
    site.manage("migrate")
    assert site.inside(SCRIPT) == {
        "found": {
            "信号采集": ["?", "1"],
            "模块 二期": ["?", "1"],
            "ａｂｃ5g小": ["2"],
            "第一医院": ["?", "3", "2", "1"],
            "采集信号": [],
            "440301": ["3", "2", "1"],
            "'; DROP ' TABLE": [],
            "number": ["3"],
        },
        "accept": 1,
        "alike": [True],
    }
