"""Two records of one party become one: what named the one that goes names the one that stays.

Accounts, units, contracts, documents and the versions that name it move; versions that count in a
closed period stay as they are, so that its figures do. The record that goes keeps its row and its
number, and every contract says in its history what was moved. Not here: which records are likely
the same (`linkage`), and how a number is found afterwards (`parties.merged`).
"""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Count, F, Q, QuerySet

from techmarket.web.accounts.actor import Actor
from techmarket.web.accounts.models import Membership
from techmarket.web.accounts.scope import agencies_of, parties_of
from techmarket.web.applying.models import Workbook
from techmarket.web.certificates.models import Certificate, IncomeVerification
from techmarket.web.contracts.actions.moving import LONGEST_REASON
from techmarket.web.contracts.models import Contract, Version
from techmarket.web.counting.closing import first_open_day, hold_open
from techmarket.web.history.record import add_event
from techmarket.web.organisations.models import Organisation
from techmarket.web.pages.refused import NotYours, Refused
from techmarket.web.pages.wording import both
from techmarket.web.parties.merged import standing
from techmarket.web.parties.models import Party, PartyUnit
from techmarket.web.review.search_entries import make_anew

SHOWN = 50
SIDES = ("seller", "buyer", "intermediary")


def same_parties(actor: Actor) -> list[list[Party]]:
    """Standing parties that share an identifier, and of which the actor sees one.

    Raises:
        MayNot: the actor merges nobody.
    """
    actor.must("party.merge")
    shared = (
        standing()
        .filter(identifier__isnull=False)
        .values("identifier")
        .annotate(number=Count("pk"))
        .filter(number__gt=1)
        .values("identifier")
    )
    mine = parties_of(actor).filter(identifier__in=shared, merged_into__isnull=True)
    numbers = mine.order_by("identifier").values_list("identifier", flat=True).distinct()[:SHOWN]
    found: dict[str, list[Party]] = {}
    rows = standing().filter(identifier__in=list(numbers)).select_related("agency", "created_by")
    for one in rows.order_by("identifier", "-files", "pk"):
        found.setdefault(str(one.identifier), []).append(one)
    return list(found.values())


def pair_for(actor: Actor, first: str, second: str) -> tuple[Party, Party]:
    """Two standing parties with one identifier, of which the actor sees one.

    Raises:
        MayNot: the actor merges nobody.
        NotYours: they are not such a pair.
    """
    actor.must("party.merge")
    rows = standing().filter(party_id__in=(first, second))
    if transaction.get_connection().in_atomic_block:
        rows = rows.order_by("pk").select_for_update(of=("self",))
    found = {one.party_id: one for one in rows.select_related("agency", "created_by")}
    if len(found) != 2 or not parties_of(actor).filter(party_id__in=found).exists():
        raise NotYours()
    pair = found[first], found[second]
    if not pair[0].identifier or pair[0].identifier != pair[1].identifier:
        raise NotYours()
    return pair


def contracts_naming(party: Party) -> QuerySet[Contract]:
    """The contracts that a party files, or that a version names it in; each once."""
    versions = Version.objects.filter(Q(seller=party) | Q(buyer=party) | Q(intermediary=party))
    return Contract.objects.filter(Q(applicant=party) | Q(pk__in=versions.values("contract")))


@transaction.atomic
def merge(actor: Actor, stays: str, goes: str, reason: str) -> Party:
    """Merge one party into another of the same identifier.

    Args:
        stays, goes: their numbers.
        reason: how it is known that they are one, for the history.

    Returns:
        The party that stays.

    Raises:
        MayNot, NotYours: see `pair_for`.
        Refused: no reason is given, or contracts of other places name the one that goes, or the
            account is kept elsewhere: then somebody above both places merges them.
    """
    kept, gone = pair_for(actor, stays, goes)
    said = reason.strip()
    if not said or len(said) > LONGEST_REASON:
        text = both(
            f"请写明认定为同一主体的依据，不超过 {LONGEST_REASON} 个字符。",
            f"Say how it is known that they are one, in at most {LONGEST_REASON} characters.",
        )
        raise Refused(text, fields={"reason": [text]}, code="reason_missing")
    _all_in_place(actor, kept, gone)
    for agency in Organisation.objects.filter(contracts__in=contracts_naming(gone)).distinct():
        hold_open(agency)
    before = {"number": gone.party_id, "name": gone.name, "files": gone.files}
    named = {one.pk: one for one in contracts_naming(gone).select_related("agency")}
    sides = _move_sides(kept, gone)
    _move_account(actor, kept, gone)
    filed = _move_filing(actor, kept, gone)
    Party.objects.filter(merged_into=gone).update(merged_into=kept)
    gone.merged_into, gone.changed_by = kept, actor.user
    gone.save()
    touched = sorted(filed | sides.keys())
    Contract.objects.filter(pk__in=touched).update(
        revision=F("revision") + 1, changed_by=actor.user
    )
    make_anew(touched)
    for key in touched:
        columns = [*sides.get(key, ()), *(["applicant"] if key in filed else [])]
        add_event(
            actor,
            "contract.party",
            "contract",
            key,
            before=dict.fromkeys(columns, gone.party_id),
            after=dict.fromkeys(columns, kept.party_id),
            reason=said,
        )
    add_event(
        actor,
        "party.merge",
        "party",
        kept.pk,
        before=before,
        after={"number": kept.party_id, "contracts": len(touched), "named": len(named)},
        reason=said,
    )
    return kept


def _all_in_place(actor: Actor, kept: Party, gone: Party) -> None:
    """Go on only if nothing that changes belongs to somebody outside the actor's place."""
    agencies = set(agencies_of(actor.organisation)) if actor.organisation else set()
    accounts = {one.agency_id for one in (kept, gone) if one.files}
    outside = contracts_naming(gone).exclude(agency_id__in=agencies)
    if not accounts <= agencies or outside.exists():
        raise Refused(
            both(
                "这两条记录还涉及其他地区的账户或合同，请由共同的上级管理员合并。",
                "These records concern an account or contracts of other places too; the "
                "administrator above both places merges them.",
            ),
            code="beyond_place",
            status=409,
        )


def _move_sides(kept: Party, gone: Party) -> dict[int, list[str]]:
    """Versions that name the one that goes name the other; contract to its sides that changed.

    What counts in a closed period stays.
    """
    moved: dict[int, list[str]] = {}
    open_days: dict[tuple[int, date], bool] = {}
    for side in SIDES:
        keys = []
        rows = Version.objects.filter(**{side: gone}).select_related("contract__agency")
        for one in rows.only("valid_from", "contract__agency"):
            agency: Organisation = one.contract.agency
            day = one.valid_from
            if day is not None:
                known = (agency.pk, day)
                if known not in open_days:
                    open_days[known] = first_open_day(agency, day) == day
                if not open_days[known]:
                    continue
            keys.append(one.pk)
            sides = moved.setdefault(one.contract_id, [])
            if f"{side}_id" not in sides:
                sides.append(f"{side}_id")
        Version.objects.filter(pk__in=keys).update(**{side: kept})
    return moved


def _move_account(actor: Actor, kept: Party, gone: Party) -> None:
    """The account, if the one that goes has it, with its people, units and workbooks."""
    if gone.files:
        agency, confirmed = gone.agency, gone.confirmed and gone.name == kept.name
        gone.files = False
        gone.save(update_fields=["files", "changed_at"])
        # The agency has seen the papers for the name that the account had.
        kept.files, kept.agency, kept.confirmed = True, agency, confirmed
        kept.changed_by = actor.user
        kept.save(update_fields=["files", "agency", "confirmed", "changed_by", "changed_at"])
    for unit in gone.units.all():
        same = PartyUnit.objects.filter(party=kept, name=unit.name).first()
        if same is None:
            PartyUnit.objects.filter(pk=unit.pk).update(party=kept, changed_by=actor.user)
            continue
        for model in (Membership, Contract, Workbook):
            model.objects.filter(unit=unit).update(unit=same)
    Membership.objects.filter(party=gone).update(party=kept, changed_by=actor.user)
    Workbook.objects.filter(party=gone).update(party=kept, changed_by=actor.user)


def _move_filing(actor: Actor, kept: Party, gone: Party) -> set[int]:
    """What was filed by the one that goes, and its documents; the contracts filed."""
    filed = set(Contract.objects.filter(applicant=gone).values_list("pk", flat=True))
    Contract.objects.filter(pk__in=filed).update(applicant=kept)
    for model, column in ((Certificate, "party"), (IncomeVerification, "applicant")):
        model.objects.filter(**{column: gone}).update(**{column: kept, "changed_by": actor.user})
    return filed
