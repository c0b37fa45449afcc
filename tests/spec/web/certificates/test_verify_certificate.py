"""`techmarket verify-certificate`: a document proved without the register; list of ended ones."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from certificate_contents import ADDRESS, RECOGNITION, key_in
from techmarket.cli.verify_certificate import verify_certificate
from techmarket.errors import TechmarketError
from techmarket.web.certificates.ended_documents import EndedDocument, read_list, written_list
from techmarket.web.certificates.keys import PUBLIC, SigningKey, written_keys
from techmarket.web.certificates.typeset import pdf_of


class Given(NamedTuple):
    """A certificate, as a file and as text, the key that signed it, and the published keys."""

    key: SigningKey
    keys: Path
    pdf: Path
    payload: str
    folder: Path


@pytest.fixture
def given(tmp_path: Path) -> Given:
    key = key_in(tmp_path / "keys")
    content, payload = pdf_of(RECOGNITION, key, ADDRESS)
    pdf = tmp_path / "证明.pdf"
    pdf.write_bytes(content)
    return Given(key, tmp_path / "keys" / PUBLIC, pdf, payload, tmp_path)


FACTS_ZH = """\
  文书: 技术合同认定登记证明
  登记编号: 4403012026000123
  合同类别: 委托开发
  卖方: 深圳华源电子有限公司
  买方: 武汉第一医院信号所
  合同成交金额: 1,234,567.89 元 (人民币壹佰贰拾叁万肆仟伍佰陆拾柒元捌角玖分)
  技术交易额: 987,654.00 元 (人民币玖拾捌万柒仟陆佰伍拾肆元整)
  签订日期: 2026-03-02
  登记日期: 2026-03-20
  签发日期: 2026-03-20
  登记机构: 深圳市技术合同登记处 (440301)
"""
FACTS_EN = """\
  document: Certificate of recognition and registration
  number: 4403012026000123
  contract type: Commissioned development
  seller: 深圳华源电子有限公司
  buyer: 武汉第一医院信号所
  value: 1,234,567.89 yuan
  technical value: 987,654.00 yuan
  signed on: 2026-03-02
  registered on: 2026-03-20
  issued on: 2026-03-20
  agency: 深圳市技术合同登记处 (440301)
"""
UNLISTED_ZH = "未对照撤销名单；请用 --revoked 给出名单，或在登记系统的查验页核对。\n"
UNLISTED_EN = (
    "not compared with the list of revoked documents; give it by --revoked, or look it up on the "
    "register's site.\n"
)


def ended_list(given: Given, *ended: EndedDocument) -> Path:
    """The list as published."""
    file = given.folder / "revoked.json"
    file.write_text(written_list(datetime(2026, 4, 1, 8, tzinfo=UTC), ended, given.key))
    return file


def test_a_file_as_issued(given: Given, capsys: pytest.CaptureFixture[str]) -> None:
    assert verify_certificate(str(given.pdf), given.keys) == 0
    assert capsys.readouterr().out == (
        "4403012026000123-R1: 有效：签名属实，自签发以来未被改动。\n" + FACTS_ZH + UNLISTED_ZH
    )
    assert verify_certificate(str(given.pdf), given.keys, lang="en") == 0
    assert capsys.readouterr().out == (
        "4403012026000123-R1: valid: signed by the register and not altered since.\n"
        + FACTS_EN
        + UNLISTED_EN
    )


def test_the_text_of_the_code(given: Given, capsys: pytest.CaptureFixture[str]) -> None:
    """As scanned, or in a file; whoever proves it compares it with the paper."""
    scanned = given.folder / "scanned.txt"
    scanned.write_text(f"{ADDRESS}/check?payload={given.payload}\n")
    for what in (given.payload, f"{ADDRESS}/check?payload={given.payload}", str(scanned)):
        assert verify_certificate(what, given.keys, lang="en") == 0
        assert capsys.readouterr().out == (
            "4403012026000123-R1: valid: signed by the register and not altered since.\n"
            + FACTS_EN
            + "the data of the QR code was proved; compare it with the paper line by line.\n"
            + UNLISTED_EN
        )
    verify_certificate(given.payload, given.keys)
    assert "查验的是二维码中的数据；请与纸面逐项核对。\n" in capsys.readouterr().out


def test_an_altered_file(given: Given, capsys: pytest.CaptureFixture[str]) -> None:
    """Its payload may be sound; then only what that states is told."""
    given.pdf.write_bytes(given.pdf.read_bytes() + b" ")
    assert verify_certificate(str(given.pdf), given.keys) == 3
    assert capsys.readouterr().out == (
        "4403012026000123-R1: 文件不是签发的原件，或已被改动：二维码中的数据属实，"
        "请只采信下列各项，或从登记系统重新下载。\n" + FACTS_ZH + UNLISTED_ZH
    )
    verify_certificate(str(given.pdf), given.keys, lang="en")
    assert capsys.readouterr().out.startswith(
        "4403012026000123-R1: invalid: this file is not the one that was issued, or was altered; "
        "the data of its QR code is sound: rely on the lines below only, or download it again.\n"
    )


def test_an_altered_payload(given: Given, capsys: pytest.CaptureFixture[str]) -> None:
    altered = given.payload[:40] + ("A" if given.payload[40] != "A" else "B") + given.payload[41:]
    assert verify_certificate(altered, given.keys) == 3
    assert capsys.readouterr().out == "无效：内容与签名不符，已被改动，请勿采信。\n"
    verify_certificate(altered, given.keys, lang="en")
    assert capsys.readouterr().out == (
        "invalid: the content is not what was signed; do not rely on it.\n"
    )


def test_a_key_that_is_unknown_or_was_not_in_force(
    given: Given, capsys: pytest.CaptureFixture[str]
) -> None:
    other = given.folder / "other.json"
    other.write_text(written_keys([key_in(given.folder / "other").public]))
    assert verify_certificate(str(given.pdf), other) == 4
    id = given.key.public.id
    assert capsys.readouterr().out == (
        f"4403012026000123-R1: 无法确认：签名所用密钥 {id} 不在公布之列，请更新密钥文件后再查。\n"
    )
    verify_certificate(str(given.pdf), other, lang="en")
    assert capsys.readouterr().out == (
        f"4403012026000123-R1: not proved: its key {id} is not among the published ones; fetch "
        "the file of keys again.\n"
    )
    late = json.loads(given.keys.read_text())
    late["keys"][0]["valid_from"] = "2026-06-01"
    other.write_text(json.dumps(late))
    assert verify_certificate(str(given.pdf), other) == 4
    assert capsys.readouterr().out == (
        f"4403012026000123-R1: 无效：密钥 {id} 在证明所写的签发日期 2026-03-20 不在使用期内。\n"
    )
    verify_certificate(str(given.pdf), other, lang="en")
    assert capsys.readouterr().out == (
        f"4403012026000123-R1: invalid: its key {id} was not in force on 2026-03-20, its day of "
        "issue.\n"
    )


def test_revoked_and_replaced_ones(given: Given, capsys: pytest.CaptureFixture[str]) -> None:
    listed = ended_list(given, EndedDocument("4403012026000123-R1", "revoked", "2026-03-30"))
    assert verify_certificate(str(given.pdf), given.keys, listed) == 5
    assert capsys.readouterr().out == (
        "4403012026000123-R1: 已撤销：签名属实，但该证明自 2026-03-30 起撤销，请勿采信。\n"
        + FACTS_ZH
        + "已对照截至 2026-04-01T08:00:00+00:00 的撤销名单。\n"
    )
    verify_certificate(str(given.pdf), given.keys, listed, "en")
    assert capsys.readouterr().out.startswith(
        "4403012026000123-R1: revoked: signed by the register, and revoked on 2026-03-30; do not "
        "rely on it.\n"
    )
    next_one = "4403012026000123-R2"
    listed = ended_list(
        given, EndedDocument("4403012026000123-R1", "replaced", "2026-03-30", next_one)
    )
    assert verify_certificate(str(given.pdf), given.keys, listed) == 5
    assert capsys.readouterr().out.startswith(
        "4403012026000123-R1: 已替换：签名属实，但自 2026-03-30 起由 4403012026000123-R2 替换，"
        "请以新证明为准。\n"
    )
    verify_certificate(str(given.pdf), given.keys, listed, "en")
    told = capsys.readouterr().out
    assert told.startswith(
        "4403012026000123-R1: replaced: signed by the register, and replaced by "
        "4403012026000123-R2 on 2026-03-30.\n"
    )
    assert told.endswith(
        "compared with the list of revoked documents as of 2026-04-01T08:00:00+00:00.\n"
    )
    empty = ended_list(given)
    assert verify_certificate(str(given.pdf), given.keys, empty) == 0


def test_a_list_that_the_register_did_not_sign(given: Given) -> None:
    """Altered, or signed by another key: an entry taken out would hide a revocation."""
    listed = ended_list(given, EndedDocument("4403012026000123-R1", "revoked", "2026-03-30"))
    text = listed.read_text()
    for harmed in (text.replace("-R1", "-R7"), text.replace(given.key.public.id, "00000000")):
        listed.write_text(harmed)
        with pytest.raises(TechmarketError) as found:
            verify_certificate(str(given.pdf), given.keys, listed)
        assert str(found.value) == (
            f"the list of revoked documents is not signed by the register ({listed}): no key "
            "among those given signed it as it is; fetch the list and the keys from the "
            "register's site again."
        )
    broken = ["", "{}", "[]", '{"list": {}, "signature": "x"}', "[" * 9000]
    for content in (*broken, text.replace('"revoked"', '"eaten"'), text.replace("2026-03-30", "")):
        with pytest.raises(TechmarketError) as found:
            read_list(content, [given.key.public], "list")
        assert str(found.value) == (
            "this is no list of revoked documents (list); fetch it from the address /revoked.json "
            "of the register's site again."
        )
    with pytest.raises(TechmarketError) as found:
        verify_certificate(str(given.pdf), given.keys, given.folder / "none.json")
    assert str(found.value) == (
        f"the list of revoked documents cannot be read ({given.folder / 'none.json'}): No such "
        "file or directory; fetch it from the address /revoked.json of the register's site again."
    )


def test_what_is_no_certificate(given: Given) -> None:
    other = given.folder / "other.pdf"
    other.write_bytes(b"%PDF-1.7 of somebody else")
    with pytest.raises(TechmarketError) as found:
        verify_certificate(str(other), given.keys)
    assert str(found.value) == (
        f"there is no certificate in this ({other}): it carries no signed data of a register; "
        "give the PDF as it was downloaded, or the whole text of its QR code."
    )
    with pytest.raises(TechmarketError) as found:
        verify_certificate("nothing.pdf", given.keys)
    assert str(found.value) == (
        "the certificate cannot be read (nothing.pdf): No such file or directory; give the PDF as "
        "it was downloaded, or the whole text of its QR code."
    )
    with pytest.raises(TechmarketError) as found:
        verify_certificate("a\0b", given.keys)
    assert "it is neither a file nor the text of a QR code" in str(found.value)


def test_without_keys(given: Given, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of the site's own folder are taken, where there are any."""
    monkeypatch.setenv("TECHMARKET_DATA", str(given.folder / "site"))
    with pytest.raises(TechmarketError) as found:
        verify_certificate(str(given.pdf))
    place = given.folder / "site" / "certificate_keys" / "public.json"
    assert str(found.value) == (
        f"there are no keys to prove the certificate by ({place}); fetch the keys from the "
        "address /keys of the register's site, and give them by --keys."
    )
    place.parent.mkdir(parents=True)
    place.write_text(given.keys.read_text())
    assert verify_certificate(str(given.pdf)) == 0


def test_the_command_needs_no_django(given: Given) -> None:
    """It proves a certificate where only the library is, and says how it ended by its code."""
    script = (
        "import sys\n"
        "for name in ('django', 'segno', 'typst'): sys.modules[name] = None\n"
        "from techmarket.cli.main import main\n"
        f"sys.argv = ['techmarket', 'verify-certificate', {str(given.pdf)!r}, '--keys', "
        f"{str(given.keys)!r}]\n"
        "main()\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode().startswith("4403012026000123-R1: 有效")


def test_the_command_without_the_library_for_signatures(given: Given) -> None:
    script = (
        "import sys\n"
        "sys.modules['cryptography'] = None\n"
        "from techmarket.cli.main import main\n"
        "sys.argv = ['techmarket', 'verify-certificate', 'x.pdf']\n"
        "main()\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert done.returncode == 1
    told = " ".join(done.stderr.decode().split())
    assert told.startswith("certificates cannot be proved here: the package cryptography")
    assert told.endswith("is not installed; install techmarket[web].")


def test_a_list_is_signed_by_the_key_of_its_day(given: Given) -> None:
    early = written_list(datetime(2025, 1, 1, tzinfo=UTC), (), given.key)
    with pytest.raises(TechmarketError):
        read_list(early, [given.key.public], "list")
    assert given.key.public.valid_from == date(2026, 1, 1)
