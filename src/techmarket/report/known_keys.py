"""The keys that the blocks of an outline may name: tables, figures, texts, notes of an edition.

Not here: what stands under a key (`report.build`).
"""

from __future__ import annotations

from collections.abc import Mapping

from techmarket.editions import Edition
from techmarket.figures.entries import figure_entries
from techmarket.sentences.reading import declarations

NOTES = (
    "foreword",
    "policy",
    "features",
    "institutions",
    "demonstration_kinds",
    "chronicle",
    "method",
    "method.symbols",
    "method.region_groups",
    "method.text_differences",
)
"""Texts of an edition that are not computed; an edition may lack any of them."""


def known_keys(edition: Edition) -> Mapping[str, tuple[str, ...]]:
    """Kind of a block to its keys, in printed order.

    Raises:
        TechmarketError: a file of the edition says something that it cannot say.
    """
    sections = (paragraph.section for paragraph in declarations(edition).paragraphs)
    return {
        "table": tuple(edition.tables),
        "figure": tuple(figure_entries(edition)),
        "text": tuple(dict.fromkeys(sections)),
        "notes": NOTES,
    }
