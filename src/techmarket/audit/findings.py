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
    """A unit of the last printed digit away."""
    HALVES = "halves"
    """Possible if a half may be rounded either way; impossible only if halves always go up."""
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
    BASE_REVISED = "base_revised"
    """Ratios of one row that are all off to one side: the base was revised."""
    ROUNDED_EARLIER = "rounded_earlier"
    """Decimals lost, or computed from figures that were rounded before."""
    TRUNCATED = "truncated"
    LAST_DIGIT = "last_digit"
    HALVES = "halves"
    """A half that was rounded down, or to the even digit."""
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
        instead: what could change instead of it in a repair as small: one number each, or several
            that come together, instead of it and of others that must change.
        only: whether every smallest repair changes it, which is proved.
        evidence: the figures that exclude it, of the shortest conflict it is in.
    """

    number: PrintedNumber
    low: Fraction | None
    high: Fraction | None
    gap: Fraction
    repaired: str
    instead: tuple[tuple[PrintedNumber, ...], ...]
    evidence: tuple[PrintedNumber, ...]
    only: bool = False


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
        unproved: numbers that are kept without a witness in fractions: they can be true together
            only as far as the solver tells, to one part in a thousand million.
        reached: whether the bound supposes a limit to how far a number is off
            (`consistency.smallest.FURTHEST`).
        totals_presumed: whether that a number must change in every smallest repair supposes that
            totals printed alike in many places are right.
        beside: for halves that always go up, so many numbers must change beside those that must
            change whichever way halves go; `None` for that reading itself.
    """

    reading: str
    size: int
    bound: int
    seconds: float
    unproved: int = 0
    reached: bool = False
    totals_presumed: bool = False
    beside: int | None = None

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
        proofs: the headline first: whichever way halves go; then if halves always go up.
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
