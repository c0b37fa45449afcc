"""How the time limits of each regime are counted: editable data with its sources.

Not here: the limits (`codes.thresholds`), and the clock of one contract (`clocks`).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from techmarket.errors import TechmarketError


class AfterCorrection(StrEnum):
    """What becomes of a limit while the application lies with the applicant."""

    RESTARTS = "restarts"
    """A new limit begins on the day the corrected application is filed."""
    PAUSES = "pauses"
    """The days that it lay there are not counted."""


class LastDayOff(StrEnum):
    """What a limit in calendar days does when its last day is not worked."""

    MOVES_ON = "moves on"
    """It ends on the next working day."""
    STAYS = "stays"
    """It ends that day."""


@dataclass(frozen=True, slots=True)
class CountingRule:
    """How one regime counts.

    Attributes:
        after_correction, last_day_off: see there.
        source: the document, or what the guess goes by.
    """

    after_correction: AfterCorrection
    last_day_off: LastDayOff
    source: str


@dataclass(frozen=True, slots=True)
class CountingRules:
    """All that is told of clocks.

    Attributes:
        by_regime: id of a regime to how it counts.
        acceptance_days: working days within which an application is taken up.
        soon_days: a contract is due soon when so many days or fewer are left.
        sources: what the two numbers go by.
    """

    by_regime: Mapping[str, CountingRule]
    acceptance_days: int
    soon_days: int
    sources: tuple[str, str]


@cache
def counting_rules() -> CountingRules:
    """The rules that came with the program."""
    source = files("techmarket.web.working_days") / "data" / "clocks.toml"
    return read_counting_rules(source.read_text(encoding="utf-8"))


def read_counting_rules(text: str) -> CountingRules:
    """The rules in a TOML text.

    Raises:
        TechmarketError: a rule says something that is not known.
    """
    told = tomllib.loads(text)
    by_regime = {}
    for entry in told["clock"]:
        try:
            rule = CountingRule(
                AfterCorrection(entry["after_correction"]),
                LastDayOff(entry["last_day_off"]),
                entry["source"],
            )
        except ValueError as wrong:
            known = [str(one) for kind in (AfterCorrection, LastDayOff) for one in kind]
            raise TechmarketError(
                "a rule on clocks says something that is not known",
                where=f"clocks.toml, regime {entry['regime']}",
                why=str(wrong),
                todo=f"write one of {', '.join(known)}",
            ) from None
        by_regime[entry["regime"]] = rule
    return CountingRules(
        MappingProxyType(by_regime),
        told["acceptance"]["working_days"],
        told["due_soon"]["days"],
        (told["acceptance"]["source"], told["due_soon"]["source"]),
    )
