"""Tables of institutions: exchanges and their answers, the largest sellers, the directory.

Not here: printed numbers, titles and notes, which are edition data (`editions`).
"""

from __future__ import annotations

from collections.abc import Iterable

from techmarket.editions import Edition
from techmarket.tables.definition import TableDefinition, declare_table
from techmarket.tables.definitions.columns import THIS_YEAR, words
from techmarket.tables.labels import CodeLabel, Name, Word
from techmarket.tables.measures import NAME_UNIT
from techmarket.tables.model import Line, Part

LARGEST_SELLERS = 20


def _amount(measure: str) -> Part:
    """Amounts stand as they were answered: in 万元 with the decimals that were given."""
    return Part(measure=f"exchange.{measure}", unit="万元", decimals=2, trim=True)


def _number(measure: str, unit: str) -> Part:
    return Part(measure=f"exchange.{measure}", unit=unit, decimals=0)


def exchanges(edition: Edition) -> TableDefinition:
    """The standing exchanges for technology and for technology property rights, one by one."""
    return declare_table(
        "exchanges",
        stub=words("institution_kind", "institution"),
        rows=tuple(_exchange_rows(edition)),
        columns=(
            Line(words("exchange_contracts"), _number("contracts", "项")),
            Line(words("turnover_amount", "total"), _amount("value")),
            *(
                Line(words("turnover_amount", f"exchange_{name}"), _amount(name))
                for name in ("value_emerging", "value_plan", "value_international", "value_major")
            ),
            Line(words("exchange_events"), _number("events", "次")),
            Line(words("exchange_trainees"), _number("trainees", "人次")),
            Line(words("exchange_staff"), _number("staff", "人")),
        ),
        codes=edition,
        every=THIS_YEAR,
    )


def _exchange_rows(edition: Edition) -> Iterable[Line]:
    exchanges = edition.exchange_answers()
    for kind in dict.fromkeys(exchange.kind for exchange in exchanges):
        above = CodeLabel("institution_kind", kind)
        for exchange in exchanges:
            if exchange.kind == kind:
                part = Part(dims={"institution": exchange.name})
                yield Line((above, Name(exchange.name)), part)
        yield Line((above, Word("subtotal")), Part(dims={"institution_kind": kind}))
    yield Line(words("total"), Part())


def _largest(edition: Edition, key: str, seller_kind: str) -> TableDefinition:
    return declare_table(
        key,
        stub=words("rank", "rank"),
        rows=tuple(
            Line((Word("rank"), Name(str(n))), Part(dims={"position": str(n)}))
            for n in range(1, LARGEST_SELLERS + 1)
        ),
        columns=(
            Line(
                words("seller_name"),
                Part(
                    measure="seller.name",
                    dims={"seller_kind": seller_kind},
                    unit=NAME_UNIT,
                    decimals=0,
                ),
            ),
        ),
        codes=edition,
        every=THIS_YEAR,
    )


def largest_enterprises(edition: Edition) -> TableDefinition:
    """The enterprises that sold most technology, by value."""
    return _largest(edition, "largest_enterprises", "E")


def largest_research_institutes(edition: Edition) -> TableDefinition:
    """The research institutes that sold most technology, by value."""
    return _largest(edition, "largest_research_institutes", "021")


def largest_universities(edition: Edition) -> TableDefinition:
    """The universities that sold most technology, by value."""
    return _largest(edition, "largest_universities", "022")


def transfer_institutions(edition: Edition) -> TableDefinition:
    """The directory of national demonstration institutions for technology transfer."""
    return declare_table(
        "transfer_institutions",
        stub=words("province", "position"),
        rows=tuple(
            Line(
                (CodeLabel("region", entry.province), Name(str(entry.position))),
                Part(dims={"position": str(entry.position)}),
            )
            for entry in edition.directory()
        ),
        columns=(
            Line(
                words("institution_name"),
                Part(measure="institution.name", unit=NAME_UNIT, decimals=0),
            ),
        ),
        codes=edition,
        every=THIS_YEAR,
    )
