"""What phrases say, against plain second implementations in integers."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext

from hypothesis import given, settings
from hypothesis import strategies as st

from declared_sentences import edition_2013, known, say
from techmarket.observations.observation import Key
from techmarket.sentences.stated import Stated

FEN = st.integers(1, 10**15) | st.integers(1, 10**9)
SETTINGS = settings(max_examples=60, deadline=None)


def quotient(value: int, unit: int, decimals: int) -> str:
    """value / unit with so many decimals, half up, by Decimal."""
    with localcontext() as context:
        context.prec = 60
        exact = Decimal(value) / Decimal(unit)
        return str(exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP))


@given(FEN)
@SETTINGS
def test_a_value_in_both_languages(fen: int) -> None:
    """The first unit in which two decimals are not 0.00; English moves the same digits."""
    if 2 * fen >= 10**8:
        yi = quotient(fen, 10**10, 2)
        zh, millions = f"{yi}亿元", int(Decimal(yi) * 100)
        en = f"{millions} million yuan"
        if millions >= 1000:
            en = f"{millions // 1000:,}.{millions % 1000:03d} billion yuan"
    elif 2 * fen >= 10**4:
        wan = quotient(fen, 10**6, 2)
        zh, hundreds = f"{wan}万元", int(Decimal(wan) * 100)
        en = f"{hundreds * 100:,} yuan"
        if hundreds >= 10000:
            en = f"{hundreds // 10000}.{hundreds % 10000:04d} million yuan"
    else:
        zh, en = f"{quotient(fen, 100, 2)}元", f"{quotient(fen, 100, 2)} yuan"
    assert say("{amount}。", "{amount}.", {"value:2013:": fen}) == (f"{zh}。", f"{en}.")


@given(st.integers(1, 10**9), st.integers(1, 10**9))
@SETTINGS
def test_growth_says_its_direction(now: int, before: int) -> None:
    moved = quotient(100 * abs(now - before), before, 2)
    zh, en = f"增长{moved}%", f"up {Decimal(moved):,}%"
    if now < before:
        zh, en = f"下降{moved}%", f"down {moved}%"
    if moved == "0.00":
        zh, en = ("持平", "unchanged") if now == before else ("基本持平", "almost unchanged")
    numbers = {"value:2013:": now, "value:2012:": before}
    assert say("{growth}。", "It was {growth}.", numbers) == (f"{zh}。", f"It was {en}.")


@given(st.integers(1, 10**6), st.integers(0, 10**6))
@SETTINGS
def test_a_round_share(part: int, rest: int) -> None:
    """By cross-multiplication, tenth by tenth, from the top."""
    whole = part + rest
    expected = ""
    for tenth in range(10, 0, -1):
        if expected:
            break
        if 10 * part == tenth * whole:
            expected = "全部" if tenth == 10 else f"{'零一二三四五六七八九十'[tenth]}成"
        elif tenth * whole > 10 * part >= tenth * whole - whole // 5 - 1:
            if 50 * part >= (5 * tenth - 1) * whole and tenth > 1:
                expected = f"近{'零一二三四五六七八九十'[tenth]}成"
        elif tenth * whole < 10 * part and 20 * part <= (2 * tenth + 1) * whole:
            expected = f"{'零一二三四五六七八九十'[tenth]}成以上"
    numbers = {"value:2013:": whole, "value:2013:contract_type=1": part}
    share = "{tenths contract_type=1}"
    assert say(f"是[{share}]。", f"It is[ {share}].", numbers)[0] == f"是{expected}。"


HISTORY = st.lists(st.integers(1, 30).map(lambda n: n * 10**11 // 3), min_size=1, max_size=7)


def by_year(values: list[int]) -> dict[str, int | str]:
    """The last value is of 2013, those before it of the years before."""
    return {f"value:{2014 - len(values) + i}:": value for i, value in enumerate(values)}


@given(HISTORY)
@SETTINGS
def test_years_in_a_row(values: list[int]) -> None:
    """Going back one by one while the direction stays."""
    length, direction = 0, 0
    for later, earlier in zip(values[::-1], values[-2::-1], strict=False):
        step = (later > earlier) - (later < earlier)
        if step == 0 or direction not in (0, step):
            break
        length, direction = length + 1, step
    found, way, since = Stated(known(by_year(values)), 2013).run()
    assert (found.value or 0, way) == (length, direction)
    assert since == (2014 - len(values) if length and length == len(values) - 1 else None)


@given(HISTORY)
@SETTINGS
def test_a_milestone(values: list[int]) -> None:
    """Every round value up to the value of the year is tried, the largest one wins."""
    rounds = [digit * 10**power for power in range(10, 16) for digit in range(1, 10)]
    reached = [r for r in rounds if r <= values[-1]]
    passed = len(values) > 1 and bool(reached) and values[-2] < reached[-1]
    again = any(value >= reached[-1] for value in values[:-2]) if passed else False
    expected = ""
    if passed:
        expected = f"{'再次' if again else ''}突破{reached[-1] // 10**10}亿元"
    assert say("今年[{milestone}]。", "Now[ it {milestone}].", by_year(values))[0] == (
        f"今年{expected}。"
    )


PLACES = ("110000", "120000", "310000", "440000", "540000")


@given(
    st.lists(st.integers(0, 4), min_size=5, max_size=5),
    st.lists(st.integers(0, 4), min_size=5, max_size=5),
    st.integers(1, 5),
)
@SETTINGS
def test_the_first_of_a_list_and_those_that_rose(
    now: list[int], before: list[int], top: int
) -> None:
    """A place is among the first n when fewer than n places are above it."""
    numbers = {f"value:2013:seller_region={c}": v for c, v in zip(PLACES, now, strict=True)}
    numbers |= {f"value:2012:seller_region={c}": v for c, v in zip(PLACES, before, strict=True)}
    lists = {
        "top": {"of": "seller_region=group:province/*", "top": top},
        "up": {"of": "seller_region=group:province/*", "where": ["rises @"], "by": "code"},
    }
    first = [i for i in range(5) if now[i] and sum(other > now[i] for other in now) < top]
    first.sort(key=lambda i: (-now[i], i))
    up = [i for i in range(5) if before[i] and now[i] > before[i]]
    label = edition_2013().code_label
    for name, expected in (("top", first), ("up", up)):
        words = [label("region", PLACES[i], "zh") for i in expected]
        text = "和".join(["、".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)
        said = say(f"有[{{number {name}}}地：{{names {name}}}]。",
                   f"There are[ {{number {name}}}: {{names {name}}}].", numbers, lists)  # fmt: skip
        assert said[0] == (f"有{len(words)}地：{text}。" if words else "有。")


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=3, max_size=3))
@SETTINGS
def test_places_together_are_sums(values: list[tuple[int, int]]) -> None:
    """Value, growth and share of places taken together, from the sums of their values."""
    codes = ("1", "2", "3")
    numbers = {f"value:2013:contract_type={c}": v[0] for c, v in zip(codes, values, strict=True)}
    numbers |= {f"value:2012:contract_type={c}": v[1] for c, v in zip(codes, values, strict=True)}
    stated = Stated(known({**numbers, "value:2013:": 100}), 2013)
    place = (("contract_type", "1+2+3"),)
    now, before = sum(v[0] for v in values), sum(v[1] for v in values)
    assert stated.get(Key("value", 2013, place)).value == now
    share = stated.get(Key("value.share", 2013, place, ())).value
    assert share is not None
    assert share * 100 == now
    growth = stated.get(Key("value.growth", 2013, place)).value
    assert growth is None if not before else (growth + 1) * before == now  # type: ignore[operator]
