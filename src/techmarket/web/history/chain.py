"""How an event is sealed: the hash over its content and the hash of the event before.

The content is written as JSON in one way only: names sorted, no spaces, Unicode as it is. Not
here: the database (`record`, `verify`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256

NO_EVENT = "0" * 64
"""What stands as the hash before the first event."""


def instant(at: datetime) -> str:
    """A moment as it is sealed: UTC, microseconds."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def seal(content: Mapping[str, object], previous_hash: str) -> str:
    """The hash of an event: SHA-256 of the previous hash and the content, hexadecimal.

    Args:
        content: all columns of the event but the two hashes; only what JSON holds.
        previous_hash: hash of the event before.
    """
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(f"{previous_hash}\n{text}".encode()).hexdigest()
