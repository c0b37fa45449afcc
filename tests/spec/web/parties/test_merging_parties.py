"""# Two records of one party

A buyer that somebody entered opens an account of its own later: then it stands in the register
twice. An administrator compares both records and merges them; nothing is lost, and what became of
the other record can be traced.
"""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.urls import reverse

from official_client import signed_in
from register_people import Register, party, person, small_register, sound, unit
from techmarket.record.identifiers import make_org_code, make_uscc
from techmarket.web.accounts.actor import Actor
from techmarket.web.applying.actions.entering import enter_party
from techmarket.web.applying.parties_found import find
from techmarket.web.certificates.actions import issuing
from techmarket.web.changes.actions import asking, deciding
from techmarket.web.contracts.actions import applying
from techmarket.web.contracts.models import Contract, Version
from techmarket.web.counting.actions import close
from techmarket.web.history.models import Event
from techmarket.web.history.verify import verify
from techmarket.web.pages.refused import MayNot, NotYours, Refused
from techmarket.web.parties.actions.merging import merge, same_parties
from techmarket.web.parties.merged import by_number
from techmarket.web.parties.models import Party
from techmarket.web.review.queues import QUEUES, Filters, page_of

pytestmark = pytest.mark.django_db

CODE = make_uscc("91420100" + make_org_code("71700000"))
SAME = {"identifier": CODE, "identifier_type": "uscc", "region": "420100"}
WHY = "营业执照一致。"


@pytest.fixture
def register() -> Register:
    """The buyer of its contracts has the identifier."""
    made = small_register()
    Party.objects.filter(pk=made.buyer.pk).update(**SAME)
    made.buyer.refresh_from_db()
    return made


@pytest.fixture
def account(register: Register) -> Party:
    """The same party, with an account at the agency of the seller, and what belongs to it."""
    return party("武汉第一医院信号研究所", register.offices.agency, **SAME)


@pytest.fixture
def chief(register: Register) -> Actor:
    return person("administrator", organisation=register.offices.agency)


def naming() -> list[tuple[type[Model], str]]:
    """The columns of all tables that name a party, found in the models themselves."""
    return [
        (model, one.name)
        for model in apps.get_models()
        for one in model._meta.get_fields()
        if one.many_to_one and one.concrete and one.related_model is Party
    ]


def still_named(gone: Party) -> set[str]:
    """The columns in which a party is named."""
    return {
        f"{model.__name__}.{column}"
        for model, column in naming()
        if model._default_manager.filter(**{column: gone}).exists()
    }


def test_the_account_stays_and_gets_the_contracts(
    register: Register, account: Party, chief: Actor
) -> None:
    """Registered and submitted contracts name the account; a draft that has the old number is read
    with the new one; nothing else names the record that went.
    """
    one, waiting = register.registered(), register.submitted()
    draft = applying.begin(register.owner, sound(register.seller, register.buyer))
    issuing.issue(register.registrar, one.uid, "R")
    gone = register.buyer
    kept = merge(chief, account.party_id, gone.party_id, WHY)
    assert kept == account
    for each in (one, waiting):
        each.refresh_from_db()
        assert {version.buyer_id for version in each.versions.all()} == {account.party_id}
    gone.refresh_from_db()
    assert gone.merged_into == account
    assert still_named(gone) == set()
    submitted = applying.submit(register.owner, draft.uid, draft.revision, {
        rule.id: "属实。" for rule in applying.check(draft)[2] if not rule.hard
    })  # fmt: skip
    assert submitted.version.buyer_id == account.party_id
    assert verify().broken is None


def test_the_entered_record_stays_and_gets_the_account(
    register: Register, account: Party, chief: Actor
) -> None:
    """Its people act for it from then on, and its contracts and units are theirs; another name is
    confirmed anew.
    """
    holder = person("owner", party=account)
    college = unit(account, "一所")
    filed = applying.begin(holder, sound(account, register.seller))
    one = register.registered()
    kept = merge(chief, register.buyer.party_id, account.party_id, WHY)
    assert (kept.files, kept.agency, kept.confirmed) == (True, register.offices.agency, False)
    account.refresh_from_db()
    assert (account.files, account.merged_into) == (False, register.buyer)
    assert still_named(account) == set()
    college.refresh_from_db()
    filed.refresh_from_db()
    holder.membership.refresh_from_db()
    assert (college.party, filed.applicant, holder.membership.party) == (kept, kept, kept)
    assert Contract.objects.get(pk=one.pk).standing.buyer == kept


def test_an_account_of_the_same_name_stays_confirmed(register: Register, chief: Actor) -> None:
    """The agency has seen papers of that name."""
    twin = party(str(register.buyer), register.offices.agency, **SAME)
    assert merge(chief, register.buyer.party_id, twin.party_id, WHY).confirmed


def test_units_of_one_name_become_one(register: Register, account: Party, chief: Actor) -> None:
    """As of an account that was declined once and opened again."""
    mine, other = unit(account, "一所"), unit(register.buyer, "一所")
    clerk = person("filer", party=register.buyer, unit=other)
    merge(chief, account.party_id, register.buyer.party_id, WHY)
    clerk.membership.refresh_from_db()
    assert (clerk.membership.party, clerk.membership.unit) == (account, mine)


def test_closed_periods_keep_their_figures(
    register: Register, account: Party, chief: Actor
) -> None:
    """A version that counts in one names the old record for ever; a later change the other one."""
    year = date.today().year - 1
    old, new = register.registered(), register.registered()
    Contract.objects.filter(pk=old.pk).update(registration_date=date(year, 4, 1))
    Version.objects.filter(pk=old.standing_id).update(valid_from=date(year, 4, 1))
    close(person("administrator", organisation=register.offices.guangdong), str(year))
    merge(chief, account.party_id, register.buyer.party_id, WHY)
    assert Version.objects.get(pk=old.standing_id).buyer == register.buyer
    assert Version.objects.get(pk=new.standing_id).buyer == account
    register.buyer.refresh_from_db()
    assert still_named(register.buyer) == {"Version.buyer"}
    old = Contract.objects.get(pk=old.pk)
    old = asking.ask_change(
        register.owner, old.uid, old.revision, "amendment", {"value": "200000"}, "变更。"
    )
    old = deciding.grant(register.registrar, old.uid, old.revision)
    assert old.standing.buyer == account


def test_it_can_be_traced_back(register: Register, account: Party, chief: Actor) -> None:
    """Every contract says which number it had; the party says what was merged, by whom and why."""
    one = register.registered()
    gone = register.buyer
    merge(chief, account.party_id, gone.party_id, WHY)
    event = Event.objects.get(act="party.merge")
    assert (event.subject_id, event.user_id, event.reason) == (
        str(account.pk), chief.user.pk, WHY,
    )  # fmt: skip
    assert (event.before["number"], event.before["name"]) == (gone.party_id, str(gone))
    told = Event.objects.get(act="contract.party", subject_id=str(one.pk))
    assert (told.before, told.after) == (
        {"buyer_id": gone.party_id},
        {"buyer_id": account.party_id},
    )
    page = signed_in(register.registrar).get(reverse("contract_history", args=[one.uid]))
    assert "当事人记录合并" in page.content.decode()


def test_the_other_number_finds_the_one_that_stays(
    register: Register, account: Party, chief: Actor
) -> None:
    """By number, identifier or name; and the record that went is offered to nobody."""
    gone = register.buyer
    merge(chief, account.party_id, gone.party_id, WHY)
    for text in (gone.party_id, CODE, CODE.lower(), "武汉第一医院信号"):
        assert [one.party_id for one in find(register.owner, text)] == [account.party_id]
    assert by_number([gone.party_id, "P?"]) == {gone.party_id: account, account.party_id: account}
    typed = {"name": "别的写法", "identifier": CODE, "kind": "0231", "region": "420100"}
    assert enter_party(register.owner, typed).party == account
    third = party("武汉第一医院", register.offices.agency, **(SAME | {"identifier": None}))
    Party.objects.filter(pk=third.pk).update(files=False)
    Party.objects.filter(pk=account.pk).update(identifier=None)
    Party.objects.filter(pk__in=(account.pk, third.pk)).update(identifier=CODE)
    merge(chief, third.party_id, account.party_id, WHY)
    assert by_number([gone.party_id])[gone.party_id] == third


def test_contracts_are_found_by_the_name_that_stays(
    register: Register, account: Party, chief: Actor
) -> None:
    """The search of the agencies goes by what the contract says today."""
    one = register.registered()
    merge(chief, account.party_id, register.buyer.party_id, WHY)
    found = page_of(register.registrar, QUEUES["all"], Filters(q="信号研究所")).rows
    assert [each.pk for each in found] == [one.pk]


def test_who_may(register: Register, account: Party, chief: Actor) -> None:
    """An administrator who sees one of the records, and in whose place all of it lies."""
    register.registered()
    numbers = account.party_id, register.buyer.party_id
    with pytest.raises(MayNot):
        merge(register.registrar, *numbers, WHY)
    far = person("administrator", organisation=register.offices.other_agency)
    with pytest.raises(NotYours):
        merge(far, *numbers, WHY)
    assert same_parties(far) == []
    for pair in (
        (account.party_id, account.party_id),
        (account.party_id, register.seller.party_id),
        (account.party_id, "P?"),
    ):
        with pytest.raises(NotYours):
            merge(chief, *pair, WHY)
    merge(chief, *numbers, WHY)
    with pytest.raises(NotYours):
        merge(chief, *numbers, WHY)


def test_what_concerns_other_places_is_for_somebody_above(
    register: Register, account: Party, chief: Actor
) -> None:
    """A contract in Wuhan names the record that would go: the centre merges it."""
    seller = party("武汉卖方有限公司", register.offices.other_agency, region="420100")
    owner = person("owner", party=seller)
    draft = applying.begin(owner, sound(seller, register.buyer))
    applying.submit(owner, draft.uid, draft.revision, {
        rule.id: "属实。" for rule in applying.check(draft)[2] if not rule.hard
    })  # fmt: skip
    with pytest.raises(Refused) as refused:
        merge(chief, account.party_id, register.buyer.party_id, WHY)
    assert refused.value.text.zh == (
        "这两条记录还涉及其他地区的账户或合同，请由共同的上级管理员合并。"
    )
    assert refused.value.text.en == (
        "These records concern an account or contracts of other places too; the administrator "
        "above both places merges them."
    )
    centre = person("administrator", organisation=register.offices.centre)
    assert merge(centre, account.party_id, register.buyer.party_id, WHY) == account


def test_a_reason_is_needed(register: Register, account: Party, chief: Actor) -> None:
    for reason in (" ", "长" * 2001):
        with pytest.raises(Refused) as refused:
            merge(chief, account.party_id, register.buyer.party_id, reason)
        assert refused.value.text.zh == "请写明认定为同一主体的依据，不超过 2000 个字符。"
        assert refused.value.text.en == (
            "Say how it is known that they are one, in at most 2000 characters."
        )


def test_the_database_holds_it_too(register: Register, account: Party) -> None:
    """A merged record files nothing, and is not merged into itself."""
    for wrong in ({"merged_into": register.buyer}, {"merged_into": account, "files": False}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Party.objects.filter(pk=account.pk).update(**wrong)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_on_the_page(register: Register, account: Party, chief: Actor, language: str) -> None:
    """Both side by side; what is missing is said with the choice kept."""
    register.registered()
    client = signed_in(chief, language)
    listed = client.get(reverse("same_parties")).content.decode()
    address = reverse("same_pair", args=[account.party_id, register.buyer.party_id])
    assert address in listed
    page = client.get(address).content.decode()
    assert {"武汉第一医院信号研究所", "武汉第一医院信号所"} <= set(
        re.findall(r"<ins>([^<]*)</ins>", page)
    )
    answer = client.post(address, {"reason": WHY})
    assert (answer.status_code, "stays-wrong" in answer.content.decode()) == (422, True)
    answer = client.post(address, {"stays": account.party_id, "reason": ""})
    assert answer.status_code == 422
    assert f'value="{account.party_id}" checked' in answer.content.decode()
    answer = client.post(address, {"stays": account.party_id, "reason": WHY}, follow=True)
    said = {
        "zh-hans": f"已合并，保留 {account.party_id}。",
        "en": f"Merged; {account.party_id} stays.",
    }
    assert said[language] in answer.content.decode()
    assert client.get(address).status_code == 404
    assert signed_in(register.registrar).get(reverse("same_parties")).status_code == 403


def test_nobody_overtakes_it(register: Register, account: Party, chief: Actor) -> None:
    """Whoever has the page of a contract open sees what was moved before they decide on it."""
    one = register.accepted()
    merge(chief, account.party_id, register.buyer.party_id, WHY)
    assert Contract.objects.get(pk=one.pk).revision == one.revision + 1


def test_tables_are_known() -> None:
    """The test finds columns that name a party; a new one must be moved too, or told here."""
    assert {f"{model.__name__}.{column}" for model, column in naming()} == {
        "Certificate.party", "Contract.applicant", "IncomeVerification.applicant",
        "Membership.party", "Party.merged_into", "PartyUnit.party", "Version.buyer",
        "Version.intermediary", "Version.seller", "Workbook.party",
    }  # fmt: skip
