"""An edition of one's own: another year, or one place, by a file that says what is different."""

from __future__ import annotations

from pathlib import Path

import pytest

from golden_line import quiet
from techmarket.cli.observe import observe
from techmarket.cli.simulate import simulate
from techmarket.editions import Edition, edition_names, load_edition
from techmarket.errors import TechmarketError

FILE = """
based_on = "2013"
year = 2013
title = { zh = "{place}报告（{year}年）", en = "{place}, {year}" }
"""


def own(folder: Path, text: str = FILE) -> Edition:
    (folder / "edition.toml").write_text(text, encoding="utf-8")
    return load_edition(str(folder))


def refusal(folder: Path, text: str) -> str:
    with pytest.raises(TechmarketError) as refused:
        own(folder, text)
    return str(refused.value).replace(str(folder), "…")


def test_what_an_edition_does_not_say_is_as_in_the_one_it_is_based_on(tmp_path: Path) -> None:
    """Tables, symbols, carried figures, answers and the directory of the same year and place."""
    base, found = load_edition("2013"), own(tmp_path)
    assert found.tables == base.tables
    assert found.symbols == base.symbols
    assert found.carried() == base.carried()
    assert found.exchange_answers() == base.exchange_answers()
    assert found.not_comparable == base.not_comparable
    assert found.titles == {"zh": "全国报告（2013年）", "en": "China, 2013"}


def test_an_edition_is_a_folder_or_a_single_file(tmp_path: Path) -> None:
    """A file is named like the edition: `liaoning.toml`."""
    file = tmp_path / "liaoning.toml"
    file.write_text(FILE, encoding="utf-8")
    assert load_edition(str(file)).name == "liaoning"
    assert own(tmp_path).name == tmp_path.name


def test_another_year_keeps_what_has_a_year_of_its_own(tmp_path: Path) -> None:
    """History and gross domestic product are known by year; answers and directory are not."""
    found = own(tmp_path, FILE.replace("year = 2013", "year = 2014\ngroups_of = 2013"))
    known = {(o.key.measure, o.key.period) for o in found.carried()}
    assert ("gdp", 2005) in known
    assert "institution.name" not in {measure for measure, _ in known}
    assert found.exchange_answers() == ()
    assert found.not_comparable == frozenset()
    assert found.title("contracts_by_type") == "2014年各类技术合同构成"


def test_another_place_has_nothing_carried_of_the_country(tmp_path: Path) -> None:
    """The gross domestic product of China is not that of Liaoning."""
    found = own(tmp_path, FILE + 'scope = "210000"\n')
    assert found.carried() == []
    assert found.place_name == {"zh": "辽宁省", "en": "Liaoning"}
    assert found.places == "group:cities_of_210000"
    assert found.region_groups()["cities_of_210000"][:2] == ("210100", "210200")
    assert len(found.region_groups()["cities_of_210000"]) == 14
    assert found.code_label("region", "group:cities_of_210000", "zh") == "辽宁省各地"


@pytest.mark.parametrize(
    ("scope", "some", "never"),
    [
        ("110000", "110105", "110100"),
        ("210100", "210102", "210101"),
        ("500000", "500101", "500200"),
    ],
)
def test_the_places_of_a_city_are_its_districts(
    tmp_path: Path, scope: str, some: str, never: str
) -> None:
    """Codes that only gather others (市辖区, 县) give way to what is below them."""
    found = own(tmp_path, FILE + f'scope = "{scope}"\n')
    members = found.region_groups()[f"cities_of_{scope}"]
    assert some in members
    assert never not in members


def test_a_declaration_may_be_printed_more_than_once(tmp_path: Path) -> None:
    """`of` says which declaration it is; title and units are those of the base unless said."""
    text = FILE + 'scope = "210000"\n[[tables]]\nkey = "sold"\nof = "contracts_by_type"\n'
    found = own(tmp_path, text + 'role = "seller_region"\nnumber = "表1"\n')
    entry = found.entry("sold")
    assert (entry.number, entry.declaration, entry.role) == (
        "表1",
        "contracts_by_type",
        "seller_region",
    )
    assert entry.units["zh"] == "项、亿元、%"


def test_printed_numbers_may_be_changed(tmp_path: Path) -> None:
    """Without one table the next takes its number."""
    found = own(tmp_path, FILE + '[numbers]\nsellers_by_kind = "表13"\n')
    assert found.number("sellers_by_kind") == "表13"
    assert load_edition("2013").number("sellers_by_kind") == "表13b"


def test_notes_of_a_table_may_be_changed(tmp_path: Path) -> None:
    """What was true of the year of the base need not be true of another."""
    notes = '[notes]\nregistered_by_province = { zh = ["{year}年注。"], en = [] }\n'
    found = own(tmp_path, FILE + notes).entry("registered_by_province")
    assert found.notes == {"zh": ("2013年注。",), "en": ()}
    assert load_edition("2013").entry("registered_by_province").notes["zh"] != found.notes["zh"]
    assert load_edition("2012").entry("registered_by_province").notes == {"zh": (), "en": ()}
    assert refusal(tmp_path, FILE + "[notes]\nnothing = {}\n").startswith(
        "the key 'nothing' is not known (…/edition.toml, notes); the keys are value_and_gdp, "
    )


def test_bad_files_are_refused(tmp_path: Path) -> None:
    """Each message names the file and the place in it."""
    assert refusal(tmp_path, FILE + "yaer = 1\n") == (
        "the key 'yaer' is not known (…/edition.toml); the keys are year, title, based_on, scope, "
        "role, groups_of, omit, symbols, not_comparable, out_of_scope, parts, tables, numbers, "
        "notes."
    )
    assert refusal(tmp_path, "year = 2013\n") == (
        "the key 'title' is missing (…/edition.toml); add it."
    )
    assert refusal(tmp_path, "year = = 1") == (
        "the edition file cannot be read (…/edition.toml): Invalid value (at line 1, column 8); "
        "correct it there; it is TOML in UTF-8."
    )
    assert refusal(tmp_path, FILE.replace('"2013"', '"1913"')) == (
        "there is no edition '1913' to be based on (…/edition.toml): the editions are "
        + ", ".join(edition_names())
        + "; choose one of them."
    )
    assert refusal(tmp_path, FILE + 'scope = "999999"\n') == (
        "the region '999999' that the edition reports on is not known (2013-12-31); "
        "name the code of a province or a city in `scope`."
    )
    assert refusal(tmp_path, FILE + 'scope = "210000"\nrole = "owner"\n') == (
        "a place takes no part in a contract as 'owner' (…/edition.toml); "
        "choose one of registration_region, seller_region, buyer_region."
    )
    assert refusal(tmp_path, FILE.replace("{year}年", "{years}")) == (
        f"the placeholder {{years}} is not known (edition {tmp_path.name}): "
        "'{place}报告（{years}）'; write {year}, {year-1} and the like, or {place}."
    )
    twice = '[[tables]]\nkey = "exchanges"\n' * 2
    assert refusal(tmp_path, FILE + twice) == (
        "the table 'exchanges' stands in the edition twice (…/edition.toml); give one of them "
        "another key, and say `of` which declaration it is."
    )
    assert refusal(tmp_path, FILE + '[[tables]]\nkey = "x"\n') == (
        "the key 'number' is missing (…/edition.toml, table x); add it."
    )
    of_country = '[[tables]]\nkey = "exchanges"\nrole = "seller_region"\n'
    assert refusal(tmp_path, FILE + of_country) == (
        "a table has a role only in an edition of one place (…/edition.toml, table exchanges); "
        "take `role` out, or name the place in `scope` of the edition."
    )


def test_observations_of_one_place_are_no_file(tmp_path: Path) -> None:
    """A file of observations is of the whole register."""
    with pytest.raises(TechmarketError) as refused:
        observe(snapshot=tmp_path, edition="liaoning-2013", out=tmp_path / "o.parquet")
    assert str(refused.value) == (
        "the edition liaoning-2013 is of one place: a file of observations is of the whole "
        "register, its places included; name an edition of the whole country."
    )


def test_no_register_is_drawn_of_one_place(tmp_path: Path) -> None:
    """What was published is of the whole country."""
    with pytest.raises(TechmarketError) as refused:
        simulate(
            edition="liaoning-2013", seed=1, out=tmp_path / "r", contracts=None, progress=quiet
        )
    assert str(refused.value) == (
        "the edition liaoning-2013 is of one place: a register is drawn from the published "
        "figures of the whole country; name an edition of the whole country."
    )
    assert not (tmp_path / "r").exists()
