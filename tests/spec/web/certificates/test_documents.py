"""Documents as PDF: what stands on them, their seal, awkward names.

Not here: who gets one (`test_issuing`).
"""

from __future__ import annotations

import io
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdf
import pytest

from certificate_contents import (
    ADDRESS,
    CONTRACT,
    DAY,
    DOCUMENTS,
    ISSUE,
    LIST,
    RECOGNITION,
    SLIP,
    TAX,
    key_in,
)
from techmarket.web.certificates.content import Content, Person, mixes_sizes
from techmarket.web.certificates.face import face_of
from techmarket.web.certificates.file_seal import blank_seal, sealed, verify_file
from techmarket.web.certificates.keys import SigningKey
from techmarket.web.certificates.payload import Proof
from techmarket.web.certificates.typeset import pdf_of, qr_code


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> SigningKey:
    return key_in(tmp_path_factory.mktemp("keys"))


def text_of(content: Content, key: SigningKey, *, bilingual: bool = False) -> str:
    """All text of a document, without blanks and line breaks."""
    pdf, _ = pdf_of(content, key, ADDRESS, bilingual=bilingual)
    return "".join(pages_of(pdf))


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page in the order in which it is written, without blanks."""
    return ["".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def test_a_certificate_says_all_that_it_must(key: SigningKey) -> None:
    """Number, parties with identifiers, type, both amounts with capitals, dates, agency,
    registrar."""
    text = text_of(RECOGNITION, key)
    for told in (
        "技术合同认定登记证明",
        "4403012026000123-R1",
        "信号采集模块的委托开发",
        "技术开发（委托开发）",
        "深圳华源电子有限公司91440300MA5FX12345",
        "武汉第一医院信号所12420100441234567X",
        "￥1,234,567.89元（123.456789万元）人民币壹佰贰拾叁万肆仟伍佰陆拾柒元捌角玖分",
        "￥987,654.00元（98.7654万元）人民币玖拾捌万柒仟陆佰伍拾肆元整",
        "2026年3月2日至2027年12月31日",
        "分期支付",
        "深圳市技术合同登记处（登记专用章）2026年3月20日",
        "登记员：王小明",
    ):
        assert "".join(told.split()) in text, told
    assert "本清单" not in text


def test_english_stands_below_the_chinese(key: SigningKey) -> None:
    text = text_of(RECOGNITION, key, bilingual=True)
    assert "CertificateofRecognitionandRegistration" in text
    assert "Technologydevelopment:commissioneddevelopment" in text
    assert "CertificateofRecognition" not in text_of(RECOGNITION, key)


def test_a_tax_certificate_names_its_basis_and_its_limit(key: SigningKey) -> None:
    text = text_of(replace(TAX, related_to="4403012026000001"), key)
    assert "税务备查" in text
    assert "依据财税〔2016〕36号申请免税时，以核定技术交易额中实际取得的技术性收入为限。" in text
    assert "所依附合同" in text
    assert "4403012026000001" in text


def test_a_slip_sums_and_says_what_is_left(key: SigningKey) -> None:
    text = text_of(SLIP, key)
    for told in (
        "第2次核定",
        "￥390,000.00元（39万元）人民币叁拾玖万元整",
        "￥400,000.00元（40万元）",
        "￥10,000.00元",
        "￥100,000.00元",
        "￥587,654.00元",
        "同意核定。",
        "审查人：王小明",
    ):
        assert "".join(told.split()) in text, told


def test_a_list_says_on_every_page_that_it_frees_from_no_tax(key: SigningKey) -> None:
    """In its title and behind the text; the head of the table stands on every page."""
    many = replace(LIST, contracts=(CONTRACT,) * 40)
    pdf, _ = pdf_of(many, key, ADDRESS)
    pages = pages_of(pdf)
    assert len(pages) > 2
    assert all(page.count("本清单不作为减免税依据") >= 3 for page in pages)
    assert all("成交金额（元）" in page for page in pages[:-1])
    assert "2,469,135.78" in text_of(LIST, key)


def test_what_is_not_determined_is_said(key: SigningKey) -> None:
    contract = replace(
        CONTRACT,
        technical_value=None,
        end_date=None,
        payment_method="",
        changed_on=date(2026, 9, 1),
        seller=Person("王某", ""),
    )
    text = text_of(replace(RECOGNITION, contract=contract), key)
    assert "尚未核定" in text
    assert "自2026年3月2日起，未约定截止日期" in text
    assert "最近变更2026年9月1日" in text
    assert "尚未核定" in text_of(replace(LIST, contracts=(contract,)), key)
    assert text_of(replace(SLIP, contract=contract, opinion=""), key).count("尚未核定") == 2


def test_a_later_edition_says_so(key: SigningKey) -> None:
    text = text_of(replace(RECOGNITION, issue=replace(ISSUE, edition=3)), key)
    assert "4403012026000123-R3" in text
    assert "本文书为第3版，此前各版自本版签发之日起不再有效。" in text


def test_awkward_names_stand_whole_and_are_no_markup(key: SigningKey) -> None:
    """Markup of the typesetter is letters; a name is never cut; what cannot be shown is marked
    and named, and what cannot be seen hides nothing."""
    name = "#let x=1 *粗* $a_1$ \\ <b> [甲] `乙` @丙 //丁 " + "长名" * 80
    rare = "𠮷\u202e王\u200b한"
    contract = replace(CONTRACT, project_name=name, seller=Person(rare, ""))
    text = text_of(replace(RECOGNITION, contract=contract), key)
    assert "".join(name.split()) in text
    assert "〓〓王〓〓" in text
    assert "〓代表字库未收的字，依次为U+20BB7、U+202E、U+200B、U+D55C；" in text


@pytest.mark.parametrize("kind", DOCUMENTS)
@pytest.mark.parametrize("bilingual", [False, True])
def test_the_same_content_gives_the_same_bytes_quickly(
    key: SigningKey, kind: str, bilingual: bool
) -> None:
    """Byte for byte, in less than a third of a second of computing."""
    first = pdf_of(DOCUMENTS[kind], key, ADDRESS, bilingual=bilingual)
    began = time.process_time()
    again = pdf_of(DOCUMENTS[kind], key, ADDRESS, bilingual=bilingual)
    assert time.process_time() - began < 0.3
    assert again == first
    told = pypdf.PdfReader(io.BytesIO(first[0]))
    assert told.metadata is not None
    assert (told.metadata.author, told.metadata.creation_date.date()) == (ISSUE.agency_zh, DAY)
    xmp = told.xmp_metadata
    assert xmp is not None
    assert (xmp.pdfaid_part, xmp.pdfaid_conformance) == ("2", "A")


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_a_document_proves_itself(key: SigningKey, kind: str) -> None:
    pdf, payload = pdf_of(DOCUMENTS[kind], key, ADDRESS)
    proved = verify_file(pdf, [key.public])
    assert proved.proof is Proof.VALID
    assert proved.statement is not None
    assert proved.statement.kind == kind
    assert payload.encode() in pdf


def test_any_altered_byte_of_the_file_is_found(key: SigningKey, tmp_path: Path) -> None:
    """Anywhere in it, behind it, its seal taken away or taken from another."""
    pdf, payload = pdf_of(RECOGNITION, key, ADDRESS)
    other, other_payload = pdf_of(TAX, key, ADDRESS)
    for place in range(0, len(pdf), 997):
        harmed = pdf[:place] + bytes([pdf[place] ^ 1]) + pdf[place + 1 :]
        assert verify_file(harmed, [key.public]).proof is not Proof.VALID, place
    assert verify_file(pdf + b"\n%%EOF", [key.public]).proof is Proof.FILE_ALTERED
    assert verify_file(pdf.replace(b"TMF1.", b"TMX1."), [key.public]).proof is Proof.FILE_ALTERED
    taken = other.replace(other_payload.encode(), payload.encode())
    assert verify_file(taken, [key.public]).proof is Proof.FILE_ALTERED
    both = pdf + other_payload.encode()
    assert verify_file(both, [key.public]).proof is Proof.FILE_ALTERED
    assert verify_file(b"%PDF-1.7 nothing", [key.public]).proof is Proof.NO_PAYLOAD
    stranger = key_in(tmp_path / "stranger")
    assert verify_file(pdf, [stranger.public]).proof is Proof.UNKNOWN_KEY
    resealed = sealed(
        pdf.replace(key.public.id.encode(), stranger.public.id.encode()).replace(
            pdf.partition(b"TMF1.")[2][9:95], b"0" * 86
        ),
        stranger,
    )
    known = [key.public, stranger.public]
    assert verify_file(resealed, known).proof is Proof.FILE_ALTERED


def test_a_document_without_a_place_for_its_seal_is_a_defect(key: SigningKey) -> None:
    with pytest.raises(ValueError, match="the document has no place for its seal"):
        sealed(b"%PDF-1.7", key)
    assert len(blank_seal(key)) == 5 + 8 + 1 + 86


def test_lists_do_not_mix_sizes() -> None:
    """At the limit of five million yuan begins the larger size."""
    assert mixes_sizes([499_999_999, 500_000_000], DAY)
    assert not mixes_sizes([500_000_000, 9_000_000_000], DAY)
    assert not mixes_sizes([1, 499_999_999], DAY)


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_every_word_has_its_english(kind: str) -> None:
    """Labels, title, statement and notes; names and numbers are the same in both."""
    face = face_of(DOCUMENTS[kind])
    words = [row.label for row in face.rows] + [*face.notes, face.title, face.statement]
    if face.listing is not None:
        words += face.listing.headings
    assert [one.zh for one in words if not (one.zh and one.en)] == []


def test_a_qr_code_is_drawn_without_a_border() -> None:
    drawn = qr_code("TM1.x")
    assert drawn.startswith("<svg")
    assert 'class="' not in drawn
