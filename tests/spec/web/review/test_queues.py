"""# Work queues

Which contracts stand in which queue, in which order, and how they are paged and narrowed.
"""

from __future__ import annotations

from datetime import date

import pytest

from official_client import SIGNED, on_day, signed_in
from register_people import Register, person, small_register
from techmarket.web.changes.actions import asking
from techmarket.web.changes.actions import deciding as change_actions
from techmarket.web.contracts.actions import applying, deciding
from techmarket.web.contracts.models import Contract
from techmarket.web.pages.refused import Refused
from techmarket.web.review import actions, queues, search
from techmarket.web.review.models import SearchEntry
from techmarket.web.review.queues import QUEUES, Filters, counts, next_in, page_of

pytestmark = pytest.mark.django_db

TODAY = date(2026, 9, 1)


def accepted(register: Register, due: date | None = None, **changed: str) -> Contract:
    """An accepted application; with another due day than the law gives it, if one is named."""
    one = register.submitted(**(SIGNED | changed))
    one = actions.accept(register.registrar, one.uid, one.revision)
    if due is not None:
        Contract.objects.filter(pk=one.pk).update(due_on=due)
    return one


def in_queue(actor: object, queue: str, **filters: str) -> list[int]:
    """Primary keys of the first page."""
    return [one.pk for one in page_of(actor, QUEUES[queue], Filters(**filters)).rows]  # type: ignore[arg-type]


def test_each_contract_stands_where_it_waits():
    """Submitted, accepted and taken, returned, passed on: one each. A draft stands nowhere."""
    register = small_register()
    with on_day(TODAY):
        draft = applying.begin(register.owner)
        waiting = register.submitted(**SIGNED)
        mine = accepted(register)
        back = accepted(register)
        deciding.give_back(register.registrar, back.uid, back.revision, "请补充。", {})
        passed = accepted(register)
        actions.pass_on(register.registrar, passed.uid, passed.revision)
        clerk = register.registrar
        assert in_queue(clerk, "accept") == [waiting.pk]
        assert in_queue(clerk, "mine") == [mine.pk, passed.pk, back.pk]
        assert in_queue(clerk, "deciding") == [mine.pk]
        assert in_queue(clerk, "returned") == [back.pk]
        assert in_queue(register.reviewer, "second") == [passed.pk]
        assert in_queue(clerk, "change") == []
        every = in_queue(clerk, "all")
        assert every == [passed.pk, back.pk, mine.pk, waiting.pk]
        assert draft.pk not in every
        assert counts(clerk) == {
            "accept": 1, "mine": 3, "deciding": 1, "soon": 0, "overdue": 0, "second": 1,
            "change_second": 0, "change": 0, "returned": 1,
        }  # fmt: skip


def test_due_first():
    """Overdue before today; due soon within three working days, today included. On Tuesday
    1 September 2026 that is until Friday."""
    register = small_register()
    with on_day(TODAY):
        far = accepted(register)
        soon = accepted(register, date(2026, 9, 4))
        now = accepted(register, TODAY)
        late = accepted(register, date(2026, 8, 31))
        saturday = accepted(register, date(2026, 9, 5))
        clerk = register.registrar
        assert in_queue(clerk, "overdue") == [late.pk]
        assert in_queue(clerk, "soon") == [now.pk, soon.pk]
        order = [late.pk, now.pk, soon.pk, saturday.pk, far.pk]
        assert in_queue(clerk, "deciding") == order


def test_pages_go_on_after_the_last_row(monkeypatch):
    """Every contract stands on exactly one page, also where many are due on one day, and where
    one has no due day; the last page has no key."""
    monkeypatch.setattr(queues, "ROWS", 2)
    register = small_register()
    with on_day(TODAY):
        days = [date(2026, 9, 9), date(2026, 9, 8), date(2026, 9, 9), date(2026, 9, 9)]
        rows = [accepted(register, day) for day in days]
        undated = accepted(register)
        Contract.objects.filter(pk=undated.pk).update(due_on=None)
        expected = [rows[1].pk, rows[0].pk, rows[2].pk, rows[3].pk, undated.pk]
        found, after = [], ""
        for _ in range(3):
            page = page_of(register.registrar, QUEUES["deciding"], Filters(), after)
            found.append([one.pk for one in page.rows])
            after = page.following
        assert found == [expected[:2], expected[2:4], expected[4:]]
        assert after == ""
        newest = page_of(register.registrar, QUEUES["all"], Filters())
        rest = page_of(register.registrar, QUEUES["all"], Filters(), newest.following)
        both = [one.pk for page in (newest, rest) for one in page.rows]
        assert both == sorted([one.pk for one in [*rows, undated]], reverse=True)[:4]


@pytest.mark.parametrize("key", ["", "x", "1-", "-1", "0-5", "99999999-1", "1-" + "9" * 30, "①-①"])
def test_a_key_that_is_none_gives_the_first_page(key):
    """An address that somebody changed by hand does no harm."""
    register = small_register()
    one = register.submitted()
    page = page_of(register.registrar, QUEUES["accept"], Filters(), key)
    assert [row.pk for row in page.rows] == [one.pk]


def test_nobody_sees_the_queue_of_another_place():
    """An agency of Hubei has nothing of Guangdong's; the province has what its agencies have."""
    register = small_register()
    one = register.submitted()
    stranger = person("registrar", organisation=register.offices.other_agency)
    province = person("reviewer", organisation=register.offices.guangdong)
    assert in_queue(stranger, "all") == []
    assert counts(stranger)["accept"] == 0
    assert in_queue(province, "all") == [one.pk]
    assert in_queue(province, "all", agency="440301") == [one.pk]
    assert in_queue(province, "all", agency="420101") == []


def test_what_an_applicant_asks_for_after_registration():
    """An amendment and a cancellation stand among the changes until they are decided."""
    register = small_register()
    amended, cancelled = register.registered(), register.registered()
    asking.ask_change(
        register.owner, amended.uid, amended.revision, "amendment", {"value": "200000"}, "增加。"
    )
    asking.ask_cancellation(register.owner, cancelled.uid, cancelled.revision, "合同解除。")
    assert in_queue(register.registrar, "change") == [amended.pk, cancelled.pk]
    now = Contract.objects.get(pk=amended.pk)
    change_actions.grant(register.registrar, now.uid, now.revision)
    assert in_queue(register.registrar, "change") == [cancelled.pk]
    page = signed_in(register.registrar).get(f"/review/contract/{cancelled.uid}/").content.decode()
    assert "<strong>注销</strong>" in page
    assert "合同解除。" in page


def test_queues_are_narrowed():
    """By state, type with all below it, and whether anybody has taken it; an unknown code is no
    condition."""
    register = small_register()
    waiting = register.submitted()
    taken = accepted(register, contract_type="12")
    clerk = register.registrar
    assert in_queue(clerk, "all", state="accepted") == [taken.pk]
    assert in_queue(clerk, "all", contract_type="1") == [taken.pk, waiting.pk]
    assert in_queue(clerk, "all", contract_type="12") == [taken.pk]
    assert in_queue(clerk, "all", clerk="none") == [waiting.pk]
    assert in_queue(clerk, "all", state="nonsense") == [taken.pk, waiting.pk]


def test_what_follows_in_the_queue():
    """The next one that waits; of all contracts, the one before."""
    register = small_register()
    with on_day(TODAY):
        first, second = accepted(register), accepted(register)
        clerk = register.registrar
        assert next_in(clerk, QUEUES["deciding"], first) == second
        assert next_in(clerk, QUEUES["deciding"], second) == first
        assert next_in(clerk, QUEUES["all"], second) == first
        assert next_in(clerk, QUEUES["all"], first) is None


def test_found_by_number_project_or_party():
    """The beginning of a number; any part of a name, however it is written; parties as well."""
    register = small_register()
    registered = register.registered(project_name="高速信号采集模块（二期）开发")
    other = register.submitted(project_name="ABC-5G 小基站测试")
    clerk = register.registrar
    number = registered.registration_number or ""
    assert in_queue(clerk, "all", q=number) == [registered.pk]
    assert in_queue(clerk, "all", q=number[:6]) == [registered.pk]
    assert in_queue(clerk, "all", q="信号采集") == [registered.pk]
    assert in_queue(clerk, "all", q="模块 二期") == [registered.pk]
    assert in_queue(clerk, "all", q="ａｂｃ5g小") == [other.pk]
    assert in_queue(clerk, "all", q="第一医院") == [other.pk, registered.pk]
    assert in_queue(clerk, "all", q="采集信号") == []
    assert in_queue(clerk, "all", q='"; DROP TABLE * NEAR(') == []


def test_an_office_above_many_agencies_searches_among_all(monkeypatch):
    """The words of its agencies narrow the search only where they are few; rows are the same."""
    register = small_register()
    one = register.registered(project_name="高速信号采集模块")
    clerk = register.registrar
    assert in_queue(clerk, "all", q="信号采集") == [one.pk]
    monkeypatch.setattr(search, "MOST_AGENCIES", 0)
    assert in_queue(clerk, "all", q="信号采集") == [one.pk]
    agency = one.agency_id
    assert {entry.split()[0] for entry in grams_kept()} == {f"agency{agency}"}


def grams_kept():
    """What the search goes by."""
    return SearchEntry.objects.values_list("grams", flat=True)


def test_too_little_to_look_for():
    register = small_register()
    with pytest.raises(Refused) as refused:
        in_queue(register.registrar, "all", q="信")
    assert (refused.value.text.zh, refused.value.text.en) == (
        "请至少输入 2 个字。",
        "Type at least 2 letters or characters.",
    )


def test_a_project_that_was_renamed_is_found_by_its_new_name():
    """The newest version counts."""
    register = small_register()
    one = register.submitted(project_name="旧的名称甲")
    one = applying.withdraw(register.owner, one.uid, one.revision)
    one = applying.save(register.owner, one.uid, one.revision, {"project_name": "新的名称乙"})
    applying.submit(register.owner, one.uid, one.revision)
    assert in_queue(register.registrar, "all", q="名称甲") == []
    assert in_queue(register.registrar, "all", q="名称乙") == [one.pk]
