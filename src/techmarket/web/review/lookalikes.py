"""Contracts that may be the same as one under review: looked for cheaply, compared by `linkage`.

Those are compared that have the same two parties, the same project name, or one party and the
amount; across all agencies, as a contract may have been registered at another one. Of what the
reader does not see, only what is public is told. Not here: what may be one contract in a whole
register (`linkage.duplicates`), and what comes of it, which a person decides.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

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
    told = list(zip(others, _compared(contract, others), strict=True)) if others else []
    likely = sorted(
        (
            (evidence, one, reasons)
            for one, (evidence, reasons) in told
            if evidence > LEAST_EVIDENCE
        ),
        key=lambda row: (-row[0], row[1].pk),
    )[:MOST_SHOWN]
    numbers = [one.pk for _, one, _ in likely]
    seen = set(contracts_of(actor).filter(pk__in=numbers).values_list("pk", flat=True))
    return [Lookalike(one, one.pk in seen, reasons, evidence) for evidence, one, reasons in likely]


def _candidates(contract: Contract, version: Version) -> list[Contract]:
    told = {
        name: getattr(version, name) for name in ("seller_id", "buyer_id", "project_name", "value")
    }
    ways = (
        ("seller_id", "buyer_id"),
        ("project_name",),
        ("seller_id", "value"),
        ("buyer_id", "value"),
    )
    every = (
        Contract.objects.exclude(state="draft")
        .exclude(pk=contract.pk)
        .select_related("version__seller", "version__buyer", "agency")
        .defer("draft", "explanations")
    )
    found: dict[int, Contract] = {}
    for way in ways:
        if all(told[name] is not None for name in way):
            same = Q(**{f"version__{name}": told[name] for name in way})
            found |= {one.pk: one for one in every.filter(same)[:MOST_COMPARED]}
    return list(found.values())


def _compared(contract: Contract, others: list[Contract]) -> list[tuple[float, tuple[Both, ...]]]:
    """Evidence and reasons of each of the others."""
    every = [contract, *others]
    rows = [_row(one) for one in every]
    contracts = pa.table({n: pa.array([r[n] for r in rows], t) for n, t in COMPARED.items()})
    parties = {
        party.party_id: party
        for one in every
        for party in (one.version.seller, one.version.buyer)
        if party is not None
    }
    columns = contract_columns(contracts, _parties(list(parties.values())))
    first = np.zeros(len(others), dtype=np.int64)
    found = compare_pairs(columns, first, np.arange(1, len(every), dtype=np.int64))
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


def _row(contract: Contract) -> dict[str, object]:
    version = contract.version
    row = {name: getattr(version, name, None) for name in COMPARED}
    row["registration_number"] = contract.registration_number or str(contract.uid)
    row["registration_agency"] = contract.agency.code
    return row


def _parties(parties: list[Party]) -> pa.Table:
    columns = {name: [getattr(one, name) for one in parties] for name in OF_PARTIES}
    return pa.table({name: pa.array(some, pa.string()) for name, some in columns.items()})
