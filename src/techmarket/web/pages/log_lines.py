"""Lines of the log: when, how grave, who says it, what; of an error where it arose and its type.

What an error says is left out, because databases and parsers quote the values they stumble over,
and those may be about a person. Not here: the history, which is kept for good (`history`).
"""

from __future__ import annotations

import logging
import traceback


class LogLines(logging.Formatter):
    """Formats records without what errors say."""

    def __init__(self) -> None:
        super().__init__("{asctime} {levelname} {name} {message}", style="{")

    def format(self, record: logging.LogRecord) -> str:
        """A record as lines; a text that others made of its error is not taken."""
        error = record.exc_info[1] if record.exc_info else None
        record.exc_text = where_it_arose(error) if error else None
        return super().format(record)


def where_it_arose(error: BaseException) -> str:
    """The places an error went through, and its type; before it the errors that led to it."""
    lines: list[str] = []
    here: BaseException | None = error
    while here is not None:
        named = f"{type(here).__module__}.{type(here).__qualname__}\n"
        lines = [*traceback.format_tb(here.__traceback__), named, *lines]
        here = here.__cause__ or here.__context__
    return "".join(lines).rstrip()
