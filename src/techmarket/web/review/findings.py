"""What a reviewer types on the page of a contract: findings, deductions, notes on fields.

Everything is kept as typed until it is taken, so that nothing is lost when something is refused.
Not here: what comes of it (`actions`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.http import QueryDict

from techmarket.codes import code_list
from techmarket.codes.regimes import regime
from techmarket.web.contracts.actions.deciding import DECIDED, FIELDS
from techmarket.web.contracts.models import Version
from techmarket.web.pages.amounts import UnclearAmount, typed_amount, yuan
from techmarket.web.pages.refused import Refused
from techmarket.web.pages.wording import Both, both, language

EMPTY_ROWS = 2
MOST_DEDUCTIONS = 20


@dataclass(frozen=True, slots=True)
class Findings:
    """A form as typed.

    Attributes:
        decided: field to text.
        deductions: of what cost, and how much, as typed.
        notes: field to what is to be corrected.
        reason, ground: why something is returned, passed on or refused.
    """

    decided: dict[str, str] = field(default_factory=dict)
    deductions: list[tuple[str, str]] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)
    reason: str = ""
    ground: str = ""

    @property
    def rows(self) -> list[tuple[str, str]]:
        """Deductions with some empty rows to type in."""
        empty = min(EMPTY_ROWS, MOST_DEDUCTIONS - len(self.deductions))
        return [*self.deductions, *[("", "")] * empty]

    def amounts(self) -> list[tuple[str, int]]:
        """The deductions, in 分.

        Raises:
            Refused: an amount cannot be read, or there are too many.
        """
        if len(self.deductions) > MOST_DEDUCTIONS:
            raise _refused(
                both(
                    f"扣除项目最多 {MOST_DEDUCTIONS} 项，请合并。",
                    f"At most {MOST_DEDUCTIONS} deductions; put some together.",
                )
            )
        read = []
        for what, amount in self.deductions:
            try:
                read.append((what.strip(), typed_amount(amount)))
            except UnclearAmount as unclear:
                name = what.strip() or "—"
                raise _refused(
                    both(f"扣除项“{name}”：{unclear.zh}", f"Deduction “{name}”: {unclear.en}")
                ) from None
        return read


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a list to choose from.

    Attributes:
        code, label: of the code.
        chosen: it is the present one.
    """

    code: str
    label: str
    chosen: bool


def findings_of(version: Version) -> Findings:
    """What stands in the form before anybody types: the newest version."""
    decided = {}
    for name in DECIDED:
        value = getattr(version, name)
        if name == "technical_value":
            decided[name] = yuan(value) if value is not None else ""
        else:
            decided[name] = str(value or "")
    return Findings(decided, [(one.what, yuan(one.amount)) for one in version.deductions.all()])


def findings_from(posted: QueryDict) -> Findings:
    """What somebody typed."""
    whats, amounts = _texts(posted, "deduction_what"), _texts(posted, "deduction_amount")
    pairs = [(a, b) for a, b in zip(whats, amounts, strict=False) if a.strip() or b.strip()]
    notes = {name: _text(posted, f"note_{name}") for name in FIELDS}
    return Findings(
        {name: _text(posted, name) for name in DECIDED if name in posted},
        pairs,
        {name: text for name, text in notes.items() if text.strip()},
        _text(posted, "reason"),
        _text(posted, "ground"),
    )


def _texts(posted: QueryDict, name: str) -> list[str]:
    return [str(one) for one in posted.getlist(name)]


def _text(posted: QueryDict, name: str) -> str:
    return (_texts(posted, name) or [""])[-1]


def is_changed(typed: Findings, version: Version) -> bool:
    """Whether somebody found other than what the newest version holds.

    With deductions the technical value follows from them, whatever is typed beside.

    Raises:
        Refused: an amount among the deductions cannot be read.
    """
    now, amounts = findings_of(version), typed.amounts()
    found = any(
        _says_other(name, text, now.decided[name])
        for name, text in typed.decided.items()
        if not (amounts and name == "technical_value")
    )
    return found or (bool(typed.decided) and amounts != now.amounts())


def _says_other(name: str, text: str, stands: str) -> bool:
    """Whether a text says other than what stands; amounts may be written in several ways."""
    if name != "technical_value":
        return text.strip() != stands
    try:
        return typed_amount(text) != typed_amount(stands)
    except UnclearAmount:
        return text.strip() != stands


def choices_of(name: str, chosen: str, on: date) -> list[Choice]:
    """What may be chosen for a decided field on a day; the present one, even if no longer valid."""
    codes = code_list(FIELDS[name].code_list)
    rows = list(codes.leaves(on=on))
    if name == "contract_type":
        tops = regime(on).contract_types
        rows = [one for one in rows if codes.ancestors(one.code)[-1] in tops]
    if chosen and chosen in codes and chosen not in {one.code for one in rows}:
        rows.append(codes[chosen])
    return [
        Choice(
            one.code,
            f"{one.code} {one.label_zh if language() == 'zh' else one.label_en}",
            one.code == chosen,
        )
        for one in rows
    ]


def grounds(on: date, chosen: str) -> list[Choice]:
    """The published grounds of refusal in force on a day."""
    return [
        Choice(one.code, one.label_zh if language() == "zh" else one.label_en, one.code == chosen)
        for one in code_list("refusal_ground").codes(on)
    ]


def _refused(text: Both) -> Refused:
    return Refused(text, fields={"deductions": [text]}, code="deductions")
