"""What is said of a snapshot as a whole: rules, completeness, defaults, duplicates, changes.

A snapshot is never corrected; the report tells what to correct in the register before the next one.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from register_text import frozen
from techmarket.checks.batch_rules import BatchVerdict
from techmarket.errors import TechmarketError
from techmarket.linkage.decisions import DIFFERENT
from techmarket.quality.html import growth, share
from techmarket.quality.measure import measure
from techmarket.quality.page import quality_page
from techmarket.quality.report import QualityReport, RuleQuality
from techmarket.snapshot import open_snapshot


@pytest.fixture(scope="module")
def report(years: Path) -> QualityReport:
    return measure(open_snapshot(years / "snapshot-2013"), open_snapshot(years / "snapshot-2012"))


def rule(report: QualityReport, id: str) -> RuleQuality:
    return next(one for one in report.rules if one.rule.id == id)


def test_every_rule_says_how_many_applied_failed_and_were_not_applicable(
    report: QualityReport,
) -> None:
    """One project is called 测试; the three numbers add up to all contracts."""
    found = rule(report, "contract.project_name_not_placeholder")
    assert (found.applied, found.failed, found.not_applicable) == (101, 1, 0)
    assert found.examples == ("4403012013000001",)
    for one in report.rules:
        if one.in_snapshot and one.rule.kind == "contract":
            assert one.applied + one.not_applicable == 101, one.rule.id


def test_what_the_snapshot_does_not_keep_is_not_called_passed(report: QualityReport) -> None:
    """The status of a contract stays in the register; rules about it are listed as not checked."""
    found = rule(report, "contract.status.required")
    assert not found.in_snapshot
    assert (found.applied, found.failed, found.not_applicable) == (0, 0, 0)
    assert {one.field.name for one in report.fields if one.given is None} == {
        "status",
        "ended_date",
    }


def test_completeness_counts_the_records_that_hold_something(report: QualityReport) -> None:
    """An empty text and a missing value both count as nothing held."""
    given = {(one.kind, one.field.name): (one.given, one.records) for one in report.fields}
    assert given["contract", "industry_served"] == (100, 101)
    assert given["contract", "project_name"] == (101, 101)
    assert given["party", "identifier"] == (50, 50)


def test_defaults_are_counted_by_agency(report: QualityReport) -> None:
    """The value that a form offers, by agency: how many of its contracts still carry it."""
    assert report.defaults is not None
    assert [(one.agency, one.contracts) for one in report.defaults] == [
        ("440301", 99),
        ("440302", 2),
    ]
    (mine, _) = report.defaults
    assert mine.by_field["is_related_party"] == 99
    assert mine.all_fields == 0


def test_a_contract_registered_twice_is_proposed_until_it_is_decided(years: Path) -> None:
    """What a person has decided is not asked again."""
    snapshot = open_snapshot(years / "snapshot-2013")
    found = measure(snapshot).duplicates
    assert found is not None
    pair = ("4403012013000004", "4403022013000999")
    assert pair in [tuple(sorted((one.first, one.second))) for one in found]
    decided = measure(snapshot, decisions={pair: DIFFERENT})
    assert decided.duplicates is not None
    assert pair not in [tuple(sorted((one.first, one.second))) for one in decided.duplicates]
    assert decided.decided == 1


def test_the_same_letter_by_letter_is_told_apart_from_the_alike(report: QualityReport) -> None:
    """Equal in all keys is one line of the report, alike is another."""
    (one,) = [one for one in report.repeated if one.rule_id == "contract.is_registered_once"]
    assert (one.groups, one.records) == (1, 2)


def verdict(report: QualityReport, id: str) -> BatchVerdict:
    return next(one for one in report.batch if one.rule.id == id)


def test_changes_are_told_against_the_year_before(years: Path, report: QualityReport) -> None:
    """Without a snapshot of the year before they are not applicable, and not passed."""
    assert report.before is not None
    assert (report.before.figures["contracts"], report.now.figures["contracts"]) == (40, 101)
    (gone,) = verdict(report, "contract.seller_does_not_vanish").findings
    assert gone.group == {"seller_id": "P000031200999"}
    alone = measure(open_snapshot(years / "snapshot-2013"))
    assert not verdict(alone, "contract.seller_does_not_vanish").applies
    assert rule(report, "contract.project_name_not_placeholder").failed_before == 0
    assert rule(alone, "contract.project_name_not_placeholder").failed_before is None


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [(1, 3, "33.33"), (2, 3, "66.67"), (1, 8, "12.50"), (1, 20_000, "0.01"), (0, 0, "–")],
)
def test_shares_are_rounded_half_up_from_whole_numbers(part: int, whole: int, shown: str) -> None:
    """A page of counts shows percentages with two decimals, and none of nothing."""
    assert share(part, whole) == shown


@pytest.mark.parametrize(
    ("now", "before", "shown"),
    [(3, 2, "+50.0"), (2, 3, "−33.3"), (2001, 2000, "+0.1"), (5, 5, "+0.0"), (5, 0, "–")],
)
def test_changes_are_rounded_half_up_from_whole_numbers(now: int, before: int, shown: str) -> None:
    """The change against the year before, from exact counts, rounded once."""
    assert growth(now, before) == shown


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_holds_every_section_and_loads_nothing(
    years: Path, report: QualityReport, lang: str
) -> None:
    """In both languages; what the data say is escaped, no registrar is named."""
    page = quality_page(report, lang)
    for section in ("rules", "completeness", "defaults", "amounts", "duplicates", "change"):
        assert f'<h2 id="{section}">' in page
        assert f'href="#{section}"' in page
    for loading in ("<script", "src=", "url(", "http:", "https:", "@import"):
        assert loading not in page
    assert "R44030101" not in page
    assert page.count("<th scope=") > 100
    words = "没有违反必须规则的记录。" if lang == "zh" else "No record fails a hard rule."
    assert words in page


def test_a_snapshot_that_holds_only_what_counting_needs_is_measured_by_that(
    tmp_path: Path,
) -> None:
    """An old register may have nothing more; what is not there is listed and not counted."""
    small = frozen(tmp_path, "value\n500\n700")
    report = measure(small)
    assert report.defaults is None
    assert report.duplicates is None
    assert not rule(report, "contract.signing_date.required").in_snapshot
    assert rule(report, "contract.value.range").applied == 2
    assert [one.rule.id for one in report.batch if one.applies] == [
        "contract.values_are_not_in_ten_thousands",
        "contract.values_are_not_multiplied",
        "contract.value_is_like_others_of_its_type_and_field",
        "contract.middle_value_is_likely",
    ]
    assert "快照中没有" in quality_page(report, "zh")


def test_a_page_in_another_language_is_refused(report: QualityReport) -> None:
    """There are words in two languages; the sentence names them."""
    with pytest.raises(TechmarketError) as error:
        quality_page(report, "fr")
    assert str(error.value) == ("there is no quality report in the language “fr”; choose zh or en.")
