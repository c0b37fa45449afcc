"""The typeface for a page that stands alone: a WOFF2 file with the characters of the page.

A page cannot count on a Chinese font where it is read, and the whole typeface is 10 MB. Not here:
how a page takes it in (`render`).
"""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

from techmarket.fonts.characters import missing_characters
from techmarket.fonts.typeface import typeface


def web_font(characters: Iterable[str], *, bold: bool = False) -> bytes:
    """A WOFF2 font with these characters; the same characters give the same bytes.

    Characters that the typeface lacks are left out (`require_characters` refuses them).

    Args:
        characters: a text, or any strings; order and repetition do not matter.
        bold: the bold weight instead of the regular one.

    Raises:
        TechmarketError: as `typeface`.
    """
    # Not needed, and not loaded, where nothing but print is made.
    from fontTools import subset

    wanted = set("".join(characters))
    options = subset.Options(
        flavor="woff2",
        layout_features=["kern", "locl", "ccmp", "mark", "mkmk"],
        hinting=False,
        recalc_timestamp=False,
    )
    files = typeface()
    font = subset.load_font(str(files.bold if bold else files.regular), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=sorted(map(ord, wanted - missing_characters("".join(wanted)))))
    subsetter.subset(font)
    written = BytesIO()
    subset.save_font(font, written, options)
    font.close()
    return written.getvalue()
