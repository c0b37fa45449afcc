"""Reading anybody's report: files to printed numbers with meanings, and doubts.

`read_documents` is the way in. Not here: the shape of what is read (`audit.statement`) and the
judgement of it.
"""

from techmarket.audit.reading.documents import read_documents

__all__ = ["read_documents"]
