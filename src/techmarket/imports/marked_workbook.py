"""The user's own workbook given back with its problems marked.

Everything in it stays: the archive is copied part by part, and only the sheets with problems, the
styles and the lists of parts are changed. Not here: the changes of a sheet (`marked_sheet`,
`marked_comments`) and the sheet of problems (`problem_sheet`).
"""

from __future__ import annotations

import posixpath
import shutil
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from lxml import etree

from techmarket.checks.check_rule import Severity
from techmarket.imports.findings import Finding
from techmarket.imports.headings import normal_heading
from techmarket.imports.marked_comments import MOST, comments_part, drawing_part
from techmarket.imports.marked_sheet import VERDICTS, SheetMarks, marked_sheet
from techmarket.imports.marked_styles import MAIN, MarkedStyles
from techmarket.imports.problem_sheet import SHEET_NAMES, problem_sheet
from techmarket.imports.sources import Source
from techmarket.imports.text_table import Cell
from techmarket.imports.workbook_parts import RELATIONS, SheetPart, parsed, workbook_parts
from techmarket.whole_file import whole_file

PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
AFTER_DRAWING = frozenset(
    {"legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems",
     "tableParts", "extLst"}
)  # fmt: skip
"""What comes after the drawing of comments in a sheet, by the schema."""

BLOCK = 4 << 20
LEVEL = 3
"""Of compression: the file is a little larger, and written in half the time."""


def write_marked(
    source: Path,
    out: Path,
    sources: Sequence[Source],
    findings: Sequence[Finding],
    lang: str,
    accepted: Sequence[tuple[str, ...]] = (),
) -> None:
    """Write a workbook again, with its problems marked.

    Args:
        source: the workbook.
        out: the file to write, whole or not at all.
        sources: its tables that were read.
        findings: all that is wrong with them.
        lang: of comments, verdicts and the sheet of problems, "zh" or "en".
        accepted: lines of the sheet of problems with repairs accepted before, which stay there.

    Raises:
        TechmarketError: see `workbook_parts`.
    """
    parts = workbook_parts(source)
    with (
        zipfile.ZipFile(source) as old,
        whole_file(out) as aside,
        zipfile.ZipFile(aside, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as new,
    ):
        book = _Workbook(old, new)
        for sheet in parts.sheets:
            table = next((one for one in sources if one.table.sheet == sheet.name), None)
            if table is not None:
                of_sheet = [one for one in findings if one.sheet == sheet.name]
                book.mark(sheet, table, of_sheet, lang)
        before = next((s for s in parts.sheets if s.name in SHEET_NAMES.values()), None)
        book.add_problems(before, findings, lang, accepted)
        book.finish()


class _Workbook:
    """A workbook while it is written again."""

    def __init__(self, old: zipfile.ZipFile, new: zipfile.ZipFile) -> None:
        self._old = old
        self._new = new
        self._names = set(old.namelist())
        self._written: set[str] = set()
        self._relations: dict[str, Any] = {}
        self._types = parsed(old.read("[Content_Types].xml"))
        self._styles_part = self._related("xl/workbook.xml", "styles") or "xl/styles.xml"
        self._styles = MarkedStyles(
            old.read(self._styles_part) if self._styles_part in self._names else None
        )

    def mark(self, sheet: SheetPart, table: Source, findings: list[Finding], lang: str) -> None:
        """Write a sheet with its problems marked."""
        own = [normal_heading(VERDICTS[one][0]) for one in VERDICTS]
        head = table.table.head[table.plan.first_row - 2]
        verdicts = [place for place, text in enumerate(head) if normal_heading(text) in own]
        column = verdicts[0] if verdicts else max(sheet.columns, table.plan.width)
        marks = SheetMarks(table.plan.first_row - 1, column)
        for finding in findings:
            marks.take(finding)
        texts = _comments(findings, lang)
        with self._old.open(sheet.part) as stream:
            blocks: Iterable[bytes] = iter(lambda: stream.read(BLOCK), b"")
            blocks = marked_sheet(blocks, marks, self._styles, lang)
            if texts:
                drawing = self._comment(sheet.part, texts)
                blocks = _with_drawing(blocks, drawing) if drawing else blocks
            self._write(sheet.part, blocks)

    def add_problems(
        self,
        before: SheetPart | None,
        findings: Sequence[Finding],
        lang: str,
        accepted: Sequence[tuple[str, ...]],
    ) -> None:
        """Write the sheet of problems, in the place of an older one."""
        part = before.part if before else self._unused("xl/worksheets/problems{}.xml")
        self._write(part, problem_sheet(findings, self._styles, lang, accepted))
        if before is not None:
            self._written.add(_relations_of(part))
            return
        self._declare(part, f"{SHEET_TYPE}.worksheet+xml")
        identity = self._relate("xl/workbook.xml", part, "worksheet")
        workbook = parsed(self._old.read("xl/workbook.xml"))
        sheets = workbook.find("{*}sheets")
        number = max((int(one.get("sheetId", "0")) for one in sheets), default=0) + 1
        added = etree.SubElement(sheets, sheets[0].tag)
        added.set("name", SHEET_NAMES[lang])
        added.set("sheetId", str(number))
        added.set(f"{RELATIONS}id", identity)
        self._write("xl/workbook.xml", [_xml(workbook)])

    def finish(self) -> None:
        """Write all that is left."""
        if self._styles_part not in self._names:
            self._declare(self._styles_part, f"{SHEET_TYPE}.styles+xml")
            self._relate("xl/workbook.xml", self._styles_part, "styles")
        self._write(self._styles_part, [self._styles.content()])
        self._write("[Content_Types].xml", [_xml(self._types)])
        for part, root in self._relations.items():
            self._write(_relations_of(part), [_xml(root)])
        for entry in self._old.infolist():
            if entry.filename not in self._written and not entry.is_dir():
                with self._old.open(entry) as stream, self._new.open(entry.filename, "w") as out:
                    shutil.copyfileobj(stream, out, BLOCK)

    def _comment(self, sheet: str, texts: Mapping[Cell, str]) -> str:
        """Write comments; the id of their drawing where the sheet does not name one yet."""
        comments = self._related(sheet, "comments")
        part = comments or self._unused("xl/comments_problems{}.xml")
        content, new = comments_part(texts, self._old.read(part) if comments else None)
        self._write(part, [content])
        if not comments:
            self._declare(part, f"{SHEET_TYPE}.comments+xml")
            self._relate(sheet, part, "comments")
        drawing = self._related(sheet, "vmlDrawing")
        place = drawing or self._unused("xl/drawings/problems{}.vml")
        before = self._old.read(place) if drawing else None
        self._write(place, [drawing_part(new, before)])
        if drawing:
            return ""
        if not any(one.get("Extension") == "vml" for one in self._types):
            name = f"{{{PACKAGE}/content-types}}Default"
            default = etree.Element(name, Extension="vml", ContentType=VML_TYPE)
            self._types.insert(0, default)
        return self._relate(sheet, place, "vmlDrawing")

    def _write(self, part: str, blocks: Iterable[bytes]) -> None:
        self._written.add(part)
        with self._new.open(part, "w", force_zip64=True) as stream:
            for block in blocks:
                stream.write(block)

    def _declare(self, part: str, content_type: str) -> None:
        name = f"{{{PACKAGE}/content-types}}Override"
        etree.SubElement(self._types, name, PartName=f"/{part}", ContentType=content_type)

    def _unused(self, pattern: str) -> str:
        number = 1
        while pattern.format(number) in self._names | self._written:
            number += 1
        return pattern.format(number)

    def _relations_root(self, part: str) -> Any:
        if part not in self._relations:
            name = _relations_of(part)
            empty = f'<Relationships xmlns="{PACKAGE}/relationships"/>'.encode()
            content = self._old.read(name) if name in self._names else empty
            self._relations[part] = parsed(content)
        return self._relations[part]

    def _related(self, part: str, kind: str) -> str | None:
        """The part that another one names by a relation of a kind."""
        for one in self._relations_root(part):
            if one.get("Type", "").rpartition("/")[2] == kind:
                folder = posixpath.dirname(f"/{part}")
                target = posixpath.normpath(posixpath.join(folder, one.get("Target")))
                return target.lstrip("/")
        return None

    def _relate(self, part: str, target: str, kind: str) -> str:
        root = self._relations_root(part)
        known, number = {one.get("Id") for one in root}, len(root) + 1
        while f"rId{number}" in known:
            number += 1
        name = f"{{{PACKAGE}/relationships}}Relationship"
        added = etree.SubElement(root, name)
        added.set("Id", f"rId{number}")
        added.set("Type", f"{OFFICE}/{kind}")
        added.set("Target", f"/{target}")
        return f"rId{number}"


def _comments(findings: Sequence[Finding], lang: str) -> dict[Cell, str]:
    """The text of the comment of each cell, those of hard problems before the others."""
    texts: dict[Cell, list[str]] = {}
    for finding in sorted(findings, key=lambda one: one.severity is Severity.SOFT):
        cell = (finding.row - 1, finding.column)
        if finding.column >= 0 and (cell in texts or len(texts) < MOST):
            texts.setdefault(cell, []).append(finding.sentence(lang))
    return {cell: "\n".join(said) for cell, said in texts.items()}


def _with_drawing(blocks: Iterable[bytes], drawing: str) -> Iterator[bytes]:
    """The sheet with the name of its drawing of comments, in the place the schema wants."""
    start, tail = b"", b""
    for block in blocks:
        start = start or block[: 1 << 20]
        whole = tail + block
        end = whole.rfind(b"sheetData>")
        keep = end if end >= 0 else max(0, len(whole) - BLOCK)
        yield whole[:keep]
        tail = whole[keep:]
    closing = tail.index(b">") + 1 if tail.startswith(b"sheetData>") else 0
    root = _start_of_root(start)
    tree = parsed(root + tail[closing:])
    name = etree.QName(tree).namespace or MAIN
    place = next(
        (n for n, one in enumerate(tree) if etree.QName(one).localname in AFTER_DRAWING), len(tree)
    )
    named = etree.Element(f"{{{name}}}legacyDrawing")
    named.set(f"{RELATIONS}id", drawing)
    tree.insert(place, named)
    content = etree.tostring(tree, encoding="UTF-8")
    yield tail[:closing] + content[content.index(b">") + 1 :]


def _start_of_root(start: bytes) -> bytes:
    """The first tag of a part, with its namespaces."""
    at = 0
    while True:
        at = start.index(b"<", at)
        if start[at + 1 : at + 2] not in (b"?", b"!"):
            return start[at : start.index(b">", at) + 1]
        at += 1


def _relations_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return f"{folder}/_rels/{name}.rels"


def _xml(root: Any) -> bytes:
    content: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return content
