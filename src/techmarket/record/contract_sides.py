"""What a contract says of its two sides, as of its registration.

Seller and buyer are declared in the same words. The contract keeps its own copy of kind, region and
country, because a party may change while the statistics of the contract do not. Not here: the
party's own record (`party`).
"""

from __future__ import annotations

from techmarket.record.constraints import CodeOf, Length
from techmarket.record.fields import Field, FieldType

PARTY_ID = Length(1, 32)
"""A party's number in the register."""

KIND_GROUPS = frozenset({"020", "E"})
"""Codes of `party_kind` under which no party stands directly: public institutions, enterprises."""


def _side(side: str, zh: str, en: str) -> tuple[Field, ...]:
    """The four fields that a contract says of its seller and, in the same words, of its buyer."""
    return (
        Field(
            name=f"{side}_id",
            type=FieldType.TEXT,
            label_zh=f"{zh}方注册号",
            label_en=f"{en} number",
            words_zh=f"{zh}方在登记系统中的编号。",
            words_en=f"The {en.lower()}'s number in the register of parties.",
            constraint=PARTY_ID,
            required=True,
            statistical=True,
        ),
        Field(
            name=f"{side}_kind",
            type=FieldType.CODE,
            code_list="party_kind",
            label_zh=f"{zh}方性质",
            label_en=f"{en} kind",
            words_zh=f"登记时{zh}方的单位性质。",
            words_en=f"What kind of party the {en.lower()} was on registration.",
            constraint=CodeOf("party_kind", too_coarse=KIND_GROUPS),
            required=True,
            statistical=True,
        ),
        Field(
            name=f"{side}_region",
            type=FieldType.CODE,
            code_list="region",
            label_zh=f"{zh}方行政区划",
            label_en=f"{en} region",
            words_zh=f"登记时{zh}方所在的行政区划，按 GB/T 2260；国外为 990000。",
            words_en=f"Where the {en.lower()} was on registration, by GB/T 2260; abroad is 990000.",
            required=True,
            statistical=True,
        ),
        Field(
            name=f"{side}_country",
            type=FieldType.CODE,
            code_list="country",
            label_zh=f"{zh}方国别（地区）",
            label_en=f"{en} country",
            words_zh=f"登记时{zh}方所在的国家或地区，按海关统计代码。",
            words_en=f"The country or territory of the {en.lower()}, by customs statistics codes.",
            required=True,
            statistical=True,
        ),
    )


SIDES = (
    *_side("seller", "卖", "Seller"),
    *_side("buyer", "买", "Buyer"),
    Field(
        name="intermediary_id",
        type=FieldType.TEXT,
        label_zh="中介方注册号",
        label_en="Intermediary number",
        words_zh="促成交易的中介方在登记系统中的编号；没有中介方的不填。",
        words_en="The intermediary's number in the register of parties; empty if there is none.",
        constraint=PARTY_ID,
    ),
)
