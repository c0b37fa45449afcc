"""The score on the terminal: by table, by origin, and what is unexplained.

Where the output is not a terminal it is plain text without lines or colours and is never cut; the
columns stand under each other also with Chinese words. Not here: any counting (`score`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rich import box
from rich.console import Console
from rich.table import Table

from techmarket.compare.outcome import Comparison, Outcome
from techmarket.compare.score import Score, score, score_by_origin, score_by_table

LISTED = 20
"""So many unexplained cells are listed; comparison.html lists all."""

_HEADS = (
    "numbers", "repro-\nduced", "as an-\nswered", "carried", "diffe-\nrent", "no\nvalue",
    "words,\nsigns", "equal", "unex-\nplained",
)  # fmt: skip

_PLAIN_WIDTH = 1000


def plain_console() -> Console:
    """Standard output; wide enough to be never cut where it is not a terminal."""
    console = Console(highlight=False, markup=False, emoji=False)
    return console if console.is_terminal else Console(
        highlight=False, markup=False, emoji=False, width=_PLAIN_WIDTH
    )  # fmt: skip


def print_comparison(comparison: Comparison, console: Console) -> None:
    """Prints both tables of the score and everything that fails."""
    total = score(comparison.cells)
    console.print(_table("table", score_by_table(comparison), total, console))
    console.print(_table("origin", score_by_origin(comparison), total, console))
    for line in sentences(comparison):
        console.print(line, soft_wrap=True)


def sentences(comparison: Comparison) -> Iterator[str]:
    """What the comparison found, one sentence per line; then each thing that fails."""
    numeric = score(comparison.cells).numeric
    counts = numeric.outcomes
    same = (Outcome.REPRODUCED, Outcome.ANSWERED, Outcome.CARRIED)
    yield (
        f"Of {numeric.cells} published numbers {sum(counts[o] for o in same)} agree to the printed "
        f"digit: {counts[Outcome.REPRODUCED]} are reproduced from contracts and answers, "
        f"{counts[Outcome.ANSWERED]} are as answered in a survey, {counts[Outcome.CARRIED]} are "
        f"carried as printed. {counts[Outcome.DIFFERENT]} are different, "
        f"{numeric.explained} of them with a recorded contradiction; "
        f"{counts[Outcome.NOT_COMPUTABLE]} are not computable."
    )
    yield from _listed(
        "published cell differs without a recorded contradiction",
        "published cells differ without a recorded contradiction",
        [
            f"{cell.printed.place.words()}: printed {cell.printed.text!r}, "
            f"ours {'' if cell.ours is None else cell.ours.text!r}, {cell.reason}"
            for cell in comparison.unexplained
        ],
    )
    yield from _listed(
        "cell of ours is not published",
        "cells of ours are not published",
        [f"{cell.place.words()}: {cell.text!r}" for cell in comparison.not_printed],
    )
    yield from _listed(
        "recorded contradiction is stale: its cell does not differ",
        "recorded contradictions are stale: their cells do not differ",
        [entry.place.words() for entry in comparison.stale],
    )
    yield from _listed(
        "recorded contradiction is not proved",
        "recorded contradictions are not proved",
        [f"{entry.place.words()}: {wrong}" for entry, wrong in comparison.unproved],
    )


def _listed(one: str, many: str, lines: list[str]) -> Iterator[str]:
    if not lines:
        return
    yield f"{len(lines)} {one if len(lines) == 1 else many}:"
    yield from (f"  {line}" for line in lines[:LISTED])
    if len(lines) > LISTED:
        yield f"  and {len(lines) - LISTED} more, all in comparison.html"


def _table(name: str, scores: Mapping[str, Score], total: Score, console: Console) -> Table:
    table = Table(
        box=box.SIMPLE_HEAD if console.is_terminal else None,
        show_footer=True,
        # The box itself puts a space between columns; without padding all fit 80 columns.
        padding=0 if console.is_terminal else (0, 1),
        pad_edge=False,
        header_style="bold",
        footer_style="bold",
    )
    table.add_column(name, footer="all", vertical="bottom", no_wrap=True)
    for head, number in zip(_HEADS, _numbers(total), strict=True):
        table.add_column(head, footer=str(number), justify="right", no_wrap=True)
    for label, one in scores.items():
        table.add_row(label, *(str(number) for number in _numbers(one)))
    return table


def _numbers(one: Score) -> list[int]:
    words_equal = one.text.cells - one.text.explained - one.text.unexplained
    return [
        one.numeric.cells,
        *(one.numeric.outcomes[outcome] for outcome in Outcome),
        one.text.cells,
        words_equal,
        one.numeric.unexplained + one.text.unexplained,
    ]
