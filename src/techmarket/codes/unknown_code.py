"""The error for a code that a list does not have, or does not have on that day.

It names the list, the value, the date and the codes the person may have meant. Not here: the
lookup itself (`dated_list`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from techmarket.codes.code import Code
from techmarket.errors import TechmarketError

NEAREST_SHOWN = 3


class UnknownCodeError(TechmarketError):
    """A code that is not in a list, or not valid on the day asked for.

    Attributes:
        list: name of the list.
        value: what was given.
        on: the day asked for; `None` when the lookup was not dated.
        nearest: up to three valid rows that may have been meant, best first.
    """

    def __init__(
        self,
        list_name: str,
        value: object,
        on: date | None,
        dated: Sequence[Code],
        valid: Sequence[Code],
    ) -> None:
        """Build the sentence.

        Args:
            list_name: name of the list.
            value: what was given.
            on: the day asked for.
            dated: the rows that the value does have, on other days.
            valid: the rows that could have been meant, in file order.
        """
        self.list = list_name
        self.value = value
        self.on = on
        self.nearest = nearest_codes(value, valid)
        day = "" if on is None else f" on {on.isoformat()}"
        super().__init__(
            f'"{value}" is not a valid code{day}',
            where=f"code list {list_name}",
            why=_other_days(dated),
            todo=_suggestion(self.nearest),
        )


def nearest_codes(value: object, valid: Sequence[Code]) -> tuple[Code, ...]:
    """Up to three rows that come nearest to a value, best first.

    If a label was typed for a code, the rows with that label and no others. Else what counts is
    the longest common beginning, as codes are built from the left; then the smaller difference in
    length; then the fewest different characters; then the order of the list.
    """
    text = str(value).strip()
    labelled = [row for row in valid if row.has_label(text)]
    if labelled:
        return tuple(labelled[:NEAREST_SHOWN])

    def distance(row: Code) -> tuple[int, int, int]:
        unlike = [ours != theirs for ours, theirs in zip(row.code, text, strict=False)]
        common = unlike.index(True) if True in unlike else len(unlike)
        return (-common, abs(len(row.code) - len(text)), sum(unlike))

    return tuple(sorted(valid, key=distance)[:NEAREST_SHOWN])


def _suggestion(nearest: Sequence[Code]) -> str:
    if not nearest:
        return "no code of the list is valid then"
    shown = ", ".join(f"{row.code} {row.label_zh}" for row in nearest)
    return f"the nearest valid {'codes are' if len(nearest) > 1 else 'code is'} {shown}"


def _other_days(dated: Sequence[Code]) -> str:
    """On which days the rows are valid: `5 技术许可 is valid from 2026-01-23`."""
    return " and ".join(
        f"{row.code} {row.label_zh} is valid"
        + (f" from {row.valid_from.isoformat()}" if row.valid_from else "")
        + (f" until {row.valid_to.isoformat()}" if row.valid_to else "")
        for row in dated
    )
