"""Editions of the report: printed numbers, titles, symbols, and figures that are carried.

A new year is a new folder of data. Not here: what a table means (`tables`), the region groups
(`codes`) and the printed figures that a build is compared with (`published`).
"""

from techmarket.editions.edition import (
    DirectoryEntry,
    Edition,
    Exchange,
    Figures,
    PrintedText,
    TableEntry,
)
from techmarket.editions.reading import edition_names, load_edition

__all__ = [
    "DirectoryEntry",
    "Edition",
    "Exchange",
    "Figures",
    "PrintedText",
    "TableEntry",
    "edition_names",
    "load_edition",
]
