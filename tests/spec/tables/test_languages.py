"""Every table can be said in Chinese and in English, from the same declaration."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from techmarket.editions import Edition
from techmarket.errors import TechmarketError
from techmarket.tables.build import ANSWERS_MISSING, build_table, build_tables
from techmarket.tables.definitions import DECLARATIONS, define_table
from techmarket.tables.labels import Word, Wording, heading_words

CHINESE = re.compile("[\u4e00-\u9fff]")
NAMES = {"exchanges", "transfer_institutions", "largest_enterprises"}


def test_all_tables_have_the_same_cells_in_both_languages(
    edition: Edition, invented: Callable[..., Any]
) -> None:
    """Only labels, titles, units and notes are said otherwise."""
    zh = build_tables(invented(), edition, "zh")
    en = build_tables(invented(), edition, "en")
    assert [t.key for t in zh] == [t.key for t in en] == list(edition.tables)
    for ours, theirs in zip(zh, en, strict=True):
        assert [[c.key for c in r] for r in ours.cells] == [
            [c.key for c in r] for r in theirs.cells
        ]
        assert [[c.text for c in r] for r in ours.cells] == [
            [c.text for c in r] for r in theirs.cells
        ]
        assert [len(path) for path in ours.rows] == [len(path) for path in theirs.rows]
        assert len(ours.notes) == len(theirs.notes)
        assert bool(ours.source) == bool(theirs.source)


def test_english_has_no_chinese_but_names(edition: Edition, invented: Callable[..., Any]) -> None:
    """Names of institutions have no official English form and stay as they are."""
    for table in build_tables(invented(), edition, "en"):
        said = [table.title, table.units, *table.stub, *table.notes, table.source]
        said += [label for path in table.columns for label in path]
        if table.key not in NAMES:
            said += [label for path in table.rows for label in path]
        assert not [text for text in said if CHINESE.search(text)], table.key


def test_labels_tell_rows_and_columns_apart_in_both_languages(
    edition: Edition, invented: Callable[..., Any]
) -> None:
    """No two rows and no two columns of a table are called the same."""
    for lang in ("zh", "en"):
        for table in build_tables(invented(), edition, lang):
            assert len(set(table.rows)) == len(table.rows), table.key
            assert len(set(table.columns)) == len(table.columns), table.key


def test_the_stub_has_a_heading_for_every_level_of_row_labels(edition: Edition) -> None:
    """Rows of two levels need two headings, and no more."""
    for key in DECLARATIONS:
        table = define_table(key, edition)
        assert len(table.stub) == max(len(row.path) for row in table.rows), key


def test_a_table_in_english(edition: Edition, invented: Callable[..., Any]) -> None:
    """The title carries no number and no unit; both are told beside it."""
    table = build_table("contracts_by_type", invented(), edition, "en")
    assert table.title == "Technology contracts by type and subtype, 2013"
    assert table.units == "contracts, 100 million yuan, %"
    assert table.number == "附表4"
    assert table.rows[0] == ("Technology development", "Total")
    assert table.columns[2] == ("Value", "Amount")


def test_every_heading_word_is_used(edition: Edition) -> None:
    """`words.csv` holds what is printed, and nothing else."""
    used = {ANSWERS_MISSING.key}
    for key in DECLARATIONS:
        table = define_table(key, edition)
        paths = [table.stub, *(line.path for line in (*table.rows, *table.columns))]
        used |= {label.key for path in paths for label in path if isinstance(label, Word)}
    assert used == set(heading_words())


def test_another_language_is_refused(edition: Edition, invented: Callable[..., Any]) -> None:
    """Labels exist in Chinese and in English."""
    with pytest.raises(TechmarketError) as refused:
        build_tables(invented(), edition, "fr")
    assert str(refused.value) == "there are no tables in the language 'fr'; choose one of zh, en."


def test_a_heading_without_words_is_refused(edition: Edition) -> None:
    """A new heading needs its words in both languages first."""
    with pytest.raises(TechmarketError) as refused:
        Wording(edition, "zh").text(Word("profit"))
    assert str(refused.value) == (
        "the heading 'profit' has no words (techmarket/tables/words.csv); "
        "add a line with its key and its words in zh and en."
    )


def test_an_unknown_table_is_refused(edition: Edition, invented: Callable[..., Any]) -> None:
    """A key that no declaration has, or that this edition does not print."""
    with pytest.raises(TechmarketError) as refused:
        define_table("contracts_by_colour", edition)
    assert str(refused.value) == (
        "there is no table 'contracts_by_colour'; choose one of " + ", ".join(DECLARATIONS) + "."
    )
    with pytest.raises(TechmarketError) as unknown:
        edition.number("contracts_by_colour")
    assert str(unknown.value) == (
        "the edition 2013 has no table 'contracts_by_colour'; choose one of "
        + ", ".join(edition.tables)
        + "."
    )
