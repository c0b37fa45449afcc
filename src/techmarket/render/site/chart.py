"""A figure on a page: its drawing with numbers that can be reached, and its data as a table.

The drawing is the one of print. Where a mark stands for one datum it becomes a place that tells
its number on hover and focus. Not here: the drawing itself (`figures.draw`).
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from lxml import etree

from techmarket.figures.model import BuiltFigure
from techmarket.render.book_walk import figure_caption
from techmarket.render.book_words import book_words
from techmarket.render.drawings import web_drawing
from techmarket.render.site.places import figure_anchor
from techmarket.render.words import notes_with_words, series_heading, unit_word
from techmarket.tables.labels import Language, language

_SVG = "{http://www.w3.org/2000/svg}"


def figure_section(figure: BuiltFigure, lang: Language, download: str) -> str:
    """The figure: drawing, caption, notes, data table, download."""
    words, name = book_words(lang), figure_anchor(figure)
    notes = "".join(f"<li>{escape(line)}</li>" for line in notes_with_words(figure.notes, lang))
    parts = [
        f'<figure id="{name}" aria-labelledby="{name}-title">',
        f'<div class="drawing scroll" role="region" tabindex="0" aria-labelledby="{name}-title">',
        enriched(web_drawing(figure), figure, name),
        "</div>",
        f'<figcaption id="{name}-title">{escape(figure_caption(figure, lang))}</figcaption>',
        f'<ul class="notes">{notes}</ul>' if notes else "",
        f'<details><summary>{words.show_data}</summary>',
        *_data_table(figure, lang, name),
        f'</details><p class="tools">{download}</p></figure>',
    ]  # fmt: skip
    return "\n".join(part for part in parts if part)


def enriched(svg: str, figure: BuiltFigure, name: str) -> str:
    """The drawing with ids of its own and a place for every mark that shows a datum."""
    root = etree.fromstring(svg.encode("utf-8"))
    _make_ids_own(root, name)
    unit = {series.unit: unit_word(series.unit, language(figure.lang)) for series in figure.series}
    labels = {
        datum.key.cell_id: f"{category} {series.label} {datum.text} {unit[series.unit]}"
        for series in figure.series
        for category, datum in zip(figure.categories, series.data, strict=True)
    }
    for element in root.iter(etree.Element):
        cell_id = element.attrib.pop("aria-label", None)
        for attribute in ("role", "aria-roledescription", "aria-hidden"):
            element.attrib.pop(attribute, None)
        if cell_id in labels:
            element.set("data-cell", cell_id)
            element.set("role", "img")
            element.set("aria-label", " ".join(labels[cell_id].split()))
        elif element.tag == f"{_SVG}text":
            # The marks say category and number; labels beside them would say them again.
            element.set("aria-hidden", "true")
    # What can be reached inside has no place in an image.
    root.set("role", "group")
    root.set("aria-label", figure.alt or figure.title)
    text: str = etree.tostring(root, encoding="unicode")
    return text


def _make_ids_own(root: etree._Element, name: str) -> None:
    """Ids of two drawings on one page must differ."""
    for element in root.iter():
        for attribute, value in element.attrib.items():
            if attribute == "id":
                element.set("id", f"{name}-{value}")
            elif "url(#" in value:
                element.set(attribute, value.replace("url(#", f"url(#{name}-"))


def _data_table(figure: BuiltFigure, lang: Language, name: str) -> Iterator[str]:
    words = book_words(lang)
    heads = "".join(
        f'<th scope="col">{escape(series_heading(series, lang))}</th>' for series in figure.series
    )
    yield (
        f'<div class="scroll" role="region" tabindex="0" aria-labelledby="{name}-title">'
        f'<table class="one"><thead><tr><th class="stub s0" scope="col">{words.category}</th>'
        f"{heads}</tr></thead><tbody>"
    )
    for place, category in enumerate(figure.categories):
        cells = "".join(
            f'<td data-cell="{escape(series.data[place].key.cell_id)}">'
            f"{escape(series.data[place].text)}</td>"
            for series in figure.series
        )
        yield f'<tr><th class="stub s0 leaf" scope="row">{escape(category)}</th>{cells}</tr>'
    yield "</tbody></table></div>"
