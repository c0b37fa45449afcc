"""What a printed cell states: inequalities over the exact counts and amounts behind it."""

from __future__ import annotations

from fractions import Fraction

from techmarket.consistency.interval import interval_of
from techmarket.consistency.row import sum_rows
from techmarket.editions import load_edition
from techmarket.observations.observation import Dims, Key
from techmarket.published import Place
from techmarket.simulate.constraints import (
    Known,
    Row,
    Statement,
    rows_of,
    unknowns_of,
)
from techmarket.simulate.other_statements import order_rows, printed_counts, survey_sums

GROUPS = {"group:two": ("110000", "120000")}
EAST: Dims = (("seller_region", "group:two"),)
BEIJING: Dims = (("seller_region", "110000"),)
TIANJIN: Dims = (("seller_region", "120000"),)


def statement(
    measure: str,
    dims: Dims,
    text: str,
    unit: str,
    *,
    base: Dims | None = None,
    decimals: int = 2,
    row: str = "行",
) -> Statement:
    interval = interval_of(text, unit, decimals)
    assert interval is not None
    return Statement(Place("表", row, measure), Key(measure, 2013, dims, base), interval, text)


def holds(rows: list[Row], **exact: int) -> bool:
    """Whether exact values satisfy all rows; `value_110000_2012` names an unknown."""
    values = {name: Fraction(number) for name, number in exact.items()}

    def level(key: Key) -> Fraction:
        place = key.dims[0][1] if key.dims else "all"
        return values[f"{key.measure}_{place}_{key.period}"]

    sums = [(row, sum(factor * level(key) for key, factor in row.terms)) for row in rows]
    return all(left < row.bound or (left == row.bound and not row.strict) for row, left in sums)


def rows(stated: Statement, known: Known | None = None) -> list[Row]:
    return list(rows_of(stated, GROUPS, known or {}))


def test_a_level_bounds_one_unknown() -> None:
    """1.00 亿元 is anything from 0.995 to below 1.005."""
    found = rows(statement("value", BEIJING, "1.00", "亿元"))
    assert holds(found, value_110000_2013=9_950_000_000)
    assert not holds(found, value_110000_2013=10_050_000_000)


def test_a_group_of_regions_is_the_sum_of_its_members() -> None:
    """The group itself is no unknown."""
    key = Key("value", 2013, EAST)
    assert unknowns_of(key, GROUPS) == {
        key.at(seller_region=code): 1 for code in ("110000", "120000")
    }


def test_a_growth_ties_two_years() -> None:
    """10.00 % over 200 contracts are 220; 221 would be 10.50 %."""
    found = rows(statement("contracts.growth", BEIJING, "10.00", "%"))
    assert holds(found, contracts_110000_2013=220, contracts_110000_2012=200)
    assert not holds(found, contracts_110000_2013=221, contracts_110000_2012=200)


def test_a_share_ties_a_part_to_its_whole() -> None:
    """One third is printed 33.33, of whatever size the whole is."""
    found = rows(statement("value.share", BEIJING, "33.33", "%", base=()))
    assert holds(found, value_110000_2013=1_000_000, value_all_2013=3_000_000)
    assert not holds(found, value_110000_2013=1_000_000, value_all_2013=3_010_000)


def test_a_ratio_to_gross_domestic_product_uses_the_carried_figure() -> None:
    """A figure that is known is no unknown: it goes into the bound."""
    known = {Key("gdp", 2013): Fraction(1_000_000)}
    found = rows(statement("value.to_gdp", (), "1.31", "%"), known)
    assert [key.measure for row in found for key, _ in row.terms] == ["value", "value"]
    assert holds(found, value_all_2013=13_100)
    assert not holds(found, value_all_2013=13_200)


def test_a_mean_is_linear_once_the_contracts_are_counted() -> None:
    """Two contracts with a mean of 1.00 万元 are worth 2 万元, within a printed hundredth."""
    known = {Key("contracts", 2013, BEIJING): Fraction(2)}
    found = rows(statement("mean_value", BEIJING, "1.00", "万元"), known)
    assert holds(found, value_110000_2013=2_000_000)
    assert not holds(found, value_110000_2013=2_010_000)


def test_a_growth_of_means_needs_the_contracts_of_both_years() -> None:
    """Twice the value over the same contracts is a growth of 100 %."""
    known = {
        Key("contracts", 2013, BEIJING): Fraction(5),
        Key("contracts", 2012, BEIJING): Fraction(5),
    }
    found = rows(statement("mean_value.growth", BEIJING, "100.00", "%"), known)
    assert holds(found, value_110000_2013=2_000_000, value_110000_2012=1_000_000)
    assert not holds(found, value_110000_2013=2_000_000, value_110000_2012=1_001_000)


def test_without_a_number_of_contracts_a_mean_is_an_unknown_itself() -> None:
    """It bounds nothing else, and can still be carried or contradicted."""
    found = rows(statement("mean_value", BEIJING, "1.00", "万元"))
    assert {key.measure for row in found for key, _ in row.terms} == {"mean_value"}


def test_an_answer_is_a_level() -> None:
    """What an exchange answered, in 万元."""
    found = rows(statement("exchange.value", (), "1.00", "万元"))
    assert [row.bound for row in found] == [1_005_000, -995_000]


def test_sellers_and_names_bound_no_amount() -> None:
    """How many sellers there are says nothing of what they sell."""
    assert rows(statement("sellers", BEIJING, "12", "个", decimals=0)) == []


def test_a_whole_is_the_sum_of_its_parts_whatever_is_printed() -> None:
    """Two inequalities, without a printed cell."""
    found = list(sum_rows(Key("value", 2013), [Key("value", 2013, d) for d in (BEIJING, TIANJIN)]))
    assert holds(found, value_all_2013=5, value_110000_2013=2, value_120000_2013=3)
    assert not holds(found, value_all_2013=5, value_110000_2013=2, value_120000_2013=2)
    assert not holds(found, value_all_2013=3, value_110000_2013=2, value_120000_2013=2)
    assert [row.place for row in found] == [None, None]


def ranked(*codes: str) -> list[Statement]:
    """Ranks 1, 2 … of regions, in that order."""
    return [
        statement(
            "value.rank",
            (("seller_region", code),),
            str(rank),
            "位",
            base=(("seller_region", "group:four"),),
            decimals=0,
            row=code,
        )
        for rank, code in enumerate(codes, start=1)
    ]


FOUR = {"group:four": ("a", "b", "c", "d")}


def test_a_rank_states_who_is_above_its_neighbours() -> None:
    """The third of four has no less than the fourth and no more than the second."""
    found = {row.name: row for row in order_rows(ranked("a", "b", "c", "d"), FOUR)}
    above, below = found["表|c|value.rank|above d"], found["表|c|value.rank|below b"]
    assert holds([above, below], value_b_2013=3, value_c_2013=2, value_d_2013=2)
    assert not holds([above], value_c_2013=2, value_d_2013=3)
    assert not holds([below], value_b_2013=1, value_c_2013=2)


def test_a_rank_takes_the_other_ranks_as_they_are_but_not_its_neighbours() -> None:
    """That c is above d follows from rank 3 of c, when a and b are the first two."""
    found = {row.name: row for row in order_rows(ranked("a", "b", "c", "d"), FOUR)}
    also = {name.rpartition("|")[2]: [p.row_path for p in row.also] for name, row in found.items()
            if "|c|" in name}  # fmt: skip
    assert also == {"above d": ["a", "b"], "below b": ["d"]}


def test_a_rank_states_nothing_of_who_is_not_ranked() -> None:
    """Without the fourth rank nobody knows that the others are above the last."""
    found = [row.name.rpartition("|")[2] for row in order_rows(ranked("a", "b", "c"), FOUR)]
    assert found == ["above b", "above c"]


def test_tied_ranks_state_no_order() -> None:
    """Two firsts leave it open who is next to whom."""
    first, second = ranked("a", "b")
    tied = Statement(second.place, second.key, first.interval, "1")
    assert list(order_rows([first, tied], FOUR)) == []


def test_numbers_of_contracts_that_are_printed_twice_must_agree_to_be_used() -> None:
    """A mean divides by the printed number; which of two different ones, nobody can say."""
    one = statement("contracts", BEIJING, "12", "项", decimals=0, row="甲")
    same = statement("contracts", BEIJING, "12", "项", decimals=0, row="乙")
    other = statement("contracts", TIANJIN, "7", "项", decimals=0, row="甲")
    wrong = statement("contracts", TIANJIN, "8", "项", decimals=0, row="乙")
    assert printed_counts([one, same, other, wrong]) == {one.key: (12, (one.place, same.place))}


def test_answers_add_up_to_their_kind_and_kinds_to_the_total() -> None:
    """Nine questions, two kinds of exchange."""
    edition = load_edition("2013")
    wholes = [row.terms[0][0] for row in survey_sums(edition)]
    kinds = {exchange.kind for exchange in edition.exchange_answers()}
    assert len(wholes) == 2 * 9 * (len(kinds) + 1)
    assert {key.dims for key in wholes} == {(), *((("institution_kind", k),) for k in kinds)}
