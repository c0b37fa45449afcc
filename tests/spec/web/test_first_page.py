"""What a server reads before it answers its first page."""

from __future__ import annotations

from pathlib import Path

from django.template import engines

import techmarket.web
from techmarket.checks.one_record import compiled
from techmarket.web.first_page import be_ready

TEMPLATES = Path(techmarket.web.__file__).parent


def test_every_template_is_read_and_found_whole() -> None:
    """A template that cannot be read stops the start of the server and not somebody's page."""
    there = [one for one in TEMPLATES.glob("*/templates/**/*") if one.is_file()]
    assert be_ready() == len(there) > 50


def test_templates_are_kept_once_they_are_read() -> None:
    """The first page finds them in memory, and the rules with them."""
    be_ready()
    (loader,) = engines["django"].engine.template_loaders
    assert "pages/base.html" in {str(key).split(" ")[0] for key in loader.get_template_cache}
    assert compiled.cache_info().currsize >= 2
