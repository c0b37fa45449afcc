"""Keys that sign documents: made once, readable by their owner only, replaced from time to time."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from certificate_contents import key_in
from techmarket.errors import TechmarketError
from techmarket.web.certificates.keys import (
    PUBLIC,
    public_keys,
    read_keys,
    rotate,
    signing_key,
    written_keys,
)


def test_the_first_key_is_made_once(tmp_path: Path) -> None:
    """Its file is for its owner alone, the list of public keys for anyone."""
    folder = tmp_path / "keys"
    first = signing_key(folder, date(2026, 1, 1))
    again = signing_key(folder, date(2030, 1, 1))
    assert first.public == again.public
    assert first.sign(b"x") == again.sign(b"x")
    file = folder / f"{first.public.id}.pem"
    assert oct(file.stat().st_mode)[-3:] == "600"
    assert oct(folder.stat().st_mode)[-3:] == "700"
    told = json.loads((folder / PUBLIC).read_text())["keys"]
    assert [(one["id"], one["algorithm"], one["valid_to"]) for one in told] == [
        (first.public.id, "Ed25519", None)
    ]
    assert b"PRIVATE" not in (folder / PUBLIC).read_bytes()


def test_a_new_key_signs_from_its_first_day(tmp_path: Path) -> None:
    first = signing_key(tmp_path, date(2026, 1, 1))
    second = rotate(tmp_path, date(2026, 7, 1))
    assert signing_key(tmp_path, date(2026, 6, 30)).public.id == first.public.id
    assert signing_key(tmp_path, date(2026, 7, 1)).public.id == second.id
    with pytest.raises(TechmarketError) as found:
        rotate(tmp_path, date(2026, 7, 1))
    assert str(found.value) == (
        f"a key begins on that day or later already ({tmp_path}): the last one begins on "
        "2026-07-01, the new one on 2026-07-01; let the new key begin on a later day."
    )


def test_a_first_key_can_be_made_by_hand(tmp_path: Path) -> None:
    made = rotate(tmp_path, date(2026, 7, 1))
    assert signing_key(tmp_path, date(2026, 7, 1)).public == made


def test_no_key_in_force(tmp_path: Path) -> None:
    signing_key(tmp_path, date(2026, 1, 1))
    with pytest.raises(TechmarketError) as found:
        signing_key(tmp_path, date(2025, 12, 31))
    assert str(found.value) == (
        f"no key is in force to sign documents ({tmp_path / PUBLIC}): none covers 2025-12-31; "
        "make a new key (manage.py rotate_certificate_key), or correct the clock."
    )


@pytest.mark.parametrize("harm", ["missing", "garbage", "another"])
def test_a_private_key_that_is_not_the_one(tmp_path: Path, harm: str) -> None:
    """Nothing is signed by a key that nobody could prove."""
    key = signing_key(tmp_path / "keys", date(2026, 1, 1))
    file = tmp_path / "keys" / f"{key.public.id}.pem"
    other = key_in(tmp_path / "other")
    if harm == "missing":
        file.unlink()
    elif harm == "garbage":
        file.write_bytes(b"no key")
    else:
        file.write_bytes((tmp_path / "other" / f"{other.public.id}.pem").read_bytes())
    with pytest.raises(TechmarketError) as found:
        signing_key(tmp_path / "keys", date(2026, 1, 1))
    assert str(found.value) == (
        f"the private key that signs documents is missing or is another ({file}); restore it "
        "from the back-up, or make a new key (manage.py rotate_certificate_key)."
    )


def test_keys_are_written_and_read(tmp_path: Path) -> None:
    key_in(tmp_path)
    rotate(tmp_path, date(2026, 7, 1))
    keys = public_keys(tmp_path / PUBLIC)
    assert read_keys(written_keys(keys), "here") == keys


@pytest.mark.parametrize(
    "content",
    [
        *("", "[]", "{}", '{"keys": 1}', '{"keys": [{"id": "x"}]}', "<html>", '{"keys": [{}]}'),
        '{"keys": [{"id": "e3b0c442", "public": "", "valid_from": "2026-01-01", "valid_to": ""}]}',
    ],
)
def test_what_is_no_list_of_keys(content: str) -> None:
    with pytest.raises(TechmarketError) as found:
        read_keys(content, "keys.json")
    assert str(found.value) == (
        "this is no list of keys (keys.json); fetch the keys from the address /keys of the "
        "register's site again."
    )


def test_a_key_under_a_false_id_is_refused(tmp_path: Path) -> None:
    key = key_in(tmp_path)
    with pytest.raises(TechmarketError):
        read_keys(written_keys([key.public]).replace(key.public.id, "00000000"), "keys.json")


def test_a_file_of_keys_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(TechmarketError) as found:
        public_keys(tmp_path / "none.json")
    assert str(found.value) == (
        f"the file of keys cannot be read ({tmp_path / 'none.json'}): No such file or directory; "
        "fetch the keys from the address /keys of the register's site again."
    )
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(TechmarketError) as found:
        public_keys(tmp_path / "binary")
    assert "it is no text" in str(found.value)
