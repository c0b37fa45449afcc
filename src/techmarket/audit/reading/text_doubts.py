"""What is said of a figure of a sentence that is no number of the reading.

Not here: which figures these are (`sentences`, `english_sentences`).
"""

from __future__ import annotations

from techmarket.audit.reading import sayings
from techmarket.audit.reading.figures_in_text import TextFigure
from techmarket.audit.reading.sayings import Saying
from techmarket.audit.statement import Doubt, DoubtKind, Place


def figure_doubt(figure: TextFigure, place: Place, lang: str, *, quoted: bool) -> Doubt:
    """A figure of a sentence that is no number of the reading."""
    if quoted:
        why = sayings.sentence(Saying.FIGURE_QUOTED, lang)
        return Doubt(place, figure.text, why, DoubtKind.QUOTED)
    if not figure.meant:
        return Doubt(place, figure.text, sayings.sentence(Saying.FIGURE_UNKNOWN, lang))
    if figure.meant == "?":
        why = sayings.sentence(Saying.NOISE_ONLY, lang)
        return Doubt(place, figure.text, why, DoubtKind.NOISE)
    why = sayings.sentence(Saying.NOISE, lang, figure.meant)
    return Doubt(place, figure.text, why, DoubtKind.NOISE, figure.meant)
