"""Captions with a number that Word can count and refer to.

The printed number is data of the edition (表13a, 附表4), so the field is told what it shows and
keeps it when fields are updated. Not here: where captions stand.
"""

from __future__ import annotations

import re

from techmarket.render.docx.markup import field_code, run

_NUMBER = re.compile(r"\D*?(\d+)")


def numbered_caption(name: str, caption: str, sequence: str) -> str:
    """The runs of a caption.

    Args:
        name: the printed number with its word, which the caption begins with ("附表4").
        caption: the whole caption.
        sequence: "Table" or "Figure"; lists of tables and figures collect by it.
    """
    found = _NUMBER.match(name)
    if found is None or not caption.startswith(name):
        return field_code(f"SEQ {sequence} \\h", "") + run(caption)
    begin, end = found.span(1)
    number = caption[begin:end]
    field = field_code(f"SEQ {sequence} \\* ARABIC \\r {number}", number)
    return run(caption[:begin]) + field + run(caption[end:])
