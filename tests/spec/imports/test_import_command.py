"""The commands `import` and `template`: what they say, what they write, what they refuse."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import openpyxl
import pytest

from import_rows import contract_row, write_csv, write_xlsx
from techmarket.cli.import_files import import_into, list_imports
from techmarket.cli.template import template
from techmarket.errors import TechmarketError, UsageError
from techmarket.imports.template import template_columns


def usage(**how: object) -> str:
    """The sentence with which options are refused."""
    files = how.pop("files")
    into = how.pop("into", None)
    with pytest.raises(UsageError) as error:
        import_into(files, into, **how)  # type: ignore[arg-type]
    return error.value.sentence()


def test_options_that_cannot_be_meant(tmp_path: Path) -> None:
    """Each is refused before a file is read."""
    text = write_csv(tmp_path / "a.csv", [contract_row()])
    book = write_xlsx(tmp_path / "a.xlsx", [contract_row()])
    with pytest.raises(UsageError) as error:
        list_imports(None, "zh")
    assert error.value.sentence() == (
        "it is not said which register is meant; name its folder with --into."
    )
    assert usage(files=[]) == "no file to import is named; name one or more files."
    assert usage(files=[text]) == (
        "it is not said where to import into; name the folder of a register with --into, or check "
        "only with --dry-run."
    )
    assert usage(files=[book, book], dry_run=True, marked=tmp_path / "b.xlsx") == (
        "only one workbook at a time can be given back marked; import the files one by one, or "
        "leave out --marked."
    )
    assert usage(files=[book], dry_run=True, marked=book) == (
        f"the marked workbook would take the place of the file itself ({book}); name another file "
        "with --marked."
    )
    assert usage(files=[text], dry_run=True, marked=tmp_path / "b.xlsx") == (
        f"only a workbook .xlsx can be given back marked ({text}); leave out --marked and name a "
        "folder with --report for the lists of problems."
    )


def test_what_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By rule: how many, and the first examples; then what came of it. The exit code is 1."""
    rows = [contract_row(1), contract_row(2, value="abc", technical_value="1")]
    assert import_into([write_csv(tmp_path / "a.csv", rows)], tmp_path / "r", lang="en") == 1
    said = capsys.readouterr().out.splitlines()
    assert said[:3] == [
        "2 rows read, 1 of them with errors that must be put right.",
        "[must] 1 × import.amount_is_readable: An amount is written as a number, down to the 分 "
        "at most.",
        "    a.csv row 3 K: An amount is written as a number, down to the 分 at most: “abc”.",
    ]
    assert said[-1] == (
        "Nothing was imported: put right what must be and import again, or import only the rows "
        "without errors with --valid-rows."
    )


def test_an_import_says_its_id(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The id is what the list shows and what undoing asks for. Where contracts that are merely
    alike are looked for is said with it."""
    register, file = tmp_path / "r", write_csv(tmp_path / "a.csv", [contract_row()])
    assert import_into([file], register, lang="zh") == 0
    hint, last = capsys.readouterr().out.splitlines()[-2:]
    number = last.rpartition(" ")[2].removesuffix("。")
    assert hint == (f"疑似重复的合同不在此判断：techmarket check {register} --duplicates FILE.csv")
    assert last == f"{register}：导入 1 项合同、2 个新当事人，导入编号 {number}。"
    list_imports(register, "zh")
    listed = capsys.readouterr().out
    assert listed.startswith(number)
    assert listed.endswith("1 项合同  2 个当事人  a.csv\n")
    assert import_into([file], register, lang="zh") == 0
    assert capsys.readouterr().out.endswith(f"导入编号 {number}；没有再次导入。\n")


def test_lists_of_all_problems(tmp_path: Path) -> None:
    """One line per problem in CSV and in JSON: row, column, value, rule, sentence, repair. No text
    begins like a formula; what is about a natural person is not repeated."""
    rows = [
        contract_row(1, signing_date="=cmd|'/c calc'!A1", buyer_identifier="87654321-0"),
        *(contract_row(n, buyer_name="武汉(某某)大学") for n in range(2, 12)),
    ]
    report = tmp_path / "report"
    import_into([write_csv(tmp_path / "a.csv", rows)], None, dry_run=True, report=report)
    with (report / "problems.csv").open(encoding="utf-8-sig", newline="") as stream:
        table = list(csv.DictReader(stream))
    lines = [json.loads(line) for line in (report / "problems.jsonl").read_text().splitlines()]
    assert len(table) == len(lines) > 2
    found = {line["rule"]: line for line in lines}
    assert found["import.date_is_readable"] | {"sentence_en": ""} == {
        "file": "a.csv", "sheet": "", "row": 2, "column": "D", "heading": "签订日期",
        "field": "signing_date", "value": "=cmd|'/c calc'!A1", "rule": "import.date_is_readable",
        "severity": "hard", "sentence_zh": "日期可以读懂：“=cmd|'/c calc'!A1”。",
        "sentence_en": "", "repair": "",
    }  # fmt: skip
    assert next(r for r in table if r["field"] == "signing_date")["value"].startswith("'=cmd")
    assert not any("87654321" in json.dumps(line) for line in lines)


def test_lists_take_the_place_of_older_lists_only(tmp_path: Path) -> None:
    """A folder of something else is never replaced."""
    file, report = write_csv(tmp_path / "a.csv", [contract_row()]), tmp_path / "report"
    for _ in range(2):
        assert import_into([file], None, dry_run=True, report=report) == 0
    with pytest.raises(TechmarketError) as error:
        import_into([file], None, dry_run=True, report=tmp_path)
    assert error.value.sentence() == (
        f"the place for the lists of problems is taken ({tmp_path}): it exists and holds no lists "
        "of problems; choose another --report."
    )


@pytest.mark.parametrize(
    ("lang", "sheet", "example"), [("zh", "合同", "示例"), ("en", "Contracts", "Example")]
)
def test_a_filled_template_is_imported_without_a_mapping(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], lang: str, sheet: str, example: str
) -> None:
    """The example of the template, copied into its first sheet, breaks no rule. The sheet of the
    example is never imported itself."""
    out = tmp_path / "template.xlsx"
    template(out, lang)
    assert capsys.readouterr().out == f"{out}: {len(template_columns())} columns.\n"
    book = openpyxl.load_workbook(out)
    for cell in book[example][4]:
        book[sheet].cell(4, cell.column).value = cell.value
    book.save(tmp_path / "filled.xlsx")
    assert import_into([tmp_path / "filled.xlsx"], tmp_path / "r", lang=lang) == 0
    said = capsys.readouterr().out
    assert len(said.splitlines()) == 3
    assert said.splitlines()[-1].startswith(f"{tmp_path / 'r'}")
    assert "[" not in said


def test_a_refused_workbook_says_how_it_is_given_back_marked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Only a workbook, and only where its problems are not marked already."""
    bad = [contract_row(value="abc")]
    for file, said in (
        (write_xlsx(tmp_path / "a.xlsx", bad), True),
        (write_csv(tmp_path / "a.csv", bad), False),
    ):
        assert import_into([file], None, dry_run=True, lang="en") == 1
        last = capsys.readouterr().out.splitlines()[-1]
        hint = "To have the problems marked in the workbook: add --marked FILE.xlsx"
        assert (last == hint) is said


def test_the_template_offers_codes_and_explains_columns(tmp_path: Path) -> None:
    """Drop-downs stand on every coded column; each heading has the words of its field in a comment,
    a star where it must be filled in, and the unit of money."""
    template(tmp_path / "t.xlsx", "zh")
    page = openpyxl.load_workbook(tmp_path / "t.xlsx")["合同"]
    headings = {cell.value: cell for cell in page[3]}
    assert "合同成交金额（元）*" in headings
    assert all(cell.comment and cell.comment.text for cell in headings.values())
    lists = [v for v in page.data_validations.dataValidation if v.type == "list"]
    kind = headings["合同类别*"].column_letter
    assert any(f"{kind}4" in str(v.sqref) for v in lists)
    coded = [t for t in template_columns() if t.field.code_list or t.field.type == "boolean"]
    assert len(lists) >= len(coded)
