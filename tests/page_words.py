"""What stands on a page, as somebody reads it. Not here: what is tested with it."""

from __future__ import annotations

import re
from typing import Any


def words(answer: Any, pattern: str) -> list[str]:
    """The texts of all elements that a pattern of their opening tag finds, without tags."""
    page = answer.content.decode()
    found = re.findall(rf"<(\w+)[^>]*{pattern}[^>]*>(.*?)</\1>", page, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", text).split()) for _, text in found]


def errors(answer: Any) -> list[str]:
    """What a page says is wrong, field by field."""
    return words(answer, 'class="error"')


def notices(answer: Any) -> list[str]:
    """The notices of a page."""
    return words(answer, 'class="notice')
