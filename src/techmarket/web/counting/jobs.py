"""Carrying out a freezing that was asked for on the site, in a process of its own.

Not here: asking (`actions`), freezing (`freezing`).
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from django.conf import settings
from django.db import transaction

from techmarket.errors import TechmarketError
from techmarket.web.counting.failures import INTERNAL
from techmarket.web.counting.freezing import freeze_site
from techmarket.web.counting.models import Freezing

FOLDER = "snapshots"
"""In the data folder."""


def start(freezing: Freezing) -> None:
    """Begin, once what was asked for is committed; the answer to the request does not wait."""
    transaction.on_commit(lambda: _in_a_process(freezing.pk))


def _in_a_process(key: int) -> None:
    subprocess.Popen(
        [sys.executable, "-m", "techmarket.web", "carry_out_freezing", str(key)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def carry_out(key: int) -> Freezing:
    """Freeze what was asked for, and write down what came of it; once only."""
    taken = Freezing.objects.filter(pk=key, state=Freezing.State.WAITING).update(
        state=Freezing.State.RUNNING
    )
    freezing = Freezing.objects.select_related("organisation").get(pk=key)
    if not taken:
        return freezing
    freezing.folder = f"{freezing.organisation.code}-{freezing.cutoff.isoformat()}-{key}"
    out = Path(settings.DATA) / FOLDER / freezing.folder
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        manifest = freeze_site(out, freezing.cutoff, freezing.organisation)
    except TechmarketError as error:
        freezing.state, freezing.failure = Freezing.State.FAILED, error.sentence()[:1000]
    except Exception:
        # The traceback is for whoever runs the site; on the page it says nothing to anybody.
        freezing.state, freezing.failure = Freezing.State.FAILED, INTERNAL
        raise
    else:
        freezing.state = Freezing.State.DONE
        freezing.contracts, freezing.hash = manifest.contracts_of_period, manifest.hash
    finally:
        if freezing.state in (Freezing.State.DONE, Freezing.State.FAILED):
            freezing.save()
    return freezing
