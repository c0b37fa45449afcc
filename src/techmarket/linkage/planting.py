"""Duplicates and lookalikes planted into a register, so that linkage can be measured.

A duplicate is what happens when a contract is registered again: at another agency or the same one,
by someone who types the names as on the letterhead and the amount as on the certificate. A
lookalike is another contract that looks like one: the next instalment, the next phase, what was
sold together, the same purchase by another branch. Not here: how they are found; what is planted
uses none of the weights.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType
from typing import Any

import opencc
import pyarrow as pa

TEN_THOUSAND = 1_000_000
FREQUENT = "信通达华新创科力源泰恒瑞盛安宇川银天数智云海联"
CITIES = MappingProxyType({"440100": "广州", "420100": "武汉", "510100": "成都", "610100": "西安"})

KINDS = ("11", "3", "41", "43")
FIELDS = ("0102", "0199", "0401", "0899", "1199")

Row = dict[str, Any]


@dataclass
class Planted:
    """A register with what was planted.

    Attributes:
        contracts, parties: its tables; what was planted stands in random places.
        duplicates: pairs of registration numbers of one contract, each pair sorted.
        lookalikes: pairs that are two contracts.
    """

    contracts: pa.Table
    parties: pa.Table
    duplicates: frozenset[tuple[str, str]]
    lookalikes: frozenset[tuple[str, str]]


@dataclass
class _Planting:
    """What is being planted.

    Attributes:
        draw: source of chance.
        parties: number to party, those added included.
        added: contracts and parties that are new.
        names: names that parties of the register have.
    """

    draw: random.Random
    parties: dict[str, Row]
    contracts: list[Row] = field(default_factory=list)
    new_parties: list[Row] = field(default_factory=list)
    pairs: dict[str, set[tuple[str, str]]] = field(default_factory=dict)

    def add(self, kind: str, original: Row, other: Row, agency: str) -> None:
        """A contract beside another one, with a number of its own."""
        serial = 900_000 + len(self.contracts)
        other["registration_agency"] = agency
        year = other["registration_date"].year
        other["registration_number"] = f"{agency}{year}{serial:06}"
        self.contracts.append(other)
        numbers = sorted((original["registration_number"], other["registration_number"]))
        self.pairs.setdefault(kind, set()).add((numbers[0], numbers[1]))

    def party(self, original: Row, changes: Mapping[str, object]) -> str:
        """The number of a new party like another one."""
        number = f"P9{len(self.new_parties):011}"
        self.new_parties.append({**original, **changes, "party_id": number})
        return number


def plant(
    contracts: pa.Table, parties: pa.Table, seed: int, duplicates: int, lookalikes: int
) -> Planted:
    """A register into which so many duplicates and lookalikes are planted.

    Args:
        contracts, parties: of a register without duplicates.
        seed: of the draw; the same seed plants the same.
        duplicates, lookalikes: how many; each goes with a contract of its own.
    """
    draw = random.Random(seed)
    chosen = draw.sample(range(contracts.num_rows), duplicates + lookalikes)
    rows = contracts.take(sorted(chosen)).to_pylist()
    draw.shuffle(rows)
    known = {str(one["party_id"]): one for one in parties.to_pylist()}
    planting = _Planting(draw, known)
    agencies = sorted({str(one) for one in contracts["registration_agency"].to_pylist()})
    for row in rows[:duplicates]:
        _register_again(planting, row, agencies)
    for row in rows[duplicates:]:
        lookalike = draw.choice((_next_instalment, _next_phase, _other_branch, _sold_together))
        lookalike(planting, row)
    order = list(range(contracts.num_rows + len(planting.contracts)))
    draw.shuffle(order)
    more = pa.Table.from_pylist(planting.contracts, contracts.schema)
    parties_more = pa.Table.from_pylist(planting.new_parties, parties.schema)
    return Planted(
        pa.concat_tables([contracts, more]).unify_dictionaries().combine_chunks().take(order),
        pa.concat_tables([parties, parties_more]).unify_dictionaries().combine_chunks(),
        frozenset(planting.pairs.get("duplicate", set())),
        frozenset(planting.pairs.get("lookalike", set())),
    )


def _register_again(planting: _Planting, row: Row, agencies: list[str]) -> None:
    draw, other = planting.draw, dict(row)
    elsewhere = draw.random() < 0.6
    agency = draw.choice(agencies) if elsewhere else row["registration_agency"]
    for side in ("seller", "buyer"):
        if draw.random() < (0.7 if elsewhere else 0.25):
            original = planting.parties[row[f"{side}_id"]]
            changes = _other_writing(draw, original)
            other[f"{side}_id"] = planting.party(original, changes)
    if draw.random() < 0.05:
        other["signing_date"] -= timedelta(days=draw.randint(8, 60))
    elif draw.random() < 0.4:
        other["signing_date"] += timedelta(days=draw.choice((-7, -5, -3, -2, -1, 1, 2, 3, 5, 7)))
    other["registration_date"] += timedelta(days=draw.randint(0, 25))
    other["registration_date"] = min(other["registration_date"], _last_day(row))
    if draw.random() < 0.25 and row["value"] >= 10 * TEN_THOUSAND:
        other["value"] = (row["value"] + TEN_THOUSAND // 2) // TEN_THOUSAND * TEN_THOUSAND
    elif draw.random() < 0.03:
        other["value"] = row["value"] * 10
    if draw.random() < 0.2:
        other["end_date"] = None
    for name, kinds in (("contract_type", KINDS), ("technical_field", FIELDS)):
        if draw.random() < 0.1:
            other[name] = draw.choice(kinds)
    if draw.random() < 0.3:
        writing = draw.choice((_with_slip, _with_blank, _traditional))
        other["project_name"] = writing(draw, row["project_name"])
    planting.add("duplicate", row, other, agency)


def _other_writing(draw: random.Random, party: Row) -> Row:
    """A party as another agency enters it: often without identifier, now and then renamed."""
    if party.get("identifier") and draw.random() < 0.1:
        return {"name": f"{party['name'][:2]}{draw.choice(FREQUENT)}{draw.choice(FREQUENT)}研究院"}
    changes: Row = {} if draw.random() < 0.3 else {"identifier": None, "identifier_type": None}
    if draw.random() < 0.6:
        return changes
    return changes | {"name": draw.choice(WRITINGS)(draw, party["name"])}


def _with_slip(draw: random.Random, text: str) -> str:
    place = draw.randrange(1, len(text)) if len(text) > 1 else 0
    match draw.randrange(3):
        case 0:
            return text[:place] + draw.choice(FREQUENT) + text[place + 1 :]
        case 1:
            return text[:place] + text[place + 1 :]
        case _:
            return text[:place] + draw.choice(FREQUENT) + text[place:]


def _with_blank(draw: random.Random, text: str) -> str:
    place = draw.randrange(len(text))
    return text[:place] + draw.choice(" \u3000·.") + text[place:]


def _traditional(draw: random.Random, text: str) -> str:
    return str(_traditional_writing().convert(text))


@cache
def _traditional_writing() -> opencc.OpenCC:
    return opencc.OpenCC("s2t")


def _other_brackets(draw: random.Random, text: str) -> str:
    """The place of a name stands in brackets of either width."""
    if "（" in text or "(" in text:
        return text.translate(str.maketrans("（）()", "()（）"))
    left, right = draw.choice(("()", "（）"))
    return f"{left}{text[:2]}{right}{text[2:]}"


def _without_form(draw: random.Random, text: str) -> str:
    for form in ("股份有限公司", "有限责任公司", "有限公司"):
        text = text.removesuffix(form)
    return text


def _full_width(draw: random.Random, text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if c.isascii() and c.isalnum() else c for c in text)


WRITINGS: tuple[Callable[[random.Random, str], str], ...] = (
    _with_slip,
    _with_blank,
    _traditional,
    _other_brackets,
    _without_form,
    _full_width,
)


def _last_day(row: Row) -> date:
    return date(row["registration_date"].year, 12, 31)


def _later(planting: _Planting, row: Row, least: int, most: int) -> Row:
    days = timedelta(days=planting.draw.randint(least, most))
    other = dict(row)
    for name in ("signing_date", "start_date", "end_date", "acceptance_date"):
        if other.get(name):
            other[name] += days
    other["registration_date"] = min(row["registration_date"] + days, _last_day(row))
    return other


def _next_instalment(planting: _Planting, row: Row) -> None:
    """The same parties, project and amount, a month or more later."""
    other = _later(planting, row, 28, 330)
    planting.add("lookalike", row, other, row["registration_agency"])


def _next_phase(planting: _Planting, row: Row) -> None:
    """The same parties and amount on about the same day, another phase or lot of the project."""
    other = _later(planting, row, 0, 60)
    phases = ("（二期）", "（三期）", "2", "第二标段", "二期工程")
    other["project_name"] = f"{row['project_name']}{planting.draw.choice(phases)}"
    planting.add("lookalike", row, other, row["registration_agency"])


def _sold_together(planting: _Planting, row: Row) -> None:
    """Another right sold to the same buyer on the same day for the same amount."""
    other = dict(row)
    subject = planting.draw.choice(("一种检测装置", "信号采集软件", "控制方法", "专用夹具"))
    other["project_name"] = f"{subject}{row['project_name'][-6:]}"
    planting.add("lookalike", row, other, row["registration_agency"])


def _other_branch(planting: _Planting, row: Row) -> None:
    """The same purchase by another branch of the buyer, in another city."""
    other = _later(planting, row, 0, 20)
    buyer = planting.parties[row["buyer_id"]]
    region, city = planting.draw.choice(list(CITIES.items()))
    other["buyer_id"] = planting.party(
        buyer,
        {
            "name": f"{_without_form(planting.draw, buyer['name'])}有限公司{city}分公司",
            "region": region,
            "identifier": None,
            "identifier_type": None,
        },
    )
    planting.add("lookalike", row, other, row["registration_agency"])
