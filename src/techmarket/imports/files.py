"""A file of any kind as tables of texts; its kind is told by its content, not by its name.

Not here: the kinds themselves.
"""

from __future__ import annotations

from pathlib import Path

from techmarket.errors import TechmarketError
from techmarket.imports.delimited_file import read_delimited
from techmarket.imports.parquet_file import read_parquet
from techmarket.imports.text_table import TextTable
from techmarket.imports.workbook_file import OLE, read_workbook, read_xls


def tables_of(path: Path) -> list[TextTable]:
    """The tables of a file.

    Raises:
        TechmarketError: there is no such file, or it cannot be read.
    """
    if not path.is_file():
        raise TechmarketError(
            "there is no such file to import", where=str(path), todo="check the path"
        )
    with path.open("rb") as stream:
        beginning = stream.read(8)
    if is_workbook(beginning):
        return read_workbook(path)
    if beginning == OLE:
        return read_xls(path)
    if beginning.startswith(b"PAR1"):
        return [read_parquet(path)]
    return [read_delimited(path)]


def is_workbook(beginning: bytes) -> bool:
    """Whether these are the first bytes of an archive, as workbooks of the new format are."""
    return beginning.startswith(b"PK\x03\x04")
