"""Documents that are written from the source are what the source says now (`make docs`)."""

from __future__ import annotations

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from techmarket.record.dictionary import markdown

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    """The script that writes the handbook."""
    spec = spec_from_file_location("make_handbook", ROOT / "tools" / "make_handbook.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def is_written_again(document: Path, text: str) -> bool:
    """Whether the document is that text; when it is not, `make docs` and look at what changed."""
    return document.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_data_dictionary_is_up_to_date(lang: str) -> None:
    assert is_written_again(DOCS / f"dictionary.{lang}.md", markdown(lang))


def test_the_handbook_is_up_to_date(tool: ModuleType) -> None:
    assert is_written_again(DOCS / "handbook.md", tool.handbook())


def test_every_spec_test_is_a_paragraph_with_an_explanation(tool: ModuleType) -> None:
    files = sorted((ROOT / "tests" / "spec").glob("*/test_*.py"))
    assert tool.unexplained(files) == []


def test_a_small_test_as_a_paragraph(tool: ModuleType, tmp_path: Path) -> None:
    """The name states, the docstring explains, register and expectations are shown."""
    folder = tmp_path / "tests" / "spec" / "observations"
    folder.mkdir(parents=True)
    (folder / "test_sums.py").write_text(
        '"""Sums: what they are.\n\nNot more."""\n\n'
        "TWO = '''\n    value kind\n    1     a\n    2     b\n'''\n\n\n"
        "def test_the_gdp_is_a_sum(observed):\n"
        '    """Of all parts."""\n'
        "    found = observed(TWO)\n"
        "    assert found.get(\n        'gdp'\n    ) == 3\n",
        encoding="utf-8",
    )
    tool.ROOT, tool.SPEC = tmp_path, tmp_path / "tests" / "spec"
    try:
        text = tool.handbook()
    finally:
        tool.ROOT, tool.SPEC = ROOT, ROOT / "tests" / "spec"
    assert text.removeprefix(tool.HEAD) == (
        "\n- [Observations](#observations)\n\n## Observations\n\n### Sums: what they are\n\n"
        "Not more.\n\n**The GDP is a sum.** Of all parts.\n\n"
        "```text\nvalue kind\n1     a\n2     b\n```\n\n"
        "```python\nfound.get(\n    'gdp'\n) == 3\n```\n\n"
        "<sub>[test_sums.py](../tests/spec/observations/test_sums.py)</sub>\n"
    )


def test_a_folder_without_a_chapter_is_refused(tool: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "weather").mkdir()
    (tmp_path / "weather" / "test_rain.py").write_text('"""Rain."""\n', encoding="utf-8")
    tool.SPEC = tmp_path
    try:
        with pytest.raises(SystemExit, match=r"^name the chapter of weather$"):
            tool.handbook()
    finally:
        tool.SPEC = ROOT / "tests" / "spec"
