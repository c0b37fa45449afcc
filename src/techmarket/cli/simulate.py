"""`techmarket simulate`: two registers that have the published figures of an edition.

Not here: how they are drawn (`simulate`) and how the command line reads its options (`cli.main`).
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pyarrow.parquet as pq

from techmarket.cli.progress import Progress
from techmarket.editions import load_edition
from techmarket.errors import TechmarketError
from techmarket.simulate.edition_margins import edition_margins
from techmarket.simulate.population import draw_population
from techmarket.simulate.register_files import write_register


def simulate(
    *, edition: str, seed: int, out: Path, contracts: int | None, progress: Progress
) -> None:
    """Write `out/<year before>` and `out/<year>`, each a register folder, and say what they hold.

    Args:
        edition: its name.
        seed: the same seed gives the same bytes.
        out: must not exist; it is there whole or not at all.
        contracts: contracts of the edition's year; the year before in proportion. As published
            if `None`.
        progress: told of every step.

    Raises:
        TechmarketError: unknown edition, `out` exists, inconsistent figures, or more contracts
            than can be numbered.
    """
    chosen = load_edition(edition)
    if chosen.scope is not None:
        raise TechmarketError(
            f"the edition {chosen.name} is of one place",
            why="a register is drawn from the published figures of the whole country",
            todo="name an edition of the whole country",
        )
    if os.path.lexists(out):
        raise TechmarketError(
            "the folder to write exists already",
            where=str(out),
            todo="remove it or name another folder",
        )
    with _whole_folder(out) as partial:
        margins = edition_margins(chosen)
        this = margins[-1].contracts
        for year in margins:
            population = draw_population(seed, year, chosen.year, progress)
            many = (
                year.contracts if contracts is None else max(1, contracts * year.contracts // this)
            )
            answers = chosen.exchange_answers() if year.year == chosen.year else ()
            write_register(population, partial / str(year.year), many, answers, progress)
    print("; ".join(_held(out / str(year.year)) for year in margins) + ".")


def _held(register: Path) -> str:
    contracts = pq.read_metadata(register / "contracts" / "contracts.parquet").num_rows
    parties = pq.read_metadata(register / "parties.parquet").num_rows
    return f"{register}: {contracts} contracts, {parties} parties"


@contextmanager
def _whole_folder(out: Path) -> Iterator[Path]:
    """Yield a folder to fill beside `out`, which becomes `out` at the end.

    When the body raises, nothing is left: neither the folder nor the folders made above it.
    """
    out = out.absolute()
    missing = [folder for folder in out.parents if not folder.exists()]
    partial = out.with_name(f"{out.name}.partial-{os.getpid()}")
    shutil.rmtree(partial, ignore_errors=True)
    try:
        partial.mkdir(parents=True)
        yield partial
        partial.rename(out)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        for folder in missing:
            with suppress(OSError):
                folder.rmdir()
        raise
