"""Text that is not computed: notes, chronicle, facts that the edition carries."""

from __future__ import annotations

from pathlib import Path

import pytest

from declared_sentences import declared, edition_2013, known, paragraph
from techmarket.editions import load_edition
from techmarket.editions.folders import EditionFolders
from techmarket.errors import TechmarketError
from techmarket.sentences.edition_facts import edition_facts
from techmarket.sentences.edition_text import edition_text
from techmarket.sentences.model import Source


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_text_is_marked_as_text_of_the_edition(lang: str) -> None:
    """Nothing in these paragraphs is computed, and each says so; keys are unique."""
    texts = edition_text(load_edition("2013"), lang)
    paragraphs = [paragraph for items in texts.values() for _, paragraph in items]
    assert {p.source for p in paragraphs} == {Source.EDITION}
    assert len({p.key for p in paragraphs}) == len(paragraphs)
    assert {"foreword", "policy", "chronicle", "method", "method.symbols", "method.region_groups",
            "method.text_differences"} <= set(texts)  # fmt: skip


def test_the_chronicle_is_in_the_order_of_the_year() -> None:
    """Events stand by their first day."""
    dates = [heading for heading, _ in edition_text(load_edition("2013"), "zh")["chronicle"]]
    days = [tuple(map(int, d.split("日")[0].split("—")[0].split("月"))) for d in dates]
    assert days == sorted(days)
    assert len(days) == 19


def test_symbols_and_groups_of_regions_follow_from_the_edition() -> None:
    """They are not typed a second time: the edition has them already."""
    texts = edition_text(load_edition("2013"), "zh")
    symbols = {heading: paragraph.text for heading, paragraph in texts["method.symbols"]}
    assert symbols == {"…": "应有而未填报。", "—": "不适用。", "--": "没有可比的上年数。"}
    groups = {heading: paragraph.text for heading, paragraph in texts["method.region_groups"]}
    assert groups["长江三角洲地区"] == "上海、江苏、浙江。"


def test_another_year_has_the_notes_on_method_and_nothing_of_2013() -> None:
    """Foreword, chronicle and differences belong to one year; method notes say the year."""
    texts = edition_text(load_edition("2012"), "zh")
    assert not {"foreword", "chronicle", "method.text_differences"} & set(texts)
    assert "2012年" in texts["method"][0][1].text


def test_a_text_is_a_list_of_entries(tmp_path: Path) -> None:
    """Each entry stands under its own heading in double brackets."""
    (tmp_path / "text").mkdir()
    (tmp_path / "text" / "notes.toml").write_text("foreword = 'Hello'", encoding="utf-8")
    with pytest.raises(TechmarketError) as refused:
        edition_text(edition_2013(folders=EditionFolders(tmp_path)), "zh")
    assert str(refused.value) == (
        "the text 'foreword' is no list of entries (text/notes.toml); "
        "write each entry under [[foreword]]."
    )


def test_facts_that_the_edition_carries() -> None:
    """A number of `facts.csv` is said with its unit, and as percent of another."""
    zh = "有{fact staff}，其中{fact brokers}，占{part brokers staff}，{fact value}。"
    en = "A staff of {fact staff}, {fact brokers} ({part brokers staff}), {fact value}."
    declarations = declared([{"zh": zh, "en": en}])
    said = [paragraph(declarations, known({}), lang) for lang in ("zh", "en")]
    assert {p.source for p in said if p} == {Source.EDITION}
    assert [p.text for p in said if p] == [
        "有29462人，其中1821人，占6.18%，1397.97亿元。",
        "A staff of 29,462, 1,821 (6.18%), 139.797 billion yuan.",
    ]


def test_a_fact_that_the_edition_does_not_carry_is_not_said() -> None:
    """As with everything else that does not exist."""
    declarations = declared([{"zh": "{fact moons}。", "en": "{fact moons}."}])
    assert paragraph(declarations, known({})) is None


def test_a_fact_is_a_whole_number(tmp_path: Path) -> None:
    """Of things counted, or of the smallest unit of money."""
    (tmp_path / "text").mkdir()
    (tmp_path / "text" / "facts.csv").write_text(
        "name,value,unit,source\nstaff,many,人,here\n", encoding="utf-8"
    )
    with pytest.raises(TechmarketError) as refused:
        edition_facts(edition_2013(folders=EditionFolders(tmp_path)))
    assert str(refused.value) == (
        "the fact 'many' is not a whole number (facts.csv, staff); "
        "write digits alone, or give it a unit of money."
    )
