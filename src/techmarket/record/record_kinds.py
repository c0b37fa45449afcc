"""The kinds of record there are, each with its fields and rules, in the order of documents.

Not here: what a field or a rule is.
"""

from __future__ import annotations

from dataclasses import dataclass

from techmarket.record.children import ATTACHMENT, INCOME_VERIFICATION, INCOME_VERIFICATION_RULES
from techmarket.record.contract import CONTRACT
from techmarket.record.contract_rules import CONTRACT_RULES
from techmarket.record.fields import Field
from techmarket.record.party import PARTY
from techmarket.record.party_rules import PARTY_RULES
from techmarket.record.rules import Rule


@dataclass(frozen=True, slots=True)
class RecordKind:
    """One kind of record.

    Attributes:
        name, plural: "contract", "contracts".
        label_zh, label_en: its name in documents.
        fields: its fields, in order.
        rules: the rules about several of them.
    """

    name: str
    plural: str
    label_zh: str
    label_en: str
    fields: tuple[Field, ...]
    rules: tuple[Rule, ...] = ()

    def label(self, lang: str) -> str:
        """The name in `lang`, "zh" or "en"."""
        return self.label_zh if lang == "zh" else self.label_en


RECORD_KINDS = (
    RecordKind("contract", "contracts", "技术合同", "Contract", CONTRACT, CONTRACT_RULES),
    RecordKind("party", "parties", "当事人", "Party", PARTY, PARTY_RULES),
    RecordKind("attachment", "attachments", "附件", "Attachment", ATTACHMENT),
    RecordKind(
        "income_verification",
        "income_verifications",
        "技术性收入核定",
        "Income verification",
        INCOME_VERIFICATION,
        INCOME_VERIFICATION_RULES,
    ),
)
