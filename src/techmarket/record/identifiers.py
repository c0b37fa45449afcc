"""Identifiers of parties and their check characters.

| identifier | standard | alphabet | check |
|---|---|---|---|
| unified social credit code | GB 32100-2015 | 31: no I O S V Z | mod 31, weights 3^i |
| organisation code | GB 11714-1997 | 36: A = 10 … Z = 35 | mod 11 |
| citizen number | GB 11643-1999 | 10 digits | ISO 7064 MOD 11-2 |

The trap: characters 9 to 17 of a credit code are an organisation code, and *its* check goes by
the 36-letter values although the credit code around it goes by the 31-letter values. Not here:
which party needs which identifier (`party_rules`).
"""

from __future__ import annotations

import re
from datetime import date

from techmarket.record.problem import Problem

USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""GB 32100-2015: 31 characters; the value of each is its position."""

ORG_CODE_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""GB 11714-1997: 36 characters; the value of each is its position."""

USCC_WEIGHTS = tuple(pow(3, i, 31) for i in range(17))
ORG_CODE_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
CITIZEN_WEIGHTS = tuple(pow(2, 17 - i, 11) for i in range(17))

USCC_FORM = f"[{USCC_ALPHABET}]{{2}}[0-9]{{6}}[{USCC_ALPHABET}]{{10}}"
ORG_CODE_FORM = "[0-9A-Z]{8}[0-9X]"
CITIZEN_FORM = "[1-9][0-9]{16}[0-9X]"


def make_uscc(body: str) -> str:
    """The credit code of 17 characters: the body and its check character.

    Characters 9 to 17 of the body must be an organisation code with its own check character
    (`make_org_code`).

    Raises:
        ValueError: the body does not have the form of GB 32100, or the organisation code
            in it has the wrong check character.
    """
    if not re.fullmatch(USCC_FORM, body + "0"):
        raise ValueError(f"{body!r} is not the body of a unified social credit code")
    if make_org_code(body[8:16]) != body[8:]:
        raise ValueError(f"{body!r} holds the wrong organisation code {body[8:]!r}")
    return body + _uscc_check(body)


def make_org_code(body: str) -> str:
    """The organisation code of 8 characters: the body and its check character, no hyphen.

    Raises:
        ValueError: the body is not 8 digits or capital letters.
    """
    if not re.fullmatch("[0-9A-Z]{8}", body):
        raise ValueError(f"{body!r} is not the body of an organisation code")
    return body + _org_code_check(body)


def make_citizen_number(body: str) -> str:
    """The citizen number of 17 digits: the body and its check character.

    Raises:
        ValueError: the body is not 17 digits, or holds no date of birth.
    """
    if not re.fullmatch(CITIZEN_FORM, body + "0") or _birth_date(body) is None:
        raise ValueError(f"{body!r} is not the body of a citizen number")
    return body + _citizen_check(body)


def check_uscc(code: str) -> Problem | None:
    """What is wrong with a unified social credit code (GB 32100-2015), or `None`.

    Form, check character, and the check character of the organisation code inside.
    """
    if not re.fullmatch(USCC_FORM, code):
        return Problem(
            "uscc_form",
            f"“{code}”不是统一社会信用代码：应为 18 位数字或大写字母（不用 I、O、S、V、Z），"
            "第 3 至 8 位为数字。",
            f"“{code}” is not a unified social credit code: it takes 18 digits or capital "
            "letters (without I, O, S, V, Z), digits in places 3 to 8.",
        )
    if code[17] != _uscc_check(code[:17]):
        return Problem(
            "uscc_check",
            f"统一社会信用代码“{code}”的校验码不符，有字符填错。",
            f"The check character of the unified social credit code “{code}” does not fit; "
            "some character is wrong.",
        )
    if code[16] != _org_code_check(code[8:16]):
        return Problem(
            "uscc_organisation",
            f"统一社会信用代码“{code}”中的组织机构代码 {code[8:17]} 校验码不符。",
            f"The organisation code {code[8:17]} in the unified social credit code “{code}” "
            "has a check character that does not fit.",
        )
    return None


def check_org_code(code: str) -> Problem | None:
    """What is wrong with an organisation code (GB 11714-1997, without hyphen), or `None`."""
    if not re.fullmatch(ORG_CODE_FORM, code):
        return Problem(
            "org_code_form",
            f"“{code}”不是组织机构代码：应为 8 位数字或大写字母加一位校验码，不带连字符。",
            f"“{code}” is not an organisation code: it takes 8 digits or capital letters and a "
            "check character, without hyphen.",
        )
    if code[8] != _org_code_check(code[:8]):
        return Problem(
            "org_code_check",
            f"组织机构代码“{code}”的校验码不符，有字符填错。",
            f"The check character of the organisation code “{code}” does not fit; "
            "some character is wrong.",
        )
    return None


def check_citizen_number(code: str) -> Problem | None:
    """What is wrong with a citizen number (GB 11643-1999, 18 places), or `None`.

    Form, date of birth and check character. The sentences do not repeat the number, since it
    is about a natural person.
    """
    if not re.fullmatch(CITIZEN_FORM, code):
        return Problem(
            "citizen_form",
            "居民身份号码应为 17 位数字加一位校验码（数字或大写 X）。",
            "A citizen number takes 17 digits and a check character (a digit or capital X).",
        )
    if _birth_date(code) is None:
        return Problem(
            "citizen_birth_date",
            "居民身份号码第 7 至 14 位不是日期。",
            "Places 7 to 14 of the citizen number are not a date.",
        )
    if code[17] != _citizen_check(code[:17]):
        return Problem(
            "citizen_check",
            "居民身份号码的校验码不符，有数字填错。",
            "The check character of the citizen number does not fit; some digit is wrong.",
        )
    return None


def _uscc_check(body: str) -> str:
    total = sum(USCC_ALPHABET.index(c) * w for c, w in zip(body, USCC_WEIGHTS, strict=True))
    # The standard's 31 - remainder gives 31 for remainder 0, which stands for the character 0.
    return USCC_ALPHABET[-total % 31]


def _org_code_check(body: str) -> str:
    pairs = zip(body, ORG_CODE_WEIGHTS, strict=True)
    total = sum(ORG_CODE_ALPHABET.index(c) * w for c, w in pairs)
    return "0123456789X"[-total % 11]


def _citizen_check(body: str) -> str:
    total = sum(int(c) * w for c, w in zip(body, CITIZEN_WEIGHTS, strict=True))
    return "10X98765432"[total % 11]


def _birth_date(code: str) -> date | None:
    try:
        return date(int(code[6:10]), int(code[10:12]), int(code[12:14]))
    except ValueError:
        return None
