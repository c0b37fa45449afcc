"""What the contracts are about: type, intellectual property and technical field.

Drawn with exact counts, separately for major contracts and the others, as a chain
type – intellectual property – field: a transfer of a right involves that right, software is
mostly electronic information. Affinities are plausible weights and not published figures. Not here:
parties (`parties`) and values (`raking`).
"""

from __future__ import annotations

import numpy as np

from techmarket.simulate.allocate import crossed, fit, round_table, split
from techmarket.simulate.arrays import Flags, Floats, Ints, Places
from techmarket.simulate.margins import Margins

PATENTS = ("21", "22", "23")

RIGHT_TRANSFERRED: dict[str, tuple[str, ...]] = {
    "21": ("1",),
    "22": PATENTS,
    "23": PATENTS,
    "24": PATENTS,
    "25": ("3",),
    "26": ("5",),
    "27": ("4",),
    "28": ("6",),
}
"""Contract type → the intellectual property that it involves (rules of 2001, art. 4)."""

FIELD_AFFINITY: dict[str, dict[str, float]] = {
    "3": {"01": 8.0},
    "4": {"09": 60.0},
    "5": {"01": 20.0},
    "6": {"04": 12.0, "09": 4.0},
    "21": {"03": 2.0, "04": 2.0, "05": 2.0},
    "22": {"03": 3.0, "05": 2.0, "06": 2.0},
}
"""Intellectual property → fields in which it is so many times more frequent (assumed)."""

THRESHOLD = 1_000_000_000
"""1000 万元 in 分: value of the smallest major contract."""


def draw_subjects(rng: np.random.Generator, margins: Margins, major: Flags) -> dict[str, Places]:
    """Leaf of contract_type, ip_type and technical_field of each contract, shape (contracts,).

    Args:
        rng: source of the order.
        margins: of the year.
        major: shape (contracts,), as many true as the margins have major contracts.
    """
    drawn = {
        name: np.empty(len(major), dtype=np.intp)
        for name in ("contract_type", "ip_type", "technical_field")
    }
    counts = {name: _split_by_class(margins, name) for name in drawn}
    for number, members in enumerate((np.flatnonzero(~major), np.flatnonzero(major))):
        types, rights, fields = (counts[name][number] for name in drawn)
        by_right = _type_by_right(margins, types, rights)
        right_by_field = _right_by_field(margins, rights, fields)
        kind = rng.permutation(np.repeat(np.arange(len(types)), types))
        right = crossed(rng, kind, by_right)
        drawn["contract_type"][members] = kind
        drawn["ip_type"][members] = right
        drawn["technical_field"][members] = crossed(rng, right, right_by_field)
    return drawn


def _split_by_class(margins: Margins, name: str) -> tuple[Ints, Ints]:
    """Counts of minor and of major contracts at the leaves of a classification.

    Major contracts are known at the top level; they are shared among the leaves by value, and
    no leaf gets more than its value can hold.
    """
    whole, top = margins.by[name], margins.major[name]
    assert whole.values is not None
    major = np.zeros(len(whole.codes), dtype=np.int64)
    for code, count in zip(top.codes, top.counts, strict=True):
        inside = [whole.codes.index(leaf) for leaf in whole.tree.children.get(code, (code,))]
        if len(inside) == 1:
            major[inside] = count
            continue
        value = whole.values[inside]
        most = np.minimum(whole.counts[inside], value * 6 // (10 * THRESHOLD))
        major[inside] = split(int(count), value, at_most=most)
    return whole.counts - major, major


def _type_by_right(margins: Margins, types: Ints, rights: Ints) -> Ints:
    type_codes, right_codes = margins.by["contract_type"].codes, margins.by["ip_type"].codes
    weight = np.outer(types, rights).astype(np.float64) + 1e-9
    for row, code in enumerate(type_codes):
        allowed = RIGHT_TRANSFERRED.get(code)
        if allowed is not None:
            weight[row] *= [right in allowed for right in right_codes]
    return _table(weight, types, rights, "contract type × intellectual property")


def _right_by_field(margins: Margins, rights: Ints, fields: Ints) -> Ints:
    right_codes, field_codes = margins.by["ip_type"].codes, margins.by["technical_field"].codes
    weight = np.outer(rights, fields).astype(np.float64) + 1e-9
    for row, right in enumerate(right_codes):
        liking = FIELD_AFFINITY.get(right, {})
        weight[row] *= [liking.get(field[:2], 1.0) for field in field_codes]
    return _table(weight, rights, fields, "intellectual property × technical field")


def _table(weight: Floats, rows: Ints, columns: Ints, name: str) -> Ints:
    weight[rows == 0] = 0.0
    weight[:, columns == 0] = 0.0
    return round_table(fit(weight, rows, columns), rows, columns, name)
