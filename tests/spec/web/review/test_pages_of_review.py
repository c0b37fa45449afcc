"""# Pages of the agencies

What a registrar sees and presses, from the queue to the registration number.
"""

from __future__ import annotations

import re

import pytest

from official_client import signed_in
from register_people import Register, person, small_register
from techmarket.web.contracts.models import Attachment, Contract
from techmarket.web.parties.models import Party
from techmarket.web.review import actions

pytestmark = pytest.mark.django_db


def accepted(register: Register, **changed: str) -> Contract:
    """A sound application, accepted."""
    one = register.submitted(**changed)
    return actions.accept(register.registrar, one.uid, one.revision)


def press(client, contract, act, **typed):
    """Press a button on the page as it was opened; the page that follows."""
    typed = {"revision": contract.revision} | typed
    return client.post(f"/review/contract/{contract.uid}/{act}/?queue=mine", typed, follow=True)


def test_work_begins_where_the_role_works():
    """A registrar with what is to be accepted, a reviewer with second reviews."""
    register = small_register()
    begins = {
        register.registrar: "/review/queue/accept/",
        register.reviewer: "/review/queue/second/",
        person("administrator", organisation=register.offices.guangdong): "/review/queue/all/",
    }
    for actor, address in begins.items():
        assert signed_in(actor).get("/review/").headers["Location"] == address


def test_who_works_for_no_agency_has_no_queue():
    """An applicant, a tax officer and a statistician may not; somebody without log-in neither."""
    register = small_register()
    for actor in (
        register.owner,
        person("tax", organisation=register.offices.tax),
        person("statistician", organisation=register.offices.guangdong),
    ):
        for address in ("/review/", "/review/queue/all/"):
            assert signed_in(actor).get(address).status_code == 403
    one = register.submitted()
    assert signed_in(register.owner).get(f"/review/contract/{one.uid}/").status_code == 403


def test_a_contract_of_another_place_is_not_there():
    """Neither its page nor its buttons; the answer is that of a contract that does not exist."""
    register = small_register()
    one = register.submitted()
    stranger = signed_in(person("registrar", organisation=register.offices.other_agency))
    nowhere = "00000000-0000-4000-8000-000000000000"
    answers = [
        stranger.get(f"/review/contract/{one.uid}/"),
        stranger.get(f"/review/contract/{nowhere}/"),
        stranger.post(f"/review/contract/{one.uid}/accept/", {"revision": one.revision}),
        signed_in(register.registrar).post(f"/review/contract/{one.uid}/nonsense/", {}),
    ]
    assert [each.status_code for each in answers] == [404] * 4
    foreign, absent = (each.content.decode() for each in answers[:2])
    told = re.sub("[A-Za-z0-9]{64}", "", foreign.replace(str(one.uid), nowhere))
    assert told == re.sub("[A-Za-z0-9]{64}", "", absent)
    one.refresh_from_db()
    assert one.state == "submitted"


def test_a_queue_shows_its_contracts_in_both_languages():
    register = small_register()
    register.submitted(project_name="<b>量子</b> & 精密测量")
    zh = signed_in(register.registrar).get("/review/queue/accept/").content.decode()
    en = signed_in(register.registrar, "en").get("/review/queue/accept/").content.decode()
    assert "&lt;b&gt;量子&lt;/b&gt; &amp; 精密测量" in zh
    assert "待受理" in zh
    assert "还剩 5 个工作日" in zh
    assert "To accept" in en
    assert "due in 5 working days" in en


def test_an_unknown_queue_leads_to_the_first():
    register = small_register()
    answer = signed_in(register.registrar).get("/review/queue/nonsense/")
    assert answer.headers["Location"] == "/review/"


def test_several_are_accepted_from_the_queue():
    """What was ticked and has been accepted by somebody else meanwhile is told."""
    register = small_register()
    one, two, gone = (register.submitted() for _ in range(3))
    ticked = [f"{each.uid}:{each.revision}" for each in (one, two, gone)]
    actions.accept(register.registrar, gone.uid, gone.revision)
    client = signed_in(register.registrar)
    page = client.post("/review/accept-several/", {"contract": ticked}, follow=True)
    text = page.content.decode()
    assert "已受理 2 件。" in text
    assert str(gone.uid)[:8] in text
    nothing = client.post("/review/accept-several/", {"contract": ["x", "y:z"]}, follow=True)
    assert "请勾选 1 至 100 件。" in nothing.content.decode()


def test_findings_are_saved_field_by_field():
    """Type and technical value by deductions; the page says what the applicant had stated, and
    what was computed stands in the field."""
    register = small_register()
    one = accepted(register)
    page = press(
        signed_in(register.registrar),
        one,
        "decide",
        contract_type="12",
        technical_value="100000.00",
        deduction_what=["设备购置费", ""],
        deduction_amount=["1.5万", ""],
    )
    text = page.content.decode()
    assert page.status_code == 200
    assert page.context["typed"].decided["technical_value"] == "108,456.78"
    assert "已保存审核意见。" in text
    assert "申请人填报： 委托开发" in text
    one.refresh_from_db()
    assert (one.version.contract_type, one.version.technical_value) == ("12", 10_845_678)
    assert [(each.what, each.amount) for each in one.version.deductions.all()] == [
        ("设备购置费", 1_500_000)
    ]


def test_nothing_that_was_typed_is_lost():
    """More is deducted than there is, and an amount cannot be read: the page comes back with all
    that was typed, says what is wrong, and nothing was saved."""
    register = small_register()
    one = accepted(register)
    client = signed_in(register.registrar)
    typed = {
        "deduction_what": ["设备"],
        "deduction_amount": ["9999万"],
        "note_value": "请核对总额",
        "reason": "说了一半的理由",
    }
    page = press(client, one, "decide", **typed)
    text = page.content.decode()
    assert page.status_code == 422
    assert "扣除合计超过合同成交金额，请核对。" in text
    for words in ("设备", "9999万", "请核对总额", "说了一半的理由"):
        assert words in text
    page = press(client, one, "decide", **(typed | {"deduction_amount": ["十来万"]}))
    assert page.status_code == 422
    assert "扣除项“设备”：" in page.content.decode()
    assert "十来万" in page.content.decode()
    many = {"deduction_what": ["x"] * 21, "deduction_amount": ["1"] * 21}
    assert "扣除项目最多 20 项，请合并。" in press(client, one, "decide", **many).content.decode()
    assert one.versions.count() == 1


def test_the_address_of_a_button_leads_to_the_page():
    """After a refusal the address is that of the button; a change of language comes back to it."""
    register = small_register()
    one = accepted(register)
    answer = signed_in(register.registrar).get(f"/review/contract/{one.uid}/refuse/?queue=mine")
    assert answer.headers["Location"] == f"/review/contract/{one.uid}/?queue=mine"


def test_what_was_typed_for_later_stays_on_the_page():
    """Notes and findings are typed, then the contract is taken, or the findings are saved: the
    notes and the reason are still there. Where nothing else was typed the page is opened anew."""
    register = small_register()
    one = register.submitted()
    client = signed_in(register.registrar)
    typed = {"note_value": "请核对总额", "reason": "一半的理由"}
    page = press(client, one, "accept", **typed)
    assert page.status_code == 200
    assert page.redirect_chain == []
    for words in ("已受理", "请核对总额", "一半的理由"):
        assert words in page.content.decode()
    one.refresh_from_db()
    page = press(client, one, "decide", contract_type="12", **typed)
    text = page.content.decode()
    assert "请核对总额" in text
    assert f'name="revision" value="{one.revision + 1}"' in text
    one.refresh_from_db()
    assert (
        press(client, one, "release", deduction_what="x", deduction_amount="十来万").status_code
        == 200
    )
    one.refresh_from_db()
    assert len(press(client, one, "take").redirect_chain) == 1


def test_an_application_is_returned_with_notes_on_fields():
    """The reason and the notes; without a reason nothing happens."""
    register = small_register()
    one = accepted(register)
    client = signed_in(register.registrar)
    page = press(client, one, "return", note_value="请核对总额。")
    assert page.status_code == 422
    assert "请写明理由。" in page.content.decode()
    assert "请核对总额。" in page.content.decode()
    page = press(client, one, "return", note_value="请核对总额。", reason="请补充附件。")
    assert "已退回补正" in page.content.decode()
    assert sorted((each.field, each.text) for each in one.notes.all()) == [
        ("", "请补充附件。"),
        ("value", "请核对总额。"),
    ]


@pytest.mark.parametrize(
    "typed",
    [
        {"technical_value": "9" * 30},
        {"technical_value": "-5"},
        {"technical_value": "12,34万万"},
        {"technical_value": "\u202e1000"},
        {"contract_type": "99999999999999999999"},
        {"technical_field": "<script>"},
        {"deduction_what": ["x"], "deduction_amount": ["9" * 30]},
        {"deduction_what": ["x" * 5000], "deduction_amount": ["0"]},
        {"deduction_what": [""], "deduction_amount": ["5"]},
    ],
)
def test_what_cannot_be_a_finding_is_said(typed):
    """By field, as a page that can be corrected; nothing is saved."""
    register = small_register()
    one = accepted(register)
    assert press(signed_in(register.registrar), one, "decide", **typed).status_code == 422
    one.refresh_from_db()
    assert one.versions.count() == 1


def test_a_sign_that_no_text_has_is_refused_everywhere():
    """NUL, in what is typed and in what is looked for: 400, and nothing changes."""
    register = small_register()
    one = accepted(register)
    client = signed_in(register.registrar)
    for name in ("q", "agency", "state", "after"):
        assert client.get("/review/queue/all/", {name: "a\0bc"}).status_code == 400
    sent = {"revision": one.revision, "reason": "理\0由", "note_value": "\0请核对"}
    assert client.post(f"/review/contract/{one.uid}/return/", sent).status_code == 400
    one.refresh_from_db()
    assert (one.state, one.notes.count()) == ("accepted", 0)


def test_registering_keeps_findings_that_were_not_saved():
    """Somebody changes the type and presses "register" at once: the changed type is registered.
    The number stands on the page that follows."""
    register = small_register()
    one = accepted(register)
    page = press(signed_in(register.registrar), one, "register", contract_type="12")
    one.refresh_from_db()
    assert one.state == "registered"
    assert one.standing.contract_type == "12"
    text = page.content.decode()
    assert f'<span class="big-number">{one.registration_number}</span>' in text


def test_registering_as_it_stands_makes_no_findings():
    """The form has what was applied for: one more version, that of the registration."""
    register = small_register()
    one = accepted(register)
    typed = {"contract_type": "11", "technical_value": "10万", "ip_type": "1"}
    press(signed_in(register.registrar), one, "register", **typed)
    one.refresh_from_db()
    assert (one.state, one.versions.count()) == ("registered", 2)


def test_a_stale_page_changes_nothing_and_keeps_what_was_typed():
    """A colleague has taken it since the page was opened."""
    register = small_register()
    one = accepted(register)
    colleague = person("registrar", organisation=register.offices.agency)
    page = signed_in(colleague)
    press(page, one, "take")
    answer = press(signed_in(register.registrar), one, "return", reason="退回的理由")
    assert answer.status_code == 409
    assert "退回的理由" in answer.content.decode()
    one.refresh_from_db()
    assert (one.state, one.clerk) == ("accepted", colleague.user)


@pytest.mark.parametrize("revision", ["", "-1", "1e9", "99999999999999999999", "①"])
def test_a_tampered_revision_is_a_stale_page(revision):
    register = small_register()
    one = accepted(register)
    answer = press(signed_in(register.registrar), one, "release", revision=revision)
    assert answer.status_code == 409


def test_taken_and_put_back():
    register = small_register()
    one = accepted(register)
    client = signed_in(register.registrar)
    assert "已放回，其他人可以领办。" in press(client, one, "release").content.decode()
    one.refresh_from_db()
    assert one.clerk is None
    assert "由您办理。" in press(client, one, "take").content.decode()
    one.refresh_from_db()
    assert one.clerk == register.registrar.user


def test_refusal_names_a_published_ground_in_force():
    """Those of 2026, and none of the list before; without one nothing happens."""
    register = small_register()
    one = accepted(register)
    client = signed_in(register.registrar)
    text = client.get(f"/review/contract/{one.uid}/").content.decode()
    assert "标的不明确" in text
    assert "不属于技术合同" not in text
    assert press(client, one, "refuse", reason="标的不清。").status_code == 422
    page = press(client, one, "refuse", reason="标的不清。", ground="2026-2")
    assert "已决定不予登记。" in page.content.decode()
    one.refresh_from_db()
    assert (one.state, one.refusal_ground) == ("refused", "2026-2")


def test_the_way_through_second_review():
    """Passed on with the button, agreed to by the city, registered; the page of a contract that
    must wait has no button to register."""
    register = small_register()
    one = accepted(register, value="8000000", technical_value="6000000")
    clerk, reviewer = signed_in(register.registrar), signed_in(register.reviewer)
    text = clerk.get(f"/review/contract/{one.uid}/").content.decode()
    assert "登记前须经复核：" in text
    assert "/register/" not in text
    press(clerk, one, "pass_on", reason="请复核。")
    one.refresh_from_db()
    assert one.state == "second_review"
    assert press(reviewer, one, "hand_back").status_code == 422
    page = press(reviewer, one, "agree")
    assert "复核同意，已交回登记机构办理。" in page.content.decode()
    one.refresh_from_db()
    text = clerk.get(f"/review/contract/{one.uid}/").content.decode()
    assert "复核已同意。" in text
    press(clerk, one, "register")
    one.refresh_from_db()
    assert one.state == "registered"


def test_the_page_shows_checks_with_explanations_and_attachments():
    """The applicant's word on a soft rule, files with their size, the history with names."""
    register = small_register()
    one = accepted(register)
    Attachment.objects.create(
        contract=one, position=1, title="合同文本", media_type="application/pdf", size=2_345_678,
        sha256="ab" * 32,
    )  # fmt: skip
    withdrawn = {"position": 2, "media_type": "image/png", "size": 10, "sha256": "cd" * 32}
    Attachment.objects.create(contract=one, title="撤回的", withdrawn=True, **withdrawn)
    text = signed_in(register.registrar).get(f"/review/contract/{one.uid}/").content.decode()
    assert "申请人说明： 属实。" in text
    assert "合同文本" in text
    assert "2.3 MB" in text
    assert "撤回的" not in text
    assert register.registrar.user.name in text
    assert "壹拾贰万叁仟肆佰伍拾陆元柒角捌分" in text


def test_the_page_shows_the_parties_as_they_are_recorded():
    """Identifier, address and representative, to compare with the paper; what their records break;
    and whether the agency has seen the seller's papers."""
    register = small_register()
    Party.objects.filter(pk=register.seller.pk).update(
        identifier="91440300708461136T", address="深圳市南山区科技路 1 号", confirmed=True
    )
    one = accepted(register)
    text = signed_in(register.registrar).get(f"/review/contract/{one.uid}/").content.decode()
    for words in ("91440300708461136T", "深圳市南山区科技路 1 号", "证件已核"):
        assert words in text
    assert "买方 · 武汉第一医院信号所" in text


def test_the_page_shows_what_changed_since_it_was_returned():
    """The field that the applicant corrected, what it held before, and the note on it."""
    from techmarket.web.contracts.actions import applying, deciding

    register = small_register()
    one = accepted(register)
    one = deciding.give_back(
        register.registrar, one.uid, one.revision, "请核对。", {"value": "与合同不符。"}
    )
    one = applying.save(register.owner, one.uid, one.revision, {"value": "200000"})
    one = applying.submit(register.owner, one.uid, one.revision)
    text = signed_in(register.registrar).get(f"/review/contract/{one.uid}/").content.decode()
    assert "上次提交： 123,456.78 元" in text
    assert "退回意见： 与合同不符。" in text
