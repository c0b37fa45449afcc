"""Parties of a register that may be one: the same name however written, or one identifier.

A party is entered anew where the clerk does not find it. Not here: contracts (`duplicates`), and
the same letter by letter, which is a rule (`checks.among_records`).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import pyarrow as pa

from techmarket.checks.row_groups import NOWHERE
from techmarket.linkage.contract_columns import PartyColumns, party_columns

REASONS = {
    "identifier": ("代码相同", "same identifier"),
    "name": ("名称相同（写法不同），在同一省份", "same name however written, in one province"),
}


@dataclass(frozen=True, slots=True)
class PartyCandidate:
    """Parties that may be one.

    Attributes:
        party_ids: their numbers, in the order of the register.
        names: their names; that of a natural person is not told and "".
        reason: "identifier" (they may have been renamed) or "name".
    """

    party_ids: tuple[str, ...]
    names: tuple[str, ...]
    reason: str

    def words(self, lang: str) -> str:
        """The reason in `lang`, "zh" or "en"."""
        return REASONS[self.reason][0 if lang == "zh" else 1]


def party_candidates(parties: pa.Table) -> list[PartyCandidate]:
    """The parties that may be one, those of one identifier first.

    Persons are told apart by identifier only: many share a name. Names that differ in the legal
    form are the same where one of them leaves it out.

    Args:
        parties: of a register: party_id, name, region; kind and identifier if they are there.

    Raises:
        TechmarketError: a column is missing.
    """
    columns = party_columns(parties)
    by_identifier: dict[object, list[int]] = defaultdict(list)
    by_name: dict[object, list[int]] = defaultdict(list)
    for place in range(len(columns.ids)):
        by_identifier[int(columns.same[place])].append(place)
        if columns.name[place] != NOWHERE and columns.province[place] != NOWHERE:
            key = (int(columns.name[place]), int(columns.province[place]))
            by_name[key].append(place)
    groups = [(some, "identifier") for some in by_identifier.values()]
    groups += [
        (some, "name")
        for group in by_name.values()
        for some in _of_one_form(columns, group)
        if len({int(columns.same[one]) for one in some}) > 1
    ]
    names = parties["name"].to_pylist()
    return [
        PartyCandidate(
            tuple(columns.ids[one] for one in some),
            tuple("" if columns.name[one] == NOWHERE else str(names[one]) for one in some),
            reason,
        )
        for some, reason in groups
        if len(some) > 1
    ]


def _of_one_form(columns: PartyColumns, places: list[int]) -> list[list[int]]:
    """Parts of a group that do not contradict each other; without a form one may be any of two."""
    forms: dict[str, list[int]] = defaultdict(list)
    for one in places:
        forms[columns.forms[one].legal_form].append(one)
    bare = forms.pop("", [])
    if len(forms) == 1:
        (some,) = forms.values()
        return [sorted(some + bare)]
    return [*forms.values(), bare]
