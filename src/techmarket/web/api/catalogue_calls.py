"""Calls that tell what an application consists of: fields, codes, agencies; and parties by name.

Not here: contracts (`contract_calls`).
"""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from ninja import Query, Router

from techmarket.codes import code_list
from techmarket.web.api.answering import Json, once
from techmarket.web.api.contract_calls import ERRORS, actor_of_call
from techmarket.web.api.shapes import CodesTold, FieldsTold, PartiesTold, PartySent, PartyTold
from techmarket.web.applying.actions import entering
from techmarket.web.contracts.actions.applying import FROM_PARTIES
from techmarket.web.contracts.facts import APPLIED
from techmarket.web.pages.refused import NotYours, Refused
from techmarket.web.pages.wording import both
from techmarket.web.parties.models import Party

LISTS = frozenset(one.code_list for one in APPLIED if one.code_list) | {
    "contract_status",
    "party_kind",
    "region",
    "country",
    "industry",
}
MOST_PARTIES = 50

router = Router(tags=["catalogue"])


@router.get("/fields", response={200: FieldsTold, **ERRORS}, summary="Fields of an application")
def list_fields(request: HttpRequest) -> Json:
    """The declared fields that an application may have; amounts are written in yuan."""
    return {
        "fields": [
            {
                "name": one.name,
                "type": one.type.value,
                "unit": "元" if one.unit == "分" else one.unit,
                "code_list": one.code_list,
                "required": one.required,
                "label": {"zh": one.label_zh, "en": one.label_en},
                "words": {"zh": one.words_zh, "en": one.words_en},
            }
            for one in APPLIED
            if one.name not in FROM_PARTIES
        ]
    }


@router.get("/codes/{name}", response={200: CodesTold, **ERRORS}, summary="Codes of a list")
def list_codes(request: HttpRequest, name: str) -> Json:
    """The codes that are valid today."""
    if name not in LISTS:
        raise NotYours()
    return {
        "codes": [
            {
                "code": one.code,
                "parent": one.parent,
                "label": {"zh": one.label_zh, "en": one.label_en},
            }
            for one in code_list(name).codes(timezone.localdate())
        ]
    }


@router.get("/parties", response={200: PartiesTold, **ERRORS}, summary="Parties by name")
def find_parties(
    request: HttpRequest, name: Annotated[str, Query(min_length=2, max_length=120)]
) -> Json:
    """Parties whose name begins with a text, at most fifty; natural persons are not told."""
    found = Party.objects.filter(name__startswith=name.replace("\0", "")).exclude(kind="600")
    return {"parties": [party(one) for one in found.order_by("name", "party_id")[:MOST_PARTIES]]}


@router.post("/parties", response={201: PartyTold, **ERRORS}, summary="Enter a party")
def enter_party(request: HttpRequest, sent: PartySent, is_another: bool = False) -> JsonResponse:
    """Enter a party that contracts name; where one of that name is known, look at it first."""
    actor = actor_of_call(request)

    def enter() -> Json:
        entered = entering.enter_party(actor, sent.fields, is_another=is_another)
        if entered.party is None:
            raise Refused(
                both(
                    "已有同名或相近的当事人，请先查询；确为另一家时加 is_another=true。",
                    "Parties of this or a like name are known; look at them first. If it is "
                    "another one, add is_another=true.",
                ),
                code="known_party",
                status=409,
            )
        return party(entered.party)

    return once(request, 201, enter)


def party(one: Party) -> Json:
    """What anyone who files contracts may see of a party."""
    return {
        "party_id": one.party_id,
        "name": one.name,
        "kind": one.kind,
        "country": one.country,
        "region": one.region,
    }
