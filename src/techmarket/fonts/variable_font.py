"""The variable font that every file of the typeface is made from, and its licence.

Noto Sans SC of the package justmytype-intl-cjk, under the SIL Open Font License 1.1, which allows
files made from it under the same name (its reserved name is "Source"). Not here: making them
(`typeface`, `web_font`).
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from techmarket.errors import TechmarketError

PACKAGE = "justmytype_intl_cjk"
FONT = "NotoSansSC[wght].ttf"
LICENCE = "OFL.txt"


def variable_font() -> Path:
    """The file of the variable font; every weight from thin to black is in it.

    Raises:
        TechmarketError: the package is not installed, or its font is not where it was.
    """
    return _file(FONT)


def licence_text() -> str:
    """The SIL Open Font License with the copyright line of the font, to go with its files."""
    return _file(LICENCE).read_text(encoding="utf-8")


def _file(name: str) -> Path:
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise _absent(PACKAGE, "the package is not installed")
    path = Path(spec.origin).parent / "fonts" / "ofl" / "notosanssc" / name
    if not path.is_file():
        raise _absent(str(path), "the file is not there")
    return path


def _absent(where: str, why: str) -> TechmarketError:
    return TechmarketError(
        "the typeface of the book is missing",
        where=where,
        why=why,
        todo="install the package justmytype-intl-cjk again",
    )
