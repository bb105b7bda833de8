"""Every step of the database goes down and up again in a meeting that is in full use, and nothing is lost."""

import shutil
from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import flask_migrate
import pytest
import sqlalchemy as sa
from alembic.script import ScriptDirectory
from flask import Flask

from gocluster_events.core import db
from gocluster_events.core.schema import MIGRATIONS
from tests.support.databases import Database, Databases
from tests.support.meeting import Meeting
from tests.support.proving import Proof

# Comes after the last step, so that there is always one to take: for a column with a rule SQLite makes each table anew.
NEXT = """
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "next", "{last}", None, None
TABLES = "event", "item", "mail", "registration"


def upgrade():
    for name in TABLES:
        with op.batch_alter_table(name) as table:
            table.add_column(sa.Column("extra", sa.Integer(), nullable=False, server_default="0"))
            table.create_check_constraint("extra", "extra >= 0")


def downgrade():
    for name in TABLES:
        with op.batch_alter_table(name) as table:
            table.drop_constraint("extra", type_="check")
            table.drop_column("extra")
"""
Rows = Mapping[str, list[dict[str, Any]]]
OLDER = {
    ("item", "sign_up", "wish"): "none",
    ("booking", "source", "allocation"): "team",
    ("booking_move", "move", "allotted"): "added",
}
"""What an older step says in place of what it does not know yet, by table, column and value."""


@pytest.fixture(autouse=True)
def upgraded(demo: Flask, meeting: Meeting, database: Database, databases: Databases) -> Iterator[None]:
    """Within the app, whose database no other test gets."""
    databases.spoilt.add(database)
    with demo.app_context():
        yield


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """All steps, and one more."""
    copied = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, copied)
    last = ScriptDirectory(str(copied)).get_current_head()
    (copied / "versions" / "next.py").write_text(NEXT.replace("{last}", last or ""), encoding="utf-8")
    return copied


def steps(folder: Path) -> list[str]:
    """The names of all steps, the newest first."""
    return [each.revision for each in ScriptDirectory(str(folder)).walk_revisions()]


def rows() -> Rows:
    """Every row there is, by table; read anew."""
    db.session().rollback()
    tables = sa.MetaData()
    tables.reflect(db.db.engine)
    names = [table for table in tables.sorted_tables if table.name != "alembic_version"]
    by_table = {each.name: [dict(row) for row in db.session().execute(sa.select(each)).mappings()] for each in names}
    db.session().rollback()
    return by_table


def shared(rows_of_one: Rows, rows_of_other: Rows) -> tuple[Rows, Rows]:
    """Both, as far as both have tables and columns for it. Where a newer step says nothing, an older says no."""
    sides: tuple[dict[str, Any], dict[str, Any]] = ({}, {})
    for name in rows_of_one.keys() & rows_of_other.keys():
        one, other = rows_of_one[name], rows_of_other[name]
        columns = one[0].keys() & other[0].keys() if one and other else set()
        for side, table_rows in zip(sides, (one, other), strict=True):
            side[name] = sorted(
                ({key: _answered(name, key, row[key]) for key in sorted(columns)} for row in table_rows), key=str
            )
    return sides


def _answered(table: str, column: str, value: Any) -> Any:
    if (table, column) == ("item", "has_stream"):
        return bool(value)
    return OLDER.get((table, column, str(value)), value)


def lost(before: Rows, after: Rows) -> list[str]:
    """The tables whose rows are not the same, in what both know."""
    one, other = shared(before, after)
    return sorted(name for name in one if one[name] != other[name])


def walk(chosen: Collection[str], folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Up to the last step and all the way down to the first; those chosen go down one by one, up, and down once more.

    Each way with the tables that did not keep everything.
    """
    names, where, before = steps(folder), str(folder), rows()
    flask_migrate.upgrade(directory=where)
    yield f"up to {names[0]}", lost(before, rows())
    above, before = names[0], rows()
    for name, next_one in pairwise(names):
        if name not in chosen and next_one != names[-1]:
            continue
        flask_migrate.downgrade(directory=where, revision=next_one)
        after = rows()
        yield f"{above} to {next_one}", lost(before, after)
        if name in chosen:
            flask_migrate.upgrade(directory=where, revision=name)
            yield f"{name} up", lost(after, rows())
            flask_migrate.downgrade(directory=where, revision=next_one)
            yield f"{name} down again", lost(after, rows())
        above, before = next_one, after


@pytest.mark.both_databases
@pytest.mark.promise("P20")
def test_every_step_goes_down_and_up_again_and_keeps_what_both_sides_know(
    database: Database, folder: Path, proof: Proof
) -> None:
    all_rows, downwards = rows(), steps(folder)[:-1]
    chosen = proof.random.sample(downwards, proof.size(1, len(downwards)))
    assert [(name, tables) for name, tables in walk(chosen, folder) if tables] == []
    oldest = rows()
    flask_migrate.upgrade()
    assert lost(oldest, rows()) == []
    flask_migrate.check()
    proof.says(
        f"{count(all_rows)} rows of a meeting in full use go up one step more than there is, which rebuilds tables, "
        f"down to the first ({len(downwards)}) and up again, {len(chosen)} of them up and down once more on the way",
        f"{count(oldest)} rows at the first step, 0 differ",
    )


def count(rows_by_table: Rows) -> int:
    return sum(map(len, rows_by_table.values()))


@pytest.mark.promise("P20", control=True)
def test_where_children_hang_on_a_table_that_is_rebuilt_they_are_lost(folder: Path, proof: Proof):
    environment = folder / "env.py"
    source = environment.read_text(encoding="utf-8")
    environment.write_text(source.replace("foreign_keys=OFF", "foreign_keys=ON"), encoding="utf-8")
    before = rows()
    step, tables = next((name, tables) for name, tables in walk(steps(folder), folder) if tables)
    assert "registration" in tables
    proof.says(
        f"SQLite keeps its foreign keys on while a table is rebuilt; {len(before['registration'])} registrations",
        f"{step} loses rows of {len(tables)} tables",
    )
