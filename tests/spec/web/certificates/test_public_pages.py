"""Pages for everybody: checking a document, the list of those that ended, the public keys.

Not here: the proof itself (`test_payloads`, `test_documents`).
"""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client

from register_people import Register, person, small_register
from techmarket.web.certificates.actions.issuing import issue, reissue, revoke
from techmarket.web.certificates.actions.listing import make_list
from techmarket.web.certificates.actions.writing import keys_folder
from techmarket.web.certificates.ended_documents import read_list
from techmarket.web.certificates.kept_files import kept
from techmarket.web.certificates.keys import PUBLIC, public_keys, read_keys
from techmarket.web.certificates.models import Certificate
from techmarket.web.changes.actions.ending import revoke as revoke_contract

pytestmark = pytest.mark.django_db


@pytest.fixture
def register() -> Register:
    return small_register()


@pytest.fixture
def made(register: Register) -> Certificate:
    return issue(register.registrar, register.registered().uid, "R")


def given_file(content: bytes) -> str:
    """The answer to a file."""
    file = SimpleUploadedFile("x.pdf", content, "application/pdf")
    return Client().post("/check", {"file": file}).text


def test_whoever_holds_a_document_sees_what_it_states(made: Certificate) -> None:
    """By the code on it, or its text typed in."""
    for query in ({"payload": made.payload}, {"number": f"https://x/check?payload={made.payload}"}):
        text = Client().get("/check", query).text
        assert "属实，且目前有效。" in text
        assert "深圳华源电子有限公司" in text
        assert "人民币壹拾贰万叁仟肆佰伍拾陆元柒角捌分" in text
    english = Client()
    english.cookies["django_language"] = "en"
    assert "Genuine, and it holds." in english.get("/check", {"payload": made.payload}).text


def test_by_number_only_public_facts_are_told(made: Certificate) -> None:
    """Type, dates, agency and states; neither parties nor project nor amounts."""
    for number in (made.number, made.document, f" {made.number} ", "４４" + made.number[2:]):
        text = Client().get(f"/check/{number}").text
        assert made.document in text
        assert "技术开发（委托开发）" in text
        assert "深圳市技术合同登记处" in text
        for hidden in ("深圳华源", "武汉第一医院", "信号采集", "123,456", "10 万元", "人员"):
            assert hidden not in text, hidden


@pytest.mark.parametrize(
    "number",
    [
        *("1", "R1", "4403012026999999", "4403012026000001-R9", "-", "中文", "x" * 3000),
        *("4403012026000001-I99999999999999999999-1", "4403012026000001-R٣", "LQ7K29F3XA1B"),
    ],
)
def test_a_number_that_is_none(register: Register, number: str) -> None:
    register.registered()
    answer = Client().get(f"/check/{number}")
    assert answer.status_code == 200
    assert "没有这个编号，请核对。" in answer.text


def test_a_contract_that_is_not_registered_is_not_there(register: Register) -> None:
    """And one without documents shows how it stands."""
    register.submitted()
    contract = register.registered()
    text = Client().get(f"/check/{contract.registration_number}").text
    assert "没有签发过文书。" in text


def test_what_no_longer_holds_is_said(register: Register, made: Certificate) -> None:
    second = reissue(register.registrar, made.uid, "遗失")
    first = Client().get("/check", {"payload": made.payload}).text
    assert "属实，但已由新的一版替换，请以新版为准。" in first
    assert second.document in first
    revoke(person("administrator", organisation=register.offices.agency), second.uid, "误发")
    assert "属实，但已撤销，请勿采信。" in Client().get("/check", {"payload": second.payload}).text


def test_a_file_is_checked_byte_for_byte(made: Certificate) -> None:
    content = kept(made.sha256)
    assert "文件与签发时一字不差。" in given_file(content)
    assert "这个文件不是签发的原件，或已被改动。" in given_file(content + b" ")
    assert "没有找到登记系统的签名数据。" in given_file(b"%PDF-1.7")
    assert "文件过大" in given_file(b"0" * 20_000_001)
    assert "查验登记证明" in Client().post("/check", {}).text


def test_a_forged_payload_is_not_believed(made: Certificate) -> None:
    """Altered, or of a document that the register does not have."""
    altered = made.payload[:40] + ("A" if made.payload[40] != "A" else "B") + made.payload[41:]
    assert "请勿采信" in Client().get("/check", {"payload": altered}).text
    payload = made.payload
    made.delete()
    assert "登记系统中没有这份文书" in Client().get("/check", {"payload": payload}).text
    for text in ("TM1.", "TM1.AAAA", "TM1." + "A" * 200, "TM1.<script>alert(1)</script>"):
        answer = Client().get("/check", {"payload": text})
        assert answer.status_code == 200
        assert "<script>alert" not in answer.text


def test_the_list_of_ended_documents_is_public_and_signed(
    register: Register, made: Certificate
) -> None:
    """It names documents and no parties; the JSON proves itself by the public keys."""
    contract = made.contract
    assert contract is not None
    second = reissue(register.registrar, made.uid, "遗失")
    listed = make_list(register.owner, [contract.uid])
    administrator = person("administrator", organisation=register.offices.agency)
    revoke_contract(administrator, contract.uid, contract.revision, "1", "张三伪造合同")
    page = Client().get("/revoked").text
    for document in (made.document, second.document, listed.document):
        assert document in page
    for hidden in ("张三", "华源", "信号采集"):
        assert hidden not in page
    assert made.document not in Client().get("/revoked", {"number": "44"}).text
    assert made.document in Client().get("/revoked", {"number": made.document}).text
    assert made.document not in Client().get("/revoked", {"before": str(made.pk)}).text
    keys = read_keys(Client().get("/keys").text, "/keys")
    ended = read_list(Client().get("/revoked.json").text, keys, "/revoked.json")
    states = {name: (one.state, one.next) for name, one in ended.documents.items()}
    assert states == {
        made.document: ("replaced", second.document),
        second.document: ("revoked", ""),
        listed.document: ("revoked", ""),
    }


def test_keys_are_public_from_the_first_day(register: Register) -> None:
    assert len(read_keys(Client().get("/keys").text, "/keys")) >= 1


def test_a_new_key_by_command(made: Certificate) -> None:
    """What the key before signed is still proved."""
    told = io.StringIO()
    before = (keys_folder() / PUBLIC).read_text()
    try:
        call_command("rotate_certificate_key", on=date(2999, 1, 1), stdout=told)
        key = public_keys(keys_folder() / PUBLIC)[-1]
        assert told.getvalue() == f"{key.id}: signs from 2999-01-01 on.\n"
        with pytest.raises(CommandError, match="a key begins on that day or later already"):
            call_command("rotate_certificate_key", on=date(2999, 1, 1))
        assert "属实，且目前有效。" in Client().get("/check", {"payload": made.payload}).text
    finally:
        (keys_folder() / PUBLIC).write_text(before)
