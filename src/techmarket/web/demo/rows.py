"""Puts the contracts of the demonstration into the database in bulk, with a history that holds.

Events of all contracts are sealed in the order of their moments. Not here: what happened (`steps`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.utils import timezone

from techmarket.web.changes.models import Change, Notice
from techmarket.web.changes.notices import KIND_OF
from techmarket.web.contracts.actions.applying import FROM_PARTIES
from techmarket.web.contracts.facts import APPLIED
from techmarket.web.contracts.models import Contract, Deduction, Note, SerialNumber, Version
from techmarket.web.demo.lives import NUMBERED, Life
from techmarket.web.demo.people import People
from techmarket.web.demo.steps import DEDUCTED, Steps, steps_of
from techmarket.web.history.chain import seal
from techmarket.web.history.models import ChainHead, Event
from techmarket.web.history.record import content_of, plain
from techmarket.web.organisations.models import Kind, Organisation
from techmarket.web.pages.form_fields import typed_text

AT_ONCE = 500
TYPED = tuple(one for one in APPLIED if one.name not in FROM_PARTIES)


@transaction.atomic
def write_lives(lives: list[Life], people: People) -> None:
    """Make all rows; of an empty register."""
    _number(lives)
    every = [steps_of(one, people) for one in lives]
    placed = {id(steps): pk for pk, steps in enumerate(every, _next(Contract))}
    first, firsts = _next(Version), {}
    for steps in every:
        firsts[id(steps)] = first
        first += len(steps.versions)
    Contract.objects.bulk_create(
        [_contract(one, placed[id(one)], firsts[id(one)]) for one in every], AT_ONCE
    )
    versions = [
        _version(steps, place, placed[id(steps)], firsts[id(steps)] + place)
        for steps in every
        for place in range(len(steps.versions))
    ]
    Version.objects.bulk_create(versions, AT_ONCE)
    Deduction.objects.bulk_create(
        Deduction(
            version_id=firsts[id(steps)] + place,
            what=DEDUCTED,
            amount=row.deduction,
            created_by=row.actor.user,
        )
        for steps in every
        for place, row in enumerate(steps.versions)
        if row.deduction
    )
    Note.objects.bulk_create(
        Note(contract_id=placed[id(one)], text=one.note, created_by=one.columns["clerk"])
        for one in every
        if one.note
    )
    _changes(every, placed, firsts)
    _events(every, placed, firsts)
    _follow_sequences(Contract, Version)


def _number(lives: list[Life]) -> None:
    """Serials without gap for each agency and year, in the order of registration."""
    last: Counter[tuple[int, int]] = Counter()
    numbered = [(one.decided, one) for one in lives if one.state in NUMBERED and one.decided]
    for at, one in sorted(numbered, key=lambda pair: pair[0]):
        key = (one.agency.pk, timezone.localdate(at).year)
        last[key] += 1
        one.serial = last[key]
    SerialNumber.objects.bulk_create(
        SerialNumber(agency_id=agency, year=year, last=number)
        for (agency, year), number in last.items()
    )


def _contract(steps: Steps, pk: int, first: int) -> Contract:
    life = steps.life
    newest = first + len(steps.versions) - 1 if steps.versions else None
    standing = first + steps.standing if steps.standing is not None else None
    if life.state in NUMBERED and life.state != "change_review":
        newest = standing
    return Contract(
        pk=pk,
        uid=life.uid,
        applicant=life.seller,
        agency=life.agency,
        revision=len(steps.happenings),
        draft={
            one.name: typed_text(one, life.values[one.name])
            for one in TYPED
            if life.values[one.name] is not None
        },
        explanations={} if life.state == "draft" else dict.fromkeys(life.broken, "情况属实。"),
        version_id=newest,
        standing_id=standing,
        created_by=steps.happenings[0].actor.user,
        changed_by=steps.happenings[-1].actor.user,
        **steps.columns,
    )


def _version(steps: Steps, place: int, contract: int, pk: int) -> Version:
    row = steps.versions[place]
    return Version(
        pk=pk,
        contract_id=contract,
        number=place + 1,
        kind=row.kind,
        valid_from=row.valid_from,
        created_by=row.actor.user,
        changed_by=row.actor.user,
        **row.values,
    )


def _changes(every: Iterable[Steps], placed: dict[int, int], firsts: dict[int, int]) -> None:
    told: dict[str, list[Organisation]] = {}
    for office in Organisation.objects.filter(kind__in=(Kind.TAX, Kind.FINANCE)):
        told.setdefault(office.region[:2], []).append(office)
    changes = []
    for steps in every:
        row, first = steps.change, firsts[id(steps)]
        if row is None:
            continue
        changes.append(
            Change(
                contract_id=placed[id(steps)],
                kind=row.kind,
                state="done" if row.done else "asked",
                reason=next(one.reason for one in steps.happenings if one.at >= row.asked),
                dated=timezone.localdate(row.decided or row.asked),
                counts_from=timezone.localdate(row.decided) if row.decided else None,
                before_id=first + row.before,
                after_id=None if row.after is None else first + row.after,
                answer=steps.happenings[-1].reason if row.done and not row.ground else "",
                ground=row.ground,
                decided_at=row.decided,
                decided_by=row.decider.user if row.done else None,
                created_by=row.actor.user,
            )
        )
    made = Change.objects.bulk_create(changes, AT_ONCE)
    agencies = {placed[id(steps)]: steps.life.agency for steps in every}
    Notice.objects.bulk_create(
        [
            Notice(
                contract_id=one.contract_id,
                kind=KIND_OF[Change.Kind(one.kind)],
                recipient=office,
                sender=agencies[one.contract_id],
                change=one,
                text=one.answer,
                created_by_id=one.decided_by_id,
            )
            for one in made
            if one.state == "done"
            for office in told.get(agencies[one.contract_id].region[:2], [])
        ],
        AT_ONCE,
    )


def _events(every: Iterable[Steps], placed: dict[int, int], firsts: dict[int, int]) -> None:
    """Seal the events of all contracts into the chain, oldest first."""
    head = ChainHead.objects.select_for_update().get(id=1)
    position, previous, events = head.position, head.hash, []
    happened = [(one, steps) for steps in every for one in steps.happenings]
    states = {id(steps): "" for steps in every}
    for one, steps in sorted(happened, key=lambda pair: pair[0].at):
        position += 1
        after = {"state": one.state, **one.after}
        if one.act == "contract.submit":
            after["version"] = one.after["version"] + 1  # the number within the contract
        elif "version" in after:
            after["version"] = firsts[id(steps)] + one.after["version"]
        event = Event(
            position=position,
            at=one.at,
            user=one.actor.user,
            role=one.actor.role,
            place=one.actor.place,
            act=one.act,
            subject="contract",
            subject_id=str(placed[id(steps)]),
            before={"state": states[id(steps)]} if states[id(steps)] else {},
            after=plain(after),
            reason=one.reason,
            previous_hash=previous,
        )
        event.hash = previous = seal(content_of(event), previous)
        states[id(steps)] = one.state
        events.append(event)
    Event.objects.bulk_create(events, AT_ONCE)
    ChainHead.objects.filter(id=1).update(position=position, hash=previous)


def _next(model: type[models.Model]) -> int:
    """The first primary key that is free."""
    last = model._default_manager.aggregate(last=models.Max("pk"))["last"]
    return int(last or 0) + 1


def _follow_sequences(*tables: type[models.Model]) -> None:
    """Where the database counts primary keys by itself, let it go on after those given here."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(tables)):
            cursor.execute(statement)
