"""# The other party

Found by name or identifier, or entered anew; what others see of it.
"""

from __future__ import annotations

import re

import pytest

from files_to_attach import text_of
from official_client import signed_in
from register_people import party, person, small_register, sound
from techmarket.web.applying.actions.entering import enter_party
from techmarket.web.applying.parties_found import find
from techmarket.web.contracts.actions import applying
from techmarket.web.pages.refused import MayNot, Refused
from techmarket.web.parties.models import Party

pytestmark = pytest.mark.django_db

CODE = "91440300708461136T"
"""A unified social credit code that is sound."""

NEW = {"name": "深圳新湖材料有限公司", "kind": "150", "region": "440300", "identifier": CODE}


def names(actor, text: str) -> list[str]:
    """Names that a search finds."""
    return [one.name for one in find(actor, text)]


def test_found_in_any_way_of_writing():
    """Without the legal form, with other brackets, in traditional characters; by number; and by the
    whole identifier, in small letters as well. One character finds nothing.
    """
    register = small_register()
    wanted = party("华（中国）電子有限公司", identifier=CODE, identifier_type="uscc")
    for text in ("华中国电子", "华(中国)電子", CODE, CODE.lower(), wanted.party_id):
        assert wanted.name in names(register.owner, text), text
    assert names(register.owner, "华") == []
    assert names(register.owner, CODE[:17]) == []


def test_others_see_name_place_and_kind_and_nothing_else():
    """No address, no identifier, no telephone of a party that is not one's own."""
    register = small_register()
    party(
        "东湖光学有限公司",
        identifier=CODE,
        identifier_type="uscc",
        address="东湖路1号",
        telephone="027-87654321",
    )
    draft = applying.begin(register.owner, {})
    page = text_of(
        signed_in(register.owner).get(f"/contracts/{draft.uid}/find/buyer/?find:buyer=东湖光学")
    )
    assert "东湖光学有限公司" in page
    assert "深圳市 · 有限责任公司" in page
    for hidden in (CODE, "东湖路", "87654321"):
        assert hidden not in page


def test_natural_persons_are_found_by_whoever_knows_their_number():
    """Or by whoever entered them: their names are nobody else's to browse."""
    register = small_register()
    number = "440301199001011235"
    one = party("王小明", kind="600", identifier=number, identifier_type="citizen_number")
    assert names(register.owner, "王小明") == []
    assert names(register.owner, number) == ["王小明"]
    Party.objects.filter(pk=one.pk).update(created_by=register.owner.user)
    assert names(register.owner, "王小明") == ["王小明"]


def test_a_new_party_is_entered():
    """With its identifier's type by law, and the mainland as its country unless said otherwise."""
    register = small_register()
    made = enter_party(register.owner, NEW).party
    assert made is not None
    assert (made.identifier_type, made.country, made.files) == ("uscc", "142", False)
    again = enter_party(register.owner, NEW | {"name": "别的写法"}).party
    assert again == made


def test_a_party_abroad_has_no_identifier():
    """It has a country instead."""
    register = small_register()
    typed = {"name": "Alpen Antriebe GmbH", "kind": "500", "region": "990000", "country": "304"}
    made = enter_party(register.owner, typed).party
    assert made is not None
    assert (made.identifier, made.identifier_type) == (None, None)


def test_what_is_wrong_with_a_new_party():
    """By field, all at once; nothing is entered."""
    register = small_register()
    count = Party.objects.count()
    with pytest.raises(Refused) as found:
        enter_party(register.owner, NEW | {"identifier": "", "name": ""})
    assert str(found.value.text) == "当事人没有登记，请看下面的说明。"
    assert {name: [str(one) for one in texts] for name, texts in found.value.fields.items()} == {
        "name": ["名称：必须填写。"],
        "identifier": ["境内当事人须填写代码。"],
    }
    with pytest.raises(Refused) as wrong:
        enter_party(register.owner, NEW | {"identifier": "91440300708461136X"})
    assert set(wrong.value.fields) == {"identifier"}
    with pytest.raises(MayNot):
        enter_party(register.registrar, NEW)
    assert Party.objects.count() == count


def test_parties_of_the_same_name_are_shown_first():
    """Is it one of them? Chosen, it is put into the draft; if it is another one, it is entered."""
    register = small_register()
    known = party("深圳新湖材料股份有限公司")
    draft = applying.begin(register.owner, sound(register.seller, register.buyer))
    client = signed_in(register.owner)
    address = f"/contracts/{draft.uid}/new-party/buyer/"
    asked = re.search(
        r'<label for="identifier">(.*?)</label>', client.get(address).content.decode()
    )
    assert asked is not None
    assert "选填" not in asked[1]
    page = client.post(address, NEW)
    assert re.findall(r'name="is" value="(\w+)"', page.content.decode()) == [
        known.party_id,
        "another",
    ]
    client.post(address, NEW | {"is": known.party_id})
    draft.refresh_from_db()
    assert draft.draft["buyer_id"] == known.party_id
    client.post(address, NEW | {"is": "another"})
    draft.refresh_from_db()
    assert Party.objects.get(party_id=draft.draft["buyer_id"]).name == NEW["name"]


def test_a_search_without_scripts():
    """The button keeps the page and shows what it found; the other one leads to a new party, with
    the name that was looked for.
    """
    register = small_register()
    draft = applying.begin(register.owner, {})
    client = signed_in(register.owner)
    sent = {"revision": draft.revision, "own_side": "seller", "find:buyer": "第一医院"}
    page = client.post(
        f"/contracts/{draft.uid}/edit/parties/", sent | {"go": "find:buyer"}, follow=True
    )
    assert f'name="buyer_id" value="{register.buyer.party_id}"' in page.content.decode()
    draft.refresh_from_db()
    page = client.post(
        f"/contracts/{draft.uid}/edit/parties/",
        sent | {"go": "new:buyer", "revision": draft.revision},
        follow=True,
    )
    assert 'value="第一医院"' in page.content.decode()


def test_a_party_number_that_is_none_is_told():
    """Somebody who types one into the address or the form is told to choose again."""
    register = small_register()
    draft = applying.begin(register.owner, sound(register.seller, register.buyer, buyer_id="P9"))
    assert [str(one) for one in applying.check(draft)[1]["buyer_id"]] == [
        "没有这个注册号的当事人，请重新选择。"
    ]


def test_a_filer_of_a_college_enters_parties_as_well():
    """Whoever files may name whom the contract is with."""
    register = small_register()
    filer = person("filer", party=register.seller)
    assert enter_party(filer, NEW).party is not None
