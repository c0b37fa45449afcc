"""Roles as declared in `data/roles.toml`: what each sees and may do.

Not here: who holds which role (`accounts.models`), and what "sees" means in the database (`scope`).
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from techmarket.web.pages.wording import Both


@dataclass(frozen=True, slots=True)
class Role:
    """One role.

    Attributes:
        id: "registrar".
        label: its name.
        of: "party" or "organisation": for whom somebody acts.
        kinds: kinds of organisation that give it; empty for parties.
        sees: "party", "unit", "place", "registered" or "statistics".
        may: names of acts.
    """

    id: str
    label: Both
    of: str
    kinds: tuple[str, ...]
    sees: str
    may: frozenset[str]

    @property
    def official(self) -> bool:
        """Whether somebody acts for an office, and needs a second proof of who they are."""
        return self.of == "organisation"


@cache
def roles() -> dict[str, Role]:
    """Every role by its id, in the order of the file."""
    text = (files("techmarket.web.accounts") / "data" / "roles.toml").read_text(encoding="utf-8")
    return {
        one["id"]: Role(
            one["id"],
            Both(one["label_zh"], one["label_en"]),
            one["of"],
            tuple(one.get("kinds", ())),
            one["sees"],
            frozenset(one["may"]),
        )
        for one in tomllib.loads(text)["role"]
    }
