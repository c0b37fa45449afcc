"""The printed book: a PDF typeset from the tree of a book.

Not here: any number, word or order of the book (`report`), and the other formats (`render`).
"""

from techmarket.render.pdf.typeset import pdf_of, write_pdf

__all__ = ["pdf_of", "write_pdf"]
