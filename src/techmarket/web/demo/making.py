"""Making the whole demonstration in an empty register. Not here: the command that calls it."""

from __future__ import annotations

import secrets
from base64 import b32encode
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from django.db import transaction
from django.utils import timezone

from techmarket.errors import TechmarketError
from techmarket.web.contracts.models import Contract
from techmarket.web.demo.lives import draw_lives
from techmarket.web.demo.offices import found_offices
from techmarket.web.demo.parties import make_parties
from techmarket.web.demo.people import make_people
from techmarket.web.demo.rows import write_lives
from techmarket.web.organisations.models import Organisation
from techmarket.web.review.search_entries import fill

FEWEST = 33
"""Three of every state at the home agency."""


@dataclass(frozen=True, slots=True)
class Demonstration:
    """What was made.

    Attributes:
        contracts: how many.
        logins: login names at the home places.
        password: of everybody.
        key: of the one-time passwords of officials, in base 32, as an authenticator takes it.
    """

    contracts: int
    logins: list[str]
    password: str
    key: str


def make_demonstration(
    seed: int,
    contracts: int,
    password: str = "",
    said: Callable[[str], None] = lambda _: None,
) -> Demonstration:
    """Make offices, people, parties and contracts in every state; the same seed, the same ones.

    Args:
        seed: of the random draw.
        contracts: how many contracts.
        password: of everybody; a random one if empty.
        said: is told what is being made.

    Raises:
        TechmarketError: the register is not empty, or too few contracts are wanted.
    """
    if contracts < FEWEST:
        raise TechmarketError(
            "the demonstration has too few contracts",
            where=f"{contracts}",
            why="the home agency has three in every state",
            todo=f"give at least {FEWEST}",
        )
    if Contract.objects.exists() or Organisation.objects.exists():
        raise TechmarketError(
            "the register is not empty",
            why="invented contracts and real ones do not belong together",
            todo="name an empty data folder or database",
        )
    rng = Random(seed)
    key = secrets.token_bytes(20)
    password = password or secrets.token_urlsafe(12)
    with transaction.atomic():
        said("offices and people")
        offices = found_offices()
        sellers, buyers = make_parties(rng, offices)
        people, logins = make_people(offices, sellers, password, key)
        said("contracts")
        lives = draw_lives(rng, contracts, offices, sellers, buyers, timezone.localdate())
        said("versions and history")
        write_lives(lives, people)
        said("search")
        fill()
    return Demonstration(contracts, logins, password, b32encode(key).decode())
