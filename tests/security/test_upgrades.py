"""Every step of the database goes down and up again in a meeting that is in full use, and nothing is lost."""

import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import flask_migrate
import pytest
import sqlalchemy as sa
from alembic.script import ScriptDirectory
from flask import Flask

from gocluster_events import db
from tests.support.databases import Database, Databases
from tests.support.meeting import Meeting
from tests.support.proving import Proof
from tests.support.tree import ROOT

MIGRATIONS = ROOT / "gocluster_events" / "migrations"
# What the older version has no word for it keeps as the nearest that it has: the columns that differ afterwards.
UNKNOWN_BEFORE = {"keep_places_for_some": {"registration": {"status", "waitlisted_at"}}}
Rows = Mapping[str, list[dict[str, Any]]]


@pytest.fixture(autouse=True)
def upgraded(demo: Flask, meeting: Meeting, database: Database, databases: Databases) -> Iterator[None]:
    """Within the app, whose database no other test gets."""
    databases.spoilt.add(database)
    with demo.app_context():
        yield


def steps(folder: Path = MIGRATIONS) -> list[str]:
    """The names of all steps, the newest first."""
    return [each.revision for each in ScriptDirectory(str(folder)).walk_revisions()]


def rows() -> Rows:
    """Every row there is, by table; read anew."""
    db.session().rollback()
    tables = sa.MetaData()
    tables.reflect(db.db.engine)
    names = [table for table in tables.sorted_tables if table.name != "alembic_version"]
    kept = {each.name: [dict(row) for row in db.session().execute(sa.select(each)).mappings()] for each in names}
    db.session().rollback()
    return kept


def shared(rows_of_one: Rows, rows_of_other: Rows, passed: Iterable[str]) -> tuple[Rows, Rows]:
    """Both, as far as both have tables and columns for it, and words, when these steps are passed."""
    unknown = {name: columns for step in passed for name, columns in UNKNOWN_BEFORE.get(step, {}).items()}
    told: tuple[dict[str, Any], dict[str, Any]] = ({}, {})
    for name in rows_of_one.keys() & rows_of_other.keys():
        one, other = rows_of_one[name], rows_of_other[name]
        columns = (one[0].keys() & other[0].keys() if one and other else set()) - unknown.get(name, set())
        for kept, found in zip(told, (one, other), strict=True):
            kept[name] = sorted(({key: row[key] for key in sorted(columns)} for row in found), key=str)
    return told


def lost(before: Rows, after: Rows, passed: Iterable[str] = ()) -> list[str]:
    """The tables whose rows are not the same, in what both know."""
    one, other = shared(before, after, passed)
    return sorted(name for name in one if one[name] != other[name])


def walk(told: Collection[str], folder: Path = MIGRATIONS) -> Iterator[tuple[str, list[str]]]:
    """All the way down to the first step; those that are told go down one by one, up, and down once more.

    Each way with the tables that did not keep everything.
    """
    names, where, before = steps(folder), str(folder), rows()
    passed: list[str] = []
    for name, next_one in pairwise(names):
        passed.append(name)
        if name not in told and next_one != names[-1]:
            continue
        flask_migrate.downgrade(directory=where, revision=next_one)
        after = rows()
        yield f"{passed[0]} to {next_one}", lost(before, after, passed)
        if name in told:
            flask_migrate.upgrade(directory=where, revision=name)
            yield f"{name} up", lost(after, rows())
            flask_migrate.downgrade(directory=where, revision=next_one)
            yield f"{name} down again", lost(after, rows())
        passed, before = [], after


@pytest.mark.both_databases
@pytest.mark.promise("P20")
def test_every_step_goes_down_and_up_again_and_keeps_what_both_sides_know(database: Database, proof: Proof):
    all_rows = sum(map(len, rows().values()))
    told = proof.random.sample(steps()[:-1], proof.size(3, len(steps()) - 1))
    found = [(name, tables) for name, tables in walk(told) if tables]
    assert found == []
    oldest = rows()
    flask_migrate.upgrade()
    assert lost(oldest, rows()) == []
    flask_migrate.check()
    proof.says(
        f"{all_rows} rows of a meeting in full use go down {len(steps()) - 1} steps and up again, "
        f"{len(told)} of the steps up and down once more on the way",
        f"{sum(map(len, oldest.values()))} rows at the first step, 0 differ",
    )


@pytest.mark.promise("P20", control=True)
def test_where_children_hang_on_a_table_that_is_rebuilt_they_are_lost(tmp_path: Path, proof: Proof):
    folder = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, folder)
    environment = folder / "env.py"
    told = environment.read_text(encoding="utf-8")
    environment.write_text(told.replace("foreign_keys=OFF", "foreign_keys=ON"), encoding="utf-8")
    before = rows()
    step, tables = next((name, tables) for name, tables in walk(steps(folder), folder) if tables)
    assert "registration" in tables
    proof.says(
        f"SQLite keeps its foreign keys on while a table is rebuilt; {len(before['registration'])} registrations",
        f"{step} loses rows of {len(tables)} tables",
    )
