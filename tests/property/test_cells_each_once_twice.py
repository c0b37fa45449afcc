"""Cells added up in place, against adding them up in a dictionary."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from techmarket.cubes import cells

RUNS = st.lists(
    st.tuples(
        st.sampled_from([0, 1, 2, 3, 2**16 + 1, 2**17 + 1, 2**31]),
        st.integers(1, 9),
        st.integers(-(2**58), 2**58),
    ),
    min_size=1,
    max_size=12,
)
ALONE = st.integers(0, 400)


@pytest.mark.parametrize("block", [3, 2**18])
@given(runs=RUNS, alone=ALONE, draw=st.randoms(use_true_random=False))
def test_every_cell_is_there_once_with_its_sums(block, runs, alone, draw) -> None:
    """Among many that are alone a few are there twice; those are found by their last digits.

    Numbers that agree in the last sixteen binary digits are different cells all the same.
    """
    rows = runs + [(10 + 7 * number, 1, number) for number in range(alone)]
    draw.shuffle(rows)
    contracts: Counter[int] = Counter()
    values: Counter[int] = Counter()
    for number, count, value in rows:
        contracts[number] += count
        values[number] += value
    columns = [
        np.array([row[0] for row in rows], np.uint32),
        np.array([row[1] for row in rows], np.uint32),
        np.array([row[2] for row in rows], np.int64),
    ]
    before = cells.BLOCK
    cells.BLOCK = block
    try:
        cells.each_once(columns)
    finally:
        cells.BLOCK = before
    numbers, counted, summed = (column.tolist() for column in columns)
    assert len(numbers) == len(set(numbers))
    assert dict(zip(numbers, counted, strict=True)) == contracts
    assert dict(zip(numbers, summed, strict=True)) == {n: values[n] for n in contracts}
