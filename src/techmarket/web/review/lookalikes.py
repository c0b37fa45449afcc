"""Contracts that may be the same as one under review: looked for cheaply, compared by `linkage`.

Those are compared that have the same two parties, the same project name, or one party and the
amount; across all agencies, as a contract may have been registered at another one. Of what the
reader does not see, only what is public is told. Not here: what may be one contract in a whole
register (`linkage.duplicates`), and what comes of it, which a person decides.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from django.db.models import Q

from techmarket.linkage.comparisons import NOT_COMPARED, compare_pairs
from techmarket.linkage.contract_columns import contract_columns
from techmarket.linkage.weights import CASES, Level, levels
from techmarket.web.accounts.actor import Actor
from techmarket.web.accounts.scope import contracts_of
from techmarket.web.contracts.models import Contract, Version
from techmarket.web.pages.wording import Both
from techmarket.web.parties.models import Party

MOST_COMPARED = 40
"""By each of the ways of looking."""

MOST_SHOWN = 5
LEAST_EVIDENCE = 0.0
"""Shown from here on: the agreements are likelier for one contract than for two of the parties."""

Row = dict[str, Any]
"""Column of `COMPARED` to value."""

APART = ("different", "apart")

COMPARED = {
    "registration_number": pa.string(),
    "project_name": pa.string(),
    "value": pa.int64(),
    "signing_date": pa.date32(),
    "end_date": pa.date32(),
    "contract_type": pa.string(),
    "technical_field": pa.string(),
    "registration_agency": pa.string(),
    "seller_id": pa.string(),
    "buyer_id": pa.string(),
}
NOT_OF_VERSIONS = {
    "registration_number": "registration_number",
    "registration_agency": "agency__code",
}
COLUMNS = tuple(NOT_OF_VERSIONS.get(name, f"version__{name}") for name in COMPARED)
"""Where each of `COMPARED` is read, from a contract on."""

OF_PARTIES = ("party_id", "name", "region", "kind", "identifier")


@dataclass(frozen=True, slots=True)
class Lookalike:
    """A contract that is alike.

    Attributes:
        contract: it.
        seen: whether the reader may open it.
        reasons: in what they agree.
        evidence: binary logarithm of how much likelier the agreements are if they are one than
            if they are two of the same parties; the chances stand in `linkage/weights.csv`.
    """

    contract: Contract
    seen: bool
    reasons: tuple[Both, ...]
    evidence: float


def lookalikes_of(actor: Actor, contract: Contract) -> list[Lookalike]:
    """The likeliest first, at most `MOST_SHOWN`; none for a draft."""
    version = contract.version
    if version is None:
        return []
    others = _candidates(contract, version)
    told = _compared(_row_of(contract, version), others) if others else []
    likely = sorted(
        (
            (evidence, number, reasons)
            for number, (evidence, reasons) in zip(others, told, strict=True)
            if evidence > LEAST_EVIDENCE
        ),
        key=lambda row: (-row[0], row[1]),
    )[:MOST_SHOWN]
    numbers = [number for _, number, _ in likely]
    shown = (
        Contract.objects.select_related("version", "agency")
        .defer("draft", "explanations")
        .in_bulk(numbers)
    )
    seen = set(contracts_of(actor).filter(pk__in=numbers).values_list("pk", flat=True))
    return [
        Lookalike(shown[number], number in seen, reasons, evidence)
        for evidence, number, reasons in likely
    ]


def _candidates(contract: Contract, version: Version) -> dict[int, Row]:
    """Primary key to what is compared, of the contracts that are looked at."""
    told = {
        name: getattr(version, name) for name in ("seller_id", "buyer_id", "project_name", "value")
    }
    ways = (
        ("seller_id", "buyer_id"),
        ("project_name",),
        ("seller_id", "value"),
        ("buyer_id", "value"),
    )
    # Columns and no objects: of some hundred that are compared five at most are shown.
    every = (
        Contract.objects.exclude(state="draft")
        .exclude(pk=contract.pk)
        .values_list("pk", "uid", *COLUMNS)
    )
    found: dict[int, Row] = {}
    for way in ways:
        if all(told[name] is not None for name in way):
            same = Q(**{f"version__{name}": told[name] for name in way})
            for number, uid, *row in every.filter(same)[:MOST_COMPARED]:
                told_of = dict(zip(COMPARED, row, strict=True))
                told_of["registration_number"] = told_of["registration_number"] or str(uid)
                found[number] = told_of
    return found


def _row_of(contract: Contract, version: Version) -> Row:
    row: Row = {name: getattr(version, name, None) for name in COMPARED}
    row["registration_number"] = contract.registration_number or str(contract.uid)
    row["registration_agency"] = contract.agency.code
    return row


def _compared(one: Row, others: Mapping[int, Row]) -> list[tuple[float, tuple[Both, ...]]]:
    """Evidence and reasons of each of the others."""
    rows = [one, *others.values()]
    contracts = pa.table({n: pa.array([r[n] for r in rows], t) for n, t in COMPARED.items()})
    columns = contract_columns(contracts, _parties(rows))
    first = np.zeros(len(others), dtype=np.int64)
    found = compare_pairs(columns, first, np.arange(1, len(rows), dtype=np.int64))
    return [
        _weighed(
            [
                levels()[name][places[row]]
                for name, places in found.items()
                if places[row] != NOT_COMPARED
            ]
        )
        for row in range(len(others))
    ]


def _weighed(agreements: list[Level]) -> tuple[float, tuple[Both, ...]]:
    """Evidence that the two are one contract, and in what they agree."""
    one, later, together = (
        sum(math.log2(getattr(level, case)) for level in agreements) for case in CASES
    )
    reasons = tuple(
        Both(level.words_zh, level.words_en) for level in agreements if level.level not in APART
    )
    return one - max(later, together), reasons


def _parties(rows: Sequence[Row]) -> pa.Table:
    """The sellers and buyers of the rows."""
    ids = {row[side] for row in rows for side in ("seller_id", "buyer_id")} - {None}
    told = Party.objects.filter(party_id__in=ids).values_list(*OF_PARTIES)
    columns = list(zip(*told, strict=True)) or [()] * len(OF_PARTIES)
    return pa.table(
        {name: pa.array(some, pa.string()) for name, some in zip(OF_PARTIES, columns, strict=True)}
    )
