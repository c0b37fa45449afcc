"""Pages on which an administrator merges two records of one party.

Not here: what merging does (`actions.merging`).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from techmarket.record.party import PARTY
from techmarket.web.accounts.acting import acting
from techmarket.web.accounts.actor import Actor
from techmarket.web.accounts.models import Membership
from techmarket.web.pages.form_fields import readable, typed_text
from techmarket.web.pages.posted import posted
from techmarket.web.pages.refused import Refused
from techmarket.web.pages.wording import both, language
from techmarket.web.parties.actions.merging import contracts_naming, merge, pair_for, same_parties
from techmarket.web.parties.models import Party


@dataclass(frozen=True, slots=True)
class Shown:
    """A record beside the other one.

    Attributes:
        party: it.
        contracts: how many contracts name it or are filed by it.
        people: how many people act for it.
    """

    party: Party
    contracts: int
    people: int


@require_safe
@acting
def show_same(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Parties that stand in the register twice."""
    return render(request, "parties/same.html", {"groups": same_parties(actor)})


@require_http_methods(["GET", "HEAD", "POST"])
@acting
def one_pair(request: HttpRequest, actor: Actor, first: str, second: str) -> HttpResponse:
    """Two of them side by side; sent, the one that was not chosen is merged into the other."""
    pair = pair_for(actor, first, second)
    typed, wrong = posted(request), None
    if request.method == "POST":
        try:
            kept = _merged(actor, pair, typed)
        except Refused as refused:
            if refused.status in (403, 404):
                raise
            wrong = refused
        else:
            said = both(f"已合并，保留 {kept.party_id}。", f"Merged; {kept.party_id} stays.")
            messages.success(request, str(said))
            return redirect("same_parties")
    told = {
        "pair": [_shown(one) for one in pair],
        "rows": _rows(pair),
        "typed": typed,
        "wrong": wrong,
    }
    return render(request, "parties/pair.html", told, status=wrong.status if wrong else 200)


def _merged(actor: Actor, pair: tuple[Party, Party], typed: dict[str, str]) -> Party:
    numbers = [one.party_id for one in pair]
    stays = typed.get("stays", "")
    if stays not in numbers:
        text = both("请选择保留哪一条记录。", "Choose which record stays.")
        raise Refused(text, fields={"stays": [text]}, code="nothing_chosen")
    goes = numbers[1 - numbers.index(stays)]
    return merge(actor, stays, goes, typed.get("reason", ""))


def _shown(party: Party) -> Shown:
    people = Membership.objects.filter(party=party).values("user").distinct().count()
    return Shown(party, contracts_naming(party).count(), people)


def _rows(pair: tuple[Party, Party]) -> list[tuple[str, list[str], bool]]:
    """Declared fields of both: label, both texts, and whether they differ."""
    lang = language()
    rows = []
    for one in PARTY:
        texts = [readable(one, typed_text(one, getattr(party, one.name))) for party in pair]
        if any(texts):
            rows.append((one.label(lang), texts, texts[0] != texts[1]))
    return rows
