"""Verification of technical income: instalments and deductions, never more than was recognised.

Not here: pages.
"""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from register_people import Register, person, small_register
from techmarket.web.certificates.actions import income
from techmarket.web.certificates.actions.issuing import issue, reissue
from techmarket.web.certificates.actions.writing import keys_folder
from techmarket.web.certificates.file_seal import verify_file
from techmarket.web.certificates.kept_files import kept
from techmarket.web.certificates.keys import PUBLIC, public_keys
from techmarket.web.certificates.models import Certificate, IncomeVerification
from techmarket.web.contracts.models import Contract
from techmarket.web.history.models import Event
from techmarket.web.pages.refused import MayNot, NotYours, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def register() -> Register:
    return small_register()


@pytest.fixture
def contract(register: Register) -> Contract:
    """Value 123,456.78 yuan, of which 100,000.00 technical."""
    return register.registered()


def payment(value: str, technical: str, **more: str) -> dict[str, str]:
    """A payment as typed."""
    return {"realised_value": value, "realised_technical_value": technical} | more


def wrong(found: Refused) -> dict[str, list[str]]:
    """What is wrong, by field, in Chinese."""
    return {name: [one.zh for one in texts] for name, texts in found.fields.items()}


def test_income_is_what_deductions_leave(register: Register, contract: Contract) -> None:
    """Costs are taken off the whole payment; technical income is at most what is left, and at
    most the technical value of the payment. What is not stated is reckoned."""
    first = income.apply(register.owner, contract.uid, payment("50000", "40000"))
    assert (first.position, first.technical_income) == (1, 4_000_000)
    second = income.apply(
        register.owner, contract.uid, payment("5万", "4万", labour_cost="15000", energy_cost="500")
    )
    assert (second.position, second.technical_income) == (2, 3_450_000)
    third = income.apply(
        register.owner, contract.uid, payment("1000", "1000", material_cost="2000")
    )
    assert third.technical_income == 0
    with pytest.raises(Refused) as found:
        income.apply(
            register.owner,
            contract.uid,
            payment("50000", "40000", labour_cost="15000", technical_income="35000.01"),
        )
    assert wrong(found.value) == {
        "technical_income": ["扣除成本后，本次技术性收入最多为 35,000.00 元。"]
    }


def test_instalments_never_sum_to_more_than_was_recognised(
    register: Register, contract: Contract
) -> None:
    """What was verified counts, what was only applied for does not; the limit is exact."""
    one = income.apply(register.owner, contract.uid, payment("90000", "80000"))
    two = income.apply(register.owner, contract.uid, payment("33456.78", "20000.01"))
    income.verify(register.registrar, one.uid, {})
    with pytest.raises(Refused) as found:
        income.verify(register.registrar, two.uid, {})
    assert wrong(found.value) == {
        "realised_technical_value": ["累计超过合同认定的金额：本次最多为 20,000.00 元。"],
        "technical_income": ["累计超过合同认定的金额：本次最多为 20,000.00 元。"],
    }
    done = income.verify(
        register.registrar,
        two.uid,
        {"realised_technical_value": "20000", "technical_income": ""},
    )
    assert done.technical_income == 2_000_000
    with pytest.raises(Refused) as found:
        income.apply(register.owner, contract.uid, payment("0.01", "0"))
    assert wrong(found.value) == {
        "realised_value": ["累计超过合同认定的金额：本次最多为 0.00 元。"]
    }


def test_a_verified_payment_has_its_slip(register: Register, contract: Contract) -> None:
    """The slip proves itself, and the examiner stands on it."""
    applied = income.apply(register.owner, contract.uid, payment("50000", "40000"))
    done = income.verify(register.registrar, applied.uid, {"opinion": "同意。"})
    assert (done.state, done.examiner, done.opinion) == (
        "verified",
        register.registrar.user.name,
        "同意。",
    )
    slip = done.slips.get()
    assert slip.document == f"{contract.registration_number}-I1-1"
    proved = verify_file(kept(slip.sha256), public_keys(keys_folder() / PUBLIC))
    assert proved.statement is not None
    assert (proved.proof.value, proved.statement.income) == ("valid", 4_000_000)
    acts = [one.act for one in Event.objects.order_by("-position")[:2]]
    assert acts == ["certificate.issue", "income.verify"]


def test_a_correction_is_a_new_edition(register: Register, contract: Contract) -> None:
    """The one before stays as it was, and does not count; the slip is replaced."""
    applied = income.apply(register.owner, contract.uid, payment("123456.78", "100000"))
    done = income.verify(register.registrar, applied.uid, {})
    with pytest.raises(Refused) as found:
        income.correct(register.registrar, done.uid, {}, " ")
    assert found.value.code == "reason_missing"
    typed = {"management_cost": "50000", "technical_income": ""}
    corrected = income.correct(register.registrar, done.uid, typed, "漏扣管理费")
    done.refresh_from_db()
    assert (done.state, done.technical_income) == ("corrected", 10_000_000)
    assert (corrected.edition, corrected.position, corrected.technical_income) == (2, 1, 7_345_678)
    states = Certificate.objects.order_by("edition").values_list("edition", "state")
    assert list(states) == [(1, "replaced"), (2, "valid")]
    assert income.open_amounts(contract)["technical_income"] == 10_000_000 - 7_345_678
    with pytest.raises(Refused) as found:
        income.correct(register.registrar, done.uid, {}, "再改")
    assert found.value.text.zh == "这次核定已由他人办理，请查看最新情况。"


def test_a_slip_is_reissued_as_it_was_verified(register: Register, contract: Contract) -> None:
    applied = income.apply(register.owner, contract.uid, payment("50000", "40000"))
    slip = income.verify(register.registrar, applied.uid, {}).slips.get()
    again = reissue(register.registrar, slip.uid, "遗失", bilingual=True)
    assert (again.kind, again.part, again.edition) == ("I", 1, 2)


def test_declining_needs_a_reason(register: Register, contract: Contract) -> None:
    applied = income.apply(register.owner, contract.uid, payment("50000", "40000"))
    with pytest.raises(Refused):
        income.decline(register.registrar, applied.uid, "")
    done = income.decline(register.registrar, applied.uid, "没有付款凭证")
    assert (done.state, done.answer) == ("declined", "没有付款凭证")
    with pytest.raises(Refused) as found:
        income.verify(register.registrar, applied.uid, {})
    assert found.value.status == 409


def test_what_cannot_be_read_or_meant_is_said_by_field(
    register: Register, contract: Contract
) -> None:
    with pytest.raises(Refused) as found:
        income.apply(
            register.owner,
            contract.uid,
            payment("", "-5", labour_cost="十元", finance_head="长" * 61),
        )
    assert set(found.value.fields) == {
        "realised_value",
        "realised_technical_value",
        "labour_cost",
        "finance_head",
    }
    assert found.value.text.zh == "有内容需要改正，尚未保存。"
    assert wrong(found.value)["realised_value"] == ["请填写。"]
    with pytest.raises(Refused) as found:
        income.apply(register.owner, contract.uid, payment("0", "1"))
    assert wrong(found.value) == {
        "realised_value": ["金额应大于零。"],
        "realised_technical_value": ["本次实现技术交易额不大于本次实现合同交易额。"],
    }
    assert not IncomeVerification.objects.exists()


def test_without_a_technical_value_nothing_is_verified(register: Register) -> None:
    contract = register.registered(technical_value="")
    with pytest.raises(Refused) as found:
        income.apply(register.owner, contract.uid, payment("1", "1"))
    assert found.value.text.zh == "合同的技术交易额尚未核定，请先办理变更登记。"


def test_who_may_apply_and_verify(register: Register, contract: Contract) -> None:
    """The seller applies, its agency verifies; others find nothing or may not."""
    with pytest.raises(MayNot):
        income.apply(register.registrar, contract.uid, payment("1", "1"))
    applied = income.apply(register.owner, contract.uid, payment("50000", "40000"))
    with pytest.raises(MayNot):
        income.verify(register.owner, applied.uid, {})
    stranger = person("registrar", organisation=register.offices.other_agency)
    with pytest.raises(NotYours):
        income.verify(stranger, applied.uid, {})
    with pytest.raises(NotYours):
        income.verify(register.registrar, "no-uid", {})
    accepted = register.accepted()
    with pytest.raises(Refused) as found:
        income.apply(register.owner, accepted.uid, payment("1", "1"))
    assert found.value.code == "wrong_state"


def test_the_database_refuses_what_no_action_would_do(
    register: Register, contract: Contract
) -> None:
    """Two verified editions of one payment, or income above the technical value."""
    applied = income.apply(register.owner, contract.uid, payment("50000", "40000"))
    rows = IncomeVerification.objects.filter(pk=applied.pk)
    for columns in (
        {"technical_income": 4_000_001},
        {"realised_technical_value": 5_000_001},
        {"state": "verified"},
        {"state": "unknown"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**columns)
    made = issue(register.registrar, contract.uid, "R")
    documents = Certificate.objects.filter(pk=made.pk)
    for columns in ({"state": "revoked"}, {"kind": "I"}, {"kind": "X"}, {"contract": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            documents.update(**columns)
