"""The book as a site: pages in a folder that need no network and no server.

Not here: words, numbers and order, which come with the book.
"""

from techmarket.render.site.writing import write_site

__all__ = ["write_site"]
