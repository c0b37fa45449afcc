"""# Starting a site

The first administrator, and the command that serves. Not here: settings.
"""

from __future__ import annotations

import io
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from unittest.mock import patch

import pytest
from django.core.management import CommandError, call_command

from site_server import Site
from techmarket.errors import TechmarketError
from techmarket.web.accounts.actions.first_administrator import (
    has_administrator,
    make_administrator,
)
from techmarket.web.accounts.actions.passwords import random_password
from techmarket.web.accounts.actor import actors_of
from techmarket.web.accounts.models import User
from techmarket.web.history.verify import verify


def test_passwords_are_drawn() -> None:
    """Four groups of four signs that are not taken for one another."""
    drawn = {random_password() for _ in range(1000)}
    assert len(drawn) == 1000
    assert all(re.fullmatch("(?:[a-hjkmnp-z2-9]{4}-){3}[a-hjkmnp-z2-9]{4}", one) for one in drawn)


@pytest.mark.django_db
def test_the_first_administrator() -> None:
    """Of the centre, with a password that must be changed; an event, and the chain is whole."""
    assert not has_administrator()
    out = io.StringIO()
    call_command("make_administrator", "Boss", name="甲", stdout=out)
    first, second, third = out.getvalue().splitlines()
    assert first == "login name: boss"
    assert third == "It is shown only now, and must be changed at the first log-in."
    user = User.objects.get(username="boss")
    assert user.check_password(second.removeprefix("password:").strip())
    assert user.must_change_password
    (actor,) = actors_of(user)
    assert (actor.role, actor.organisation.code) == ("administrator", "000000")
    assert has_administrator()
    assert verify().broken is None


@pytest.mark.django_db
def test_a_login_name_that_is_taken() -> None:
    """Nobody is made, and the sentence says what to do."""
    make_administrator("boss", "甲")
    said = (
        "no administrator was made (boss): somebody has this login name, or it has signs other "
        "than a-z 0-9 . _ @ -; give another login name."
    )
    with pytest.raises(TechmarketError) as found:
        make_administrator("BOSS ", "乙")
    assert str(found.value) == said
    with pytest.raises(CommandError) as refused:
        call_command("make_administrator", "boss")
    assert str(refused.value) == said
    assert User.objects.count() == 1


@pytest.mark.django_db
def test_without_gunicorn_the_command_says_so(settings: object, tmp_path: Path) -> None:
    """And names what to install."""
    settings.STATIC_ROOT = tmp_path / "static"  # type: ignore[attr-defined]
    make_administrator("boss", "甲")
    module = "techmarket.web.accounts.management.commands.serve"
    with (
        patch(f"{module}.find_spec", return_value=None),
        patch(f"{module}.call_command"),
        pytest.raises(CommandError) as found,
    ):
        call_command("serve", stdout=io.StringIO())
    assert str(found.value) == (
        "gunicorn is not installed: pip install techmarket[web], or serve "
        "techmarket.web.wsgi:application by another WSGI server."
    )


def test_a_new_site_is_served(tmp_path: Path) -> None:
    """Database and administrator are made once, and the pages answer until it is stopped."""
    site = Site(tmp_path)
    first = site.manage("serve", "--only-prepare")
    assert re.search(r"  login name: administrator\n  password:   \S{19}\n", first)
    assert site.manage("serve", "--only-prepare") == ""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        bind = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-m", "techmarket.web", "serve", "--bind", bind, "--workers", "1"]
    with subprocess.Popen(
        command, env=site.environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
        assert server.stdout is not None
        assert server.stdout.readline() == f"The register: http://{bind}  (Ctrl-C stops it)\n"
        for _ in range(100):
            try:
                with urllib.request.urlopen(
                    f"http://{bind}/static/pages/site.css", timeout=5
                ) as one:
                    assert one.status == 200
                with urllib.request.urlopen(f"http://{bind}/login/", timeout=5) as one:
                    assert "登录" in one.read().decode()
                break
            except OSError:
                time.sleep(0.1)
        else:
            pytest.fail("the server does not answer")
        server.send_signal(signal.SIGINT)
        assert server.wait(20) == 0


def test_settings_that_are_missing_are_one_sentence(tmp_path: Path) -> None:
    """Not a traceback; the exit code tells a script."""
    site = Site(tmp_path)
    environment = {**site.environment, "TECHMARKET_PRODUCTION": "1", "TECHMARKET_SECRET": ""}
    done = subprocess.run(
        [sys.executable, "-m", "techmarket.web", "check"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "the site has no secret (TECHMARKET_SECRET): in production it is not made up; give at "
        "least 50 random characters, the same for all processes.\n"
    )
