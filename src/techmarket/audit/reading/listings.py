"""Rankings and directories: tables whose values are names.

Columns are told by what they hold: an ordinal, a place, a name. A name that has slipped under
another column is put back. Not here: tables of numbers (`cells`).
"""

from __future__ import annotations

from collections.abc import Sequence

from techmarket.audit.reading.categories import category
from techmarket.audit.reading.cells import Around, ReadGrid
from techmarket.audit.reading.grids import LaidRow, Layout
from techmarket.audit.reading.labels import clean_label
from techmarket.audit.reading.numbers import figure
from techmarket.audit.reading.words import meaning
from techmarket.audit.statement import Place, ReadCell
from techmarket.codes.code_lists import code_list

NAMES = "-"
"""The unit of a name."""


def read_listing(layout: Layout, around: Around, group: str = "") -> tuple[ReadGrid, str]:
    """Every name of a listing, and the place that its last row belongs to.

    Args:
        layout: of a listing; around: what stands around it.
        group: the place that the part before ended with, for a table that goes on.
    """
    read = ReadGrid()
    placed = any(meaning(label, "list") == "region" for label in layout.stub)
    names = [label for label in layout.stub if _is_name_header(label)]
    header = names[0] if names else "名称"
    ordinal = next((label for label in layout.stub if meaning(label, "ordinal")), "")
    read.columns = [(header,)]
    for row in layout.rows:
        number, found, name = _taken_apart(row, placed)
        group = found or group
        path = (group, number) if placed else (ordinal, number)
        place = Place(
            around.document,
            row.line,
            around.sheet,
            around.number,
            row.number,
            row.labels[-1][0] + 1,
        )
        read.rows.append(path)
        read.cells.append(ReadCell(place, path, (header,), name, around.year, NAMES))
    return read, group


def _is_name_header(label: str) -> bool:
    return meaning(label, "ordinal") is None and meaning(label, "list") != "region"


def _taken_apart(row: LaidRow, placed: bool) -> tuple[str, str, str]:
    """Ordinal, place ("" if the row has none) and name ("" likewise) of a row."""
    texts: Sequence[str] = [text for _, text in row.labels]
    number = next((text for text in texts[:2] if figure(text)), "")
    rest = list(texts)
    if number:
        rest.remove(number)
    place = ""
    if placed and rest:
        place = _place_name(rest[0])
        if place:
            rest.pop(0)
    return number, place, " ".join(rest)


def _place_name(text: str) -> str:
    """The short name of the region that a whole cell names; "" if it names none."""
    found = category(text, "region")
    if found is None or found.code.startswith("group:"):
        return ""
    return clean_label(code_list("region")[found.code].short_zh)
