"""Pages of uploaded workbooks: sending one, what became of its rows, getting it back marked.

Not here: reading a workbook (`workbook_rows`) and what is done with it (`actions.workbooks`).
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from techmarket.checks.check_rule import Severity
from techmarket.imports.findings import Finding
from techmarket.imports.marked_workbook import write_marked
from techmarket.imports.sources import Source
from techmarket.imports.template import write_template
from techmarket.web.accounts.acting import acting
from techmarket.web.accounts.actor import Actor
from techmarket.web.applying import file_store, workbook_rows
from techmarket.web.applying.actions import workbooks
from techmarket.web.applying.asked import Judged, judge
from techmarket.web.applying.file_kinds import XLSX, file_refused
from techmarket.web.applying.models import WorkbookRow
from techmarket.web.contracts.models import OF_THE_OFFICE, PARTIES
from techmarket.web.contracts.moves import MOVES
from techmarket.web.pages.refused import NotYours, Refused
from techmarket.web.pages.shown_values import code_label
from techmarket.web.pages.wording import Both, both, language
from techmarket.web.parties.merged import by_number

PAGE = 100
TOLD = 4
"""Problems of a row that the page tells; the draft tells all."""

EDITABLE = MOVES["contract.draft"].sources
NOT_IN_TEMPLATE = OF_THE_OFFICE | {
    "seller_name", "seller_identifier", "seller_scale", "seller_kind", "seller_region",
    "seller_country", "buyer_scale",
}  # fmt: skip
"""Columns of the import template that an applicant has no use for: the seller is known."""


@dataclass(frozen=True, slots=True)
class RowShown:
    """A row of a workbook on its page.

    Attributes:
        row: it, with its draft.
        title: name of the project.
        state: label of the draft's state, "" once it is deleted.
        problems: the first things in the way of submission.
        more: how many further ones there are.
        sound: it can be submitted.
    """

    row: WorkbookRow
    title: str
    state: str
    problems: tuple[str, ...]
    more: int
    sound: bool


@require_http_methods(["GET", "HEAD", "POST"])
@acting
def show_all(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Uploaded workbooks, and the form to send one."""
    actor.must("contract.draft")
    refused: Refused | None = None
    unit = request.POST.get("unit", "元")
    if request.method == "POST":
        sent = request.FILES.get("file")
        try:
            if sent is None:
                raise file_refused(both("请先选择文件。", "Choose a file first."), "no_file")
            made = workbooks.take(
                actor, sent.name or "", cast(BinaryIO, sent.file), sent.size or 0, unit
            )
            return redirect("applying_workbook", made.uid)
        except NotYours:
            raise
        except Refused as found:
            refused = found
    return render(
        request,
        "applying/workbooks.html",
        {
            "workbooks": workbooks.workbooks_of(actor)[:PAGE],
            "refused": refused,
            "unit": unit,
            "units": workbooks.UNITS,
            "most": workbook_rows.MOST_ROWS,
        },
        status=refused.status if refused else 200,
    )


@require_safe
@acting
def template(request: HttpRequest, actor: Actor) -> FileResponse:
    """The workbook to fill in."""
    actor.must("contract.draft")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "template.xlsx"
        write_template(path, language(), frozenset(NOT_IN_TEMPLATE))
        return _download(path, str(both("技术合同填报表", "contracts")))


@require_safe
@acting
def show(request: HttpRequest, actor: Actor, uid: UUID) -> HttpResponse:
    """What became of the rows of a workbook."""
    actor.must("contract.draft")
    book = workbooks.workbook_for(actor, uid)
    page = Paginator(book.rows.select_related("contract__agency", "contract__applicant"), PAGE)
    here = page.get_page(request.GET.get("page"))
    rows = [_shown(one, judged) for one, judged in _judged(here)]
    return render(
        request,
        "applying/workbook.html",
        {
            "workbook": book,
            "page": here,
            "rows": rows,
            "sound": sum(one.sound for one in rows),
            "can_be_marked": workbook_rows.can_be_marked(file_store.place_of(book.sha256)),
            "may_submit": actor.may("contract.submit"),
            "drafts": any(
                one.row.contract_id and one.row.contract.state == "draft" for one in rows
            ),
        },
    )


@require_POST
@acting
def submit(request: HttpRequest, actor: Actor, uid: UUID) -> HttpResponse:
    """Submit the chosen rows together."""
    chosen = [int(one) for one in request.POST.getlist("row") if one.isdecimal() and len(one) < 18]
    result = workbooks.submit_sound(actor, uid, chosen)
    messages.success(
        request,
        str(
            both(
                f"已提交 {result.done} 项，{result.left} 项未提交。",
                f"{result.done} submitted, {result.left} not.",
            )
        ),
    )
    return redirect("applying_workbook", uid)


@require_http_methods(["GET", "HEAD", "POST"])
@acting
def discard(request: HttpRequest, actor: Actor, uid: UUID) -> HttpResponse:
    """Ask, then delete the drafts of a workbook."""
    book = workbooks.workbook_for(actor, uid)
    if request.method != "POST":
        return render(request, "applying/discard.html", {"workbook": book})
    gone = workbooks.discard(actor, uid)
    said = both(f"已删除 {gone.done} 份草稿。", f"{gone.done} drafts were deleted.")
    if gone.left:
        more = both(f"还有 {gone.left} 份，请再次删除。", f"{gone.left} are left; delete again.")
        messages.success(request, f"{said} {more}")
        return redirect("workbook_discard", uid)
    messages.success(request, str(said))
    return redirect("applying_workbooks")


@require_safe
@acting
def marked(request: HttpRequest, actor: Actor, uid: UUID) -> HttpResponseBase:
    """The workbook with what is wrong by now, marked in its cells."""
    actor.must("contract.draft")
    book = workbooks.workbook_for(actor, uid)
    path = file_store.place_of(book.sha256)
    if not workbook_rows.can_be_marked(path):
        raise Refused(both("只有 .xlsx 可以标注。", "Only an .xlsx can be marked."), status=404)
    read = workbook_rows.read(path, "元")
    by_sheet = {source.table.sheet: source for source in read.sources}
    findings = [
        finding
        for row, judged in _judged(
            book.rows.select_related("contract__agency", "contract__applicant")
        )
        if row.sheet in by_sheet
        for finding in _findings(by_sheet[row.sheet], row, judged)
    ]
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "marked.xlsx"
        write_marked(path, out, read.sources, findings, language())
        name = book.title.rsplit(".", 1)[0]
        return _download(out, str(both(f"{name}（已标注）", f"{name} (marked)")))


def _download(path: Path, name: str) -> FileResponse:
    # Opened before its folder goes; the bytes stay until they are sent.
    answer = FileResponse(
        path.open("rb"), as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX
    )
    answer["Cache-Control"] = "private, no-store"
    return answer


def _judged(rows: Iterable[WorkbookRow]) -> list[tuple[WorkbookRow, Judged | None]]:
    """Rows with what is to be said of their drafts; `None` where nothing is typed any more.

    The parties of all of them are read at once.
    """
    every = list(rows)
    editable = [one for one in every if one.contract and one.contract.state in EDITABLE]
    known = by_number(
        {str(one.contract.draft.get(name) or "") for one in editable for name in PARTIES}
    )
    told = {one.pk: judge(one.contract, whole=True, known=known) for one in editable}
    return [(one, told.get(one.pk)) for one in every]


def _problems(row: WorkbookRow, judged: Judged | None) -> list[tuple[str, Both, Severity]]:
    """What stands in the way of a row: the field, the sentence, how hard."""
    if judged is None:
        return []
    settled = {name for name in ("seller_id", "buyer_id") if judged.values.get(name)}
    told = [
        (name, Both(zh, en), Severity.SOFT)
        for name, zh, en in row.told
        if name not in settled or name == "seller_id"
    ]
    told += [(name, text, Severity.HARD) for name, texts in judged.wrong.items() for text in texts]
    return told + [
        (one.rule.fields[0], one.rule.text, Severity.SOFT)
        for one in judged.doubts
        if not one.explanation
    ]


def _findings(source: Source, row: WorkbookRow, judged: Judged | None) -> list[Finding]:
    return [
        source.finding(row.number, [name] if name else [], "application", how, (text.zh, text.en))
        for name, text, how in _problems(row, judged)
    ]


def _shown(row: WorkbookRow, judged: Judged | None) -> RowShown:
    contract = row.contract
    if contract is None:
        return RowShown(row, "", "", (), 0, sound=False)
    problems = [str(text) for _, text, _ in _problems(row, judged)]
    return RowShown(
        row,
        str(contract.draft.get("project_name") or ""),
        code_label("contract_status", contract.state),
        tuple(problems[:TOLD]),
        max(0, len(problems) - TOLD),
        sound=judged is not None and not judged.open_points,
    )
