"""Pairs of contracts that may be one, registered twice: looked for, weighed, proposed.

Nothing is merged or removed: a person decides (`decisions`). Not here: exact repetition, letter by
letter, which is a rule (`checks.among_records`), although such pairs are found here too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from techmarket.checks.row_groups import NOWHERE, Bits, Places
from techmarket.linkage.blocking import pairs_to_compare
from techmarket.linkage.comparisons import NOT_COMPARED, Levels, compare_pairs
from techmarket.linkage.contract_columns import ContractColumns, contract_columns
from techmarket.linkage.weights import LEAST_RELATED, LIKELY, TWICE, levels, place

Bitweights = npt.NDArray[np.float64]

SAMPLE = 100_000
"""Random pairs by which the chance of each level is counted."""

PARTY_KEYS = ("same", "name")
"""Levels at which two parties are the same without any doubt about their names."""

SEED = 20131231
"""The sample is the same every time, so that a register gives the same candidates every time."""


@dataclass(frozen=True, slots=True)
class DuplicateCandidate:
    """Two contracts that may be one.

    Attributes:
        first, second: registration numbers; `first` stands earlier in the register.
        rows: their places in the register.
        score: binary logarithm of the odds that they are one, to one decimal.
        reasons: comparison to level, of every comparison that could be made.
    """

    first: str
    second: str
    rows: tuple[int, int]
    score: float
    reasons: Mapping[str, str]

    def words(self, lang: str) -> str:
        """The reasons in `lang`, "zh" or "en"."""
        told = [
            levels()[comparison][place(comparison, level)].words(lang)
            for comparison, level in self.reasons.items()
        ]
        return ("；" if lang == "zh" else "; ").join(told)


def duplicate_candidates(contracts: pa.Table, parties: pa.Table) -> list[DuplicateCandidate]:
    """The pairs that are equal or one contract with a probability of `LIKELY`, the surest first.

    Equal is: the same parties by number, identifier or name, the same project name however
    written, value and signing date.

    Args:
        contracts: of a register; see `contract_columns.REQUIRED`.
        parties: of the same register.

    Raises:
        TechmarketError: a column is missing.
    """
    columns = contract_columns(contracts, parties)
    first, second = pairs_to_compare(columns)
    if len(first) == 0:
        return []
    found = compare_pairs(columns, first, second)
    odds = _odds(columns, first, second, found)
    chosen = np.flatnonzero((odds >= np.log2(LIKELY / (1 - LIKELY))) | _equal(found))
    order = chosen[np.lexsort((second[chosen], first[chosen], -np.round(odds[chosen], 1)))]
    return [
        DuplicateCandidate(
            columns.numbers[first[pair]],
            columns.numbers[second[pair]],
            (int(first[pair]), int(second[pair])),
            round(float(odds[pair]), 1) + 0.0,
            {
                name: levels()[name][chosen_level[pair]].level
                for name, chosen_level in found.items()
                if chosen_level[pair] != NOT_COMPARED
            },
        )
        for pair in order.tolist()
    ]


def _equal(found: Levels) -> Bits:
    """The pairs that are equal in all that a contract is told by, whatever the odds."""
    keys = {"seller": PARTY_KEYS, "buyer": PARTY_KEYS, "project": ("same",), "value": ("same",)}
    keys["signing_date"] = ("same",)
    equal = np.ones(len(found["value"]), dtype=np.bool_)
    for name, own in keys.items():
        equal &= np.isin(found[name], [place(name, level) for level in own])
    return equal


def _odds(columns: ContractColumns, first: Places, second: Places, found: Levels) -> Bitweights:
    """Binary logarithm of the odds of each pair, shape (pairs,)."""
    number = len(columns)
    same_parties = np.log2(_related_pairs(columns) / 2)
    priors = {"match": np.log2(TWICE * number), "later": same_parties, "together": same_parties}
    weights = {case: np.full(len(first), prior) for case, prior in priors.items()}
    random = np.full(len(first), np.log2(number * (number - 1) / 2))
    chances = _random_chances(columns)
    for name, level in found.items():
        compared = level != NOT_COMPARED
        for case, weight in weights.items():
            own = np.log2([getattr(one, case) for one in levels()[name]])
            weight += np.where(compared, own[level], 0)
        by_chance = chances[name][level]
        if (often := _frequency(columns, name, first)) is not None:
            by_chance = _instead(name, level, often, by_chance)
        random += np.where(compared, np.log2(by_chance), 0)
    others = np.logaddexp2(np.logaddexp2(weights["later"], weights["together"]), random)
    return np.asarray(weights["match"] - others, dtype=np.float64)


def _related_pairs(columns: ContractColumns) -> float:
    """Pairs of contracts of the same two parties, as far as one can see."""
    cluster = np.append(columns.parties.cluster, NOWHERE)
    sides = [cluster[columns.sides[side]] for side in ("seller", "buyer")]
    both = sides[0] * (int(cluster.max()) + 2) + sides[1]
    _, sizes = np.unique(both, return_counts=True)
    return max(float((sizes * (sizes - 1) // 2).sum()), LEAST_RELATED * len(columns))


def _random_chances(columns: ContractColumns) -> dict[str, Bitweights]:
    """Comparison to the chance of each of its levels in a random pair, none of them 0."""
    draw = np.random.default_rng(SEED)
    first, second = draw.integers(0, len(columns), (2, SAMPLE))
    different = first != second
    found = compare_pairs(columns, first[different], second[different])
    chances = {}
    for name, level in found.items():
        counts = np.bincount(level[level != NOT_COMPARED], minlength=len(levels()[name])) + 0.5
        chances[name] = counts / counts.sum()
    return chances


def _frequency(columns: ContractColumns, name: str, first: Places) -> dict[str, Bitweights] | None:
    """For levels of equality, the share of contracts that have what the first of a pair has."""
    if name in ("seller", "buyer"):
        cluster = columns.parties.cluster[columns.sides[name]]
        share = _share(cluster, first)
        return {"same": share, "name": share, "name_elsewhere": share, "form_left_out": share}
    if name == "project":
        return {"same": _share(columns.project_name, first)}
    if name == "value":
        exact, rounded = _share(columns.value, first), _share(columns.rounded, first)
        return {"same": exact, "rounded": rounded}
    return None


def _share(keys: Places, rows: Places) -> Bitweights:
    _, number, counts = np.unique(keys, return_inverse=True, return_counts=True)
    return np.asarray(counts[number[rows]] / len(keys), dtype=np.float64)


def _instead(
    name: str, level: Places, often: dict[str, Bitweights], by_chance: Bitweights
) -> Bitweights:
    chosen = by_chance
    for one, share in often.items():
        chosen = np.where(level == place(name, one), share, chosen)
    return chosen
