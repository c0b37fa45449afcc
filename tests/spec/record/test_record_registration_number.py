"""The registration number: parts and layout."""

from __future__ import annotations

import pytest

from techmarket.errors import TechmarketError
from techmarket.record.registration_number import RegistrationNumber, parse


def test_the_default_layout_is_the_attested_one() -> None:
    """Region 4403, agency 01, year 2019: certificates begin with 4403012019."""
    number = RegistrationNumber("4403", "01", 2019, 7)
    assert number.render() == "4403012019000007"
    assert parse("4403012019000007") == number


def test_another_layout_is_a_setting() -> None:
    """The cover boxes 4-4-2-6 of the model contract are read with the year first."""
    number = RegistrationNumber("4403", "01", 2019, 7)
    assert number.render("YYYYPPCCAANNNNNN") == "2019440301000007"
    assert number.render("YYYY-PPCC-AA-NNNNNN") == "2019-4403-01-000007"
    assert parse("2019-4403-01-000007", "YYYY-PPCC-AA-NNNNNN") == number


def test_a_text_that_is_no_registration_number() -> None:
    """What is not written by the layout is refused with the layout."""
    with pytest.raises(TechmarketError) as raised:
        parse("440301201900007")
    assert raised.value.sentence() == (
        "“440301201900007” is not a registration number: it is not written as PPCCAAYYYYNNNNNN; "
        "copy the number from the certificate, or set the pattern by which it was issued."
    )


def test_parts_that_do_not_fit() -> None:
    """A serial number begins at 1 and has six digits at most."""
    with pytest.raises(TechmarketError) as raised:
        RegistrationNumber("4403", "01", 2019, 1_000_000)
    assert raised.value.sentence() == (
        "the parts do not make a registration number: region '4403', agency '01', year 2019, "
        "serial 1000000; give a region of 4 digits, an agency of 2 digits, a year of 4 digits and "
        "a serial number from 1 to 999999."
    )
    with pytest.raises(TechmarketError, match=r"serial 0;"):
        parse("4403012019000000")


@pytest.mark.parametrize("pattern", ["PPCCAAYYNNNNNN", "PPCCAAYYYY", "PPCCAAAAYYYYNNNNNN", "P", ""])
def test_a_pattern_names_each_part_once(pattern: str) -> None:
    """A pattern that loses or repeats a part could not be read back."""
    with pytest.raises(TechmarketError) as raised:
        parse("4403012019000007", pattern)
    where = f" ({pattern})" if pattern else ""
    assert raised.value.sentence() == (
        f"the pattern of the registration number is not usable{where}; name each part once: PPCC, "
        "AA, YYYY and NNNNNN."
    )
