"""The errors that a person may see: what, where, why, and what to do.

Every error raised on purpose for bad input is a `TechmarketError`. The command
line prints it as one sentence and exits with its `exit_code`. Anything else that
escapes is a defect of ours and keeps its traceback. Not here: warnings about
data, which are results and not errors.
"""

from __future__ import annotations


class TechmarketError(Exception):
    """Something the user can put right.

    Args:
        what: what went wrong, a clause without full stop ("the snapshot is altered").
        where: the file, list, field or cell it concerns; "" if there is none.
        why: the evidence ("SHA-256 is 3f… but the manifest says 9a…"); "" if plain.
        todo: what to do now ("freeze the register again").
    """

    exit_code = 1

    def __init__(self, what: str, *, where: str = "", why: str = "", todo: str = "") -> None:
        self.what = what
        self.where = where
        self.why = why
        self.todo = todo
        super().__init__(self.sentence())

    def sentence(self) -> str:
        """The whole message: `what (where): why; todo.`"""
        text = self.what
        if self.where:
            text += f" ({self.where})"
        if self.why:
            text += f": {self.why}"
        if self.todo:
            text += f"; {self.todo}"
        return text + "."


class UsageError(TechmarketError):
    """The command was called with something that cannot be meant (exit code 2)."""

    exit_code = 2
