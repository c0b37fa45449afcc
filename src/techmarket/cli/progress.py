"""Progress bars on stderr, silent where stderr is not a terminal.

A stage is given a `Progress`, a plain function, and knows nothing of terminals. Bars go away
when their steps are done, so that what a command prints stands alone. Not here: what the
steps are called, which the stages decide.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Progress = Callable[[str, int, int], None]
"""`progress(what, done, total)`: of the step `what`, `done` of `total` units are done."""


@contextmanager
def progress_bars() -> Iterator[Progress]:
    """Yield a `Progress` that draws one bar per step that is not done yet.

    Where nobody would see them the library that draws them is not loaded.
    """
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TaskID, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    # What a command prints goes where stdout goes, also while a bar is there.
    bars = Bars(
        *columns,
        console=console,
        transient=True,
        disable=not console.is_terminal,
        redirect_stdout=False,
        redirect_stderr=False,
    )
    tasks: dict[str, TaskID] = {}

    def advance(what: str, done: int, total: int) -> None:
        if what not in tasks:
            tasks[what] = bars.add_task(what, total=total)
        bars.start()
        bars.update(tasks[what], completed=done, total=total, visible=done < total)
        if bars.finished:
            bars.stop()

    try:
        yield advance
    finally:
        bars.stop()
