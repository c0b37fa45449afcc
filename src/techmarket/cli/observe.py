"""`techmarket observe`: snapshots in, a file of observations out.

Not here: the rules (`observations`) and what an edition carries (`editions`).
"""

from __future__ import annotations

from pathlib import Path

from techmarket.cli.engines import chosen_engine
from techmarket.editions import load_edition
from techmarket.editions.observing import observed_country
from techmarket.errors import TechmarketError
from techmarket.observations.all_observations import write_all_observations
from techmarket.snapshot import open_snapshot
from techmarket.snapshot.progress import Progress
from techmarket.whole_file import refuse_what_is_no_file


def observe(
    *,
    snapshot: Path,
    out: Path,
    previous: Path | None = None,
    edition: str = "2013",
    engine: str = "kernel",
    master: str | None = None,
    progress: Progress | None = None,
) -> None:
    """Write the observations of `snapshot`, with growth over `previous`, to the file `out`.

    Raises:
        TechmarketError: a snapshot is altered or of another year than the edition, `previous`
            is not cut off on the same day of the year before, the edition is unknown, or `out`
            is a folder, a device or a pipe; or the engine cannot be had.
    """
    tell = progress or (lambda *_: None)
    chosen = load_edition(edition)
    if chosen.scope is not None:
        raise TechmarketError(
            f"the edition {chosen.name} is of one place",
            why="a file of observations is of the whole register, its places included",
            todo="name an edition of the whole country",
        )
    refuse_what_is_no_file(out)
    tell("opening snapshots", 0, 1)
    this_year = open_snapshot(snapshot)
    year_before = None if previous is None else open_snapshot(previous)
    tell("opening snapshots", 1, 1)
    tell("observing", 0, 2)
    with chosen_engine(engine, master) as counting:
        observations = observed_country(chosen, this_year, year_before, counting)
    tell("observing", 1, 2)
    number = write_all_observations(out, observations)
    tell("observing", 2, 2)
    print(f"{out}: {number} observations.")
