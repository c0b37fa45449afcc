"""Calls that tell what an application consists of: fields, codes, agencies; and parties by name.

Not here: contracts (`contract_calls`).
"""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router

from techmarket.codes import code_list
from techmarket.web.api.answering import Json
from techmarket.web.api.contract_calls import ERRORS
from techmarket.web.api.shapes import CodesTold, FieldsTold, PartiesTold
from techmarket.web.contracts.actions.applying import FROM_PARTIES
from techmarket.web.contracts.facts import APPLIED
from techmarket.web.pages.refused import NotYours
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
    return {
        "parties": [
            {
                "party_id": one.party_id,
                "name": one.name,
                "kind": one.kind,
                "country": one.country,
                "region": one.region,
            }
            for one in found.order_by("name", "party_id")[:MOST_PARTIES]
        ]
    }
