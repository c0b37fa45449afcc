"""What every paragraph of a book must keep to, whatever its numbers: marks, spaces, words.

`faults(zh, en)` lists what a publisher would mend in the texts of both languages. A second, plain
statement of how a number is said stands here as well, for the spans that print one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from techmarket.observations.observation import Observation
from techmarket.sentences.model import Paragraph, Reference, Span

Text = Mapping[str, tuple[Paragraph, ...]]

CHINESE = r"[\u4e00-\u9fff]"
ZH_FAULTS = {
    "space beside a Chinese character": rf"{CHINESE}\s|\s{CHINESE}",
    "two marks side by side": r"[，；：、。]{2}|（）",
    "mark of another script": rf"{CHINESE}[,;:.]|[,;]{CHINESE}",
    "no full stop": r"[^。]$",
}
EN_FAULTS = {
    "two spaces": r"\s\s",
    "space before a mark": r"\s[,.;:)]",
    "no space after a mark": r"[,;][^\s\d]|\.[A-Z]",
    "full-width mark": r"[，；：。（）]",
    "two marks side by side": r"[,;:]\s*[,;:.]|\.\.|\(\)",
    "no full stop": r"[^.]$",
    "no capital": r"^[a-z]",
}
BOTH_FAULTS = {
    "sign in the text": r"(?:增长|下降|up |down )-|(?<![\d年月—–])-\d",
    "something unfilled": r"[{}\[\]$@]|None|group:|Fraction",
}


def faults(zh: Text, en: Text) -> list[str]:
    """Everything that is wrong, with the key of the paragraph."""
    return [
        *(f"zh {f}" for f in _marks(zh, {**ZH_FAULTS, **BOTH_FAULTS})),
        *(f"en {f}" for f in _marks(en, {**EN_FAULTS, **BOTH_FAULTS})),
        *_pairs(zh, en),
        *(f"zh {f}" for f in _numbers(zh, "zh")),
        *(f"en {f}" for f in _numbers(en, "en")),
    ]


def paragraphs(text: Text) -> dict[str, Paragraph]:
    return {p.key: p for said in text.values() for p in said}


def _marks(text: Text, patterns: Mapping[str, str]) -> Iterator[str]:
    for key, paragraph in paragraphs(text).items():
        words = "".join("Name" if is_name(span) else span.text for span in paragraph.spans)
        for fault, pattern in patterns.items():
            found = re.search(pattern, words)
            if found:
                around = words[max(0, found.start() - 20) : found.end() + 20]
                yield f"{key}: {fault}: {around!r}"


def is_name(span: Span | Reference) -> bool:
    """A name as it was registered or answered: it has the marks that it has."""
    if isinstance(span, Reference) or span.key is None:
        return False
    return span.key.measure == "seller.name" or "institution" in dict(span.key.dims)


def _pairs(zh: Text, en: Text) -> Iterator[str]:
    """Both languages have the same paragraphs with the same numbers."""
    if set(paragraphs(zh)) != set(paragraphs(en)):
        yield f"paragraphs in one language: {sorted(set(paragraphs(zh)) ^ set(paragraphs(en)))}"
    for key in set(paragraphs(zh)) & set(paragraphs(en)):
        ids = [_cell_ids(paragraphs(text)[key]) for text in (zh, en)]
        if ids[0] != ids[1]:
            yield f"{key}: numbers in one language: {sorted(ids[0] ^ ids[1])}"


def _cell_ids(paragraph: Paragraph) -> set[str]:
    return {s.key.cell_id for s in paragraph.spans if isinstance(s, Span) and s.key is not None}


def _numbers(text: Text, lang: str) -> Iterator[str]:
    """Digits in a span are those of its observation; a word names one that has a value."""
    for key, paragraph in paragraphs(text).items():
        for i, span in enumerate(paragraph.spans):
            if isinstance(span, Reference) or span.observation is None:
                continue
            if span.observation.value is None:
                yield f"{key}: {span.text!r} of an observation without value"
            after = paragraph.spans[i + 1].text if i + 1 < len(paragraph.spans) else ""
            if re.fullmatch(r"[\d,]+(\.\d+)?", span.text) and not said_so(
                span.text, after, span.observation, lang
            ):
                yield f"{key}: {span.text}{after[:8]!r} is not {span.observation.value}"


UNITS = {
    "亿元": 10**10, "万元": 10**6, "元": 100, " billion yuan": 10**11, " million yuan": 10**8,
    " yuan": 100,
}  # fmt: skip


def said_so(text: str, after: str, observation: Observation, lang: str) -> bool:
    """Whether digits, with the unit after them, are the exact value, rounded half up once.

    A value in English is the Chinese one moved, so it may be rounded a place earlier.
    """
    assert not isinstance(observation.value, str | None)
    exact = abs(Fraction(observation.value))
    if observation.unit == "分":
        unit = next(size for name, size in UNITS.items() if after.startswith(name))
    else:
        unit = 1
    scaled = exact * 100 / unit if observation.unit == "1" else exact / unit
    digits = Decimal(text.replace(",", ""))
    decimals = -int(digits.as_tuple().exponent)
    if lang == "en" and after.startswith(" yuan") and decimals == 0:
        decimals = -2
    if text == "0.01" and after.startswith("%") and scaled < Fraction(1, 200):
        return True
    with_digits = Decimal(scaled.numerator * 10**30 // scaled.denominator).scaleb(-30)
    return digits == with_digits.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
