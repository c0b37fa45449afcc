"""# Own contracts

The list, what begins a contract, what ends a draft, and what nobody else sees.
"""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from files_to_attach import PDF, stream, text_of
from official_client import on_day, signed_in
from register_people import party, person, small_register, sound, unit
from techmarket.web.applying.actions import attaching, drafts
from techmarket.web.contracts.actions import applying, deciding
from techmarket.web.contracts.models import Contract
from techmarket.web.history.models import Event
from techmarket.web.history.verify import verify
from techmarket.web.pages.refused import NotYours, Refused, SomebodyElse

pytestmark = pytest.mark.django_db


def titles(answer) -> list[str]:
    """Names of the projects in the list."""
    return re.findall(r'<td><a href="/contracts/[^"]+">([^<]+)</a>', answer.content.decode())


def test_an_empty_list_says_what_to_do():
    """Somebody who files one contract a year is told how."""
    page = text_of(signed_in(small_register().owner).get("/contracts/"))
    assert "还没有合同" in page
    assert "点“新建合同”，按页填写；每页自动保存，可随时离开再继续。" in page


def test_tabs_count_and_search_finds():
    """By state with counts; by number, project and other party."""
    register = small_register()
    done = register.registered(project_name="甲项目的委托开发")
    register.submitted(project_name="乙项目的委托开发")
    applying.begin(register.owner, {"project_name": "丙项目的委托开发"})
    client = signed_in(register.owner)
    page = client.get("/contracts/")
    assert titles(page) == ["丙项目的委托开发", "乙项目的委托开发", "甲项目的委托开发"]
    assert re.sub(r"\s+", " ", text_of(page)).count("全部 3 草稿 1 办理中 1 已登记 1") == 1
    assert titles(client.get("/contracts/?tab=draft")) == ["丙项目的委托开发"]
    assert titles(client.get("/contracts/?q=乙项")) == ["乙项目的委托开发"]
    assert titles(client.get(f"/contracts/?q={done.registration_number}")) == ["甲项目的委托开发"]
    assert len(titles(client.get("/contracts/?q=第一医院"))) == 2
    assert "没有找到符合的合同。" in text_of(client.get("/contracts/?q=没有的"))
    assert titles(client.get("/contracts/?page=99&tab=none")) == titles(page)


def test_a_form_that_begins_a_contract_is_sent_twice():
    """One draft, to which both answers lead."""
    register = small_register()
    client = signed_in(register.owner)
    key = re.search(r'name="key" value="(\w+)"', client.get("/contracts/").content.decode())[1]
    first, second = (client.post("/contracts/new/", {"key": key}) for _ in range(2))
    assert first.url == second.url
    draft = Contract.objects.get()
    assert draft.draft == {"currency": "CNY", "seller_id": register.seller.party_id}


def test_a_copy_leaves_out_what_two_contracts_never_share():
    """Days, explanations and files are left; all else is filled in already."""
    register = small_register()
    earlier = register.registered()
    client = signed_in(register.owner)
    client.post(f"/contracts/{earlier.uid}/copy/")
    made = Contract.objects.latest("id")
    assert made.state == "draft"
    assert made.explanations == {}
    assert set(earlier.draft) - set(made.draft) == {"signing_date", "start_date", "end_date"}
    assert made.draft["project_name"] == earlier.draft["project_name"]


def test_a_deleted_draft_comes_back():
    """It asks first; afterwards the draft can be brought back with its files, once."""
    register = small_register()
    draft = applying.begin(register.owner, sound(register.seller, register.buyer))
    attaching.add(register.owner, draft.uid, "合同文本", stream(PDF), len(PDF))
    client = signed_in(register.owner)
    assert "删除草稿？" in text_of(client.get(f"/contracts/{draft.uid}/delete/"))
    assert Contract.objects.count() == 1
    page = client.post(f"/contracts/{draft.uid}/delete/", {"revision": draft.revision})
    assert Contract.objects.count() == 0
    address = re.search(r'action="(/contracts/restore/\d+/)"', page.content.decode())[1]
    for _ in range(2):
        client.post(address)
    back = Contract.objects.get()
    assert back.draft == draft.draft
    assert back.attachments.get().title == "合同文本"
    assert verify().broken is None


def test_a_draft_comes_back_only_to_whose_it_was_and_for_thirty_days():
    """To others, and later, it is as if it had never been there."""
    register = small_register()
    draft = applying.begin(register.owner, {})
    position = drafts.delete(register.owner, draft.uid, draft.revision)
    stranger = person("owner", party=party("别的公司", register.offices.agency))
    filer = person("filer", party=register.seller, unit=unit(register.seller, "研发部"))
    for actor in (stranger, filer):
        with pytest.raises(NotYours):
            drafts.restore(actor, position)
    with on_day(timezone.localdate() + timedelta(days=32)), pytest.raises(NotYours):
        drafts.restore(register.owner, position)


def test_what_was_submitted_once_is_not_deleted():
    """Nor is a draft that somebody has changed since the page was opened."""
    register = small_register()
    one = register.submitted()
    applying.withdraw(register.owner, one.uid, one.revision)
    one.refresh_from_db()
    with pytest.raises(Refused) as found:
        drafts.delete(register.owner, one.uid, one.revision)
    assert str(found.value.text) == ("提交过的申请不能删除，登记机构可能已经查看；可以留作草稿。")
    draft = applying.begin(register.owner, {})
    with pytest.raises(SomebodyElse):
        drafts.delete(register.owner, draft.uid, draft.revision + 1)


def test_taken_back_twice_is_taken_back_once():
    """The second press finds it done."""
    register = small_register()
    one = register.submitted()
    client = signed_in(register.owner)
    for _ in range(2):
        client.post(f"/contracts/{one.uid}/withdraw/", {"revision": one.revision})
    one.refresh_from_db()
    assert one.state == "draft"
    assert Event.objects.filter(act="contract.withdraw").count() == 1


def test_it_cannot_be_taken_back_once_it_is_accepted():
    """The agency has it."""
    register = small_register()
    one = register.accepted()
    page = signed_in(register.owner).post(
        f"/contracts/{one.uid}/withdraw/", {"revision": one.revision}
    )
    assert page.status_code == 409
    assert "合同目前的状态不能“撤回”，请查看最新情况。" in text_of(page)


def test_the_page_of_a_contract_tells_where_it_stands():
    """Number, answers, and what has happened; the agency's own findings are not in between."""
    register = small_register()
    one = register.accepted()
    deciding.take(register.registrar, one.uid, one.revision)
    one.refresh_from_db()
    one = deciding.register(register.registrar, one.uid, one.revision)
    client = signed_in(register.owner)
    page = text_of(client.get(f"/contracts/{one.uid}/"))
    assert str(one.registration_number) in page
    assert "123,456.78 元" in page
    assert "人民币壹拾贰万叁仟肆佰伍拾陆元柒角捌分" in page
    assert "领办" not in page
    printed = text_of(client.get(f"/contracts/{one.uid}/print/"))
    assert "技术合同认定登记申请" in printed
    assert str(one.registration_number) in printed


def test_nobody_else_finds_it():
    """Every address of a contract answers others as if it were not there, and visitors are sent to
    log in.
    """
    register = small_register()
    draft = applying.begin(register.owner, sound(register.seller, register.buyer))
    added = attaching.add(register.owner, draft.uid, "合同文本", stream(PDF), len(PDF))
    stranger = person("owner", party=party("别的公司", register.offices.agency))
    filer = person("filer", party=register.seller, unit=unit(register.seller, "研发部"))
    gets = [
        f"/contracts/{draft.uid}/",
        *(f"/contracts/{draft.uid}/edit/{step}/" for step in ("parties", "files", "check")),
        f"/contracts/{draft.uid}/print/",
        f"/contracts/{draft.uid}/delete/",
        f"/contracts/{draft.uid}/find/buyer/?find:buyer=武汉",
        f"/contracts/{draft.uid}/new-party/buyer/",
        f"/attachments/{added.uid}/",
    ]
    posts = [
        *(
            f"/contracts/{draft.uid}/{act}/"
            for act in ("submit", "withdraw", "copy", "delete", "files", "edit/money")
        ),
        f"/attachments/{added.uid}/withdraw/",
    ]
    for actor in (stranger, filer, register.registrar):
        client = signed_in(actor)
        assert {client.get(one).status_code for one in gets} == {404}
        assert {client.post(one, {"revision": 1}).status_code for one in posts} == {404}
        assert client.get(f"/contracts/{uuid4()}/").status_code == 404
    visitor = signed_in(stranger)
    visitor.logout()
    assert {visitor.get(one).url.split("?")[0] for one in gets} == {"/login/"}
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_an_official_has_no_list_of_own_contracts():
    """What an agency works on stands in its queues."""
    register = small_register()
    assert signed_in(register.registrar).get("/contracts/").status_code == 403
