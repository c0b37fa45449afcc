"""Progress bars on stderr, silent where stderr is not a terminal.

A stage is given a `Progress`, a plain function, and knows nothing of terminals. Not here:
what the steps are called, which the stages decide.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

Progress = Callable[[str, int, int], None]
"""`progress(what, done, total)`: of the step `what`, `done` of `total` units are done."""


@contextmanager
def progress_bars() -> Iterator[Progress]:
    """Yield a `Progress` that draws one bar per step; the bars stay when all is done."""
    from rich.console import Console
    from rich.progress import BarColumn, TaskID, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    console = Console(stderr=True)
    bars = Bars(
        TextColumn("{task.description}"),
        BarColumn(),
        TimeElapsedColumn(),
        console=console,
        disable=not console.is_terminal,
    )
    tasks: dict[str, TaskID] = {}

    def advance(what: str, done: int, total: int) -> None:
        if what not in tasks:
            tasks[what] = bars.add_task(what, total=total)
        bars.update(tasks[what], completed=done, total=total)

    with bars:
        yield advance
