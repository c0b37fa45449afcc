"""What the chapter on simulating shares: the recorded contradictions of 2013."""

from __future__ import annotations

import pytest

from techmarket.editions import load_edition
from techmarket.published import Place
from techmarket.simulate.contradictions import recorded_places


@pytest.fixture(scope="session")
def recorded() -> tuple[Place, ...]:
    """The cells that are given up."""
    return recorded_places(load_edition("2013"))
