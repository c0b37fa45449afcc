"""Documents and verifications as lines of a page. Not here: pages (`views`)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from techmarket.web.certificates.models import COSTS, Certificate, IncomeVerification
from techmarket.web.certificates.words import BADGES, INCOME_BADGES, INCOME_STATES, KINDS, STATES
from techmarket.web.pages.amounts import capitals, ten_thousand_yuan, yuan
from techmarket.web.pages.wording import Both


@dataclass(frozen=True, slots=True)
class Line:
    """A document in a table.

    Attributes:
        certificate: the row.
        kind, state: in words; badge: class of the state's badge.
        valid: it holds.
        next: number of the document that replaces it.
    """

    certificate: Certificate
    kind: Both
    state: Both
    badge: str
    valid: bool
    next: str


@dataclass(frozen=True, slots=True)
class IncomeLine:
    """A verification in a table: amounts as text in yuan."""

    verification: IncomeVerification
    state: Both
    badge: str
    realised: str
    technical: str
    deducted: str
    income: str


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount with its label: in yuan, in 万元, in capitals; `None` while not determined."""

    label: str
    yuan: str
    ten_thousand: str
    capitals: str


def lines(certificates: Iterable[Certificate]) -> list[Line]:
    """Documents as lines."""
    return [
        Line(
            one,
            KINDS[one.kind],
            STATES[one.state],
            BADGES[one.state],
            one.state == "valid",
            one.next_document,
        )
        for one in certificates
    ]


def income_lines(verifications: Iterable[IncomeVerification]) -> list[IncomeLine]:
    """Verifications as lines."""
    shown = []
    for one in verifications:
        told = vars(one)
        shown.append(
            IncomeLine(
                verification=one,
                state=INCOME_STATES[one.state],
                badge=INCOME_BADGES[one.state],
                realised=yuan(told["realised_value"]),
                technical=yuan(told["realised_technical_value"]),
                deducted=yuan(sum(told[name] or 0 for name in COSTS)),
                income=yuan(told["technical_income"]),
            )
        )
    return shown


def amount(label: object, fen: int | None) -> Amount:
    """An amount for a page."""
    if fen is None:
        return Amount(str(label), "", "", "")
    return Amount(str(label), yuan(fen), ten_thousand_yuan(fen), capitals(fen) if fen >= 0 else "")
