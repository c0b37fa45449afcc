"""The seal of a whole PDF: a signature that stands in the file itself and covers every other byte.

Among the keywords of the document stand its payload (`payload`) and `TMF1.`, the id of the key, a
point and the signature in base64url. It is made over the file with the signature written as
zeros, and written into the same places, so that nothing moves. A page that was altered, printed
anew or added to no longer bears it, even if the payload in it is sound. Not here: typesetting.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable

from techmarket.web.certificates.keys import PublicKey, SigningKey
from techmarket.web.certificates.payload import PREFIX, Proof, Proved, proof_by, verify

SEAL = "TMF1."
DOMAIN = b"techmarket document file 1\n"
BLANK = "0" * 86
"""Where the signature will stand: 64 bytes in base64url."""

_SEAL = re.compile(rb"TMF1\.([0-9a-f]{8})\.([A-Za-z0-9_-]{86})(?![A-Za-z0-9_-])")
# No payload is so short; by chance such a text stands in no picture or font.
_PAYLOAD = re.compile(re.escape(PREFIX.encode()) + rb"[A-Za-z0-9_-]{120,}")


def blank_seal(key: SigningKey) -> str:
    """The keyword to typeset into a document that is to be sealed."""
    return f"{SEAL}{key.public.id}.{BLANK}"


def sealed(content: bytes, key: SigningKey) -> bytes:
    """A PDF with its seal, as long as before.

    Args:
        content: the PDF with `blank_seal` among its keywords.

    Raises:
        ValueError: there is no place for the seal.
    """
    place = blank_seal(key).encode("ascii")
    if place not in content:
        raise ValueError("the document has no place for its seal")
    signature = base64.urlsafe_b64encode(key.sign(_message(content))).rstrip(b"=")
    return content.replace(place, place[: -len(BLANK)] + signature)


def verify_file(content: bytes, public_keys: Iterable[PublicKey]) -> Proved:
    """Prove a PDF: the payload in it, and that the file is the one that was issued.

    `NO_PAYLOAD` is a file that is no document of the register, or lost what it carried;
    `FILE_ALTERED` is one whose payload is sound, and whose pages may say anything.
    """
    keys = tuple(public_keys)
    payloads = set(_PAYLOAD.findall(content))
    if not payloads:
        return Proved(Proof.NO_PAYLOAD, None)
    proved = verify(min(payloads).decode("ascii"), keys)
    if proved.proof is not Proof.VALID or proved.statement is None:
        return proved
    seals = set(_SEAL.findall(content))
    if len(payloads) == 1 and len(seals) == 1:
        ((key, signature),) = seals
        blank = _SEAL.sub(rb"TMF1.\1." + BLANK.encode(), content)
        raw = base64.urlsafe_b64decode(signature + b"==")
        same = key.decode("ascii") == proved.statement.key
        if same and proof_by(keys, proved.statement, raw, _message(blank)) is Proof.VALID:
            return proved
    return Proved(Proof.FILE_ALTERED, proved.statement)


def _message(content: bytes) -> bytes:
    return DOMAIN + hashlib.sha256(content).digest()
