"""Tables: declared by key, built from observations, ready to be laid out.

Not here: layout (`render`), printed numbers and titles (`editions`).
"""

from techmarket.tables.build import build_table, build_tables
from techmarket.tables.model import BuiltTable, Cell
from techmarket.tables.published_places import PublishedPlace, published_keys
from techmarket.tables.tidy import TidyCell, read_tidy, write_tidy

__all__ = [
    "BuiltTable",
    "Cell",
    "PublishedPlace",
    "TidyCell",
    "build_table",
    "build_tables",
    "published_keys",
    "read_tidy",
    "write_tidy",
]
