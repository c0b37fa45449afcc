"""The pictures of figures, each drawn once however many files show it.

Not here: how a figure is drawn (`figures.draw`).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from techmarket.figures.model import BuiltFigure

_KEPT = 128
"""More than the figures of a book in both languages."""


@lru_cache(maxsize=_KEPT)
def web_drawing(figure: BuiltFigure) -> str:
    """The figure as SVG for a page: a mark that shows one datum has its cell id as `aria-label`.

    Raises:
        TechmarketError: the typeface lacks a character of it.
    """
    import vl_convert

    from techmarket.figures.draw import WEB, vega_lite
    from techmarket.fonts import typeface

    spec = vega_lite(figure, WEB)
    spec.setdefault("config", {})["aria"] = True
    for layer in _layers(spec):
        _name_marks(layer)
    vl_convert.register_font_directory(str(typeface().folder))
    drawn: str = vl_convert.vegalite_to_svg(spec)
    return drawn


def _layers(spec: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every layer of a specification that has marks."""
    if "mark" in spec:
        yield spec
    for name in ("layer", "hconcat", "vconcat", "concat"):
        for below in spec.get(name, ()):
            yield from _layers(below)


def _name_marks(layer: dict[str, Any]) -> None:
    """Marks that tell the cell id of a datum are named by it; all others have no name."""
    mark = layer["mark"] if isinstance(layer["mark"], dict) else {"type": layer["mark"]}
    layer["mark"] = mark
    encoding = layer.get("encoding", {})
    told = encoding.get("tooltip", [])
    fields = [one.get("field") for one in (told if isinstance(told, list) else [told])]
    # A line stands for many data, its points stand for one each.
    if "id" in fields and mark.get("type") != "line":
        encoding["description"] = {"field": "id", "type": "nominal"}
    else:
        mark["aria"] = False


@lru_cache(maxsize=_KEPT)
def picture(figure: BuiltFigure) -> bytes:
    """The figure as PNG, sharp enough for print.

    Raises:
        TechmarketError: the typeface lacks a character of it.
    """
    from techmarket.figures.draw import png

    return png(figure, 2.0)
