"""Documents in English: their numbered tables and their running text are read."""

from __future__ import annotations

from techmarket.audit.reading.documents import read_source
from techmarket.audit.reading.english import in_known_words, in_units
from techmarket.audit.reading.language import is_in_english
from techmarket.audit.reading.sources.blocks import Grid, Paragraph, Source
from techmarket.audit.statement import DoubtKind
from techmarket.observations.observation import dims_of

TEXT = "In 2013 the value of technology contracts rose by 16.03 % to 746.913 billion yuan. " * 10


def grid(*lines: str) -> Grid:
    rows = tuple(tuple(line.split("|")) for line in lines)
    return Grid(rows, (None,) * len(rows))


def book(*blocks: Paragraph | Grid) -> Source:
    return Source("book.docx", (Paragraph(TEXT), *blocks))


TABLE = (
    Paragraph("Annex Table 10 Technology contracts by kind of buyer and kind of seller, 2013"),
    Paragraph("Unit: contracts, 100 million yuan"),
    grid(
        "Kind of buyer|Seller||||",
        "|Total||Social organisations||",
        "|Contracts|Value|Contracts|Value|",
        "Government bodies|31578|1019.36|80|0.90|",
        "Enterprises|213392|5369.72|1348|18.25|",
    ),
)


def test_units_in_words() -> None:
    """What stands behind Unit, and words that are no units."""
    assert in_units("contracts, 100 million yuan, %") == "项、亿元、%"
    assert in_units("10,000 yuan") == "万元"
    assert in_units("per head") == "per head"


def test_a_numbered_table() -> None:
    """Labels, sides and units are understood: of "social organisations" the second word counts
    nothing."""
    reading = read_source(book(*TABLE), "en")
    number = next(number for number in reading.numbers if number.text == "0.90")
    assert (number.measure, number.unit, number.period) == ("value", "亿元", 2013)
    assert number.dims == dims_of({"buyer_kind": "010", "seller_kind": "030"})


def test_years_over_columns() -> None:
    """A row of years below a row of measures is no row of numbers."""
    table = grid(
        "Region|Contracts|||Value|||",
        "|2012|2013|Growth|2012|2013|Growth|",
        "Beijing|59969|62755|4.65|2458.50|2851.72|15.99|",
        "Tianjin|13381|15664|17.06|232.33|276.16|18.87|",
    )
    title = Paragraph("Annex Table 13 Technology sold, by region, 2012–2013")
    unit = Paragraph("Unit: contracts, 100 million yuan, %")
    reading = read_source(book(title, unit, table), "en")
    number = next(number for number in reading.numbers if number.text == "2458.50")
    assert (number.measure, number.period) == ("value", 2012)
    assert number.dims == dims_of({"seller_region": "110000"})


def test_tables_without_a_number_are_told() -> None:
    """They are the data of figures, or lists, and not judged: one doubt."""
    data = grid("Category|2012|2013", "Enterprises|12.00|13.00")
    reading = read_source(book(*TABLE, Paragraph("Value by kind"), data), "en")
    unnumbered = [one for one in reading.numbers if not one.place.table and not one.place.span]
    assert {number.measure for number in unnumbered} == {""}
    told = {doubt.kind: doubt.why for doubt in reading.doubts}
    assert told[DoubtKind.ASSUMED] == (
        "Tables without a number in an English document (2 numbers) are not judged: they are the "
        "data of figures, or lists."
    )
    assert DoubtKind.LANGUAGE not in told


def test_text_that_is_hardly_understood() -> None:
    """Where most figures of the text are left open one doubt says so for all."""
    strange = Paragraph("Of the tonnage 17.3% and 16,400 went elsewhere. " * 40)
    reading = read_source(book(*TABLE, strange), "en")
    told = {doubt.kind: doubt.why for doubt in reading.doubts}
    read = sum(1 for number in reading.numbers if number.place.span)
    assert told[DoubtKind.LANGUAGE] == (
        f"The document is in English: of {read + 80} figures in its text 80 were not understood; "
        "audit the Chinese edition."
    )


def test_notes_in_a_table_are_not_read() -> None:
    """A cell of several sentences."""
    notes = grid(f"Rounding|{TEXT}")
    source, left_out = in_known_words(book(notes))
    assert source.blocks == (Paragraph(TEXT),)
    assert left_out == 1
    told = {doubt.kind: doubt.why for doubt in read_source(book(*TABLE, notes), "en").doubts}
    assert told[DoubtKind.DOCUMENT] == ("Tables of notes in an English document are not read: 1.")


def test_which_documents_are_in_english() -> None:
    """Names in Latin letters do not make a book English; a table or two alone is read as it is."""
    assert is_in_english(book())
    assert not is_in_english(Source("a", (Paragraph("合同数" * 400 + "Total" * 100),)))
    assert not is_in_english(Source("a", TABLE[:1]))
