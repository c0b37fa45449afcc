"""What the contracts are made of: type, intellectual property, field, objective, programme,
major contracts, and who sells to whom.

Not here: printed numbers, titles and notes, which are edition data (`editions`).
"""

from __future__ import annotations

from techmarket.editions import Edition
from techmarket.tables.definition import TableDefinition, declare_table
from techmarket.tables.definitions.columns import (
    CONTRACTS,
    SELLERS,
    THIS_YEAR,
    VALUE,
    composition_columns,
    short_composition_columns,
    words,
)
from techmarket.tables.definitions.rows import (
    CONTRACT_SUBTYPES,
    CONTRACT_TYPES,
    IP_TYPES,
    NATIONAL_PROGRAMMES,
    OBJECTIVES_AS_PRINTED,
    OTHER_PLAN_SOURCES,
    PARTY_KINDS,
    TECHNICAL_FIELDS_AS_PRINTED,
    TECHNICAL_FIELDS_IN_CODE_ORDER,
    code_rows,
    nested_rows,
    total_row,
    under,
)
from techmarket.tables.labels import CodeLabel, Word
from techmarket.tables.model import Line, Part
from techmarket.tables.parts import joined


def _composition(
    edition: Edition, key: str, stub: tuple[str, ...], rows: tuple[Line, ...]
) -> TableDefinition:
    return declare_table(
        key,
        stub=words(*stub),
        rows=rows,
        columns=composition_columns(),
        codes=edition,
        every=THIS_YEAR,
    )


def contracts_by_type(edition: Edition) -> TableDefinition:
    """By contract type and subtype."""
    rows = nested_rows("contract_type", "contract_type", CONTRACT_SUBTYPES)
    return _composition(
        edition, "contracts_by_type", ("contract_type", "contract_type"), (*rows, total_row())
    )


def contracts_by_ip_type(edition: Edition) -> TableDefinition:
    """By type of intellectual property."""
    rows = nested_rows("ip_type", "ip_type", IP_TYPES)
    return _composition(
        edition, "contracts_by_ip_type", ("ip_type", "ip_type"), (total_row(), *rows)
    )


def contracts_by_field(edition: Edition) -> TableDefinition:
    """By technical field."""
    rows = code_rows("technical_field", "technical_field", TECHNICAL_FIELDS_AS_PRINTED)
    return _composition(edition, "contracts_by_field", ("technical_field",), (total_row(), *rows))


def contracts_by_objective(edition: Edition) -> TableDefinition:
    """By socio-economic objective."""
    rows = code_rows("objective", "objective", OBJECTIVES_AS_PRINTED)
    return _composition(edition, "contracts_by_objective", ("objective",), (total_row(), *rows))


def contracts_by_plan_source(edition: Edition) -> TableDefinition:
    """By programme; a national programme's share is of the national programmes together."""
    of_all, of_national = Part(base={}), Part(base={"plan_source": "1"})
    national = CodeLabel("plan_source", "1")
    programmes = code_rows("plan_source", "plan_source", NATIONAL_PROGRAMMES)
    others = code_rows("plan_source", "plan_source", OTHER_PLAN_SOURCES)
    return declare_table(
        "contracts_by_plan_source",
        stub=words("plan_source", "plan_source"),
        rows=(
            Line((national, Word("total")), joined(of_all, Part(dims={"plan_source": "1"}))),
            *(Line((national, *r.path), joined(of_national, r.part)) for r in programmes),
            *(Line(r.path, joined(of_all, r.part)) for r in others),
            Line(words("total"), of_all),
        ),
        columns=short_composition_columns(),
        codes=edition,
        every=THIS_YEAR,
    )


def major_contracts(edition: Edition) -> TableDefinition:
    """Major contracts by type, field and intellectual property; shares of all major contracts."""
    sections = (
        ("contract_type", CONTRACT_TYPES),
        ("technical_field", TECHNICAL_FIELDS_IN_CODE_ORDER),
        ("ip_type", tuple(IP_TYPES)),
    )
    major = {"value_class": "major"}
    return declare_table(
        "major_contracts",
        stub=words("composition", "composition"),
        rows=tuple(
            row
            for name, codes in sections
            for row in under(name, (*code_rows(name, name, codes), total_row()))
        ),
        columns=short_composition_columns(major),
        codes=edition,
        every=joined(THIS_YEAR, Part(dims=major)),
    )


def sellers_and_buyers(edition: Edition) -> TableDefinition:
    """Who sells to whom: rows are kinds of buyers, columns kinds of sellers."""
    buyers = (*code_rows("buyer_kind", "party_kind", PARTY_KINDS), total_row())
    sellers = (total_row(), *code_rows("seller_kind", "party_kind", PARTY_KINDS))
    return declare_table(
        "sellers_and_buyers",
        stub=words("buyer_kind", "buyer_kind"),
        rows=under("buyer", buyers),
        columns=tuple(
            Line((Word("seller"), *seller.path, Word(word)), joined(seller.part, part))
            for seller in sellers
            for word, part in (("contracts", CONTRACTS), ("turnover", VALUE))
        ),
        codes=edition,
        every=THIS_YEAR,
    )


def contracts_by_seller_kind(edition: Edition) -> TableDefinition:
    """By kind of seller."""
    rows = nested_rows("seller_kind", "party_kind", PARTY_KINDS)
    return _composition(
        edition, "contracts_by_seller_kind", ("seller_kind", "seller_kind"), (total_row(), *rows)
    )


def contracts_by_buyer_kind(edition: Edition) -> TableDefinition:
    """By kind of buyer."""
    rows = nested_rows("buyer_kind", "party_kind", PARTY_KINDS)
    return _composition(
        edition, "contracts_by_buyer_kind", ("buyer_kind", "buyer_kind"), (total_row(), *rows)
    )


def sellers_by_kind(edition: Edition) -> TableDefinition:
    """Distinct sellers, contracts and value by kind of seller."""
    return declare_table(
        "sellers_by_kind",
        stub=words("seller_kind", "seller_kind"),
        rows=(*nested_rows("seller_kind", "party_kind", PARTY_KINDS), total_row()),
        columns=(
            Line(words("organisations"), SELLERS),
            Line(words("contracts"), CONTRACTS),
            Line(words("turnover"), VALUE),
        ),
        codes=edition,
        every=THIS_YEAR,
    )
