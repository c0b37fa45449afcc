"""Every figure in the running text of the printed report: our text states it, or says why not.

`facts.csv` is the checklist: the line of the report's text, what is printed there, and the number
that it is. A key is a cell id; `text:<section>` is a fact without a number of its own, and
`difference:<line>` one that no table holds. `said` is our wording where it is not the printed one.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import pytest

from golden_line import GoldenBuild
from techmarket.editions import Edition, load_edition
from techmarket.editions.observing import observed
from techmarket.figures.build import build_figures
from techmarket.observations.observation import Observation
from techmarket.sentences.build import build_text
from techmarket.sentences.edition_text import edition_text
from techmarket.sentences.grammar import calls
from techmarket.sentences.model import Paragraph, Span
from techmarket.sentences.reading import declarations
from techmarket.snapshot import open_snapshot
from techmarket.tables.cell import rounded
from whole_text import faults

HERE = Path(__file__).parent
SEED = HERE.parents[2].parent / "shared" / "seed" / "annual-report-2014.txt"
DIFFERENCES = (
    Path(__file__).parents[3]
    / "src"
    / "techmarket"
    / "editions"
    / "2013"
    / "text"
    / "differences.csv"
)
HUNDRED_MILLION = 10**10
TEN_THOUSAND = 10**6


@dataclass(frozen=True)
class Fact:
    """A line of the checklist."""

    line: int
    printed: str
    key: str
    said: str


def facts() -> list[Fact]:
    with (HERE / "facts.csv").open(encoding="utf-8", newline="") as stream:
        return [
            Fact(int(row["line"]), row["printed"], row["key"], row["said"])
            for row in csv.DictReader(stream)
        ]


def differences() -> list[dict[str, str]]:
    with DIFFERENCES.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="session")
def edition() -> Edition:
    return load_edition("2013")


@pytest.fixture(scope="session")
def text(golden_build: GoldenBuild, edition: Edition) -> Mapping[str, tuple[Paragraph, ...]]:
    observations = observed(
        edition,
        open_snapshot(golden_build.snapshot(2013)),
        open_snapshot(golden_build.snapshot(2012)),
    )
    numbers = {("table", key): edition.number(key) for key in edition.tables}
    return build_text(observations, edition, "zh", numbers)


@pytest.fixture(scope="session")
def spans(text: Mapping[str, tuple[Paragraph, ...]]) -> dict[str, list[Span]]:
    """Cell id to the spans that print it."""
    found: dict[str, list[Span]] = {}
    for paragraphs in text.values():
        for paragraph in paragraphs:
            for span in paragraph.spans:
                if isinstance(span, Span) and span.key is not None:
                    found.setdefault(span.key.cell_id, []).append(span)
    return found


@pytest.fixture(scope="session")
def sections(text: Mapping[str, tuple[Paragraph, ...]], edition: Edition) -> dict[str, str]:
    """Key of a section to its whole text, the texts of the edition included."""
    whole = {key: "\n".join(p.text for p in said) for key, said in text.items()}
    for key, items in edition_text(edition, "zh").items():
        name = f"{key}_notes" if key == "chronicle" else key
        lines = "\n".join(f"{heading} {paragraph.text}" for heading, paragraph in items)
        whole[name] = f"{whole.get(name, '')}\n{lines}"
    return whole


def test_the_checklist_is_long_and_in_the_order_of_the_report() -> None:
    listed = facts()
    assert len(listed) > 500
    assert [fact.line for fact in listed] == sorted(fact.line for fact in listed)


def test_the_checklist_holds_what_stands_on_the_lines_of_the_report() -> None:
    """Digits of the checklist stand on their line of the transcribed report."""
    if not SEED.is_file():
        pytest.skip("the transcribed report is not beside the repository")
    lines = SEED.read_text(encoding="utf-8").split("\n")
    absent = [
        fact
        for fact in facts()
        if fact.printed.replace(".", "").isdigit() and fact.printed not in lines[fact.line - 1]
    ]
    assert absent == []


def test_every_figure_of_the_running_text_is_in_the_checklist() -> None:
    """Lines of prose of the five parts: no number is forgotten, but for years and numbering."""
    if not SEED.is_file():
        pytest.skip("the transcribed report is not beside the repository")
    listed = {(fact.line, fact.printed) for fact in facts()}
    forgotten = []
    for number, line in enumerate(SEED.read_text(encoding="utf-8").split("\n")[:780], start=1):
        if "\t" in line or not re.search("[。；]", line):
            continue
        prose = re.sub(r"[（(](?:见)?[图表附0-9、和]+[)）]|<sup>.*?</sup>", " ", line)
        prose = re.sub(r"^\s*\d+\s*[.．]", " ", prose)
        for found in re.finditer(r"\d+(?:\.\d+)?", prose):
            is_year = len(found[0]) == 4 and prose[found.end() : found.end() + 1] == "年"
            if not is_year and (number, found[0]) not in listed and found[0] != "2014":
                forgotten.append((number, found[0]))
    assert forgotten == []


def test_our_text_states_every_fact_or_lists_the_difference(
    spans: Mapping[str, list[Span]], sections: Mapping[str, str]
) -> None:
    """The same key with the same printed value; or the same words; or a listed difference."""
    listed = {(row["printed"], row["key"]) for row in differences()}
    missing = [
        fact
        for fact in facts()
        if not states(fact, spans, sections) and (fact.printed, fact.key) not in listed
    ]
    assert missing == []


def test_no_difference_is_listed_that_is_none(
    spans: Mapping[str, list[Span]], sections: Mapping[str, str]
) -> None:
    """A listed difference is in the checklist, our text does not say it, and says what is told."""
    checklist = {(fact.printed, fact.key): fact for fact in facts()}
    for row in differences():
        fact = checklist[row["printed"], row["key"]]
        assert not states(fact, spans, sections), row
        if row["ours"]:
            assert row["ours"] in [span.text for span in spans[row["key"]]], row


def states(fact: Fact, spans: Mapping[str, list[Span]], sections: Mapping[str, str]) -> bool:
    kind, _, name = fact.key.partition(":")
    if kind == "text":
        return (fact.said or fact.printed) in sections.get(name, "")
    if kind == "difference":
        return False
    said = spans.get(fact.key, [])
    if fact.said:
        return fact.said in [span.text for span in said]
    return any(
        span.text == fact.printed or same_number(span.observation, fact.printed) for span in said
    )


def same_number(observation: Observation | None, printed: str) -> bool:
    """Whether the exact value is what is printed, at the decimals that are printed."""
    if observation is None or isinstance(observation.value, str | None):
        return False
    if not printed.replace(".", "", 1).isdigit():
        return False
    decimals = len(printed.partition(".")[2])
    return rounded(abs(in_print(observation)), decimals) == printed


def in_print(observation: Observation) -> Fraction:
    value = Fraction(observation.value)  # type: ignore[arg-type]
    if observation.unit == "分":
        mean = observation.key.measure == "mean_value"
        return value / (TEN_THOUSAND if mean else HUNDRED_MILLION)
    return value * 100 if observation.unit == "1" else value


@pytest.mark.parametrize(
    ("name", "with_previous"),
    [("2013", True), ("2013", False), ("2012", False), ("liaoning-2013", True)],
)
def test_whole_texts_are_well_formed(
    golden_build: GoldenBuild, name: str, with_previous: bool
) -> None:
    """The country with and without a year before, another year, one province: every paragraph in
    both languages keeps to the marks, and every number in it is its observation."""
    edition = load_edition(name)
    snapshot = open_snapshot(golden_build.snapshot(edition.year))
    previous = open_snapshot(golden_build.snapshot(2012)) if with_previous else None
    observations = observed(edition, snapshot, previous)
    zh, en = (build_text(observations, edition, lang, {}) for lang in ("zh", "en"))
    assert faults(zh, en) == []
    assert len(zh) > 30


def test_every_reference_of_the_text_has_a_number(golden_build: GoldenBuild) -> None:
    """A figure or a table that a sentence refers to exists in the edition, in both languages."""
    edition = load_edition("2013")
    observations = observed(
        edition,
        open_snapshot(golden_build.snapshot(2013)),
        open_snapshot(golden_build.snapshot(2012)),
    )
    figures = {figure.key for figure in build_figures(observations, edition, "zh")}
    referred = {
        word
        for paragraph in declarations(edition).paragraphs
        for sentence in paragraph.sentences
        for parts in sentence.template.values()
        for call in calls(parts)
        if call.name == "see"
        for word in call.words
    }
    there = {f"table:{key}" for key in edition.tables} | {f"figure:{key}" for key in figures}
    assert referred - there == set()
