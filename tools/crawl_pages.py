"""Every page as everybody gets it, written down so that two versions of the software can be compared.

``python -m tools.crawl_pages OUTDIR`` crawls (further words: only the roles and addresses that hold all of them;
``--markup`` also writes the pages themselves, into OUTDIR-markup), ``--compare A B`` says what differs. Time stands
still, chance is the same for the same request and each role has a database of its own, so two runs are alike.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from flask import Flask
from werkzeug.exceptions import HTTPException

from gocluster_events.factory import create_app
from tests.support import answers, pages, roles
from tests.support.databases import migrate
from tests.support.meeting import Meeting, Who, arrange
from tests.support.routes import ROLES
from tests.support.settings import around, settings
from tools import crawl_server, parts, servers
from tools.crawl_browser import Browser, Visit
from tools.crawl_compare import compared
from tools.steps import Failed, main, timed

HOST = "127.0.0.1"
LANGUAGES, NO_LANGUAGE = ("de", "en"), ("-",)
HASHES = {"PYTHONHASHSEED": "0"}  # sets have the same order every time
UNLIMITED = dict.fromkeys(
    ("exports_per_hour", "sign_in_per_account", "sign_in_per_address", "resend_per_hour"), "1000000"
)
NEVER_SENT = frozenset({405, 413})  # what no form of a page sends


@dataclass(frozen=True)
class Stage:
    """The app, the meeting in its database, and the folder in which both lie."""

    app: Flask
    meeting: Meeting
    folder: Path

    @property
    def database(self) -> Path:
        """The database as it was arranged; servers answer from copies of it."""
        return self.folder / "events.db"

    def settings(self, database: Path) -> dict[str, str]:
        """The settings for a server that answers from that database."""
        return _settings(self.folder, database)


def run(arguments: list[str]) -> None:
    """The folder holds what everybody gets. Raises Failed where two folders were to be compared and differ."""
    words = [each for each in arguments if not each.startswith("--")]
    if "--compare" in arguments:
        _compare(Path(words[0]), Path(words[1]))
    elif words:
        crawl(Path(words[0]), words[1:], has_markup="--markup" in arguments)
    else:
        raise Failed("say where to write: python -m tools.crawl_pages OUTDIR, or --compare BEFORE AFTER.")


def _compare(before: Path, after: Path) -> None:
    differences = compared(before, after)
    print("\n\n".join(differences) or "There is no difference.")
    if differences:
        raise Failed(f"{len(differences)} differences between {before} and {after}.")


def crawl(folder: Path, words: Sequence[str], *, has_markup: bool) -> None:
    """Everybody has visited every address that holds all the words, in both languages; the folder is a new one."""
    if folder.exists():
        raise Failed(f"{folder} is there already; remove it, or name another.")
    parts.build()
    with tempfile.TemporaryDirectory(prefix="events-crawl-") as temporary:
        with timed("Arranging the meeting"):
            stage = arranged(Path(temporary))
        wanted = {who: [each for each in visits(stage, who) if each.holds(words, who)] for who in Who}
        with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            begun = [
                pool.submit(_walk, stage, who, every, folder, has_markup=has_markup)
                for who, every in wanted.items()
                if every
            ]
            for each in begun:
                print(each.result(), flush=True)


def arranged(folder: Path) -> Stage:
    """The meeting of the tests is in a database in that folder, the same every time."""
    environ = _settings(folder, folder / "events.db")
    migrate(environ["GOCLUSTER_DATABASE_URL"])
    app = create_app(environ)
    crawl_server.stand_still()
    with app.app_context():
        meeting = arrange(app)
        answers.break_a_programme()
        app.extensions["sqlalchemy"].session.remove()
        app.extensions["sqlalchemy"].engine.dispose()
    return Stage(app, meeting, folder)


def _settings(folder: Path, database: Path) -> dict[str, str]:
    return settings(mode="demo", database_url=f"sqlite:///{database}", mail_url=f"file:{folder / 'mail'}", **UNLIMITED)


def visits(stage: Stage, who: Who) -> list[Visit]:
    """All that somebody of that role opens, and the forms that they send.

    Raises Failed where there is a page to which no address leads that the tests know.
    """
    listed = [each for each in pages.PAGES + answers.ANSWERS if each.status not in NEVER_SENT]
    lines = [each.address for each in roles.read(ROLES).home if each.method == "GET"]
    everywhere = {each.replace("{edition}", roles.HOME) for each in lines}
    everywhere |= {each.address for each in listed if each.sends is None}
    _refuse_gaps(stage, everywhere)
    if who is Who.STRANGER:  # their own edition, with what the others have in the address
        everywhere |= {each.replace("{edition}", roles.OTHER) for each in lines}
    opened = [Visit(each, lang) for each in sorted(everywhere) for lang in _languages(each)]
    forms = [each for each in listed if each.sends is not None and each.who is who]
    opened += [Visit(each.address, lang, each.sends, each.to) for each in forms for lang in LANGUAGES]
    twice = [name for name, times in Counter(each.name for each in opened).items() if times > 1]
    if twice:
        raise Failed(f"several addresses would be written to {', '.join(twice)}.")
    return opened


def _languages(address: str) -> tuple[str, ...]:
    return LANGUAGES if "{lang}" in address else NO_LANGUAGE


def _refuse_gaps(stage: Stage, addresses: set[str]) -> None:
    adapter = stage.app.url_map.bind("localhost")
    reached = set()
    for path in (stage.meeting.address(each).partition("?")[0] for each in addresses):
        with suppress(HTTPException):  # some samples lead nowhere, on purpose
            reached.add(adapter.match(path, return_rule=True)[0].rule)
    missed = {rule.rule for rule in stage.app.url_map.iter_rules() if "GET" in (rule.methods or ())} - reached
    if missed:
        raise Failed(f"no address in tests/support leads to {', '.join(sorted(missed))}.")


@contextmanager
def _served(stage: Stage, who: Who) -> Iterator[int]:
    """The port at which a web server answers from a copy of the database, until the end of the block."""
    folder, port = stage.folder / who.value, servers.free_port()
    folder.mkdir()
    with closing(sqlite3.connect(stage.database)) as source, closing(sqlite3.connect(folder / "own.db")) as own:
        source.backup(own)
    environ = {**around(), **stage.settings(folder / "own.db"), **HASHES}
    web = [servers.web(HOST, port, environ, folder / "web.log", 1, app="tools.crawl_server:app()")]
    try:
        servers.await_ready(f"http://{HOST}:{port}", web)
        yield port
    finally:
        servers.stop(web)


def _walk(stage: Stage, who: Who, every: Sequence[Visit], folder: Path, *, has_markup: bool) -> str:
    """The role's folder holds an answer for each visit; a sentence about it."""
    began = monotonic()
    with _served(stage, who) as port:
        browser = Browser(port, stage.meeting, stage.meeting.cookies[who])
        for visit in every:
            answer = browser.visit(visit)
            _write(folder / who.value / f"{visit.name}.txt", answer.as_text())
            if has_markup and answer.is_page:
                _write(folder.with_name(f"{folder.name}-markup") / who.value / f"{visit.name}.html", answer.text)
    return f"{who.value}: {len(every)} answers in {monotonic() - began:.0f} s"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def start(arguments: list[str]) -> None:
    """Runs the tool; Python is first restarted with a fixed hash seed, so that hashes are the same in each run."""
    if os.environ.get("PYTHONHASHSEED") != HASHES["PYTHONHASHSEED"]:
        command = [sys.executable, "-m", "tools.crawl_pages", *arguments]
        os.execve(command[0], command, {**os.environ, **HASHES})  # noqa: S606 -- our own Python, no shell
    main(run, arguments)


if __name__ == "__main__":
    start(sys.argv[1:])
