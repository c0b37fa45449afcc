"""Where identifiers stand in their order, by their bytes as numbers and by a dictionary."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import given, settings
from hypothesis import strategies as st

from techmarket.snapshot.party_ranks import PartyRanks

codes = st.text("0123456789", min_size=12, max_size=12).map(lambda digits: f"P{digits}")
credit_codes = st.text("0189AHJKYZ", min_size=18, max_size=18)
words = st.text("01a甲乙\0", max_size=20)
few = st.text("0a", max_size=3)
registers = st.one_of(
    *(st.lists(ids, max_size=30, unique=True) for ids in (codes, credit_codes, words, few))
)


@settings(max_examples=200, deadline=None)
@given(registers, st.data())
def test_every_identifier_has_its_rank(ids: list[str], data: st.DataObject) -> None:
    """Of any identifiers: digits, letters, of one length or of many, long ones and none, even with
    a sign of no width at their end; and what is none of them has no rank."""
    strangers = st.one_of(st.none(), codes, credit_codes, words, few)
    known = st.one_of(st.sampled_from(ids), strangers) if ids else strangers
    asked = data.draw(st.lists(known, max_size=30))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "parties.parquet"
        pq.write_table(pa.table({"party_id": pa.array(ids, pa.string())}), file)
        parties = PartyRanks(file)
    ordered = sorted(ids, key=str.encode)
    expected = [ordered.index(text) if text in ids else -1 for text in asked]
    plain = pa.array(["before", *asked], pa.string())
    assert parties.ids.to_pylist() == ordered
    assert parties.look_up(plain.slice(1)).tolist() == expected
    assert parties.look_up(plain.dictionary_encode().slice(1)).tolist() == expected
