"""The index of cells: every measure that a book prints, its definition, and where it is printed.

Generated from the tables, figures and text of the book. Definitions are those of the declared
measures; their Chinese wording is in `measure_definitions.csv` beside this file. Not here: the
measures themselves (`observations.measures`).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from io import StringIO

from techmarket.figures.model import BuiltFigure
from techmarket.observations.measures import MEASURES, Kind
from techmarket.report.model import CellIndexBlock
from techmarket.report.printed_numbers import printed_number
from techmarket.tables.labels import Language
from techmarket.tables.model import BuiltTable

_DERIVED_ZH = {
    "growth": "本年的{0}除以上年的{0}，再减去1。",
    "share": "该处的{0}除以所占整体的{0}。",
    "rank": "在同一范围内{0}更大的个数加1；数值相等的名次相同。",
}

_ANSWER: Mapping[Language, str] = {
    "zh": "交易机构的填报数，或已填报数之和；未填报的为缺失，不计入合计。",
    "en": "As answered by a technology exchange, or the sum of the answers given; an answer that "
    "was not given is missing, and adds nothing to a sum.",
}


def cell_index(
    tables: Mapping[str, BuiltTable], figures: Mapping[str, BuiltFigure], lang: Language
) -> CellIndexBlock:
    """The index over tables and figures, by the order in which measures are declared.

    Measures that have one definition and one place stand together.
    """
    places: dict[str, dict[str, None]] = {}
    for number, measures in (*_of_tables(tables), *_of_figures(figures)):
        for measure in measures:
            places.setdefault(measure, {})[printed_number(number, lang)] = None
    names: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for measure in MEASURES:
        if measure in places:
            same = _defined(measure, lang), tuple(places[measure])
            names.setdefault(same, []).append(measure_name(measure, lang))
    gap = "、" if lang == "zh" else "; "
    return CellIndexBlock(tuple((gap.join(named), *same) for same, named in names.items()))


def _defined(measure: str, lang: Language) -> str:
    """A definition; one for all questions of a survey, which their names tell apart."""
    return _ANSWER[lang] if MEASURES[measure].kind is Kind.SURVEY else definition(measure, lang)


def _of_tables(tables: Mapping[str, BuiltTable]) -> Iterable[tuple[str, list[str]]]:
    for table in tables.values():
        keys = [cell.key for row in table.cells for cell in row]
        yield table.number, [key.measure for key in keys if key is not None]


def _of_figures(figures: Mapping[str, BuiltFigure]) -> Iterable[tuple[str, list[str]]]:
    for figure in figures.values():
        yield figure.number, [d.key.measure for series in figure.series for d in series.data]


def measure_name(measure: str, lang: Language) -> str:
    """The printed name of a measure: 成交额增长, Growth of value."""
    declared = MEASURES[measure]
    return declared.zh if lang == "zh" else declared.en[:1].upper() + declared.en[1:]


def definition(measure: str, lang: Language) -> str:
    """What a measure is, in one sentence.

    Raises:
        KeyError: there is no such measure.
    """
    if lang == "en":
        return MEASURES[measure].definition
    stem, _, last = measure.rpartition(".")
    if stem and last in _DERIVED_ZH:
        return _DERIVED_ZH[last].format(MEASURES[stem].zh)
    return _chinese()[measure]


@cache
def _chinese() -> Mapping[str, str]:
    text = (files("techmarket.report") / "measure_definitions.csv").read_text(encoding="utf-8")
    return {row["measure"]: row["zh"] for row in csv.DictReader(StringIO(text, newline=""))}
