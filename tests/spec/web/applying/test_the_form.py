"""# The form of an application

Page by page: what is asked, what is kept, what is told, and when it can be handed in.
"""

from __future__ import annotations

import html
from datetime import timedelta

import pytest
from django.utils import timezone

from files_to_attach import text_of
from official_client import signed_in
from register_people import party, person, small_register, sound
from techmarket.web.applying.questions import STEP_OF, STEPS, not_asked
from techmarket.web.contracts.actions import applying, deciding
from techmarket.web.contracts.facts import APPLIED, OF_A_SIDE
from techmarket.web.contracts.models import Contract
from techmarket.web.history.models import Event
from techmarket.web.history.verify import verify

pytestmark = pytest.mark.django_db


def draft_of(register, **typed: str) -> Contract:
    """A draft with what is needed, and what a test types."""
    return applying.begin(
        register.owner,
        sound(register.seller, register.buyer, **({"technical_field": "0101"} | typed)),
    )


def test_each_declared_field_is_asked_once():
    """Every field that an applicant states stands on exactly one page; kind, region and country of
    the parties follow from the parties.
    """
    from_parties = {f"{side}_{name}" for side in ("seller", "buyer") for name in OF_A_SIDE}
    asked = [question.name for step in STEPS for question in step.questions]
    assert sorted(asked) == sorted({one.name for one in APPLIED} - from_parties)
    assert set(asked) == set(STEP_OF)


def test_only_questions_that_apply_are_asked():
    """The rate of foreign money only, the certificate of a registered right only, the number of a
    project of a programme only, investment and output where a technology is handed over only.
    """
    plain = {"currency": "CNY", "ip_type": "1", "plan_source": "9", "contract_type": "11"}
    always_left_out = {
        "exchange_rate", "ip_certificate", "plan_number", "expected_investment", "expected_output",
    }  # fmt: skip
    assert set(not_asked(plain)) == always_left_out
    assert set(not_asked({})) == always_left_out
    assert "exchange_rate" not in not_asked(plain | {"currency": "USD"})
    assert "ip_certificate" not in not_asked(plain | {"ip_type": "21"})
    assert "ip_certificate" in not_asked(plain | {"ip_type": "9"})
    assert "plan_number" not in not_asked(plain | {"plan_source": "101"})
    assert {"expected_investment", "expected_output"}.isdisjoint(
        not_asked(plain | {"contract_type": "23"})
    )


def test_an_answer_that_is_not_asked_for_any_more_is_emptied_when_the_page_is_saved():
    """A contract in dollars that becomes one in renminbi has no rate left to stand in its way."""
    register = small_register()
    draft = draft_of(register, currency="USD", exchange_rate="7.1")
    client = signed_in(register.owner)
    client.post(
        f"/contracts/{draft.uid}/edit/money/", {"revision": draft.revision, "currency": "CNY"}
    )
    draft.refresh_from_db()
    assert (draft.draft["currency"], draft.draft["exchange_rate"]) == ("CNY", "")


def test_what_cannot_be_read_is_kept_and_shown_again():
    """An amount of thirty digits, a day that is none, a script, letters from right to left: each is
    kept as typed, told of at its field, and never run.
    """
    register = small_register()
    draft = draft_of(register)
    client = signed_in(register.owner)
    typed = {
        "money": {"value": "9" * 30},
        "contract": {
            "project_name": "<script>alert(1)</script>合同\u202e倒写",
            "signing_date": "0001-01-01",
            "end_date": "9999-12-31",
        },
    }
    told = {
        "money": ["金额过大：最多 15 位数字，不超过一百万亿元。请检查单位。"],
        "contract": [
            "第 28 个字符是看不见的字符 U+202E，请删去后重新输入。",
            "签订日期：1985-01-01 至 2099-12-31：签订日期为 0001-01-01。",
            "有效期止：1985-01-01 至 2099-12-31：有效期止为 9999-12-31。",
        ],
    }
    for step, answers in typed.items():
        draft.refresh_from_db()
        page = client.post(
            f"/contracts/{draft.uid}/edit/{step}/",
            {"revision": draft.revision, "go": "save", **answers},
            follow=True,
        )
        draft.refresh_from_db()
        assert {name: draft.draft[name] for name in answers} == answers
        assert "<script>alert" not in page.content.decode()
        for sentence in told[step]:
            assert sentence in text_of(page)
        for answer in answers.values():
            assert html.escape(answer) in page.content.decode()


def test_zero_width_characters_are_told_and_not_removed():
    """What nobody can see is never taken away in silence."""
    register = small_register()
    draft = draft_of(register, project_name="信号\u200b采集模块")
    wrong = applying.check(draft)[1]["project_name"]
    assert [str(one) for one in wrong] == ["第 3 个字符是看不见的字符 U+200B，请删去后重新输入。"]


def test_a_page_is_kept_while_somebody_types():
    """Each pause saves, answers with what is wrong and with the amount in capitals, and leaves what
    is typed alone; empty fields are not told of yet.
    """
    register = small_register()
    draft = applying.begin(register.owner, {"currency": "CNY"})
    answer = signed_in(register.owner).post(
        f"/contracts/{draft.uid}/edit/money/",
        {"revision": draft.revision, "value": "500000", "technical_value": "60万"},
        headers={"HX-Request": "true"},
    )
    draft.refresh_from_db()
    assert draft.draft["value"] == "500000"
    page = answer.content.decode()
    assert f'id="revision" value="{draft.revision}"' in page
    assert "技术交易额不大于合同成交金额" in page
    assert "必须填写" not in page
    assert (
        '"technical_value": {"applies": true, "look": "wrong"}'
        in answer.headers["HX-Trigger-After-Settle"]
    )


def test_a_page_sent_twice_is_kept_once():
    """The second changes nothing, is no error, and leaves no trace."""
    register = small_register()
    draft = draft_of(register)
    client = signed_in(register.owner)
    sent = {"revision": draft.revision, "value": "98765.43", "go": "next"}
    address = f"/contracts/{draft.uid}/edit/money/"
    answers = [client.post(address, sent) for _ in range(2)]
    assert [one.status_code for one in answers] == [302, 302]
    assert answers[1].url == f"/contracts/{draft.uid}/edit/technology/"
    assert Event.objects.filter(act="contract.draft").count() == 1


def test_the_history_tells_only_what_changed():
    """A form is saved many times; each event holds the fields that were typed, not the whole."""
    register = small_register()
    draft = draft_of(register)
    applying.save(register.owner, draft.uid, draft.revision, {"value": "98765.43"})
    event = Event.objects.get(act="contract.draft")
    assert event.before["draft"] == {"value": "123456.78"}
    assert event.after["draft"] == {"value": "98765.43"}
    assert verify().broken is None


def test_a_stale_page_loses_nothing():
    """Of two people with the same page open the second is told (409), finds what they typed still
    in the form and what the other typed beside it, and may save again.
    """
    register = small_register()
    draft = draft_of(register)
    other = person("owner", party=register.seller)
    applying.save(other, draft.uid, draft.revision, {"value": "200000"})
    client = signed_in(register.owner)
    address = f"/contracts/{draft.uid}/edit/money/"
    page = client.post(address, {"revision": draft.revision, "value": "300000"})
    assert page.status_code == 409
    shown = page.content.decode()
    assert 'value="300000"' in shown
    assert "<del>200000</del>" in shown
    assert "已有人办理了这一件。您填写的内容仍在本页" in text_of(page)
    assert "标有“原”的是他人刚刚保存的内容" in text_of(page)
    draft.refresh_from_db()
    assert draft.draft["value"] == "200000"
    assert f'id="revision" value="{draft.revision}"' in shown
    assert client.post(address, {"revision": draft.revision, "value": "300000"}).status_code == 302


def test_a_page_open_while_it_was_submitted():
    """Typing on in a page of an application that a colleague has handed in meanwhile changes
    nothing and says so; what was typed is still there.
    """
    register = small_register()
    one = register.submitted()
    page = signed_in(register.owner).post(
        f"/contracts/{one.uid}/edit/money/", {"revision": one.revision, "value": "300000"}
    )
    assert page.status_code == 409
    assert "合同目前的状态不能“保存”，请查看最新情况。" in text_of(page)
    assert 'value="300000"' in page.content.decode()


def test_tampered_hidden_fields_are_of_no_use():
    """A revision that is no number is that of no page; kind and region of a party are not taken
    from the form, nor are fields of the agency; a side that is none is not there.
    """
    register = small_register()
    draft = draft_of(register)
    client = signed_in(register.owner)
    address = f"/contracts/{draft.uid}/edit/parties/"
    for revision in ("", "-1", "1e9", "9" * 40, "٣"):
        assert (
            client.post(address, {"revision": revision, "is_related_party": "是"}).status_code
            == 409
        )
    client.post(
        address,
        {
            "revision": draft.revision,
            "seller_region": "110000",
            "registration_number": "1" * 16,
            "state": "registered",
            "is_related_party": "是",
        },
    )
    draft.refresh_from_db()
    assert draft.draft["is_related_party"] == "是"
    assert not {"seller_region", "registration_number", "state"} & set(draft.draft)
    assert draft.state == "draft"
    assert client.get(f"/contracts/{draft.uid}/find/tax/").status_code == 404
    assert client.get(f"/contracts/{draft.uid}/edit/nowhere/").status_code == 404


def test_what_is_wrong_stops_submission_and_leads_to_its_field():
    """All problems at once, each a link to its field; nothing is submitted."""
    register = small_register()
    draft = draft_of(register, project_name="", value="十二")
    client = signed_in(register.owner)
    page = client.post(f"/contracts/{draft.uid}/submit/", {"revision": draft.revision})
    assert page.status_code == 422
    shown = page.content.decode()
    assert (
        f'href="/contracts/{draft.uid}/edit/contract/?all#project_name">项目名称：必须填写。'
        in shown
    )
    assert f'href="/contracts/{draft.uid}/edit/money/?all#value">看不懂这个金额。' in shown
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_a_soft_rule_needs_a_word_which_the_reviewer_sees():
    """Without it nothing is submitted; what was explained stays in the page."""
    register = small_register()
    draft = draft_of(register)
    client = signed_in(register.owner)
    doubts = [one.id for one in applying.check(draft)[2]]
    assert doubts == ["contract.industry_served_stated"]
    address = f"/contracts/{draft.uid}/submit/"
    assert client.post(address, {"revision": draft.revision}).status_code == 422
    done = client.post(
        address,
        {"revision": draft.revision, "explain:contract.industry_served_stated": "合同未约定。"},
        follow=True,
    )
    assert "已提交，等待受理。" in text_of(done)
    draft.refresh_from_db()
    assert draft.explanations == {"contract.industry_served_stated": "合同未约定。"}


def test_submitted_twice_is_submitted_once():
    """A button pressed twice makes one version; the second press leads to the same page."""
    register = small_register()
    draft = draft_of(register)
    client = signed_in(register.owner)
    sent = {"revision": draft.revision, "explain:contract.industry_served_stated": "合同未约定。"}
    for _ in range(2):
        answer = client.post(f"/contracts/{draft.uid}/submit/", sent)
        assert answer.url == f"/contracts/{draft.uid}/"
    draft.refresh_from_db()
    assert (draft.state, draft.versions.count()) == ("submitted", 1)


def test_a_contract_that_cannot_be_registered_today_is_told_at_once():
    """One that is signed tomorrow, or that has run out, is not handed in to be refused later."""
    register = small_register()
    today = timezone.localdate()
    late = draft_of(register, signing_date=(today + timedelta(days=1)).isoformat())
    assert "contract.signed_before_registered" in {one.id for one in applying.check(late)[2]}
    past = (today - timedelta(days=1)).isoformat()
    over = draft_of(register, signing_date="2026-01-05", start_date="2026-01-05", end_date=past)
    assert "contract.registered_within_validity_2026" in {
        one.id for one in applying.check(over)[2] if one.hard
    }


def test_nobody_is_asked_about_what_the_agency_does():
    """No rule about its days, numbers and second reviews stands in an applicant's way."""
    register = small_register()
    draft = draft_of(register, value="80000000", technical_value="60000000")
    assert not [
        one.id
        for one in applying.check(draft)[2]
        if "second_review" in one.id or "acceptance" in one.id or "registrar" in one.id
    ]


def test_notes_of_the_agency_stand_at_their_fields():
    """What was returned opens with what is to be corrected, on the list, the page and the form."""
    register = small_register()
    one = register.submitted()
    deciding.give_back(
        register.registrar, one.uid, one.revision, "请补正。", {"value": "请核对金额。"}
    )
    client = signed_in(register.owner)
    for address in ("/contracts/", f"/contracts/{one.uid}/", f"/contracts/{one.uid}/edit/money/"):
        assert "请核对金额。" in text_of(client.get(address))
    assert "请核对金额。" not in text_of(client.get(f"/contracts/{one.uid}/edit/technology/"))


def test_the_buyer_applies_for_an_import():
    """Whoever buys abroad is the buyer, and looks for the seller."""
    register = small_register()
    abroad = party("Alpen Antriebe GmbH", kind="500", region="990000", country="304")
    draft = draft_of(register)
    client = signed_in(register.owner)
    address = f"/contracts/{draft.uid}/edit/parties/"
    client.post(address, {"revision": draft.revision, "own_side": "buyer", "go": "save"})
    draft.refresh_from_db()
    assert (draft.draft["buyer_id"], draft.draft["seller_id"]) == (register.seller.party_id, "")
    client.post(
        address,
        {"revision": draft.revision, "own_side": "buyer", "seller_id": abroad.party_id},
    )
    draft.refresh_from_db()
    assert draft.draft["seller_id"] == abroad.party_id
    assert "Alpen Antriebe GmbH" in text_of(client.get(address))


def test_another_agency_may_be_chosen_until_it_is_submitted():
    """What an agency has seen stays with it."""
    register = small_register()
    draft = draft_of(register)
    client = signed_in(register.owner)
    address = f"/contracts/{draft.uid}/edit/parties/"
    client.post(address, {"revision": draft.revision, "agency": "420101"})
    draft.refresh_from_db()
    assert draft.agency.code == "420101"
    one = register.submitted()
    deciding.give_back(register.registrar, one.uid, one.revision, "请补正。", {})
    page = client.post(
        f"/contracts/{one.uid}/edit/parties/", {"revision": one.revision, "agency": "420101"}
    )
    assert page.status_code == 422
    assert "不能改到这个登记机构；提交过的申请仍由原登记机构办理。" in text_of(page)


def test_english():
    """The same form, in English."""
    register = small_register()
    draft = draft_of(register, value="")
    client = signed_in(register.owner, "en")
    page = text_of(client.get(f"/contracts/{draft.uid}/edit/check/"))
    assert "Contract value: must be given." in page
    assert "Submit" in page
