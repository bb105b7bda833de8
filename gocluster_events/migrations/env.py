"""Runs migrations under the write lock that everybody else takes, and checks foreign keys before the commit.

A database whose step is none of ours is told so in a sentence, and left alone.
"""

import sqlalchemy as sa
from alembic import context
from flask import current_app

from gocluster_events.core.db import LocalizedText, UTCDateTime, write_lock
from gocluster_events.core.schema import FOREIGN
from gocluster_events.core.sqlite import make_sure, open_log

migrate = current_app.extensions["migrate"]
engine = migrate.db.engine


def _render(kind: str, item: object, _context: object) -> str | bool:
    """A migration imports none of our code: our types become what they are made of, enums plain text."""
    if kind != "type":
        return False
    if isinstance(item, UTCDateTime):
        return "sa.DateTime(timezone=True)"
    if isinstance(item, LocalizedText):
        return "sa.JSON()"
    return f"sa.String(length={item.length})" if isinstance(item, sa.Enum) else False


def _broken_references(connection: sa.Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if broken:
        raise RuntimeError(f"The migration would break references: {broken[:5]}")


def _refuse_foreign() -> None:
    ours = {each.revision for each in context.script.walk_revisions()}
    for step in context.get_context().get_current_heads():
        if step not in ours:
            raise RuntimeError(FOREIGN.format(step=step))


def run() -> None:
    """All pending steps, or none."""
    is_sqlite = engine.dialect.name == "sqlite"
    with write_lock(engine), engine.connect() as connection:
        if is_sqlite:
            connection.connection.driver_connection.execute(
                "PRAGMA foreign_keys=OFF"
            )  # before BEGIN: rebuilt parents keep their children
            connection.execution_options(begin="BEGIN IMMEDIATE")
        context.configure(
            connection=connection,
            target_metadata=migrate.db.metadata,
            render_item=_render,
            render_as_batch=True,
            compare_type=False,
        )
        with connection.begin():
            _refuse_foreign()
            context.run_migrations()
            if is_sqlite:
                _broken_references(connection)
        if is_sqlite:
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=ON")
    make_sure(open_log(engine))


run()
