"""A document as a sealed PDF: the same bytes for the same content, key and address.

PDF/A-2a and PDF/UA-1: fit for archives, and readable by those who do not see. A character that
the typeface lacks is set as 〓 and named in a note, so that a rare name stops no certificate.
Not here: the words (`face`) and the look (`document.typ`).
"""

from __future__ import annotations

import io
import json
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import segno
import typst

from techmarket.fonts import FAMILY, missing_characters, typeface
from techmarket.web.certificates.content import Content, statement_of
from techmarket.web.certificates.face import Face, Row, face_of
from techmarket.web.certificates.file_seal import blank_seal, sealed
from techmarket.web.certificates.keys import SigningKey
from techmarket.web.certificates.payload import IN_QR_CODE, signed
from techmarket.web.pages.wording import Both, both

ARCHIVE: Literal["a-2a"] = "a-2a"
ACCESSIBLE: Literal["ua-1"] = "ua-1"
SUBSTITUTE = "〓"
"""Stands for a character that cannot be shown, as printers have it."""

CHECK_PATH = "/check?payload="
FEW_ROWS, AIR, LITTLE_AIR = 13, 3.2, 2.0
"""So many rows or fewer stand apart, with so many millimetres above and below each."""

LIST_WIDTHS = (0, 0, 3, 1.3, 2.2, 0, 0, 0)
"""Columns of a list: shares of what is left over, 0 for as wide as the text."""


class TypesettingError(RuntimeError):
    """The template or the data of a document is defective: nothing that a user can put right."""


def pdf_of(
    content: Content, key: SigningKey, address: str, *, bilingual: bool = False
) -> tuple[bytes, str]:
    """A document as PDF, sealed, and the payload that it carries.

    Args:
        content: what it says.
        key: signs payload and file.
        address: of the register's site, which the QR code leads to.
        bilingual: English stands below the Chinese.

    Raises:
        TypesettingError: the template does not fit the data.
    """
    statement = statement_of(content)
    check = address.rstrip("/") + CHECK_PATH
    payload = signed(statement, key, IN_QR_CODE - len(check))
    document = statement.document
    data = _data(face_of(content), document, bilingual)
    data["keywords"] = [payload, blank_seal(key)]
    made = datetime.combine(content.issue.issued_on, time(), UTC)
    inputs = {
        "document": json.dumps(data, ensure_ascii=False),
        "font": FAMILY,
        "qr": qr_code(check + payload),
    }
    return sealed(_compiled(inputs, made), key), payload


def qr_code(text: str) -> str:
    """A QR code at level M as SVG, without a border: the page around it is white."""
    drawn = io.BytesIO()
    code = segno.make_qr(text, error="m", boost_error=False)
    code.save(drawn, kind="svg", border=0, xmldecl=False, svgclass=None, lineclass=None)
    return drawn.getvalue().decode("ascii")


def _data(face: Face, document: str, bilingual: bool) -> dict[str, Any]:
    """The words as the template takes them; what cannot be shown is replaced."""
    replaced: dict[str, None] = {}

    def told(text: Both) -> list[str]:
        return [_shown(text.zh, replaced), _shown(text.en, replaced) if bilingual else ""]

    rows = [
        {
            "label": told(row.label),
            "lines": [told(line) for line in row.lines if line.zh],
            "half": half,
            "strong": row.strong,
        }
        for row, half in zip(face.rows, _halves(face.rows), strict=True)
    ]
    listing = None
    if face.listing is not None:
        listing = {
            "headings": [told(one) for one in face.listing.headings],
            "rows": [[told(one) for one in row] for row in face.listing.rows],
            "numbers": sorted(face.listing.numbers),
            "widths": LIST_WIDTHS,
        }
    data: dict[str, Any] = {
        "name": f"{face.title.zh} {document}",
        "title": told(face.title),
        "subtitle": told(face.subtitle),
        "document": document,
        "document_label": "文书编号 No." if bilingual else "文书编号",
        "rows": rows,
        "listing": listing,
        "across": listing is not None,
        "air": AIR if len(rows) <= FEW_ROWS and not bilingual else LITTLE_AIR,
        "statement": told(face.statement),
        "agency": told(face.agency),
        "seal": told(both("（登记专用章）", "(seal)")),
        "person_label": told(face.person_label),
        "person": _shown(face.person, replaced),
        "issued_on": told(face.issued_on),
        "watermark": face.watermark.zh,
        "qr_alt": f"二维码：查验文书 {document}",
    }
    data["notes"] = [told(one) for one in (*face.notes, *_replacement_note(replaced))]
    return data


def _halves(rows: Sequence[Row]) -> list[bool]:
    """Which rows take half the width: those that ask for it and have a neighbour that does."""
    halves = [False] * len(rows)
    place = 0
    while place + 1 < len(rows):
        if rows[place].half and rows[place + 1].half:
            halves[place] = halves[place + 1] = True
            place += 1
        place += 1
    return halves


def _shown(text: str, replaced: dict[str, None]) -> str:
    """A text as it can be shown; `replaced` gathers what cannot, in order."""
    hidden = {c for c in text if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")}
    unshown = missing_characters(text) | hidden
    for character in text:
        if character in unshown:
            replaced[character] = None
    return "".join(SUBSTITUTE if c in unshown else c for c in text)


def _replacement_note(replaced: Iterable[str]) -> tuple[Both, ...]:
    codes = [f"U+{ord(character):04X}" for character in replaced]
    if not codes:
        return ()
    return (
        both(
            f"〓 代表字库未收的字，依次为 {'、'.join(codes)}；以登记系统的记录为准。",
            f"〓 stands for characters that the typeface lacks, in order {', '.join(codes)}; the "
            "register has them.",
        ),
    )


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[typeface().folder],
    )


@cache
def _template() -> bytes:
    return (files("techmarket.web.certificates") / "document.typ").read_bytes()


def _compiled(inputs: dict[str, str], made: datetime) -> bytes:
    compiler = typst.Compiler(
        _template(), font_paths=_fonts(), ignore_system_fonts=True, sys_inputs=inputs
    )
    try:
        content, warnings = compiler.compile_with_warnings(
            format="pdf", pdf_standards=[ARCHIVE, ACCESSIBLE], timestamp=made
        )
    except typst.TypstError as error:
        raise TypesettingError(error.diagnostic) from error
    if warnings:
        raise TypesettingError("\n".join(warning.diagnostic for warning in warnings))
    assert isinstance(content, bytes)
    return content
