"""Whether a document holds: its proof, and whether the list says it was revoked or replaced.

Not here: how a proof is made (`payload`, `file_seal`), and how it is told (`cli`, `views`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from techmarket.web.certificates.ended_documents import EndedDocument, EndedDocuments
from techmarket.web.certificates.file_seal import verify_file
from techmarket.web.certificates.keys import PublicKey
from techmarket.web.certificates.payload import DocumentStatement, Proof, verify

PDF = b"%PDF-"


class Outcome(StrEnum):
    """Whether a document may be relied on: `Proof`, and what the list adds."""

    VALID = "valid"
    ALTERED = "altered"
    FILE_ALTERED = "file_altered"
    UNKNOWN_KEY = "unknown_key"
    KEY_NOT_IN_FORCE = "key_not_in_force"
    NO_PAYLOAD = "no_payload"
    REVOKED = "revoked"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class CheckedDocument:
    """The outcome for one document.

    Attributes:
        outcome: see `Outcome`.
        statement: what it states; sound unless it is altered or its key is not to be trusted.
        ended: its entry in the list, if it has one.
        is_file: a PDF was proved, with its pages; else a payload alone.
    """

    outcome: Outcome
    statement: DocumentStatement | None
    ended: EndedDocument | None
    is_file: bool


def check_document(
    content: bytes, public_keys: Sequence[PublicKey], ended: EndedDocuments | None = None
) -> CheckedDocument:
    """Prove a PDF, or a text that carries a payload.

    Args:
        content: of the file; or the text of a QR code.
        public_keys: the published keys.
        ended: the list of what no longer holds; `None`: it is not asked.
    """
    is_file = content.startswith(PDF)
    proved = (
        verify_file(content, public_keys)
        if is_file
        else verify(content.decode("utf-8", "replace"), public_keys)
    )
    outcome, entry = Outcome(proved.proof.value), None
    sound = proved.proof in (Proof.VALID, Proof.FILE_ALTERED)
    if sound and proved.statement is not None and ended is not None:
        entry = ended.documents.get(proved.statement.document)
        outcome = Outcome(entry.state) if entry else outcome
    return CheckedDocument(outcome, proved.statement, entry, is_file)
