"""What a register must say before it is frozen, checked over all its rows at once.

Nothing that statistics rest on is empty, every code is valid on the day of its contract, every
contract and party is there once. Not here: the checks of one record while it is entered
(`record`).
"""

from __future__ import annotations

from datetime import date

from techmarket.codes import UnknownCodeError, code_list
from techmarket.errors import TechmarketError
from techmarket.snapshot.layout import (
    CODED,
    CONTRACTS,
    NOT_RECORDED,
    NULLABLE,
    PARTIES,
    REQUIRED,
    STATUSES,
)
from techmarket.snapshot.register import Register

CORRECT_AND_FREEZE = "correct it in the register and freeze again"


def check_contracts(register: Register, cutoff: date) -> None:
    """Refuse contracts that cannot be counted.

    Raises:
        TechmarketError: an empty column, an unknown status, an end without a date or a date
            without an end, a negative value, a registration number twice, a seller that is
            not among the parties, or no contract in the year of the cut-off.
    """
    _check_status(register)
    _check_year(register, cutoff)
    _check_empty(register)
    _check_value(register)
    _check_once(register, "taken", "registration_number", CONTRACTS)
    _check_once(register, "party", "party_id", PARTIES)
    _check_sellers(register)


def codes_used(register: Register) -> dict[str, tuple[str, ...]]:
    """The codes that the contracts carry, sorted, by column; each valid on its day.

    Every distinct code is resolved on its first and last day of every year.

    Raises:
        TechmarketError: a code is unknown or not valid on that day.
    """
    return {column: _codes_of(register, column, name) for column, name in CODED.items()}


def _check_status(register: Register) -> None:
    listed = ", ".join(f"'{s}'" for s in STATUSES)
    rules = (
        ("registration_date IS NULL", "a contract has no registration date", ""),
        (
            f"status IS NULL OR status NOT IN ({listed})",
            "a contract has an unknown status",
            f"the statuses are {', '.join(STATUSES)}",
        ),
        (
            "status <> 'registered' AND ended_date IS NULL",
            "a contract was cancelled or revoked without a date",
            "it cannot be told whether that was before the cut-off",
        ),
        (
            "status = 'registered' AND ended_date IS NOT NULL",
            "a contract is registered and has an ended_date",
            "it cannot be told whether it is still in force",
        ),
    )
    for condition, what, why in rules:
        _refuse(register, f"FROM contract WHERE {condition}", what, why)


def _check_year(register: Register, cutoff: date) -> None:
    """One that was cancelled since counts as registered: a year may end with nothing in force."""
    first = date(cutoff.year, 1, 1)
    row = register.database.execute(
        "SELECT count(*) FROM contract WHERE registration_date BETWEEN ? AND ?", [first, cutoff]
    ).fetchone()
    if row == (0,):
        raise TechmarketError(
            "no contract was registered in the year of the cut-off",
            where=str(register.path / CONTRACTS),
            why=f"none is dated from {first.isoformat()} to {cutoff.isoformat()}",
            todo="check the register and the cut-off",
        )


def _check_value(register: Register) -> None:
    """A value of 0 is lawful: the amount is not yet known."""
    _refuse(register, "FROM taken WHERE value < 0", "a contract has a negative value", "")


def _check_empty(register: Register) -> None:
    may_be_empty = {"ended_date", *NULLABLE}
    columns = [c for c in REQUIRED if c not in may_be_empty]
    counts = ", ".join(f"count(*) - count({c})" for c in columns)
    found = register.database.execute(f"SELECT {counts} FROM taken").fetchone()
    assert found is not None
    for column, empty in zip(columns, found, strict=True):
        if empty:
            query = f"FROM taken WHERE {column} IS NULL"
            _refuse(register, query, f"a contract has no {column}", f"{empty} contracts lack it")


def _check_once(register: Register, view: str, column: str, where: str) -> None:
    """Hashes are counted first: they are a quarter of the memory of the texts."""
    twice = register.database.execute(
        f"""SELECT min({column}) FROM (SELECT {column} FROM {view} WHERE hash({column}) IN
        (SELECT h FROM (SELECT hash({column}) AS h FROM {view}) GROUP BY h HAVING count(*) > 1)
        GROUP BY {column} HAVING count(*) > 1)"""
    ).fetchone()
    if twice and twice[0] is not None:
        raise TechmarketError(
            f"a {column} is there twice",
            where=f"{register.path / where}, {twice[0]}",
            todo="remove the duplicate from the register and freeze again",
        )


def _check_sellers(register: Register) -> None:
    rows = register.database.execute(
        """SELECT min(seller_id) FROM
        (SELECT DISTINCT seller_id FROM taken) ANTI JOIN party ON party.party_id = seller_id"""
    ).fetchall()
    for row in rows:
        if row[0] is None:
            continue
        condition = f"FROM taken WHERE seller_id = '{str(row[0]).replace(chr(39), chr(39) * 2)}'"
        why = f"the seller is {row[0]}"
        _refuse(register, condition, "the seller of a contract is not among the parties", why)


def _refuse(register: Register, query: str, what: str, why: str) -> None:
    """Raise for the contract with the smallest number that the query finds, if it finds any."""
    row = register.database.execute(f"SELECT count(*), min(registration_number) {query}").fetchone()
    if row and row[0]:
        raise TechmarketError(
            what,
            where=f"{register.path / CONTRACTS}, contract {row[1] or 'without number'}",
            why=why,
            todo=CORRECT_AND_FREEZE,
        )


def _codes_of(register: Register, column: str, name: str) -> tuple[str, ...]:
    rows = register.database.execute(
        f"""SELECT {column}, year, min(registration_date), max(registration_date)
        FROM taken GROUP BY ALL ORDER BY 1 NULLS LAST, 2"""
    ).fetchall()
    used: dict[str, None] = {}
    for code, _, first, last in rows:
        if code is None:
            used[NOT_RECORDED] = None
            continue
        for day in (first, last):
            _resolve(register, column, name, code, day)
        used[code] = None
    return tuple(sorted(used))


def _resolve(register: Register, column: str, name: str, code: str, day: date) -> None:
    try:
        code_list(name).resolve(code, day)
    except UnknownCodeError as error:
        row = register.database.execute(
            f"""SELECT min(registration_number) FROM taken
            WHERE {column} = ? AND registration_date = ?""",
            [code, day],
        ).fetchone()
        assert row is not None
        raise TechmarketError(
            error.what,
            where=f"{error.where}, {column} of contract {row[0]}",
            why=error.why,
            todo=error.todo,
        ) from None
