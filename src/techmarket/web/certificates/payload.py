"""What a document carries in its QR code: the facts that matter, signed, provable offline.

The text is `TM1.` and base64url (RFC 4648, no padding) of a signature of 64 bytes (Ed25519, RFC
8032) followed by the bytes that are signed: a JSON array in the order of `DocumentStatement`,
UTF-8, without blanks, deflated (RFC 1951). A later form gets another number. It is small enough
for a QR code of version 20 at level M together with the address of the check page; long names are
shortened for that, while the digest covers the whole. Not here: keys and where they are kept
(`keys`), the file (`file_seal`).
"""

from __future__ import annotations

import base64
import binascii
import json
import re
import zlib
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields, replace
from datetime import date
from enum import StrEnum

from techmarket.web.certificates.keys import PublicKey, SigningKey

PREFIX = "TM1."
DOMAIN = b"techmarket document 1\n"
"""Stands before the signed bytes, so that no signature can be passed off as another's."""

SIGNATURE = 64
LONGEST = 4096
"""Longer texts are not looked at; the largest payload is far below."""

IN_QR_CODE = 666
"""Bytes that a QR code of version 20 holds at level M (ISO/IEC 18004)."""

SHORTEST_NAME = 8

_TEXT = re.compile(r"(?:^|[?&=\s(])(TM1\.[A-Za-z0-9_-]+)(?=$|[&\s)#])")

_UNSHOWN = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters, changes of direction and halves of characters: in no name that is signed."""


class DocumentKind(StrEnum):
    """What a document is."""

    RECOGNITION = "R"
    """认定登记证明."""
    TAX = "T"
    """技术合同认定登记证明（税务）: only where the law grants relief."""
    INCOME = "I"
    """技术性收入核定表."""
    LIST = "L"
    """登记清单: no basis for tax relief."""


@dataclass(frozen=True, slots=True)
class DocumentStatement:
    """What a document states, in the order in which it is signed.

    Attributes:
        form: of this array, 1.
        kind: letter of `DocumentKind`.
        number: registration number of the contract, or the number of a list.
        part: which income verification of the contract; 0 for other kinds.
        edition: 1, 2, 3 … of this document.
        version: of the contract; 0 for a list.
        contract_type: its code; "" for a list.
        seller, buyer: names, shortened in the middle ("…") if they are long.
        value, technical_value, income: 分; `None` where the document states none.
        contracts: how many a list has; else 1.
        signing_date, registration_date, issued_on: ISO 8601, "" where there is none.
        agency: its code; agency_name: its name.
        digest: 22 characters of SHA-256 over the whole content, see `content`.
        key: id of the key that signed.
    """

    form: int
    kind: str
    number: str
    part: int
    edition: int
    version: int
    contract_type: str
    seller: str
    buyer: str
    value: int | None
    technical_value: int | None
    income: int | None
    contracts: int
    signing_date: str
    registration_date: str
    issued_on: str
    agency: str
    agency_name: str
    digest: str
    key: str

    @property
    def document(self) -> str:
        """The number of the document: "4403012026000123-R1", "4403012026000123-I2-1"."""
        part = f"{self.part}-" if self.part else ""
        return f"{self.number}-{self.kind}{part}{self.edition}"


class Proof(StrEnum):
    """What became of proving a payload or a file."""

    VALID = "valid"
    ALTERED = "altered"
    """The signature is not that of what it should cover."""
    FILE_ALTERED = "file_altered"
    """The payload is sound, and the file that carries it is not the one that was issued."""
    UNKNOWN_KEY = "unknown_key"
    """None of the given keys signed it."""
    KEY_NOT_IN_FORCE = "key_not_in_force"
    """The key was not in force on the day that the document states."""
    NO_PAYLOAD = "no_payload"
    """There is nothing of this form in the text."""


@dataclass(frozen=True, slots=True)
class Proved:
    """The outcome, with what the payload states wherever it can be read.

    Attributes:
        proof: see `Proof`; only for `VALID` may the statement be relied on.
        statement: `None` if it cannot be read.
    """

    proof: Proof
    statement: DocumentStatement | None


def signed(statement: DocumentStatement, key: SigningKey, room: int = IN_QR_CODE) -> str:
    """The payload of a statement, its names shortened as far as the room demands.

    Args:
        statement: with whole names; `form` and `key` are set here.
        room: characters that the text may have.

    Raises:
        ValueError: it does not fit with the shortest names.
    """
    whole = replace(statement, form=1, key=key.public.id)
    longest = max(len(whole.seller), len(whole.buyer), len(whole.agency_name), SHORTEST_NAME)
    for length in range(longest, SHORTEST_NAME - 1, -1):
        content = _deflated(_written(_shortened(whole, length)))
        text = PREFIX + _encoded(key.sign(DOMAIN + content) + content)
        if len(text) <= room:
            return text
    raise ValueError(f"the payload of {statement.document} does not fit {room} characters")


def found_payload(text: str) -> str:
    """The payload in a text: the text itself, or an address that carries it; "" if none does."""
    found = _TEXT.search(text.strip())
    return found[1] if found and len(text) <= LONGEST else ""


def verify(text: str, public_keys: Iterable[PublicKey]) -> Proved:
    """Prove a payload by itself: nothing is asked of a register or a network.

    Args:
        text: the payload, or the address in the QR code.
        public_keys: the published keys.
    """
    payload = found_payload(text)
    content = _decoded(payload.removeprefix(PREFIX)) if payload else None
    if content is None or len(content) <= SIGNATURE:
        return Proved(Proof.ALTERED if payload else Proof.NO_PAYLOAD, None)
    signature, told = content[:SIGNATURE], content[SIGNATURE:]
    statement = _read(_inflated(told))
    if statement is None:
        return Proved(Proof.ALTERED, None)
    return Proved(proof_by(public_keys, statement, signature, DOMAIN + told), statement)


def proof_by(
    public_keys: Iterable[PublicKey], statement: DocumentStatement, signature: bytes, message: bytes
) -> Proof:
    """Whether the key that a statement names signed a message, and was in force."""
    key = next((one for one in public_keys if one.id == statement.key), None)
    if key is None:
        return Proof.UNKNOWN_KEY
    if not key.signed(signature, message):
        return Proof.ALTERED
    return (
        Proof.VALID
        if key.in_force(date.fromisoformat(statement.issued_on))
        else Proof.KEY_NOT_IN_FORCE
    )


def _shortened(statement: DocumentStatement, length: int) -> DocumentStatement:
    return replace(
        statement,
        seller=short_name(statement.seller, length),
        buyer=short_name(statement.buyer, length),
        agency_name=short_name(statement.agency_name, length),
    )


def short_name(name: str, length: int) -> str:
    """A name of at most so many characters; both ends stay, which tell places and branches."""
    name = _UNSHOWN.sub("", name)
    if len(name) <= length:
        return name
    end = (length - 1) // 3
    return f"{name[: length - 1 - end]}…{name[len(name) - end :]}"


def _written(statement: DocumentStatement) -> bytes:
    return json.dumps(astuple(statement), ensure_ascii=False, separators=(",", ":")).encode()


def _encoded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode("ascii")


def _decoded(text: str) -> bytes | None:
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except binascii.Error:
        return None


def _deflated(content: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(content) + packer.flush()


def _inflated(packed: bytes) -> bytes:
    """What was packed, no more than a payload can hold; nothing if it was not packed."""
    try:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, LONGEST)
    except zlib.error:
        return b""


def _read(content: bytes) -> DocumentStatement | None:
    """The statement, if every place holds what belongs there."""
    try:
        values = json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError):
        return None
    if not isinstance(values, list) or len(values) != len(fields(DocumentStatement)):
        return None
    statement = DocumentStatement(*values)
    try:
        date.fromisoformat(statement.issued_on)
    except (TypeError, ValueError):
        return None
    return statement if _is_sound(statement) else None


def _is_sound(statement: DocumentStatement) -> bool:
    for one in fields(DocumentStatement):
        value = getattr(statement, one.name)
        fits = {
            "str": isinstance(value, str) and not _UNSHOWN.search(value),
            "int": type(value) is int,
            "int | None": value is None or type(value) is int,
        }
        if not fits[str(one.type)]:
            return False
    return statement.form == 1 and statement.kind in set(DocumentKind)
