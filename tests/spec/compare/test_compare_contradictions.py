"""How a printed cell is proved wrong: a certificate in exact fractions, as edition data."""

from __future__ import annotations

import json
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from techmarket.compare.certificate import flaw, leaning, prove
from techmarket.compare.contradictions import (
    Contradiction,
    Identity,
    Kind,
    edition_file,
    load_contradictions,
    place_of_row,
    row_name,
)
from techmarket.errors import TechmarketError
from techmarket.published import Place, load_published, packaged

TOTAL = Place("表", "合计", "数")
FIRST = Place("表", "甲", "数")
SECOND = Place("表", "乙", "数")


@dataclass
class Row:
    name: str
    coefficients: dict[str, Fraction]
    bound: Fraction
    strict: bool = False


def interval(place: Place, unknowns: tuple[str, ...], text: str) -> list[Row]:
    """`p - ½u <= Σ unknowns < p + ½u`, with two digits after the point."""
    half = Fraction(1, 200)
    return [
        Row(row_name(place, "lower"), {x: Fraction(-1) for x in unknowns}, half - Fraction(text)),
        Row(
            row_name(place, "upper"),
            {x: Fraction(1) for x in unknowns},
            half + Fraction(text),
            True,
        ),
    ]


def rows(total: str, first: str = "1.00", second: str = "2.00") -> list[Row]:
    """A total of two parts, 甲 and 乙, all three printed."""
    return [
        *interval(TOTAL, ("a", "b"), total),
        *interval(FIRST, ("a",), first),
        *interval(SECOND, ("b",), second),
    ]


def claim(
    multipliers: dict[tuple[Place, str], str], cells: tuple[Place, ...] = (FIRST, SECOND)
) -> Contradiction:
    by = {row_name(place, side): Fraction(value) for (place, side), value in multipliers.items()}
    return Contradiction(TOTAL, "3.02", "3.00", "…", Identity(Kind.LINEAR, cells, by))


TOO_MUCH = {(TOTAL, "lower"): "1", (FIRST, "upper"): "1", (SECOND, "upper"): "1"}
TOO_LITTLE = {(TOTAL, "upper"): "1", (FIRST, "lower"): "1", (SECOND, "lower"): "1"}


def test_a_total_that_no_parts_can_have_is_proved_wrong() -> None:
    """1.00 and 2.00 are together less than 3.01; a printed 3.02 is at least 3.015."""
    assert prove(claim(TOO_MUCH), rows("3.02"))
    assert prove(claim(TOO_LITTLE), rows("2.98"))


def test_a_total_within_the_rounding_of_its_parts_is_not() -> None:
    """1.0049 and 2.0049 are 3.0098, printed 3.01: nothing is wrong with 1.00 + 2.00 = 3.01."""
    assert flaw(claim(TOO_MUCH), rows("3.01")) == ("the combination says 0 < 1/200, which is true")


def test_the_open_end_of_the_interval_counts() -> None:
    """When the ends just meet, `<` makes it a falsehood and `<=` does not."""
    one = Fraction(1)
    meeting = [
        Row(row_name(TOTAL, "lower"), {"a": -one}, -one),
        Row(row_name(FIRST, "upper"), {"a": one}, one, strict=True),
    ]
    entry = claim({(TOTAL, "lower"): "1", (FIRST, "upper"): "1"})
    assert prove(entry, meeting)
    meeting[1].strict = False
    assert flaw(entry, meeting) == "the combination says 0 <= 0, which is true"


def test_a_certificate_must_cancel_every_unknown() -> None:
    """With 乙 left out nothing is said about the total."""
    entry = claim({(TOTAL, "lower"): "1", (FIRST, "upper"): "1"})
    assert flaw(entry, rows("3.02")) == "b does not cancel"


def test_a_certificate_must_be_about_its_own_cell() -> None:
    """Whatever else is wrong with the report says nothing about this cell."""
    other = [*rows("3.00"), *interval(FIRST, ("a",), "5.00")]
    other[-2].name = row_name(FIRST, "again")
    entry = claim({(FIRST, "again"): "1", (FIRST, "upper"): "1"})
    assert flaw(entry, other) == "the cell itself takes no part in it"


def test_a_certificate_uses_only_rows_that_exist_and_cells_that_it_names() -> None:
    """So that a reader sees every printed figure on which the proof rests."""
    assert flaw(claim({(TOTAL, "side"): "1"}), rows("3.02")) == (
        "there is no constraint row 表|合计|数|side"
    )
    assert flaw(claim(TOO_MUCH, (FIRST,)), rows("3.02")) == (
        "it uses 表 · 乙 · 数, which the entry does not name"
    )


def test_a_multiplier_that_is_not_positive_proves_nothing() -> None:
    """Turning a `<=` round is not allowed."""
    entry = claim({(TOTAL, "lower"): "-1", (FIRST, "upper"): "1", (SECOND, "upper"): "1"})
    assert flaw(entry, rows("3.02")) == "a multiplier is not positive"


def test_rows_of_no_printed_cell_may_take_part() -> None:
    """That an amount is not negative needs no printed figure."""
    assert place_of_row(row_name(TOTAL, "lower")) == TOTAL
    assert place_of_row("nonnegative:b") is None
    not_negative = Row("nonnegative:b", {"b": Fraction(-1)}, Fraction(0))
    entry = Contradiction(
        TOTAL, "0.50", "3.00", "…",
        Identity(Kind.LINEAR, (FIRST,), {
            row_name(TOTAL, "upper"): Fraction(1),
            row_name(FIRST, "lower"): Fraction(1),
            "nonnegative:b": Fraction(1),
        }),
    )  # fmt: skip
    assert prove(entry, [*rows("0.50"), not_negative])


def test_a_proof_that_rests_on_another_contradiction_is_told() -> None:
    """It is sound, but it does not say which of the two is wrong."""
    first = Contradiction(FIRST, "1.00", "1.01", "…", Identity(Kind.LINEAR, (SECOND,), {}))
    assert leaning([claim(TOO_MUCH), first]) == {TOTAL: [FIRST]}
    assert leaning([claim(TOO_MUCH)]) == {}


GOOD: dict[str, Any] = {
    "kind": "linear",
    "cells": [FIRST._asdict()],
    "multipliers": {"表|合计|数|lower": "3/2"},
}


def write(path: Path, identity: object, reason: str = "Why.", times: int = 1) -> Path:
    text = identity if isinstance(identity, str) else json.dumps(identity, ensure_ascii=False)
    quoted = '"' + text.replace('"', '""') + '"'
    line = f"表,合计,数,3.02,3.00,{reason},{quoted}\n"
    head = "table,row_path,column_path,printed,ours,reason,identity\n"
    path.write_text(head + line * times, encoding="utf-8")
    return path


def test_an_entry_is_read(tmp_path: Path) -> None:
    """One row per cell; the identity is JSON with rationals as text."""
    entries = load_contradictions(write(tmp_path / "c.csv", GOOD))
    identity = Identity(Kind.LINEAR, (FIRST,), {"表|合计|数|lower": Fraction(3, 2)})
    assert entries == [Contradiction(TOTAL, "3.02", "3.00", "Why.", identity)]


def test_an_edition_without_the_file_has_no_contradictions(tmp_path: Path) -> None:
    """Most reports agree with themselves."""
    assert load_contradictions(tmp_path / "none.csv") == []


@pytest.mark.parametrize(
    ("identity", "why"),
    [
        ("{", "the identity is not JSON"),
        ([], "the identity does not have just kind, cells and multipliers"),
        (GOOD | {"more": 1}, "the identity does not have just kind, cells and multipliers"),
        (GOOD | {"kind": "x"}, "the kind of identity is 'x', not linear, order, ratio"),
        (GOOD | {"cells": "x"}, "cells is not a list of table, row_path and column_path"),
        (GOOD | {"cells": [{}]}, "cells is not a list of table, row_path and column_path"),
        (GOOD | {"multipliers": {}}, "multipliers is not an object of row names"),
        (
            GOOD | {"multipliers": {"x": 0.5}},
            "the multiplier of x is 0.5 and not a positive rational",
        ),
        (
            GOOD | {"multipliers": {"x": "-1"}},
            "the multiplier of x is '-1' and not a positive rational",
        ),
        (
            GOOD | {"multipliers": {"x": "1/0"}},
            "the multiplier of x is '1/0' and not a positive rational",
        ),
    ],
)
def test_a_faulty_identity_is_refused(tmp_path: Path, identity: object, why: str) -> None:
    """Each fault by its name."""
    path = write(tmp_path / "c.csv", identity)
    with pytest.raises(TechmarketError) as caught:
        load_contradictions(path)
    assert str(caught.value) == (
        f"the recorded contradiction is faulty ({path} line 2): {why}; correct the entry."
    )


def test_an_entry_without_a_reason_is_refused(tmp_path: Path) -> None:
    """The certificate convinces a machine; a reader needs a sentence."""
    path = write(tmp_path / "c.csv", GOOD, reason=" ")
    with pytest.raises(TechmarketError) as caught:
        load_contradictions(path)
    assert str(caught.value) == (
        f"the recorded contradiction is faulty ({path} line 2): it gives no reason; "
        "correct the entry."
    )


def test_a_cell_is_recorded_once(tmp_path: Path) -> None:
    """Two reasons for one difference would be one too many."""
    path = write(tmp_path / "c.csv", GOOD, times=2)
    with pytest.raises(TechmarketError) as caught:
        load_contradictions(path)
    assert str(caught.value) == (
        f"the same cell stands twice ({path} line 3): 表 · 合计 · 数 stands already in c.csv "
        "line 2; remove one of the two."
    )


def test_the_identity_in_words() -> None:
    """All printed figures of the proof, with their units."""
    cells = {cell.place: cell for cell in load_published(packaged(2013))}
    total = Place("附表4", "合计", "合同数/项数")
    part = Place("附表4", "技术开发/合计", "合同数/项数")
    entry = Contradiction(total, "294929", "1", "…", Identity(Kind.LINEAR, (part, TOTAL), {}))
    assert entry.words(cells) == (
        "No exact amounts add up to all of these printed figures at once: "
        "附表4 · 合计 · 合同数/项数 = 294929 项; 附表4 · 技术开发/合计 · 合同数/项数 = 153959 项; "
        "表 · 合计 · 数"
    )


def test_where_an_edition_keeps_them() -> None:
    """Beside the edition's other data."""
    assert edition_file(2013).parts[-3:] == ("editions", "2013", "contradictions.csv")
