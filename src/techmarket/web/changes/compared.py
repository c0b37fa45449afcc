"""Versions of a contract side by side, with what differs marked. Not here: the look (templates)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from techmarket.web.changes.wording import VERSIONS
from techmarket.web.contracts.facts import APPLIED
from techmarket.web.contracts.models import Contract, Version
from techmarket.web.pages.wording import Both, language
from techmarket.web.review.shown import text_of

MOST = 6
"""Columns; older versions than that are left out."""


@dataclass(frozen=True, slots=True)
class Column:
    """A version.

    Attributes:
        version: the version.
        label: why it was made.
        stands: it is the one that counts.
    """

    version: Version
    label: Both
    stands: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A field in all versions.

    Attributes:
        label: of the field.
        cells: text, and whether it differs from the version before.
        differs: any of them does.
    """

    label: str
    cells: tuple[tuple[str, bool], ...]
    differs: bool


def columns_of(contract: Contract) -> list[Column]:
    """The versions that count or counted, and the one that is asked for now, oldest first."""
    counting = [one for one in VERSIONS if one != Version.Kind.CHANGE_ASKED]
    versions = list(
        contract.versions.filter(kind__in=counting)
        .select_related("seller", "buyer", "intermediary")
        .order_by("number")
    )
    newest: Version | None = contract.version
    if newest is not None and newest.kind == Version.Kind.CHANGE_ASKED:
        versions.append(newest)
    return [
        Column(one, VERSIONS[Version.Kind(one.kind)], one.pk == contract.standing_id)
        for one in versions[-MOST:]
    ]


def lines_of(columns: Sequence[Column]) -> list[Line]:
    """The fields that hold something in any version; those that differ first."""
    lines = []
    for one in APPLIED:
        texts = [text_of(one, column.version) for column in columns]
        if any(texts):
            changed = [False, *(a != b for a, b in pairwise(texts))]
            cells = tuple(zip(texts, changed, strict=True))
            lines.append(Line(one.label(language()), cells, any(changed)))
    return sorted(lines, key=lambda line: not line.differs)
