"""The README cannot lie: its commands run, its tasks exist, its links lead somewhere."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")

COMMANDS = [
    line.removeprefix("$ ").partition("  #")[0].strip()
    for block in re.findall(r"^```console\n(.*?)^```", README, flags=re.DOTALL | re.MULTILINE)
    for line in block.splitlines()
    if line.startswith("$ ")
]
LINE_COMMANDS = [c for c in COMMANDS if c.startswith("techmarket ")]
TASK_COMMANDS = [c for c in COMMANDS if c.startswith("make ")]
TASKS = re.findall(r"^([a-z-]+):.*?## (.+)$", MAKEFILE, flags=re.MULTILINE)
DOCUMENTS = sorted(
    path for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")] if path.is_file()
)


def run(*command: str) -> subprocess.CompletedProcess[str]:
    """Run a command from the root, without what a surrounding make says to its children."""
    plain = {k: v for k, v in os.environ.items() if not k.startswith(("MAKE", "MFLAGS"))}
    return subprocess.run(
        command,
        cwd=ROOT,
        env=plain,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_every_command_is_of_a_kind_that_is_tried_here() -> None:
    assert sorted(COMMANDS) == sorted(LINE_COMMANDS + TASK_COMMANDS)
    assert TASK_COMMANDS == ["make report", "make test", "make demo", "make serve"]


@pytest.mark.parametrize("command", LINE_COMMANDS)
def test_a_command_of_the_readme_runs(command: str) -> None:
    done = run(sys.executable, "-m", "techmarket", *shlex.split(command)[1:])
    assert done.stderr == ""
    assert done.returncode == 0
    assert done.stdout.strip()


@pytest.mark.parametrize("command", TASK_COMMANDS)
def test_a_task_of_the_readme_exists(command: str) -> None:
    """Dry: the tables that `make report` builds are compared in the golden test."""
    done = run("make", "--dry-run", *shlex.split(command)[1:])
    assert done.stderr == ""
    assert done.returncode == 0


def test_help_lists_every_task_with_its_sentence() -> None:
    listed = dict(re.findall(r"^make (\S+) +(.+)$", run("make", "help").stdout, re.MULTILINE))
    assert listed == dict(TASKS)
    declared = set(re.search(r"^\.PHONY: (.+)$", MAKEFILE, re.MULTILINE)[1].split())  # type: ignore[index]
    assert set(listed) == declared


def test_serve_and_demo_call_the_commands_of_the_site() -> None:
    """Dry: a server would not end; both commands are tried in `spec/web`."""
    for task in ("serve", "demo"):
        called = run("make", "--dry-run", task).stdout.splitlines()[-1]
        assert called.endswith(f"-m techmarket.web {task}")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_between_documents_lead_somewhere(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", text)
    assert [t for t in targets if not (document.parent / t).exists()] == []
