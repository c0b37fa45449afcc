"""Values of declared fields in the words of the reader. Not here: texts of pages."""

from __future__ import annotations

from techmarket.codes import code_list
from techmarket.web.pages.amounts import yuan
from techmarket.web.pages.wording import both, language


def code_label(name: str, code: str) -> str:
    """The label of a code of a list, or the code itself where it is not in the list."""
    codes = code_list(name)
    if code not in codes:
        return code
    return codes[code].label_zh if language() == "zh" else codes[code].label_en


def yes_or_no(value: object) -> str:
    """A truth in words."""
    return str(both("是", "yes") if value else both("否", "no"))


def amount(fen: int) -> str:
    """An amount in yuan, with its unit."""
    return str(both(f"{yuan(fen)} 元", f"{yuan(fen)} yuan"))
