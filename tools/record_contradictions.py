"""Write editions/<year>/contradictions.csv: the printed cells that nothing can reproduce, and why.

Run `.venv/bin/python tools/record_contradictions.py --edition 2013` (about half a minute). What our
tables print there is computed from the settled totals, or read from a folder of tables that
`techmarket tables` wrote (`--tables build/2013/tables`). Every proof is checked before anything is
written. The logic is in `techmarket.simulate`; this file only calls it.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from techmarket.compare.certificate import flaw, leaning
from techmarket.compare.contradictions import load_contradictions
from techmarket.compare.figures import load_tables
from techmarket.editions import load_edition
from techmarket.errors import TechmarketError
from techmarket.simulate.contradictions import recorded_file, write_refuted
from techmarket.simulate.other_statements import evidence_rows
from techmarket.simulate.refuting import find_contradictions


def main() -> int:
    """Finds, proves, checks and writes; gives the exit code."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--edition", required=True, help="name of the edition, such as 2013")
    options.add_argument(
        "--tables", type=Path, help="our tables, as `techmarket tables` wrote them"
    )
    given = options.parse_args()
    try:
        return record(given.edition, given.tables)
    except TechmarketError as error:
        print(error, file=sys.stderr)
        return error.exit_code


def record(name: str, folder: Path | None) -> int:
    """The file is written only when every entry is proved over the rows of evidence."""
    edition = load_edition(name)
    ours = {place: cell.text for place, cell in load_tables(folder).items()} if folder else None
    findings = find_contradictions(edition, ours)
    with tempfile.TemporaryDirectory() as aside:
        draft = Path(aside) / "contradictions.csv"
        write_refuted(findings.entries, draft)
        entries = load_contradictions(draft)
    rows = evidence_rows(edition)
    faults = [
        f"{entry.place.words()}: {fault}" for entry in entries if (fault := flaw(entry, rows))
    ]
    faults += [f"{place.words()} leans on a recorded cell" for place in leaning(entries)]
    faults += [f"{place.words()} differs without a proof" for place in findings.unproved]
    if not findings.optimal:
        faults.append("it is not proved that no smaller set can be given up")
    if faults:
        print("Nothing is written:", *faults, sep="\n", file=sys.stderr)
        return 1
    write_refuted(findings.entries, recorded_file(edition.year))
    print(f"{len(findings.entries)} contradictions, all proved: {recorded_file(edition.year)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
