"""The parties that rows of contracts name: recognised, or entered as new.

Not here: what a party is known by (`party_book`), and files of parties (`checking`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from techmarket.imports.filled_in import identifier_type_of_form
from techmarket.imports.party_book import JOINT, Known, PartyBook
from techmarket.imports.reading_rules import PARTY_ALIKE
from techmarket.imports.staged_rows import STAGED_PARTIES
from techmarket.imports.targets import SIDES
from techmarket.imports.typed_columns import CellProblem, ReadBatch
from techmarket.record.party import PARTY
from techmarket.record.whereabouts import country_of

NAMING = ("name", "identifier")


def name_parties(read: ReadBatch, source: int, book: PartyBook) -> pa.RecordBatch:
    """Put the numbers of the parties into a batch of contracts; those that are new.

    Args:
        read: the batch; `seller_id`, `buyer_id` and `intermediary_id` are filled in.
        source: number of the table, for those that are new.
        book: the parties so far; the new ones are entered.

    Returns:
        Rows of `STAGED_PARTIES`.
    """
    new: list[dict[str, object]] = []
    for side in SIDES:
        columns = {
            one.name: read.values[f"{side}_{one.name}"]
            for one in PARTY
            if f"{side}_{one.name}" in read.values
        }
        id_name = f"{side}_id"
        if any(name in columns for name in NAMING):
            given = read.values.get(id_name)
            ids = _ids(read, side, columns, given, source, book, new)
            read.values[id_name] = ids
    return pa.RecordBatch.from_pylist(new, schema=STAGED_PARTIES)


def _ids(
    read: ReadBatch,
    side: str,
    columns: Mapping[str, Any],
    given: Any,
    source: int,
    book: PartyBook,
    new: list[dict[str, object]],
) -> Any:
    """The number of the party of each row; null where nothing is stated."""
    stated = {name: columns[name] for name in (*NAMING, "kind", "region") if name in columns}
    if given is not None:
        stated["party_id"] = given
    texts = [pc.fill_null(column.cast(pa.string()), "") for column in stated.values()]
    coded = pc.binary_join_element_wise(*texts, JOINT).dictionary_encode()
    places = np.asarray(coded.indices, dtype=np.int64)
    _, firsts = np.unique(places, return_index=True)
    ids: list[str | None] = []
    differing = np.zeros(len(coded.dictionary), dtype=bool)
    for number, (text, first) in enumerate(
        zip(coded.dictionary.to_pylist(), firsts.tolist(), strict=True)
    ):
        said = dict(zip(stated, (part or None for part in text.split(JOINT)), strict=True))
        number_given = said.pop("party_id", None)
        known = Known(*(said.get(name) for name in (*NAMING, "kind", "region")))
        party_id = number_given or book.find(known)
        if party_id is None and not known.marks():
            ids.append(None)
            continue
        if party_id is None or not book.has(party_id):
            party_id = party_id or book.next_id()
            book.enter(party_id, known)
            record = _record({name: c[first].as_py() for name, c in columns.items()})
            row = int(read.texts.rows[first])
            new.append(record | {"party_id": party_id, "source": source, "row": row, "side": side})
        elif not book.is_alike(party_id, known):
            differing[number] = True
        ids.append(party_id)
    if differing.any():
        wrong = differing[places]
        read.problems.append(CellProblem(PARTY_ALIKE, f"{side}_name", wrong))
    return pa.array(ids, pa.string()).take(coded.indices)


def _record(stated: dict[str, Any]) -> dict[str, object]:
    """A party with what follows from what is stated of it."""
    identifier, kind = stated.get("identifier"), stated.get("kind")
    follows = {
        "country": country_of(stated["region"]) if stated.get("region") else None,
        "identifier_type": identifier_type_of_form(identifier, kind),
    }
    return stated | {name: stated.get(name) or value for name, value in follows.items()}
