"""The judgement: every published cell beside ours, and what may be said of it.

A number is equal when it is the same number after thousands separators, final zeros and a percent
sign are taken off (214.3 = 214.30); everything else when it says the same (`symbols`). Equal is
not yet reproduced: what was answered in a survey or carried as edition data is told as such. A
difference is explained only by an entry of the recorded contradictions with the very same printed
and own figure. Not here: counting (`score`) and showing (`page`, `terminal`, `files`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from techmarket.compare.certificate import ConstraintRow, flaw
from techmarket.compare.contradictions import Contradiction
from techmarket.compare.figures import OurCell
from techmarket.compare.symbols import is_sign, same_words
from techmarket.observations.observation import Origin
from techmarket.published import Place, PublishedCell, read_number


class Outcome(StrEnum):
    """What is said of a published cell."""

    REPRODUCED = "reproduced"
    """Equal, and computed from contracts or answers, or blank by declaration."""
    ANSWERED = "answered"
    """Equal, and the institution's own answer."""
    CARRIED = "carried"
    """Equal, and edition data: carried as printed."""
    DIFFERENT = "different"
    """Both have something, and it is not the same."""
    NOT_COMPUTABLE = "not_computable"
    """A figure or a name is printed and we have none."""


_EQUAL = {
    Origin.COMPUTED: Outcome.REPRODUCED,
    Origin.ANSWERED: Outcome.ANSWERED,
    Origin.CARRIED: Outcome.CARRIED,
    None: Outcome.REPRODUCED,
}


@dataclass(frozen=True, slots=True)
class ComparedCell:
    """A published cell, ours, and the judgement.

    Attributes:
        printed: the published cell.
        ours: our cell at the same place; `None` if our table has no such place.
        outcome: see `Outcome`.
        reason: why it is not equal, for people; "" when it is.
        entry: the recorded contradiction that explains the difference, if one does.
    """

    printed: PublishedCell
    ours: OurCell | None
    outcome: Outcome
    reason: str = ""
    entry: Contradiction | None = None

    @property
    def numeric(self) -> bool:
        """Whether a number is printed (and not a symbol, a blank or a name)."""
        return self.printed.number is not None

    @property
    def origin(self) -> Origin | None:
        """Where our value comes from; `None` for a blank by declaration or no cell at all."""
        return None if self.ours is None else self.ours.origin

    @property
    def equal(self) -> bool:
        """Whether we print the same, whatever its origin."""
        return self.outcome not in (Outcome.DIFFERENT, Outcome.NOT_COMPUTABLE)

    @property
    def unexplained(self) -> bool:
        """Whether we do not print the same and no recorded contradiction says why."""
        return not self.equal and self.entry is None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that the comparison found.

    Attributes:
        edition: the year of the figures.
        cells: one for each published cell, in printed order.
        not_printed: cells of ours at places where nothing is published.
        stale: recorded contradictions that no longer differ, or are not published at all.
        unproved: recorded contradictions whose certificate proves nothing, with what is wrong.
    """

    edition: int
    cells: tuple[ComparedCell, ...]
    not_printed: tuple[OurCell, ...]
    stale: tuple[Contradiction, ...]
    unproved: tuple[tuple[Contradiction, str], ...] = ()

    @property
    def unexplained(self) -> tuple[ComparedCell, ...]:
        """Cells that fail the comparison."""
        return tuple(cell for cell in self.cells if cell.unexplained)

    @property
    def passed(self) -> bool:
        """Whether nothing is unexplained, nothing is over, and every entry is live and proved."""
        return not (self.unexplained or self.not_printed or self.stale or self.unproved)


def compare_cells(
    edition: int,
    published: Iterable[PublishedCell],
    ours: Mapping[Place, OurCell],
    entries: Iterable[Contradiction] = (),
    evidence: Iterable[ConstraintRow] = (),
) -> Comparison:
    """Judges every published cell.

    Args:
        edition: the year of the figures.
        published, ours: the cells of both sides.
        entries: recorded contradictions.
        evidence: the rows over which their certificates must hold.
    """
    entries, rows = tuple(entries), tuple(evidence)
    flaws = [(entry, flaw(entry, rows)) for entry in entries]
    recorded = {entry.place: entry for entry in entries}
    cells = tuple(judge(cell, ours.get(cell.place), recorded.get(cell.place)) for cell in published)
    places = {cell.printed.place for cell in cells}
    differing = {cell.printed.place for cell in cells if not cell.equal}
    return Comparison(
        edition=edition,
        cells=cells,
        not_printed=tuple(cell for place, cell in ours.items() if place not in places),
        stale=tuple(entry for place, entry in recorded.items() if place not in differing),
        unproved=tuple((entry, wrong) for entry, wrong in flaws if wrong is not None),
    )


def judge(
    printed: PublishedCell, ours: OurCell | None, entry: Contradiction | None = None
) -> ComparedCell:
    """What is said of one published cell.

    Args:
        printed: the published cell.
        ours: our cell at the same place, if our table has one.
        entry: the recorded contradiction of this place, if there is one.
    """
    outcome, reason = _compare(printed, ours)
    if outcome not in (Outcome.DIFFERENT, Outcome.NOT_COMPUTABLE):
        return ComparedCell(printed, ours, outcome)
    if entry is None:
        return ComparedCell(printed, ours, outcome, reason)
    text = "" if ours is None else ours.text
    if (entry.printed, entry.ours) == (printed.text, text):
        return ComparedCell(printed, ours, outcome, entry.reason, entry)
    # An entry explains one difference, not whatever may stand in its cell later.
    recorded = f"the recorded contradiction is of {entry.printed!r} and {entry.ours!r}"
    return ComparedCell(printed, ours, outcome, f"{reason}; {recorded}")


def _compare(printed: PublishedCell, ours: OurCell | None) -> tuple[Outcome, str]:
    if ours is None:
        return Outcome.NOT_COMPUTABLE, "our table has no such cell"
    if is_sign(ours.text) and not is_sign(printed.text):
        status = ours.status or "blank by declaration"
        return Outcome.NOT_COMPUTABLE, f"we have no value: {status}"
    for what, theirs, own in (
        ("year", str(printed.period), str(ours.period)),
        ("unit", printed.unit, ours.unit),
    ):
        # The unit of a name is a mere placeholder.
        if theirs != own and not (what == "unit" and printed.unit == "-"):
            return Outcome.DIFFERENT, f"our {what} is {own!r}, the printed one {theirs!r}"
    if _equal(printed, ours):
        return _EQUAL[ours.origin], ""
    return Outcome.DIFFERENT, "the figures are not the same"


def _equal(printed: PublishedCell, ours: OurCell) -> bool:
    number = printed.number
    if number is not None:
        return read_number(ours.text) == number
    return same_words(printed.text, ours.text)
