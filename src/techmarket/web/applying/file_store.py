"""Files handed in, each once under the hash of its content, outside everything the web serves.

A file is written aside, brought to the disk and renamed: what is there is whole. It has no name and
no right to run. Not here: which files are taken (`file_kinds`) and who may read them (views).
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path
from typing import IO, BinaryIO

from django.conf import settings

BLOCK = 1 << 20


def place_of(sha256: str) -> Path:
    """Where the file of a hash lies, or would lie."""
    if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
        raise ValueError("a hash has 64 small hexadecimal digits")
    return Path(settings.DATA) / "attachments" / sha256[:2] / sha256


def keep(stream: BinaryIO) -> str:
    """Keep the bytes of a stream, from where it stands.

    Returns:
        The SHA-256 of the content, hexadecimal.
    """
    folder = Path(settings.DATA) / "attachments"
    folder.mkdir(parents=True, exist_ok=True)
    hashed = hashlib.sha256()
    with tempfile.NamedTemporaryFile(dir=folder, prefix=".partial-", delete=False) as aside:
        written = Path(aside.name)
        try:
            while block := stream.read(BLOCK):
                hashed.update(block)
                aside.write(block)
            aside.flush()
            os.fsync(aside.fileno())
            written.chmod(0o600)
            place = place_of(hashed.hexdigest())
            place.parent.mkdir(exist_ok=True)
            written.replace(place)
            _bring_to_disk(place.parent)
        finally:
            written.unlink(missing_ok=True)
    return hashed.hexdigest()


def opened(sha256: str) -> IO[bytes]:
    """The bytes of a kept file.

    Raises:
        FileNotFoundError: there is none of that hash.
    """
    return place_of(sha256).open("rb")


def _bring_to_disk(folder: Path) -> None:
    """A new name in a folder outlives a crash only once the folder is on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
