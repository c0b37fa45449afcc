"""What the QR code of a document carries, and how it is proved without a network."""

from __future__ import annotations

import base64
import json
import zlib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import segno

from certificate_contents import CONTRACT, DOCUMENTS, LIST, RECOGNITION, SLIP, key_in
from techmarket.web.certificates.content import Person, digest, statement_of
from techmarket.web.certificates.keys import SigningKey, rotate
from techmarket.web.certificates.payload import (
    DOMAIN,
    PREFIX,
    Proof,
    found_payload,
    short_name,
    signed,
    verify,
)

CHECK = "https://register.example.org/check?payload="


@pytest.fixture
def key(tmp_path: Path) -> SigningKey:
    return key_in(tmp_path)


def forged(key: SigningKey, content: bytes, *, packed: bool = True) -> str:
    """A payload of any content, with a true signature."""
    body = zlib.compress(content, wbits=-15) if packed else content
    whole = key.sign(DOMAIN + body) + body
    return PREFIX + base64.urlsafe_b64encode(whole).rstrip(b"=").decode()


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_every_kind_proves_itself(key: SigningKey, kind: str) -> None:
    """From the text alone, or from the address in the code, as a phone gives it."""
    statement = statement_of(DOCUMENTS[kind])
    text = signed(statement, key)
    for given in (text, CHECK + text, f"  {CHECK}{text}#top ", f"{CHECK}{text}&x=1", f"({text})"):
        proved = verify(given, [key.public])
        assert proved.proof is Proof.VALID, given
        assert proved.statement == replace(statement, key=key.public.id)


def test_what_is_stated() -> None:
    """The facts of the contract, exact; a list has sums; a slip its income."""
    one = statement_of(RECOGNITION)
    assert (one.document, one.kind) == ("4403012026000123-R1", "R")
    assert (one.value, one.technical_value, one.income) == (123_456_789, 98_765_400, None)
    assert (one.seller, one.buyer) == (CONTRACT.seller.name, CONTRACT.buyer.name)
    slip = statement_of(SLIP)
    assert (slip.document, slip.income) == ("4403012026000123-I2-1", 39_000_000)
    listed = statement_of(LIST)
    assert (listed.document, listed.contracts) == ("LQ7K29F3XA1B-L1", 2)
    assert (listed.value, listed.technical_value) == (246_913_578, 197_530_800)
    unknown = replace(LIST, contracts=(CONTRACT, replace(CONTRACT, technical_value=None)))
    assert statement_of(unknown).technical_value is None


def test_the_digest_covers_all_that_a_document_says() -> None:
    """Also what the payload has no room for: the project, identifiers, the days in force."""
    others = [
        replace(RECOGNITION, contract=replace(CONTRACT, project_name="另一个项目")),
        replace(RECOGNITION, contract=replace(CONTRACT, end_date=None)),
        replace(RECOGNITION, contract=replace(CONTRACT, buyer=Person(CONTRACT.buyer.name, ""))),
    ]
    assert len({digest(one) for one in (*others, RECOGNITION)}) == 4
    assert {len(digest(one)) for one in DOCUMENTS.values()} == {22}
    assert digest(RECOGNITION) != digest(DOCUMENTS["T"])


@pytest.mark.parametrize("length", [5, 60, 200])
def test_it_fits_a_code_that_phones_read(key: SigningKey, length: int) -> None:
    """Version 20 at level M at most, however long the names: they are shortened in the middle."""
    name = "".join(chr(0x4E00 + n * 37) for n in range(length))
    statement = replace(statement_of(RECOGNITION), seller=name, buyer=name[::-1])
    text = signed(statement, key, 666 - len(CHECK))
    code = segno.make_qr(CHECK + text, error="m", boost_error=False)
    assert int(code.version) <= 20
    told = verify(text, [key.public]).statement
    assert told is not None
    assert (told.seller == name) is (length == 5)
    assert (told.seller[:3], told.seller[-2:]) == (name[:3], name[-2:])


def test_shortening_keeps_both_ends() -> None:
    assert short_name("深圳市未来网络技术研究院武汉分院", 10) == "深圳市未来网…汉分院"
    assert short_name("十个字的名字不用缩短", 10) == "十个字的名字不用缩短"


def test_a_name_hides_nothing(key: SigningKey) -> None:
    """Changes of direction and control characters are left out of what is signed."""
    text = signed(replace(statement_of(RECOGNITION), seller="甲\u202e乙\x1b[31m丙"), key)
    told = verify(text, [key.public]).statement
    assert told is not None
    assert told.seller == "甲乙[31m丙"


def test_no_room_is_a_defect(key: SigningKey) -> None:
    with pytest.raises(ValueError, match="the payload of 4403012026000123-R1 does not fit 200 cha"):
        signed(statement_of(RECOGNITION), key, 200)


def test_any_altered_letter_is_found(key: SigningKey) -> None:
    """Of every place of the text; nothing altered is ever valid."""
    text = signed(statement_of(RECOGNITION), key)
    for place in range(len(PREFIX), len(text) - 1):
        other = "A" if text[place] != "A" else "B"
        proof = verify(text[:place] + other + text[place + 1 :], [key.public]).proof
        assert proof in (Proof.ALTERED, Proof.UNKNOWN_KEY), place
    assert verify(text[:-20], [key.public]).proof is Proof.ALTERED


def test_other_keys(key: SigningKey, tmp_path: Path) -> None:
    """An unknown key, one that was not in force, and one that took another's id."""
    text = signed(statement_of(RECOGNITION), key)
    other = key_in(tmp_path / "other")
    assert verify(text, [other.public]).proof is Proof.UNKNOWN_KEY
    assert verify(text, []).proof is Proof.UNKNOWN_KEY
    posing = replace(other.public, id=key.public.id)
    assert verify(text, [posing]).proof is Proof.ALTERED
    ended = replace(key.public, valid_to=date(2026, 3, 19))
    assert verify(text, [ended]).proof is Proof.KEY_NOT_IN_FORCE


def test_a_key_that_was_replaced_still_proves_what_it_signed(
    key: SigningKey, tmp_path: Path
) -> None:
    text = signed(statement_of(RECOGNITION), key)
    rotate(tmp_path, date(2026, 3, 21))
    from techmarket.web.certificates.keys import PUBLIC, public_keys

    known = public_keys(tmp_path / PUBLIC)
    assert (len(known), known[0].valid_to) == (2, date(2026, 3, 20))
    assert verify(text, known).proof is Proof.VALID


@pytest.mark.parametrize("text", ["", "hello", "TM1.", "TM2.abc", "https://x/check?payload=", "中"])
def test_a_text_without_payload(key: SigningKey, text: str) -> None:
    assert found_payload(text) == ""
    assert verify(text, [key.public]).proof is Proof.NO_PAYLOAD


def test_what_is_signed_and_means_nothing_is_altered(key: SigningKey) -> None:
    """Whatever stands in the place of the statement, nothing breaks: short, not packed, another
    form or shape, too deep, too large."""
    sound = json.loads(
        zlib.decompress(
            base64.urlsafe_b64decode(signed(statement_of(RECOGNITION), key)[4:] + "==")[64:],
            wbits=-15,
        )
    )
    assert verify(forged(key, json.dumps(sound).encode()), [key.public]).proof is Proof.VALID
    changed = [
        [2, *sound[1:]],
        [1, "X", *sound[2:]],
        sound[:-1],
        [*sound[:9], 1.5, *sound[10:]],
        [*sound[:4], True, *sound[5:]],
        [*sound[:15], "2026-13-01", *sound[16:]],
        [*sound[:7], "\ud800", *sound[8:]],
        [*sound[:7], "\x1b[2J", *sound[8:]],
        {"form": 1},
        None,
    ]
    for content in (*(json.dumps(one).encode() for one in changed), b"[" * 3000, b"\xff", b""):
        assert verify(forged(key, content), [key.public]).proof is Proof.ALTERED, content[:40]
    assert verify(forged(key, b"not packed", packed=False), [key.public]).proof is Proof.ALTERED
    bomb = forged(key, b"0" * 10_000_000)
    assert verify(bomb[:4000], [key.public]).proof is Proof.ALTERED
    assert verify("TM1." + "A" * 50, [key.public]).proof is Proof.ALTERED
    assert verify("TM1." + "A" * 9000, [key.public]).proof is Proof.NO_PAYLOAD
