"""The whole audit: of documents that were read, and of our own tables before they are released.

Not here: reading (`reading`), and how the result is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
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
from techmarket.audit.statement import Reading
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
    closed, strict = _verdicts(claims, lang, tell)
    found = _findings(strict, reading, lang, tell)
    compared = None
    if observations is not None:
        theirs, compared = compared_with(claims, observations, lang)
        found = grouped([*found, *theirs])
    proofs = tuple(
        Proof(v.reading.value, len(v.given_up), v.bound, v.seconds) for v in (closed, strict)
    )
    return Audit(
        tuple(documents),
        tuple(found),
        proofs,
        reading.doubts,
        len(reading.numbers),
        strict.judged,
        strict.rows,
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
    # Findings come from the strict reading alone; the other one is for the proofs of an audit.
    strict = judge(claims, Digits.HALF_OPEN, seconds=SECONDS)
    return tuple(_findings(strict, reading, lang, _silent))


def _findings(strict: Verdict, reading: Reading, lang: str, tell: Progress) -> list[Finding]:
    what = "explaining" if lang == "en" else "解释"
    return grouped(
        [
            *explain(strict, lang, lambda done, total: tell(what, done, total)),
            *document_findings(reading, lang),
        ]
    )


def _latest(reading: Reading) -> int:
    """The latest year of any number; documents without a year have none to judge by."""
    return max((n.period for n in reading.numbers if n.period is not None), default=0)


def _verdicts(claims: Claims, lang: str, tell: Progress) -> tuple[Verdict, Verdict]:
    what = "judging" if lang == "en" else "判断"

    def advance(done: int, total: int) -> None:
        tell(what, done, total)

    if len(claims.numbers) < MANY:
        strict = judge(claims, Digits.HALF_OPEN, seconds=SECONDS, progress=advance)
        return judge(claims, Digits.CLOSED, seconds=SECONDS), strict
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as other:
        closed = other.submit(judge, claims, Digits.CLOSED, seconds=SECONDS)
        strict = judge(claims, Digits.HALF_OPEN, seconds=SECONDS, progress=advance)
        return closed.result(), strict


def _silent(what: str, done: int, total: int) -> None:
    """No progress is told."""
