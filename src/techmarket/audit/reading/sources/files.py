"""Files to sources, by what they hold and not by their names alone; what cannot be read is refused.

Not here: the forms themselves (the other modules) and meanings.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

from techmarket.audit.reading.sources.blocks import Source
from techmarket.audit.reading.sources.text_file import csv_blocks, decoded, text_blocks
from techmarket.errors import TechmarketError

LARGEST = 64 * 2**20
"""Bytes of the largest document that is read; a book of 300 pages has a few million."""

LARGEST_TEXT = 8 * 2**20
"""Bytes of the largest text, CSV file or page; 300 pages of text have less than one million."""

LARGEST_UNPACKED = 256 * 2**20
"""Bytes that the parts of a workbook or a Word document may have together."""

FORMS = "a text, CSV, XLSX, DOCX, HTML or PDF file"

_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_SUFFIXES = {".txt", ".md", ".csv", ".tsv", ".xlsx", ".docx", ".htm", ".html", ".pdf"}


def document_paths(paths: Sequence[Path]) -> list[Path]:
    """The documents of a call: files as given, and of a folder those with a known ending.

    Where a folder holds CSV files these are read and other forms of the same tables are not.

    Raises:
        TechmarketError: a place does not exist, or a folder holds no document.
    """
    documents: list[Path] = []
    for path in paths:
        if path.is_dir():
            documents += _in_folder(path)
        elif path.exists():
            documents.append(path)
        else:
            raise TechmarketError(
                "there is no such document",
                where=str(path),
                todo=f"name {FORMS}, or a folder of them",
            )
    return documents


def _in_folder(folder: Path) -> list[Path]:
    inside = [
        path
        for path in folder.iterdir()
        if path.suffix.lower() in _SUFFIXES and path.stem not in _NOT_REPORTS
    ]
    tables = [path for path in inside if path.suffix.lower() == ".csv"]
    chosen = sorted(tables or inside)
    if not chosen:
        raise TechmarketError(
            "the folder holds no document", where=str(folder), todo=f"put {FORMS} into it"
        )
    return chosen


def document_bytes(path: Path) -> bytes:
    """The content of a file.

    Raises:
        TechmarketError: it cannot be opened, is empty, or is larger than `LARGEST`.
    """
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise _too_large(str(path), size, LARGEST)
        data = path.read_bytes()
    except OSError as error:
        raise TechmarketError(
            "the document cannot be opened",
            where=str(path),
            why=str(error.strerror or error),
            todo="check the path and the right to read it",
        ) from error
    if not data.strip(b"\xef\xbb\xbf\x00 \t\r\n"):
        raise TechmarketError(
            "the document is empty", where=str(path), todo="give the file that holds the report"
        )
    return data


def _too_large(name: str, size: int, largest: int) -> TechmarketError:
    return TechmarketError(
        "the document is too large",
        where=name,
        why=f"it has {size // 2**20} MB and a report has at most {largest // 2**20} MB",
        todo="give the report alone, or its parts one by one",
    )


def source_of(data: bytes, path: Path) -> Source:
    """The blocks of a document.

    Raises:
        TechmarketError: it is of no form that can be read, or is damaged.
    """
    name = str(path)
    if data.startswith(_OLD_OFFICE):
        raise TechmarketError(
            "the document is of a form that is not read",
            where=name,
            why="it is a file of Office before 2007",
            todo="save it as XLSX or DOCX",
        )
    if data.startswith(b"%PDF"):
        from techmarket.audit.reading.sources.print_file import print_source

        return _guarded(lambda: print_source(data, name), name, "PDF")
    if data.startswith(b"PK\x03\x04"):
        return _packed(data, name)
    if data.startswith(b"\x7fELF") or (b"\x00" in data[:4096] and data[:2] not in _WIDE):
        raise TechmarketError(
            "the document is no text", where=name, why="it holds binary data", todo=f"give {FORMS}"
        )
    if len(data) > LARGEST_TEXT:
        raise _too_large(name, len(data), LARGEST_TEXT)
    start = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<table")) or b"<table" in start:
        from techmarket.audit.reading.sources.web_page import page_source

        encoding = "utf-8" if _is_utf8(data) else None if b"charset" in start else "gb18030"
        return _guarded(lambda: page_source(data, name, encoding), name, "HTML")
    text = decoded(data, name)
    blocks = csv_blocks(text) if path.suffix.lower() in (".csv", ".tsv") else text_blocks(text)
    return Source(name, tuple(blocks))


_NOT_REPORTS = {"comparison"}
"""What `compare` writes beside tables: it prints every figure a second time."""

_WIDE = (b"\xff\xfe", b"\xfe\xff")


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _packed(data: bytes, name: str) -> Source:
    """A workbook or a Word document, told by the parts in it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {part.filename for part in archive.infolist()}
            unpacked = sum(part.file_size for part in archive.infolist())
    except zipfile.BadZipFile as error:
        raise _damaged(name, "XLSX or DOCX", error) from error
    if unpacked > LARGEST_UNPACKED:
        raise TechmarketError(
            "the document is too large",
            where=name,
            why=f"its parts have {unpacked // 2**20} MB together and "
            f"{LARGEST_UNPACKED // 2**20} MB are read at most",
            todo="give the report alone, without pictures",
        )
    if "xl/workbook.xml" in parts:
        from techmarket.audit.reading.sources.workbook import workbook_source

        return _guarded(lambda: workbook_source(data, name), name, "XLSX")
    if "word/document.xml" in parts:
        from techmarket.audit.reading.sources.word_file import word_source

        return _guarded(lambda: word_source(data, name), name, "DOCX")
    raise TechmarketError(
        "the document is of a form that is not read",
        where=name,
        why="it is an archive and neither XLSX nor DOCX",
        todo=f"give {FORMS}",
    )


def _guarded(read: Callable[[], Source], name: str, form: str) -> Source:
    """What a library of a form reads; whatever it stumbles over is a damaged file."""
    try:
        return read()
    except TechmarketError:
        raise
    except Exception as error:
        raise _damaged(name, form, error) from error


def _damaged(name: str, form: str, error: Exception) -> TechmarketError:
    return TechmarketError(
        f"the document cannot be read as {form}",
        where=name,
        why=f"{type(error).__name__}: {str(error)[:120]}",
        todo="open it in its own program and save it anew",
    )
