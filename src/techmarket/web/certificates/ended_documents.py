"""The public list of documents that no longer hold: revoked ones, and those replaced by a reissue.

A signed JSON file, so that whoever proves documents without a network can trust a copy of it. It
names documents by their numbers and no parties. Not here: which documents these are (`models`).
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from types import MappingProxyType

from techmarket.errors import TechmarketError
from techmarket.web.certificates.keys import PublicKey, SigningKey

DOMAIN = b"techmarket ended documents 1\n"
STATES = ("revoked", "replaced")


@dataclass(frozen=True, slots=True)
class EndedDocument:
    """A document that no longer holds.

    Attributes:
        document: its number, "4403012026000123-R1".
        state: "revoked" or "replaced".
        on: ISO 8601, from this day on.
        next: the document that replaces it; "" if none does.
    """

    document: str
    state: str
    on: str
    next: str = ""


@dataclass(frozen=True, slots=True)
class EndedDocuments:
    """The list at a moment.

    Attributes:
        as_of: the moment, ISO 8601.
        documents: by number.
    """

    as_of: str
    documents: Mapping[str, EndedDocument]


def written_list(as_of: datetime, ended: Iterable[EndedDocument], key: SigningKey) -> str:
    """The list as it is published, sorted by number."""
    content: dict[str, object] = {
        "as_of": as_of.isoformat(timespec="seconds"),
        "documents": [asdict(one) for one in sorted(ended, key=lambda one: one.document)],
    }
    signature = base64.b64encode(key.sign(_message(content))).decode("ascii")
    return json.dumps({"list": content, "key": key.public.id, "signature": signature}, indent=1)


def read_list(content: str, public_keys: Iterable[PublicKey], where: str) -> EndedDocuments:
    """The list of a text, if one of the keys signed it.

    Raises:
        TechmarketError: it is no such list, or no key of those given signed it as it is.
    """
    try:
        whole = json.loads(content)
        told, signature = whole["list"], base64.b64decode(whole["signature"], validate=True)
        as_of = datetime.fromisoformat(told["as_of"])
        ended = [EndedDocument(**entry) for entry in told["documents"]]
        sound = all(one.state in STATES and date.fromisoformat(one.on) for one in ended)
    except (
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        binascii.Error,
        RecursionError,
    ) as error:
        raise _no_list(where) from error
    if not sound:
        raise _no_list(where)
    key = next((one for one in public_keys if one.id == whole.get("key")), None)
    if key is None or not key.signed(signature, _message(told)) or not key.in_force(as_of.date()):
        raise TechmarketError(
            "the list of revoked documents is not signed by the register",
            where=where,
            why="no key among those given signed it as it is",
            todo="fetch the list and the keys from the register's site again",
        )
    return EndedDocuments(told["as_of"], MappingProxyType({one.document: one for one in ended}))


def _no_list(where: str) -> TechmarketError:
    return TechmarketError(
        "this is no list of revoked documents",
        where=where,
        todo="fetch it from the address /revoked.json of the register's site again",
    )


def _message(content: Mapping[str, object]) -> bytes:
    written = json.dumps(content, sort_keys=True, separators=(",", ":"))
    return DOMAIN + written.encode("ascii")
