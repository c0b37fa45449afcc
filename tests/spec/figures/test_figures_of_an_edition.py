"""How an edition prints figures: numbers, titles, units and notes, read strictly."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from techmarket.editions import load_edition
from techmarket.errors import TechmarketError
from techmarket.figures import build_figure, build_figures, figure_entries
from techmarket.figures.definitions import DECLARATIONS

EDITION = """
based_on = "2013"
year = 2014
title = { zh = "试", en = "Trial" }
groups_of = 2013
"""

FIGURE = """
[[figures]]
key = "contract_types"
number = "图1"
part = "composition"
title = { zh = "{year}年{place}合同", en = "Contracts of {place}, {year}" }
units = ["亿元", "%"]
notes.zh = ["{year-1}年未调查。"]
notes.en = ["Not surveyed in {year-1}."]
"""


def written(folder: Path, figures: str | None, edition: str = EDITION) -> str:
    folder.joinpath("edition.toml").write_text(edition, encoding="utf-8")
    if figures is not None:
        folder.joinpath("figures.toml").write_text(figures, encoding="utf-8")
    return str(folder)


def refusal(folder: Path, figures: str) -> str:
    with pytest.raises(TechmarketError) as refused:
        figure_entries(load_edition(written(folder, figures)))
    return str(refused.value)


def test_the_figures_of_2013_are_those_of_the_report_and_two_more() -> None:
    """图1 to 图25 in order, then two annex figures; all that are declared."""
    entries = figure_entries(load_edition("2013"))
    numbers = [entry.number for entry in entries.values()]
    assert numbers == [*(f"图{n}" for n in range(1, 26)), "附图1", "附图2"]
    assert list(entries) == list(DECLARATIONS)


def test_every_figure_stands_in_a_part_of_the_report() -> None:
    """A part that the edition has."""
    edition = load_edition("2013")
    assert {entry.part for entry in figure_entries(edition).values()} <= set(edition.parts)


def test_texts_say_the_year_and_the_place_of_the_edition(tmp_path: Path) -> None:
    """So that the next edition needs no new ones."""
    entry = figure_entries(load_edition(written(tmp_path, FIGURE)))["contract_types"]
    assert entry.title == {"zh": "2014年全国合同", "en": "Contracts of China, 2014"}
    assert entry.units == {"zh": "亿元、%", "en": "100 million yuan, %"}
    assert entry.notes == {"zh": ("2013年未调查。",), "en": ("Not surveyed in 2013.",)}


def test_an_edition_without_the_file_prints_those_of_its_base(tmp_path: Path) -> None:
    """But for those that it omits."""
    omitting = EDITION + 'omit = ["figure:institutions_by_kind"]\n'
    entries = figure_entries(load_edition(written(tmp_path, None, omitting)))
    assert set(DECLARATIONS) - set(entries) == {"institutions_by_kind"}


def test_what_the_file_cannot_say_is_refused(tmp_path: Path) -> None:
    """Misspelt keys, units without a word, a figure twice, and what is missing."""
    file = tmp_path / "figures.toml"
    assert refusal(tmp_path, FIGURE.replace("number", "nummer")) == (
        f"the key 'nummer' is not known ({file}, figure contract_types); "
        "the keys are key, number, part, title, units, notes, without_data."
    )
    assert refusal(tmp_path, FIGURE.replace('"亿元"', '"亿"')).startswith(
        f"the key '亿' is not known ({file}, figure contract_types, units); the keys are 项, "
    )
    assert refusal(tmp_path, FIGURE + FIGURE) == (
        f"the figure 'contract_types' stands in the edition twice ({file}); "
        "take one of the two out."
    )
    assert refusal(tmp_path, FIGURE.replace('part = "composition"\n', "")) == (
        f"the key 'part' is missing ({file}, figure contract_types); add it."
    )


def test_a_figure_that_nobody_declares_is_refused(
    tmp_path: Path, invented: Callable[..., object]
) -> None:
    """When it is built; and one that the edition does not print as well."""
    edition = load_edition(written(tmp_path, FIGURE.replace("contract_types", "pie")))
    with pytest.raises(TechmarketError) as refused:
        build_figures(invented({}), edition)  # type: ignore[arg-type]
    assert str(refused.value).startswith("there is no figure 'pie'; choose one of value_by_year,")
    with pytest.raises(TechmarketError) as refused:
        build_figure("ip_types", invented({}), edition)  # type: ignore[arg-type]
    assert str(refused.value) == (
        f"the edition {tmp_path.name} has no figure 'ip_types'; choose one of pie."
    )


def test_an_unknown_language_is_refused(invented: Callable[..., object]) -> None:
    """As in tables."""
    with pytest.raises(TechmarketError) as refused:
        build_figures(invented({}), load_edition("2013"), "fr")  # type: ignore[arg-type]
    assert str(refused.value).startswith("there are no tables in the language 'fr'")
