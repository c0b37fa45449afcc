"""The printed places of 2013 and what they mean: the same words, and a meaning that fits."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from fractions import Fraction
from importlib.resources import files

import pytest

from techmarket.editions import load_edition
from techmarket.observations.observation import Key
from techmarket.tables.published_places import PublishedPlace, published_keys

Place = tuple[str, str, str]
Interval = tuple[Fraction, Fraction]

NUMBER = re.compile(r"-?[\d,]+(\.\d+)?%?")
EXACT = {"亿元": Fraction(10**10), "万元": Fraction(10**6), "%": Fraction(1, 100)}
SIGNS = {"—", "--", "-", ""}

REFUTED_BY_THEIR_PARTS = {
    *(("表1", "技术合同成交额÷国内生产总值", f"{year}年") for year in range(2003, 2009)),
    ("表7", "江苏", "输出技术/排名"),
    ("表7", "广东", "输出技术/排名"),
    *(
        ("附表2", f"平均每份成交额/{kind}", "2013年/成交额")
        for kind in ("技术开发", "技术转让", "技术咨询", "技术服务")
    ),
    ("附表2", "平均每份成交额/单项合同平均成交额", "2006年/成交额"),
    ("附表2", "平均每份成交额/单项合同平均成交额", "2007年/成交额"),
}
"""Printed figures that do not follow from the printed figures they are made of."""

PRINTED_TWICE_DIFFERENTLY = {
    "value.growth:2013:seller_region=460000",
    "value.growth:2013:seller_region=450000",
    "value.growth:2013:buyer_region=450000",
    "value.growth:2013:seller_region=520000",
    "value.growth:2013:buyer_region=540000",
    "value.growth:2013:seller_region=640000",
    "value.growth:2013:seller_region=650000",
    "value:2013:seller_kind=020",
    "value:2013:seller_kind=030",
}
"""Numbers that the report prints in two places with figures that exclude one another."""


def printed() -> dict[Place, dict[str, str]]:
    rows: dict[Place, dict[str, str]] = {}
    for file in (files("techmarket.published") / "2013").iterdir():
        if not file.name.endswith(".csv"):
            continue
        for row in csv.DictReader(file.read_text(encoding="utf-8-sig").splitlines()):
            place = (row["table"], row["row_path"], row["column_path"])
            assert place not in rows
            rows[place] = row
    return rows


@pytest.fixture(scope="module")
def rows() -> dict[Place, dict[str, str]]:
    return printed()


@pytest.fixture(scope="module")
def places() -> dict[Place, PublishedPlace]:
    found = published_keys(load_edition("2013"))
    by_place = {(p.table_number, p.row_path, p.column_path): p for p in found}
    assert len(by_place) == len(found)
    return by_place


def test_every_printed_cell_has_one_place_and_every_place_a_printed_cell(
    rows: dict[Place, dict[str, str]], places: dict[Place, PublishedPlace]
) -> None:
    """3,036 cells, in the very words of print, with the same year and unit."""
    assert set(places) == set(rows)
    assert len(places) == 3036
    for place, row in rows.items():
        assert (str(places[place].period), places[place].unit) == (row["period"], row["unit"])


def test_text_that_stands_by_declaration_is_the_printed_text(
    rows: dict[Place, dict[str, str]], places: dict[Place, PublishedPlace]
) -> None:
    """Where no number belongs, the edition says what is printed instead."""
    standing = {place: p.blank for place, p in places.items() if p.blank is not None}
    assert standing == {place: rows[place]["value_text"] for place in standing}
    assert set(standing.values()) <= SIGNS
    assert all((p.key is None) == (p.blank is not None) for p in places.values())


def test_a_sign_stands_where_a_value_may_be_lacking_and_nowhere_else(
    rows: dict[Place, dict[str, str]], places: dict[Place, PublishedPlace]
) -> None:
    """Tibet, Macau, the objectives, and the places of the directory without a name."""
    lacking = {p.key for place, p in places.items() if p.key and rows[place]["value_text"] in SIGNS}
    assert {key.cell_id.split(":", 2)[2] for key in lacking} == {
        "registration_region=540000",
        "seller_region=540000",
        "seller_region=820000",
        *(f"objective={code:02d}" for code in range(1, 14)),
        *(f"position={n}" for n in (72, 127, 159)),
    }


def test_decimals_are_those_of_print(
    rows: dict[Place, dict[str, str]], places: dict[Place, PublishedPlace]
) -> None:
    """No figure is printed with more digits than declared; most with just as many."""
    for place, row in rows.items():
        if NUMBER.fullmatch(row["value_text"]):
            digits = len(row["value_text"].rstrip("%").partition(".")[2])
            assert digits <= places[place].decimals, place


def interval(text: str, place: PublishedPlace) -> Interval:
    """The exact values that a printed number may stand for."""
    number = Fraction(text.replace(",", "").rstrip("%"))
    half = Fraction(1, 2 * 10**place.decimals) if place.decimals else Fraction(0)
    unit = EXACT.get(place.unit, Fraction(1))
    return (number - half) * unit, (number + half) * unit


def meet(one: Interval, other: Interval) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


@pytest.fixture(scope="module")
def known(
    rows: dict[Place, dict[str, str]], places: dict[Place, PublishedPlace]
) -> dict[Key, list[Interval]]:
    found: dict[Key, list[Interval]] = {}
    for place, p in places.items():
        text = rows[place]["value_text"]
        if p.key is not None and NUMBER.fullmatch(text):
            found.setdefault(p.key, []).append(interval(text, p))
    return found


def test_a_number_printed_twice_is_the_same_number(known: dict[Key, list[Interval]]) -> None:
    """Places of one key agree: a wrong key would bring strangers together."""
    several = {key: found for key, found in known.items() if len(found) > 1}
    assert len(several) > 300
    differing = {
        key.cell_id
        for key, found in several.items()
        if not all(meet(found[0], other) for other in found[1:])
    }
    assert differing == PRINTED_TWICE_DIFFERENTLY


def test_printed_shares_growths_means_and_ranks_follow_from_the_figures_they_name(
    rows: dict[Place, dict[str, str]],
    places: dict[Place, PublishedPlace],
    known: dict[Key, list[Interval]],
) -> None:
    """Of which whole, over which year, among whom: recalculated from other printed figures."""
    checked, refuted = 0, set()
    for place, p in places.items():
        text = rows[place]["value_text"]
        if p.key is None or not NUMBER.fullmatch(text):
            continue
        expected = list(follows(p.key, known))
        checked += bool(expected)
        if expected and not any(meet(interval(text, p), e) for e in expected):
            refuted.add(place)
    assert checked > 700
    assert refuted == REFUTED_BY_THEIR_PARTS


def follows(key: Key, known: dict[Key, list[Interval]]) -> Iterator[Interval]:
    """What the figures that a derived number is made of say of it."""
    measure, _, kind = key.measure.rpartition(".")
    if kind == "rank":
        yield from rank(key, known)
    elif kind == "growth":
        before = Key(measure, key.period - 1, key.dims)
        for low, high in quotients(Key(measure, key.period, key.dims), before, known):
            yield low - 1, high - 1
    elif kind == "share":
        whole = Key(measure, key.period, key.base or ())
        yield from quotients(Key(measure, key.period, key.dims), whole, known)
    elif kind in ("mean_value", "to_gdp"):
        under = "contracts" if kind == "mean_value" else "gdp"
        parts = (Key(name, key.period, key.dims) for name in ("value", under))
        yield from quotients(*parts, known)


def quotients(upper: Key, lower: Key, known: dict[Key, list[Interval]]) -> Iterator[Interval]:
    for top in known.get(upper, []):
        for bottom in known.get(lower, []):
            if bottom[0] > 0:
                yield top[0] / bottom[1], top[1] / bottom[0]


def rank(key: Key, known: dict[Key, list[Interval]]) -> Iterator[Interval]:
    """The place in the order of printed values; a region without one comes last."""
    ((dimension, group),) = key.base or ()
    values = {}
    for member in load_edition("2013").region_groups()[group.removeprefix("group:")]:
        found = known.get(Key("value", key.period, ((dimension, member),)), [(Fraction(0),) * 2])
        values[member] = found[0]
    own = values[dict(key.dims)[dimension]]
    at_least = sum(low > own[1] for low, _ in values.values())
    at_most = sum(high > own[0] for _, high in values.values()) - 1
    yield Fraction(1 + at_least), Fraction(1 + max(at_least, at_most))
