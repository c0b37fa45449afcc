"""The whole audit: of documents that were read, and of our own tables before they are released.

Not here: reading (`reading`), and how the result is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context

from techmarket.audit.against import compared_with
from techmarket.audit.built_tables import reading_of_tables
from techmarket.audit.built_texts import numbers_of_paragraphs
from techmarket.audit.document_checks import document_findings
from techmarket.audit.explaining import explain, grouped
from techmarket.audit.findings import Audit, Finding, Proof
from techmarket.audit.identities import Claims, claims_of
from techmarket.audit.intervals import Reading as Digits
from techmarket.audit.judging import Verdict, judge
from techmarket.audit.statement import Doubt, DoubtKind, Reading
from techmarket.audit.wording import say
from techmarket.observations.observation import Observation
from techmarket.sentences.model import Paragraph
from techmarket.tables.model import BuiltTable

Progress = Callable[[str, int, int], None]

SECONDS = 60.0
"""Of the processor, for the smallest repair under each reading."""

MANY = 1000
"""From so many numbers on, the two readings are judged in two processes at once."""


def audit(
    reading: Reading,
    documents: Sequence[str],
    lang: str = "zh",
    observations: Iterable[Observation] | None = None,
    progress: Progress | None = None,
) -> Audit:
    """Judges everything that was read.

    Args:
        reading: of one or more documents.
        documents: their names.
        lang: of the sentences, "zh" or "en".
        observations: ours, to compare with; `None` for none.
        progress: told of each step.

    Raises:
        TechmarketError: a defect of the audit itself.
    """
    tell = progress or _silent
    claims = claims_of(reading.numbers, reading.enumerations, reading.year or _latest(reading))
    closed, strict, beside = _verdicts(claims, lang, tell)
    found = _findings(closed, beside, reading, lang, tell)
    compared = None
    if observations is not None:
        theirs, compared = compared_with(claims, observations, lang)
        found = grouped([*found, *theirs])
    proofs = (_proof(closed), replace(_proof(strict), beside=len(beside.given_up)))
    return Audit(
        tuple(documents),
        tuple(found),
        proofs,
        (*reading.doubts, *_undecided(claims, closed, lang)),
        len(reading.numbers),
        closed.judged,
        closed.rows,
        compared,
    )


def own_book(
    tables: Sequence[BuiltTable],
    year: int,
    lang: str = "zh",
    paragraphs: Iterable[Paragraph] = (),
) -> tuple[Finding, ...]:
    """What contradicts itself in our own book; nothing, or it is not released.

    Args:
        tables: as built for the book.
        year: of the edition.
        lang: of the sentences.
        paragraphs: of the book; their spans say what each number is of.
    """
    reading = reading_of_tables(tables, year)
    numbers = (*reading.numbers, *numbers_of_paragraphs(paragraphs))
    reading = replace(reading, numbers=numbers)
    claims = claims_of(reading.numbers, reading.enumerations, year)
    # Our rule for halves is known, so that the stricter reading tells whether there is anything.
    strict = judge(claims, Digits.HALF_OPEN, seconds=SECONDS, witnessed=False)
    if not strict.given_up:
        return tuple(document_findings(reading, lang))
    closed = judge(claims, Digits.CLOSED, seconds=SECONDS, witnessed=False)
    beside = _beside(closed, strict)
    return tuple(_findings(closed, beside, reading, lang, _silent))


def _findings(
    closed: Verdict, beside: Verdict, reading: Reading, lang: str, tell: Progress
) -> list[Finding]:
    what = "explaining" if lang == "en" else "解释"
    total = len(closed.given_up) + len(beside.given_up)
    done = len(closed.given_up)
    return grouped(
        [
            *explain(closed, lang, lambda number, _: tell(what, number, total)),
            *explain(beside, lang, lambda number, _: tell(what, done + number, total)),
            *document_findings(reading, lang),
        ]
    )


def _latest(reading: Reading) -> int:
    """The latest year of any number; documents without a year have none to judge by."""
    return max((n.period for n in reading.numbers if n.period is not None), default=0)


def _proof(verdict: Verdict) -> Proof:
    return Proof(
        verdict.reading.value,
        len(verdict.given_up),
        verdict.bound,
        verdict.seconds,
        verdict.unproved,
        verdict.reached,
        verdict.totals_presumed,
    )


def _undecided(claims: Claims, verdict: Verdict, lang: str) -> Iterator[Doubt]:
    """One doubt for each table, and for the text, with numbers that were not judged."""
    told = set()
    for place in verdict.not_judged:
        if place >= len(claims.numbers):
            continue
        number = claims.numbers[place]
        where = (number.place.document, number.place.sheet, number.place.table)
        if where not in told:
            told.add(where)
            why = say(
                lang,
                "此处数字之间的关系无法判定，未作判断，可能是读法有误",
                "the relations of the figures here could not be decided, perhaps because they "
                "were read wrongly; they are not judged",
            )
            yield Doubt(number.place, number.text, why, DoubtKind.NOT_JUDGED)


def _verdicts(claims: Claims, lang: str, tell: Progress) -> tuple[Verdict, Verdict, Verdict]:
    """Whichever way halves go; if they always go up; and what that gives up beside the first."""
    what = "judging" if lang == "en" else "判断"

    def advance(done: int, total: int) -> None:
        tell(what, done, total)

    if len(claims.numbers) < MANY:
        closed = judge(claims, Digits.CLOSED, seconds=SECONDS, progress=advance)
        strict = judge(claims, Digits.HALF_OPEN, seconds=SECONDS)
    else:
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as other:
            asked = other.submit(judge, claims, Digits.HALF_OPEN, seconds=SECONDS)
            closed = judge(claims, Digits.CLOSED, seconds=SECONDS, progress=advance)
            strict = asked.result()
    return closed, strict, _beside(closed, strict)


def _beside(closed: Verdict, strict: Verdict) -> Verdict:
    """What must change if halves always go up, beside what must change in any case."""
    if not closed.given_up:
        return strict
    return judge(closed.claims, Digits.HALF_OPEN, beside=closed.given_up, seconds=SECONDS)


def _silent(what: str, done: int, total: int) -> None:
    """No progress is told."""
