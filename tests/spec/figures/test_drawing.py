"""Drawing: every label and number is in the picture, nothing else is, and it stays the same."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from itertools import combinations, pairwise

import pytest
from altair.vegalite.v6.schema.core import load_schema
from jsonschema import Draft7Validator
from lxml import etree
from PIL import Image

from techmarket.errors import TechmarketError
from techmarket.figures import BuiltFigure, Form
from techmarket.figures.draw import PRINT, WEB, Theme, png, svg, vega_lite
from techmarket.figures.draw.lettering import lines_of, width_of
from techmarket.figures.draw.theme import luminance

Small = Callable[..., BuiltFigure]

ALL = {
    Form.BARS: {"2012年": (3, 1), "2013年": (4, 2)},
    Form.RANKING: {"": (4, 2)},
    Form.BARS_AND_LINE: {"成交额": (4, 2), "比上年": (1, 3)},
    Form.LINES: {"成交额": (4, 2), "目标": (1, 3)},
    Form.SHARES: {"成交额": (4, 2), "占比": (3, 1)},
    Form.MATRIX: {"甲": (4, 2), "乙": (1, 3)},
}
"""A small figure per form; a map of tiles needs provinces."""


def written(drawn: str) -> list[str]:
    """The texts of a picture line by line, in the order drawn."""
    texts = etree.fromstring(drawn.encode()).iter("{http://www.w3.org/2000/svg}text")
    return [line for text in texts for line in text.itertext()]


def together(drawn: str) -> str:
    return re.sub(r"\s", "", "".join(written(drawn)))


@pytest.mark.parametrize("form", ALL)
def test_every_label_and_number_is_written_as_text(form: Form, small: Small) -> None:
    """Text stays text, in the typeface of the book; it can be searched and read aloud."""
    drawn = svg(small(form, ("一月", "二月"), ALL[form], levels=form is Form.MATRIX))
    shown = together(drawn)
    for label in ("一月", "二月", *ALL[form]):
        # The heads of a matrix are set from top to bottom, the last character first.
        assert label in shown or label[::-1] in shown
    if form is not Form.MATRIX:
        for numbers in ALL[form].values():
            assert {str(n) for n in numbers} <= set(re.findall(r"\d+", " ".join(written(drawn))))
    assert set(re.findall(r'font-family="([^"]*)"', drawn)) == {"Noto Sans SC"}


@pytest.mark.parametrize("form", ALL)
def test_two_pictures_of_a_figure_have_the_same_bytes(form: Form, small: Small) -> None:
    """SVG and PNG, in one process and whatever was drawn between them."""
    figure = small(form, ("一月", "二月"), ALL[form], levels=form is Form.MATRIX)
    first = svg(figure), png(figure)
    svg(small(Form.RANKING, ("甲",), {"": (1,)}))
    assert (svg(figure), png(figure)) == first


@pytest.mark.parametrize("form", ALL)
def test_a_picture_is_as_wide_as_its_theme(form: Form, small: Small) -> None:
    """150 mm in print, at two pixels a CSS pixel; 720 pixels on a screen."""
    figure = small(form, ("一月", "二月"), ALL[form], levels=form is Form.MATRIX)
    with Image.open(BytesIO(png(figure))) as picture:
        assert picture.width == 2 * PRINT.width == 2 * 567
    assert 'width="720"' in svg(figure, WEB)


@pytest.mark.parametrize("form", ALL)
def test_a_specification_is_valid_and_carries_its_cells(form: Form, small: Small) -> None:
    """Vega-Lite as its schema has it; every datum of the bars, arcs or tiles has its cell id."""
    figure = small(form, ("一月", "二月"), ALL[form], levels=form is Form.MATRIX)
    spec = vega_lite(figure)
    Draft7Validator(load_schema()).validate(spec)
    assert spec["description"] == "试图"
    found = {row["id"] for rows in spec["datasets"].values() for row in rows if "id" in row}
    drawn = figure.series[:1] if form is Form.SHARES else figure.series
    assert found == {datum.key.cell_id for series in drawn for datum in series.data}


def test_the_alternative_text_is_on_the_picture(small: Small) -> None:
    """As the label of an image, with its signs escaped."""
    figure = replace(small(Form.RANKING, ("甲",), {"": (1,)}), alt='"A" < B & C')
    assert '<svg role="img" aria-label="&quot;A&quot; &lt; B &amp; C" ' in svg(figure)


@pytest.mark.parametrize("form", ALL)
def test_any_name_is_written_as_it_is(form: Form, small: Small) -> None:
    """Signs that mean something in HTML, in expressions and in typesetting."""
    names = ("A<b>&amp;\"'#*=$@\\n", "');alert(1);//[0]", "{{x}} ${y} </text>")
    series = dict.fromkeys(("&<\"'\\", "[0]"), (3, 2, 1))
    drawn = svg(small(form, names, series, levels=form is Form.MATRIX))
    for name in (*names, *(label for label in series if form is not Form.RANKING)):
        assert re.sub(r"\s", "", name) in together(drawn)


@pytest.mark.parametrize("form", [form for form in ALL if form is not Form.MATRIX])
def test_long_names_are_broken_and_whole(form: Form, small: Small) -> None:
    """Nothing is cut off or shortened, and nothing stands outside of the picture."""
    long = "基础研究计划(973计划)和国家重大科学研究计划" * 4
    word = "Donaudampfschifffahrtsgesellschaftskapitän" * 2
    drawn = svg(small(form, (long, word), ALL[form]))
    shown = "".join(written(drawn))
    # Names stand line by line; in a ranking line by line of all names.
    assert all(shown.count(c) >= (long + word).count(c) for c in set(long + word))
    assert max(width_of(line, PRINT.label) for line in written(drawn)) <= PRINT.width


@pytest.mark.parametrize("form", ALL)
def test_one_category_and_missing_numbers_are_drawn(form: Form, small: Small) -> None:
    """A missing number is its sign; a figure of nothing but missing numbers is drawn as well."""
    series = dict.fromkeys(ALL[form], (None,))
    assert "…" in written(svg(small(form, ("甲",), series, levels=False)))
    series = dict.fromkeys(ALL[form], (0, None))
    assert "…" in " ".join(written(svg(small(form, ("甲", "乙"), series))))


def test_a_figure_without_categories_shows_its_last_note(small: Small) -> None:
    """And a dash where it has none."""
    empty = small(Form.RANKING, (), {"": ()}, notes=("一", "没有数据。"))
    assert written(svg(empty)) == ["没有数据。"]
    assert written(svg(replace(empty, notes=()))) == ["—"]


def test_a_character_without_a_glyph_is_refused(small: Small) -> None:
    """It would be left out of the picture, and nobody would know."""
    for figure in (
        small(Form.RANKING, ("企业😀",), {"": (1,)}),
        small(Form.RANKING, ("企业",), {"😀": (1,)}),
        small(Form.RANKING, ("企业",), {"": (1,)}, notes=("😀",)),
    ):
        for draw in (svg, png, vega_lite):
            with pytest.raises(TechmarketError) as refused:
                draw(figure)
            assert str(refused.value) == (
                "the typeface has no glyph for a character (图1): 😀 (U+1F600); "
                "write the text with other characters."
            )


def test_bars_lie_down_where_they_would_be_too_narrow(small: Small) -> None:
    """Their numbers would run into each other, or a name would take more than three lines."""

    def lie(names: tuple[str, ...], number: int) -> bool:
        spec = vega_lite(small(Form.BARS, names, {"": (number,) * len(names)}))
        return "y" in spec["layer"][0]["encoding"] and (
            spec["layer"][0]["encoding"]["y"]["field"] == "category"
        )

    assert not lie(tuple("一二三四五六"), 7469)
    assert lie(tuple("一二三四五六七八九十甲乙丙丁戊己庚辛壬癸"), 1_000_000)
    assert lie(("一", "二", "中" * 60, "三"), 1)


def test_lines_break_at_words_and_are_about_equal() -> None:
    """Chinese after any character but before a closing mark; Latin between words."""
    assert lines_of("Development of health services", 12, 110) == [
        "Development of",
        "health services",
    ]
    assert lines_of("基础研究计划和国家重大科学研究计划", 12, 16 * 12) == [
        "基础研究计划和国家",
        "重大科学研究计划",
    ]
    assert lines_of("生物、医药、", 12, 2.5 * 12)[0] == "生物、" or width_of("生物、", 12) > 30
    assert lines_of("", 12, 100) == [""]
    assert "".join(lines_of("Unbreakable", 12, 30)) == "Unbreakable"


# Colours. Machado, Oliveira and Fernandes (2009), full deficiency, on linear RGB.
DEFICIENCIES = {
    "none": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def lab(colour: str, deficiency: str = "none") -> tuple[float, float, float]:
    """CIE 1976 L*a*b* of a colour as it is seen (D65)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    rows = DEFICIENCIES[deficiency]
    r, g, b = (min(max(sum(f * v for f, v in zip(row, linear, strict=True)), 0), 1) for row in rows)
    x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047
    y = 0.2126 * r + 0.7152 * g + 0.0722 * b
    z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883

    def bent(t: float) -> float:
        return t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116

    return 116 * bent(y) - 16, 500 * (bent(x) - bent(y)), 200 * (bent(y) - bent(z))


def grey(colour: str) -> float:
    """Lightness of a colour printed grey, from 0 to 100."""
    return lab(colour)[0]


def apart(one: str, other: str, deficiency: str) -> float:
    pairs = zip(lab(one, deficiency), lab(other, deficiency), strict=True)
    return float(sum((a - b) ** 2 for a, b in pairs) ** 0.5)


@pytest.mark.parametrize("theme", [PRINT, WEB])
def test_neighbours_differ_when_printed_grey(theme: Theme) -> None:
    """By 14 of 100 steps of lightness: two series, classes one above the other, and parts of a
    ring however many there are."""
    assert abs(grey(theme.pair[0]) - grey(theme.pair[1])) >= 40
    for low, high in pairwise((theme.empty, *theme.shades)):
        assert grey(low) - grey(high) >= (4 if low == theme.empty else 10)
    for number in range(2, len(theme.parts) + 1):
        ring = theme.parts[:number]
        for one, other in pairwise((*ring, ring[0])):
            assert abs(grey(one) - grey(other)) >= 14, (one, other)


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
def test_colours_differ_for_readers_with_a_colour_deficiency(deficiency: str) -> None:
    """Every two parts of a ring by 12 units of colour difference (2 can just be seen)."""
    for one, other in combinations(PRINT.parts, 2):
        assert apart(one, other, deficiency) >= 12, (one, other)
    assert apart(*PRINT.pair, deficiency) >= 40
    for low, high in pairwise(PRINT.shades):
        assert apart(low, high, deficiency) >= 10


def test_letters_stand_out_from_their_ground() -> None:
    """At least 4.5 to 1, as WCAG 2.2 demands of text."""

    def contrast(one: str, other: str) -> float:
        low, high = sorted((luminance(one), luminance(other)))
        return (high + 0.05) / (low + 0.05)

    for ground in (*PRINT.shades, PRINT.empty):
        assert contrast(ground, PRINT.text_on(ground)) >= 4.5
    assert contrast(PRINT.quiet, "#ffffff") >= 4.5
    assert contrast(PRINT.ink, "#ffffff") >= 4.5
