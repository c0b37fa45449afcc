"""Properties and settings of the document: title, language, date, how Word treats it.

Not here: styles (`styles`).
"""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from techmarket.render.docx.markup import NAMESPACES, allowed
from techmarket.render.imprint import book_date
from techmarket.render.words import form_words
from techmarket.report.model import Book
from techmarket.tables.labels import language

_LONGEST = 255
"""Characters of a property; the text itself is on the cover, whole."""


def set_properties(document: WordDocument, book: Book) -> None:
    """Fills the properties and says that fields are to be updated when Word opens it."""
    _set_core(document, book)
    _set_settings(document)
    _remove_thumbnail(document)


def _set_core(document: WordDocument, book: Book) -> None:
    core, day = document.core_properties, book_date(book)
    core.title, core.subject = allowed(book.title)[:_LONGEST], allowed(book.subtitle)[:_LONGEST]
    core.author = core.last_modified_by = allowed(book.publisher or "techmarket")[:_LONGEST]
    core.language = form_words(language(book.lang)).html_lang
    core.created = core.modified = day
    core.comments = core.keywords = core.category = ""
    core.revision = 1


def _set_settings(document: WordDocument) -> None:
    settings = document.settings.element
    for name in ("updateFields", "compat"):
        for element in settings.findall(qn(f"w:{name}")):
            settings.remove(element)
    update = parse_xml(f'<w:updateFields {NAMESPACES} w:val="true"/>')
    compatible = parse_xml(
        f'<w:compat {NAMESPACES}><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    )
    after = settings.find(qn("w:rsids"))
    if after is None:
        after = settings[-1]
    after.addprevious(update)
    after.addprevious(compatible)


def _remove_thumbnail(document: WordDocument) -> None:
    """The template brings a picture of its own first page."""
    relations = document.part.package.rels
    for name in [n for n, r in relations.items() if r.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        del relations[name]
