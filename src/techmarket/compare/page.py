"""comparison.html: one page, nothing to load, differences first.

All words of the tables are escaped; the page asks for nothing over the network. Not here: any
judgement (`outcome`) or counting (`score`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from importlib.resources import files

from techmarket.compare.outcome import ComparedCell, Comparison, Outcome
from techmarket.compare.score import (
    NO_ORIGIN,
    Score,
    score,
    score_by_origin,
    score_by_table,
)
from techmarket.published import Place, PublishedCell

OUTCOME_WORDS = {
    Outcome.REPRODUCED: "reproduced",
    Outcome.ANSWERED: "as answered",
    Outcome.CARRIED: "carried as printed",
    Outcome.DIFFERENT: "different",
    Outcome.NOT_COMPUTABLE: "not computable",
}

_NAMES = ("table", "cell", "unit", "printed", "ours", "exact", "origin", "outcome", "why")
"""Headings of a table of cells; a narrow screen shows them beside each value."""

_LANG = ' lang="zh-CN"'
"""Of the first five: the words of the tables are Chinese, and a browser chooses its glyphs so."""


def page(comparison: Comparison) -> str:
    """The whole page."""
    css = (files(__package__) / "page.css").read_text(encoding="utf-8")
    title = f"Comparison with the published figures of {comparison.edition}"
    parts = [
        "<!doctype html>",
        '<html lang="en"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title>",
        f"<style>\n{css}</style></head><body><main>",
        f"<h1>{title}</h1>",
        _verdict(comparison),
        *_differences(comparison),
        *_faults(comparison),
        "<h2>Score by table</h2>",
        _scores(score_by_table(comparison), "Table", score(comparison.cells)),
        "<h2>Score by origin</h2>",
        _scores(score_by_origin(comparison), "Origin", score(comparison.cells)),
        "<h2>All cells</h2>",
        *_all_cells(comparison),
        "</main></body></html>",
    ]
    return "\n".join(parts) + "\n"


def _verdict(comparison: Comparison) -> str:
    unequal = [cell for cell in comparison.cells if not cell.equal]
    unexplained = len(comparison.unexplained)
    text = (
        f"{len(comparison.cells)} published cells; {len(unequal)} differ or cannot be computed, "
        f"{len(unequal) - unexplained} of these explained, {unexplained} unexplained; "
        f"{len(comparison.not_printed)} cells of ours are not published, "
        f"{len(comparison.stale)} recorded contradictions are stale."
    )
    return f'<p class="verdict {"passed" if comparison.passed else "failed"}">{text}</p>'


def _differences(comparison: Comparison) -> list[str]:
    printed = {cell.printed.place: cell.printed for cell in comparison.cells}
    explained = [c for c in comparison.cells if not c.equal and not c.unexplained]
    parts = []
    for title, cells in (
        ("Unexplained differences", comparison.unexplained),
        ("Explained differences", explained),
    ):
        parts.append(f"<h2>{title} ({len(cells)})</h2>")
        parts.append(_cells(cells, printed, title) if cells else "<p>None.</p>")
    return parts


def _faults(comparison: Comparison) -> list[str]:
    over = [f"{cell.place.words()}: {cell.text}" for cell in comparison.not_printed]
    stale = [
        f"{entry.place.words()}: recorded as printed {entry.printed}, ours {entry.ours}"
        for entry in comparison.stale
    ]
    unproved = [f"{entry.place.words()}: {wrong}" for entry, wrong in comparison.unproved]
    parts = []
    for title, lines in (
        ("Cells of ours that are not published", over),
        ("Recorded contradictions that are stale", stale),
        ("Recorded contradictions that are not proved", unproved),
    ):
        if lines:
            items = "".join(f"<li>{escape(line)}</li>" for line in lines)
            parts.append(f"<h2>{title} ({len(lines)})</h2><ul>{items}</ul>")
    return parts


def _scores(scores: Mapping[str, Score], name: str, total: Score) -> str:
    numbers = "".join(f'<th scope="col" class="n">{words}</th>' for words in OUTCOME_WORDS.values())
    head = (
        f'<tr><th scope="col">{name}</th><th scope="col" class="n">numbers</th>{numbers}'
        '<th scope="col" class="n">words and signs</th><th scope="col" class="n">equal</th>'
        '<th scope="col" class="n">unexplained</th></tr>'
    )
    rows = [_score_row(label, one, "") for label, one in scores.items()]
    rows.append(_score_row("all", total, ' class="total"'))
    return _box(f"Score by {name.lower()}", head, rows)


def _score_row(label: str, one: Score, kind: str) -> str:
    numbers = [one.numeric.cells, *(one.numeric.outcomes[outcome] for outcome in OUTCOME_WORDS)]
    words_equal = one.text.cells - one.text.explained - one.text.unexplained
    unexplained = one.numeric.unexplained + one.text.unexplained
    every = [*numbers, one.text.cells, words_equal, unexplained]
    values = "".join(f'<td class="n">{number}</td>' for number in every)
    return f'<tr{kind}><th scope="row">{escape(label)}</th>{values}</tr>'


def _all_cells(comparison: Comparison) -> list[str]:
    printed = {cell.printed.place: cell.printed for cell in comparison.cells}
    parts = []
    for table, one in score_by_table(comparison).items():
        cells = [cell for cell in comparison.cells if cell.printed.place.table == table]
        unequal = sum(not cell.equal for cell in cells)
        count = f"{one.numeric.cells + one.text.cells} cells, {unequal} different"
        body = _cells(cells, printed, f"All cells of {table}")
        parts.append(f"<details><summary>{escape(table)}: {count}</summary>{body}</details>")
    return parts


def _cells(
    cells: Iterable[ComparedCell], printed: Mapping[Place, PublishedCell], label: str
) -> str:
    kinds = {"printed": ' class="n"', "ours": ' class="n"'}
    heads = "".join(f'<th scope="col"{kinds.get(name, "")}>{name}</th>' for name in _NAMES)
    rows = [_cell_row(cell, printed) for cell in cells]
    return _box(label, f"<tr>{heads}</tr>", rows, "cells")


def _cell_row(cell: ComparedCell, printed: Mapping[Place, PublishedCell]) -> str:
    place, ours = cell.printed.place, cell.ours
    identity = "" if cell.entry is None else cell.entry.words(printed)
    small = f"<small>{escape(identity)}</small>" if identity else ""
    values = (
        ("", place.table),
        ("place", f"{place.row_path} · {place.column_path}"),
        ("", cell.printed.unit),
        ("n", cell.printed.text),
        ("n", "" if ours is None else ours.text),
        ("exact", "" if ours is None else ours.exact),
        ("", cell.origin or NO_ORIGIN),
        ("", OUTCOME_WORDS[cell.outcome]),
    )
    row = "".join(
        f'<td{_class(kind)} data-name="{name}"{_LANG if number < 5 else ""}>{_breakable(text)}</td>'
        for number, (name, (kind, text)) in enumerate(zip(_NAMES, values, strict=False))
    )
    why = f'<td class="why" data-name="why">{escape(cell.reason)}{small}</td>'
    return f"<tr>{row}{why}</tr>"


def _breakable(text: str) -> str:
    """The text, which may go on in the next line after a "/" (between labels, in a fraction)."""
    return escape(text).replace("/", "/<wbr>")


def _class(kind: str) -> str:
    return f' class="{kind}"' if kind else ""


def _box(label: str, head: str, rows: list[str], kind: str = "") -> str:
    body = "\n".join(rows)
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-label="{escape(label)}">'
        f"<table{_class(kind)}><thead>{head}</thead><tbody>\n{body}\n</tbody></table></div>"
    )
