"""The section that a paragraph is in: what its headings limit everything below them to.

A heading of a part or with 一、 begins anew; lesser headings (1., (1)) add to it. Not here: the
paragraphs themselves (`sentences`).
"""

from __future__ import annotations

import re
from dataclasses import replace

from techmarket.audit.reading.labels import clean_label
from techmarket.audit.reading.phrases import lists_in, side_in
from techmarket.audit.reading.sources.blocks import Paragraph
from techmarket.audit.reading.text_state import Context

_NUMBER = re.compile(
    r"^[#*\s]*(?:第[一二三四五六七八九十]+(?:部分|章|节)|[一二三四五六七八九十]+[、.．]|"
    r"[(（][一二三四五六七八九十\d]+[)）]|\d{1,2}(?:\.\d{1,2})*[.．、]?(?=\s|[\u4e00-\u9fff]))\s*"
)
_MAJOR = re.compile(
    r"^[#*\s]*(?:第[一二三四五六七八九十]+(?:部分|章)|[一二三四五六七八九十]+[、.．])"
)
_LONGEST = 40
_DOMAINS = (
    ("示范机构", "demonstration"),
    ("卖方机构", "sellers"),
    ("交易机构", "exchange"),
    ("技术交易所", "exchange"),
    ("技术产权交易所", "exchange"),
)


def heading_text(block: Paragraph) -> str | None:
    """The words of a heading without its number; `None` for running text."""
    text = block.text.strip()
    if len(text) > _LONGEST or "。" in text or "；" in text:
        return None
    if not (block.heading or _NUMBER.match(text)):
        return None
    return clean_label(_NUMBER.sub("", text.lstrip("#* ")))


def entered(context: Context, block: Paragraph, words: str) -> Context:
    """The context below a heading."""
    if _MAJOR.match(block.text.strip()) or not _NUMBER.match(block.text.strip()):
        context = Context(context.document, context.sheet, year=context.year)
    domain = next((name for word, name in _DOMAINS if word in words), context.domain)
    named = [one for listed in lists_in(words, 0, len(words)) for one in listed.members]
    chosen = [readings[0] for readings in named]
    limits = tuple(one for one in chosen if one.list == "value_class") or context.limits
    subject = tuple(one for one in chosen if one.list != "value_class")
    return replace(
        context,
        limits=limits,
        subject=subject[:1],
        side=side_in(words) or context.side,
        domain=domain,
    )
