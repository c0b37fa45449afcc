"""Whether a certificate for the tax office may be issued: where the law grants relief, by its day.

The rules are dated data (`data/tax_relief.toml`). Whether relief is then given is for the tax
office to say. Not here: what the certificate says (`content`).
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from techmarket.codes import code_list
from techmarket.web.pages.wording import Both, both


@dataclass(frozen=True, slots=True)
class TaxRelief:
    """A rule that frees contracts from turnover tax.

    Attributes:
        id: "vat_2016".
        basis_zh, basis_en: as a certificate names it.
        types: codes of `contract_type` that are freed, with all below them.
        related_types: those freed as part of such a contract only.
        valid_from, valid_to: first and last day; `None` is open.
        confirmed: the rule was read; else it is taken to go on.
        source: the document.
    """

    id: str
    basis_zh: str
    basis_en: str
    types: tuple[str, ...]
    related_types: tuple[str, ...]
    valid_from: date
    valid_to: date | None
    confirmed: bool
    source: str


@cache
def tax_reliefs() -> tuple[TaxRelief, ...]:
    """Every rule, oldest first."""
    source = files("techmarket.web.certificates") / "data" / "tax_relief.toml"
    entries = tomllib.loads(source.read_text(encoding="utf-8"))["relief"]
    return tuple(
        TaxRelief(
            **{
                **entry,
                "types": tuple(entry["types"]),
                "related_types": tuple(entry["related_types"]),
                "valid_to": entry.get("valid_to"),
            }
        )
        for entry in entries
    )


def relief_on(on: date) -> TaxRelief | None:
    """The rule in force on a day."""
    for one in tax_reliefs():
        if one.valid_from <= on and (one.valid_to is None or on <= one.valid_to):
            return one
    return None


def why_no_tax_certificate(
    contract_type: str, technical_value: int | None, related_type: str, on: date
) -> Both | None:
    """Why no certificate for the tax office may be issued; `None` if it may.

    Args:
        contract_type: code of the contract.
        technical_value: 分; relief is for this part, so it must be determined.
        related_type: code of the registered contract to which it belongs; "" for none.
        on: day of issue.
    """
    relief = relief_on(on)
    label = code_list("contract_type")[contract_type]
    if relief is None:
        return both(
            f"{on.isoformat()} 没有可以适用的免税规定，不能出具税务用证明。",
            f"No rule grants relief on {on.isoformat()}; there is no certificate for the tax "
            "office.",
        )
    if not _among(contract_type, relief.types):
        if not _among(contract_type, relief.related_types):
            return both(
                f"{label.label_zh}合同不在免税范围内，不能出具税务用证明。",
                f"The law grants no relief for “{label.label_en}”; there is no certificate for "
                "the tax office.",
            )
        if not (related_type and _among(related_type, relief.types)):
            return both(
                f"{label.label_zh}合同只有与技术开发、转让或许可相关的才可免税："
                "请填写所依附的、已登记的技术开发、转让或许可合同的登记编号。",
                f"“{label.label_en}” is relieved only as part of a development, transfer or "
                "licence: give the registration number of the one it belongs to.",
            )
    if not technical_value:
        return both(
            "技术交易额尚未核定或为零，请先办理变更登记核定技术交易额。",
            "The technical value is not determined, or zero; have it determined by an amendment "
            "first.",
        )
    return None


def _among(code: str, codes: tuple[str, ...]) -> bool:
    """Whether a code is one of these, or below one."""
    types = code_list("contract_type")
    upwards: str | None = code
    while upwards:
        if upwards in codes:
            return True
        upwards = types[upwards].parent if upwards in types else None
    return False
