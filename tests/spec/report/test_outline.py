"""The outline of a book: an edition says what stands where, and every key is checked."""

from __future__ import annotations

from pathlib import Path

import pytest

from techmarket.editions import Edition, load_edition
from techmarket.errors import TechmarketError
from techmarket.report.outline import Outline, load_outline
from techmarket.report.section_numbers import chinese_numeral, section_number

EDITION = """
based_on = "2013"
year = 2013
title = { zh = "书", en = "Book" }
omit = [OMIT]

[[tables]]
key = "contracts_by_type"
"""

BOOK = """
title = { zh = "{place}书", en = "Book of {place}" }
subtitle = { zh = "{year}年数据", en = "Data of {year}" }
publisher = { zh = "", en = "" }
published = { zh = "", en = "" }
"""

PART = """
[[parts]]
key = "types"
title = { zh = "类别", en = "Types" }
blocks = ["table:contracts_by_type"]
"""

NO_FIGURES = "figures = []\n"


def edition(folder: Path, book: str, edition_file: str = EDITION, omit: str = "") -> Edition:
    """An edition in a folder of its own, with one table and no figure."""
    (folder / "edition.toml").write_text(edition_file.replace("OMIT", omit), encoding="utf-8")
    (folder / "book.toml").write_text(book, encoding="utf-8")
    (folder / "figures.toml").write_text(NO_FIGURES, encoding="utf-8")
    return load_edition(str(folder))


def outline(folder: Path, parts: str, omit: str = "") -> Outline:
    return load_outline(edition(folder, BOOK + parts, omit=omit))


def refusal(folder: Path, parts: str) -> str:
    """What the outline is refused with, without the name of the folder."""
    with pytest.raises(TechmarketError) as refused:
        outline(folder, parts)
    return str(refused.value).replace(str(folder), "…")


def test_an_outline_names_its_blocks_by_key(tmp_path: Path) -> None:
    """Titles are filled with the year and the place; `text` alone is the text of the section."""
    found = outline(
        tmp_path,
        PART.replace(
            '["table:contracts_by_type"]',
            '["text:overview", "table:contracts_by_type", "notes:method", "differences", "cells"]',
        ),
    )
    assert found.title == {"zh": "全国书", "en": "Book of China"}
    assert found.subtitle == {"zh": "2013年数据", "en": "Data of 2013"}
    (part,) = found.parts
    assert [str(block) for block in part.blocks] == [
        "text:overview",
        "table:contracts_by_type",
        "notes:method",
        "differences",
        "cells",
    ]


def test_sections_and_blocks_that_the_edition_omits_are_not_read(tmp_path: Path) -> None:
    """Not even their keys are checked: an edition leaves out what it does not have."""
    more = '[[parts]]\nkey = "gone"\ntitle = { zh = "", en = "" }\nblocks = ["table:nothing"]\n'
    found = outline(tmp_path, PART + more, omit='"gone"')
    assert [part.key for part in found.parts] == ["types"]
    blocks = PART.replace('_type"]', '_type", "figure:nothing"]')
    found = outline(tmp_path, blocks, omit='"figure:nothing"')
    assert [str(block) for block in found.parts[0].blocks] == ["table:contracts_by_type"]


@pytest.mark.parametrize("kind", ["table", "figure", "text", "notes"])
def test_a_key_that_the_edition_does_not_have(tmp_path: Path, kind: str) -> None:
    """The message names the file, the section, the key, and the keys there are."""
    message = refusal(tmp_path, PART.replace('_type"]', f'_type", "{kind}:nothing"]'))
    name = tmp_path.name
    assert message.startswith(
        f"the edition {name} has no {kind} 'nothing' (…/book.toml, section types); choose one of "
    )
    known = {"table": "contracts_by_type.", "figure": "none.", "text": "overview", "notes": "fore"}
    assert message.partition("choose one of ")[2].startswith(known[kind])


def test_a_block_of_no_kind(tmp_path: Path) -> None:
    """A misspelt block is not passed over."""
    assert refusal(tmp_path, PART.replace('"table:', '"tabel:')) == (
        "there is no block 'tabel:contracts_by_type' (…/book.toml, section types); "
        "the blocks are text, table, figure, notes, differences, cells."
    )
    assert refusal(tmp_path, PART.replace("table:contracts_by_type", "table")) == (
        "the block 'table' names no key (…/book.toml, section types); write table:<key>."
    )


def test_what_stands_in_the_book_twice(tmp_path: Path) -> None:
    """A table has one place, for references lead to it; a section has a key of its own."""
    twice = PART + PART.replace('"types"', '"again"')
    assert refusal(tmp_path, twice) == (
        "table:contracts_by_type stands in the book twice (…/book.toml); keep one of the two."
    )
    assert refusal(tmp_path, PART + PART.replace('"table:contracts_by_type"', "")) == (
        "section types stands in the book twice (…/book.toml); keep one of the two."
    )


def test_a_table_without_a_place_in_the_book(tmp_path: Path) -> None:
    """A table that has a number would be referred to and not be there."""
    assert refusal(tmp_path, PART.replace('"table:contracts_by_type"', "")) == (
        "the book has no place for table:contracts_by_type (…/book.toml): the edition gives it a "
        "number; name it in the blocks of a section, or among what the edition omits."
    )


def test_a_key_that_nobody_knows_or_that_is_missing(tmp_path: Path) -> None:
    """A misspelt key would be ignored in silence; a missing one would print nothing."""
    assert refusal(tmp_path, PART + "block = []\n") == (
        "the key 'block' is not known (…/book.toml, section types); "
        "the keys are key, title, numbered, role, blocks, sections."
    )
    assert refusal(tmp_path, PART.replace('zh = "类别", ', "")) == (
        "the key 'zh' is missing (…/book.toml, section types, title); add it."
    )


def test_a_role_is_for_an_edition_of_one_place(tmp_path: Path) -> None:
    """The whole country is no seller among others."""
    assert refusal(tmp_path, PART + 'role = "seller_region"\n') == (
        "a section has a role only in an edition of one place (…/book.toml, section types); "
        "take `role` out, or name the place in `scope` of the edition."
    )
    place = EDITION.replace("year = 2013", 'year = 2013\nscope = "210000"')
    of_place = edition(tmp_path, BOOK + PART + 'role = "seller"\n', place)
    with pytest.raises(TechmarketError) as refused:
        load_outline(of_place)
    assert str(refused.value).replace(str(tmp_path), "…") == (
        "a place takes no part in a contract as 'seller' (…/book.toml, section types); "
        "choose one of registration_region, seller_region, buyer_region."
    )
    found = load_outline(edition(tmp_path, BOOK + PART + 'role = "seller_region"\n', place))
    assert found.parts[0].blocks[0].role == "seller_region"


def test_an_edition_without_an_outline(tmp_path: Path) -> None:
    """An edition that is based on none must bring its own."""
    (tmp_path / "edition.toml").write_text(
        'year = 2013\ntitle = { zh = "", en = "" }\n', encoding="utf-8"
    )
    with pytest.raises(TechmarketError) as refused:
        load_outline(load_edition(str(tmp_path)))
    assert str(refused.value) == (
        f"the edition {tmp_path.name} has no book.toml; add one to its folder, or base it on an "
        "edition that has one."
    )


def test_numbers_of_sections() -> None:
    """Chinese books name the level alone, English ones the whole path."""
    assert [chinese_numeral(n) for n in (1, 9, 10, 11, 20, 23, 99)] == [
        "一",
        "九",
        "十",
        "十一",
        "二十",
        "二十三",
        "九十九",
    ]
    with pytest.raises(ValueError, match="100 has no numeral here"):
        chinese_numeral(100)
    paths = ((2,), (2, 1), (2, 1, 3), (2, 1, 3, 4))
    assert [section_number(path, "zh") for path in paths] == ["第二部分", "一、", "3.", "（4）"]
    assert [section_number(path, "en") for path in paths] == ["Part 2", "2.1", "2.1.3", "2.1.3.4"]
