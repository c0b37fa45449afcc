"""What the audit says: findings with their severity and likely cause, and how far it is proved.

Not here: how they are found (`judging`, `explaining`) and how they are shown (`finding_text`,
`report_page`, `finding_files`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from techmarket.audit.statement import Doubt, Place, PrintedNumber


class Severity(StrEnum):
    """How bad it is, worst first."""

    IMPOSSIBLE = "impossible"
    """No exact values round, or are cut off, to what is printed."""
    UNLESS_TRUNCATED = "unless_truncated"
    """Only if digits were cut off instead of rounded."""
    LAST_DIGIT = "last_digit"
    """A unit of the last printed digit away, or only the rule for halves is broken."""
    STYLE = "style"
    """Nothing is false: numbering, captions, headers."""


class Cause(StrEnum):
    """What probably happened."""

    DIGIT = "digit"
    """One digit is wrong, missing, doubled or changed places, or the point has moved."""
    SIGN = "sign"
    COPIED = "copied"
    """The figure of a neighbouring cell."""
    DROPPED_PART = "dropped_part"
    """The gap is another printed figure: a part left out, or counted twice."""
    OTHER_BASE = "other_base"
    """A ratio to another printed level: another year, or another whole."""
    OTHER_VINTAGE = "other_vintage"
    """Printed elsewhere with another value."""
    ROUNDED_EARLIER = "rounded_earlier"
    """Decimals lost, or computed from figures that were rounded before."""
    TRUNCATED = "truncated"
    LAST_DIGIT = "last_digit"
    ORDER = "order"
    LIST = "list"
    """A number of things beside a list of another length."""
    CAPTION = "caption"
    HEADER = "header"
    NOT_OURS = "not_ours"
    """Differs from the observations it was compared with."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Mark:
    """A printed number that must change.

    Attributes:
        number: as printed.
        low, high: what the other figures leave for it, in the printed unit and to four digits more
            than are printed; `None` where there is no bound.
        gap: distance from what its digits allow to that, in the printed unit; zero if they touch.
        repaired: what it can say so that all that is kept is true; "" if it has to be looked up.
        instead: other numbers of which one could change instead of it.
        evidence: the figures that exclude it, of the shortest conflict it is in.
    """

    number: PrintedNumber
    low: Fraction | None
    high: Fraction | None
    gap: Fraction
    repaired: str
    instead: tuple[PrintedNumber, ...]
    evidence: tuple[PrintedNumber, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One cause, with everything that it explains.

    Attributes:
        severity, cause: see there.
        place: of the first mark, or of what is meant.
        printed: as printed there.
        holds: one sentence, what must hold.
        marks: numbers that must change; empty for matters of style.
        conflicts: so many contradictions disappear with it.
    """

    severity: Severity
    cause: Cause
    place: Place
    printed: str
    holds: str
    marks: tuple[Mark, ...] = ()
    conflicts: int = 0


@dataclass(frozen=True, slots=True)
class Proof:
    """How small the repair is under a reading of the digits.

    Attributes:
        reading: as `intervals.Reading` has it; size: numbers that must change.
        bound: at least so many; seconds: it took.
    """

    reading: str
    size: int
    bound: int
    seconds: float

    @property
    def optimal(self) -> bool:
        """The size is proved to be the smallest."""
        return self.size == self.bound


@dataclass(frozen=True, slots=True)
class Audit:
    """The result for one set of documents.

    Attributes:
        documents: as they were named.
        findings: worst first, then in printed order.
        proofs: by reading, the weakest demand first.
        doubts: what was not understood; no findings.
        numbers: read; judged: of these, those that an identity rests on; identities: rows.
        compared: numbers compared with observations (`--against`); `None` if none were given.
    """

    documents: tuple[str, ...]
    findings: tuple[Finding, ...]
    proofs: tuple[Proof, ...]
    doubts: tuple[Doubt, ...]
    numbers: int
    judged: int
    identities: int
    compared: int | None = None
