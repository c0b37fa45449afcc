"""Distinct sellers, the largest sellers by name, and the answers of exchanges."""

from __future__ import annotations

import pytest

from register_text import Observer
from techmarket.errors import TechmarketError
from techmarket.observations import Key, Observation, Origin, Status, dims_of
from techmarket.observations.measures import MEASURES


def key(measure: str, period: int = 2013, **dims: str) -> Key:
    return Key(measure, period, dims_of(dims))


SELLERS = """
    seller_id seller_kind value
    丁        100         4
    甲        100         3
    甲        100         3
    乙        200         6
    丙        021         1
"""


def test_a_seller_counts_once(observed: Observer) -> None:
    """Sellers are distinct, in all and by kind; a kind counts the sellers below it."""
    found = observed(SELLERS)
    assert found.get(key("sellers")).value == 4
    assert found.get(key("sellers", seller_kind="E")).value == 3
    assert found.get(key("sellers", seller_kind="100")).value == 2
    assert found.get(key("sellers", seller_kind="600")).status is Status.ZERO
    assert found.get(key("sellers.growth")).status is Status.NO_PRIOR


def test_the_name_of_the_nth_largest_seller(observed: Observer) -> None:
    """By value, largest first; equal values by name; beyond the last one not applicable."""
    found = observed(SELLERS)
    names = [found.get(key("seller.name", seller_kind="E", position=str(n))) for n in range(1, 5)]
    assert [o.value for o in names] == ["乙", "甲", "丁", None]
    assert names[3].status is Status.NOT_APPLICABLE
    assert names[0].unit == ""
    assert found.get(key("seller.name", position="4")).value == "丙"


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (
            key("seller.name"),
            "a name is asked for by its position (seller.name:2013:): there is no position; give "
            "position=1 for the first.",
        ),
        (
            key("seller.name", position="0"),
            "a name is asked for by its position (seller.name:2013:position=0): the position is 0; "
            "give position=1 for the first.",
        ),
        (
            key("sellers", buyer_kind="100"),
            "sellers is not counted by buyer_kind (sellers:2013:buyer_kind=100); ask by "
            "seller_kind, or for the total.",
        ),
    ],
)
def test_a_seller_that_cannot_be_meant(observed: Observer, asked: Key, sentence: str) -> None:
    """A position counts from 1; sellers are counted by kind alone."""
    with pytest.raises(TechmarketError) as error:
        observed(SELLERS).get(asked)
    assert str(error.value) == sentence


ANSWERS = """
    survey   institution institution_kind measure   value unit
    exchange 北           技术交易所        contracts 5     项
    exchange 南           技术交易所        contracts 7     项
    exchange 西           技术产权交易所     contracts -     项
    exchange 北           技术交易所        staff     0     人
"""


def test_an_answer_is_answered_and_a_sum_is_computed(observed: Observer) -> None:
    """One institution's answer is its own; a kind or the total is the sum of the answers given."""
    found = observed("value\n1", answers=ANSWERS)
    north = key("exchange.contracts", institution="北")
    assert found.get(north) == Observation(north, 5, "项", Status.NORMAL, Origin.ANSWERED)
    kind = found.get(key("exchange.contracts", institution_kind="技术交易所"))
    assert (kind.value, kind.origin) == (12, Origin.COMPUTED)
    assert found.get(key("exchange.contracts")).value == 12


def test_an_answer_of_zero_and_an_answer_not_given(observed: Observer) -> None:
    """Zero was answered; what was not answered is missing, and so is a sum of no answers."""
    found = observed("value\n1", answers=ANSWERS)
    assert found.get(key("exchange.staff", institution="北")).status is Status.ZERO
    assert found.get(key("exchange.staff", institution="南")).status is Status.MISSING
    assert found.get(key("exchange.contracts", institution="西")).status is Status.MISSING
    west = found.get(key("exchange.contracts", institution_kind="技术产权交易所"))
    assert (west.status, west.origin) == (Status.MISSING, Origin.COMPUTED)
    assert found.get(key("exchange.events")).status is Status.MISSING


def test_an_institution_that_did_not_take_part(observed: Observer) -> None:
    """All its answers are missing, and so are those of a kind of which none took part; the
    register need not know their names. Nothing else is stopped by them."""
    found = observed("value\n1", answers=ANSWERS)
    east = found.get(key("exchange.staff", institution="东"))
    assert (east.status, east.origin) == (Status.MISSING, Origin.ANSWERED)
    assert found.get(key("exchange.staff", institution_kind="市场")).status is Status.MISSING
    assert found.get(key("exchange.contracts")).value == 12


def test_answers_are_not_asked_by_region(observed: Observer) -> None:
    """A survey knows its institutions and their kinds, and nothing of their places."""
    with pytest.raises(TechmarketError) as error:
        observed("value\n1", answers=ANSWERS).get(key("exchange.staff", seller_region="110000"))
    assert str(error.value) == (
        "exchange.staff is not asked by seller_region "
        "(exchange.staff:2013:seller_region=110000); "
        "ask by institution or institution_kind, or for the total."
    )


def test_a_sum_is_of_the_answers_given(observed: Observer) -> None:
    """An answer not given adds nothing to a sum, which stands as normal: 5 and 7 are 12 whether
    or not a third exchange answered. The table shows which answer is missing, and says so."""
    found = observed("value\n1", answers=ANSWERS)
    total = key("exchange.contracts")
    assert found.get(total) == Observation(total, 12, "项", Status.NORMAL, Origin.COMPUTED)
    assert MEASURES["exchange.contracts"].definition == (
        "As answered by a technology exchange (contracts closed), or the sum of the answers given; "
        "an answer that was not given is missing, and adds nothing to a sum."
    )


def test_the_directory_is_carried(observed: Observer) -> None:
    """Names of the directory are edition data."""
    first = Observation(
        key("institution.name", position="1"), "中心", "", Status.NORMAL, Origin.CARRIED
    )
    found = observed("value\n1", carried=[first])
    assert found.get(first.key) == first
    assert found.get(key("institution.name", position="2")).status is Status.MISSING
