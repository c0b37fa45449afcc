"""The forms of a name: what is left when it does not matter how it was written.

(中国) and （中国）, traditional characters, full-width letters, blanks and dots are one name, and
有限公司 may be left out. What is counted are characters, never bytes. Not here: how alike two names
are (`comparisons`), former names, which no form can tell (an identifier does).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import opencc

LEGAL_FORMS = ("股份有限公司", "股份公司", "有限责任公司", "有限公司", "公司")
"""Of an enterprise, the longest first; 集团 stays, it is another party."""

LATIN_FORMS = re.compile(r"(?:co|company|inc|corp|corporation|ltd|limited|llc|plc|gmbh|ag)+$")

BRANCHES = "分公司|分院|分所|分校|分行|分局|分部|办事处|营业部|分中心|分店|支行"
BRANCH = re.compile(f".{{0,12}}(?:{BRANCHES})")

NUMERAL = re.compile("[0-9]+|[一二三四五六七八九十百甲乙丙丁ⅰⅱⅲⅳ]|(?<![a-z])[a-z](?![a-z])")
"""What tells the second phase from the first, and the third hospital from the second."""

PUNCTUATION = (
    "·•・‧∙。，、；：？！“”‘’《》〈〉【】〔〕「」『』（）—–－…～ \t\n\r\u3000\u00a0\u200b\ufeff"
    "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
)
LEFT_OUT = dict.fromkeys(map(ord, PUNCTUATION))
"""Blanks, dots, brackets and other punctuation."""

JOINT = "\n"


@dataclass(frozen=True, slots=True)
class NameForm:
    """A name without what does not matter.

    Attributes:
        plain: simplified characters, small letters, no punctuation, the legal form kept.
        core: the same without legal form and branch.
        legal_form: that of an enterprise: "股份", "有限", or "" where none is written.
        branch: that of a branch ("深圳分公司"), else "".
        numerals: the numbers and counting characters of the core, in order.
    """

    plain: str
    core: str
    legal_form: str
    branch: str
    numerals: tuple[str, ...]


def name_forms(names: Sequence[str]) -> list[NameForm]:
    """The forms of many names, of parties or of projects, in their order."""
    whole = [unicodedata.normalize("NFKC", name).replace(JOINT, " ").lower() for name in names]
    simplified = _simplifier().convert(JOINT.join(whole)).split(JOINT) if whole else []
    return [_form(name.translate(LEFT_OUT)) for name in simplified]


def _form(plain: str) -> NameForm:
    rest, legal_form, branch = plain, "", ""
    for form in LEGAL_FORMS:
        head, found, tail = plain.partition(form)
        if found and head and (not tail or BRANCH.fullmatch(tail)):
            rest, branch = head, tail
            legal_form = {"股": "股份", "有": "有限"}.get(form[0], "")
            break
    core = LATIN_FORMS.sub("", rest) or rest if rest.isascii() else rest
    return NameForm(plain, core, legal_form, branch, tuple(NUMERAL.findall(core)))


@cache
def _simplifier() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")
