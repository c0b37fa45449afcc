"""Which kinds of file may be attached, told by their bytes and never by their name.

A file is whole if it has the beginning and the end of its kind; nothing in it is run or unpacked.
Not here: where files lie (`file_store`), and who may attach one (`actions.attaching`).
"""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable
from typing import BinaryIO

import filetype

from techmarket.web.pages.refused import Refused
from techmarket.web.pages.wording import Both, both

BEGINNING = 4096
END = 2048
MOST_IN_ARCHIVE = 10_000

PDF = "application/pdf"
PNG = "image/png"
JPEG = "image/jpeg"
TIFF = "image/tiff"
OFD = "application/ofd"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

NAMES = {PDF: "PDF", PNG: "PNG", JPEG: "JPEG", TIFF: "TIFF", OFD: "OFD", DOCX: "DOCX"}
"""What may be attached, by media type."""

ENDINGS = {
    PDF: ".pdf",
    PNG: ".png",
    JPEG: ".jpg",
    TIFF: ".tif",
    OFD: ".ofd",
    DOCX: ".docx",
    XLSX: ".xlsx",
}
"""How a downloaded file is called, whatever it was called when it came."""

Whole = Callable[[bytes, bytes, int], bool]


def kind_of(stream: BinaryIO, size: int) -> str:
    """The media type of a file that may be attached.

    Args:
        stream: its bytes, from any place on; it stands at the beginning afterwards.
        size: how many there are.

    Raises:
        Refused: it is empty, of another kind, or not whole.
    """
    if not size:
        raise file_refused(
            both("文件是空的，请重新选择。", "The file is empty; choose it again."), "empty_file"
        )
    stream.seek(0)
    head = stream.read(BEGINNING)
    stream.seek(max(0, size - END))
    tail = stream.read(END)
    found = _known(head, stream)
    stream.seek(0)
    if found is None:
        raise file_refused(_not_taken(head), "wrong_kind")
    if found in WHOLE and not WHOLE[found](head, tail, size):
        name = NAMES[found]
        raise file_refused(
            both(
                f"{name} 文件已损坏或不完整，请重新扫描或导出后再上传。",
                f"The {name} file is damaged or not whole; scan or export it again.",
            ),
            "damaged_file",
        )
    return found


def file_refused(text: Both, code: str, status: int = 0) -> Refused:
    """A file that is not taken, said at the field of the form."""
    return Refused(text, fields={"file": [text]}, code=code, status=status)


def _known(head: bytes, stream: BinaryIO) -> str | None:
    for beginning, media_type in BEGINNINGS:
        if head.startswith(beginning):
            return media_type
    return _in_archive(stream) if head.startswith(b"PK\x03\x04") else None


def _in_archive(stream: BinaryIO) -> str | None:
    """What an archive holds, by the names in its directory; nothing is unpacked."""
    try:
        with zipfile.ZipFile(stream) as archive:
            names = {one.filename for one in archive.infolist()[:MOST_IN_ARCHIVE]}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, struct.error):
        return None
    if "OFD.xml" in names:
        return OFD
    if {"[Content_Types].xml", "word/document.xml"} <= names:
        return None if "word/vbaProject.bin" in names else DOCX
    return None


def _not_taken(head: bytes) -> Both:
    guessed = filetype.guess(head)
    zh = f"，它看起来是 {guessed.mime}" if guessed else ""
    en = f"; it looks like {guessed.mime}" if guessed else ""
    kinds = ", ".join(NAMES.values())
    return both(
        f"只接受 {kinds.replace(', ', '、')} 文件{zh}。请转换后再上传，仅修改扩展名无效。",
        f"Only {kinds} files are taken{en}. Convert it; another name does not help.",
    )


def _whole_pdf(head: bytes, tail: bytes, size: int) -> bool:
    return b"%%EOF" in tail and b"startxref" in tail


def _whole_png(head: bytes, tail: bytes, size: int) -> bool:
    return head[12:16] == b"IHDR" and b"IEND\xaeB`\x82" in tail


def _whole_jpeg(head: bytes, tail: bytes, size: int) -> bool:
    return b"\xff\xd9" in tail


def _whole_tiff(head: bytes, tail: bytes, size: int) -> bool:
    order = "<" if head.startswith(b"II") else ">"
    return len(head) >= 8 and 8 <= int(struct.unpack(f"{order}I", head[4:8])[0]) < size


BEGINNINGS = (
    (b"%PDF-", PDF),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"II*\0", TIFF),
    (b"MM\0*", TIFF),
)
WHOLE: dict[str, Whole] = {
    PDF: _whole_pdf,
    PNG: _whole_png,
    JPEG: _whole_jpeg,
    TIFF: _whole_tiff,
}
"""Archives are whole if their directory, which stands at the end, can be read."""
