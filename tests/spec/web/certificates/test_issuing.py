"""Certificates of a registered contract: issued, replaced, revoked; every edition kept.

Not here: what stands on them (`test_documents`), slips and lists.
"""

from __future__ import annotations

import pytest
from django.conf import settings

from register_people import Register, person, small_register
from techmarket.errors import TechmarketError
from techmarket.web.certificates.actions import income
from techmarket.web.certificates.actions.issuing import issue, reissue, revoke
from techmarket.web.certificates.actions.listing import make_list
from techmarket.web.certificates.actions.writing import current_key, keys_folder
from techmarket.web.certificates.file_seal import verify_file
from techmarket.web.certificates.kept_files import kept, path_of
from techmarket.web.certificates.keys import PUBLIC, public_keys
from techmarket.web.certificates.models import Certificate
from techmarket.web.certificates.payload import Proof, verify
from techmarket.web.certificates.scope import certificate_for
from techmarket.web.changes.actions.asking import ask_change
from techmarket.web.changes.actions.deciding import grant
from techmarket.web.changes.actions.ending import revoke as revoke_contract
from techmarket.web.history.models import Event
from techmarket.web.history.verify import verify as verify_history
from techmarket.web.pages.refused import MayNot, NotYours, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def register() -> Register:
    return small_register()


def test_a_certificate_is_issued_sealed_and_kept(register: Register) -> None:
    """The file proves itself by the published keys, and says what the register says."""
    contract = register.registered()
    made = issue(register.registrar, contract.uid, "R")
    assert made.document == f"{contract.registration_number}-R1"
    assert (made.state, made.contract, made.version) == ("valid", contract, contract.standing)
    content = kept(made.sha256)
    keys = public_keys(keys_folder() / PUBLIC)
    proved = verify_file(content, keys)
    assert proved.proof is Proof.VALID
    assert proved.statement is not None
    assert proved.statement.document == made.document
    assert proved.statement.value == 12_345_678
    assert proved.statement.technical_value == 10_000_000
    assert proved.statement.seller == register.seller.name
    assert verify(made.payload, keys).statement == proved.statement
    event = Event.objects.latest("position")
    assert (event.act, event.after["document"]) == ("certificate.issue", made.document)
    assert verify_history().broken is None


def test_a_second_one_is_not_issued_beside_the_first(register: Register) -> None:
    contract = register.registered()
    issue(register.registrar, contract.uid, "R")
    with pytest.raises(Refused) as found:
        issue(register.registrar, contract.uid, "R")
    assert (found.value.code, found.value.status) == ("already_issued", 409)
    assert found.value.text.zh == "已有一份有效的证明。需要更换时请使用“补发”。"
    assert found.value.text.en == "One that holds was issued already. To replace it, reissue it."


def test_a_reissue_replaces_and_keeps_the_old_file(register: Register) -> None:
    """Both editions stay byte for byte; only the newest holds."""
    contract = register.registered()
    first = issue(register.registrar, contract.uid, "R")
    before = kept(first.sha256)
    second = reissue(register.registrar, first.uid, "原件遗失", bilingual=True)
    first.refresh_from_db()
    assert (first.state, first.next_document, first.reason) == (
        "replaced",
        f"{contract.registration_number}-R2",
        "原件遗失",
    )
    assert (second.edition, second.state, second.bilingual) == (2, "valid", True)
    assert kept(first.sha256) == before != kept(second.sha256)
    with pytest.raises(Refused) as found:
        reissue(register.registrar, first.uid, "再来一次")
    assert (found.value.code, found.value.text.en) == (
        "not_valid",
        "This document does not hold any more; look at it again.",
    )


def test_revoking_needs_the_right_and_a_reason(register: Register) -> None:
    """An administrator revokes; a registrar does not; after it a new edition may be issued."""
    contract = register.registered()
    made = issue(register.registrar, contract.uid, "R")
    with pytest.raises(MayNot):
        revoke(register.registrar, made.uid, "误发")
    administrator = person("administrator", organisation=register.offices.agency)
    with pytest.raises(Refused) as found:
        revoke(administrator, made.uid, "  ")
    assert (found.value.code, found.value.text.zh) == ("reason_missing", "请写明理由。")
    with pytest.raises(Refused) as found:
        revoke(administrator, made.uid, "长" * 2001)
    assert found.value.text.en == "A reason has at most 2000 characters."
    revoke(administrator, made.uid, "误发")
    made.refresh_from_db()
    assert (made.state, made.next_document) == ("revoked", "")
    again = issue(register.registrar, contract.uid, "R")
    assert (again.edition, again.replaces) == (2, None)


def test_documents_of_others_are_not_there(register: Register) -> None:
    """Another agency, another party: absent and foreign are the same answer."""
    contract = register.registered()
    made = issue(register.registrar, contract.uid, "R")
    stranger = person("registrar", organisation=register.offices.other_agency)
    other = person("owner", party=register.buyer)
    statistician = person("statistician", organisation=register.offices.agency)
    for actor in (stranger, other, statistician, None):
        with pytest.raises(NotYours):
            certificate_for(actor, made.uid)
    with pytest.raises(NotYours):
        certificate_for(register.owner, "../../etc/passwd")
    tax = person("tax", organisation=register.offices.tax)
    assert {certificate_for(one, made.uid) for one in (register.owner, tax)} == {made}
    with pytest.raises(MayNot):
        issue(register.owner, contract.uid, "T")
    with pytest.raises(NotYours):
        issue(register.registrar, contract.uid, "I")


def test_only_a_registered_contract_has_documents(register: Register) -> None:
    contract = register.accepted()
    with pytest.raises(Refused) as found:
        issue(register.registrar, contract.uid, "R")
    assert found.value.code == "wrong_state"
    assert found.value.text.zh == "合同不在登记有效状态，不能出具文书。"


def test_the_tax_certificate_follows_the_law(register: Register) -> None:
    """A development contract has one; a consulting contract only with the one it belongs to."""
    development = register.registered()
    issue(register.registrar, development.uid, "T")
    consulting = register.registered(contract_type="3", project_name="信号采集模块的技术咨询")
    with pytest.raises(Refused) as found:
        issue(register.registrar, consulting.uid, "T")
    assert found.value.code == "no_tax_relief"
    assert found.value.text.zh == (
        "技术咨询合同只有与技术开发、转让或许可相关的才可免税："
        "请填写所依附的、已登记的技术开发、转让或许可合同的登记编号。"
    )
    with pytest.raises(Refused) as found:
        issue(register.registrar, consulting.uid, "T", related_to="4403012026999999")
    assert found.value.text.zh == "没有这个编号的已登记合同，或其买卖双方与本合同不同。"
    with pytest.raises(Refused):
        issue(
            register.registrar, consulting.uid, "T", related_to=consulting.registration_number or ""
        )
    made = issue(
        register.registrar, consulting.uid, "T", related_to=development.registration_number or ""
    )
    assert made.related_to == development.registration_number


def test_documents_end_with_the_registration(register: Register) -> None:
    """When a contract is revoked, so are its documents, in the same act."""
    contract = register.registered()
    made = [issue(register.registrar, contract.uid, kind) for kind in "RT"]
    administrator = person("administrator", organisation=register.offices.agency)
    revoke_contract(administrator, contract.uid, contract.revision, "1", "法院判决合同无效")
    states = set(
        Certificate.objects.filter(pk__in=[one.pk for one in made]).values_list("state", "reason")
    )
    assert states == {("revoked", "法院判决合同无效")}


def test_a_file_that_is_missing_or_altered_is_told(register: Register) -> None:
    """What was issued is never given out changed."""
    contract = register.registered()
    made = issue(register.registrar, contract.uid, "R")
    path = path_of(made.sha256)
    content = path.read_bytes()
    path.write_bytes(content + b" ")
    with pytest.raises(TechmarketError) as altered:
        kept(made.sha256)
    assert str(altered.value) == (
        f"an issued document was altered ({path}): its SHA-256 is another; restore the folder of "
        "documents from the back-up."
    )
    path.unlink()
    with pytest.raises(TechmarketError) as missing:
        kept(made.sha256)
    assert str(missing.value) == (
        f"an issued document is missing ({path}): No such file or directory; restore the folder "
        "of documents from the back-up."
    )


def test_the_key_lies_in_the_data_folder_for_its_owner_alone(register: Register) -> None:
    issue(register.registrar, register.registered().uid, "R")
    key = current_key(register.registered().registration_date)
    file = keys_folder() / f"{key.public.id}.pem"
    assert keys_folder().parent == settings.DATA
    assert oct(file.stat().st_mode)[-3:] == "600"


def test_documents_follow_an_amendment(register: Register) -> None:
    """Certificates are replaced by what the register says now; lists end; slips stay, since they
    state what was verified of a payment."""
    contract = register.registered()
    kinds = [issue(register.registrar, contract.uid, kind) for kind in "RT"]
    applied = income.apply(
        register.owner,
        contract.uid,
        {"realised_value": "500", "realised_technical_value": "500"},
    )
    slip = income.verify(register.registrar, applied.uid, {}).slips.get()
    listed = make_list(register.owner, [contract.uid])
    asked = ask_change(
        register.owner,
        contract.uid,
        contract.revision,
        "amendment",
        {"technical_value": "90000"},
        "核减设备费用。",
    )
    grant(register.registrar, contract.uid, asked.revision, "同意变更。")
    states = {one.document[-2:]: one.state for one in Certificate.objects.exclude(pk=listed.pk)}
    assert states == {
        "R1": "replaced",
        "T1": "replaced",
        "R2": "valid",
        "T2": "valid",
        "-1": "valid",
    }
    slip.refresh_from_db()
    listed.refresh_from_db()
    assert (slip.state, listed.state) == ("valid", "revoked")
    for one in kinds:
        one.refresh_from_db()
        proved = verify(one.replaced_by.payload, public_keys(keys_folder() / PUBLIC))
        assert proved.statement is not None
        assert (proved.statement.technical_value, proved.statement.version) == (
            9_000_000,
            one.replaced_by.version.number,
        )


def test_a_tax_certificate_ends_when_the_law_grants_it_no_more(register: Register) -> None:
    """The contract turned out to be one of intermediation; only the certificate of recognition
    is replaced."""
    contract = register.registered()
    for kind in "RT":
        issue(register.registrar, contract.uid, kind)
    asked = ask_change(
        register.owner,
        contract.uid,
        contract.revision,
        "amendment",
        {"contract_type": "42"},
        "类别有误。",
    )
    grant(register.registrar, contract.uid, asked.revision, "同意变更。")
    states = {one.document[-2:]: one.state for one in Certificate.objects.all()}
    assert states == {"R1": "replaced", "T1": "revoked", "R2": "valid"}
