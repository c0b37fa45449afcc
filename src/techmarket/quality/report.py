"""What is said of the quality of a snapshot: exact counts, before any layout.

Not here: counting (`measure`), the page (`page`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from techmarket.checks.batch_rules import BatchVerdict
from techmarket.checks.check_rule import CheckRule, Severity
from techmarket.linkage.duplicates import DuplicateCandidate
from techmarket.linkage.parties import PartyCandidate
from techmarket.record.fields import Field


@dataclass(frozen=True, slots=True)
class RuleQuality:
    """How a rule about one record fared.

    Attributes:
        rule: the rule.
        in_snapshot: whether the snapshot holds all fields that it reads; else nothing was counted.
        passed, failed, not_applicable: records.
        examples: numbers of the first records that fail.
        failed_before, applied_before: in the year before; `None` where there is none.
    """

    rule: CheckRule
    in_snapshot: bool
    passed: int = 0
    failed: int = 0
    not_applicable: int = 0
    examples: tuple[str, ...] = ()
    failed_before: int | None = None
    applied_before: int | None = None

    @property
    def applied(self) -> int:
        """Records to which the rule applied."""
        return self.passed + self.failed


@dataclass(frozen=True, slots=True)
class FieldQuality:
    """How complete a field is.

    Attributes:
        kind: "contract" or "party".
        field: the field.
        given: records that hold something in it; `None` where the snapshot has no such column.
        records: all.
    """

    kind: str
    field: Field
    given: int | None
    records: int


@dataclass(frozen=True, slots=True)
class AgencyDefaults:
    """The defaults that an agency left in.

    Attributes:
        agency: its code.
        contracts: all.
        by_field: field of `checks.defaults_in_batch.DEFAULTS` to contracts with the default.
        all_fields: contracts with nothing but defaults.
    """

    agency: str
    contracts: int
    by_field: Mapping[str, int]
    all_fields: int


@dataclass(frozen=True, slots=True)
class Repeated:
    """What stands in the snapshot more than once.

    Attributes:
        severity, words_zh, words_en: of the rule.
        groups: how many groups of equal records.
        records: how many records in them.
        examples: what the first groups are equal in.
    """

    rule_id: str
    severity: Severity
    words_zh: str
    words_en: str
    groups: int
    records: int
    examples: tuple[str, ...]

    def words(self, lang: str) -> str:
        """The rule in `lang`, "zh" or "en"."""
        return self.words_zh if lang == "zh" else self.words_en


@dataclass(frozen=True, slots=True)
class Vintage:
    """The totals of a year.

    Attributes:
        period: the year.
        figures: name of a measure to its number; money in 分.
    """

    period: int
    figures: Mapping[str, int]


@dataclass(frozen=True)
class QualityReport:
    """All that is said of a snapshot.

    Attributes:
        hash: of the snapshot.
        cutoff: its last day.
        now, before: totals; `before` is `None` where no snapshot of the year before is given.
        rules: about one record, of contracts and then of parties.
        fields: likewise.
        defaults: by agency; `None` where the snapshot does not hold the fields.
        batch: rules about the contracts as a whole.
        repeated: what stands there more than once and should not.
        duplicates: contracts that may be one, undecided ones only; `None` where the snapshot does
            not hold what is compared.
        decided: pairs about which a person has decided.
        parties: parties that may be one.
    """

    hash: str
    cutoff: date
    now: Vintage
    before: Vintage | None
    rules: tuple[RuleQuality, ...]
    fields: tuple[FieldQuality, ...]
    defaults: tuple[AgencyDefaults, ...] | None
    batch: tuple[BatchVerdict, ...]
    repeated: tuple[Repeated, ...]
    duplicates: tuple[DuplicateCandidate, ...] | None
    decided: int
    parties: tuple[PartyCandidate, ...]

    @property
    def hard_failures(self) -> int:
        """Failures of hard rules, a record as often as it fails one."""
        single = sum(one.failed for one in self.rules if one.rule.severity is Severity.HARD)
        return single + sum(one.records for one in self.repeated if one.severity is Severity.HARD)
