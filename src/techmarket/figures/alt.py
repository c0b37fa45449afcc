"""Alternative text: what a figure says to those who do not see it, with its numbers.

First the message (who leads, where a row of years has come to, which flows are largest), then all
data, but for a matrix. Numbers are the printed texts of the data. Not here: drawing.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from techmarket.figures.model import BuiltFigure, Datum, Form, Series
from techmarket.figures.words import listed, said

FLOWS_NAMED = 5


def alternative_text(figure: BuiltFigure, *, years: bool) -> str:
    """The alternative text of a figure whose other parts are built.

    Args:
        figure: its own `alt` is not looked at.
        years: the categories are years in a row.
    """
    lang = figure.lang
    sentences = [said("head", lang, title=figure.title, units=figure.units)]
    if all(_value(datum) is None for one in figure.series for datum in one.data):
        sentences.append(said("no_data_at_all", lang))
    elif figure.form is Form.MATRIX:
        sentences += _largest_flows(figure)
    else:
        message = _in_a_row if years else _leaders
        sentences += message(figure)
        sentences.append(said("data", lang, data=_all_data(figure)))
    return (" " if lang == "en" else "").join(one[:1].upper() + one[1:] for one in sentences)


def _value(datum: Datum) -> Fraction | None:
    value = datum.observation.value
    return None if value is None or isinstance(value, str) else Fraction(value)


def _with_unit(datum: Datum, series: Series, figure: BuiltFigure) -> str:
    """The printed number; with its unit in Chinese, in English where that is a sign."""
    if _value(datum) is None or (figure.lang == "en" and series.unit != "%"):
        return datum.text
    return datum.text + series.unit


def _amounts(figure: BuiltFigure) -> list[Series]:
    """The series that are no ratios."""
    return [one for one in figure.series if one.unit != "%"]


def _whose(series: Series, figure: BuiltFigure) -> str:
    """The name of the series, where there is more than one to tell apart."""
    if len(_amounts(figure)) < 2:
        return ""
    return said("whose", figure.lang, series=series.label) + (" " if figure.lang == "en" else "")


def _leaders(figure: BuiltFigure) -> Iterator[str]:
    """Per series of amounts, which category is largest; a share goes with its amount."""
    for series in _amounts(figure):
        values = [v for datum in series.data if (v := _value(datum)) is not None]
        if not values or max(values) <= 0:
            continue
        first = [i for i, datum in enumerate(series.data) if _value(datum) == max(values)]
        yield _whose(series, figure) + said(
            "lead_one" if len(first) == 1 else "lead_tied",
            figure.lang,
            name=listed([figure.categories[i] for i in first], figure.lang),
            value=_with_share(figure, series, first[0]),
        )


def _with_share(figure: BuiltFigure, series: Series, place: int) -> str:
    number = _with_unit(series.data[place], series, figure)
    shares = [one for one in figure.series if one.unit == "%"]
    if figure.form is Form.BARS_AND_LINE or not shares or _value(shares[0].data[place]) is None:
        return number
    share = _with_unit(shares[0].data[place], shares[0], figure)
    return said("of_all", figure.lang, value=number, share=share)


def _in_a_row(figure: BuiltFigure) -> Iterator[str]:
    """Where the first series has come to since the first year that is known, and its peak."""
    series, lang = figure.series[0], figure.lang
    known = [(i, v) for i, datum in enumerate(series.data) if (v := _value(datum)) is not None]
    if not known:
        return

    def number(i: int) -> str:
        return _with_unit(series.data[i], series, figure)

    (first, before), (last, value) = known[0], known[-1]
    word = "more" if value > before else "less" if value < before else "same"
    yield _whose(series, figure) + said(
        "only" if first == last else word,
        lang,
        first=figure.categories[first],
        last=figure.categories[last],
        before=number(first),
        value=number(last),
    )
    peak, highest = max(known, key=lambda pair: pair[1])
    if highest > max(before, value):
        yield said("peak", lang, name=figure.categories[peak], value=number(peak))


def _largest_flows(figure: BuiltFigure) -> Iterator[str]:
    """The largest flows between two places, then those within one."""
    flows = [
        (value, i, series)
        for series in figure.series
        for i, datum in enumerate(series.data)
        if (value := _value(datum))
    ]
    flows.sort(key=lambda flow: -flow[0])
    for word, phrase, within in (("between", "flow", False), ("within", "own", True)):
        named = [
            said(
                phrase,
                figure.lang,
                seller=figure.categories[i],
                buyer=series.label,
                value=_with_unit(series.data[i], series, figure),
            )
            for _, i, series in flows
            if (figure.categories[i] == series.label) is within
        ]
        if named:
            yield said(word, figure.lang, flows=listed(named[:FLOWS_NAMED], figure.lang))


def _all_data(figure: BuiltFigure) -> str:
    labelled = len(_amounts(figure)) > 1
    items = []
    for i, category in enumerate(figure.categories):
        texts = [_with_unit(one.data[i], one, figure) for one in figure.series]
        if labelled:
            labels = (one.label for one in figure.series)
            texts = [f"{label} {text}" for label, text in zip(labels, texts, strict=True)]
        numbers = listed(texts, figure.lang)
        plain = f"{category} {numbers}"
        items.append(
            said("item", figure.lang, category=category, numbers=numbers) if labelled else plain
        )
    return said("item_separator", figure.lang).join(items)
