"""`techmarket freeze`: a register in, a snapshot out.

Not here: what is taken and checked (`snapshot`).
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from techmarket.cli.arrow_alone import leave_pandas_out
from techmarket.snapshot import freeze as freeze_register
from techmarket.snapshot.progress import Progress


def freeze(*, source: Path, cutoff: date, out: Path, progress: Progress | None = None) -> None:
    """Freeze the register in `source` at `cutoff` into `out` and say what was frozen.

    Raises:
        TechmarketError: see `techmarket.snapshot.freeze`.
    """
    leave_pandas_out()
    there_before = out.exists()
    manifest = freeze_register(source, cutoff, out, progress)
    if there_before:
        print(f"{out} is already this snapshot, hash {manifest.hash[:12]}; nothing was written.")
        return
    number = manifest.contracts_of_period
    in_all = "" if number == manifest.contracts else f" ({manifest.contracts} with earlier years)"
    print(
        f"{out}: {number} contracts of {manifest.period}{in_all} as of "
        f"{manifest.cutoff.isoformat()}, hash {manifest.hash[:12]}."
    )
