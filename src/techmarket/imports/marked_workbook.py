"""stub. Not here: all."""
from pathlib import Path
from techmarket.imports.import_files import ImportOutcome
def write_marked(source: Path, out: Path, outcome: ImportOutcome, lang: str) -> None:
    """Stub."""
