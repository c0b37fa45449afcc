"""The data dictionary: `techmarket dictionary`."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from techmarket.cli.dictionary import dictionary
from techmarket.codes import code_list
from techmarket.errors import UsageError
from techmarket.record.children import INCOME_VERIFICATION, INCOME_VERIFICATION_RULES
from techmarket.record.dictionary import markdown
from techmarket.record.json_schema import json_schema
from techmarket.record.record_kinds import RECORD_KINDS
from techmarket.record.rules import check_record


def test_a_field_in_the_dictionary() -> None:
    """Name, label, type with unit, whether required, constraint, use, class, meaning."""
    assert (
        "| `value` | 合同成交金额 | 金额 (分) | 是 | ≥ 0 分 | 是 | 内部 | "
        "合同约定的全部金额，折合人民币。 |"
    ) in markdown("zh").splitlines()
    assert (
        "| `ip_type` | Intellectual property | code | yes | a code of the list "
        "[ip_type](#ip_type), valid on the day, but none of the grouping codes 2 | yes | "
        "internal | The main intellectual property involved, at the finest level, or none. |"
    ) in markdown("en").splitlines()


def test_a_code_in_the_dictionary() -> None:
    """Code, parent, label, and the days on which it is valid."""
    assert "| 22 | 2 | 专利实施许可转让 | 至 2026-01-22 |" in markdown("zh").splitlines()
    assert "| 5 |  | Technology licensing | from 2026-01-23 |" in markdown("en").splitlines()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_dictionary_holds_everything(lang: str) -> None:
    """Every field, every rule, every code list used; and no cell breaks the table."""
    lines = markdown(lang).splitlines()
    rows = [line for line in lines if line.startswith("| `")]
    things = [f"`{x.name}`" for kind in RECORD_KINDS for x in (*kind.fields, *kind.rules)]
    assert [row.split(" | ")[0].removeprefix("| ") for row in rows] == things
    lists = {f.code_list for kind in RECORD_KINDS for f in kind.fields if f.code_list}
    assert {line.removeprefix("### ") for line in lines} >= lists
    size = len(code_list("region"))
    told = (
        f"共 {size} 个代码，此处不列出。"
        if lang == "zh"
        else f"{size} codes, not written out here."
    )
    assert told in lines


def test_the_dictionary_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a file it goes to the terminal."""
    assert dictionary(None, "markdown", "zh") == markdown("zh")
    assert capsys.readouterr().out == markdown("zh")


def test_the_schema_is_written_to_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With a file nothing is printed, and nothing else is left beside it."""
    out = tmp_path / "new" / "schema.json"
    text = dictionary(out, "json-schema", "en")
    assert out.read_text(encoding="utf-8") == text
    assert json.loads(text) == json_schema("en")
    assert list(out.parent.iterdir()) == [out]
    assert capsys.readouterr().out == ""


def test_a_broken_run_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk in the middle leaves the older file as it was, and no half of the new one."""
    out = tmp_path / "dictionary.md"
    out.write_text("old", encoding="utf-8")

    def half(self: Path, text: str, encoding: str) -> int:
        with self.open("w", encoding=encoding) as stream:
            stream.write(text[:10])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", half)
    with pytest.raises(OSError, match="No space left on device"):
        dictionary(out, "markdown", "zh")
    assert [p.name for p in tmp_path.iterdir()] == ["dictionary.md"]
    assert out.read_text(encoding="utf-8") == "old"


def test_an_unknown_format_or_language() -> None:
    """The sentence names what there is."""
    with pytest.raises(UsageError) as raised:
        dictionary(None, "yaml", "zh")
    assert raised.value.sentence() == (
        "there is no format “yaml” of the data dictionary; choose markdown or json-schema."
    )
    with pytest.raises(UsageError) as raised:
        dictionary(None, "markdown", "fr")
    assert raised.value.sentence() == (
        "the data dictionary is not written in “fr”; choose zh or en."
    )


def test_an_income_verification_within_its_contract_value() -> None:
    """Technical income is part of the technical value realised, that of the value realised."""
    day = date(2013, 12, 2)
    verification: dict[str, object] = {
        "registration_number": "4403012013000001",
        "position": 1,
        "applicant_id": "S1",
        "application_date": day,
        "realised_value": 100,
        "realised_technical_value": 100,
        "technical_income": 100,
    }
    rules = INCOME_VERIFICATION_RULES
    assert check_record(verification, INCOME_VERIFICATION, rules, day) == []
    wrong = verification | {"realised_technical_value": 101, "technical_income": 102}
    assert [p.sentence("en") for p in check_record(wrong, INCOME_VERIFICATION, rules, day)] == [
        "Technical value realised is not more than value realised: technical value realised 1.01 "
        "元, value realised 1.00 元.",
        "Technical income realised is not more than technical value realised: technical income "
        "realised 1.02 元, technical value realised 1.01 元.",
    ]
