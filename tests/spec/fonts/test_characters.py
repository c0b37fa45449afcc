"""No character is lost: what the typeface cannot show is refused before it is drawn."""

from __future__ import annotations

from io import BytesIO

import pytest
from fontTools.ttLib import TTFont

from techmarket.errors import TechmarketError
from techmarket.fonts import missing_characters, require_characters, web_font


def test_the_typeface_has_what_reports_print() -> None:
    """Common and rare characters of names, punctuation of both languages, signs of units."""
    assert missing_characters("技术合同镕喆堃珺昇㐂") == set()
    assert (
        missing_characters("AZaz09 .,;:!?%&<>\"'#*=$@\\/—–…·“”《》（），。；：、÷×≥≤→②\n") == set()
    )


def test_what_it_cannot_show_is_named() -> None:
    """A character outside it, and one that cannot be seen at all."""
    assert missing_characters("甲😀乙\u200b") == {"😀", "\u200b"}


def test_a_text_that_cannot_be_shown_whole_is_refused() -> None:
    """The message names the place, each character and its code point."""
    require_characters("7469.13 亿元", "图1")
    with pytest.raises(TechmarketError) as refused:
        require_characters("企业😀\u200b有限公司", "图19")
    assert str(refused.value) == (
        "the typeface has no glyph for a character (图19): \\u200b (U+200B), 😀 (U+1F600); "
        "write the text with other characters."
    )


def test_of_many_characters_ten_are_named() -> None:
    """And how many more there are."""
    with pytest.raises(TechmarketError) as refused:
        require_characters("".join(map(chr, range(0x1F600, 0x1F610))), "附表13")
    assert "😉 (U+1F609) and 6 more; write" in str(refused.value)
    assert str(refused.value).startswith("the typeface has no glyph for a character (附表13): 😀")


def test_a_page_takes_the_characters_it_needs() -> None:
    """WOFF2 with these characters; the same ones give the same bytes, in whatever order."""
    made = web_font("技术市场 2013")
    assert made[:4] == b"wOF2"
    with TTFont(BytesIO(made)) as font:
        assert {chr(code) for code in font.getBestCmap()} == set("技术市场 2013")
    assert web_font(reversed("技术市场市场 2013")) == made
    assert web_font(["技术", "市场 2013"], bold=True) != made


def test_a_page_font_leaves_out_what_there_is_not() -> None:
    """The guard is asked before; a font cannot say anything."""
    assert web_font("技😀") == web_font("技")
