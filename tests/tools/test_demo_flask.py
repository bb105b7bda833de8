"""Flask's own command knows the commands without a setting, and runs the demo with nothing but its mode."""

import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import NoReturn

import pytest
from flask import Flask

from gocluster_events.factory import create_app
from tests.support.databases import Database
from tests.support.settings import around
from tests.support.tree import ROOT
from tools.servers import free_port

DEVELOPED = """
import pathlib
from gocluster_events import factory
app = factory.create_app(instance=pathlib.Path(__file__).parent)
"""
CHANGE = """
@app.after_request
def mark(response):
    response.headers["X-Change"] = "seen"
    return response
"""


def flask(*words: str, mode: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "flask", "--app", *words]
    return subprocess.run(
        command,
        check=False,
        cwd=ROOT,
        env={**around(), **mode},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )


def test_help_lists_our_commands_without_settings():
    done = flask("app", "--help", mode={})
    listed = {line.split()[0] for line in done.stdout.partition("Commands:")[2].splitlines() if line.strip()}
    assert done.returncode == 0
    assert listed >= {"run", "db", "create-admin", "remove-factor", "worker", "backup", "newest-time"}


def test_without_settings_nothing_else_is_done(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "argv", ["flask", "--app", "app", "worker"])
    with pytest.raises(SystemExit) as refused:
        create_app({})
    assert [line.split()[0] for line in str(refused.value).splitlines()] == [
        "GOCLUSTER_SECRET_KEYS",
        "GOCLUSTER_BASE_URL",
        "GOCLUSTER_MAIL_FROM",
        "GOCLUSTER_MAIL_URL",
    ]


@dataclass(frozen=True)
class Running:
    """Flask's own server with its reloader, as a developer starts it."""

    process: subprocess.Popen[bytes]
    port: int

    def page(self, mark: str = "") -> str:
        """The start page, once the server answers, and answers with that mark."""
        while self.process.poll() is None:
            with suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{self.port}/de/", timeout=60) as answer:
                if answer.headers.get("X-Change", "") == mark:
                    return str(answer.read().decode())
            time.sleep(0.05)
        raise AssertionError("the server has ended by itself")


@contextmanager
def running(app: Path) -> Iterator[Running]:
    """It runs until the end of the block."""
    port, environ = free_port(), {**around(), "GOCLUSTER_MODE": "demo"}
    command = [sys.executable, "-m", "flask", "--app", str(app), "run", "--debug", "--port", str(port)]
    with subprocess.Popen(command, cwd=ROOT, env=environ, stdin=subprocess.DEVNULL, start_new_session=True) as process:
        try:
            yield Running(process, port)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)


@pytest.mark.slow
@pytest.mark.patience(180)
def test_the_demo_runs_with_nothing_but_its_mode_and_anew_after_a_change(seeded: Database, tmp_path: Path):
    (tmp_path / "demo").mkdir()
    shutil.copy(seeded.path, tmp_path / "demo" / "events.db")
    app = tmp_path / "developed.py"
    app.write_text(DEVELOPED)
    with running(app) as server:
        page = server.page()
        assert "Jahrestagung 2027" in page
        assert "/static/written/bundles/public.css" in page
        app.write_text(DEVELOPED + CHANGE)
        assert "Jahrestagung 2027" in server.page("seen")


@pytest.mark.slow
@pytest.mark.parametrize("more", [{}, {"GOCLUSTER_CLOCK": "2027-04-29T10:00:00+02:00@1800000000"}])
def test_the_demo_of_flask_is_for_this_machine_alone_at_any_clock(more: Mapping[str, str]):
    mode = {"GOCLUSTER_MODE": "demo", **more}
    done = flask("app", "run", "--host", "0.0.0.0", mode=mode)  # noqa: S104 -- refused
    assert (done.returncode, done.stdout, done.stderr) == (
        1,
        "",
        "HOST is '0.0.0.0'; the demo's passwords are public, so it listens on a loopback address only.\n",
    )


@pytest.mark.parametrize("is_debugged", [True, False])
def test_only_a_developer_sees_the_cause_of_a_failure(
    demo: Flask, monkeypatch: pytest.MonkeyPatch, *, is_debugged: bool
):
    @wraps(demo.view_functions["site.healthz"])
    def fail() -> NoReturn:
        raise ZeroDivisionError

    monkeypatch.setattr(demo, "debug", is_debugged)
    monkeypatch.setitem(demo.view_functions, "site.healthz", fail)
    visitor = demo.test_client()
    if is_debugged:
        with pytest.raises(ZeroDivisionError):
            visitor.get("/healthz")
    else:
        assert visitor.get("/healthz").status_code == 500
