"""An edition: printed numbers and titles, its scope, and the figures it carries."""

from __future__ import annotations

from pathlib import Path

import pytest

from techmarket.editions import Edition, edition_names, load_edition
from techmarket.editions.money import fen
from techmarket.errors import TechmarketError
from techmarket.observations.observation import Key, Origin, Status
from techmarket.tables.definitions import DECLARATIONS


def carried(edition: Edition, measure: str, period: int, **dims: str) -> object:
    """The carried value of a key, `None` if it is not carried."""
    key = Key(measure, period, tuple(sorted(dims.items())))
    found = [o for o in edition.carried() if o.key == key]
    assert len(found) < 2
    return found[0].value if found else None


def test_an_unknown_edition_is_refused() -> None:
    """The message lists the editions there are."""
    assert edition_names() == ("2012", "2013", "liaoning-2013")
    with pytest.raises(TechmarketError) as refused:
        load_edition("2099")
    assert str(refused.value) == (
        "there is no edition '2099': the editions are 2012, 2013, liaoning-2013; choose one of "
        "them, or name a folder with an edition.toml in it."
    )


def test_a_folder_without_an_edition_file_is_no_edition(tmp_path: Path) -> None:
    """A path names an edition only where there is one."""
    with pytest.raises(TechmarketError):
        load_edition(str(tmp_path))


def test_an_edition_prints_every_declared_table_under_a_number_and_a_file_of_its_own(
    edition: Edition,
) -> None:
    """Numbers and file names are the edition's; keys and meanings are not."""
    entries = list(edition.tables.values())
    assert list(edition.tables) == list(DECLARATIONS)
    assert len({entry.number for entry in entries}) == len({entry.file for entry in entries}) == 32
    assert edition.number("contracts_by_type") == "附表4"
    assert edition.number("exchanges") == "表13a"
    assert edition.entry("exchanges").file == "table-13a"
    assert edition.entry("contracts_by_type").file == "annex-04"
    assert edition.title("contracts_by_type") == "2013年各类技术合同构成"
    assert edition.title("contracts_by_type", "en") == (
        "Technology contracts by type and subtype, 2013"
    )
    assert {entry.part for entry in entries} <= set(edition.parts)


def test_keys_carry_no_number_and_no_year() -> None:
    """A new edition is new data, not new keys."""
    assert not [key for key in DECLARATIONS if any(c.isdigit() for c in key)]


def test_what_was_not_surveyed_and_what_cannot_be_compared(edition: Edition) -> None:
    """Tibet neither sells nor registers in the survey; objectives were classified anew."""
    assert edition.out_of_scope == {
        (("seller_region", "540000"),),
        (("registration_region", "540000"),),
    }
    assert edition.not_comparable == {"objective"}


def test_groups_of_regions_are_those_of_the_year(edition: Edition) -> None:
    """The centre of 2013 has eight provinces."""
    groups = edition.region_groups()
    assert {name: len(members) for name, members in groups.items()} == {
        "province": 31,
        "east": 11,
        "central": 8,
        "west": 12,
        "bohai": 7,
        "yrd": 3,
        "prd": 3,
        "hmt": 3,
        "separate_plan": 5,
        "subprovincial": 10,
    }


def test_codes_are_labelled_as_tables_print_them(edition: Edition) -> None:
    """北京, not 北京市; a group by its own name."""
    assert edition.code_label("region", "110000", "zh") == "北京"
    assert edition.code_label("region", "group:east", "zh") == "东部地区"
    assert edition.code_label("party_kind", "E", "en") == "Enterprises"


def test_gross_domestic_product_and_the_years_before_the_register_are_carried(
    edition: Edition,
) -> None:
    """Twelve years of product; contracts and value until 2011, exactly as 分."""
    assert carried(edition, "gdp", 2013) == 568_845_21 * 10**8
    assert carried(edition, "gdp", 2002) == 120_332_69 * 10**8
    assert carried(edition, "contracts", 2002) == 237_093
    assert carried(edition, "value", 2011) == 4_763_56 * 10**8
    assert carried(edition, "value", 2012) is None
    assert carried(edition, "contracts", 2013) is None
    assert carried(edition, "value", 2011, contract_type="4") == 1_904_14 * 10**8
    assert carried(edition, "contracts", 2011, contract_type="1") == 126_420


def test_a_fact_is_carried_once(edition: Edition) -> None:
    """2009 is printed as 3039.00 and as 3039.01; the annex has it."""
    keys = [o.key for o in edition.carried()]
    assert len(set(keys)) == len(keys)
    assert carried(edition, "value", 2009) == 3_039_00 * 10**8


def test_what_can_be_derived_is_not_carried(edition: Edition) -> None:
    """No share, growth or ratio; means only by type, whose parts were never printed."""
    measures = {o.key.measure for o in edition.carried()}
    assert measures == {
        *("gdp", "contracts", "value", "mean_value", "institution.name", "institutions")
    }
    assert carried(edition, "mean_value", 2002, contract_type="1") == 749_000_00
    assert carried(edition, "mean_value", 2012, contract_type="1") is None
    assert carried(edition, "mean_value", 2002) is None


def test_demonstration_institutions_are_counted_by_the_edition(edition: Edition) -> None:
    """274 of them; the parts by legal form, by service and by region add up to all of them."""
    assert carried(edition, "institutions", 2013) == 274
    for dimension, codes in (
        ("institution_legal_form", ("11", "12", "13", "14", "2")),
        ("institution_service", ("comprehensive", "specialised", "international")),
        ("institution_region", ("group:east", "group:central", "group:west")),
    ):
        parts = [carried(edition, "institutions", 2013, **{dimension: code}) for code in codes]
        assert sum(part for part in parts if isinstance(part, int)) == 274
    assert carried(edition, "institutions", 2013, institution_kind="university") is None


def test_everything_carried_says_so(edition: Edition) -> None:
    """A carried figure is never taken for a computed one."""
    assert {o.origin for o in edition.carried()} == {Origin.CARRIED}
    zeros = {o.key for o in edition.carried() if o.status is Status.ZERO}
    assert zeros == {
        Key("institutions", 2013, (("institution_region", "460000"),)),
        Key("institutions", 2013, (("institution_region", "540000"),)),
    }
    assert {o.status for o in edition.carried() if o.key not in zeros} == {Status.NORMAL}
    assert {o.unit for o in edition.carried() if o.key.measure == "mean_value"} == {"分"}


def test_the_directory_has_places_without_a_name(edition: Edition) -> None:
    """369 places in order; three are printed without a name, and nothing is made up for them."""
    directory = edition.directory()
    assert [entry.position for entry in directory] == list(range(1, 370))
    assert [entry.position for entry in directory if not entry.name] == [72, 127, 159]
    assert carried(edition, "institution.name", 2013, position="1") == "北京大学科技开发部"
    assert carried(edition, "institution.name", 2013, position="72") is None


def test_the_exchanges_answers_are_exact(edition: Edition) -> None:
    """Fifteen and eleven exchanges in printed order; 万元 become whole 分."""
    exchanges = edition.exchange_answers()
    assert [exchange.kind for exchange in exchanges] == (
        ["technology_exchange"] * 15 + ["property_exchange"] * 11
    )
    named = {exchange.name: exchange.answers for exchange in exchanges}
    counts = [exchange.answers["exchange.contracts"] for exchange in exchanges]
    assert sum(counts[:15]) == 15_737
    assert sum(counts[15:]) == 5_467 + named["北京产权交易所有限公司"]["exchange.contracts"]
    assert named["西安科技大市场有限公司"]["exchange.value"] == 2_328_396_63 * 10**4
    assert all(len(exchange.answers) == 9 for exchange in exchanges)


def test_an_amount_is_read_exactly_or_not_at_all() -> None:
    """Text to 分 by whole numbers alone."""
    assert fen("7469.13", "亿元") == 74_691_300_000_000
    assert fen("-0.01", "元") == -1
    for text, unit, message in (
        ("1,084.67", "亿元", "'1,084.67' is not a decimal number (gdp.csv); "
         "write digits and at most one point, without separators."),
        ("0.001", "元", "0.001 元 is not a whole number of 分 (gdp.csv); "
         "give the amount with fewer decimals."),
        ("5", "项", "项 is not a unit of money (gdp.csv); choose one of 亿元, 万元, 元, 分."),
    ):  # fmt: skip
        with pytest.raises(TechmarketError) as refused:
            fen(text, unit, where="gdp.csv")
        assert str(refused.value) == message
