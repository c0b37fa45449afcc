"""What a column of a file can hold: a field of a contract, or of a party in one of its roles.

A file of contracts may carry its parties in the same row: `seller_name`, `buyer_identifier`. Kind,
region and country of seller and buyer are fields of the contract. Not here: headings (`headings`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from techmarket.record.contract import CONTRACT
from techmarket.record.fields import Field
from techmarket.record.party import PARTY

SIDES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "seller": ("卖方", "Seller"),
        "buyer": ("买方", "Buyer"),
        "intermediary": ("中介方", "Intermediary"),
    }
)
"""The roles of a party in a contract, with their labels."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a column holds.

    Attributes:
        name: "value", "seller_name"; in a file of parties "name".
        field: the declared field.
        side: the role in the contract, for a field of a party in a row of a contract; else "".
        label_zh, label_en: "卖方名称", "Seller: name".
    """

    name: str
    field: Field
    side: str = ""
    label_zh: str = ""
    label_en: str = ""

    def label(self, lang: str) -> str:
        """The label in `lang`, "zh" or "en"."""
        return self.label_zh if lang == "zh" else self.label_en


@cache
def targets_of(kind: str) -> Mapping[str, Target]:
    """All targets of a file of contracts or of parties, by name, in the order of forms."""
    own = CONTRACT if kind == "contract" else PARTY
    targets = {one.name: Target(one.name, one, "", one.label_zh, one.label_en) for one in own}
    if kind == "contract":
        for side, (zh, en) in SIDES.items():
            for one in PARTY:
                name = f"{side}_{one.name}"
                if one.name != "party_id" and name not in targets:
                    small = one.label_en[0].lower() + one.label_en[1:]
                    targets[name] = Target(name, one, side, f"{zh}{one.label_zh}", f"{en}: {small}")
    return MappingProxyType(targets)
