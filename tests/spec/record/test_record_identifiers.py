"""Identifiers: unified social credit code, organisation code, citizen number."""

from __future__ import annotations

import pytest

from techmarket.record.identifiers import (
    USCC_ALPHABET,
    check_citizen_number,
    check_org_code,
    check_uscc,
    make_citizen_number,
    make_org_code,
    make_uscc,
)

REAL_CODES = (
    "91440300MA5DLQQW0F",
    "91440300MA5H8REU3K",
    "91440300708461136T",
    "914403001922038216",
    "91110000802100433B",
)
STANDARD_EXAMPLE = "91350100M000100Y43"


@pytest.mark.parametrize("code", [*REAL_CODES, STANDARD_EXAMPLE])
def test_real_credit_codes_pass_and_are_made_again(code: str) -> None:
    """Codes in use and the example of GB 32100 pass, and follow from their first 17 places."""
    assert check_uscc(code) is None
    assert make_uscc(code[:17]) == code


@pytest.mark.parametrize("code", [*REAL_CODES, STANDARD_EXAMPLE])
def test_the_organisation_code_inside_a_credit_code_passes(code: str) -> None:
    """Places 9 to 17 of a credit code are an organisation code by GB 11714."""
    assert check_org_code(code[8:17]) is None
    assert make_org_code(code[8:16]) == code[8:17]


def org_check_by_31_letters(body: str) -> str:
    """The wrong way: values of GB 32100 for a code of GB 11714."""
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(USCC_ALPHABET.index(c) * w for c, w in zip(body, weights, strict=True))
    return "0123456789X"[-total % 11]


def test_the_two_alphabets_differ() -> None:
    """The organisation code inside goes by 36 letters although the code around it goes by 31.

    Two real codes tell the two apart; the example of the standard passes either way and so
    proves nothing.
    """
    assert org_check_by_31_letters("MA5DLQQW") != "0"
    assert org_check_by_31_letters("MA5H8REU") != "3"
    assert org_check_by_31_letters("M000100Y") == "4"
    assert check_org_code("MA5DLQQW0") is None
    assert check_org_code("MA5H8REU3") is None
    assert check_org_code("M000100Y4") is None


@pytest.mark.parametrize("letter", list("IOSVZ"))
def test_a_credit_code_has_no_letter_that_looks_like_a_digit(letter: str) -> None:
    """I, O, S, V and Z are in no place of a credit code, though organisation codes know them."""
    code = f"91440300{letter}A5DLQQW0F"
    problem = check_uscc(code)
    assert problem is not None
    assert problem.rule == "uscc_form"
    assert problem.sentence("en") == (
        f"“{code}” is not a unified social credit code: it takes 18 digits or capital letters "
        "(without I, O, S, V, Z), digits in places 3 to 8."
    )
    assert problem.sentence("zh") == (
        f"“{code}”不是统一社会信用代码：应为 18 位数字或大写字母（不用 I、O、S、V、Z），"
        "第 3 至 8 位为数字。"
    )
    assert check_org_code(make_org_code(f"{letter}A5DLQQW")) is None


def test_a_wrong_character_of_a_credit_code() -> None:
    """One digit of a real code changed: the check character no longer fits."""
    problem = check_uscc("91440301MA5DLQQW0F")
    assert problem is not None
    assert (problem.rule, problem.sentence("en"), problem.sentence("zh")) == (
        "uscc_check",
        "The check character of the unified social credit code “91440301MA5DLQQW0F” does not "
        "fit; some character is wrong.",
        "统一社会信用代码“91440301MA5DLQQW0F”的校验码不符，有字符填错。",
    )


def test_a_credit_code_around_a_wrong_organisation_code() -> None:
    """The last character fits, the organisation code inside does not."""
    body = "91440300MA5DLQQW1"
    codes = [body + character for character in USCC_ALPHABET]
    problems = [check_uscc(code) for code in codes]
    inner = [p for p in problems if p is not None and p.rule == "uscc_organisation"]
    assert len(inner) == 1
    code = codes[problems.index(inner[0])]
    assert inner[0].sentence("en") == (
        f"The organisation code MA5DLQQW1 in the unified social credit code “{code}” has a check "
        "character that does not fit."
    )
    assert inner[0].sentence("zh") == (
        f"统一社会信用代码“{code}”中的组织机构代码 MA5DLQQW1 校验码不符。"
    )


def test_a_check_value_of_31_is_the_character_zero() -> None:
    """31 minus a remainder of 0 is 31, which GB 32100 writes as 0."""
    code = next(
        made
        for serial in range(1000)
        if (made := make_uscc("91110000" + make_org_code(f"{serial:08}")))[-1] == "0"
    )
    assert check_uscc(code) is None


@pytest.mark.parametrize(
    ("body", "code"),
    [("80210043", "802100433"), ("D2143569", "D2143569X"), ("00000000", "000000000")],
)
def test_organisation_codes(body: str, code: str) -> None:
    """A check value of 10 is written X, one of 11 is written 0."""
    assert make_org_code(body) == code
    assert check_org_code(code) is None


def test_an_organisation_code_is_kept_without_its_hyphen() -> None:
    """The hyphen is for print only."""
    problem = check_org_code("80210043-3")
    assert problem is not None
    assert problem.sentence("en") == (
        "“80210043-3” is not an organisation code: it takes 8 digits or capital letters and a "
        "check character, without hyphen."
    )
    assert problem.sentence("zh") == (
        "“80210043-3”不是组织机构代码：应为 8 位数字或大写字母加一位校验码，不带连字符。"
    )


def test_a_wrong_organisation_code() -> None:
    """The check character tells that some character is wrong, not which."""
    problem = check_org_code("802100434")
    assert problem is not None
    assert problem.sentence("en") == (
        "The check character of the organisation code “802100434” does not fit; some character "
        "is wrong."
    )
    assert problem.sentence("zh") == "组织机构代码“802100434”的校验码不符，有字符填错。"


def test_the_example_of_the_citizen_number() -> None:
    """The example of GB 11643 passes and follows from its first 17 digits."""
    assert check_citizen_number("11010519491231002X") is None
    assert make_citizen_number("11010519491231002") == "11010519491231002X"


@pytest.mark.parametrize(
    ("number", "zh", "en"),
    [
        (
            "11010519491231002x",
            "居民身份号码应为 17 位数字加一位校验码（数字或大写 X）。",
            "A citizen number takes 17 digits and a check character (a digit or capital X).",
        ),
        (
            "110105194913310026",
            "居民身份号码第 7 至 14 位不是日期。",
            "Places 7 to 14 of the citizen number are not a date.",
        ),
        (
            "110105194912310021",
            "居民身份号码的校验码不符，有数字填错。",
            "The check character of the citizen number does not fit; some digit is wrong.",
        ),
    ],
)
def test_wrong_citizen_numbers_are_told_without_the_number(number: str, zh: str, en: str) -> None:
    """The sentence does not repeat a number that is about a natural person."""
    problem = check_citizen_number(number)
    assert problem is not None
    assert (problem.sentence("zh"), problem.sentence("en")) == (zh, en)


def test_bodies_that_make_no_identifier() -> None:
    """What is not the body of an identifier is refused, whoever asks."""
    with pytest.raises(
        ValueError, match=r"^'9144' is not the body of a unified social credit code$"
    ):
        make_uscc("9144")
    with pytest.raises(
        ValueError, match=r"^'91440300MA5DLQQW1' holds the wrong organisation code 'MA5DLQQW1'$"
    ):
        make_uscc("91440300MA5DLQQW1")
    with pytest.raises(ValueError, match=r"^'8021004' is not the body of an organisation code$"):
        make_org_code("8021004")
    with pytest.raises(
        ValueError, match=r"^'11010519491331002' is not the body of a citizen number$"
    ):
        make_citizen_number("11010519491331002")
