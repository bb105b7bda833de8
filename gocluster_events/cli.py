"""Commands: ``flask --app app …``. Each speaks English and says in one sentence what to do when it fails."""

import logging
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import SystemRandom

import click
import sqlalchemy as sa
from email_validator import EmailNotValidError, validate_email
from flask import Flask, current_app, g, url_for
from flask.cli import with_appcontext
from jinja2 import TemplateError
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolExhausted
from werkzeug.routing import BuildError

from gocluster_events import clock, db, text
from gocluster_events.accounts import services as accounts
from gocluster_events.accounts.services import managing
from gocluster_events.accounts.words import REFUSALS
from gocluster_events.agenda import services as agenda
from gocluster_events.attendees.services import profiles as lists
from gocluster_events.config import Settings
from gocluster_events.errors import Busy, Refused
from gocluster_events.i18n import force_locale
from gocluster_events.letters import services as letters
from gocluster_events.letters.rules import Unwritable, Wording, fill
from gocluster_events.mail import services as mail
from gocluster_events.pages import services as pages
from gocluster_events.pages import words as pages_words
from gocluster_events.pages.rules.telling import Voice
from gocluster_events.pages.services import messages
from gocluster_events.registration import services as registration
from gocluster_events.smtp import transport
from gocluster_events.tokens import Signer
from gocluster_events.web.letter_frame import Framed, letter_frame

IDLE_SECONDS = 1.0
OUTAGE_SECONDS = 5.0
MOST_CHARACTERS = 120  # of a name or password, as in the column of names
REMIND_SECONDS = 15.0
CLEAN_UP_SECONDS = 600.0
OUTAGES = (Busy, OperationalError, InterfaceError, PoolExhausted)
# Columns that say what is planned; every other time has happened when it is stored.
PLANNED = frozenset(
    {
        "starts_at", "ends_at", "registration_opens_at", "registration_closes_at", "hold_until", "not_before",
        "lease_until", "offer_until", "release_at", "expires_at", "due_at",
    }
)  # fmt: skip

log = logging.getLogger(__name__)


def register(app: Flask) -> None:
    """The app has its commands."""
    for command in (create_admin, remove_factor, worker, backup, newest_time):
        app.cli.add_command(command)


@click.command("create-admin")
@click.argument("email")
@click.argument("name")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input instead of asking for it.")
@with_appcontext
def create_admin(email: str, name: str, *, password_stdin: bool) -> None:
    """Create an account that may do everything in every edition."""
    try:
        address = validate_email(email, check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError as error:
        raise click.ClickException(f"{email} is no e-mail address: {error}") from error
    password = sys.stdin.readline() if password_stdin else _ask_for_password()
    _refuse_unwritable("name", name)
    _refuse_unwritable("password", password.rstrip("\r\n"))
    try:
        accounts.create_admin(address, name, password, clock.now())
    except Refused as refusal:
        with force_locale("en"):
            raise click.ClickException(str(REFUSALS[refusal.code])) from refusal
    click.echo(f"{address} can sign in.")


@click.command("remove-factor")
@click.argument("email")
@with_appcontext
def remove_factor(email: str) -> None:
    """Remove app, passkeys and recovery codes of an account and end its sessions; the password stays."""
    if not managing.remove_factor(email, clock.now()):
        raise click.ClickException(f"There is no account with the address {email}.")
    click.echo(f"{email} signs in with the password alone now.")


def _refuse_unwritable(what: str, typed: str) -> None:
    if not typed.strip() or text.flaw(typed, MOST_CHARACTERS):
        raise click.ClickException(f"This {what} is empty, too long or holds characters that cannot be kept.")


def _ask_for_password() -> str:
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@with_appcontext
def backup(file: Path) -> None:
    """Write the whole database, as it is at one moment, to a new FILE; everything may keep running."""
    try:
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))  # it holds personal data
    except OSError as error:
        raise click.ClickException(f"{file} cannot be created: {error.strerror}. Name a new file.") from error
    try:
        _BACKUPS[db.db.engine.dialect.name](db.db.engine.url, file)
    except BaseException:
        file.unlink()
        raise
    click.echo(f"{file}: {file.stat().st_size} bytes.")


def _copy_sqlite(url: sa.URL, file: Path) -> None:
    connection = sqlite3.connect(str(url.database), timeout=db.WAIT_SECONDS, isolation_level=None)
    try:
        connection.execute("VACUUM INTO ?", (str(file),))
    except sqlite3.OperationalError as error:
        raise click.ClickException(f"The backup failed: {error}.") from error
    finally:
        connection.close()


def _dump_postgresql(url: sa.URL, file: Path) -> None:
    """The password goes through the environment, where other people's ``ps`` does not see it."""
    address = url.set(drivername="postgresql", password=None).render_as_string(hide_password=False)
    environ = {**os.environ, **({"PGPASSWORD": str(url.password)} if url.password else {})}
    command = ["pg_dump", "--format=custom", f"--file={file}", f"--dbname={address}"]
    try:
        subprocess.run(command, check=True, env=environ)
    except FileNotFoundError as error:
        raise click.ClickException("pg_dump was not found; install PostgreSQL's client programs.") from error
    except subprocess.CalledProcessError as error:
        raise click.ClickException("pg_dump failed; its reason stands above.") from error


_BACKUPS: dict[str, Callable[[sa.URL, Path], None]] = {"sqlite": _copy_sqlite, "postgresql": _dump_postgresql}


@click.command("newest-time")
@with_appcontext
def newest_time() -> None:
    """Print the newest time at which something stored has happened, or nothing."""
    stored = set(sa.inspect(db.db.engine).get_table_names())
    columns = [
        column
        for table in db.Base.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, db.UTCDateTime) and column.name not in PLANNED and table.name in stored
    ]
    newest = [sa.select(sa.func.max(column)) for column in columns]
    times = [found for found in db.session().scalars(sa.union_all(*newest)) if found] if newest else []
    if times:
        click.echo(max(times).isoformat())


@dataclass(frozen=True, slots=True)
class Duty:
    """Something the worker does again and again; it says how much there was to do."""

    name: str
    service: Callable[[datetime], int]
    every_seconds: float = 0.0


def _deliver(now: datetime) -> int:
    settings = _settings()
    return letters.deliver(now, transport(settings.mail_url), _frame, _link, settings.sender)


def _empty_old_mails(now: datetime) -> int:
    return mail.clean_up(now, _settings().mail_retention_days)


def _expire_feedback(now: datetime) -> int:
    return pages.expire_feedback(now, _settings().feedback_retention_days)


def _import_lists(now: datetime) -> int:
    return registration.run_imports(now, SystemRandom())


def _publish_programmes(now: datetime) -> int:
    base = _settings().base_url.rstrip("/")

    def address(language: str, slug: str, path: str) -> str:
        return base + url_for("agenda.item", lang=language, edition=slug, address=path)

    return pages.publish_due(now, Voice(pages_words.told, pages_words.others, pages_words.entry_texts, address))


DUTIES = (
    Duty("programmes published", _publish_programmes),
    Duty("reminders written", registration.remind_due, REMIND_SECONDS),
    Duty("messages sent to lists", messages.send_due_messages),
    Duty("mails taken up", _deliver),
    Duty("lists imported", _import_lists),
    Duty("proposals computed", agenda.run_proposals),
    Duty("holds lapsed and people moved up", registration.lapse_and_move_up),
    Duty("mails emptied", _empty_old_mails, CLEAN_UP_SECONDS),
    Duty("drafts and needs removed", registration.clean_up, CLEAN_UP_SECONDS),
    Duty("people of whom something expired", registration.expire, CLEAN_UP_SECONDS),
    Duty("rows of old lists forgotten", lists.forget_lists, CLEAN_UP_SECONDS),
    Duty("answered feedback removed", _expire_feedback, CLEAN_UP_SECONDS),
    Duty("uploaded programmes removed", agenda.clean_up, CLEAN_UP_SECONDS),
    Duty("sessions and counts removed", accounts.clean_up, CLEAN_UP_SECONDS),
)


@click.command()
@click.option("--once", is_flag=True, help="Do what is due, then stop.")
@with_appcontext
def worker(*, once: bool) -> None:
    """Publish, deliver mails, let holds lapse, move up and clean up, until SIGTERM or Ctrl-C. Any number may run."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    log.info("The worker has started.")
    with _asked_to_stop() as stopping:
        _work(stopping, once=once)
    log.info("The worker has stopped.")


@contextmanager
def _asked_to_stop() -> Iterator[threading.Event]:
    """Set by SIGTERM and Ctrl-C, so that the step at hand can end."""
    stopping = threading.Event()
    numbers = (signal.SIGTERM, signal.SIGINT)
    before = [signal.signal(number, lambda _number, _frame: stopping.set()) for number in numbers]
    try:
        yield stopping
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)


def _work(stopping: threading.Event, *, once: bool) -> None:
    due_at = {duty.name: 0.0 for duty in DUTIES}
    while not stopping.is_set():
        busy = False
        for duty in DUTIES:
            if stopping.is_set() or time.monotonic() < due_at[duty.name]:
                continue
            done = _do(duty, stopping, once=once)
            busy = busy or done > 0
            due_at[duty.name] = time.monotonic() + duty.every_seconds
        if once and not busy:
            return
        if not busy:
            stopping.wait(IDLE_SECONDS)


def _do(duty: Duty, stopping: threading.Event, *, once: bool) -> int:
    """One step, in a context of its own, so that it begins with nothing of the last one."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 -- Flask's documented way
    try:
        with app.app_context(), app.test_request_context(base_url=_settings().base_url):
            done = duty.service(clock.now())
    except OUTAGES as outage:
        reason = getattr(outage, "orig", None) or outage  # without the statement and what it held
        if once:
            raise click.ClickException(f"The database does not answer: {reason}. Was `db upgrade` run?") from outage
        log.warning("The database does not answer, trying again in %d s: %s", OUTAGE_SECONDS, reason)
        stopping.wait(OUTAGE_SECONDS)
        return 0
    if done:
        log.info("%s: %d", duty.name, done)
    return done


def _frame(
    template: str, language: str, values: Mapping[str, str], link: str | None, wording: Wording | None
) -> Framed:  # fmt: skip
    g.lang = language
    try:
        return letter_frame(template, language, values, link, fill, wording)
    except (TemplateError, ValueError, BuildError) as error:
        raise Unwritable(f"{template}: {type(error).__name__}: {error}") from error


def _link(endpoint: str, identity: int, generation: int, language: str) -> str:
    token = Signer(_settings().secret_keys).sign(endpoint, identity, generation)
    try:
        return url_for(endpoint, token=token, lang=language, _external=True)
    except BuildError as error:
        raise Unwritable(f"There is no page {endpoint}.") from error


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings
