from __future__ import annotations

from pathlib import Path

import pytest

from register_text import Observer


@pytest.fixture
def observed(tmp_path: Path) -> Observer:
    return Observer(tmp_path)
