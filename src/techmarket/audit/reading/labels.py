"""Labels as they are compared: spaces inside names, brackets and marks made plain.

Not here: what a label names (`categories`, `words`).
"""

from __future__ import annotations

import re

from techmarket.audit.reading.numbers import without_marks

_BRACKETS = str.maketrans("（）：％\u3000", "():% ")
_UNIT_BEHIND = re.compile(r"\((亿元|万元|元|项|个|家|次|人次|人|%|位|份|千元|百万元)\)$")
_HAN_SPACE = re.compile(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])")
_OF_WHICH = re.compile(r"^(?:其中|#|of which)\s*[::]?\s*", re.IGNORECASE)


def clean_label(text: str) -> str:
    """`"内 蒙 古"` → `"内蒙古"`, `"（ITER）"` → `"(ITER)"`; Latin words keep their blanks."""
    label = without_marks(text).translate(_BRACKETS).strip()
    label = _HAN_SPACE.sub("", label)
    return re.sub(r"\s+", " ", label).replace(" (", "(") if _is_han(label) else label


def _is_han(label: str) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in label)


def split_unit(label: str) -> tuple[str, str]:
    """A clean label and the unit in brackets behind it ("成交金额(万元)"); "" without one."""
    found = _UNIT_BEHIND.search(label)
    if not found:
        return label, ""
    return label[: found.start()], found.group(1)


def split_of_which(label: str) -> tuple[bool, str]:
    """Whether a label begins with 其中, and the label without it."""
    found = _OF_WHICH.match(label)
    return (True, label[found.end() :]) if found else (False, label)


def path_label(label: str) -> str:
    """A label as a step of a path: no "/" in it, which parts the steps."""
    return label.replace("/", "÷")
