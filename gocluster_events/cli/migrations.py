"""``flask db …``: Flask-Migrate, loaded when it is used: no web process and no worker needs it, nor Alembic with it."""

from typing import Any

import click
from flask import Flask

from gocluster_events.core import db, schema


class Migrations:
    """Stands in for Flask-Migrate's extension, which is loaded and takes its place when it is first used."""

    def __init__(self, app: Flask) -> None:
        self._app = app

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        from flask_migrate import Migrate  # noqa: PLC0415 -- 15 MB with Alembic

        Migrate(self._app, db.db, directory=str(schema.MIGRATIONS), render_as_batch=True)
        return getattr(self._app.extensions["migrate"], name)


class Commands(click.Command):
    """Stands in for the commands of Flask-Migrate, which are loaded as soon as one is called."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """The context of Flask-Migrate's own command group, so that its commands are parsed and invoked."""
        from flask_migrate.cli import db as theirs  # noqa: PLC0415 -- as above

        context: click.Context = theirs.make_context(info_name, args, parent, **extra)
        return context


def connect(app: Flask) -> None:
    """The app's database can be migrated."""
    app.extensions["migrate"] = Migrations(app)
    app.cli.add_command(Commands("db", help="Perform database migrations."))
