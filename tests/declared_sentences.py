"""Sentences in a few lines: numbers by cell id, a template or two, and what is said of them.

`known({"value:2013:contract_type=1": 100})` answers that key, and everything that follows from
it by the rules of the observations; whatever is not given is missing. Money is in 分.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from techmarket.editions import Edition, load_edition
from techmarket.observations.measures import MEASURES
from techmarket.observations.observation import Key, Observation, Origin, Status, dims_of
from techmarket.observations.observations import Observations
from techmarket.observations.places import Places
from techmarket.sentences.build import build_declared
from techmarket.sentences.checking import check
from techmarket.sentences.declared import Declarations
from techmarket.sentences.model import Paragraph
from techmarket.sentences.reading import declared_from, repeated

FILE = "part.toml"
YI = 10**10
"""亿元 in 分."""


def key_of(cell_id: str) -> Key:
    """`value:2013:contract_type=1` as a key."""
    measure, year, place = cell_id.split(":", 2)
    return Key(measure, int(year), dims_of(d.split("=", 1) for d in place.split(",") if d))  # type: ignore[arg-type, misc]


def edition_2013(**changes: object) -> Edition:
    return replace(load_edition("2013"), **changes)  # type: ignore[arg-type]


def known(numbers: Mapping[str, int | str], **options: object) -> Observations:
    """Observations of 2013 that follow from these numbers alone."""
    carried = []
    for cell_id, value in numbers.items():
        key = key_of(cell_id)
        status = Status.ZERO if value == 0 else Status.NORMAL
        unit = MEASURES[key.measure].unit
        carried.append(Observation(key, value, unit, status, Origin.COMPUTED))
    places = Places(edition_2013().region_groups())
    return Observations(period=2013, years={}, places=places, carried=carried, **options)  # type: ignore[arg-type]


def declared(
    sentences: Sequence[Mapping[str, object]],
    lists: Mapping[str, Mapping[str, object]] | None = None,
    items: Mapping[str, Mapping[str, object]] | None = None,
) -> Declarations:
    """Declarations of one paragraph, checked."""
    data = {
        "lists": lists or {},
        "items": items or {},
        "words": {},
        "paragraphs": [{"key": "p", "section": "s", "sentences": list(sentences), "file": FILE}],
    }
    whole = declared_from(repeated(data, FILE))
    check(whole)
    return replace(whole, words=WORDS)


WORDS = {"word": {"zh": "全国", "en": "China"}}


def paragraph(
    declarations: Declarations,
    observations: Observations,
    lang: str = "zh",
    edition: Edition | None = None,
    numbers: Mapping[tuple[str, str], str] | None = None,
) -> Paragraph | None:
    """The one paragraph as it is said, or `None`."""
    said = build_declared(
        declarations, observations, edition or edition_2013(), lang, numbers or {}
    )
    return said["s"][0] if said else None


def say(
    zh: str,
    en: str,
    numbers: Mapping[str, int | str],
    lists: Mapping[str, Mapping[str, object]] | None = None,
    items: Mapping[str, Mapping[str, object]] | None = None,
    **sentence: object,
) -> tuple[str, str]:
    """What one sentence says in Chinese and in English; "" where it is left out."""
    declarations = declared([{"zh": zh, "en": en, **sentence}], lists, items)
    observations = known(numbers)
    both = [paragraph(declarations, observations, lang) for lang in ("zh", "en")]
    return tuple("" if p is None else p.text for p in both)  # type: ignore[return-value]
