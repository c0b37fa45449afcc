"""The legal regime of registration in force on a day.

The rules changed in 2026 (a new measure, new contract types, working days instead of calendar
days). What changed is data (`data/regimes.toml`), so that no stage asks for the year. Not here: the
limits themselves (`thresholds`) and the checks that use them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from techmarket.errors import TechmarketError


@dataclass(frozen=True, slots=True)
class Regime:
    """A body of law and what it asks of registration.

    Attributes:
        id: "2000", "2026".
        label_zh, label_en: name of the measure.
        valid_from, valid_to: first and last day in force; `None` is open.
        authority_zh, authority_en: the competent ministry on the day it was issued.
        contract_types: top-level codes of the list `contract_type` that may be registered.
        time_limits: what is limited ("decision", "expert_review") to the name of a threshold.
        review_thresholds: kind of review to the name of the threshold that calls for it.
        rules: name of a rule to its strength or setting, e.g.
            `registration_within_validity`: "soft" or "hard".
        source: the documents.
    """

    id: str
    label_zh: str
    label_en: str
    valid_from: date | None
    valid_to: date | None
    authority_zh: str
    authority_en: str
    contract_types: tuple[str, ...]
    time_limits: Mapping[str, str]
    review_thresholds: Mapping[str, str]
    rules: Mapping[str, str]
    source: str


def regime(on: date) -> Regime:
    """The regime in force on a day.

    Raises:
        TechmarketError: no regime is recorded for that day.
    """
    for row in all_regimes():
        after = row.valid_from is None or row.valid_from <= on
        if after and (row.valid_to is None or on <= row.valid_to):
            return row
    known = ", ".join(
        f"{row.id} from {row.valid_from.isoformat()}"
        for row in all_regimes()
        if row.valid_from is not None
    )
    raise TechmarketError(
        f"no legal regime is recorded for {on.isoformat()}",
        where="regimes.toml",
        why=f"the regimes are {known}",
        todo="check the date, or add the regime of that time with its source",
    )


@cache
def all_regimes() -> tuple[Regime, ...]:
    """Every regime, oldest first."""
    source = files("techmarket.codes") / "data" / "regimes.toml"
    entries = tomllib.loads(source.read_text(encoding="utf-8"))["regime"]
    return tuple(
        Regime(
            id=entry["id"],
            label_zh=entry["label_zh"],
            label_en=entry["label_en"],
            valid_from=entry.get("valid_from"),
            valid_to=entry.get("valid_to"),
            authority_zh=entry["authority_zh"],
            authority_en=entry["authority_en"],
            contract_types=tuple(entry["contract_types"]),
            time_limits=MappingProxyType(dict(entry["time_limits"])),
            review_thresholds=MappingProxyType(dict(entry["review_thresholds"])),
            rules=MappingProxyType(dict(entry["rules"])),
            source=entry["source"],
        )
        for entry in entries
    )
