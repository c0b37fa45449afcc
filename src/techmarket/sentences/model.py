"""What built text is: paragraphs of spans, each span free text or one observation.

Not here: the templates and predicates that make them, and their layout.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from techmarket.observations.observation import Key, Observation


class Source(StrEnum):
    """Where a paragraph comes from."""

    COMPUTED = "computed"
    """Every number, order and comparison word in it follows from observations."""
    EDITION = "edition"
    """Text of the edition: policy, events, names; nothing in it is computed."""


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a paragraph.

    Attributes:
        text: as printed.
        key, observation: the number that it prints; `None` for words. A comparison word (增长)
            may name the observation that it follows from.
    """

    text: str
    key: Key | None = None
    observation: Observation | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A mention of a table or a figure by key, printed as its number and linked to it.

    Attributes:
        kind: "table" or "figure".
        key: its stable name.
        text: as printed ("附表4").
    """

    kind: str
    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph in one language.

    Attributes:
        key: stable name, unique in the book ("overview.growth").
        spans: in order; joined they are the text.
        source: where it comes from.
    """

    key: str
    spans: tuple[Span | Reference, ...]
    source: Source = Source.COMPUTED

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(span.text for span in self.spans)
