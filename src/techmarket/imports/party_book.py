"""Who is who: the parties of a register and those that the files of an import name.

A party is known by its number, else by its identifier, else by name and region letter by letter.
Who is not known gets the next number (`N` and twelve digits). Memory grows with the number of
different parties, by some two hundred bytes each. Not here: parties that are merely alike
(`linkage`), and changes of parties that the register has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

JOINT = "\x1f"
NUMBERED = re.compile(r"N([0-9]{12})")


@dataclass(frozen=True, slots=True)
class Known:
    """What a party is known by.

    Attributes:
        name, identifier, kind, region: as stated; `None` where they are not.
    """

    name: str | None
    identifier: str | None
    kind: str | None
    region: str | None

    def marks(self) -> list[bytes]:
        """What tells it from others, the surest first."""
        marks = [_mark(f"i{JOINT}{self.identifier}")] if self.identifier else []
        return [*marks, _mark(f"n{JOINT}{self.name}{JOINT}{self.region}")] if self.name else marks

    def likeness(self) -> int:
        """Equal, within a process, for parties of the same name, kind and region."""
        return hash((self.name, self.kind, self.region))


def _mark(text: str) -> bytes:
    return blake2b(text.encode(), digest_size=16).digest()


@dataclass(slots=True)
class PartyBook:
    """Parties by what they are known by.

    Attributes:
        recognises: whether parties are looked for by identifier and name; where every record
            gives numbers, these alone are kept.
        in_register: numbers of the parties that the register has.
    """

    recognises: bool = True

    in_register: set[str] = field(default_factory=set)
    _by_key: dict[bytes, str] = field(default_factory=dict)
    _likeness: dict[str, int] = field(default_factory=dict)
    _identified: set[str] = field(default_factory=set)
    _last: int = 0

    def enter_register(self, parties: Iterable[tuple[str, Known]]) -> None:
        """Enter the parties of the register."""
        for party_id, known in parties:
            self.in_register.add(party_id)
            self.enter(party_id, known)

    def enter(self, party_id: str, known: Known) -> None:
        """Enter one party; what it is known by stays with who had it first."""
        if not self.recognises:
            self._likeness.setdefault(party_id, 0)
            return
        for key in known.marks():
            self._by_key.setdefault(key, party_id)
        if known.identifier:
            self._identified.add(party_id)
        self._likeness.setdefault(party_id, known.likeness())
        if party_id[0] != "N":
            return
        if numbered := NUMBERED.fullmatch(party_id):
            self._last = max(self._last, int(numbered[1]))

    def enter_numbers(self, numbers: Iterable[str]) -> None:
        """Enter parties that are known by their numbers alone."""
        self._likeness.update(dict.fromkeys(numbers, 0))

    def has(self, party_id: str) -> bool:
        """Whether a party of that number was entered."""
        return party_id in self._likeness

    def unknown(self, named: Any) -> Any:
        """Those of some numbers that no party has that was entered, ascending."""
        known = pa.array(self._likeness.keys(), pa.string())
        strange = named.filter(pc.invert(pc.is_in(named, known))).to_pylist()
        return pa.array(sorted(str(one) for one in strange), pa.string())

    def find(self, known: Known) -> str | None:
        """The number of a party; `None` if it is not known, or nothing is stated of it."""
        marks = known.marks()
        found = next((self._by_key[key] for key in marks if key in self._by_key), None)
        # Who states another identifier is another one, of the same name.
        if found and known.identifier and marks[0] not in self._by_key:
            return None if found in self._identified else found
        return found

    def next_id(self) -> str:
        """A number that no party has."""
        self._last += 1
        return f"N{self._last:012}"

    def is_alike(self, party_id: str, known: Known) -> bool:
        """Whether name, kind and region are those with which the party was entered."""
        return self._likeness[party_id] == known.likeness()
