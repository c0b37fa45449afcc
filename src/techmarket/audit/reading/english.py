"""English documents in the words that are read: units, and the titles that limit a table.

Labels of tables are known in English as they are (`words.csv`, the code lists). Not here: whether
a document is in English (`language`), and its running text (`english_text`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from techmarket.audit.reading import sayings
from techmarket.audit.reading.captions import caption, is_units_line
from techmarket.audit.reading.sayings import Saying
from techmarket.audit.reading.sources.blocks import Block, Grid, Paragraph, Source
from techmarket.audit.reading.words import rows
from techmarket.audit.statement import Doubt, DoubtKind, Kind, Place, PrintedNumber, Reading


def in_known_words(source: Source) -> tuple[Source, int]:
    """The document with its units and titles put into words that are known, without tables of
    notes; and how many of these were left out."""
    blocks: list[Block] = []
    left_out = 0
    for block in source.blocks:
        if isinstance(block, Grid):
            if any(len(cell) > LONGEST_CELL for row in block.rows for cell in row):
                left_out += 1
                continue
            blocks.append(replace(block, rows=tuple(_row(row) for row in block.rows)))
        elif is_units_line(block.text) or caption(block.text) is not None or _short(block):
            blocks.append(replace(block, text=_title(block.text)))
        else:
            blocks.append(block)
    return replace(source, blocks=tuple(blocks)), left_out


LONGEST_TITLE = 100
"""Characters; what is longer, or ends like a sentence, is running text."""

_MANY, _MORE = 20, 3
"""So many figures of a text, and so many times what is read, are told together when they are not
understood."""

LONGEST_CELL = 240
"""A table with a longer cell is one of notes."""


def _short(block: Paragraph) -> bool:
    text = block.text.strip()
    return block.heading or (len(text) <= LONGEST_TITLE and not text.endswith((".", ";", ",", ":")))


_UNITS = re.compile(r"(?P<before>\b[Uu]nits?\s*:\s*|[(（])(?P<units>[^()（）]*)")


def _title(text: str) -> str:
    for english, chinese in _phrases("title"):
        text = re.sub(rf"\b{re.escape(english)}\b", chinese, text, flags=re.IGNORECASE)
    return _UNITS.sub(lambda found: found["before"] + in_units(found["units"]), text)


_YEAR = re.compile(r"(?:19|20)\d\d")


def _row(row: tuple[str, ...]) -> tuple[str, ...]:
    """The cells of a row; years over columns are told from numbers by the word behind them."""
    said = [cell.strip() for cell in row[1:] if cell.strip()]
    years = [cell for cell in said if _YEAR.fullmatch(cell)]
    words = [cell for cell in said if any(character.isalpha() for character in cell)]
    if (
        len(years) > 1
        and len(years) + len(words) == len(said)
        and not _YEAR.fullmatch(row[0].strip())
    ):
        return tuple(f"{c.strip()}年" if _YEAR.fullmatch(c.strip()) else _cell(c) for c in row)
    return tuple(_cell(cell) for cell in row)


def _cell(text: str) -> str:
    """A label with the unit behind it in words that are known; numbers and names as they are."""
    if not text or not any(character.isalpha() for character in text):
        return text
    return _UNITS.sub(lambda found: found["before"] + in_units(found["units"]), text)


def in_units(text: str) -> str:
    """`"contracts, 100 million yuan, %"` → `"项、亿元、%"`; other words stay as they are."""
    return "、".join(_unit(part.strip()) for part in text.split(", "))


def _unit(text: str) -> str:
    return dict(_phrases("unit")).get(text.lower(), text)


def numbered_alone(reading: Reading, lang: str, untold: int) -> Reading:
    """Tables without a number are data of figures or lists, whose English titles say too little:
    their numbers are left open, and one doubt says so.

    Args:
        reading: of a document in known words; lang: of the doubts.
        untold: tables of notes that were not read, told by another doubt.
    """
    numbers = tuple(
        replace(number, measure="") if _is_unnumbered(number) else number
        for number in reading.numbers
    )
    open_ = [number for number in numbers if _is_unnumbered(number)]
    doubts = tuple(doubt for doubt in reading.doubts if doubt.place.table or not _of_grid(doubt))
    if open_:
        why = sayings.sentence(Saying.NOT_NUMBERED, lang, len(open_))
        doubts = (*doubts, Doubt(open_[0].place, open_[0].text, why, DoubtKind.ASSUMED))
    document = reading.tables[0].place.document if reading.tables else ""
    if untold and reading.tables:
        why = sayings.sentence(Saying.NOTES_UNREAD, lang, untold)
        doubts = (*doubts, Doubt(Place(document), "", why, DoubtKind.DOCUMENT))
    read = sum(1 for number in reading.numbers if number.kind is Kind.SENTENCE)
    lost = sum(1 for one in doubts if one.place.span and one.kind is DoubtKind.NOT_UNDERSTOOD)
    if lost >= _MANY and lost > _MORE * read and reading.tables:
        why = sayings.sentence(Saying.NOT_CHINESE, lang, read + lost, lost)
        doubts = (Doubt(Place(document), "", why, DoubtKind.LANGUAGE), *doubts)
    return replace(reading, numbers=numbers, doubts=doubts)


def _is_unnumbered(number: PrintedNumber) -> bool:
    return number.kind is not Kind.SENTENCE and not number.place.table


def _of_grid(doubt: Doubt) -> bool:
    return doubt.place.row is not None or doubt.kind in (DoubtKind.ASSUMED, DoubtKind.HEADER)


@cache
def _phrases(where: str) -> tuple[tuple[str, str], ...]:
    found = [
        (row["english"], row["chinese"]) for row in rows("english.csv") if row["where"] == where
    ]
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))
