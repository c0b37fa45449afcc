"""Pages of changes and notices: what each reader finds there, and what is said when it fails.

Not here: what the actions do.
"""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from official_client import signed_in
from page_words import errors, words
from register_people import Register, party, person, small_register
from techmarket.web.changes.actions import asking, ending, telling
from techmarket.web.contracts.models import Contract

pytestmark = pytest.mark.django_db

WHY = {"reason": "双方签订了补充协议。", "dated": ""}


@pytest.fixture
def register() -> Register:
    return small_register()


def page(contract: Contract) -> str:
    return reverse("changes_of", args=(contract.uid,))


def act(contract: Contract, name: str) -> str:
    return reverse("change_act", args=(contract.uid, name))


def ask(contract: Contract, kind: str) -> str:
    return reverse("change_ask", args=(contract.uid, kind))


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_from_asking_to_granting(register: Register, language: str) -> None:
    """The applicant changes a field, the agency sees both values, and grants it."""
    one = register.registered()
    owner = signed_in(register.owner, language)
    form = owner.get(ask(one, "amendment"))
    assert form.status_code == 200
    typed = {"revision": one.revision, "value": "20万", "technical_value": "150000", **WHY}
    answer = owner.post(ask(one, "amendment"), typed, follow=True)
    done = {"zh-hans": "变更申请已提交。", "en": "The change is asked for."}[language]
    assert done in answer.content.decode()
    registrar = signed_in(register.registrar, language)
    shown = registrar.get(page(one))
    unit = {"zh-hans": "元", "en": "yuan"}[language]
    assert f"<ins>200,000.00 {unit}</ins>" in shown.content.decode()
    assert f"123,456.78 {unit}" in shown.content.decode()
    one.refresh_from_db()
    answer = registrar.post(act(one, "grant"), {"revision": one.revision}, follow=True)
    done = {"zh-hans": "变更已登记。", "en": "The change is registered."}[language]
    assert done in answer.content.decode()
    one.refresh_from_db()
    assert one.standing.value == 20_000_000


def test_what_is_wrong_stands_beside_what_was_typed(register: Register) -> None:
    """Nothing that was typed is lost; each error stands with its field."""
    one = register.registered()
    owner = signed_in(register.owner)
    typed = {"revision": one.revision, "value": "十二", "reason": "", "dated": "昨天"}
    answer = owner.post(ask(one, "amendment"), typed)
    assert answer.status_code == 422
    assert errors(answer) == [
        "看不懂这个金额。请写成 1234567.89、1,234,567.89、12.5万 或 3亿 这样的形式。",
        "请写明理由。",
        "不是日历上的日期，请写成 2026-01-31。",
    ]
    answer = owner.post(ask(one, "amendment"), typed | {"reason": "双方签订了补充协议。"})
    assert len(errors(answer)) == 2
    assert 'value="十二"' in answer.content.decode()
    assert "双方签订了补充协议。" in answer.content.decode()


def test_a_stale_page_keeps_what_was_typed(register: Register) -> None:
    """The present state is shown, and the answer that was typed stands in the form."""
    one = register.registered()
    one = asking.ask_cancellation(register.owner, one.uid, one.revision, "合同已解除。")
    registrar = signed_in(register.registrar, "en")
    answer = registrar.post(act(one, "cancel"), {"revision": "1", "answer": "材料齐全。"})
    assert answer.status_code == 409
    assert "Somebody has changed this since you opened the page." in answer.content.decode()
    assert "材料齐全。</textarea>" in answer.content.decode()
    answer = registrar.post(act(one, "cancel"), {"revision": one.revision, "answer": ""})
    assert errors(answer) == ["Please say why."]
    answer = registrar.post(
        act(one, "cancel"), {"revision": one.revision, "answer": "材料齐全。"}, follow=True
    )
    assert "Cancelled; tax and finance are told." in answer.content.decode()


def test_assigning_to_a_party_that_is_looked_for(register: Register) -> None:
    """The other party is found by name, and chosen; nothing is asked for while one looks."""
    heir = party("深圳新源科技有限公司", register.offices.agency)
    one = register.registered()
    owner = signed_in(register.owner)
    found = owner.post(
        ask(one, "assignment"), {"go": "find", "find": "深圳新源科技", "side": "seller"}
    )
    assert found.status_code == 200
    assert f'value="{heir.party_id}"' in found.content.decode()
    assert one.changes.count() == 0
    typed = {"revision": one.revision, "side": "seller", "find": "新源", **WHY}
    answer = owner.post(ask(one, "assignment"), typed)
    assert "没有改动任何内容。" in answer.content.decode()
    answer = owner.post(ask(one, "assignment"), typed | {"party": "P404"})
    assert errors(answer) == ["没有这个注册号的当事人，请重新选择。"]
    answer = owner.post(ask(one, "assignment"), typed | {"party": heir.party_id}, follow=True)
    assert "变更申请已提交。" in answer.content.decode()
    assert one.changes.get().kind == "assignment"


def test_each_reader_is_offered_what_they_may_do(register: Register) -> None:
    """Buttons stand only where the act is possible now, for this role."""
    one = register.registered()
    tax = person("tax", organisation=register.offices.tax)
    administrator = person("administrator", organisation=register.offices.agency)

    def offered(client: Client) -> set[str]:
        text = client.get(page(one)).content.decode()
        acts = ("ask_cancellation", "withdraw", "grant", "cancel", "revoke", "object")
        links = ("ask/amendment", "ask/assignment")
        return {name for name in acts if act(one, name) in text} | {
            name for name in links if name in text
        }

    assert offered(signed_in(register.owner)) == {
        "ask/amendment",
        "ask/assignment",
        "ask_cancellation",
    }
    assert offered(signed_in(person("filer", party=register.seller))) == {
        "ask/amendment",
        "ask/assignment",
    }
    assert offered(signed_in(register.registrar)) == set()
    assert offered(signed_in(tax)) == {"object"}
    assert offered(signed_in(administrator)) == {"revoke"}
    one = asking.ask_cancellation(register.owner, one.uid, one.revision, "合同已解除。")
    assert offered(signed_in(register.owner)) == {"withdraw"}
    assert offered(signed_in(register.registrar)) == {"cancel"}


def test_what_is_not_theirs_is_not_there(register: Register) -> None:
    """Other agencies and parties find nothing; visitors are sent to log in."""
    one = register.registered()
    stranger = signed_in(person("registrar", organisation=register.offices.other_agency))
    other = party("别的公司", register.offices.agency)
    competitor = signed_in(person("owner", party=other))
    for client in (stranger, competitor):
        assert client.get(page(one)).status_code == 404
        for name in ("withdraw", "grant", "revoke", "object", "ask_cancellation"):
            assert client.post(act(one, name), {"revision": 1}).status_code == 404
    assert signed_in(register.owner).get(reverse("changes_of", args=(uuid4(),))).status_code == 404
    assert signed_in(register.owner).post(act(one, "nonsense")).status_code == 404
    assert signed_in(register.owner).get(ask(one, "revocation")).status_code == 404
    assert signed_in(register.owner).post(act(one, "revoke"), {"revision": 1}).status_code == 403
    assert signed_in(register.owner).get(act(one, "revoke")).status_code == 405
    assert Client().get(page(one)).status_code == 302


def test_notices_are_acknowledged_one_by_one_or_together(register: Register) -> None:
    """Those that wait are shown first; a page of them is acknowledged at once."""
    tax = signed_in(person("tax", organisation=register.offices.tax), "en")
    for _ in range(3):
        one = register.registered()
        one = asking.ask_cancellation(register.owner, one.uid, one.revision, "解除。")
        ending.cancel(register.registrar, one.uid, one.revision, "同意。")
    shown = tax.get(reverse("notices"))
    assert words(shown, 'id="notice-') == ["The registration was cancelled"] * 3
    keys = [one["notice"].pk for one in shown.context["rows"]]
    tax.post(reverse("notice_confirm", args=(keys[0],)))
    assert len(tax.get(reverse("notices")).context["rows"]) == 2
    answer = tax.post(
        reverse("notices_confirm_several"), {"notice": [*keys, "x", "9" * 30]}, follow=True
    )
    assert "3 acknowledged." in answer.content.decode()
    assert "Nothing is waiting to be acknowledged." in answer.content.decode()
    assert len(tax.get(reverse("notices") + "?show=all").context["rows"]) == 3
    finance = signed_in(person("finance", organisation=register.offices.finance))
    assert finance.post(reverse("notice_confirm", args=(keys[0],))).status_code == 404
    assert signed_in(register.owner).get(reverse("notices")).status_code == 403


def test_an_objection_comes_to_the_agency_and_back(register: Register) -> None:
    """What is typed stays when the answer is empty."""
    one = register.registered()
    officer = person("tax", organisation=register.offices.tax)
    tax = signed_in(officer)
    answer = tax.post(act(one, "object"), {"text": " "})
    assert errors(answer) == ["请写明内容。"]
    tax.post(act(one, "object"), {"text": "请核对设备费用。"})
    registrar = signed_in(register.registrar)
    key = registrar.get(reverse("notices")).context["rows"][0]["notice"].pk
    answer = registrar.post(reverse("notice_answer", args=(key,)), {"text": ""})
    assert (answer.status_code, errors(answer)) == (422, ["请写明内容。"])
    registrar.post(reverse("notice_answer", args=(key,)), {"text": "已复核，无误。"})
    shown = tax.get(reverse("notices")).content.decode()
    assert "已复核，无误。" in shown
    assert "请核对设备费用。" in shown


def test_script_in_a_reason_is_text(register: Register) -> None:
    """Whatever people type is shown as they typed it, and never run."""
    one = register.registered()
    one = asking.ask_cancellation(
        register.owner, one.uid, one.revision, "<script>alert(1)</script>"
    )
    telling.raise_objection(
        person("tax", organisation=register.offices.tax), one.uid, "<img src=x onerror=alert(1)>"
    )
    registrar = signed_in(register.registrar)
    for address in (page(one), reverse("notices")):
        shown = registrar.get(address).content.decode()
        assert "<script>alert" not in shown
        assert "<img src=x" not in shown
