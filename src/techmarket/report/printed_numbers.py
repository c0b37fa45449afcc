"""The printed number of a table or a figure in a language: 附表4 is Annex Table 4, 图1 is Figure 1.

Not here: the numbers themselves, which are edition data.
"""

from __future__ import annotations

from techmarket.tables.labels import Language

_ENGLISH = (
    ("附表", "Annex Table "),
    ("附图", "Annex Figure "),
    ("表", "Table "),
    ("图", "Figure "),
)


def printed_number(number: str, lang: Language) -> str:
    """The number as the language writes it; one that begins otherwise stays as it is."""
    if lang == "zh":
        return number
    for chinese, english in _ENGLISH:
        if number.startswith(chinese):
            return english + number.removeprefix(chinese)
    return number
