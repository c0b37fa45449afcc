"""`techmarket audit`: exit codes, formats, and what stands in the way."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from techmarket.cli.audit import FINDINGS, audit
from techmarket.cli.main import app
from techmarket.errors import TechmarketError, UsageError

GOOD = """\
# 2013年全国技术市场统计公报

表1 2013年全国技术合同分类型成交情况
单位:项、亿元
合同类别\t合同数\t成交额
合计\t100\t40.00
技术开发\t10\t10.00
技术转让\t20\t10.00
技术咨询\t30\t10.00
技术服务\t40\t10.00
"""


@pytest.fixture
def bulletin(tmp_path: Path) -> Path:
    path = tmp_path / "bulletin.txt"
    path.write_text(GOOD.removeprefix("# "), encoding="utf-8")
    return path


def test_nothing_found_ends_with_0(bulletin: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A bulletin that adds up."""
    assert audit(documents=[bulletin], lang="en") == 0
    assert "0 findings." in capsys.readouterr().out


def test_findings_end_with_3(bulletin: Path) -> None:
    """The same with one digit changed, as the command line runs it."""
    bulletin.write_text(bulletin.read_text().replace("合计\t100", "合计\t109"))
    out = bulletin.with_name("audit.json")
    call = ["audit", str(bulletin), "--format", "json", "--lang", "en", "--out", str(out)]
    assert CliRunner().invoke(app, call).exit_code == FINDINGS
    (finding,) = json.loads(out.read_text())["findings"]
    assert finding["severity"] == "impossible"


@pytest.mark.parametrize("form", ["text", "json", "html", "xlsx"])
def test_every_format_goes_to_a_file(bulletin: Path, form: str) -> None:
    """Written aside and put in its place."""
    out = bulletin.with_name(f"audit.{form}")
    assert audit(documents=[bulletin], form=form, out=out) == 0
    assert out.stat().st_size > 100
    assert sorted(path.name for path in bulletin.parent.iterdir()) == sorted(
        ["bulletin.txt", out.name]
    )


def test_a_workbook_is_not_printed(bulletin: Path) -> None:
    """A terminal cannot show one."""
    with pytest.raises(UsageError) as caught:
        audit(documents=[bulletin], form="xlsx")
    assert str(caught.value) == (
        "a workbook cannot be printed (--format xlsx); name a file with --out."
    )


def test_what_cannot_be_read_leaves_the_old_result(tmp_path: Path) -> None:
    """An audit that was there stays when the document is empty."""
    empty, out = tmp_path / "empty.txt", tmp_path / "audit.txt"
    empty.write_text("")
    out.write_text("before")
    with pytest.raises(TechmarketError):
        audit(documents=[empty], out=out)
    assert out.read_text() == "before"
