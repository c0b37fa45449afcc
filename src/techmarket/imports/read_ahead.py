"""The next batch of a stream is read while the last one is worked on.

Not here: reading itself (`delimited_file`, `workbook_file`, `parquet_file`), checks in several
threads (`checks.batches`).
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def read_ahead(batches: Iterator[T]) -> Iterator[T]:
    """The same batches in the same order; one more than is asked for is held.

    Errors of the stream are raised where the batch would have been given.
    """
    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(next, batches, None)
        while (batch := coming.result()) is not None:
            coming = pool.submit(next, batches, None)
            yield batch
