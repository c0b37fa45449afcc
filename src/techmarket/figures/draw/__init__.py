"""Drawing: a built figure becomes Vega-Lite, SVG or PNG.

Nothing is decided here but layout: numbers, labels, order and classes are those of the figure.
Not here: captions and notes, which a renderer sets under the picture.
"""

from techmarket.figures.draw.charts import vega_lite
from techmarket.figures.draw.picture import png, svg
from techmarket.figures.draw.theme import PRINT, WEB, Theme

__all__ = ["PRINT", "WEB", "Theme", "png", "svg", "vega_lite"]
