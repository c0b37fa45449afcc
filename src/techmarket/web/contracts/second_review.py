"""Whether a contract needs a second pair of eyes, why, and at what level of the tree.

The limits and their words are rules of `techmarket.checks`; which of them bind, and who looks, is
data (`data/second_review.toml`). Not here: passing a contract on, and the second opinion itself
(`actions`).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from techmarket.checks.check_rule import CheckRule
from techmarket.checks.one_record import failures
from techmarket.checks.rule_set import rules_of
from techmarket.errors import TechmarketError
from techmarket.record.fields import Record
from techmarket.web.pages.wording import Both, both

PREFIX = "contract.second_review_"

LEVELS: Mapping[str, int] = {"agency": 0, "city": 1, "plan_city": 2, "province": 2, "centre": 3}
"""Kind of organisation to its height in the tree; a city with its own plan is like a province."""

LEVEL_WORDS = (
    both("本机构另一人", "another person of the agency"),
    both("市级", "the city"),
    both("省级（计划单列市）", "the province (or city with its own plan)"),
    both("国家中心", "the national centre"),
)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a contract gets a second review.

    Attributes:
        rule: id of the rule.
        text: the reason, a clause.
        limit: the rule, as a sentence.
        level: how high the reviewer sits, see `LEVELS`.
        must: it is not registered without.
        source: of the rule.
    """

    rule: str
    text: Both
    limit: Both
    level: int
    must: bool
    source: str

    @property
    def by(self) -> Both:
        """Who looks."""
        return LEVEL_WORDS[self.level]


@dataclass(frozen=True, slots=True)
class Setting:
    """What the data says of a rule on second review.

    Attributes:
        reason, level, must: as of `Reason`.
    """

    reason: Both
    level: int
    must: bool


def review_needed(record: Record, on: date) -> list[Reason]:
    """Why a contract gets a second review on a day, what binds first; none: it needs none.

    Args:
        record: the contract's declared fields, as the agency recognises them.
        on: the day of the decision, for a contract without registration date.
    """
    settings = _settings()
    failed = (one.rule for one in failures("contract", record, on) if one.rule.id in settings)
    reasons = [_reason(rule, settings[rule.id]) for rule in failed]
    return sorted(reasons, key=lambda one: not one.must)


def must_be_reviewed(reasons: Sequence[Reason]) -> bool:
    """Whether it is not registered without a second review."""
    return any(one.must for one in reasons)


def level_needed(reasons: Sequence[Reason]) -> int:
    """How high a second reviewer sits at least: the highest of the reasons that bind, else 0."""
    return max((one.level for one in reasons if one.must), default=0)


def level_of(kind: str) -> int:
    """How high an organisation of a kind sits; below all where it reviews nothing."""
    return LEVELS.get(kind, -1)


def _reason(rule: CheckRule, setting: Setting) -> Reason:
    limit = both(rule.words_zh, rule.words_en)
    return Reason(rule.id, setting.reason, limit, setting.level, setting.must, rule.source)


@cache
def _settings() -> Mapping[str, Setting]:
    source = files("techmarket.web.contracts") / "data" / "second_review.toml"
    return read_settings(source.read_text(encoding="utf-8"))


def read_settings(text: str) -> Mapping[str, Setting]:
    """Rule to what is told of it in a TOML text.

    Raises:
        TechmarketError: it names no rule on second review, leaves one out, or names no level.
    """
    entries = tomllib.loads(text)["second_review"]
    told = {one["rule"] for one in entries}
    known = {one.id for one in rules_of("contract") if one.id.startswith(PREFIX)}
    if told != known:
        raise TechmarketError(
            "not every rule on second review has its reviewer",
            where=", ".join(sorted(told ^ known)),
            why="it is told of a rule that there is not, or a rule is left out",
            todo="correct second_review.toml",
        )
    for one in entries:
        if one["by"] not in LEVELS:
            raise TechmarketError(
                "there is no such level of reviewers",
                where=f"second_review.toml, {one['rule']}",
                why=f"it says “{one['by']}”",
                todo=f"write one of {', '.join(LEVELS)}",
            )
    return {
        one["rule"]: Setting(
            both(one["reason_zh"], one["reason_en"]), LEVELS[one["by"]], one["must"]
        )
        for one in entries
    }
