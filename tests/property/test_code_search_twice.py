"""Codes found by typing, twice: by the site and as the rule reads; they must agree."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from techmarket.codes import code_list
from techmarket.record.contract import CONTRACT
from techmarket.record.fields import Field
from techmarket.record.party import PARTY
from techmarket.web.pages.code_choices import SHOWN, found

TODAY = date(2026, 11, 24)
FIELDS = [one for one in (*PARTY, *CONTRACT) if one.code_list]


def plainly(list_name: str, coarse: frozenset[str], words: list[str], lang: str) -> list[str]:
    """Codes in whose code, labels or labels above every word stands: each looked at by itself."""
    known = code_list(list_name)
    rows = {row.code: row for row in known.codes(TODAY)}
    hits = []
    for row in rows.values():
        if row.code in coarse:
            continue
        line, above = [row], row.parent
        while above in rows:
            line.append(rows[above])
            above = rows[above].parent
        text = f"{row.code} " + " ".join(f"{one.label_zh} {one.label_en}" for one in line)
        if all(word in text.lower() for word in words):
            hits.append(row.code)
    return hits


PIECES = sorted(
    {
        piece.lower()
        for field in FIELDS
        for row in code_list(field.code_list).codes(TODAY)[:400]
        for piece in (row.code[:3], row.label_zh[:2], row.label_en[:4].strip())
        if piece.split() == [piece]
    }
)


@settings(max_examples=120, deadline=None)
@given(
    st.sampled_from(FIELDS),
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=2),
    st.sampled_from(["zh", "en"]),
)
def test_the_same_codes_are_found(field: Field, words: list[str], lang: str) -> None:
    """All of them where there are few, a part of them where there are many."""
    coarse: frozenset[str] = getattr(field.constraint, "too_coarse", frozenset())
    expected = plainly(field.code_list, coarse, words, lang)
    got = [one.code for one in found(field, " ".join(words), TODAY, lang)]
    assert set(got) <= set(expected)
    assert len(got) == len(set(got)) == min(SHOWN, len(expected))
