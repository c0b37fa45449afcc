"""# Opening an account

A party states its record, an agency sees the papers and confirms it. Not here: contracts.
"""

from __future__ import annotations

from datetime import date
from typing import Any
from unittest.mock import patch

import pytest
from django.db import IntegrityError
from django.test import Client, RequestFactory

from official_client import signed_in
from page_words import errors, notices, words
from register_people import Register, party, person, small_register, sound
from techmarket.record.identifiers import make_citizen_number, make_org_code, make_uscc
from techmarket.web.accounts.actions import signing_up
from techmarket.web.accounts.actions.signing_up import FirstPerson
from techmarket.web.accounts.actor import Actor
from techmarket.web.accounts.client_address import client_address
from techmarket.web.accounts.models import SignUps
from techmarket.web.contracts.actions import applying
from techmarket.web.history.models import Event
from techmarket.web.history.verify import verify
from techmarket.web.pages.refused import MayNot, NotYours, Refused
from techmarket.web.parties.alike import parties_alike
from techmarket.web.parties.models import Party

pytestmark = pytest.mark.django_db

USCC = make_uscc("91440300" + make_org_code("51234567"))
PERSON = FirstPerson("chen.jianguo", "陈建国", "a long pass phrase", "a long pass phrase")


def stated(**changed: str) -> dict[str, str]:
    """What somebody types."""
    return {
        "name": "深圳市新光科技有限公司",
        "identifier": USCC,
        "kind": "150",
        "country": "142",
        "region": "440305 南山区",
        "scale": "small",
    } | changed


def sent(**changed: str) -> dict[str, str]:
    """The whole form."""
    return (
        stated()
        | {
            "agency": "440301",
            "username": PERSON.username,
            "person_name": PERSON.name,
            "password": PERSON.password,
            "again": PERSON.again,
        }
        | changed
    )


def wrong(
    typed: dict[str, str], register: Register, person: FirstPerson = PERSON
) -> dict[str, Any]:
    """What is refused, by field, in Chinese."""
    with pytest.raises(Refused) as found:
        signing_up.sign_up(typed, register.offices.agency, person)
    return {name: [one.zh for one in texts] for name, texts in found.value.fields.items()}


def test_a_party_opens_an_account(client: Client) -> None:
    """It is logged in, waits for its agency, and the history says who opened it."""
    register = small_register()
    answer = client.post("/sign-up/", sent(), follow=True)
    made = Party.objects.get(identifier=USCC)
    assert notices(answer) == [
        f"账户已建立，注册号 {made.party_id}。请携带证件到深圳市技术合同登记处确认；"
        "确认之前即可填写草稿。",
        "账户尚待登记机构确认。请携带证件前往： 深圳市技术合同登记处。"
        "确认之前可以填写草稿，不能提交。",
    ]
    assert (made.files, made.confirmed, made.agency) == (True, False, register.offices.agency)
    assert (made.identifier_type, made.region, made.scale) == ("uscc", "440305", "small")
    event = Event.objects.get(act="party.sign_up")
    assert event.after == {
        "party_id": made.party_id,
        "agency": "440301",
        "user": made.created_by_id,
    }
    assert verify().broken is None


def test_nothing_is_submitted_before_the_agency_confirms() -> None:
    """Drafts are written and kept; afterwards they can be submitted."""
    register = small_register()
    new = party("新光", register.offices.agency, confirmed=False)
    owner = person("owner", party=new)
    draft = applying.begin(owner, sound(new, register.buyer))
    words_of = {one.id: "属实。" for one in applying.check(draft)[2] if not one.hard}
    with pytest.raises(Refused) as found:
        applying.submit(owner, draft.uid, draft.revision, words_of)
    assert found.value.text.zh == "账户尚待登记机构核对证件并确认，确认后即可提交；草稿已保存。"
    signing_up.confirm(register.registrar, new.party_id)
    owner.party.refresh_from_db()
    assert applying.submit(owner, draft.uid, draft.revision, words_of).state == "submitted"


def test_what_is_wrong_stands_beside_its_field(client: Client) -> None:
    """Everything at once, and what was typed is still there, but for the passwords."""
    small_register()
    answer = client.post("/sign-up/", sent(name="", kind="150 不存在", password="q7-x", agency=""))
    assert answer.status_code == 422
    assert errors(answer) == [
        "名称：必须填写。",
        "不在代码表中。请从列表中选择。",
        "请选择登记机构。",
        "密码太短：至少 10 个字符。",
        "两次输入的密码不一致。",
    ]
    page = answer.content.decode()
    assert f'value="{USCC}"' in page
    assert 'value="150 不存在"' in page
    assert PERSON.password not in page


@pytest.mark.parametrize(
    ("identifier", "said"),
    [
        (USCC[:-1] + "0", f"统一社会信用代码“{USCC[:-1]}0”的校验码不符，有字符填错。"),
        ("123456780", "组织机构代码“123456780”的校验码不符，有字符填错。"),
        (make_citizen_number("44030019900101123")[:-1] + "A", None),
        ("123", "代码与代码类型同时填写，或同时不填"),
    ],
)
def test_an_identifier_is_checked(identifier: str, said: str | None) -> None:
    """Its type follows from its form; a citizen number is not repeated in the answer."""
    told = wrong(stated(identifier=identifier), small_register())["identifier"][0]
    if said is None:
        assert identifier not in told
    else:
        assert told.startswith(said)


def test_the_type_of_an_identifier_follows_from_it() -> None:
    """Small letters and full-width digits are read as what they stand for."""
    small_register()
    for typed, kind in (
        (USCC.lower(), "uscc"),
        (make_org_code("12345678"), "org_code"),
        (make_citizen_number("44030019900101123"), "citizen_number"),
        (USCC.translate({code: code + 0xFEE0 for code in range(0x30, 0x3A)}), "uscc"),
    ):
        assert signing_up.read_party(stated(identifier=typed)).values["identifier_type"] == kind


def test_one_account_for_each_identifier() -> None:
    """The second is told whom to ask; the database refuses it as well."""
    register = small_register()
    first, _ = signing_up.sign_up(stated(), register.offices.agency, PERSON)
    told = wrong(stated(name="新光"), register, FirstPerson("b.b", "乙", "a long phrase!", "x"))
    assert told["identifier"] == [
        "这个代码已有账户。请向本单位的账户管理员索取用户，或联系当地登记机构。"
    ]
    assert told["again"] == ["两次输入的密码不一致。"]
    with pytest.raises(IntegrityError):
        party("另一个", register.offices.agency, identifier=first.identifier)


@pytest.mark.parametrize(
    ("username", "said"),
    [
        (
            "陈",
            "登录名为 3 至 80 个小写字母、数字、点、横线或 @，以字母或数字开头。",
        ),
        ("Chen.Jianguo", "这个登录名已被使用，请换一个。"),
    ],
)
def test_a_login_name_is_new(username: str, said: str) -> None:
    """And of signs that can be typed everywhere."""
    register = small_register()
    signing_up.sign_up(stated(), register.offices.agency, PERSON)
    told = wrong(
        stated(identifier=make_uscc("91440300" + make_org_code("98765432"))),
        register,
        FirstPerson(username, "乙", "a long phrase!", "a long phrase!"),
    )
    assert told == {"username": [said]}


@pytest.mark.parametrize("name", ["陈\u202e建国", "陈\u200b建国", "陈\x00建国"])
def test_a_name_has_no_characters_that_nobody_sees(name: str) -> None:
    """Neither the party's nor the person's; nothing is removed in silence."""
    register = small_register()
    told = wrong(
        stated(name=name), register, FirstPerson("x.x", name, "a long phrase!", "a long phrase!")
    )
    code = f"U+{ord(name[1]):04X}"
    said = [f"第 2 个字符是看不见的字符 {code}，请删去后重新输入。"]
    assert (told["name"], told["person_name"]) == (said, said)


def test_a_visitor_learns_no_names(client: Client) -> None:
    """Whether a party of the very name that is typed has an account, and which agency to ask; legal
    form, brackets and traditional characters do not matter. No other names, no natural persons.
    """
    register = small_register()
    party("深圳華源電子（中国）公司", register.offices.other_agency)
    party("深圳华源电子技术", register.offices.agency)
    party("深圳华源", register.offices.agency, kind="600")
    page = client.get("/sign-up/alike/", {"name": "深圳華源電子股份有限公司"}).content.decode()
    assert "这个名称的单位已有账户。" in page
    assert "深圳市技术合同登记处" in page
    assert page.count("<li>") == 1
    assert "电子" not in page
    for name in ("（）", "", "深圳", "深圳华", "深圳华源", "华源电子", "深" * 300):
        assert client.get("/sign-up/alike/", {"name": name}).content.strip() == b""
    assert [str(one) for one in parties_alike("深圳华源电子")] == [
        "深圳华源电子有限公司",
        "深圳华源电子技术",
        "深圳華源電子（中国）公司",
    ]


def test_accounts_from_one_network_have_a_limit(client: Client, settings: Any) -> None:
    """Counted are accounts that were opened; what was typed is kept, and tomorrow it goes on."""
    small_register()
    settings.SIGN_UPS_A_DAY = 2
    for number in range(3):
        code = make_uscc("91440300" + make_org_code(f"5123456{number}"))
        form = sent(identifier=code, username=f"chen{number}", name=f"新光科技{number}号公司")
        wrong = client.post("/sign-up/", form | {"again": "else"})
        assert wrong.status_code == 422
        answer = client.post("/sign-up/", form)
        client.logout()
        assert answer.status_code == (302 if number < 2 else 429)
    assert "今天从您的网络建立的账户已达 2 个，请明天再试；急需办理的，请联系当地登记机构。" in (
        answer.content.decode()
    )
    assert 'value="新光科技2号公司"' in answer.content.decode()
    english = client.post("/sign-up/", form, headers={"Accept-Language": "en"})
    assert (
        "2 accounts were opened from your network today. Try again tomorrow, or ask the agency of "
        "your place if it cannot wait." in english.content.decode()
    )
    assert client.post("/sign-up/", form, REMOTE_ADDR="10.0.0.9").status_code == 302
    client.logout()
    assert SignUps.objects.count() == 2
    assert not SignUps.objects.filter(address__contains="127").exists()
    SignUps.objects.update(day=date(2026, 1, 1))
    last = form | {"identifier": make_uscc("91440300" + make_org_code("61234567"))}
    last |= {"username": "chen9", "name": "另一家公司"}
    assert client.post("/sign-up/", last).status_code == 302
    assert [one.number for one in SignUps.objects.all()] == [1]


@pytest.mark.parametrize(
    ("seen", "forwarded", "production", "address"),
    [
        ("10.1.2.3", "", False, "10.1.2.3"),
        ("10.1.2.3", "1.2.3.4", False, "10.1.2.3"),
        ("10.1.2.3", "6.6.6.6, 1.2.3.4", True, "1.2.3.4"),
        ("10.1.2.3", "", True, "10.1.2.3"),
        ("2001:db8:1:2:3:4:5:6", "", False, "2001:db8:1:2::"),
        ("::ffff:10.1.2.3", "", False, "10.1.2.3"),
        ("10.1.2.3", "nonsense", True, ""),
        ("", "", False, ""),
    ],
)
def test_the_address_of_whoever_asks(
    settings: Any, seen: str, forwarded: str, production: bool, address: str
) -> None:
    """What a visitor writes into a header is not believed; IPv6 counts by its network."""
    settings.PRODUCTION = production
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    request = RequestFactory(headers=headers).get("/", REMOTE_ADDR=seen)
    assert client_address(request) == address


def test_the_agency_confirms_or_declines() -> None:
    """Only the agency that was chosen, or one above it; a refusal has a reason."""
    register = small_register()
    made, user = signing_up.sign_up(stated(), register.offices.agency, PERSON)
    stranger = person("registrar", organisation=register.offices.other_agency)
    with pytest.raises(NotYours):
        signing_up.confirm(stranger, made.party_id)
    with pytest.raises(MayNot):
        signing_up.confirm(register.reviewer, made.party_id)
    browser = signed_in(register.registrar)
    address = f"/account-holders/{made.party_id}/"
    assert made.name in browser.get("/account-holders/").content.decode()
    assert errors(browser.post(address, {"decision": "decline"})) == ["请写明理由。"]
    answer = browser.post(address, {"decision": "decline", "reason": "证件不符"}, follow=True)
    assert notices(answer) == ["深圳市新光科技有限公司的账户未予确认。"]
    user.refresh_from_db()
    assert not user.is_active
    event = Event.objects.latest("position")
    assert (event.act, event.reason) == ("party.decline", "证件不符")
    assert browser.get(address).status_code == 404
    signing_up.sign_up(
        stated(), register.offices.agency, FirstPerson("c.c", "丙", *[PERSON.password] * 2)
    )


def test_a_party_changes_its_record() -> None:
    """A new name is confirmed anew; a new telephone is not; the history says what changed."""
    register = small_register()
    made, user = signing_up.sign_up(stated(), register.offices.agency, PERSON)
    signing_up.confirm(register.registrar, made.party_id)
    owner = Actor(user, user.memberships.get())
    browser = signed_in(owner)
    browser.post("/party/", stated(telephone="0755-88881234"))
    made.refresh_from_db()
    assert (made.telephone, made.confirmed) == ("0755-88881234", True)
    assert Event.objects.latest("position").after == {"telephone": "0755-88881234"}
    browser.post("/party/", stated(telephone="0755-88881234", name="深圳市新光集团有限公司"))
    made.refresh_from_db()
    assert made.confirmed is False
    answer = browser.post("/party/", stated(name="", telephone="none"))
    assert (answer.status_code, len(errors(answer))) == (422, 2)
    made.refresh_from_db()
    assert made.name == "深圳市新光集团有限公司"


def test_a_filer_reads_the_record_and_changes_nothing() -> None:
    """The form is not shown; sent all the same, it changes nothing."""
    register = small_register()
    filer = signed_in(person("filer", party=register.seller))
    assert 'name="kind"' not in filer.get("/party/").content.decode()
    filer.post("/party/", stated(name="别的名称"))
    register.seller.refresh_from_db()
    assert register.seller.name == "深圳华源电子有限公司"
    with pytest.raises(MayNot):
        signing_up.change_party(person("filer", party=register.seller), stated())


def test_an_account_holder_who_lost_the_password_comes_to_the_agency() -> None:
    """The registrar finds the account and gives access anew; of filers and of others, no."""
    register = small_register()
    browser = signed_in(register.registrar)
    page = browser.get("/account-holders/", {"q": "华源"})
    assert register.seller.party_id in page.content.decode()
    address = f"/people/{register.owner.user.pk}/access/"
    assert address in browser.get(f"/account-holders/{register.seller.party_id}/").content.decode()
    login, password = words(browser.post(address), 'class="secret"')
    register.owner.user.refresh_from_db()
    assert (login, register.owner.user.check_password(password)) == (
        register.owner.user.username,
        True,
    )
    stranger = person("registrar", organisation=register.offices.other_agency)
    assert signed_in(stranger).post(address).status_code == 404
    filer = person("filer", party=register.seller)
    assert browser.post(f"/people/{filer.user.pk}/access/").status_code == 404
    reviewer = signed_in(register.reviewer)
    assert reviewer.post(address).status_code == 403


def test_an_account_with_contracts_is_not_taken_away() -> None:
    """A party that changed its name is confirmed anew, or corrects it."""
    register = small_register()
    register.submitted()
    Party.objects.filter(pk=register.seller.pk).update(confirmed=False)
    with pytest.raises(Refused) as found:
        signing_up.decline(register.registrar, register.seller.party_id, "证件不符")
    assert found.value.text.zh == (
        "该单位已提交过合同，账户不能撤销。请通知其改正登记信息后再确认。"
    )
    assert signing_up.confirm(register.registrar, register.seller.party_id).confirmed


def test_two_at_once_do_not_get_one_login_name() -> None:
    """The database decides; the other is told, and nothing of theirs is kept."""
    register = small_register()
    taken = FirstPerson(register.owner.user.username, "乙", "a long phrase!", "a long phrase!")
    with patch.object(signing_up, "login_name_wrong", return_value=[]):
        told = wrong(stated(), register, taken)
    assert told == {"username": ["这个登录名已被使用，请换一个。"]}
    assert not Party.objects.filter(identifier=USCC).exists()
