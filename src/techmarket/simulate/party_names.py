"""Invented names of parties, from kind, region and number alone.

Organisations of a kind and region all have different names; persons may share theirs, as they do.
Not here: the words (`vocabulary.toml`), the named sellers (`named_sellers/`).
"""

from __future__ import annotations

from functools import cache

from techmarket.codes import code_list
from techmarket.simulate.structure import ABROAD, REST
from techmarket.simulate.vocabulary import vocabulary

NATURAL_PERSON = "600"
FOREIGN_ENTERPRISE = "500"

LOCAL_KINDS = ("010", "023")
"""Offices and hospitals are named after a district and not after a trade."""

LATIN_PLACES = {"710000": "Tai", "810000": "Heung", "820000": "Mac"}


def party_name(kind: str, region: str, number: int) -> str:
    """The name of the party of this number.

    Args:
        kind, region: leaves of the classifications.
        number: within kind and region, from 0.
    """
    if kind == NATURAL_PERSON:
        return _person(number)
    words = vocabulary()
    suffixes, fields = words["organisation_suffixes"][kind], words["fields"]
    if kind == FOREIGN_ENTERPRISE:
        return f"{_latin(number, region)} {suffixes[number % len(suffixes)]}"
    rest, suffix = divmod(number, len(suffixes))
    if kind in LOCAL_KINDS:
        district = f"{_brand(rest)}{'区县'[rest % 2]}" if rest else ""
        return f"{_place_name(region)}{district}{suffixes[suffix]}"
    rest, subject = divmod(rest, len(fields))
    return f"{_place_name(region)}{_brand(rest)}{fields[subject]}{suffixes[suffix]}"


def _brand(number: int) -> str:
    """Two syllables, different ones for as many numbers as there are pairs of syllables."""
    syllables = vocabulary()["syllables"]
    first, second = divmod(number, len(syllables))
    return str(syllables[(first * 7 + second) % len(syllables)] + syllables[second])


@cache
def _place_name(region: str) -> str:
    if region == ABROAD:
        return "海外"
    return code_list("region")[region.removesuffix(REST)].short_zh


def _latin(number: int, region: str) -> str:
    consonants, vowels = "bdfgklmnprstvz", "aeiou"
    word = LATIN_PLACES.get(region, "")
    for _ in range(3):
        number, vowel = divmod(number, len(vowels))
        number, consonant = divmod(number, len(consonants))
        word += consonants[consonant] + vowels[vowel]
    return word.capitalize()


def _person(number: int) -> str:
    words = vocabulary()
    surnames, given = words["surnames"], words["given"]
    rest, surname = divmod(number, len(surnames))
    first = given[(rest * 7 + 3) % len(given)]
    return str(surnames[surname] + first + given[rest // len(given) % len(given)])
