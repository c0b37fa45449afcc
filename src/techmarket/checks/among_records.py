"""Rules about several records of one file: what must not stand there twice.

Only exact repetition is meant: the same number, the same identifier, texts equal letter by letter.
Not here: rules about one record, and records that are alike without being equal.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import duckdb
import numpy as np
import pyarrow as pa

from techmarket.checks.check_rule import Authority, Severity
from techmarket.checks.law import LAW_2000
from techmarket.errors import TechmarketError


@dataclass(frozen=True, slots=True, kw_only=True)
class RepetitionRule:
    """One rule about the records of a file.

    A record of whose `same` fields one is empty is left out.

    Attributes:
        id, kind, severity, authority, source, words_zh, words_en: as in `CheckRule`.
        same: records that are equal in all of these belong together.
        differ: of those that belong together, not all are equal in this one; "" means that
            there must not be two of them at all.
        but_not: a field and a value; records that have it are left out.
    """

    id: str
    kind: str
    severity: Severity
    authority: Authority
    source: str
    words_zh: str
    words_en: str
    same: tuple[str, ...]
    differ: str = ""
    but_not: tuple[str, str] | None = None

    def words(self, lang: str) -> str:
        """The rule in `lang`, "zh" or "en"."""
        return self.words_zh if lang == "zh" else self.words_en

    @property
    def reads(self) -> tuple[str, ...]:
        """The fields that the rule reads."""
        more = (self.differ,) if self.differ else ()
        return (*self.same, *more, *(self.but_not[:1] if self.but_not else ()))


@dataclass(frozen=True, slots=True)
class Repetition:
    """Records of a file that together break a rule.

    Attributes:
        rule: the rule.
        values: what they are equal in, in the order of `rule.same`.
        rows: their numbers in the file, from 0, ascending.
    """

    rule: RepetitionRule
    values: tuple[object, ...]
    rows: tuple[int, ...]


REPETITION_RULES: tuple[RepetitionRule, ...] = (
    RepetitionRule(
        id="contract.number_is_given_once",
        kind="contract",
        severity=Severity.HARD,
        authority=Authority.RECORD,
        source="Declaration of the field registration_number (data dictionary)",
        words_zh="同一合同登记编号只出现一次。",
        words_en="A registration number stands in the file once.",
        same=("registration_number",),
    ),
    RepetitionRule(
        id="contract.is_registered_once",
        kind="contract",
        severity=Severity.SOFT,
        authority=Authority.LAW,
        source=f"{LAW_2000}: a contract is registered once",
        words_zh="卖方、买方、项目名称、成交金额和签订日期都相同的合同只登记一次。",
        words_en="Contracts of the same seller, buyer, project name, value and signing date are "
        "one contract and registered once.",
        same=("seller_id", "buyer_id", "project_name", "value", "signing_date"),
    ),
    *(
        RepetitionRule(
            id=f"contract.{side}_has_one_kind",
            kind="contract",
            severity=Severity.SOFT,
            authority=Authority.PRACTICE,
            source="A party is of one kind, unless it was converted; one of the entries is a slip",
            words_zh=f"同一{zh}在各合同中的单位性质相同。",
            words_en=f"A {side} is of the same kind in all its contracts.",
            same=(f"{side}_id",),
            differ=f"{side}_kind",
        )
        for side, zh in (("seller", "卖方"), ("buyer", "买方"))
    ),
    RepetitionRule(
        id="party.number_is_given_once",
        kind="party",
        severity=Severity.HARD,
        authority=Authority.RECORD,
        source="Declaration of the field party_id (data dictionary)",
        words_zh="同一注册号只出现一次。",
        words_en="A party number stands in the file once.",
        same=("party_id",),
    ),
    RepetitionRule(
        id="party.identifier_is_of_one_party",
        kind="party",
        severity=Severity.SOFT,
        authority=Authority.STANDARD,
        source="GB 32100-2015, GB 11714-1997, GB 11643-1999: a code is given to one only",
        words_zh="同一代码只属于一个注册号。",
        words_en="An identifier belongs to one party number.",
        same=("identifier",),
        differ="party_id",
    ),
    RepetitionRule(
        id="party.has_one_name",
        kind="party",
        severity=Severity.SOFT,
        authority=Authority.STANDARD,
        source="GB 32100-2015, GB 11714-1997: a code is given to one; it may have been renamed",
        words_zh="同一代码的当事人名称相同。",
        words_en="Parties of the same identifier have the same name.",
        same=("identifier",),
        differ="name",
    ),
    RepetitionRule(
        id="party.has_one_kind",
        kind="party",
        severity=Severity.SOFT,
        authority=Authority.STANDARD,
        source="GB 32100-2015, GB 11714-1997: a code is given to one; it may have been converted",
        words_zh="同一代码的当事人单位性质相同。",
        words_en="Parties of the same identifier have the same kind.",
        same=("identifier",),
        differ="kind",
    ),
    RepetitionRule(
        id="party.name_is_of_one_party",
        kind="party",
        severity=Severity.SOFT,
        authority=Authority.PRACTICE,
        source="Names of organisations are unique within a place; parties are entered again",
        words_zh="同一行政区划内，除自然人外，同一名称只属于一个注册号。",
        words_en="Within a region a name belongs to one party number, natural persons apart.",
        same=("name", "region"),
        differ="party_id",
        but_not=("kind", "600"),
    ),
)


def repetitions(
    kind: str, table: pa.Table, connection: duckdb.DuckDBPyConnection | None = None
) -> Iterator[Repetition]:
    """All that stands in a file twice and must not, rule by rule, in the order of the first rows.

    Args:
        kind: "contract" or "party".
        table: all records of the file, columns by name of field; a rule for which a column is
            missing is left out.
        connection: the database to count in; one in memory if `None`.

    Raises:
        TechmarketError: no kind of record of that name has rules.
    """
    rules = [rule for rule in REPETITION_RULES if rule.kind == kind]
    if not rules:
        raise TechmarketError(
            f"there are no rules for the records of kind “{kind}” of a file",
            todo="choose contract or party",
        )
    database = duckdb.connect() if connection is None else connection
    numbered = table.append_column("row_in_file", pa.array(np.arange(table.num_rows)))
    database.register("records_of_file", numbered)
    try:
        for rule in rules:
            if set(rule.reads) <= set(table.schema.names):
                query = repetition_query(rule, "records_of_file", "row_in_file")
                for *values, rows in database.execute(query).fetchall():
                    yield Repetition(rule, tuple(values), tuple(rows))
    finally:
        database.unregister("records_of_file")


@dataclass(frozen=True, slots=True)
class RegisterRepetition(Repetition):
    """Records of a file that break a rule together with records of the register.

    Attributes:
        register_rows: numbers of these in the register, from 0, ascending.
    """

    register_rows: tuple[int, ...]


def repetitions_in_register(
    kind: str, table: pa.Table, register: pa.Table
) -> Iterator[RegisterRepetition]:
    """All of a file that the register holds already and must not, rule by rule.

    A group counts when it has records of both; that those of the file, or those of the register,
    break the rule among themselves is told by `repetitions`.

    Args:
        kind: "contract" or "party".
        table: all records of the file, columns by name of field.
        register: the records of the register; a rule for which a column is missing in either is
            left out.

    Raises:
        TechmarketError: no kind of record of that name has rules.
    """
    shared = set(table.schema.names) & set(register.schema.names)
    columns = [
        name
        for name in table.schema.names
        if name in shared and any(name in one.reads for one in REPETITION_RULES)
    ]
    both = pa.concat_tables(
        [_texts_of(table.select(columns)), _texts_of(register.select(columns))],
        promote_options="permissive",
    )
    own = table.num_rows
    for one in repetitions(kind, both):
        rows = tuple(row for row in one.rows if row < own)
        there = tuple(row - own for row in one.rows if row >= own)
        if rows and there:
            yield RegisterRepetition(one.rule, one.values, rows, there)


def _texts_of(table: pa.Table) -> pa.Table:
    """The table with its codes as plain texts, so that another one can stand below it."""
    fields = [
        pa.field(one.name, pa.string() if pa.types.is_dictionary(one.type) else one.type)
        for one in table.schema
    ]
    return table.cast(pa.schema(fields))


def repetition_query(rule: RepetitionRule, rows: str, place: str) -> str:
    """SQL for the groups of rows that break a rule: the values in common, then the list of places.

    Args:
        rule: the rule; names of its fields are declared ones, never a user's words.
        rows: what to select from, as SQL.
        place: its column that says which row it is.
    """
    same = ", ".join(f'"{name}"' for name in rule.same)
    given = [f'"{name}" is not null' for name in rule.same]
    if rule.but_not:
        field, value = rule.but_not
        given.append(f"\"{field}\" is distinct from '{value}'")
    where = " and ".join(given)
    # The first pass groups by one number per row, and leaves few rows for the second.
    suspect = f'min("{rule.differ}") <> max("{rule.differ}")' if rule.differ else "count(*) > 1"
    several = f'count(distinct "{rule.differ}") > 1' if rule.differ else "count(*) > 1"
    return (
        f"with often as (select hash({same}) as h from {rows} where {where} "
        f"group by h having {suspect}) "
        f"select {same}, list({place} order by {place}) from {rows} "
        f"where {where} and hash({same}) in (select h from often) "
        f"group by {same} having {several} order by min({place})"
    )
