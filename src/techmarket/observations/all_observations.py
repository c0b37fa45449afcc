"""Everything worth writing of a snapshot, into one file.

Not here: which observations these are (`keys`).
"""

from __future__ import annotations

from pathlib import Path

from techmarket.observations.combinations import combination_tables
from techmarket.observations.keys import uncombined_keys
from techmarket.observations.observations import Observations
from techmarket.observations.observations_file import table_of, write_tables


def write_all_observations(path: Path, observations: Observations) -> int:
    """Write the observations of `keys.all_keys`; the number written.

    The file is the same, byte for byte, as `write_observations` makes of them.

    Raises:
        TechmarketError: `path` is a folder, a device or a pipe.
    """
    others = table_of(map(observations.get, uncombined_keys(observations)))
    return write_tables(path, [others, *combination_tables(observations)])
