"""What a person decided about candidates, in a CSV file that is both proposal and answer.

Each line is a pair with the reasons; the person writes “same” or “different” (是 or 否) into the
column `decision` and gives the file back. What is decided is not proposed again. Not here: how
the pairs are found (`duplicates`), and what is done with contracts that are one.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

import pyarrow as pa

from techmarket.errors import TechmarketError
from techmarket.linkage.duplicates import DuplicateCandidate
from techmarket.record.rules import shown
from techmarket.whole_file import whole_file

COLUMNS = ("first", "second", "decision", "score", "reasons", "first_contract", "second_contract")

SAME, DIFFERENT = "same", "different"
WORDS: Mapping[str, str] = MappingProxyType(
    {"same": SAME, "是": SAME, "different": DIFFERENT, "否": DIFFERENT}
)

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so would be computed by a spreadsheet."""

Pair = tuple[str, str]


def read_decisions(path: Path) -> dict[Pair, str]:
    """Pairs of registration numbers, each sorted, to `SAME` or `DIFFERENT`.

    Lines without a decision are left out.

    Raises:
        TechmarketError: the file cannot be read, has no such columns, holds another word, or
            says two things about one pair.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            rows = list(reader)
            missing = [one for one in COLUMNS[:3] if one not in (reader.fieldnames or ())]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise TechmarketError(
            "the decisions about duplicates cannot be read",
            where=str(path),
            why=str(error).rstrip("."),
            todo="save the file as CSV in UTF-8 under the name it had",
        ) from None
    if missing:
        raise TechmarketError(
            "the file holds no decisions about duplicates",
            where=str(path),
            why=f"it has no column {', '.join(missing)}",
            todo="give the file that was written for the decisions, with its header",
        )
    found: dict[Pair, str] = {}
    for number, row in enumerate(rows, start=2):
        if not (row["decision"] or "").strip():
            continue
        pair, decided = _pair(row["first"], row["second"]), _decided(path, number, row["decision"])
        if found.setdefault(pair, decided) != decided:
            raise TechmarketError(
                "two lines decide differently about one pair",
                where=f"{path}, line {number}",
                why=f"{pair[0]} and {pair[1]} are called same and different",
                todo="keep one of the two decisions",
            )
    return found


def undecided(
    candidates: Iterable[DuplicateCandidate], decisions: Mapping[Pair, str]
) -> list[DuplicateCandidate]:
    """The candidates that no one has decided about, in their order."""
    return [one for one in candidates if _pair(one.first, one.second) not in decisions]


def write_candidates(
    path: Path,
    candidates: Iterable[DuplicateCandidate],
    contracts: pa.Table,
    decisions: Mapping[Pair, str],
    lang: str = "zh",
) -> None:
    """The file for a person: what is decided first, then what is to be decided.

    Args:
        path: the file; one that is there is replaced.
        candidates: those found now, decided or not.
        contracts: the table in which they were found.
        decisions: those known; none of them is lost, also of pairs no longer found.
        lang: language of the reasons.
    """
    found = {_pair(one.first, one.second): one for one in candidates}
    decided = [(pair, found.get(pair)) for pair in decisions]
    rest = [(pair, one) for pair, one in found.items() if pair not in decisions]
    with whole_file(path) as aside, aside.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(COLUMNS)
        for pair, one in [*decided, *rest]:
            line = [*pair, decisions.get(pair, "")]
            if one is not None:
                rows = one.rows if (one.first, one.second) == pair else one.rows[::-1]
                told = [_told(contracts, row) for row in rows]
                line += [f"{one.score:.1f}", one.words(lang), *told]
            writer.writerow([_no_formula(cell) for cell in line])


def _told(contracts: pa.Table, row: int) -> str:
    """A contract in one cell: project, parties by number, value, signing date, agency."""
    names = ("project_name", "seller_id", "buyer_id", "value", "signing_date")
    values = [contracts[name][row].as_py() for name in names]
    return f"{values[0]} · {values[1]} → {values[2]} · {shown(values[3])} · {values[4]}"


def _no_formula(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _pair(first: str, second: str) -> Pair:
    one, other = sorted((first.strip(), second.strip()))
    return one, other


def _decided(path: Path, number: int, word: str) -> str:
    decided = WORDS.get(word.strip().lower())
    if decided is None:
        raise TechmarketError(
            "a decision about a pair of contracts is neither same nor different",
            where=f"{path}, line {number}",
            why=f"it says “{word.strip()[:40]}”",
            todo="write same or different (是 or 否), or leave the cell empty",
        )
    return decided
