"""Limits in money and in days that the law or a local rule sets, at a date.

Every limit is dated and sourced data (`data/thresholds.toml`); no module writes a limit as a
literal. Not here: what follows from a limit (the record's checks, the review queue).
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from techmarket.errors import TechmarketError


@dataclass(frozen=True, slots=True)
class Threshold:
    """One dated value of a limit.

    Attributes:
        name: "major_contract_value".
        label_zh, label_en: what the limit is.
        value: in `unit`.
        unit: 分, 日 (calendar days) or 工作日 (working days).
        inclusive: whether a fact equal to the limit is already above it ("以上" includes the
            number itself, Civil Code art. 1259).
        applies_to: region code of a local limit; "" for the whole country.
        valid_from, valid_to: first and last day; `None` is open.
        source: the document it comes from.
    """

    name: str
    label_zh: str
    label_en: str
    value: int
    unit: str
    inclusive: bool
    applies_to: str
    valid_from: date | None
    valid_to: date | None
    source: str

    def valid_on(self, on: date) -> bool:
        """Whether the value holds on that day (both ends included)."""
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_to is None or on <= self.valid_to
        )


def threshold(name: str, on: date) -> int:
    """The value of a limit on a day, in its own unit (分, 日, 工作日).

    Raises:
        TechmarketError: there is no such limit, or it is not defined on that day.
    """
    return threshold_row(name, on).value


def threshold_row(name: str, on: date) -> Threshold:
    """The limit of that name on a day, with unit and source; errors as `threshold`."""
    dated = [row for row in all_thresholds() if row.name == name]
    for row in dated:
        if row.valid_on(on):
            return row
    if not dated:
        names = sorted({row.name for row in all_thresholds()})
        raise TechmarketError(
            "there is no such threshold",
            where=name,
            todo=f"the thresholds are {', '.join(names)}",
        )
    raise TechmarketError(
        f"the threshold {name} is not defined on {on.isoformat()}",
        where="thresholds.toml",
        why=" and ".join(f"it is defined {_span(row)}" for row in dated),
        todo="check the date, or add the value of that time with its source",
    )


@cache
def all_thresholds() -> tuple[Threshold, ...]:
    """Every dated value, in the order of the file."""
    source = files("techmarket.codes") / "data" / "thresholds.toml"
    entries = tomllib.loads(source.read_text(encoding="utf-8"))["threshold"]
    return tuple(
        Threshold(
            name=entry["name"],
            label_zh=entry["label_zh"],
            label_en=entry["label_en"],
            value=entry["value"],
            unit=entry["unit"],
            inclusive=entry["inclusive"],
            applies_to=entry.get("applies_to", ""),
            valid_from=entry.get("valid_from"),
            valid_to=entry.get("valid_to"),
            source=entry["source"],
        )
        for entry in entries
    )


def _span(row: Threshold) -> str:
    words = []
    if row.valid_from is not None:
        words.append(f"from {row.valid_from.isoformat()}")
    if row.valid_to is not None:
        words.append(f"until {row.valid_to.isoformat()}")
    return " ".join(words) or "always"
