"""Where the files of an edition are: its own folder, and that of the edition it is based on.

A file that its own folder does not have is taken from the base, if what it says holds there: what
is known by year holds for another year of the same place, what belongs to one year or one place
does not. Not here: what the files say.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources.abc import Traversable


@dataclass(frozen=True, slots=True)
class EditionFolders:
    """The folders of an edition.

    Attributes:
        own: its own folder; `None` for an edition that is a single file.
        base: the folders of the edition that it is based on.
        same_place: both report on the same place.
        same_year: both report on the same year.
    """

    own: Traversable | None
    base: EditionFolders | None = None
    same_place: bool = True
    same_year: bool = True

    def layout(self, name: str) -> Traversable | None:
        """A file that says how things are printed: its own, or that of the base."""
        return next((f for folder in self._chain() if (f := _file(folder.own, name))), None)

    def by_year(self, name: str) -> Traversable | None:
        """A file of facts with their years: its own, or that of the base about the same place."""
        own = _file(self.own, name)
        if own is None and self.base is not None and self.same_place:
            return self.base.by_year(name)
        return own

    def of_year(self, name: str) -> Traversable | None:
        """A file of facts of its year: its own, or that of the base of the same place and year."""
        own = _file(self.own, name)
        if own is None and self.base is not None and self.same_place and self.same_year:
            return self.base.of_year(name)
        return own

    def _chain(self) -> Iterator[EditionFolders]:
        folders: EditionFolders | None = self
        while folders is not None:
            yield folders
            folders = folders.base


def _file(folder: Traversable | None, name: str) -> Traversable | None:
    if folder is None:
        return None
    file = folder.joinpath(*name.split("/"))
    return file if file.is_file() or file.is_dir() else None
