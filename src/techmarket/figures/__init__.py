"""Figures: declared by key over observations, built for an edition, drawn as pictures.

Not here: where a figure stands in the book (`report`), page layout (`render`).
"""

from techmarket.figures.build import build_figure, build_figures
from techmarket.figures.entries import FigureEntry, figure_entries
from techmarket.figures.model import BuiltFigure, Datum, Form, Series

__all__ = [
    "BuiltFigure",
    "Datum",
    "FigureEntry",
    "Form",
    "Series",
    "build_figure",
    "build_figures",
    "figure_entries",
]
