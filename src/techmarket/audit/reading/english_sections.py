"""The section that an English paragraph is in: what its headings limit everything below to.

Not here: sections of Chinese documents (`sections`), and the paragraphs (`english_sentences`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from techmarket.audit.reading.english_names import told_in
from techmarket.audit.reading.sources.blocks import Paragraph
from techmarket.audit.reading.text_state import Context

_PART = re.compile(r"^(?:Part|Chapter|Section|Annex)\s+(?:\d+|[IVX]+)\b\.?\s*")
_NUMBER = re.compile(r"^(?P<number>\d{1,2}(?:\.\d{1,2})*)\.?\s+(?=[A-Z\u4e00-\u9fff])")
_LONGEST = 90
_ENDS = (".", ";", ",", ":", "?", "!")
_SIDES = (
    ("buyer", re.compile(r"\b(?:bought|buy|buys|buyers?|purchases?|purchased)\b", re.IGNORECASE)),
    ("seller", re.compile(r"\b(?:sold|sell|sells|sellers?|sales)\b", re.IGNORECASE)),
    ("registration", re.compile(r"\b(?:registered|registration)\b", re.IGNORECASE)),
)
_DOMAINS = (
    ("demonstration", re.compile(r"\bdemonstration institutions\b", re.IGNORECASE)),
    ("exchange", re.compile(r"\bexchanges\b", re.IGNORECASE)),
    ("sellers", re.compile(r"^Sellers of\b")),
)


@dataclass(slots=True)
class Sections:
    """The headings above a paragraph, by depth: 1 for a part, 3 for 5.3.2."""

    context: Context
    _above: list[tuple[int, str]] = field(default_factory=list)

    def enter(self, block: Paragraph) -> bool:
        """Whether a paragraph is a heading; it then opens its section."""
        text = block.text.strip()
        part, number = _PART.match(text), _NUMBER.match(text)
        plain = text[:1].isupper() and not any(letter.isdigit() for letter in text)
        if len(text) > _LONGEST or text.endswith(_ENDS):
            return False
        if not (block.heading or part or number or plain):
            return False
        depth = 1 if number is None else number["number"].count(".") + 1
        if not (number or part) and not block.heading and self._above:
            return True
        words = _NUMBER.sub("", _PART.sub("", text))
        self._above = [one for one in self._above if one[0] < depth] + [(depth, words)]
        self._settle()
        return True

    def _settle(self) -> None:
        context = replace(self.context, subject=(), limits=(), side="", domain="")
        for _, words in self._above:
            named = [m[0] for one in told_in(words, 0, len(words)) for m in one.members]
            limits = tuple(one for one in named if one.list == "value_class")
            subject = tuple(one for one in named if one.list != "value_class")
            context = replace(
                context,
                limits=limits or context.limits,
                subject=subject if len(subject) == 1 else context.subject,
                side=last_side(words) or context.side,
                domain=next((d for d, said in _DOMAINS if said.search(words)), context.domain),
            )
        self.context = context


def sides_in(text: str) -> list[tuple[int, str]]:
    """Where a text names sides, and which, in order."""
    found = [(match.start(), side) for side, said in _SIDES for match in said.finditer(text)]
    return sorted(found)


def last_side(text: str) -> str:
    """The last side that a text names; "" for none."""
    found = sides_in(text)
    return found[-1][1] if found else ""


def domain_of(text: str, known: str) -> str:
    """The domain of a paragraph: of its section, or what its own words say."""
    if known:
        return known
    return next((domain for domain, said in _DOMAINS[:2] if said.search(text)), "")
