"""Find, prove and word the contradictions of an edition: what is recorded for the comparison.

Two sorts of cells cannot come out as printed: those given up so that a register can be drawn
(`giving_up`), and those that contradict carried figures, answers or ranks, which no draw can
change. Each gets a proof over the rows of evidence that rests on no other such cell. Not here: the
file they are kept in (`contradictions`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from techmarket.consistency.program import program_of
from techmarket.consistency.proof import NOTHING_BELOW_ZERO, certificate
from techmarket.editions import Edition
from techmarket.errors import TechmarketError
from techmarket.published import Place, load_published, packaged, read_number
from techmarket.simulate.constraints import Row
from techmarket.simulate.contradictions import Refuted
from techmarket.simulate.giving_up import given_up
from techmarket.simulate.other_statements import rows_of_evidence
from techmarket.simulate.our_figures import declared_cells, our_texts
from techmarket.simulate.reasons import Evidence, cells_of, kind_of, reason
from techmarket.simulate.settle import settled_counts, settled_values
from techmarket.simulate.system import TEXT, System, system_of


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found.

    Attributes:
        entries: the proved contradictions, in printed order.
        unproved: cells that we print otherwise though the other cells allow them.
        optimal: the set given up for the register is proved to be the smallest.
    """

    entries: tuple[Refuted, ...]
    unproved: tuple[Place, ...]
    optimal: bool


def find_contradictions(edition: Edition, tables: Mapping[Place, str] | None = None) -> Findings:
    """Every printed cell that our tables cannot have, with its proof.

    Args:
        edition: whose printed figures come with the package.
        tables: what our tables print by place; computed from settled totals if not given.

    Raises:
        TechmarketError: the figures could not be repaired, or only by a figure of the text.
    """
    system = system_of(edition)
    chosen = given_up(system)
    refuse_text(chosen.places)
    ours = tables or texts_of_settled(edition, system, chosen.places)
    printed = {cell.place: cell.text for cell in load_published(packaged(edition.year))}
    differing = {place for place in printed if _differs(printed[place], ours.get(place))}
    wanted = [place for place in printed if place in differing | set(chosen.places)]
    rows = rows_of_evidence(edition, system)
    proofs = certificates(rows, wanted)
    evidence = Evidence(
        {s.place: s for s in system.statements if s.place.table != TEXT},
        {row.name: row for row in rows},
        declared_cells(edition),
        ours,
        wanted,
    )
    proved = [place for place in wanted if place in proofs and place in differing]
    return Findings(
        tuple(_entry(place, printed[place], proofs[place], evidence) for place in proved),
        tuple(place for place in wanted if place not in proved),
        chosen.optimal,
    )


def refuse_text(places: Sequence[Place]) -> None:
    """A figure of the running text is no cell and cannot be recorded.

    Raises:
        TechmarketError: one would have to be given up.
    """
    stated = [place.row_path for place in places if place.table == TEXT]
    if stated:
        raise TechmarketError(
            "figures of the running text contradict the tables",
            where=", ".join(stated),
            todo="take them out of techmarket/simulate/stated",
        )


def texts_of_settled(edition: Edition, system: System, places: Sequence[Place]) -> dict[Place, str]:
    """What our tables will print when these places are given up.

    Raises:
        TechmarketError: the other places contradict one another.
    """
    counts = settled_counts(system, places)
    return our_texts(edition, system, {**counts, **settled_values(system, places, counts)})


def certificates(rows: Sequence[Row], places: Sequence[Place]) -> dict[Place, dict[str, Fraction]]:
    """A proof for each place that the rows of all other cells refute.

    Args:
        rows: of evidence.
        places: cells on which no proof may rest.
    """
    barred = set(places)
    usable = [
        row
        for row in rows
        if not row.name.startswith(NOTHING_BELOW_ZERO) and barred.isdisjoint(row.also)
    ]
    program = program_of(usable)
    found = ((place, certificate(place, usable, program, places)) for place in places)
    return {place: proof for place, proof in found if proof is not None}


def _differs(printed: str, ours: str | None) -> bool:
    """Whether another number is printed; what we do not know yet does not differ."""
    number = read_number(printed)
    return number is not None and ours is not None and read_number(ours) != number


def _entry(
    place: Place, printed: str, proof: Mapping[str, Fraction], evidence: Evidence
) -> Refuted:
    return Refuted(
        place,
        printed,
        evidence.ours[place],
        reason(place, proof, evidence),
        kind_of(place, proof, evidence),
        cells_of(place, proof, evidence),
        proof,
    )
