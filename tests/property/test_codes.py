"""Code lists against a plain reading of their rows: two implementations, invented lists."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from techmarket.codes import Code, CodeList, UnknownCodeError

FIRST = date(2000, 1, 1)
DAYS = st.integers(0, 30).map(lambda n: FIRST + timedelta(days=n))
NAMES = st.text("012", min_size=1, max_size=3)


@st.composite
def spans(draw):
    """Stretches of days one after the other, the outer ends sometimes open."""
    cuts = sorted(draw(st.sets(DAYS, min_size=2, max_size=6)))
    pairs = [(a, b - timedelta(days=1)) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    if draw(st.booleans()):
        pairs[0] = (None, pairs[0][1])
    if draw(st.booleans()):
        pairs[-1] = (pairs[-1][0], None)
    return pairs


@st.composite
def code_lists(draw):
    """Rows of a list: a parent is always a code with a smaller place in the list."""
    names = draw(st.lists(NAMES, min_size=1, max_size=8, unique=True))
    rows = []
    for place, name in enumerate(names):
        for number, (first, last) in enumerate(draw(spans())):
            parent = draw(st.sampled_from([None, *names[:place]]))
            label = f"{name} 第{number}名"
            short = draw(st.sampled_from([label, f"短{place % 3}"]))
            rows.append(
                Code("invented", name, parent, label, f"en {label}", first, last, "-", short)
            )
    return draw(st.permutations(rows))


def valid(row, on):
    after = row.valid_from is None or not row.valid_from > on
    before = row.valid_to is None or not row.valid_to < on
    return after and before


def latest(rows, code):
    dated = [row for row in rows if row.code == code]
    return max(dated, key=lambda row: date.min if row.valid_from is None else row.valid_from)


def of_a_day(rows, on):
    """One row per code in file order; all dates when `on` is None."""
    if on is not None:
        return [row for row in rows if valid(row, on)]
    seen = []
    for row in rows:
        if row.code not in seen:
            seen.append(row.code)
    return [latest(rows, code) for code in seen]


def below(rows, code, on):
    """Codes at or below a code among the rows of a day, by walking down."""
    found, todo = set(), [code]
    while todo:
        here = todo.pop()
        found.add(here)
        todo += [row.code for row in of_a_day(rows, on) if row.parent == here]
    return found


@given(code_lists(), NAMES, DAYS)
def test_resolve(rows, code, on):
    expected = [row for row in rows if row.code == code and valid(row, on)]
    if expected:
        assert CodeList("invented", rows).resolve(code, on) == expected[0]
    else:
        with pytest.raises(UnknownCodeError) as caught:
            CodeList("invented", rows).resolve(code, on)
        assert (caught.value.value, caught.value.on) == (code, on)


@given(code_lists(), st.none() | DAYS)
def test_codes_children_and_leaves(rows, on):
    listed = CodeList("invented", rows)
    there = of_a_day(rows, on)
    assert list(listed.codes(on)) == there
    childless = [row for row in there if not any(other.parent == row.code for other in there)]
    assert list(listed.leaves(on=on)) == childless
    for code in {row.code for row in rows}:
        assert code in listed
        assert listed[code] == latest(rows, code)
        assert list(listed.children(code, on)) == [row for row in there if row.parent == code]
        inside = below(rows, code, on)
        assert list(listed.leaves(code, on)) == [row for row in childless if row.code in inside]


@given(code_lists(), st.none() | DAYS)
def test_ancestors(rows, on):
    listed = CodeList("invented", rows)
    for code in {row.code for row in rows}:
        path = [code]
        while True:
            dated = [row for row in rows if row.code == path[-1]]
            today = [row for row in dated if on is not None and valid(row, on)]
            row = today[0] if today else latest(rows, path[-1])
            if row.parent is None:
                break
            path.append(row.parent)
        assert listed.ancestors(code, on) == tuple(path)


@given(code_lists(), st.text("012x短", max_size=4), DAYS)
def test_the_nearest_codes(rows, value, on):
    listed = CodeList("invented", rows)
    there = of_a_day(rows, on)
    if any(row.code == value for row in there):
        return
    with pytest.raises(UnknownCodeError) as caught:
        listed.resolve(value, on)
    same_label = [row for row in there if value in {row.short_zh, row.label_zh, row.label_en}]
    scored = []
    for place, row in enumerate(there):
        shared = 0
        while row.code[: shared + 1] == value[: shared + 1] and shared < min(
            len(row.code), len(value)
        ):
            shared += 1
        differing = 0
        for i in range(min(len(row.code), len(value))):
            differing += row.code[i] != value[i]
        scored.append((-shared, abs(len(row.code) - len(value)), differing, place))
    by_score = [there[place] for *_, place in sorted(scored)]
    assert list(caught.value.nearest) == (same_label or by_score)[:3]
    for row in caught.value.nearest:
        assert f"{row.code} {row.label_zh}" in str(caught.value)


@given(code_lists(), st.sampled_from(["短0", "短1", "短2", "短3"]), st.none() | DAYS)
def test_labelled(rows, label, on):
    expected = [row for row in of_a_day(rows, on) if label == row.short_zh]
    assert list(CodeList("invented", rows).labelled(label, on)) == expected
