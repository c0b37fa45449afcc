"""Importing: the command line is light, and every module can be imported on its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src"
HEAVY = ("django", "duckdb", "ibis", "numpy", "pandas", "pyarrow", "scipy", "sqlglot", "xlsxwriter")
MODULES = sorted(
    ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")
    for path in SOURCE.rglob("*.py")
)

LOADED_AFTER = """
import sys
{statement}
print(*sorted({{name.split('.')[0] for name in sys.modules}}))
"""


def loaded_after(statement: str) -> set[str]:
    """The top-level modules that a fresh interpreter holds after running the statement."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED_AFTER.format(statement=statement)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return set(done.stdout.splitlines()[-1].split())


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param("import techmarket.cli.main", id="import"),
        pytest.param(
            "import techmarket.cli.main as m\n"
            "sys.argv = ['techmarket', '--help']\n"
            "try: m.main()\n"
            "except SystemExit: pass",
            id="help",
        ),
    ],
)
def test_the_command_line_loads_nothing_heavy(statement: str) -> None:
    """Help appears at once: databases, arrays and solvers load only where they are used."""
    loaded = loaded_after(statement)
    assert "typer" in loaded
    assert loaded.isdisjoint(HEAVY)


def test_every_module_of_the_site_can_be_imported(tmp_path: Path) -> None:
    """Once Django has its settings, which read nothing but the environment."""
    script = (
        "import importlib, sys, django\n"
        "django.setup()\n"
        "for name in sys.argv[1:]:\n"
        "    importlib.import_module(name)\n"
    )
    site = [name for name in MODULES if name.startswith("techmarket.web")]
    assert len(site) > 20
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script, *site],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "techmarket.web.settings",
            "TECHMARKET_DATA": str(tmp_path),
        },
    )
    assert done.stderr == ""
    assert done.returncode == 0


def test_every_module_can_be_imported_first() -> None:
    """No module relies on another having been imported before it (no import circles)."""
    script = (
        "import importlib, sys\n"
        "for name in sys.argv[1:]:\n"
        "    for loaded in [m for m in sys.modules if m.split('.')[0] == 'techmarket']:\n"
        "        del sys.modules[loaded]\n"
        "    importlib.import_module(name)\n"
    )
    line = [name for name in MODULES if not name.startswith("techmarket.web")]
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script, *line],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stderr == ""
    assert done.returncode == 0
