"""A rule as it is checked: identity, sentence, source, dates, condition, examples, in one place.

Not here: the rules themselves (`field_rules`, `record_rules`, and the modules about contracts and
parties), and what comes of checking them (`outcome`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias

from techmarket.checks.condition import ALWAYS, Condition, asks_date, fields_of
from techmarket.record.fields import Record

Changes: TypeAlias = Mapping[str, object]
"""What an example changes in its base record: field to value, `None` to leave it out."""

NO_CHANGES: Changes = MappingProxyType({})

Repair: TypeAlias = Callable[[Record, date | None], Changes | None]
"""What a failing record may be changed to so that it passes; `None` where it is not known."""


class Severity(StrEnum):
    """What a failing record means for the register."""

    HARD = "hard"
    """It cannot be registered or imported."""
    SOFT = "soft"
    """It may be right; a person looks at it."""


class Level(StrEnum):
    """What a rule is about."""

    FIELD = "field"
    """One field by itself."""
    RECORD = "record"
    """Several fields of one record."""


class Authority(StrEnum):
    """What a rule rests on."""

    LAW = "law"
    """A measure or rule in force on the day."""
    STANDARD = "standard"
    """A national standard or code list."""
    RECORD = "record"
    """The declaration of the fields in `techmarket.record`."""
    REPORT = "report"
    """The annual report and the forms behind it."""
    PRACTICE = "practice"
    """What registration offices were seen to do."""
    GUESS = "guess"
    """Our own judgement; no document says it."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CheckRule:
    """One rule.

    Attributes:
        id: stable and literal, "contract.signed_before_registered".
        kind: the kind of record, "contract" or "party".
        level, severity, authority: see there.
        source: the document, or what the guess goes by.
        words_zh, words_en: the rule as a sentence, with its full stop.
        holds: the condition.
        when: to which records the rule applies at all.
        needs: the fields without which it does not apply.
        reads: the fields concerned; a failure shows them all.
        valid_from, valid_to: first and last day of the check; `None` is open.
        base: name of the base record of the examples (`example_records`).
        failing, passing: what they change in it.
        companions: ids of rules that the failing example also fails, because it must.
        repair: see `Repair`.
    """

    id: str
    kind: str
    level: Level
    severity: Severity
    authority: Authority
    source: str
    words_zh: str
    words_en: str
    holds: Condition
    when: Condition = ALWAYS
    needs: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    base: str = ""
    failing: Changes = field(default_factory=lambda: NO_CHANGES)
    passing: Changes = field(default_factory=lambda: NO_CHANGES)
    companions: frozenset[str] = field(default_factory=frozenset)
    repair: Repair | None = None

    def __post_init__(self) -> None:
        """Refuse a rule that contradicts itself (`ValueError`)."""
        read = fields_of(self.holds) | fields_of(self.when) | set(self.needs)
        if not read <= set(self.reads):
            raise ValueError(f"rule {self.id} reads {sorted(read)} and says {sorted(self.reads)}")
        if (self.level is Level.FIELD) != (len(self.reads) == 1):
            raise ValueError(f"rule {self.id}: the level is field when it is about one field")
        if not (self.words_zh.endswith("。") and self.words_en.endswith(".")):
            raise ValueError(f"rule {self.id} is said in a sentence, in both languages")
        if not self.source:
            raise ValueError(f"rule {self.id} has no source")

    def words(self, lang: str) -> str:
        """The rule in `lang`, "zh" or "en"."""
        return self.words_zh if lang == "zh" else self.words_en

    def valid_on(self, on: date) -> bool:
        """Whether the rule is in force on that day (both ends included)."""
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_to is None or on <= self.valid_to
        )

    @property
    def dated(self) -> bool:
        """Whether the rule is in force on some days only."""
        return self.valid_from is not None or self.valid_to is not None

    @property
    def asks_date(self) -> bool:
        """Whether the rule does not apply where the date of the check is not known."""
        return self.dated or asks_date(self.holds) or asks_date(self.when)


def check_rule(
    id: str,
    words_zh: str,
    words_en: str,
    holds: Condition,
    *,
    severity: Severity,
    authority: Authority,
    source: str,
    when: Condition = ALWAYS,
    needs: tuple[str, ...] | None = None,
    reads: tuple[str, ...] | None = None,
    valid_from: date | None = None,
    valid_to: date | None = None,
    base: str = "",
    failing: Changes,
    passing: Changes = NO_CHANGES,
    companions: tuple[str, ...] = (),
    repair: Repair | None = None,
) -> CheckRule:
    """A rule of the kind that its id begins with; what it reads follows from its conditions.

    Args:
        needs: all fields read, if `None`.
        reads: those of the conditions, if `None`.
        base: the base record; the one that is named like the kind, if "".
        companions: ids without the kind in front.

    The others are as in `CheckRule`.

    Raises:
        ValueError: the rule contradicts itself.
    """
    kind = id.split(".")[0]
    read = tuple(sorted(fields_of(holds) | fields_of(when))) if reads is None else reads
    return CheckRule(
        id=id,
        kind=kind,
        level=Level.FIELD if len(read) == 1 else Level.RECORD,
        severity=severity,
        authority=authority,
        source=source,
        words_zh=words_zh,
        words_en=words_en,
        holds=holds,
        when=when,
        needs=read if needs is None else needs,
        reads=read,
        valid_from=valid_from,
        valid_to=valid_to,
        base=base or kind,
        failing=failing,
        passing=passing,
        companions=frozenset(f"{kind}.{name}" for name in companions),
        repair=repair,
    )
