"""Keys that sign documents: made once, readable by their owner only, replaced from time to time.

The folder holds one private key per file (`<id>.pem`) and `public.json`, which anyone may have: by
it documents are proved without the register. A key signs from its first day until the day before
the next one's; what it signed then stays valid. Not here: what is signed (`payload`, `file_seal`).
"""

from __future__ import annotations

import base64
import binascii
import fcntl
import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from techmarket.errors import TechmarketError
from techmarket.whole_file import whole_file

PUBLIC = "public.json"


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A key by which anyone proves documents.

    Attributes:
        id: first 8 hexadecimal digits of SHA-256 of the 32 bytes.
        raw: the 32 bytes of Ed25519.
        valid_from, valid_to: first and last day on which it signed; open while it still does.
    """

    id: str
    raw: bytes
    valid_from: date
    valid_to: date | None

    def in_force(self, on: date) -> bool:
        """Whether it signed on that day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    def signed(self, signature: bytes, message: bytes) -> bool:
        """Whether it made the signature of a message."""
        try:
            Ed25519PublicKey.from_public_bytes(self.raw).verify(signature, message)
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True, slots=True)
class SigningKey:
    """The private half, and its public one."""

    public: PublicKey
    private: Ed25519PrivateKey

    def sign(self, message: bytes) -> bytes:
        """The signature, 64 bytes; the same for the same message."""
        return self.private.sign(message)


def signing_key(folder: Path, on: date) -> SigningKey:
    """The key that signs on a day; the first is made when there is none.

    Raises:
        TechmarketError: the published keys cannot be read, none is in force, or the private half
            of the one in force is missing or is another.
    """
    with _alone(folder):
        if not (folder / PUBLIC).exists():
            _make(folder, [], on)
    return _held(folder, on)


def rotate(folder: Path, on: date) -> PublicKey:
    """Make a new key that signs from a day on; the one before ends the day before.

    Raises:
        TechmarketError: a key begins on that day or later already, or the keys cannot be read.
    """
    with _alone(folder):
        before = public_keys(folder / PUBLIC) if (folder / PUBLIC).exists() else []
        last = max((one.valid_from for one in before), default=None)
        if last is not None and on <= last:
            raise TechmarketError(
                "a key begins on that day or later already",
                where=str(folder),
                why=f"the last one begins on {last.isoformat()}, the new one on {on.isoformat()}",
                todo="let the new key begin on a later day",
            )
        ended = [
            replace(one, valid_to=on - timedelta(days=1)) if one.valid_to is None else one
            for one in before
        ]
        return _make(folder, ended, on)


def public_keys(file: Path) -> list[PublicKey]:
    """The keys of a file `public.json`, or of what the site publishes at `/keys`.

    Raises:
        TechmarketError: the file cannot be read, or is no list of keys.
    """
    try:
        content = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise TechmarketError(
            "the file of keys cannot be read",
            where=str(file),
            why=getattr(error, "strerror", None) or "it is no text",
            todo="fetch the keys from the address /keys of the register's site again",
        ) from error
    return read_keys(content, str(file))


def read_keys(content: str, where: str) -> list[PublicKey]:
    """The keys of a text; errors as `public_keys`."""
    try:
        return [_key(entry) for entry in json.loads(content)["keys"]]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise TechmarketError(
            "this is no list of keys",
            where=where,
            todo="fetch the keys from the address /keys of the register's site again",
        ) from error


def written_keys(keys: Iterable[PublicKey]) -> str:
    """Keys as `public.json` holds them."""
    entries = [
        {
            "id": one.id,
            "algorithm": "Ed25519",
            "public": base64.b64encode(one.raw).decode("ascii"),
            "valid_from": one.valid_from.isoformat(),
            "valid_to": one.valid_to.isoformat() if one.valid_to else None,
        }
        for one in keys
    ]
    return json.dumps({"keys": entries}, indent=2) + "\n"


def _key(entry: dict[str, str | None]) -> PublicKey:
    try:
        raw = base64.b64decode(str(entry["public"]), validate=True)
    except binascii.Error as error:
        raise ValueError from error
    end = entry["valid_to"]
    key = PublicKey(
        id=_id(raw),
        raw=raw,
        valid_from=date.fromisoformat(str(entry["valid_from"])),
        valid_to=date.fromisoformat(end) if end else None,
    )
    if key.id != entry["id"] or len(raw) != 32:
        raise ValueError(key.id)
    return key


def _id(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()[:8]


def _make(folder: Path, before: list[PublicKey], on: date) -> PublicKey:
    """The private file first: a published key that cannot sign would stop the register."""
    private = Ed25519PrivateKey.generate()
    raw = private.public_key().public_bytes_raw()
    key = PublicKey(_id(raw), raw, on, None)
    handle = os.open(folder / f"{key.id}.pem", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as opened:
        opened.write(
            private.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
        opened.flush()
        os.fsync(opened.fileno())
    with whole_file(folder / PUBLIC) as aside:
        aside.write_text(written_keys([*before, key]), encoding="ascii")
    return key


def _held(folder: Path, on: date) -> SigningKey:
    key = next((one for one in public_keys(folder / PUBLIC) if one.in_force(on)), None)
    if key is None:
        raise TechmarketError(
            "no key is in force to sign documents",
            where=str(folder / PUBLIC),
            why=f"none covers {on.isoformat()}",
            todo="make a new key (manage.py rotate_certificate_key), or correct the clock",
        )
    file = folder / f"{key.id}.pem"
    try:
        private = serialization.load_pem_private_key(file.read_bytes(), password=None)
    except (OSError, ValueError):
        private = None
    if (
        isinstance(private, Ed25519PrivateKey)
        and private.public_key().public_bytes_raw() == key.raw
    ):
        return SigningKey(key, private)
    raise TechmarketError(
        "the private key that signs documents is missing or is another",
        where=str(file),
        todo="restore it from the back-up, or make a new key (manage.py rotate_certificate_key)",
    )


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the folder; the lock goes with the process."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / "lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
