"""The comparison, a second time: with decimals instead of fractions, counting cell by cell."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal, InvalidOperation

from hypothesis import given
from hypothesis import strategies as st

from techmarket.compare.figures import OurCell
from techmarket.compare.outcome import compare_cells
from techmarket.compare.score import as_json
from techmarket.observations.observation import Origin
from techmarket.published import Place, PublishedCell

texts = st.one_of(
    st.sampled_from(["", "—", "-", "--", "甲公司", "乙公司"]),
    st.integers(-3, 3).map(str),
    st.integers(-300, 300).map(lambda n: f"{Decimal(n).scaleb(-2):.2f}"),
    st.integers(999, 1001).map(lambda n: f"{n:,}"),
    st.integers(0, 2).map(lambda n: f"{n}.0%"),
)
origins = st.sampled_from([*Origin, None])
pairs = st.lists(st.tuples(texts, st.one_of(st.none(), st.tuples(texts, origins))), max_size=12)


def number(text: str) -> Decimal | None:
    try:
        return Decimal(text.replace(",", "").replace("%", ""))
    except InvalidOperation:
        return None


def plain_outcome(printed: str, mine: tuple[str, Origin | None] | None) -> str:
    if mine is None:
        return "not_computable"
    text, origin = mine
    signs = {"": "", "—": "n", "-": "n", "--": "p"}
    if text in signs and printed not in signs:
        return "not_computable"
    if printed in signs or text in signs:
        equal = signs.get(printed, printed) == signs.get(text, text)
    elif number(printed) is not None:
        equal = number(printed) == number(text)
    else:
        equal = printed == text
    if not equal:
        return "different"
    return {Origin.ANSWERED: "answered", Origin.CARRIED: "carried"}.get(
        origin or Origin.COMPUTED, "reproduced"
    )


@given(pairs)
def test_outcomes_and_score(pairs: list[tuple[str, tuple[str, Origin | None] | None]]) -> None:
    places = [Place("表1", str(i), "数") for i in range(len(pairs))]
    published = [
        PublishedCell(place, 2013, "项", text, "table-01.csv", 2)
        for place, (text, _) in zip(places, pairs, strict=True)
    ]
    ours = {
        place: OurCell(place, 2013, "项", mine[0], "", "normal", mine[1], "")
        for place, (_, mine) in zip(places, pairs, strict=True)
        if mine is not None
    }
    found = compare_cells(2013, published, ours)
    wanted = [plain_outcome(text, mine) for text, mine in pairs]
    assert [cell.outcome.value for cell in found.cells] == wanted

    score = as_json(found)["all"]
    for kind, numeric in (("numeric", True), ("text", False)):
        counts = Counter(
            outcome
            for outcome, (text, _) in zip(wanted, pairs, strict=True)
            if (number(text) is not None) == numeric
        )
        told = score[kind]
        assert told["cells"] == sum(counts.values())
        assert {name: told[name] for name in counts} == dict(counts)
        assert told["unexplained"] == counts["different"] + counts["not_computable"]
