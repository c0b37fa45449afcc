"""Pages of documents: what somebody sees and presses.

Not here: what the acts do (`test_issuing`, `test_income`, `test_lists`).
"""

from __future__ import annotations

import pytest

from official_client import signed_in
from register_people import Register, person, small_register
from techmarket.web.certificates.actions.issuing import issue
from techmarket.web.certificates.kept_files import kept
from techmarket.web.certificates.models import Certificate, IncomeVerification

pytestmark = pytest.mark.django_db


@pytest.fixture
def register() -> Register:
    return small_register()


def test_a_registrar_issues_and_the_seller_downloads(register: Register) -> None:
    """The button on the page of the contract; then the file, byte for byte as kept."""
    contract = register.registered()
    page = f"/certificates/contract/{contract.uid}/"
    registrar = signed_in(register.registrar)
    assert "签发证明" in registrar.get(page).text
    answer = registrar.post(f"{page}issue/", {"kind": "R"}, follow=True)
    made = Certificate.objects.get()
    assert made.document in answer.text
    owner = signed_in(register.owner)
    assert made.document in owner.get("/certificates/").text
    assert "签发证明" not in owner.get(page).text
    file = owner.get(f"/certificates/{made.uid}/file/")
    assert file.content == kept(made.sha256)
    assert file.headers["Content-Type"] == "application/pdf"
    assert file.headers["Content-Disposition"] == f'attachment; filename="{made.document}.pdf"'


def test_what_is_refused_comes_back_with_what_was_typed(register: Register) -> None:
    contract = register.registered(contract_type="3")
    registrar = signed_in(register.registrar)
    page = f"/certificates/contract/{contract.uid}/issue/"
    answer = registrar.post(page, {"kind": "T", "related_to": "4403012026000777"})
    assert answer.status_code == 422
    assert "没有这个编号的已登记合同，或其买卖双方与本合同不同。" in answer.text
    assert 'value="4403012026000777"' in answer.text


def test_reissuing_and_revoking_by_buttons(register: Register) -> None:
    contract = register.registered()
    made = issue(register.registrar, contract.uid, "R")
    registrar = signed_in(register.registrar)
    again = registrar.post(f"/certificates/{made.uid}/reissue/", {"reason": "遗失"}, follow=True)
    assert f"{contract.registration_number}-R2" in again.text
    second = Certificate.objects.get(edition=2)
    refused = registrar.post(f"/certificates/{second.uid}/revoke/", {"reason": "误发"})
    assert refused.status_code == 403
    administrator = signed_in(person("administrator", organisation=register.offices.agency))
    administrator.post(f"/certificates/{second.uid}/revoke/", {"reason": "误发"})
    second.refresh_from_db()
    assert second.state == "revoked"


def test_nobody_reaches_what_is_not_theirs(register: Register) -> None:
    """Every address of a document, of a contract and of a verification, for each stranger."""
    contract = register.registered()
    made = issue(register.registrar, contract.uid, "R")
    addresses = [
        f"/certificates/{made.uid}/file/",
        f"/certificates/contract/{contract.uid}/",
        f"/certificates/income/contract/{contract.uid}/",
    ]
    strangers = [
        person("owner", party=register.buyer),
        person("registrar", organisation=register.offices.other_agency),
        person("statistician", organisation=register.offices.agency),
    ]
    for actor in strangers:
        for address in addresses:
            assert signed_in(actor).get(address).status_code in (403, 404), address
    finance = signed_in(person("finance", organisation=register.offices.finance))
    assert finance.get(addresses[0]).status_code == 403
    assert finance.get(addresses[1]).status_code == 200


def test_income_from_application_to_slip(register: Register) -> None:
    """The seller applies, the agency verifies, the slip is there for both."""
    contract = register.registered()
    owner, registrar = signed_in(register.owner), signed_in(register.registrar)
    address = f"/certificates/income/contract/{contract.uid}/"
    assert "申报技术性收入核定" in owner.get(address).text
    wrong = owner.post(address, {"realised_value": "十", "realised_technical_value": "1"})
    assert wrong.status_code == 422
    assert 'value="十"' in wrong.text
    typed = {"realised_value": "6万", "realised_technical_value": "50000", "labour_cost": "20000"}
    owner.post(address, typed)
    applied = IncomeVerification.objects.get()
    assert applied.technical_income == 4_000_000
    assert str(applied.uid) in registrar.get("/certificates/income/").text
    page = f"/certificates/income/{applied.uid}/"
    assert "核定并签发核定表" in registrar.get(page).text
    assert "核定并签发核定表" not in owner.get(page).text
    assert owner.post(page, {"act": "verify"}).status_code == 403
    answer = registrar.post(page, {"act": "verify", "opinion": "同意。"}, follow=True)
    assert f"{contract.registration_number}-I1-1" in answer.text
    assert registrar.post(page, {"act": "verify"}).status_code == 409
    nothing = registrar.post(page, {"act": "dance"})
    assert (nothing.status_code, "没有这项操作。" in nothing.text) == (422, True)
    corrected = registrar.post(
        page, {"act": "correct", "labour_cost": "30000", "technical_income": "", "reason": "漏扣"},
        follow=True,
    )  # fmt: skip
    assert f"{contract.registration_number}-I1-2" in corrected.text
    assert "30,000.00" in corrected.text


def test_a_list_is_made_of_what_is_chosen(register: Register) -> None:
    first, second = register.registered(), register.registered(project_name="另一个项目")
    owner = signed_in(register.owner)
    assert "另一个项目" in owner.get("/certificates/list/").text
    empty = owner.post("/certificates/list/", {})
    assert (empty.status_code, "请至少选择一项合同。" in empty.text) == (422, True)
    owner.post("/certificates/list/", {"contract": [str(first.uid), str(second.uid)]})
    made = Certificate.objects.get(kind="L")
    assert made.document in owner.get("/certificates/?kind=L").text
    assert signed_in(register.reviewer).get("/certificates/list/").status_code == 403


def test_the_list_of_documents_is_narrowed_and_turned(register: Register) -> None:
    contract = register.registered()
    made = issue(register.registrar, contract.uid, "R")
    owner = signed_in(register.owner)
    for query, found in (
        (f"q={made.document}", True),
        ("q=华源", True),
        ("q=4403019999", False),
        ("kind=T", False),
        ("state=valid&kind=R", True),
        (f"before={made.pk}", False),
        ("before=99999999999999999999999&kind=Z", True),
    ):
        assert (made.document in owner.get(f"/certificates/?{query}").text) is found, query
