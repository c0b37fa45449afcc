"""The files of the typeface: made once, kept whole, and refused where they cannot be kept."""

from __future__ import annotations

import shutil
import sys
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import pytest
from fontTools.ttLib import TTFont

from techmarket.errors import TechmarketError
from techmarket.fonts import FAMILY, licence_text, text_width, typeface
from techmarket.fonts.one_weight import make_one_weight

module = import_module("techmarket.fonts.typeface")
source = import_module("techmarket.fonts.variable_font")


def fake_process(arguments: tuple[str, ...], **_: object) -> SimpleNamespace:
    """Writes at once what a weight is not, instead of making it for twelve seconds."""
    weight, out = arguments[3], Path(arguments[5])
    out.write_bytes(f"weight {weight}".encode())
    return SimpleNamespace(
        communicate=lambda: (None, ""), returncode=0, kill=int, wait=int, stderr=None
    )


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty cache, and weights that are made at once."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(module.subprocess, "Popen", fake_process)
    return tmp_path / "techmarket" / "fonts"


def test_there_is_a_regular_and_a_bold_weight_of_one_family() -> None:
    """Static TrueType files under one name; their folder holds their licence and no other font."""
    files = typeface()
    for path, style, weight in ((files.regular, "Regular", 400), (files.bold, "Bold", 700)):
        with TTFont(path) as font:
            assert font["name"].getDebugName(1) == FAMILY
            assert font["name"].getDebugName(2) == style
            assert font["OS/2"].usWeightClass == weight
            assert "fvar" not in font
            assert len(font.getBestCmap()) > 30_000
    assert sorted(path.name for path in files.folder.iterdir()) == [
        *("NotoSansSC-Bold.ttf", "NotoSansSC-Regular.ttf", "OFL.txt", "SHA256SUMS")
    ]
    assert files.folder.joinpath("OFL.txt").read_text(encoding="utf-8") == licence_text()
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence_text()


def test_a_weight_has_the_same_bytes_whenever_it_is_made(tmp_path: Path) -> None:
    """Shown on a small variable font: the time of day is not in the file."""
    from fontTools import subset

    small = tmp_path / "small.ttf"
    options = subset.Options(recalc_timestamp=False)
    font = subset.load_font(str(source.variable_font()), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text="技术7469.13")
    subsetter.subset(font)
    font.save(small)
    font.close()
    made = []
    for name in ("one.ttf", "other.ttf"):
        make_one_weight(700, small, tmp_path / name)
        made.append((tmp_path / name).read_bytes())
    assert made[0] == made[1]


def test_it_is_made_once(quick: Path) -> None:
    """The second time nothing is made; progress is told while something is."""
    told: list[tuple[str, int, int]] = []
    first = typeface(lambda *step: told.append(step))
    assert told == [("typeface", 0, 2), ("typeface", 1, 2), ("typeface", 2, 2)]
    again = typeface(lambda *step: told.append(step))
    assert (again, len(told)) == (first, 3)
    assert first.folder.parent == quick


def test_an_altered_file_is_made_again(quick: Path) -> None:
    """Its hash is kept beside it."""
    files = typeface()
    files.bold.write_bytes(b"half")
    assert typeface().bold.read_bytes() == b"weight 700"


def test_nothing_half_made_is_left(quick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A weight that fails is told as its last line says; the folder is not there."""

    def failing(*_: object, **__: object) -> SimpleNamespace:
        return SimpleNamespace(
            communicate=lambda: (None, "Traceback\nOSError: [Errno 28] No space left on device\n"),
            returncode=1,
            kill=int,
            wait=int,
            stderr=None,
        )

    monkeypatch.setattr(module.subprocess, "Popen", failing)
    with pytest.raises(TechmarketError) as refused:
        typeface()
    folder = next(quick.glob("*.lock")).with_suffix("")
    assert str(refused.value) == (
        f"the typeface cannot be kept ({folder}): OSError: [Errno 28] No space left on device; "
        "make room there, or set XDG_CACHE_HOME to a folder that can be written."
    )
    assert [path.name for path in quick.iterdir()] == [f"{folder.name}.lock"]


def test_a_cache_that_cannot_be_written_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Here a file stands where the folder should be."""
    (tmp_path / "techmarket").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    with pytest.raises(TechmarketError) as refused:
        typeface()
    where = tmp_path / "techmarket" / "fonts" / module._folder_name()
    assert str(refused.value) == (
        f"the typeface cannot be kept ({where}): Not a directory; "
        "make room there, or set XDG_CACHE_HOME to a folder that can be written."
    )


def test_the_cache_is_where_the_desktop_specification_says(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """`XDG_CACHE_HOME` if it is absolute, `~/.cache` otherwise."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert module.cache_folder() == tmp_path / ".cache" / "techmarket" / "fonts"
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "here"))
    assert module.cache_folder() == tmp_path / "here" / "techmarket" / "fonts"


def test_two_processes_at_once_make_it_once(tmp_path: Path) -> None:
    """The second waits for the lock and finds the files of the first."""
    import subprocess

    program = (
        "import importlib, sys; from pathlib import Path; from types import SimpleNamespace as S\n"
        "m = importlib.import_module('techmarket.fonts.typeface')\n"
        "def made(a, **_):\n"
        "    import time; time.sleep(0.5); Path(a[5]).write_bytes(a[3].encode())\n"
        "    told = lambda: (None, '')\n"
        "    return S(communicate=told, returncode=0, kill=int, wait=int, stderr=None)\n"
        "m.subprocess.Popen = made\n"
        "steps = []; m.typeface(lambda *s: steps.append(s)); print(len(steps))\n"
    )
    running = [
        subprocess.Popen(
            [sys.executable, "-c", program],
            env={"XDG_CACHE_HOME": str(tmp_path), "PATH": ""},
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    assert sorted(process.communicate()[0].strip() for process in running) == ["0", "3"]
    assert [process.returncode for process in running] == [0, 0]


def test_a_missing_font_package_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The package, or its file, with what to install."""
    todo = "; install the package justmytype-intl-cjk again."
    monkeypatch.setattr(source, "PACKAGE", "no_such_package")
    with pytest.raises(TechmarketError) as refused:
        source.variable_font()
    assert str(refused.value) == (
        "the typeface of the book is missing (no_such_package): the package is not installed" + todo
    )
    monkeypatch.undo()
    monkeypatch.setattr(source, "FONT", "other.ttf")
    with pytest.raises(TechmarketError) as refused:
        source.variable_font()
    assert str(refused.value).startswith("the typeface of the book is missing (")
    assert str(refused.value).endswith("/other.ttf): the file is not there" + todo)


def test_widths_are_those_of_the_weight() -> None:
    """A Chinese character is one em wide, digits all alike, bold letters wider than regular."""
    assert text_width("技术合同") == 4
    assert {text_width(digit) for digit in "0123456789"} == {text_width("0")}
    assert text_width("Wm", bold=True) > text_width("Wm")
    assert text_width("") == 0


def test_the_cache_may_be_thrown_away(quick: Path) -> None:
    """It is made again."""
    files = typeface()
    shutil.rmtree(files.folder)
    assert typeface() == files
    assert files.regular.read_bytes() == b"weight 400"
