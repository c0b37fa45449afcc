"""Check characters, a second time and in another way, and what they must detect."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from techmarket.record.identifiers import (
    check_citizen_number,
    check_org_code,
    check_uscc,
    make_citizen_number,
    make_org_code,
    make_uscc,
)

CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"
ORGANISATION = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"

org_bodies = st.text(ORGANISATION, min_size=8, max_size=8)
credit_org_bodies = st.text(CREDIT, min_size=8, max_size=8)


@st.composite
def credit_bodies(draw: st.DrawFn) -> str:
    """Registrar and kind, region, organisation code."""
    head = draw(st.text(CREDIT, min_size=2, max_size=2))
    region = draw(st.text("0123456789", min_size=6, max_size=6))
    return head + region + make_org_code(draw(credit_org_bodies))


@st.composite
def citizen_bodies(draw: st.DrawFn) -> str:
    """Region, date of birth, serial number."""
    region = draw(st.integers(100000, 999999))
    born = draw(st.dates(date(1900, 1, 1), date(2025, 12, 31)))
    return f"{region}{born:%Y%m%d}{draw(st.integers(0, 999)):03}"


def plain_credit_check(body: str) -> str:
    """By trial: the character that brings the sum of value times 3^(i-1) to a multiple of 31."""
    total, power = 0, 1
    for character in body:
        total += CREDIT.find(character) * power
        power *= 3
    (check,) = [c for c in CREDIT if (total + CREDIT.find(c)) % 31 == 0]
    return check


def plain_organisation_check(body: str) -> str:
    """By the words of the standard: C9 = 11 - MOD(sum, 11), 10 is X, 11 is 0."""
    value = {str(digit): digit for digit in range(10)}
    value |= {chr(ord("A") + n): 10 + n for n in range(26)}
    total = 0
    for character, weight in zip(body, [3, 7, 9, 10, 5, 8, 4, 2], strict=True):
        total += value[character] * weight
    c9 = 11 - total % 11
    return {10: "X", 11: "0"}.get(c9, str(c9))


def plain_citizen_check(body: str) -> str:
    """The recursive method of ISO 7064 for MOD 11-2, without weights."""
    product = 0
    for digit in body:
        product = (product + int(digit)) * 2 % 11
    check = (12 - product) % 11
    return "X" if check == 10 else str(check)


@given(credit_bodies())
def test_credit_codes_twice(body: str) -> None:
    code = make_uscc(body)
    assert code == body + plain_credit_check(body)
    assert check_uscc(code) is None


@given(org_bodies)
def test_organisation_codes_twice(body: str) -> None:
    code = make_org_code(body)
    assert code == body + plain_organisation_check(body)
    assert check_org_code(code) is None


@given(citizen_bodies())
def test_citizen_numbers_twice(body: str) -> None:
    code = make_citizen_number(body)
    assert code == body + plain_citizen_check(body)
    assert check_citizen_number(code) is None


@given(credit_bodies(), st.integers(0, 17), st.sampled_from(CREDIT))
def test_a_credit_code_detects_every_changed_character(body: str, place: int, other: str) -> None:
    """31 is prime and no weight is a multiple of it: any one changed character is noticed."""
    code = make_uscc(body)
    changed = code[:place] + other + code[place + 1 :]
    assert (check_uscc(changed) is None) == (changed == code)


@given(credit_bodies(), st.integers(0, 16))
def test_a_credit_code_detects_swapped_neighbours(body: str, place: int) -> None:
    """Neighbouring weights differ mod 31: two neighbours exchanged are noticed."""
    code = make_uscc(body)
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert (check_uscc(swapped) is None) == (swapped == code)


@given(org_bodies, st.integers(0, 8), st.sampled_from(ORGANISATION))
def test_an_organisation_code_detects_what_mod_11_can(body: str, place: int, other: str) -> None:
    """A change is noticed unless the two values differ by a multiple of 11 (0, B, M, X).

    The last place is a check character: any other character there is noticed.
    """
    code = make_org_code(body)
    changed = code[:place] + other + code[place + 1 :]
    same = changed == code
    alike = (ORGANISATION.index(other) - ORGANISATION.index(code[place])) % 11 == 0
    assert (check_org_code(changed) is None) == (same or (alike and place < 8))


@given(citizen_bodies(), st.integers(0, 17), st.sampled_from("0123456789X"))
def test_a_citizen_number_detects_every_changed_character(
    body: str, place: int, other: str
) -> None:
    """ISO 7064 MOD 11-2 detects any one changed character."""
    code = make_citizen_number(body)
    changed = code[:place] + other + code[place + 1 :]
    assert (check_citizen_number(changed) is None) == (changed == code)
