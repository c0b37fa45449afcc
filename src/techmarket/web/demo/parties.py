"""The parties of the demonstration, all invented: sellers with accounts, and buyers.

Not here: their names (`techmarket.simulate.party_names`).
"""

from __future__ import annotations

from random import Random

from techmarket.record.identifiers import make_org_code, make_uscc
from techmarket.simulate.party_names import party_name
from techmarket.web.demo.offices import Offices
from techmarket.web.organisations.models import Organisation
from techmarket.web.parties.models import Party

SELLERS_EACH, BUYERS_EACH = 6, 5
"""For each agency."""

KINDS = {
    "100": (("150", "170", "160"), "91", ("I", "M", "C")),
    "021": (("0211",), "12", ("M",)),
    "022": (("0221",), "12", ("P",)),
    "023": (("0231",), "12", ("Q",)),
    "010": (("0131", "014"), "11", ("S",)),
}
"""Kind in statistics to its finer kinds, how its credit code begins, and some industries."""

SELLING = ("100", "100", "100", "021", "022", "100")
BUYING = ("100", "023", "010", "100", "022")


def make_parties(rng: Random, offices: Offices) -> tuple[list[Party], list[Party]]:
    """Sellers with accounts, those of the home agency first, and buyers."""
    agencies = [offices.home, *(one for one, _ in offices.agencies if one != offices.home)]
    sellers = [
        _party(rng, agency, kind, number, files=True)
        for agency in agencies
        for number, kind in enumerate(SELLING[:SELLERS_EACH])
    ]
    buyers = [
        _party(rng, agency, kind, number + 50, files=False)
        for agency in agencies
        for number, kind in enumerate(BUYING[:BUYERS_EACH])
    ]
    made = Party.objects.bulk_create([*sellers, *buyers])
    return made[: len(sellers)], made[len(sellers) :]


def _party(rng: Random, agency: Organisation, kind: str, number: int, *, files: bool) -> Party:
    finer, begins, industries = KINDS[kind]
    body = f"{rng.randrange(10**8):08}"
    code = make_uscc(f"{begins}{agency.region}{make_org_code(body)}")
    return Party(
        party_id=f"D{agency.code}{'S' if files else 'B'}{number:03}",
        name=party_name(kind, agency.region, number),
        identifier=code,
        identifier_type="uscc",
        kind=rng.choice(finer),
        country="142",
        region=agency.region,
        industry=rng.choice(industries),
        scale=rng.choice(("large", "medium", "small", "micro")) if kind == "100" else None,
        files=files,
        agency=agency if files else None,
        confirmed=files,
    )
