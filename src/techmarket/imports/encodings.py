"""The encoding of a text file, and its bytes as UTF-8, a block at a time.

UTF-8 with or without a mark, UTF-16 with a mark, GB18030 (with it GBK and GB2312). Bytes that are
not of the encoding become U+FFFD, which is then found in the cells and told by row. Not here: lines
and columns (`delimited_file`).
"""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import BinaryIO

from techmarket.errors import TechmarketError

SAMPLE = 1 << 20
BLOCK = 4 << 20
LONGEST_LINE = 32 << 20
"""Bytes; a longer line is no line of a table."""

REPLACED = "\ufffd"

_MARKS = (
    (codecs.BOM_UTF8, "utf-8", len(codecs.BOM_UTF8)),
    (codecs.BOM_UTF16_LE, "utf-16-le", len(codecs.BOM_UTF16_LE)),
    (codecs.BOM_UTF16_BE, "utf-16-be", len(codecs.BOM_UTF16_BE)),
)
_CONTROL = bytes(set(range(32)) - set(b"\t\n\r\x0b\x0c\x1a\x1b")) + b"\x7f"


def encoding_of(path: Path) -> tuple[str, int]:
    """The encoding, and how many bytes its mark takes.

    Raises:
        TechmarketError: the file is empty or is no text.
    """
    with path.open("rb") as stream:
        sample = stream.read(SAMPLE)
    if not sample.strip():
        raise TechmarketError(
            "the file is empty", where=str(path), todo="check that it is the right file"
        )
    for mark, encoding, length in _MARKS:
        if sample.startswith(mark):
            return encoding, length
    if len(sample) - len(sample.translate(None, _CONTROL)) > len(sample) // 200:
        raise TechmarketError(
            "the file is none that can be imported",
            where=str(path),
            why="it is no text, no workbook and no Parquet file",
            todo="save it as .xlsx or .csv (UTF-8) and import that",
        )
    return _guessed(sample), 0


def _guessed(sample: bytes) -> str:
    """UTF-8 if more of the lines that can tell are UTF-8 than GB18030 alone."""
    lines = sample.split(b"\n")
    telling = [line for line in (lines[:-1] or lines) if not line.isascii()]
    in_utf8 = sum(_is(line, "utf-8") for line in telling)
    only_in_gb = sum(not _is(line, "utf-8") and _is(line, "gb18030") for line in telling)
    return "gb18030" if only_in_gb > in_utf8 else "utf-8"


def _is(line: bytes, encoding: str) -> bool:
    try:
        line.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


class Utf8Stream:
    """A text file as UTF-8, to be read in blocks that end with a line.

    Attributes:
        has_wrong_bytes: whether bytes that were read so far are not of the encoding.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._encoding, mark = encoding_of(path)
        self._stream: BinaryIO = path.open("rb")
        self._stream.seek(mark)
        self._rest = b""
        self._ready = b""
        self._wide = codecs.getincrementaldecoder(self._encoding)("replace")
        self.has_wrong_bytes = False
        self.closed = False

    def read(self, size: int = BLOCK) -> bytes:
        """The next bytes, at most `size`; none at the end."""
        if not self._ready:
            self._ready = self._next_block()
        block, self._ready = self._ready[:size], self._ready[size:]
        return block

    def close(self) -> None:
        """Close the file."""
        self.closed = True
        self._stream.close()

    def _next_block(self) -> bytes:
        if self._encoding.startswith("utf-16"):
            raw = self._stream.read(BLOCK)
            return self._told(self._wide.decode(raw, final=not raw)).encode("utf-8")
        while True:
            raw = self._stream.read(BLOCK)
            block = self._rest + raw
            # A byte 0A is a line end in both encodings, never a part of a character.
            end = block.rfind(b"\n") + 1 if raw else len(block)
            self._rest = block[end:]
            if len(self._rest) > LONGEST_LINE:
                raise TechmarketError(
                    "a line of the file is too long",
                    where=str(self._path),
                    why=f"it has more than {LONGEST_LINE >> 20} MB",
                    todo="check that it is the right file and that every quotation mark is closed",
                )
            if end or not raw:
                return self._as_utf8(block[:end])

    def _as_utf8(self, block: bytes) -> bytes:
        try:
            text = block.decode(self._encoding)
        except UnicodeDecodeError:
            text = self._told(block.decode(self._encoding, "replace"))
        else:
            if self._encoding == "utf-8":
                self.has_wrong_bytes = self.has_wrong_bytes or REPLACED.encode() in block
                return block
        return text.encode("utf-8")

    def _told(self, text: str) -> str:
        self.has_wrong_bytes = self.has_wrong_bytes or REPLACED in text
        return text
