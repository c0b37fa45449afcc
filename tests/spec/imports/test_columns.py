"""Headers and columns: what is certain is matched, what is in doubt is asked.

The header is looked for below titles; a heading is a name, a label or a synonym of a field. Nothing
is read while a column is in doubt.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from import_rows import contract_row, csv_text, headings
from techmarket.cli.import_files import import_into
from techmarket.errors import TechmarketError
from techmarket.imports.header import find_header
from techmarket.imports.headings import meaning_of
from techmarket.imports.mapping_file import ColumnMapping, read_mapping
from techmarket.imports.matching import plan_of

HEAD = [
    ["2013年技术合同登记汇总表"],
    ["填表单位：某大学"],
    ["序号", "卖方", "", "买方", "", "合同金额", "合同类型"],
    ["", "名称", "性质", "名称", "性质", "", ""],
    ["", "", "", "", "", "万元", ""],
]


def test_the_header_is_found_below_titles_in_two_rows_with_units() -> None:
    """Titles stand above; 卖方 is merged over 名称 and 性质; a row of units
    belongs to the header."""
    found = find_header(HEAD)
    assert found is not None
    assert (found.kind, found.last_row) == ("contract", 5)
    assert found.headings == (
        "序号", "卖方名称", "卖方性质", "买方名称", "买方性质", "合同金额（万元）", "合同类型",
    )  # fmt: skip


def test_rows_without_headings_have_no_header() -> None:
    """Two fields at least must be named in one row."""
    assert find_header([["a", "b"], ["1", "2"], ["合同名称", "x"]]) is None


@pytest.mark.parametrize(
    ("heading", "target", "certain", "unit"),
    [
        ("合同成交金额（万元）*", "value", True, "万元"),
        ("合同金额\n(元)", "value", True, "元"),
        ("Contract value", "value", True, ""),
        ("value", "value", True, ""),
        ("合 同 类 型", "contract_type", True, ""),
        ("受让方", "buyer_name", True, ""),
        ("金额(万元)", "value", False, "万元"),
        ("对方", "buyer_name", False, ""),
        ("合同成效金额", "value", False, ""),
        ("序号", "", False, ""),
        ("血型", "", False, ""),
    ],
)
def test_a_heading_means_a_field_for_certain_perhaps_or_not(
    heading: str, target: str, certain: bool, unit: str
) -> None:
    """Names, labels and synonyms are certain; what is only like them, or has several meanings in
    practice, is a doubtful match."""
    found = meaning_of(heading, "contract")
    assert (found.target, found.certain, found.unit) == (target, certain, unit)


def test_labels_of_all_fields_are_certain_in_both_languages() -> None:
    """Whoever copies the headings of the data dictionary is never asked."""
    row = contract_row()
    for lang in ("zh", "en"):
        found = [meaning_of(text, "contract") for text in headings(row, lang)]
        assert [one.target for one in found] == list(row)
        assert all(one.certain for one in found)


def write(folder: Path, old: str, new: str) -> Path:
    path = folder / "contracts.csv"
    path.write_text(csv_text([contract_row()]).replace(old, new, 1), encoding="utf-8")
    return path


def test_a_doubtful_column_is_asked_and_a_mapping_answers(tmp_path: Path) -> None:
    """The first run writes a proposal; corrected, or as it is, it is read by the next."""
    file, mapping = write(tmp_path, "买方名称", "对方"), tmp_path / "mapping.toml"
    with pytest.raises(TechmarketError) as error:
        import_into([file], None, dry_run=True, mapping=mapping)
    assert error.value.sentence() == (
        "it is in doubt what some columns hold (contracts.csv): “对方” may be buyer_name; a "
        f"proposal was written to {mapping}; correct it and run the command again."
    )
    assert 'heading = "对方"' in mapping.read_text(encoding="utf-8")
    assert import_into([file], None, dry_run=True, mapping=mapping) == 0


def test_without_a_mapping_the_sentence_says_how_to_get_one(tmp_path: Path) -> None:
    """Nothing is written that was not asked for."""
    with pytest.raises(TechmarketError) as error:
        import_into([write(tmp_path, "合同成交金额（元）", "合同成交金额")], None, dry_run=True)
    assert error.value.sentence() == (
        "it is in doubt what some columns hold (contracts.csv): the unit of “合同成交金额” may be "
        "元 (or give --unit); give --map mapping.toml: where there is no such file yet, a proposal "
        "is written to it for you to correct."
    )


def test_the_unit_of_the_command_is_for_headings_without_one(tmp_path: Path) -> None:
    """万元 is said once for a file whose headings do not say it."""
    file = write(tmp_path, "合同成交金额（元）", "合同成交金额")
    assert import_into([file], None, dry_run=True, unit="元") == 0


def test_a_field_in_two_columns_is_in_doubt() -> None:
    """Duplicate headings are asked about, not read twice."""
    found = find_header([["合同名称", "签订日期", "签订日期"]])
    assert found is not None
    with pytest.raises(TechmarketError) as error:
        plan_of(found, ColumnMapping(), "", "a.csv")
    assert error.value.why == (
        "“签订日期” in column 2 may be signing_date, which is in 2 columns; “签订日期” in column 3 "
        "may be signing_date, which is in 2 columns"
    )


def test_columns_that_every_record_must_have(tmp_path: Path) -> None:
    """A file without a required column is refused as a whole, once, and all are named."""
    path = tmp_path / "contracts.csv"
    path.write_text(csv_text([contract_row(project_name=None, buyer_name=None)]), encoding="utf-8")
    with pytest.raises(TechmarketError) as error:
        import_into([path], None, dry_run=True)
    assert error.value.sentence() == (
        "columns are missing that every record must have (contracts.csv): there is none for "
        "project_name 项目名称, buyer_name 买方名称; add them, or state a value for all rows under "
        "[constants] in a mapping file (--map)."
    )


def test_a_constant_of_the_mapping_stands_for_a_column(tmp_path: Path) -> None:
    """The agency is the same in all rows: it is stated once."""
    path, mapping = tmp_path / "contracts.csv", tmp_path / "m.toml"
    path.write_text(csv_text([contract_row(registration_agency=None)]), encoding="utf-8")
    mapping.write_text('[constants]\nregistration_agency = "440301"\n', encoding="utf-8")
    assert import_into([path], None, dry_run=True, mapping=mapping) == 0


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[[column", "it is no TOML: Expected ']]' at the end of an array declaration (at end of "
         "document)"),
        ("[columns]", "it has the unknown part columns"),
        ("column = 1", "column is a list of tables and constants a table"),
        ('[[column]]\nheading = "a"', "a column has no heading or no field"),
        ('[[column]]\nheading = "a"\nfield = "b"', "there is no field b"),
        ('[[column]]\nheading = "a"\nfield = ""\nx = 1', "a column has the unknown key x"),
        ('[[column]]\nheading = "a"\nfield = "value"\nunit = "角"',
         "角 is not one of the units 分, 元, 千元, 万元, 亿元"),
        ('[[column]]\nheading = "a"\nfield = ""\nposition = -1',
         "a position is the number of a column, from 1"),
    ],
)  # fmt: skip
def test_a_mapping_that_cannot_be_used(tmp_path: Path, text: str, why: str) -> None:
    """A mapping with a slip is refused and says which."""
    path = tmp_path / "m.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(TechmarketError) as error:
        read_mapping(path)
    assert error.value.sentence() == (
        f"the mapping file cannot be used ({path}): {why}; correct it, or name a file that does "
        "not exist, and a proposal is written there."
    )


def test_a_mapping_that_is_not_there(tmp_path: Path) -> None:
    """Only a command that may write a proposal takes a path where nothing is."""
    with pytest.raises(TechmarketError) as error:
        read_mapping(tmp_path / "m.toml")
    assert error.value.sentence() == (
        f"there is no such mapping file ({tmp_path / 'm.toml'}); check the path."
    )
