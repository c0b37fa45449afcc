"""Our own paragraphs as printed numbers: each span with a key says what its number is of.

Nothing is recognised but the unit, which is printed behind the number. Ranks, counts of a list,
facts that the edition carries, and differences are left out: the sentences prove them when they
are made. Not here: tables (`built_tables`), and texts of others (`reading`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import product

from techmarket.audit.identities import split_measure
from techmarket.audit.statement import Kind, Place, PrintedNumber
from techmarket.observations.observation import Dims, Key, dims_of
from techmarket.sentences.model import Paragraph, Span

_DIGITS = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
_UNITS = {
    "亿元": Fraction(10**10),
    "万元": Fraction(10**6),
    "元": Fraction(100),
    "billion yuan": Fraction(10**11),
    "million yuan": Fraction(10**8),
    "yuan": Fraction(100),
    "%": Fraction(1, 100),
}
"""What may stand behind a number, in base units."""
_WHOLE_YUAN = 100
"""Amounts in yuan are printed to so many of them, as those in 万元 to 0.01."""
_RATIOS = frozenset({"growth", "share", "to_gdp"})
_MONEY = frozenset({"value", "mean_value", "gdp", "exchange.value"})
_COUNTS = frozenset({"contracts", "sellers", "institutions", "exchange.contracts"})
_TOLD = 24
"""So many characters before a number are shown with it."""


def numbers_of_paragraphs(
    paragraphs: Iterable[Paragraph], document: str = "book"
) -> Iterator[PrintedNumber]:
    """The numbers that can be judged, in printed order; their sheet is the key of the paragraph."""
    for paragraph in paragraphs:
        text, start = paragraph.text, 0
        for span in paragraph.spans:
            end = start + len(span.text)
            if isinstance(span, Span) and span.key is not None:
                place = Place(document, sheet=paragraph.key, span=(start, end))
                number = _number(span, span.key, text[end:].lstrip(), place)
                if number is not None:
                    yield _told(number, text[max(0, start - _TOLD) : start])
            start = end


def _told(number: PrintedNumber, before: str) -> PrintedNumber:
    return replace(number, subject=f"{before}{number.text}")


def _number(span: Span, key: Key, behind: str, place: Place) -> PrintedNumber | None:
    measure, derived = split_measure(key.measure)
    known = measure in _MONEY or measure in _COUNTS
    if not known or not _DIGITS.fullmatch(span.text) or "+" in str(key.base or ""):
        return None
    if derived and derived not in _RATIOS:
        return None
    unit = next((unit for unit in _UNITS if behind.startswith(unit)), "")
    if (derived in _RATIOS) != (unit == "%") or (measure in _MONEY and not unit):
        return None
    dims, parts = _parts(key.dims)
    scale = _UNITS.get(unit, Fraction(1))
    value = Fraction(span.text.replace(",", ""))
    if unit == "yuan":
        value, scale = value / _WHOLE_YUAN, scale * _WHOLE_YUAN
    stated = span.observation.value if span.observation is not None else None
    falls = isinstance(stated, int | Fraction) and stated < 0 < value
    return PrintedNumber(
        place,
        f"{span.text}{unit}",
        -value if falls else value,
        len(span.text.partition(".")[2]),
        unit,
        scale,
        key.measure,
        key.period,
        dims,
        key.base,
        parts=parts,
        kind=Kind.SENTENCE,
    )


def _parts(dims: Dims) -> tuple[Dims, tuple[Dims, ...]]:
    """Dims, and where a code names several (1+2) those that are meant together."""
    if not any("+" in code for _, code in dims):
        return dims, ()
    choices = [[(name, one) for one in code.split("+")] for name, code in dims]
    common = dims_of((name, code) for name, code in dims if "+" not in code)
    return common, tuple(dims_of(choice) for choice in product(*choices))
