"""Every code list, group, threshold and regime that comes with the package, row by row."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

import techmarket.codes
from techmarket.codes import code_list, list_names, region_groups, threshold
from techmarket.codes.regimes import all_regimes
from techmarket.codes.thresholds import all_thresholds

DATA = Path(techmarket.codes.__file__).parent / "data"
PUBLISHED = Path(techmarket.codes.__file__).parents[1] / "published" / "2013"
LAST_DAY_OF_2013 = date(2013, 12, 31)

IN_THE_ORDER_OF_THE_WORK = {"contract_status", "institution_kind", "institution_service"}
IN_THE_ORDER_PRINTED = {"exchange_kind", "contract_type"}
"""Lists whose siblings are not in the order of their codes (words; 技术许可 comes after 服务)."""

COLUMNS = ["code", "parent", "label_zh", "label_en", "valid_from", "valid_to", "source"]


def rows_of(name):
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def all_rows(name):
    listed = code_list(name)
    return [row for code in listed.codes() for row in listed.history(code.code)]


def boundaries(name):
    """Every day on which something begins or has just ended, and one before all of them."""
    days = {date(1990, 1, 1), LAST_DAY_OF_2013}
    for row in all_rows(name):
        days |= {row.valid_from} if row.valid_from else set()
        days |= {row.valid_to + timedelta(days=1)} if row.valid_to else set()
    return sorted(days)


def test_every_data_file_is_a_list_the_groups_or_a_law():
    files = {path.name for path in DATA.iterdir()}
    assert files == {
        *(f"{name}.csv" for name in list_names()),
        "region_groups.csv",
        "thresholds.toml",
        "regimes.toml",
    }


@pytest.mark.parametrize("name", list_names())
def test_the_file_is_whole(name):
    """The columns, no blank where a text must stand, no blanks around it, no row twice."""
    rows = rows_of(name)
    assert rows
    assert [c for c in rows[0] if c != "short_zh"] == COLUMNS
    for row in rows:
        for column in ("code", "label_zh", "label_en", "source"):
            assert row[column], row
        assert all(text == text.strip() for text in row.values()), row
    assert len({tuple(row.values()) for row in rows}) == len(rows)


@pytest.mark.parametrize("name", list_names())
def test_the_days_of_a_code_are_in_order_and_do_not_overlap(name):
    for code in code_list(name).codes():
        dated = code_list(name).history(code.code)
        for row in dated:
            assert (row.valid_from or date.min) <= (row.valid_to or date.max), row
        for before, after in pairwise(dated):
            assert before.valid_to is not None, before
            assert after.valid_from is not None, after
            assert before.valid_to < after.valid_from, (before, after)


@pytest.mark.parametrize("name", list_names())
def test_a_valid_code_has_a_valid_parent_on_each_of_its_days(name):
    """Checked on each day on which anything in the list begins or has ended; no code is above
    itself."""
    for day in boundaries(name):
        above = {row.code: row.parent for row in code_list(name).codes(day)}
        for code in above:
            path = [code]
            while above[path[-1]] is not None:
                path.append(above[path[-1]])
                assert path[-1] in above, f"{path} on {day}"
                assert len(path) == len(set(path)), path


@pytest.mark.parametrize("name", list_names())
def test_every_code_leads_to_a_top_without_a_date(name):
    for code in code_list(name).codes():
        path = code_list(name).ancestors(code.code)
        assert path[0] == code.code
        assert len(path) == len(set(path))


@pytest.mark.parametrize("name", list_names())
def test_the_file_is_a_tree_read_from_the_top(name):
    """On every day, and without one, each code stands after its parent, what is below a code
    stands together, and siblings are in the order of their codes unless declared otherwise."""
    for day in (None, *boundaries(name)):
        there = code_list(name).codes(day)
        below: dict[str | None, list[str]] = {}
        for row in there:
            below.setdefault(row.parent, []).append(row.code)
        walked, todo = [], list(reversed(below.get(None, [])))
        while todo:
            walked.append(todo.pop())
            todo += reversed(below.get(walked[-1], []))
        assert [row.code for row in there] == walked, day
        if name not in IN_THE_ORDER_OF_THE_WORK | IN_THE_ORDER_PRINTED:
            leaves = [row.code for row in code_list(name).leaves(on=day)]
            assert leaves == sorted(leaves), day


def test_regions_have_six_digits_and_lie_in_their_province():
    for row in all_rows("region"):
        assert len(row.code) == 6, row
        assert row.code.isdigit(), row
        if row.parent is None:
            assert row.code.endswith("0000"), row
        else:
            assert row.code[:2] == row.parent[:2], row
            assert row.parent.endswith("00"), row


def test_provinces_and_prefectures_have_english_names():
    """Only counties keep their Chinese name in English."""
    for row in all_rows("region"):
        if row.code.endswith("00"):
            assert row.label_en[0].isascii(), row
            assert row.label_en.replace("ü", "u").isascii(), row


def test_every_prefecture_of_2013_is_there():
    """On the day of a revision exactly its codes are valid. That of August 2013 has the 333
    divisions at prefecture level that the statistical yearbook counts for the year, beside rows
    that are not places."""
    places = [
        row
        for row in code_list("region").codes(date(2013, 8, 31))
        if row.code.endswith("00")
        and not row.code.endswith("0000")
        and row.label_zh not in ("市辖区", "县")
        and "直辖" not in row.label_zh
    ]
    assert len(places) == 333


@pytest.mark.parametrize("year", [2013, 2019, 2020])
def test_every_group_member_is_a_region_and_comes_in_order(year):
    for name, group in region_groups(year).items():
        assert group.name == name
        assert group.label_zh
        assert group.label_en
        assert group.source
        assert list(group.members) == sorted(set(group.members))
        for member in group.members:
            code_list("region").resolve(member, date(min(year, 2019), 12, 31))


def test_groups_of_an_edition_do_not_overlap_in_time():
    """For no edition year are there two rows of the same group and member."""
    rows = rows_of("region_groups")
    for year in range(2013, 2031):
        members = [
            (row["group"], row["member"])
            for row in rows
            if int(row["edition_from"]) <= year <= int(row["edition_to"] or 9999)
        ]
        assert len(members) == len(set(members))
        labels = {
            (row["group"], row["label_zh"], row["source"])
            for row in rows
            if int(row["edition_from"]) <= year <= int(row["edition_to"] or 9999)
        }
        assert len(labels) == len(region_groups(year))


def test_thresholds_are_sourced_and_dated():
    units = {"分", "日", "工作日"}
    for row in all_thresholds():
        assert row.source, row
        assert row.label_zh, row
        assert row.label_en, row
        assert row.unit in units, row
        assert row.value > 0, row
        assert (row.valid_from or date.min) <= (row.valid_to or date.max), row
        assert row.applies_to == "" or row.applies_to in code_list("region"), row
        assert threshold(row.name, row.valid_from or row.valid_to or date.today()) == row.value


def test_no_threshold_has_two_values_on_a_day():
    for one in all_thresholds():
        for other in all_thresholds():
            if one is not other and one.name == other.name:
                apart = (one.valid_to or date.max) < (other.valid_from or date.min)
                assert apart or (other.valid_to or date.max) < (one.valid_from or date.min)


def test_regimes_follow_each_other():
    for before, after in pairwise(all_regimes()):
        assert before.valid_to + timedelta(days=1) == after.valid_from
    assert all_regimes()[-1].valid_to is None
    assert all(law.source and law.authority_en and law.label_en for law in all_regimes())


LABELS_IN_ROWS = {
    "annex-03": ["contract_type"],
    "annex-04": ["contract_type"],
    "annex-05": ["ip_type"],
    "annex-06": ["technical_field"],
    "annex-07": ["objective"],
    "annex-08": ["plan_source"],
    "annex-09": ["contract_type", "technical_field", "ip_type"],
    "annex-10": ["party_kind"],
    "annex-11": ["party_kind"],
    "annex-12": ["party_kind"],
    "annex-13": ["region", "groups"],
    "annex-14": ["region", "groups"],
    "annex-15": ["region"],
    "table-02": ["region"],
    "table-03": ["region", "groups"],
    "table-04": ["region"],
    "table-05": ["region"],
    "table-06": ["groups"],
    "table-07": ["region"],
    "table-08": ["region"],
    "table-09": ["region"],
    "table-10": ["region"],
    "table-11": ["region"],
    "table-12": ["region"],
    "table-13a": ["exchange_kind"],
    "table-13b": ["party_kind"],
}
"""Published table to the lists that its row labels come from."""

NOT_CODES = {
    "annex-01": "two series",
    "annex-02": "contract types inside the name of a series",
    "table-01": "three series",
    "table-14": "ranks",
    "table-15": "ranks",
    "table-16": "ranks",
}
"""Published tables without codes in their rows, and what stands there instead."""

WORDS_AROUND_CODES = {"合计", "小计", "合同类别", "技术领域", "知识产权", "买方"}


def test_every_published_table_is_looked_at():
    assert {path.stem for path in PUBLISHED.glob("*.csv")} == {*LABELS_IN_ROWS, *NOT_CODES}


@pytest.mark.parametrize("table", LABELS_IN_ROWS)
def test_every_row_label_of_the_report_is_a_label_of_a_code(table):
    """Each level of each row path; a directory or a survey adds institutions at the last level."""
    with (PUBLISHED / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        paths = {tuple(row["row_path"].split("/")) for row in csv.DictReader(stream)}
    if table in ("annex-15", "table-13a"):
        paths = {path[:1] for path in paths}
    known = {group.label_zh for group in region_groups(2013).values()}
    for path in paths:
        for label in set(path) - WORDS_AROUND_CODES:
            found = [
                row
                for name in LABELS_IN_ROWS[table]
                if name != "groups"
                for row in code_list(name).labelled(label, LAST_DAY_OF_2013)
            ]
            assert found or ("groups" in LABELS_IN_ROWS[table] and label in known), label
