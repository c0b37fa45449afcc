"""What calls take and give, as described to their callers (OpenAPI).

Values of fields are texts, written as people write them; see `contracts.typed`. Not here: what the
declared fields are, which the API tells itself (`catalogue`).
"""

from __future__ import annotations

from typing import Annotated

from ninja import Schema
from pydantic import Field

Text = Annotated[str, Field(max_length=4000)]
Name = Annotated[str, Field(max_length=60)]
Fields = Annotated[dict[Name, Text], Field(default_factory=dict, max_length=100)]
Rule = Annotated[str, Field(max_length=120)]
Explanations = Annotated[dict[Rule, Text], Field(default_factory=dict, max_length=50)]
Revision = Annotated[int, Field(ge=1, le=2_000_000_000)]


class ContractSent(Schema):
    """A new application.

    Attributes:
        agency: six digits; empty for the party's usual one.
        fields: declared field to text.
        explanations: id of a soft rule to a word of explanation.
    """

    agency: Annotated[str, Field(max_length=8)] = ""
    fields: Fields
    explanations: Explanations


class ContractChanged(Schema):
    """What is typed anew; fields that are not given stay.

    Attributes:
        revision: that of the contract as the caller knows it.
    """

    revision: Revision
    fields: Fields
    explanations: Explanations


class Moved(Schema):
    """An act on a contract that the caller knows in a revision."""

    revision: Revision


class PartySent(Schema):
    """A party named in contracts, to be entered if the register does not have it."""

    fields: Annotated[dict[Name, Text], Field(max_length=40)]


class Told(Schema):
    """A text in both languages."""

    zh: str
    en: str


class Failed(Schema):
    """What is wrong.

    Attributes:
        code: a short name.
        fields: by field.
    """

    code: str
    message_zh: str
    message_en: str
    fields: dict[str, list[Told]]


class Error(Schema):
    """The one shape of errors."""

    error: Failed


class NoteTold(Schema):
    """A note of the agency on a field; "" is about the whole application."""

    field: str
    text: str


class ContractTold(Schema):
    """A contract as its applicant sees it.

    Attributes:
        uid: in addresses.
        state: code of the list `contract_status`.
        fields: declared field to text, as typed last.
        due_on: last day of the time limit, ISO; `null`: none runs.
    """

    uid: str
    revision: int
    state: str
    agency: str
    fields: dict[str, str]
    explanations: dict[str, str]
    notes: list[NoteTold]
    submitted_at: str | None
    due_on: str | None
    registration_number: str | None
    registration_date: str | None
    ended_on: str | None


class ContractsTold(Schema):
    """A page of contracts, newest first.

    Attributes:
        next: what to give as `before` for the next page; `null`: this was the last.
    """

    contracts: list[ContractTold]
    next: int | None


class RuleBroken(Schema):
    """A rule that the application breaks.

    Attributes:
        hard: it stops submission; a soft one asks for an explanation under its id.
    """

    id: str
    hard: bool
    text: Told
    fields: list[str]


class Checked(Schema):
    """What stands in the way of submission."""

    unread: dict[str, list[Told]]
    broken: list[RuleBroken]


class PartyTold(Schema):
    """What anyone who files contracts may see of a party."""

    party_id: str
    name: str
    kind: str
    country: str
    region: str


class PartiesTold(Schema):
    """Parties found."""

    parties: list[PartyTold]


class FieldTold(Schema):
    """A declared field."""

    name: str
    type: str
    unit: str
    code_list: str
    required: bool
    label: Told
    words: Told


class FieldsTold(Schema):
    """The declared fields of an application."""

    fields: list[FieldTold]


class CodeTold(Schema):
    """A code."""

    code: str
    parent: str | None
    label: Told


class CodesTold(Schema):
    """The codes of a list that are valid today."""

    codes: list[CodeTold]


class AttachmentTold(Schema):
    """A file that was handed in."""

    uid: str
    position: int
    title: str
    media_type: str
    size: int
    sha256: str


class AttachmentsTold(Schema):
    """The files of a contract."""

    attachments: list[AttachmentTold]


class CertificateTold(Schema):
    """An issued edition of a document.

    Attributes:
        kind: R of recognition, T for tax, I of income, L list.
        payload: the signed text of its QR code.
    """

    uid: str
    kind: str
    number: str
    edition: int
    state: str
    issued_on: str
    ended_on: str | None
    sha256: str
    payload: str


class CertificatesTold(Schema):
    """The documents of a contract."""

    certificates: list[CertificateTold]


class IncomeTold(Schema):
    """The verification of a payment.

    Attributes:
        answer: why it was declined or corrected.
    """

    uid: str
    position: int
    state: str
    fields: dict[str, str]
    answer: str


class IncomesTold(Schema):
    """The verifications of a contract."""

    incomes: list[IncomeTold]
