"""`techmarket report`: snapshots into the whole book, in several formats and languages.

For each language the folder holds `report-<lang>.pdf`, `.docx`, `.xlsx` and the site
`site-<lang>/`; and `report.json`, which says what it was made from and names every file with its
SHA-256. Not here: options and their words (`main`), building (`report`), layout (`render`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from techmarket.cli.auditing import auditing
from techmarket.cli.whole_folder import refuse_foreign, whole_folder
from techmarket.editions import Edition, load_edition
from techmarket.editions.observing import observed
from techmarket.errors import TechmarketError
from techmarket.fonts import typeface
from techmarket.report.build import build_book
from techmarket.report.model import Book, Provenance
from techmarket.report.outline import load_outline
from techmarket.snapshot import Snapshot, open_snapshot
from techmarket.snapshot.snapshot import file_sha256
from techmarket.tables.labels import LANGUAGES, language

Progress = Callable[[str, int, int], None]

FINDINGS = 3
"""The exit code when the audit of the book found something."""

MANIFEST = "report.json"
BOTH = "both"


@dataclass(frozen=True, slots=True)
class Format:
    """A format of the book.

    Attributes:
        name: of its file or folder; `{lang}` stands for the language.
        write: writes a book to that place, beside the same book in other languages.
    """

    name: str
    write: Callable[[Book, Path, Sequence[str]], None]


def _pdf(book: Book, place: Path, langs: Sequence[str]) -> None:
    from techmarket.render.pdf import write_pdf

    write_pdf(book, place)


def _docx(book: Book, place: Path, langs: Sequence[str]) -> None:
    from techmarket.render.docx import write_docx

    write_docx(book, place)


def _xlsx(book: Book, place: Path, langs: Sequence[str]) -> None:
    from techmarket.render.book_workbook import write_book_workbook

    write_book_workbook(book, place)


def _html(book: Book, place: Path, langs: Sequence[str]) -> None:
    from techmarket.render.site import write_site

    others = [lang for lang in langs if lang != book.lang]
    name = FORMATS["html"].name.format(lang=others[0]) if others else ""
    write_site(book, place, f"../{name}/index.html" if name else None)


FORMATS: Mapping[str, Format] = {
    "pdf": Format("report-{lang}.pdf", _pdf),
    "docx": Format("report-{lang}.docx", _docx),
    "xlsx": Format("report-{lang}.xlsx", _xlsx),
    "html": Format("site-{lang}", _html),
}
"""The formats by their names."""


def report(
    *,
    snapshot: Path,
    previous: Path | None,
    edition: str,
    out: Path,
    langs: Sequence[str] = ("zh",),
    formats: str = ",".join(FORMATS),
    progress: Progress | None = None,
) -> int:
    """Write the book of an edition and say where it is.

    The folder appears whole or not at all; one that is there already is replaced if it holds a
    report, and refused if it holds anything else. Tables and sentences are audited while they are
    laid out: what contradicts itself is not released.

    Args:
        snapshot: folder of the snapshot of the edition's year.
        previous: folder of the snapshot of the year before; `None` for none.
        edition: name of the edition, or the folder or file that it is in.
        out: folder to write.
        langs: languages, or "both".
        formats: names of formats, separated by commas.
        progress: told `(what, done, total)`.

    Returns:
        0, or `FINDINGS` if the audit found something; then the findings are printed, and what was
        there before stays.

    Raises:
        TechmarketError: a language, a format, the edition or a key in it is unknown, a snapshot is
            not whole or not of the year, a sentence is false, the typeface lacks a character, or
            `out` holds something else.
    """
    tell = progress or (lambda *_: None)
    chosen, writers = _languages(langs), _formats(formats)
    known = load_edition(edition)
    load_outline(known)
    refuse_foreign(out, MANIFEST, "report")
    typeface(progress)
    opened = open_snapshot(snapshot)
    before = None if previous is None else open_snapshot(previous)
    provenance = provenance_of(opened, before)
    steps = [(lang, FORMATS[name]) for lang in chosen for name in writers]
    written = []
    try:
        with auditing() as audit, whole_folder(out) as partial:
            observations = observed(known, opened, before)
            books = {lang: build_book(observations, known, lang, provenance) for lang in chosen}
            audit.begin(list(books.values()))
            for done, (lang, format_) in enumerate(steps):
                tell("report", done, len(steps))
                written.append(format_.name.format(lang=lang))
                format_.write(books[lang], partial / written[-1], chosen)
            _write_manifest(partial, known, provenance)
            if found := audit.findings():
                raise _NotReleasedError(found)
            tell("report", len(steps), len(steps))
    except _NotReleasedError as end:
        print(end, end="")
        return FINDINGS
    for name in written:
        print(out / name)
    return 0


class _NotReleasedError(Exception):
    """The audit found something: what was written aside is given up."""


def _write_manifest(folder: Path, edition: Edition, provenance: Provenance) -> None:
    """What the report was made from, and the SHA-256 of each of its files."""
    found = sorted(file for file in folder.rglob("*") if file.is_file())
    content = {
        "edition": edition.name,
        "cutoff": provenance.cutoff,
        "snapshots": dict(provenance.snapshots),
        "software": provenance.software,
        "files": {str(file.relative_to(folder)): file_sha256(file) for file in found},
    }
    text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8")


def provenance_of(snapshot: Snapshot, previous: Snapshot | None) -> Provenance:
    """What a book from these snapshots was made from."""
    given = [("snapshot", snapshot), ("previous", previous)]
    return Provenance(
        snapshots=tuple((role, each.hash) for role, each in given if each is not None),
        cutoff=snapshot.manifest.cutoff.isoformat(),
        software=version("techmarket"),
    )


def _languages(names: Sequence[str]) -> tuple[str, ...]:
    """Each language once, in the order given."""
    wanted = [known for name in names for known in (LANGUAGES if name == BOTH else (name,))]
    return tuple(dict.fromkeys(language(name) for name in wanted))


def _formats(names: str) -> tuple[str, ...]:
    wanted = tuple(dict.fromkeys(name.strip() for name in names.split(",")))
    for name in wanted:
        if name not in FORMATS:
            raise TechmarketError(
                f"there is no format {name!r}",
                todo="choose from " + ", ".join(FORMATS) + ", separated by commas",
            )
    return wanted
