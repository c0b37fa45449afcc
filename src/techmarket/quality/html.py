"""The small pieces of the page: words, shares, tables that become cards on a narrow screen.

Not here: what stands in them (`sections`).
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files
from typing import TypeAlias

Words: TypeAlias = Callable[..., str]
"""`words(name, **values)`: what the page says, in its language, values filled in and escaped;
`words("lang")` is the language."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        name: its heading, escaped.
        number: whether it holds numbers.
    """

    name: str
    number: bool = False


def words_in(lang: str) -> Words:
    """The words of the page in a language."""
    texts = {"lang": lang, **{name: both[lang] for name, both in _all_words().items()}}

    def words(name: str, **values: object) -> str:
        return escape(texts[name].format(**values))

    return words


def share(part: int, whole: int) -> str:
    """A part in percent, rounded half up to two decimals; "–" of nothing."""
    if whole == 0:
        return "–"
    hundredths = (part * 20_000 + whole) // (2 * whole)
    return f"{hundredths // 100}.{hundredths % 100:02}"


def growth(now: int, before: int) -> str:
    """The change in percent, rounded half up to one decimal, with its sign."""
    if before == 0:
        return "–"
    tenths = (abs(now - before) * 2_000 + before) // (2 * before)
    sign = "+" if now >= before else "−"
    return f"{sign}{tenths // 10}.{tenths % 10}"


def number(value: int) -> str:
    """A whole number with its thousands."""
    return f"{value:,}"


def table(label: str, columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> str:
    """A table whose cells are HTML; the first of each row is its heading.

    Args:
        label: what a screen reader calls it, escaped.
        columns: as many as there are cells in a row.
        rows: cells, escaped.
    """
    heads = "".join(f'<th scope="col"{_class(one)}>{one.name}</th>' for one in columns)
    body = "\n".join(_row(columns, cells) for cells in rows)
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-label="{label}">'
        f'<table class="cards"><thead><tr>{heads}</tr></thead>'
        f"<tbody>\n{body}\n</tbody></table></div>"
    )


def folded(summary: str, content: str) -> str:
    """What is shown when it is asked for."""
    return f"<details><summary>{summary}</summary>{content}</details>"


def _row(columns: Sequence[Column], cells: Sequence[str]) -> str:
    first, *rest = cells
    others = "".join(
        f'<td{_class(column)} data-name="{column.name}">{cell}</td>'
        for column, cell in zip(columns[1:], rest, strict=True)
    )
    return f'<tr><th scope="row">{first}</th>{others}</tr>'


def _class(column: Column) -> str:
    return ' class="n"' if column.number else ""


@cache
def _all_words() -> dict[str, dict[str, str]]:
    text = (files(__package__) / "words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
