"""Lists of registered contracts (登记清单), which are no basis for tax relief.

Not here: pages.
"""

from __future__ import annotations

import uuid

import pytest

from register_people import Register, person, small_register, unit
from techmarket.web.certificates.actions.issuing import reissue
from techmarket.web.certificates.actions.listing import make_list
from techmarket.web.certificates.actions.writing import keys_folder
from techmarket.web.certificates.file_seal import verify_file
from techmarket.web.certificates.kept_files import kept
from techmarket.web.certificates.keys import PUBLIC, public_keys
from techmarket.web.certificates.scope import certificates_of
from techmarket.web.changes.actions.ending import revoke
from techmarket.web.pages.refused import MayNot, NotYours, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def register() -> Register:
    return small_register()


def refused(register: Register, *contracts: object) -> Refused:
    """What the seller is answered."""
    with pytest.raises(Refused) as found:
        make_list(register.owner, [one.uid for one in contracts])
    return found.value


def test_a_list_sums_its_contracts(register: Register) -> None:
    """In the order of their numbers; sums over all, and its own number that tells nothing."""
    two, one = register.registered(), register.registered(value="500", technical_value="400")
    made = make_list(register.owner, [one.uid, two.uid], bilingual=True)
    listed = made.listed_contracts.values_list("place", "contract__registration_number")
    assert list(listed) == [(1, two.registration_number), (2, one.registration_number)]
    assert (made.number[0], len(made.number), made.contract) == ("L", 12, None)
    proved = verify_file(kept(made.sha256), public_keys(keys_folder() / PUBLIC))
    told = proved.statement
    assert told is not None
    assert (proved.proof.value, told.contracts) == ("valid", 2)
    assert (told.value, told.technical_value) == (12_345_678 + 50_000, 10_040_000)


def test_large_and_small_contracts_stand_on_lists_of_their_own(register: Register) -> None:
    """The limit itself belongs to the large ones."""
    small = register.registered(value="4999999.99")
    large = register.registered(value="5000000")
    found = refused(register, small, large)
    assert (found.text.zh, found.text.en) == (
        "成交金额 500 万元以上与以下的合同不能列入同一份清单，请分别开具。",
        "Contracts of 500万元 and above stand on a list of their own; make two lists.",
    )
    assert [make_list(register.owner, [one.uid]).kind for one in (small, large)] == ["L", "L"]


def test_only_registered_contracts_of_one_applicant_are_listed(register: Register) -> None:
    registered = register.registered()
    assert refused(register, registered, register.submitted()).text.zh == (
        "清单只能列入登记有效的合同，请去掉已注销、撤销或未登记的。"
    )
    assert refused(register).text.zh == "请至少选择一项合同。"
    many = [uuid.uuid4() for _ in range(501)]
    with pytest.raises(Refused) as found:
        make_list(register.owner, many)
    assert found.value.text.zh == "一份清单最多 500 项合同，现有 501 项。"
    other = small_register_of_another(register)
    with pytest.raises(Refused) as found:
        make_list(register.registrar, [registered.uid, other.uid])
    assert found.value.text.zh == ("一份清单只能列入同一登记主体在同一登记机构的合同，请分别开具。")


def small_register_of_another(register: Register):
    """A contract of another applicant at the same agency."""
    from register_people import party

    seller = party("深圳光明软件有限公司", register.offices.agency)
    owner = person("owner", party=seller)
    mine = register.seller, register.owner
    register.seller, register.owner = seller, owner
    made = register.registered(project_name="另一家的项目")
    register.seller, register.owner = mine
    return made


def test_nothing_of_others_is_listed(register: Register) -> None:
    one = register.registered()
    stranger = person("owner", party=register.buyer)
    with pytest.raises(NotYours):
        make_list(stranger, [one.uid])
    with pytest.raises(NotYours):
        make_list(register.owner, [one.uid, "no-uid"])
    with pytest.raises(MayNot):
        make_list(register.reviewer, [one.uid])
    made = make_list(register.owner, [one.uid])
    filer = person("filer", party=register.seller, unit=unit(register.seller, "一院"))
    actors = (register.owner, register.registrar, stranger, filer)
    assert [made in certificates_of(actor) for actor in actors] == [True, True, False, False]


def test_a_list_ends_when_a_contract_on_it_ends(register: Register) -> None:
    """And it is made anew, not reissued."""
    one, two = register.registered(), register.registered()
    made = make_list(register.owner, [one.uid, two.uid])
    alone = make_list(register.owner, [two.uid])
    with pytest.raises(Refused) as found:
        reissue(register.registrar, made.uid, "遗失")
    assert found.value.text.zh == "清单不能补发，请重新开具。"
    administrator = person("administrator", organisation=register.offices.agency)
    revoke(administrator, one.uid, one.revision, "1", "合同无效")
    made.refresh_from_db()
    alone.refresh_from_db()
    assert (made.state, alone.state) == ("revoked", "valid")
