"""Short texts that people type besides the declared fields: names of people, units and offices.

Characters that cannot be seen, or that change the direction of writing, are refused and never
removed in silence. Not here: declared fields (`contracts.typed`).
"""

from __future__ import annotations

import unicodedata

from techmarket.web.pages.wording import Both, both

INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
"""Unicode categories of characters that nobody sees."""


def plain_text(text: str, longest: int) -> Both | None:
    """What is wrong with a short text; `None` if nothing is. An empty text is not wrong here.

    Args:
        text: as typed.
        longest: most characters it may have.
    """
    if len(text.strip()) > longest:
        return both(
            f"有 {len(text.strip())} 个字符，最多 {longest} 个；请缩短。",
            f"It has {len(text.strip())} characters and may have {longest}; shorten it.",
        )
    for place, character in enumerate(text, 1):
        if unicodedata.category(character) in INVISIBLE:
            return both(
                f"第 {place} 个字符是看不见的字符 U+{ord(character):04X}，请删去后重新输入。",
                f"Character {place} cannot be seen (U+{ord(character):04X}); delete it and type "
                "the text again.",
            )
    return None
