"""Margins of a few hundred contracts over the real classifications, counted from a register.

The register is made up contract by contract in plain Python and is lawful, so that its totals can
be met. Not here: any function of the simulation but the classifications and the type `Margins`.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping
from functools import cache

import numpy as np

from techmarket.simulate.margins import Margin, Margins
from techmarket.simulate.structure import (
    MAJOR_DIMENSIONS,
    PARTY_KINDS,
    Classification,
    classifications,
)

Contract = Mapping[str, str | int]

HOME = ("110000", "210100", "210000+rest", "310000", "440300", "440000+rest")
ABROAD = ("810000", "990000")
KINDS = ("010", "021", "022", "100", "200", "600")
TYPES = ("11", "12", "21", "23", "25", "28", "3", "41", "41", "41")
TYPES_OF_MAJOR = ("11", "12", "3", "41")
RIGHTS = ("1", "3", "6", "9", "9")
RIGHT_OF_TYPE = {"21": "1", "23": "21", "25": "3", "28": "6"}
FIELDS = ("0101", "0102", "01+rest", "04", "11")
MAJOR = 1_000_000_000
"""1000 万元 in 分."""


def province(region: str) -> str:
    """The province of a region leaf."""
    return region[:2] + "0000"


def _side(chance: random.Random, abroad: bool) -> tuple[str, str]:
    """Kind and region of one party."""
    if abroad:
        return chance.choice(("500", "500", "700")), chance.choice(ABROAD)
    return chance.choice(KINDS), chance.choice(HOME)


def _contract(number: int, chance: random.Random) -> Contract:
    abroad = {0: "seller", 1: "buyer"}.get(number % 8)
    seller_kind, seller_region = _side(chance, abroad == "seller")
    buyer_kind, buyer_region = _side(chance, abroad == "buyer")
    major = number % 10 == 3
    kind = chance.choice(TYPES_OF_MAJOR if major else TYPES)
    home = buyer_region if abroad == "seller" else seller_region
    elsewhere = number % 20 == 7
    return {
        "contract_type": kind,
        "ip_type": "9" if major else RIGHT_OF_TYPE.get(kind) or chance.choice(RIGHTS),
        "technical_field": chance.choice(FIELDS),
        "objective": chance.choice(("01", "08", "13")),
        "plan_source": chance.choice(("101", "3", "9", "9")),
        "seller_kind": seller_kind,
        "buyer_kind": buyer_kind,
        "seller_region": seller_region,
        "buyer_region": buyer_region,
        "registration_region": "310000" if elsewhere else province(home),
        "value": chance.randrange(3 * MAJOR // 2, 3 * MAJOR)
        if major
        else chance.randrange(MAJOR // 100, MAJOR // 2),
    }


@cache
def small_register(contracts: int = 800, seed: int = 1) -> tuple[Contract, ...]:
    """Contracts at the leaves of the report's classifications."""
    chance = random.Random(seed)
    return tuple(_contract(number, chance) for number in range(contracts))


def _counted(
    tree: Classification,
    codes: tuple[str, ...],
    of: Callable[[Contract], str],
    among: Iterable[Contract],
) -> Margin:
    counts, values = dict.fromkeys(codes, 0), dict.fromkeys(codes, 0)
    for contract in among:
        counts[of(contract)] += 1
        values[of(contract)] += int(contract["value"])
    return Margin(tree, codes, np.array(list(counts.values())), np.array(list(values.values())))


def small_margins(year: int = 2013, contracts: int = 800, seed: int = 1) -> Margins:
    """Totals of a small register; it has a seller for every third contract, none of them named."""
    register = small_register(contracts, seed)
    trees = classifications(2013)
    major = [contract for contract in register if int(contract["value"]) >= MAJOR]
    by = {
        name: _counted(tree, tree.leaves, lambda c, n=name: str(c[n]), register)
        for name, tree in trees.items()
    }
    tops = {
        name: _counted(
            Classification(name, trees[name].top),
            trees[name].top,
            lambda c, n=name: trees[n].parent(str(c[n])),
            major,
        )
        for name in MAJOR_DIMENSIONS
    }
    shape = (len(PARTY_KINDS.top), len(PARTY_KINDS.top))
    counts, values = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    for contract in register:
        cell = tuple(
            PARTY_KINDS.top.index(PARTY_KINDS.parent(str(contract[f"{side}_kind"])))
            for side in ("buyer", "seller")
        )
        counts[cell] += 1
        values[cell] += int(contract["value"])
    sold = by["seller_kind"].counts
    return Margins(year, by, tops, counts, values, np.maximum(-(-sold // 3), np.minimum(sold, 20)))
