"""Codes: how dated region codes are read from the revisions of GB/T 2260."""

from __future__ import annotations

import csv
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

from techmarket.codes import code_list

TOOLS = Path(__file__).parents[3] / "tools"


@pytest.fixture
def build(monkeypatch):
    """The script, with four revisions of which the last is a list of the Ministry."""
    spec = spec_from_file_location("build_region_codes", TOOLS / "build_region_codes.py")
    script = module_from_spec(spec)
    spec.loader.exec_module(script)
    monkeypatch.setattr(script, "REVISIONS", ("201012", "201112", "201212", "201312"))
    monkeypatch.setattr(script, "CIVIL_AFFAIRS", {"201312"})
    return script


def table(build, monkeypatch, *revisions):
    monkeypatch.setattr(build, "printed", lambda: [dict(rows) for rows in revisions])
    return {(row[0], row[2]): row[5:7] for row in build.build()}


PROVINCE = {"420000": "湖北省", "420600": "襄阳市"}


def test_codes_of_the_first_and_the_last_revision_have_open_ends(build, monkeypatch):
    """The record neither begins nor ends the life of a code."""
    days = table(build, monkeypatch, *[PROVINCE] * 4)
    assert days[("420000", "湖北省")] == ("", "")


def test_a_new_code_is_valid_from_the_day_after_the_revision_before(build, monkeypatch):
    """It came at some day of 2011; all of them are accepted."""
    new = {**PROVINCE, "420602": "襄城区"}
    days = table(build, monkeypatch, PROVINCE, new, new, new)
    assert days[("420602", "襄城区")] == ("2011-01-01", "")


def test_an_abolished_code_is_valid_until_the_day_before_the_first_revision_without_it(
    build, monkeypatch
):
    """It went at some day of 2012; all but the day of the revision are accepted."""
    old = {**PROVINCE, "420602": "襄城区"}
    days = table(build, monkeypatch, old, old, PROVINCE, PROVINCE)
    assert days[("420602", "襄城区")] == ("", "2012-12-30")


def test_a_new_name_is_valid_from_the_day_of_its_revision(build, monkeypatch):
    """One code never has two names on a day."""
    renamed = {**PROVINCE, "420600": "襄樊市"}
    days = table(build, monkeypatch, renamed, renamed, PROVINCE, PROVINCE)
    assert days[("420600", "襄樊市")] == ("", "2012-12-30")
    assert days[("420600", "襄阳市")] == ("2012-12-31", "")


def test_a_code_left_out_once_was_left_out_by_mistake(build, monkeypatch):
    """It is back under the same name; another name would be another place."""
    district = {**PROVINCE, "420602": "襄城区"}
    days = table(build, monkeypatch, district, PROVINCE, district, district)
    assert days[("420602", "襄城区")] == ("", "")
    other = {**PROVINCE, "420602": "樊城区"}
    days = table(build, monkeypatch, district, PROVINCE, other, other)
    assert days[("420602", "襄城区")] == ("", "2011-12-30")
    assert days[("420602", "樊城区")] == ("2012-01-01", "")


def test_rows_that_are_not_places_go_on_where_the_ministry_does_not_print_them(build, monkeypatch):
    """The row 市辖区 stays while its city does, and goes with it."""
    full = {**PROVINCE, "420601": "市辖区", "422100": "黄冈地区", "422101": "市辖区"}
    monkeypatch.setattr(build, "names", lambda: NAMES)
    days = table(build, monkeypatch, full, full, full, PROVINCE)
    assert days[("420601", "市辖区")] == ("", "")
    assert days[("422101", "市辖区")] == ("", "2013-12-30")


NAMES = {
    "湖北省": ("湖北", "Hubei"),
    "襄阳": ("襄阳", "Xiangyang"),
    "黄冈": ("黄冈", "Huanggang"),
}


def test_labels_of_each_level(build):
    """Provinces and cities have a short and an English name, a prefecture keeps its full one,
    a county has neither."""
    assert build.labels("420000", "湖北省", NAMES) == ("湖北", "Hubei")
    assert build.labels("420600", "襄阳市", NAMES) == ("襄阳", "Xiangyang")
    assert build.labels("422100", "黄冈地区", NAMES) == ("黄冈地区", "Huanggang Prefecture")
    assert build.labels("420602", "襄城区", NAMES) == ("襄城区", "襄城区")
    with pytest.raises(KeyError, match="has no English name"):
        build.labels("429900", "某州", NAMES)


def test_the_parent_is_the_prefecture_or_else_the_province(build):
    """A county under a prefecture that the revision does not have belongs to the province."""
    assert build.parent_of("420602", PROVINCE) == "420600"
    assert build.parent_of("429004", PROVINCE) == "420000"
    assert build.parent_of("420600", PROVINCE) == "420000"
    assert build.parent_of("420000", PROVINCE) == ""


def test_the_list_in_the_package_has_the_names_of_the_script(build):
    """Whoever changes a name changes it in `region_names.csv` and builds again."""
    known = build.names()
    with (TOOLS.parent / "src/techmarket/codes/data/region.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert tuple(rows[0]) == build.COLUMNS
    assert tuple(rows[-1].values()) == build.ABROAD
    for row in rows[:-1]:
        expected = build.labels(row["code"], row["label_zh"], known)
        assert (row["short_zh"], row["label_en"]) == expected
    assert len(code_list("region")) == len({row["code"] for row in rows})
