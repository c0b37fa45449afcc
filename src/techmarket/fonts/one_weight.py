"""`python -m techmarket.fonts.one_weight WEIGHT SOURCE OUT`: one weight of a variable font.

A process of its own per weight, so that two weights are made at once. All glyphs are kept: a
subset for the usual characters is made in a third of the time (4 s and not 12 s, once per
machine), and then a rare character of a name would cost another wait, and other files, later.
Not here: when it is made and where it is kept (`typeface`).
"""

from __future__ import annotations

import gc
import sys
from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont


def make_one_weight(weight: int, source: Path, out: Path) -> None:
    """Write a weight (400 regular, 700 bold) as a static font named after it.

    The bytes depend on the source and the version of fontTools alone: the time in the font stays
    that of the source.
    """
    with TTFont(source, recalcTimestamp=False, lazy=True) as variable:
        font = instantiateVariableFont(
            variable, {"wght": weight}, inplace=True, optimize=False, updateFontNames=True
        )
        font.save(out)


if __name__ == "__main__":
    # Millions of small objects and no cycles worth finding: collecting costs a tenth of the time.
    gc.disable()
    make_one_weight(int(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
