"""Attaching files to an application, and taking them back while it can still be changed.

Not here: which kinds of file are whole (`file_kinds`), and downloads (`views_of_files`).
"""

from __future__ import annotations

import unicodedata
from typing import BinaryIO
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from techmarket.web.accounts.actor import Actor
from techmarket.web.accounts.scope import contract_for
from techmarket.web.applying import file_store
from techmarket.web.applying.file_kinds import file_refused, kind_of
from techmarket.web.contracts.actions.moving import allowed
from techmarket.web.contracts.models import Attachment
from techmarket.web.history.record import add_event
from techmarket.web.pages.refused import NotYours
from techmarket.web.pages.wording import both

MOST_BYTES = 20_000_000
MOST_FILES = 30
LONGEST_TITLE = 200


def add(actor: Actor, uid: UUID | str, title: str, stream: BinaryIO, size: int) -> Attachment:
    """Attach a file; the same file again is the one that is there.

    Args:
        title: what it is; of a name with control or invisible characters these are left out.
        stream: its bytes.
        size: how many there are.

    Raises:
        NotYours, MayNot, Refused: see `contracts.actions.moving`.
        Refused: the file is too large, empty, of another kind or damaged, or one too many.
    """
    actor.must("attachment.add")
    allowed(actor, "contract.draft", contract_for(actor, uid))
    if size > MOST_BYTES:
        raise file_refused(
            both(
                f"文件有 {_megabytes(size)} MB，最大 20 MB。请压缩或分成几个文件。",
                f"The file has {_megabytes(size)} MB, at most 20 MB are taken. Make it smaller, or "
                "send it in parts.",
            ),
            "too_large",
            413,
        )
    media_type = kind_of(stream, size)
    # Bytes first, outside the transaction: a row never names a file that is not there, and nobody
    # waits for somebody else's upload.
    return _attach(actor, uid, tidy_title(title), media_type, size, file_store.keep(stream))


@transaction.atomic
def _attach(
    actor: Actor, uid: UUID | str, title: str, media_type: str, size: int, sha256: str
) -> Attachment:
    contract = contract_for(actor, uid)
    allowed(actor, "contract.draft", contract)
    there = contract.attachments.filter(sha256=sha256, withdrawn=False).first()
    if there is not None:
        return there
    if contract.attachments.filter(withdrawn=False).count() >= MOST_FILES:
        raise file_refused(
            both(
                f"最多 {MOST_FILES} 个附件，请合并后再上传。",
                f"At most {MOST_FILES} files are attached; put some together.",
            ),
            "too_many",
        )
    last = contract.attachments.aggregate(last=Max("position"))["last"] or 0
    made = Attachment.objects.create(
        contract=contract,
        position=last + 1,
        title=title,
        media_type=media_type,
        size=size,
        sha256=sha256,
        created_by=actor.user,
        changed_by=actor.user,
    )
    add_event(actor, "attachment.add", "contract", contract.pk, after=_told(made))
    return made


@transaction.atomic
def withdraw(actor: Actor, uid: UUID | str) -> Attachment:
    """Take an attachment back; its bytes stay, because somebody may have judged by them.

    Raises:
        NotYours: there is none of that uid on a contract that the actor sees.
        MayNot, Refused: see `contracts.actions.moving`.
    """
    attachment = attachment_for(actor, uid)
    actor.must("attachment.add")
    allowed(actor, "contract.draft", attachment.contract)
    if not attachment.withdrawn:
        attachment.withdrawn = True
        attachment.changed_by = actor.user
        attachment.save(update_fields=["withdrawn", "changed_by", "changed_at"])
        add_event(
            actor,
            "attachment.withdraw",
            "contract",
            attachment.contract_id,
            before=_told(attachment),
        )
    return attachment


def attachment_for(actor: Actor | None, uid: UUID | str) -> Attachment:
    """An attachment of a contract that an actor sees.

    Raises:
        NotYours: there is none.
    """
    try:
        key = uid if isinstance(uid, UUID) else UUID(str(uid))
    except ValueError:
        raise NotYours() from None
    found = Attachment.objects.filter(uid=key).select_related("contract").first()
    if found is None:
        raise NotYours()
    found.contract = contract_for(actor, found.contract.uid)
    return found


def tidy_title(title: str) -> str:
    """A title without what cannot be seen or turns the direction of writing, at most so long."""
    seen = "".join(
        one
        for one in unicodedata.normalize("NFC", title)
        if not unicodedata.category(one).startswith("C")
    )
    return seen.strip()[:LONGEST_TITLE] or "附件"


def _megabytes(size: int) -> str:
    return f"{size // 1_000_000}.{size % 1_000_000 // 100_000}"


def _told(one: Attachment) -> dict[str, object]:
    return {"title": one.title, "sha256": one.sha256, "size": one.size, "uid": str(one.uid)}
