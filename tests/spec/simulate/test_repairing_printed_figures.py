"""Repair: as few printed figures as possible are given up, so that the others can all be true."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest

from printed_sums import GROWTH, LAST, TOTAL, PrintedSums, part, place
from techmarket.consistency.interval import Interval
from techmarket.consistency.program import nearest, program_of
from techmarket.consistency.repair import Repair, smallest_repair
from techmarket.consistency.row import sum_rows
from techmarket.editions import load_edition
from techmarket.errors import TechmarketError
from techmarket.observations.observation import Key
from techmarket.published import Place, PublishedCell
from techmarket.simulate import statements
from techmarket.simulate.constraints import Row, Statement
from techmarket.simulate.giving_up import pinned, rebate, taken_back
from techmarket.simulate.refuting import refuse_text
from techmarket.simulate.settle import check_statements, settled_counts, settled_values
from techmarket.simulate.system import TEXT, System, system_of

YI = 10**10
"""One 亿元 in 分."""


def one(_: Place) -> float:
    return 1.0


def repaired(table: PrintedSums, cost: Callable[[Place], float] = one) -> Repair:
    return smallest_repair(table.program, table.half_units, cost)


def test_figures_that_agree_are_all_kept() -> None:
    """100.00 + 50.00 = 150.00, 20 % above 125.00."""
    assert repaired(PrintedSums([100 * YI, 50 * YI], 125 * YI)).given_up == ()


def test_parts_that_miss_their_total_by_rounding_alone_are_kept() -> None:
    """0.33 + 0.33 + 0.33 is printed 1.00, because each third is 0.333 …"""
    table = PrintedSums([YI // 3, YI // 3, YI - 2 * (YI // 3)], YI)
    assert table.printed[part(0)] == "0.33"
    assert repaired(table).given_up == ()


def test_a_figure_that_two_others_refute_is_given_up() -> None:
    """The total agrees with the growth, so it is a part that is wrong, and either part will do."""
    table = PrintedSums([100 * YI, 50 * YI], 125 * YI, {part(1): "60.00"})
    repair = repaired(table)
    assert repair.optimal
    assert repair.given_up in [(place(part(0)),), (place(part(1)),)]


def test_among_equally_small_sets_the_cheapest_is_taken() -> None:
    """The costs differ too little to make a larger set cheaper. (A cell that need not give is tried
    only as far as 300 printed units off: what is cheapest is so within that reach.)"""
    table = PrintedSums([100 * YI, 50 * YI], 125 * YI, {part(1): "52.00"})
    for chosen in (place(part(0)), place(part(1))):
        costs = {place(key): 1.0 for key in table.printed} | {chosen: 0.99}
        assert repaired(table, costs.__getitem__).given_up == (chosen,)


def test_one_wrong_total_is_given_up_rather_than_all_that_it_contradicts() -> None:
    """Parts and growth agree on 150.00; only the total says otherwise."""
    table = PrintedSums([100 * YI, 50 * YI], 125 * YI, {TOTAL: "160.00"})
    assert repaired(table).given_up == (place(TOTAL),)


def test_a_figure_may_be_off_by_any_distance() -> None:
    """A slipped decimal point is one wrong figure too."""
    table = PrintedSums([100 * YI, 50 * YI], 125 * YI, {TOTAL: "15000.00"})
    assert repaired(table).given_up == (place(TOTAL),)


def test_two_wrong_figures_are_two() -> None:
    """Without the growth, nothing ties the years; without a part, nothing the sum."""
    table = PrintedSums([100 * YI, 50 * YI], 125 * YI, {part(0): "200.00", GROWTH: "99.00"})
    assert len(repaired(table).given_up) == 2


def test_touching_intervals_exclude_one_another() -> None:
    """1.00 ends where 1.01 begins: the edge belongs to one of them alone."""
    low = Statement(Place("表", "甲", "数"), TOTAL, Interval(Fraction(0), Fraction(YI)), "")
    high = Statement(Place("表", "乙", "数"), TOTAL, Interval(Fraction(YI), Fraction(2 * YI)), "")
    rows = [
        Row("表|甲|数|upper", ((TOTAL, Fraction(1)),), low.interval.high, low.place, strict=True),
        Row("表|乙|数|lower", ((TOTAL, Fraction(-1)),), -high.interval.low, high.place),
    ]
    halves = {low.place: 0.5, high.place: 0.5}
    assert len(smallest_repair(program_of(rows), halves, one).given_up) == 1


def test_unknowns_that_are_pinned_take_their_value() -> None:
    """The grand totals are, so that the classifications fall apart into blocks."""
    table = PrintedSums([100 * YI, 50 * YI], 125 * YI, {part(1): "60.00"})
    repair = smallest_repair(
        table.program, table.half_units, one, pinned={TOTAL: 15000.0, LAST: 12500.0}
    )
    assert len(repair.given_up) == 1
    assert set(repair.given_up) <= {place(part(0)), place(part(1))}


def test_what_no_register_can_have_cannot_be_repaired() -> None:
    """A sum that must hold is given up by nobody."""
    rows = [
        *sum_rows(TOTAL, [part(0)]),
        Row("at most nothing", ((TOTAL, Fraction(1)),), Fraction(0)),
        Row("at least one", ((part(0), Fraction(-1)),), Fraction(-YI)),
        Row("表|甲|数|upper", ((TOTAL, Fraction(1)),), Fraction(YI), Place("表", "甲", "数")),
    ]
    with pytest.raises(TechmarketError) as error:
        smallest_repair(program_of(rows), {Place("表", "甲", "数"): 0.5}, one)
    what, _, rest = str(error.value).partition(": ")
    assert what == "the printed figures could not be repaired"
    assert rest.endswith(
        "; check that the tables were read with the right meaning, or allow more time."
    )


def test_a_cell_that_the_others_allow_is_taken_back() -> None:
    """The search keeps a small margin from every edge and may give up one too many."""
    system = system_of(load_edition("2013"))
    table = PrintedSums([100 * YI, 50 * YI], 125 * YI, {TOTAL: "160.00"})
    too_many = (place(part(0)), place(TOTAL))
    assert taken_back(system, table.program, too_many) == (place(TOTAL),)


def test_the_nearest_solution_departs_least_from_the_estimates() -> None:
    """What is printed nowhere takes its estimate, what is printed stays inside its interval."""
    table = PrintedSums([100 * YI, 50 * YI], 125 * YI)
    found = nearest(table.program, [place(part(1))], lambda _: 9_000.0, lambda _: 0.0)
    assert found is not None
    assert found[part(0)] == pytest.approx(100 * YI, abs=YI // 200)
    assert found[part(1)] == pytest.approx(50 * YI, abs=YI // 20)
    wrong = PrintedSums([100 * YI, 50 * YI], 125 * YI, {TOTAL: "160.00"})
    assert nearest(wrong.program, [], lambda _: 9_000.0, lambda _: 0.0) is None


def cell(
    measure: str, text: str, table: str = "表3", dims: tuple[tuple[str, str], ...] = ()
) -> Statement:
    number = Fraction(text) * (Fraction(1, 100) if measure.endswith("growth") else YI)
    return Statement(
        Place(table, "行", "列"), Key(measure, 2013, dims), Interval(number, number), text
    )


def test_what_is_given_up_first_when_the_number_is_equal() -> None:
    """Text before cells, steep growth before growth before amounts, lists before tables of areas,
    whole amounts of the matrix before others, large amounts before small ones."""
    matrix = (("buyer_kind", "010"), ("seller_kind", "600"))
    order = [
        cell("value", "1.00", TEXT),
        cell("value.growth", "-82.87", "附表14"),
        cell("value.growth", "67.10"),
        cell("value", "9.00", "附表10", matrix),
        cell("value.growth", "18.86", "附表13"),
        cell("value.growth", "18.86"),
        cell("value", "8.58", "附表13"),
        cell("value", "2851.72"),
        cell("value", "8.58"),
    ]
    rebates = [rebate(statement, {matrix: 237.0}) for statement in order]
    assert rebates == sorted(rebates, reverse=True)
    assert len(set(rebates)) == len(rebates)


def test_of_whole_amounts_that_of_more_contracts_is_given_up_first() -> None:
    """That 247 contracts are worth nothing is harder to believe than that 2 are."""
    few, many = (("buyer_kind", "700"),), (("buyer_kind", "020"),)
    counts = {few: 2.0, many: 247.0}
    rebates = [rebate(cell("value", "0.00", "附表10", dims), counts) for dims in (few, many)]
    assert rebates[0] < rebates[1]


@pytest.fixture(scope="module")
def system() -> System:
    return system_of(load_edition("2013"))


def test_last_years_major_contracts_follow_from_their_stated_growth(system: System) -> None:
    """5,369.72 亿元 this year, 18.01 % more than last year."""
    pins = pinned(system)
    before = pins[Key("value", 2012, (("value_class", "major"),))]
    assert before == pytest.approx(536_972 / 1.1801, rel=1e-4)
    assert len(pins) == 4


def test_counts_that_contradict_one_another_cannot_be_settled(system: System) -> None:
    """Nothing is given up here, and the edition has contradictions."""
    with pytest.raises(TechmarketError) as error:
        settled_counts(system, ())
    assert str(error.value) == (
        "the printed counts that are kept contradict one another; record the contradictions of "
        "this edition anew (tools/record_contradictions.py)."
    )


def test_values_that_contradict_one_another_cannot_be_settled(
    system: System, recorded: tuple[Place, ...]
) -> None:
    """The same of amounts."""
    counts = settled_counts(system, recorded)
    with pytest.raises(TechmarketError) as error:
        settled_values(system, (), counts)
    assert str(error.value) == (
        "the printed values that are kept contradict one another; record the contradictions of "
        "this edition anew (tools/record_contradictions.py)."
    )


def test_every_kept_figure_is_checked_once_more_in_exact_numbers(
    system: System, recorded: tuple[Place, ...]
) -> None:
    """With one contract everywhere the first printed number of contracts is missed."""
    with pytest.raises(TechmarketError) as error:
        check_statements(system, recorded, lambda _: 1, lambda _: 0)
    first = next(
        row.name
        for row in system.count_rows()
        if row.place is not None
        and row.place not in recorded
        and sum(factor for _, factor in row.terms) > row.bound
    )
    assert str(error.value) == (
        f"a settled total misses a printed figure ({first}); report this as a defect of the "
        "simulation."
    )


def test_a_printed_cell_must_have_a_meaning(monkeypatch: pytest.MonkeyPatch) -> None:
    """A word that the declared tables do not have is an error, not a cell that is left out."""
    stray = PublishedCell(Place("表1", "没有", "2013年"), 2013, "亿元", "1.00", "table-01.csv", 2)
    monkeypatch.setattr(statements, "load_published", lambda _: [stray])
    with pytest.raises(TechmarketError) as error:
        statements.statements_of(load_edition("2013"))
    assert str(error.value) == (
        "a printed cell has no place in the declared tables (表1 · 没有 · 2013年); declare its row "
        "and column, or correct the words of the printed file."
    )


def test_a_figure_of_the_text_cannot_be_recorded() -> None:
    """Only cells of tables are compared; a wrong figure of the text is left out by hand."""
    refuse_text([Place("表1", "行", "列")])
    with pytest.raises(TechmarketError) as error:
        refuse_text([Place("表1", "行", "列"), Place(TEXT, "value:2013:", "")])
    assert str(error.value) == (
        "figures of the running text contradict the tables (value:2013:); take them out of "
        "techmarket/simulate/stated."
    )
