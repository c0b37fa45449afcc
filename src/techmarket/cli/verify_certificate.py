"""`techmarket verify-certificate`: a certificate proved without the register, by its public keys.

Not here: options and their words (`commands_of_the_register`), the proof
(`web.certificates.verifying`).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from techmarket.codes import UnknownCodeError, code_list
from techmarket.errors import TechmarketError
from techmarket.web.certificates.ended_documents import EndedDocuments, read_list
from techmarket.web.certificates.keys import PUBLIC, PublicKey, public_keys
from techmarket.web.certificates.payload import DocumentStatement, found_payload
from techmarket.web.certificates.verifying import CheckedDocument, Outcome, check_document
from techmarket.web.pages.amounts import capitals, yuan

KEYS_FOLDER = "certificate_keys"
"""Where the site keeps its keys, in its data folder."""

EXIT_CODES = {
    Outcome.VALID: 0,
    Outcome.ALTERED: 3,
    Outcome.FILE_ALTERED: 3,
    Outcome.UNKNOWN_KEY: 4,
    Outcome.KEY_NOT_IN_FORCE: 4,
    Outcome.REVOKED: 5,
    Outcome.REPLACED: 5,
}

PROVED = frozenset({Outcome.VALID, Outcome.FILE_ALTERED, Outcome.REVOKED, Outcome.REPLACED})
"""Outcomes with which the signed data itself is sound."""

WORDS = {
    "zh": {
        Outcome.VALID: "有效：签名属实，自签发以来未被改动。",
        Outcome.ALTERED: "无效：内容与签名不符，已被改动，请勿采信。",
        Outcome.UNKNOWN_KEY: "无法确认：签名所用密钥 {key} 不在公布之列，请更新密钥文件后再查。",
        Outcome.KEY_NOT_IN_FORCE: "无效：密钥 {key} 在证明所写的签发日期 {on} 不在使用期内。",
        Outcome.REVOKED: "已撤销：签名属实，但该证明自 {since} 起撤销，请勿采信。",
        Outcome.REPLACED: "已替换：签名属实，但自 {since} 起由 {next} 替换，请以新证明为准。",
        Outcome.FILE_ALTERED: "文件不是签发的原件，或已被改动：二维码中的数据属实，"
        "请只采信下列各项，或从登记系统重新下载。",
        "text": "查验的是二维码中的数据；请与纸面逐项核对。",
        "listed": "已对照截至 {as_of} 的撤销名单。",
        "unlisted": "未对照撤销名单；请用 --revoked 给出名单，或在登记系统的查验页核对。",
    },
    "en": {
        Outcome.VALID: "valid: signed by the register and not altered since.",
        Outcome.ALTERED: "invalid: the content is not what was signed; do not rely on it.",
        Outcome.UNKNOWN_KEY: "not proved: its key {key} is not among the published ones; "
        "fetch the file of keys again.",
        Outcome.KEY_NOT_IN_FORCE: "invalid: its key {key} was not in force on {on}, its day of "
        "issue.",
        Outcome.REVOKED: "revoked: signed by the register, and revoked on {since}; do not rely "
        "on it.",
        Outcome.REPLACED: "replaced: signed by the register, and replaced by {next} on {since}.",
        Outcome.FILE_ALTERED: "invalid: this file is not the one that was issued, or was altered; "
        "the data of its QR code is sound: rely on the lines below only, or download it again.",
        "text": "the data of the QR code was proved; compare it with the paper line by line.",
        "listed": "compared with the list of revoked documents as of {as_of}.",
        "unlisted": "not compared with the list of revoked documents; give it by --revoked, or "
        "look it up on the register's site.",
    },
}

LABELS = {
    "zh": {
        "R": "技术合同认定登记证明",
        "T": "技术合同认定登记证明（税务）",
        "I": "技术性收入核定表",
        "L": "技术合同登记清单（不作为减免税依据）",
        "kind": "文书",
        "number": "登记编号",
        "contract_type": "合同类别",
        "seller": "卖方",
        "buyer": "买方",
        "value": "合同成交金额",
        "technical_value": "技术交易额",
        "income": "本次技术性收入",
        "contracts": "合同项数",
        "signing_date": "签订日期",
        "registration_date": "登记日期",
        "issued_on": "签发日期",
        "agency": "登记机构",
        "yuan": "元",
    },
    "en": {
        "R": "Certificate of recognition and registration",
        "T": "Certificate of recognition and registration, for the tax office",
        "I": "Verification of technical income",
        "L": "List of registered contracts (no basis for tax relief)",
        "kind": "document",
        "number": "number",
        "contract_type": "contract type",
        "seller": "seller",
        "buyer": "buyer",
        "value": "value",
        "technical_value": "technical value",
        "income": "technical income of this verification",
        "contracts": "contracts",
        "signing_date": "signed on",
        "registration_date": "registered on",
        "issued_on": "issued on",
        "agency": "agency",
        "yuan": "yuan",
    },
}


def verify_certificate(
    what: str, keys: Path | None = None, revoked: Path | None = None, lang: str = "zh"
) -> int:
    """Prove a document and print what came of it.

    Args:
        what: a PDF, a file with the text of a QR code, or that text itself.
        keys: the published keys; if `None`, those of the site's data folder.
        revoked: the published list of revoked documents.
        lang: "zh" or "en".

    Returns:
        0 valid, 3 altered, 4 not provable by these keys, 5 revoked or replaced.

    Raises:
        TechmarketError: there is no document in what was given, or keys or list cannot be read.
    """
    content, where = _given(what)
    known = public_keys(keys or _own_keys())
    ended = _list(revoked, known) if revoked else None
    checked = check_document(content, known, ended)
    if checked.outcome is Outcome.NO_PAYLOAD:
        raise TechmarketError(
            "there is no certificate in this",
            where=where,
            why="it carries no signed data of a register",
            todo="give the PDF as it was downloaded, or the whole text of its QR code",
        )
    for line in _told(checked, ended, lang):
        print(line)
    return EXIT_CODES[checked.outcome]


def _given(what: str) -> tuple[bytes, str]:
    if found_payload(what):
        return what.encode(), "the text given"
    try:
        return Path(what).read_bytes(), what
    except (OSError, ValueError) as error:
        raise TechmarketError(
            "the certificate cannot be read",
            where=what[:80],
            why=getattr(error, "strerror", None)
            or "it is neither a file nor the text of a QR code",
            todo="give the PDF as it was downloaded, or the whole text of its QR code",
        ) from error


def _own_keys() -> Path:
    own = Path(os.environ.get("TECHMARKET_DATA", "data")) / KEYS_FOLDER / PUBLIC
    if not own.exists():
        raise TechmarketError(
            "there are no keys to prove the certificate by",
            where=str(own),
            todo="fetch the keys from the address /keys of the register's site, and give them by "
            "--keys",
        )
    return own


def _list(file: Path, known: list[PublicKey]) -> EndedDocuments:
    try:
        content = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise TechmarketError(
            "the list of revoked documents cannot be read",
            where=str(file),
            why=getattr(error, "strerror", None) or "it is no text",
            todo="fetch it from the address /revoked.json of the register's site again",
        ) from error
    return read_list(content, known, str(file))


def _told(checked: CheckedDocument, ended: EndedDocuments | None, lang: str) -> Iterator[str]:
    words, statement = WORDS[lang], checked.statement
    altered = checked.outcome is Outcome.ALTERED
    sentence = words[checked.outcome].format(
        key=statement.key if statement else "",
        on=statement.issued_on if statement else "",
        since=checked.ended.on if checked.ended else "",
        next=checked.ended.next if checked.ended else "",
    )
    yield f"{statement.document}: {sentence}" if statement and not altered else sentence
    if checked.outcome in PROVED and statement:
        yield from _facts(statement, lang)
        if not checked.is_file:
            yield words["text"]
        listed = words["listed" if ended else "unlisted"]
        yield listed.format(as_of=ended.as_of if ended else "")


def _facts(statement: DocumentStatement, lang: str) -> Iterator[str]:
    labels = LABELS[lang]
    facts = {
        "kind": labels[statement.kind],
        "number": statement.number,
        "contract_type": _type(statement, lang),
        "seller": statement.seller,
        "buyer": statement.buyer,
        "value": _amount(statement.value, lang),
        "technical_value": _amount(statement.technical_value, lang),
        "income": _amount(statement.income, lang),
        "contracts": str(statement.contracts) if statement.kind == "L" else "",
        "signing_date": statement.signing_date,
        "registration_date": statement.registration_date,
        "issued_on": statement.issued_on,
        "agency": f"{statement.agency_name} ({statement.agency})",
    }
    for name, fact in facts.items():
        if fact:
            yield f"  {labels[name]}: {fact}"


def _type(statement: DocumentStatement, lang: str) -> str:
    try:
        code = code_list("contract_type")[statement.contract_type]
    except UnknownCodeError:
        return statement.contract_type
    return code.label_zh if lang == "zh" else code.label_en


def _amount(fen: int | None, lang: str) -> str:
    if fen is None:
        return ""
    return f"{yuan(fen)} {LABELS[lang]['yuan']}" + (f" ({capitals(fen)})" if lang == "zh" else "")
