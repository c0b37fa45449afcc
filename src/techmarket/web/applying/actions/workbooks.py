"""A workbook of many contracts: each row becomes a draft, what is sound is submitted together.

The other party is found by number, identifier or name; one that nobody knows is entered if the row
says enough of it, and is left to be chosen if it may be one of several. Not here: reading the file
(`workbook_rows`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from techmarket.linkage.names import name_forms
from techmarket.web.accounts.actor import Actor
from techmarket.web.applying import file_store
from techmarket.web.applying.actions import drafts
from techmarket.web.applying.actions.attaching import MOST_BYTES, tidy_title
from techmarket.web.applying.actions.entering import ASKED, enter_party
from techmarket.web.applying.file_kinds import file_refused
from techmarket.web.applying.models import Workbook, WorkbookRow
from techmarket.web.applying.questions import RENMINBI, STEP_OF
from techmarket.web.applying.workbook_rows import TypedRow, read
from techmarket.web.contracts.actions import applying
from techmarket.web.contracts.models import Contract
from techmarket.web.history.record import add_event
from techmarket.web.pages.refused import NotYours, Refused
from techmarket.web.pages.wording import Both, both
from techmarket.web.parties.alike import NATURAL_PERSON, parties_alike
from techmarket.web.parties.merged import meant
from techmarket.web.parties.models import Party

UNITS = ("元", "万元")
DELETED_AT_ONCE = 1000
"""Drafts that one request deletes, each by itself, so that no answer takes long."""

SAID = ("id", *(one.name for one in ASKED))
"""What a row says of a party."""

Found = dict[tuple[str, ...], tuple[Party | None, Both | None]]
"""What a row says of a party, and which it is or what is in the way."""

OTHER_SIDE = {"seller": "buyer", "buyer": "seller"}


@dataclass(frozen=True, slots=True)
class Submitted:
    """What came of submitting together.

    Attributes:
        done: how many were submitted.
        left: how many could not be.
    """

    done: int
    left: int


@dataclass(frozen=True, slots=True)
class Discarded:
    """What came of deleting drafts.

    Attributes:
        done: how many were deleted.
        left: how many still could be.
    """

    done: int
    left: int


def take(actor: Actor, title: str, stream: BinaryIO, size: int, unit: str) -> Workbook:
    """Make a draft of each row of a workbook; the same file again is the one that is there.

    Args:
        title: name of the file.
        stream: its bytes.
        size: how many there are.
        unit: of amounts whose heading names none, of `UNITS`.

    Raises:
        MayNot: the actor files no contracts.
        Refused: the file is too large, cannot be read, holds no contracts or too many.
    """
    actor.must("contract.draft")
    if size > MOST_BYTES:
        raise file_refused(
            both("工作簿最大 20 MB，请分成几个。", "A workbook has at most 20 MB; split it."),
            "too_large",
            413,
        )
    if not size:
        raise file_refused(
            both("文件是空的，请重新选择。", "The file is empty; choose it again."), "empty_file"
        )
    stream.seek(0)
    sha256 = file_store.keep(stream)
    try:
        rows = list(read(file_store.place_of(sha256), unit if unit in UNITS else "元").rows())
    except Refused as refused:
        raise file_refused(refused.text, refused.code) from refused
    if not rows:
        raise file_refused(
            both("表头下面没有内容。", "There is nothing below the headings."), "no_rows"
        )
    return _drafts_of(actor, tidy_title(title), sha256, size, rows)


@transaction.atomic
def _drafts_of(actor: Actor, title: str, sha256: str, size: int, rows: list[TypedRow]) -> Workbook:
    own = actor.party
    if own is None:
        raise NotYours()
    there = workbooks_of(actor).filter(sha256=sha256, rows__contract__isnull=False).first()
    if there is not None:
        return there
    made = Workbook.objects.create(
        party=own,
        unit=actor.unit,
        title=title,
        sha256=sha256,
        size=size,
        created_by=actor.user,
        changed_by=actor.user,
    )
    found: Found = {}
    read_rows = [_typed(actor, own, row, found) for row in rows]
    begun = applying.begin_many(actor, (typed for typed, _ in read_rows))
    WorkbookRow.objects.bulk_create(
        (
            WorkbookRow(
                workbook=made,
                sheet=row.sheet,
                number=row.number,
                contract=contract,
                told=[[name, text.zh, text.en] for name, text in told],
                created_by=actor.user,
                changed_by=actor.user,
            )
            for row, contract, (_, told) in zip(rows, begun, read_rows, strict=True)
        ),
        batch_size=applying.AT_ONCE,
    )
    add_event(
        actor,
        "workbook.take",
        "workbook",
        made.pk,
        after={"sha256": sha256, "rows": len(rows), "title": title},
    )
    return made


def submit_sound(actor: Actor, uid: UUID | str, chosen: Iterable[int]) -> Submitted:
    """Submit those of the chosen rows in whose way nothing stands, each by itself.

    Args:
        chosen: primary keys of rows.

    Raises:
        NotYours: there is no such workbook.
        MayNot: the actor submits no contracts.
    """
    actor.must("contract.submit")
    wanted = set(chosen)
    done = left = 0
    for row in workbook_for(actor, uid).rows.select_related("contract"):
        contract: Contract | None = row.contract
        if row.pk not in wanted or contract is None or contract.state not in ("draft", "returned"):
            continue
        try:
            applying.submit(actor, contract.uid, contract.revision)
        except Refused:
            left += 1
        else:
            done += 1
    return Submitted(done, left)


def discard(actor: Actor, uid: UUID | str) -> Discarded:
    """Delete the drafts of a workbook that were never submitted, at most `DELETED_AT_ONCE`.

    Raises:
        NotYours: there is no such workbook.
    """
    never = workbook_for(actor, uid).rows.filter(
        contract__state="draft", contract__version__isnull=True
    )
    some = list(never.select_related("contract")[:DELETED_AT_ONCE])
    for row in some:
        contract: Contract = row.contract
        drafts.delete(actor, contract.uid, contract.revision)
    return Discarded(len(some), never.count())


def workbooks_of(actor: Actor) -> QuerySet[Workbook]:
    """The workbooks that an actor sees: those of the party, or of the own unit."""
    mine = Workbook.objects.filter(party=actor.party)
    if actor.declared.sees == "unit":
        mine = mine.filter(unit=actor.unit) if actor.unit else mine.filter(unit__isnull=True)
    return mine


def workbook_for(actor: Actor, uid: UUID | str) -> Workbook:
    """A workbook that an actor sees.

    Raises:
        NotYours: there is none of that uid.
    """
    found = workbooks_of(actor).filter(uid=uid).first() if actor.party is not None else None
    if found is None:
        raise NotYours()
    return found


def _typed(
    actor: Actor, own: Party, row: TypedRow, known: Found
) -> tuple[dict[str, str], list[tuple[str, Both]]]:
    """The draft of a row, and what could not be settled.

    Args:
        known: parties found for rows before; they come again and again.
    """
    typed = {"currency": RENMINBI} | {
        name: text for name, text in row.texts.items() if name in STEP_OF
    }
    told: list[tuple[str, Both]] = []
    mine = "buyer" if _is_own(own, row, "buyer") and not _is_own(own, row, "seller") else "seller"
    typed[f"{mine}_id"] = own.party_id
    if mine == "seller" and _says(row, "seller") and not _is_own(own, row, "seller"):
        told.append(
            (
                "seller_id",
                both(
                    "表中的卖方不是本单位，已按本单位填写，请核对。",
                    "The seller of the row is not your party; yours was put in.",
                ),
            )
        )
    for side in (OTHER_SIDE[mine], "intermediary"):
        name = f"{side}_id"
        typed.pop(name, None)
        said = tuple(row.texts.get(f"{side}_{one}", "") for one in SAID)
        if said not in known:
            known[said] = _party(actor, row, side)
        found, wrong = known[said]
        if found is not None:
            typed[name] = found.party_id
        elif wrong is not None:
            told.append((name, wrong))
    return typed, told


def _says(row: TypedRow, side: str) -> bool:
    return any(row.texts.get(f"{side}_{one}") for one in ("id", "identifier", "name"))


def _is_own(own: Party, row: TypedRow, side: str) -> bool:
    """Whether a row names the own party on a side."""
    number, identifier = row.texts.get(f"{side}_id"), row.texts.get(f"{side}_identifier")
    name = row.texts.get(f"{side}_name")
    if number or identifier:
        return number == own.party_id or (bool(identifier) and identifier == own.identifier)
    return bool(name) and len({one.plain for one in name_forms([str(name), own.name])}) == 1


def _party(actor: Actor, row: TypedRow, side: str) -> tuple[Party | None, Both | None]:
    """The party of a side; else what is in the way, `None` where the row says nothing."""
    said = {one.name: row.texts.get(f"{side}_{one.name}", "") for one in ASKED}
    number = row.texts.get(f"{side}_id", "")
    if not (number or said["identifier"] or said["name"]):
        return None, None
    found = meant(number, said["identifier"]).order_by("-files", "id").first()
    if found is not None:
        return found, None
    if said["name"] and not said["identifier"]:
        same = _of_the_same_name(said["name"])
        if len(same) == 1:
            return same[0], None
        if same or parties_alike(said["name"]):
            return None, both(
                f"有几个单位可能是“{said['name']}”，请在草稿中选择。",
                f"Several parties may be “{said['name']}”; choose one in the draft.",
            )
    try:
        return enter_party(actor, said, is_another=True).party, None
    except Refused as refused:
        why = next((texts[0] for texts in refused.fields.values()), refused.text)
        return None, both(
            f"登记系统中没有“{said['name'] or number}”，表中的信息也不足以登记：{why.zh}",
            f"The register has no “{said['name'] or number}”, and the row does not say enough to "
            f"enter it: {why.en}",
        )


def _of_the_same_name(name: str) -> list[Party]:
    """Parties, no natural persons, whose name is the same but for how it is written."""
    alike = parties_alike(name)
    forms = name_forms([name, *(one.name for one in alike)])
    return [
        one
        for one, form in zip(alike, forms[1:], strict=True)
        if form.plain == forms[0].plain and not one.kind.startswith(NATURAL_PERSON)
    ]
