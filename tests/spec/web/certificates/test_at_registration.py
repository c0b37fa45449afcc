"""# The certificate at registration

An agency issues the certificate as soon as it has registered, unless it has chosen to do so by
hand.
The registration stands in any case; where the certificate could not be made, the page says so.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from official_client import signed_in
from register_people import Register, person, small_register
from techmarket.web.certificates.actions import at_registration
from techmarket.web.certificates.kept_files import kept
from techmarket.web.certificates.models import Certificate
from techmarket.web.contracts.models import Contract
from techmarket.web.history.models import Event
from techmarket.web.history.verify import verify

pytestmark = pytest.mark.django_db

MISSING = "登记证明还没有签发。"


@pytest.fixture
def register(settings: Any, tmp_path: Any) -> Register:
    settings.DATA = tmp_path
    return small_register()


def registered(register: Register) -> tuple[Client, Contract, str]:
    """A contract registered with the button of its page: the client, the contract, the page."""
    one, client = register.accepted(), signed_in(register.registrar)
    address = reverse("review_act", args=[one.uid, "register"])
    page = client.post(address, {"revision": one.revision}, follow=True).content.decode()
    one.refresh_from_db()
    assert one.state == "registered"
    return client, one, page


def test_it_is_issued_at_once(register: Register) -> None:
    """One edition, its file and its event; nothing is left to be done."""
    _, one, page = registered(register)
    made = Certificate.objects.get(contract=one)
    assert (made.kind, made.edition, made.state) == ("R", 1, "valid")
    assert made.document == f"{one.registration_number}-R1"
    assert f"已签发登记证明 {made.document}" in page
    assert MISSING not in page
    assert kept(made.sha256).startswith(b"%PDF")
    acts = list(Event.objects.order_by("position").values_list("act", flat=True))
    assert acts[-2:] == ["contract.register", "certificate.issue"]
    assert verify().broken is None


def test_an_agency_may_issue_by_hand(register: Register) -> None:
    """Its administrator says so on the page of the agency."""
    administrator = signed_in(person("administrator", organisation=register.offices.agency))
    agency = register.offices.agency
    page = administrator.get(reverse("office", args=[agency.code])).content.decode()
    assert "登记时签发登记证明" in page
    administrator.post(
        reverse("office", args=[agency.code]),
        {
            "act": "change",
            "name_zh": agency.name_zh,
            "takes_applications": "是",
            "certifies_at_once": "否",
        },
    )
    agency.refresh_from_db()
    assert not agency.certifies_at_once
    assert agency.takes_applications
    _, _, page = registered(register)
    assert not Certificate.objects.exists()
    assert MISSING not in page


def test_what_could_not_be_issued_is_said(register: Register, monkeypatch: Any) -> None:
    """The contract is registered under its number; the certificate is issued on its page later."""

    def full(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(at_registration, "issue", full)
        client, one, page = registered(register)
    assert one.registration_number
    assert "已登记。" in page
    assert MISSING in page
    assert not Certificate.objects.exists()
    issued = client.post(
        reverse("certificate_issue", args=[one.uid]), {"kind": "R"}, follow=True
    ).content.decode()
    assert f"{one.registration_number}-R1" in issued
    page = client.get(reverse("review_contract", args=[one.uid])).content.decode()
    assert MISSING not in page


def test_somebody_else_was_quicker(register: Register) -> None:
    """One certificate holds, whoever issued it."""
    one = register.registered()
    assert at_registration.is_missing(register.registrar, one)
    assert at_registration.certify(register.registrar, one) is not None
    assert at_registration.certify(register.registrar, one) is None
    assert not at_registration.is_missing(register.registrar, one)
    assert Certificate.objects.count() == 1


def test_only_registrars_are_told(register: Register) -> None:
    """A reviewer issues nothing."""
    one = register.registered()
    assert not at_registration.is_missing(register.reviewer, one)
    assert at_registration.certify(register.reviewer, one) is None
