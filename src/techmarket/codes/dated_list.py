"""A list of codes, asked at a date.

A fact is resolved at its date; a roll-up goes by parents. Not here: where the lists are read from
(`code_lists`), groups of regions (`region_groups`), thresholds and legal regimes.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from techmarket.codes.code import Code
from techmarket.codes.unknown_code import UnknownCodeError


class CodeList:
    """All rows of one list, in the order of its file.

    A code may have several rows, one after the other in time (a region that was renamed). What is
    asked for with a date answers with the row of that day; what is asked for without a date
    answers with the latest row of each code.
    """

    def __init__(self, name: str, rows: Iterable[Code]) -> None:
        """Take the rows of the list `name` in the order of its file."""
        self.name = name
        self._rows = tuple(rows)
        by_code: dict[str, list[Code]] = {}
        for row in self._rows:
            by_code.setdefault(row.code, []).append(row)
        self._by_code = {
            code: tuple(sorted(dated, key=lambda row: row.valid_from or date.min))
            for code, dated in by_code.items()
        }

    def __contains__(self, code: object) -> bool:
        """Whether the list has the code, whatever the date."""
        return code in self._by_code

    def __getitem__(self, code: str) -> Code:
        """The latest row of a code, whatever the date.

        Raises:
            UnknownCodeError: the list has no such code.
        """
        return self.history(code)[-1]

    def __len__(self) -> int:
        """Number of codes, each counted once."""
        return len(self._by_code)

    def history(self, code: str) -> tuple[Code, ...]:
        """All dated rows of a code, oldest first.

        Raises:
            UnknownCodeError: the list has no such code.
        """
        try:
            return self._by_code[code]
        except (KeyError, TypeError):
            latest = (dated[-1] for dated in self._by_code.values())
            raise UnknownCodeError(self.name, code, None, (), tuple(latest)) from None

    def resolve(self, code: str, on: date) -> Code:
        """The row of a code that is valid on a day.

        Raises:
            UnknownCodeError: there is no such code, or it is not valid on that day.
        """
        dated = self._by_code.get(code, ())
        for row in dated:
            if row.valid_on(on):
                return row
        raise UnknownCodeError(self.name, code, on, dated, self.codes(on))

    def codes(self, on: date | None = None) -> tuple[Code, ...]:
        """One row per code in file order: those valid on a day, or the latest row of all codes."""
        if on is None:
            return tuple(dated[-1] for dated in self._by_code.values())
        return tuple(row for row in self._rows if row.valid_on(on))

    def labelled(self, label: str, on: date | None = None) -> tuple[Code, ...]:
        """The codes with that label (full, short or English), in file order.

        Labels are not unique: "吉林" is a province and, in short, a city in it.
        """
        return tuple(row for row in self.codes(on) if row.has_label(label))

    def children(self, code: str, on: date | None = None) -> tuple[Code, ...]:
        """The codes directly below a code, in file order.

        Raises:
            UnknownCodeError: the list has no such code.
        """
        self.history(code)
        return tuple(row for row in self.codes(on) if row.parent == code)

    def leaves(self, code: str | None = None, on: date | None = None) -> tuple[Code, ...]:
        """The codes with nothing below them, in file order.

        Args:
            code: only those below this code (itself, when it has none below); `None` for all.
            on: only codes valid on that day.

        Raises:
            UnknownCodeError: the list has no such code.
        """
        rows = self.codes(on)
        parents = {row.parent for row in rows}
        if code is None:
            return tuple(row for row in rows if row.code not in parents)
        self.history(code)
        above = {row.code: row.parent for row in rows}
        return tuple(
            row for row in rows if row.code not in parents and code in _upwards(row.code, above)
        )

    def ancestors(self, code: str, on: date | None = None) -> tuple[str, ...]:
        """The code itself, then its parents up to the top.

        Without a date each code goes by its latest row, so that contracts with abolished codes
        still add up; with a date, by the rows of that day where there is one.

        Raises:
            UnknownCodeError: the list has no such code.
        """
        path: list[str] = []
        here: str | None = code
        while here is not None:
            path.append(here)
            here = self._row(here, on).parent
        return tuple(path)

    def _row(self, code: str, on: date | None) -> Code:
        dated = self.history(code)
        if on is not None:
            for row in dated:
                if row.valid_on(on):
                    return row
        return dated[-1]


def _upwards(code: str, above: dict[str, str | None]) -> set[str]:
    """The code and everything above it."""
    path = {code}
    here = above.get(code)
    while here is not None:
        path.add(here)
        here = above.get(here)
    return path
