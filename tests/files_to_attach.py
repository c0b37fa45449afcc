"""Small files of every kind that may be attached, and pages as plain text.

Not here: what is tested with them.
"""

from __future__ import annotations

import html
import io
import re
import struct
import zipfile
import zlib
from typing import Any, BinaryIO

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\nstartxref\n9\n%%EOF\n"


def png() -> bytes:
    """The smallest picture."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    parts = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def archive(*names: str) -> bytes:
    """A ZIP of empty files."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as one:
        for name in names:
            one.writestr(name, "")
    return made.getvalue()


def stream(content: bytes) -> BinaryIO:
    """Bytes as they come."""
    return io.BytesIO(content)


def text_of(answer: Any) -> str:
    """What a page says, without its marks."""
    return html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))
