"""Commands: ``flask --app app …``. Each speaks English and says in one sentence what to do when it fails."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import sqlalchemy as sa
from email_validator import EmailNotValidError, validate_email
from flask import Flask
from flask.cli import with_appcontext

from gocluster_events.cli import migrations
from gocluster_events.cli.worker import worker
from gocluster_events.core import clock, db, text
from gocluster_events.core.accounts.services import managing, sessions
from gocluster_events.core.accounts.words import REFUSALS
from gocluster_events.core.errors import Refused
from gocluster_events.core.i18n import force_locale

MOST_CHARACTERS = 120  # of a name or password, as in the column of names
# Columns that say what is planned; every other time has happened when it is stored.
PLANNED = frozenset(
    {
        "starts_at", "ends_at", "registration_opens_at", "registration_closes_at", "codes_open_at", "hold_until",
        "not_before", "lease_until", "offer_until", "release_at", "expires_at", "due_at", "opens_at", "closes_at",
        "moves_until", "wishes_until", "rest_from",
    }
)  # fmt: skip


def register(app: Flask) -> None:
    """The commands are registered with the app."""
    migrations.connect(app)
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
        sessions.create_admin(address, name, password, clock.now())
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
    if not typed.strip() or text.text_refusal(typed, MOST_CHARACTERS):
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
    times = [time for time in db.session().scalars(sa.union_all(*newest)) if time] if newest else []
    if times:
        click.echo(max(times).isoformat())
