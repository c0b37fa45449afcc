"""English in the forms: units lines, terms, widths of labels, lines that break between words."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from techmarket.compare.page import _breakable
from techmarket.editions import load_edition
from techmarket.render.text_width import lines_needed, text_width

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "techmarket"


def test_a_units_line_names_no_unit_twice() -> None:
    """Persons trained and staff are both persons; what is counted in 次 are events."""
    tables = load_edition("2013").tables
    assert tables["exchanges"].units == {
        "zh": "项、万元、次、人次、人",
        "en": "contracts, 10 000 yuan, events, persons",
    }
    for entry in tables.values():
        units = entry.units["en"].split(", ")
        assert len(units) == len(set(units))


def test_how_places_were_ranked_is_a_note() -> None:
    """It says how, not from where."""
    tables = load_edition("2013").tables
    for key in ("largest_enterprises", "largest_research_institutes", "largest_universities"):
        assert tables[key].source == {}
        assert tables[key].notes == {
            "zh": ("按登记的技术合同成交额排名。",),
            "en": ("Ranked by the value of registered technology contracts.",),
        }
    assert tables["sellers_by_kind"].source == {}
    assert tables["sellers_by_kind"].notes == {
        "zh": ("卖方类别取自技术合同登记时的卖方注册信息。",),
        "en": ("Kinds of sellers as registered with the technology contract register.",),
    }


def test_cities_of_the_plan_have_one_english_name() -> None:
    for path in ("editions/2013/edition.toml", "codes/data/plan_source.csv"):
        text = (PACKAGE / path).read_text(encoding="utf-8")
        assert "cities with independent planning status" in text
        assert "separate planning" not in text


def test_the_report_has_one_english_title() -> None:
    title = "Annual Report on Statistics of China Technology Market"
    assert load_edition("2013").titles["en"] == f"{title} (data of 2013)"
    assert title in " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, 1),
        ("Technical service", 16, 1),
        ("Technology development", 14, 2),
        ("技术转让合同", 12, 1),
        ("技术转让合同", 11, 2),
        ("one\ntwo", 20, 2),
        ("aaaaaaaaaaaaaaaaaaaaaaaaa", 10, 3),
        ("aaaa aaaa aaaa", 5, 3),
    ],
)
def test_lines_break_between_words(text: str, width: int, lines: int) -> None:
    """Between Chinese characters too; a word longer than a line breaks anywhere."""
    assert lines_needed(text, width) == lines


def test_narrow_letters_take_less_room() -> None:
    assert [text_width(t) for t in ("技术", "0123", "illi", "WWWW")] == [4, 5, 3, 7]


def test_a_page_breaks_words_only_where_it_must() -> None:
    """`anywhere` makes a column as narrow as a letter; `break-word` as its longest word."""
    css = (files("techmarket.render") / "page.css").read_text(encoding="utf-8")
    assert "overflow-wrap: break-word" in css
    assert "anywhere" not in css


def test_a_fraction_breaks_after_its_stroke() -> None:
    assert _breakable("108467/13582276") == "108467/<wbr>13582276"
    assert _breakable("<a/b>") == "&lt;a/<wbr>b&gt;"
