"""One dated row of a code list.

Codes carry the days on which they are valid, because the law, the classifications and the map
change while contracts keep the codes of their own day. Not here: how a code is found
(`dated_list`) and where the lists are read from (`code_lists`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Code:
    """One dated row of a code list.

    Attributes:
        list: name of the list ("contract_type").
        code: the code itself ("21"); always text, leading zeros count.
        parent: the code above it in the same list; `None` at the top.
        label_zh, label_en: full labels.
        valid_from, valid_to: first and last day on which the row is valid; `None` is open.
        source: the document the row comes from.
        short_zh: the label as a statistical table prints it ("北京"); the full label
            where there is no shorter one.
    """

    list: str
    code: str
    parent: str | None
    label_zh: str
    label_en: str
    valid_from: date | None
    valid_to: date | None
    source: str
    short_zh: str

    def valid_on(self, on: date) -> bool:
        """Whether the row is valid on that day (both ends included)."""
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_to is None or on <= self.valid_to
        )

    def has_label(self, label: str) -> bool:
        """Whether that is one of the row's labels (full, short or English)."""
        return label in (self.label_zh, self.short_zh, self.label_en)
