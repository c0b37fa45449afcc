"""The proof of the history as a command tells it, and heads that are noted elsewhere.

A noted head proves what no chain can prove by itself: that nothing was cut off at its end, and that
it was not made anew as a whole. Not here: the walk along the chain (`verify`).
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

from django.db import connection

from techmarket.errors import TechmarketError
from techmarket.web.history.models import Event
from techmarket.web.history.verify import Proof, verify
from techmarket.whole_file import whole_file

WHOLE, BROKEN = 0, 3
"""Exit codes."""

NOTE = re.compile(r"(?P<at>\S+) (?P<position>[0-9]+) (?P<hash>[0-9a-f]{64})")
"""A line of a file of notes: when, position and hash of the last event."""

HASH = re.compile("[0-9a-f]{64}")

WORDS = {
    "zh": {
        "whole": "历史记录完整：{events} 个事件环环相扣，末尾校验值 {head}。",
        "broken": "历史记录在第 {position} 个事件处断裂：{why}。此前 {events} 个事件完好，"
        "末尾校验值 {head}。",
        "noted": "已记入 {note}。",
    },
    "en": {
        "whole": "The history is whole: {events} events, each sealed to the one before; it ends "
        "with {head}.",
        "broken": "The history is broken at event {position}: {why}. The {events} events before "
        "hold; they end with {head}.",
        "noted": "Noted in {note}.",
    },
}


def prove_history(head: str = "", note: Path | None = None, lang: str = "zh") -> tuple[str, int]:
    """Prove the history: what to say, and the exit code.

    Args:
        head: a hash noted earlier, which must occur.
        note: a file of notes; its last one must occur, and the new end is added if all holds.
        lang: "zh" or "en".

    Raises:
        TechmarketError: there is no register, or the hash or the file cannot be read.
    """
    if head and not HASH.fullmatch(head):
        raise TechmarketError(
            "the hash is not one of the history",
            where=head,
            why="it takes 64 digits and letters a to f",
            todo="copy it whole from where it was noted",
        )
    lines = _notes(note)
    known = [one for one in (head, lines[-1].split()[2] if lines else "") if one]
    _require_history()
    proof = verify(known[0] if known else "")
    for one in known[1:]:
        if proof.broken is None and one != known[0]:
            proof = verify(one)
    if note is not None and proof.broken is None:
        _note(note, lines, proof)
    return _told(proof, note, lang), WHOLE if proof.broken is None else BROKEN


def _told(proof: Proof, note: Path | None, lang: str) -> str:
    words = WORDS[lang]
    if proof.broken is not None:
        return words["broken"].format(
            position=proof.position,
            why=getattr(proof.broken, lang),
            events=proof.events,
            head=proof.head,
        )
    told = words["whole"].format(events=proof.events, head=proof.head)
    separator = "" if lang == "zh" else " "
    return told if note is None else told + separator + words["noted"].format(note=note)


def _notes(note: Path | None) -> list[str]:
    """The lines of a file of notes; none if there is no file yet."""
    if note is None or not note.exists():
        return []
    try:
        lines = [line for line in note.read_text(encoding="utf-8").splitlines() if line.strip()]
        wrong = [line for line in lines if not NOTE.fullmatch(line)]
    except (UnicodeDecodeError, IsADirectoryError):
        lines, wrong = [], ["?"]
    if wrong:
        raise TechmarketError(
            "the file of notes cannot be read",
            where=str(note),
            why="a line is not a time, a position and a hash",
            todo="name a file that this command wrote, or one that is not there yet",
        )
    return lines


def _note(note: Path, lines: list[str], proof: Proof) -> None:
    """Add the end of the chain, unless it is noted last already."""
    if lines and lines[-1].endswith(proof.head):
        return
    at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    with whole_file(note) as aside:
        text = "".join(f"{line}\n" for line in [*lines, f"{at} {proof.events} {proof.head}"])
        aside.write_text(text, encoding="utf-8")


def _require_history() -> None:
    """Go on only if there is a register; looking for one must not make an empty file."""
    name = str(connection.settings_dict["NAME"])
    is_file = connection.vendor == "sqlite" and "memory" not in name
    missing = is_file and not Path(name).exists()
    if missing or Event._meta.db_table not in connection.introspection.table_names():
        raise TechmarketError(
            "there is no register here",
            where=name,
            why="its database has no history",
            todo="set TECHMARKET_DATA or TECHMARKET_DATABASE to that of the site",
        )
