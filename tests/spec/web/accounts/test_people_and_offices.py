"""# People and offices

Who adds whom, and where. Not here: opening an account.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from official_client import signed_in
from page_words import errors, notices, words
from register_people import SINCE, Register, party, person, small_register, sound, unit
from techmarket.web.accounts.actions import passwords, people, units
from techmarket.web.accounts.actor import Actor, actors_of
from techmarket.web.accounts.models import Membership, User
from techmarket.web.contracts.actions import applying
from techmarket.web.history.models import Event
from techmarket.web.organisations import actions
from techmarket.web.organisations.actions import OfficeTyped
from techmarket.web.organisations.models import Organisation
from techmarket.web.organisations.tree import path_on
from techmarket.web.pages.refused import MayNot, NotYours, Refused

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate


def administrator(register: Register) -> Actor:
    """Of the province of Guangdong."""
    return person("administrator", organisation=register.offices.guangdong)


def office(**changed: object) -> OfficeTyped:
    """An agency as somebody typed it."""
    told: dict[str, object] = {
        "code": "440302",
        "kind": "agency",
        "region": "440305",
        "name_zh": "深圳市南山区技术合同登记处",
        "name_en": "Nanshan agency",
        "takes_applications": True,
    }
    return OfficeTyped(**(told | changed))  # type: ignore[arg-type]


def refused(act: object, *told: object, **named: object) -> dict[str, list[str]]:
    """What an action refuses, by field, in Chinese."""
    with pytest.raises(Refused) as found:
        act(*told, **named)  # type: ignore[operator]
    return {name: [one.zh for one in texts] for name, texts in found.value.fields.items()}


def test_an_account_holder_adds_a_filer(client: Client) -> None:
    """The password is shown once, and changed at the first log-in; the filer sees the own unit."""
    register = small_register()
    college = unit(register.seller, "微电子学院")
    browser = signed_in(register.owner)
    sent = {"username": "Zhao.Min", "name": "赵敏", "role": "filer", "unit": str(college.pk)}
    page = browser.post("/party/people/add/", sent)
    login, password = words(page, 'class="secret"')
    assert (login, len(password)) == ("zhao.min", 19)
    assert "no-store" in page["Cache-Control"]
    client.post("/login/", {"username": login, "password": password})
    assert client.get("/contracts/")["Location"].startswith("/account/password/")
    user = User.objects.get(username=login)
    (actor,) = actors_of(user)
    assert (actor.party, actor.unit) == (register.seller, college)
    assert Event.objects.get(act="account.give_role").subject_id == str(user.pk)
    applying.begin(register.owner, sound(register.seller, register.buyer))
    own = applying.begin(actor, sound(register.seller, register.buyer))
    assert own.unit == college


def test_what_is_wrong_with_a_person_stands_beside_its_field() -> None:
    """A role of an office, a name that is taken, no name: nobody is added."""
    register = small_register()
    browser = signed_in(register.owner)
    answer = browser.post(
        "/party/people/add/", {"username": register.registrar.user.username, "role": "registrar"}
    )
    assert errors(answer) == [
        "请填写姓名。",
        "这个登录名已被使用，请换一个。",
        "请选择这里有的角色。",
    ]
    long = refused(people.add_person, register.owner, username="a.b", name="赵" * 61, role="filer")
    assert long == {"name": ["有 61 个字符，最多 60 个；请缩短。"]}


def test_units_of_a_party() -> None:
    """Opened, closed to new contracts, opened again; of the own party alone."""
    register = small_register()
    college = units.open_unit(register.owner, " 微电子学院 ")
    assert (college.name, college.active) == ("微电子学院", True)
    assert refused(units.open_unit, register.owner, "微电子学院") == {
        "unit_name": ["已有这个单位。"]
    }
    assert refused(units.open_unit, register.owner, " ") == {"unit_name": ["请填写名称。"]}
    assert not units.close_unit(register.owner, college.pk).active
    assert units.open_unit(register.owner, "微电子学院").pk == college.pk
    stranger = person("owner", party=party("别的公司", register.offices.agency))
    with pytest.raises(NotYours):
        units.close_unit(stranger, college.pk)
    with pytest.raises(NotYours):
        people.add_person(stranger, username="a.b", name="甲", role="filer", unit=college)
    with pytest.raises(MayNot):
        units.open_unit(person("filer", party=register.seller), "材料学院")


@pytest.mark.parametrize("unit_id", ["999999", "x", "²", "-1"])
def test_a_unit_that_is_not_there_is_not_found(unit_id: str) -> None:
    """Whatever is sent in its place."""
    browser = signed_in(small_register().owner)
    sent = {"username": "a.b", "name": "甲", "role": "filer", "unit": unit_id}
    assert browser.post("/party/people/add/", sent).status_code == 404


def test_an_administrator_adds_people_at_and_below_the_own_office() -> None:
    """Not above, not beside, and only in roles that exist there."""
    register = small_register()
    admin = administrator(register)
    user, password = people.add_person(
        admin, username="li.si", name="李四", role="registrar", office=register.offices.agency
    )
    assert user.check_password(password)
    assert user.must_change_password
    for elsewhere in (
        register.offices.centre,
        register.offices.hubei,
        register.offices.other_agency,
    ):
        with pytest.raises(NotYours):
            people.add_person(
                admin, username="x.y", name="甲", role="administrator", office=elsewhere
            )
    told = refused(
        people.add_person,
        admin,
        username="x.y",
        name="甲",
        role="tax",
        office=register.offices.agency,
    )
    assert told == {"role": ["请选择这里有的角色。"]}
    with pytest.raises(NotYours):
        people.add_person(admin, username="x.y", name="甲", role="owner")
    with pytest.raises(MayNot):
        people.add_person(
            register.registrar,
            username="x.y",
            name="甲",
            role="registrar",
            office=register.offices.agency,
        )


def test_a_further_role_of_somebody_who_has_one() -> None:
    """No new password; the same role twice is none; people of others are not taken over."""
    register = small_register()
    admin, agency = administrator(register), register.offices.agency
    name = register.registrar.user.username
    user, password = people.add_person(
        admin, username=name, name="", role="reviewer", office=agency
    )
    assert (password, len(actors_of(user))) == ("", 2)
    told = refused(people.add_person, admin, username=name, name="", role="reviewer", office=agency)
    assert told == {"role": ["此人已有这个角色。"]}
    other = person("registrar", organisation=register.offices.other_agency)
    told = refused(
        people.add_person,
        admin,
        username=other.user.username,
        name="甲",
        role="registrar",
        office=agency,
    )
    assert told == {"username": ["这个登录名已被使用，请换一个。"]}


def test_a_role_ends_at_once() -> None:
    """Open sessions find nothing more; nobody ends the role in which they act, or another's."""
    register = small_register()
    admin = administrator(register)
    browser = signed_in(register.registrar)
    people.end_role(admin, register.registrar.membership.pk)
    assert browser.get("/account-holders/").status_code == 403
    assert Event.objects.latest("position").act == "account.end_role"
    held = Membership.objects.get(pk=register.registrar.membership.pk)
    assert held.valid_to == TODAY() - timedelta(days=1)
    with pytest.raises(Refused) as found:
        people.end_role(admin, admin.membership.pk)
    assert found.value.text.zh == "不能结束自己正在使用的角色，请由另一位管理员办理。"
    for foreign in (register.owner.membership.pk, 0):
        with pytest.raises(NotYours):
            people.end_role(admin, foreign)


def test_a_role_that_began_today_ends_too() -> None:
    """It is not held a day longer than it should be."""
    register = small_register()
    admin = administrator(register)
    user, _ = people.add_person(
        admin, username="li.si", name="李四", role="registrar", office=register.offices.agency
    )
    people.end_role(admin, user.memberships.get().pk)
    assert actors_of(user) == []


def test_access_is_given_anew() -> None:
    """A new password, no one-time device; only of people whose every role is within reach."""
    register = small_register()
    admin = administrator(register)
    browser = signed_in(register.registrar)
    user, password = passwords.give_access_anew(admin, register.registrar.user.pk)
    assert user.check_password(password)
    assert user.must_change_password
    assert not user.staticdevice_set.exists()
    assert browser.get("/").request["PATH_INFO"] == "/"
    assert browser.get("/offices/").status_code == 302
    Membership.objects.create(
        user=user, role="registrar", organisation=register.offices.other_agency, valid_from=SINCE
    )
    for foreign in (user.pk, register.owner.user.pk, 0):
        with pytest.raises(NotYours):
            passwords.give_access_anew(admin, foreign)
    with pytest.raises(Refused) as found:
        passwords.give_access_anew(admin, admin.user.pk)
    assert found.value.text.zh == "不能为自己重置。请在“我的账户”中修改密码。"


def test_an_office_is_founded_below() -> None:
    """With its place in the tree from a day on, and an event."""
    register = small_register()
    admin = administrator(register)
    made = actions.found_office(admin, "440300", office(), date(2026, 1, 1))
    assert made.path == "/000000/440000/440300/440302/"
    assert made.takes_applications
    event = Event.objects.latest("position")
    assert event.after["code"] == "440302"
    assert event.after["valid_from"] == "2026-01-01"
    with pytest.raises(NotYours):
        actions.found_office(admin, "420000", office(code="420199"), date(2026, 1, 1))
    with pytest.raises(MayNot):
        actions.found_office(register.registrar, "440301", office(), date(2026, 1, 1))


@pytest.mark.parametrize(
    ("changed", "since", "said"),
    [
        ({"code": "44030"}, date(2026, 1, 1), {"code": ["代码应为6 位数字。"]}),
        ({"code": "440301"}, date(2026, 1, 1), {"code": ["代码 440301 已被使用，请换一个。"]}),
        ({"kind": "tax"}, date(2026, 1, 1), {"code": ["代码应为T 加行政区划代码。"]}),
        ({"kind": "province"}, date(2026, 1, 1), {"kind": ["这类机构不能设在这里。"]}),
        ({"kind": "x"}, date(2026, 1, 1), {"kind": ["这类机构不能设在这里。"]}),
        ({"region": ""}, date(2026, 1, 1), {"region": ["请从行政区划中选择。"]}),
        ({"name_zh": " "}, date(2026, 1, 1), {"name_zh": ["请填写名称。"]}),
        (
            {"name_zh": "登记\u202e处"},
            date(2026, 1, 1),
            {"name_zh": ["第 3 个字符是看不见的字符 U+202E，请删去后重新输入。"]},
        ),
        ({}, date(1990, 1, 1), {"since": ["不能早于上级机构设立之日。"]}),
    ],
)
def test_an_office_that_cannot_be(
    changed: dict[str, object], since: date, said: dict[str, list[str]]
) -> None:
    """What is wrong stands beside its field, and no office is founded."""
    admin = administrator(small_register())
    before = Organisation.objects.count()
    assert refused(actions.found_office, admin, "440300", office(**changed), since) == said
    assert Organisation.objects.count() == before


def test_an_office_moves() -> None:
    """From a day on, with its past kept; not below itself, nor to where its kind does not stand."""
    register = small_register()
    admin = administrator(register)
    actions.move_office(admin, "440301", "440000", date(2026, 1, 1))
    agency = Organisation.objects.get(code="440301")
    assert agency.path == "/000000/440000/440301/"
    assert path_on(agency, date(2025, 12, 31)) == "/000000/440000/440300/440301/"
    told = refused(actions.move_office, admin, "440300", "440301", date(2026, 2, 1))
    assert told == {"parent": ["这类机构不能设在所选的上级之下，请另选。"]}
    with pytest.raises(Refused) as found:
        actions.move_office(admin, "440301", "440300", date(2026, 1, 1))
    assert found.value.text.zh == "自 2026-01-01 起的隶属关系已登记，请选更晚的日期。"
    for code, parent in (("440000", "440300"), ("440301", "420000"), ("420101", "440000")):
        with pytest.raises(NotYours):
            actions.move_office(admin, code, parent, date(2026, 3, 1))


def test_an_office_closes() -> None:
    """When nothing below it is open; it takes no applications from then on."""
    register = small_register()
    admin, last = administrator(register), date(2026, 12, 31)
    told = refused(actions.close_office, admin, "440300", last, "")
    assert told == {"reason": ["请写明理由。"], "last": ["请先移走或撤销它的下级机构。"]}
    told = refused(actions.close_office, admin, "440301", date(1990, 1, 1), "合并")
    assert told == {"last": ["不能早于设立之日。"]}
    closed = actions.close_office(admin, "440301", last, "合并")
    assert (closed.valid_to, closed.takes_applications) == (last, False)
    with pytest.raises(NotYours):
        actions.close_office(admin, "440000", last, "合并")


def test_an_office_changes_what_it_is_called() -> None:
    """Only what changed is in the event; nothing changed makes none."""
    register = small_register()
    admin = administrator(register)
    typed = office(name_zh="深圳登记处", name_en="", takes_applications=True)
    actions.change_office(admin, "440301", typed)
    event = Event.objects.latest("position")
    assert event.after == {"name_zh": "深圳登记处", "name_en": "深圳登记处"}
    actions.change_office(admin, "440301", typed)
    assert Event.objects.latest("position").position == event.position


def test_pages_of_offices() -> None:
    """The tree from the own office down, found by name; a form of a page does one act."""
    register = small_register()
    browser = signed_in(administrator(register))
    assert words(browser.get("/offices/"), 'class="depth')[0] == "广东省科学技术厅"
    assert words(browser.get("/offices/?q=登记处"), 'class="depth') == ["深圳市技术合同登记处"]
    assert notices(browser.get("/offices/000000/")) == [
        "没有找到，或不在您的权限之内。请从自己的列表中打开。"
    ]
    assert errors(browser.post("/offices/440300/found/", {"kind": "agency"})) == [
        "请填写 1985 至 2099 年间的日期，如 2026-01-31。"
    ]
    for since in ("0001-01-01", "9999-12-31", "2026-02-30"):
        answer = browser.post(
            "/offices/440301/", {"act": "move", "parent": "440000", "since": since}
        )
        assert errors(answer) == ["请填写 1985 至 2099 年间的日期，如 2026-01-31。"]
    sent = {"act": "add_person", "username": "li.si", "name": "李四", "role": "registrar"}
    assert len(words(browser.post("/offices/440301/", sent), 'class="secret"')) == 2
    assert browser.post("/offices/440301/", {"act": "found"}).status_code == 404
    assert browser.get("/offices/440301/found/").status_code == 404
    registrar = signed_in(register.registrar)
    assert registrar.get("/offices/").status_code == 403
    assert registrar.post("/offices/440301/", sent | {"username": "w.w"}).status_code == 403
