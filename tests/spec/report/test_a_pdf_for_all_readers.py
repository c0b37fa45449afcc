"""A PDF that a screen reader reads whole and in order: PDF/UA-1 (ISO 14289-1)."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfWriter
from pypdf.generic import NameObject, NumberObject

from pdf_for_all_readers import faults
from printed_pdf import structure
from small_book import small_book
from techmarket.figures.model import BuiltFigure
from techmarket.render.pdf import pdf_of


def picture(figure: BuiltFigure) -> str:
    """A drawing that costs nothing."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30"><path d="M0 0h9v9z"/></svg>'
    )


@pytest.fixture(scope="module")
def printed() -> bytes:
    return pdf_of(small_book("zh"), picture)


def element(root: Any, kind: str) -> Any:
    """The first element of a kind."""
    waiting = [root["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop(0)
        if node.get("/S") == kind:
            return node
        below = node.get("/K", [])
        every = below if isinstance(below, list) else [below]
        found = [child.get_object() for child in every]
        waiting += [child for child in found if isinstance(child, dict)]
    raise AssertionError(kind)


def changed(content: bytes, change: Callable[[Any], None]) -> bytes:
    """The file after a change of its catalogue or its structure."""
    writer = PdfWriter(clone_from=BytesIO(content))
    change(writer.root_object)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def without_scope(root: Any) -> None:
    head = element(root, "/TH")
    for one in head["/A"]:
        one.get_object().pop("/Scope", None)


CHANGES: dict[str, Callable[[Any], Any]] = {
    "the metadata do not say what the file is": lambda root: root.pop("/Metadata"),
    "the file is not tagged": lambda root: root.pop("/MarkInfo"),
    "no language": lambda root: root.pop("/Lang"),
    "the title is not shown": lambda root: root.pop("/ViewerPreferences"),
    "a figure without alternative text": lambda root: element(root, "/Figure").pop("/Alt"),
    "a heading of level 3 after one of level 0": lambda root: element(root, "/H1").update(
        {NameObject("/S"): NameObject("/H3")}
    ),
    "a head of a table does not say what it heads": without_scope,
    "the rows of a table are not of one length": lambda root: element(root, "/TH")["/A"][0].update(
        {NameObject("/ColSpan"): NumberObject(40)}
    ),
}
"""What is wrong, and what makes it so."""


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_book_has_all_that_a_reader_needs(lang: str) -> None:
    """Title, language, headings that nest, alternative texts, heads of tables, links with words."""
    content = pdf_of(small_book(lang), picture)
    assert faults(content) == []
    kinds = {element["/S"] for element in structure(content)}
    assert {"/H1", "/Figure", "/Table", "/TH", "/Link"} <= kinds


@pytest.mark.parametrize("fault", CHANGES)
def test_each_fault_is_seen(printed: bytes, fault: str) -> None:
    """The check of this chapter can fail: one thing taken away is one fault named."""
    assert fault in faults(changed(printed, CHANGES[fault]))


def test_a_validator_finds_nothing(printed: bytes) -> None:
    """An independent program that holds the file against every rule of PDF/UA-1."""
    validator = pytest.importorskip("page", reason="the package page-validation is not installed")
    report = validator.validate_pdf_bytes(printed, profile="ua1")
    assert [failure.message for failure in report.failures] == []
    untagged = changed(printed, CHANGES["the file is not tagged"])
    assert not validator.is_pdf_compliant_bytes(untagged, profile="ua1")
