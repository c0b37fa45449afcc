"""Calls about attachments, certificates and verified income. Not here: the actions themselves."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from register_people import Register, person, small_register, sound
from techmarket.web.api.tokens import make_token
from techmarket.web.certificates.actions import issuing
from techmarket.web.contracts.actions import applying

pytestmark = pytest.mark.django_db
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00"
    b"\x1f\x15\xc4\x89\x00\x00\x00\rIDATx\x9cc\xf8\xff\xff?\x00\x05\xfe\x02\xfe\xa75\x81\x84"
    b"\x00\x00\x00\x00IEND\xaeB`\x82"
)


@pytest.fixture
def register(tmp_path: Any) -> Any:
    """The small register, with a folder of its own for files."""
    with override_settings(DATA=tmp_path):
        yield small_register()


def asked(
    register: Register, method: str, address: str, body: Any = None, **sent: Any
) -> tuple[int, Any]:
    """Status and answer of a call for the seller."""
    client = Client(headers={"Authorization": f"Bearer {make_token(register.owner, 'x')[1]}"})
    if sent:
        answer = client.post(f"/api/v1{address}", sent)
    else:
        text = json.dumps(body) if body is not None else ""
        answer = client.generic(method, f"/api/v1{address}", text, "application/json")
    told = answer.json() if answer["Content-Type"].startswith("application/json") else answer
    return answer.status_code, told


def test_a_file_is_attached_and_its_kind_is_read_from_its_bytes(register: Register) -> None:
    """The same bytes again are the attachment that is there; what is no document is refused."""
    draft = applying.begin(register.owner, sound(register.seller, register.buyer))
    address = f"/contracts/{draft.uid}/attachments"
    status, made = asked(
        register, "POST", address, file=SimpleUploadedFile("a.png", PNG), title="合同扫描件"
    )
    assert (status, made["media_type"], made["title"]) == (201, "image/png", "合同扫描件")
    assert made["sha256"] == sha256(PNG).hexdigest()
    again = asked(register, "POST", address, file=SimpleUploadedFile("a.png", PNG))
    assert again[1]["uid"] == made["uid"]
    status, told = asked(register, "POST", address, file=SimpleUploadedFile("a.pdf", b"#!/bin/sh"))
    assert status == 422
    assert "error" in told
    assert asked(register, "GET", address)[1]["attachments"] == [made]


def test_a_certificate_is_fetched_byte_for_byte(register: Register) -> None:
    """The hash in the list is that of the file."""
    one = register.registered()
    issued = issuing.issue(register.registrar, one.uid, "R")
    status, listed = asked(register, "GET", f"/contracts/{one.uid}/certificates")
    assert status == 200
    (told,) = listed["certificates"]
    assert (told["uid"], told["kind"], told["state"]) == (str(issued.uid), "R", "valid")
    status, answer = asked(register, "GET", f"/certificates/{told['uid']}/file")
    assert status == 200
    assert sha256(answer.content).hexdigest() == told["sha256"]


def test_verification_of_income_is_asked_for(register: Register) -> None:
    """With the rules of the pages: never more than the contract's technical value."""
    one = register.registered()
    address = f"/contracts/{one.uid}/incomes"
    fields = {
        "realised_value": "50000",
        "realised_technical_value": "40000",
        "technical_income": "40000",
    }
    status, made = asked(register, "POST", address, {"fields": fields})
    assert (status, made["position"], made["state"]) == (201, 1, "applied")
    status, told = asked(
        register, "POST", address, {"fields": fields | {"realised_value": "99999999"}}
    )
    assert (status, "error" in told) == (422, True)
    assert [row["uid"] for row in asked(register, "GET", address)[1]["incomes"]] == [made["uid"]]


def test_files_of_others_are_not_there(register: Register) -> None:
    """Neither lists nor files of a contract that another party filed."""
    one = register.registered()
    issued = issuing.issue(register.registrar, one.uid, "R")
    stranger = person("owner", party=register.buyer)
    client = Client(headers={"Authorization": f"Bearer {make_token(stranger, 'x')[1]}"})
    for address in (
        f"/contracts/{one.uid}/attachments",
        f"/contracts/{one.uid}/certificates",
        f"/contracts/{one.uid}/incomes",
        f"/certificates/{issued.uid}/file",
    ):
        assert client.get(f"/api/v1{address}").status_code == 404
