"""Payloads of any statement are read back by hand; whatever is given to be proved, it answers."""

from __future__ import annotations

import base64
import json
import zlib
from dataclasses import astuple, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given, settings
from hypothesis import strategies as st

from certificate_contents import RECOGNITION
from techmarket.web.certificates.content import statement_of
from techmarket.web.certificates.file_seal import verify_file
from techmarket.web.certificates.keys import signing_key
from techmarket.web.certificates.payload import Proof, signed, verify

with TemporaryDirectory() as folder:
    KEY = signing_key(Path(folder), date(2026, 1, 1))

NAMES = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Cf", "Zl", "Zp")), max_size=60)
AMOUNTS = st.none() | st.integers(0, 10**16)


@settings(max_examples=60)
@given(NAMES, NAMES, AMOUNTS, AMOUNTS, st.integers(1, 999))
def test_a_payload_is_what_any_program_can_read(
    seller: str, buyer: str, value: int | None, income: int | None, edition: int
) -> None:
    """Base64, 64 bytes of signature, JSON deflated: nothing of ours is needed to prove it."""
    statement = replace(
        statement_of(RECOGNITION),
        seller=seller, buyer=buyer, value=value, income=income, edition=edition,
    )  # fmt: skip
    text = signed(statement, KEY, 4000)
    raw = base64.urlsafe_b64decode(text.removeprefix("TM1.") + "===")
    Ed25519PublicKey.from_public_bytes(KEY.public.raw).verify(
        raw[:64], b"techmarket document 1\n" + raw[64:]
    )
    assert json.loads(zlib.decompress(raw[64:], wbits=-15)) == [
        *astuple(statement)[:-1],
        KEY.public.id,
    ]
    assert verify(text, [KEY.public]).statement == replace(statement, key=KEY.public.id)


@given(
    st.text(max_size=300) | st.builds(lambda text: "TM1." + text, st.from_regex(r"[\w-]{1,400}"))
)
def test_whatever_is_scanned_is_answered(text: str) -> None:
    assert verify(text, [KEY.public]).proof is not Proof.VALID


@given(st.binary(max_size=600))
def test_whatever_file_is_given_is_answered(content: bytes) -> None:
    assert verify_file(content, [KEY.public]).proof is not Proof.VALID
    payload = b"TM1." + base64.urlsafe_b64encode(content + b"0" * 120)
    assert verify_file(payload, [KEY.public]).proof is not Proof.VALID
