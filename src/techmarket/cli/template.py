"""`techmarket template`: the workbook to fill in.

Not here: options and their words (`main`), the workbook (`imports.template`).
"""

from __future__ import annotations

from pathlib import Path

from techmarket.imports.template import template_columns, write_template


def template(out: Path, lang: str) -> None:
    """Write the workbook and say how many columns it has."""
    write_template(out, lang)
    print(f"{out}: {len(template_columns())} columns.")
