"""The solver without its voice: what its library writes past Python reaches nobody.

HiGHS writes lines of its own into the output of the process at times, where they would stand in
the midst of a report. Not here: what is solved.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


def quietly(solve: Callable[P, T]) -> Callable[P, T]:
    """The same function, whose library writes nothing."""

    @wraps(solve)
    def solved(*args: P.args, **kwargs: P.kwargs) -> T:
        with silent():
            return solve(*args, **kwargs)

    return solved


@contextmanager
def silent() -> Iterator[None]:
    """While it lasts, what is written to the first output below Python is dropped.

    Other threads must not write there meanwhile. Where there is no such output, nothing is done.
    """
    with suppress(OSError, ValueError, AttributeError):
        sys.stdout.flush()
    try:
        kept = os.dup(1)
    except OSError:
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        yield
    finally:
        os.dup2(kept, 1)
        os.close(nowhere)
        os.close(kept)
