"""Write the catalogue of rules, `docs/rules.md`, from their declarations.

    make docs

Not here: the text (`techmarket.checks.catalogue`).
"""

from __future__ import annotations

from pathlib import Path

from techmarket.checks.catalogue import catalogue

TARGET = Path(__file__).parents[1] / "docs" / "rules.md"

if __name__ == "__main__":
    TARGET.write_text(catalogue(), encoding="utf-8")
