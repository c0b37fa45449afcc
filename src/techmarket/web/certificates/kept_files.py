"""Issued documents as files, byte for byte, under their hash in the data folder.

A file is written once and never changed; what is read back is compared with its name. Not here:
which document it is (`models`).
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings

from techmarket.errors import TechmarketError
from techmarket.whole_file import whole_file

FOLDER = "documents"


def keep(content: bytes) -> str:
    """Write a file and return its SHA-256; it is on the disk whole before the row that names it."""
    name = hashlib.sha256(content).hexdigest()
    path = path_of(name)
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with whole_file(path) as aside:
            aside.write_bytes(content)
    return name


def kept(sha256: str) -> bytes:
    """The bytes of a file.

    Raises:
        TechmarketError: the file is missing, or is not what was written.
    """
    path = path_of(sha256)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise TechmarketError(
            "an issued document is missing",
            where=str(path),
            why=error.strerror or str(error),
            todo="restore the folder of documents from the back-up",
        ) from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise TechmarketError(
            "an issued document was altered",
            where=str(path),
            why="its SHA-256 is another",
            todo="restore the folder of documents from the back-up",
        )
    return content


def path_of(sha256: str) -> Path:
    """Where a file lies."""
    return Path(settings.DATA) / FOLDER / sha256[:2] / f"{sha256}.pdf"
