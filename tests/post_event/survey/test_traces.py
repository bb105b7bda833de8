"""The place of a row says nothing of when it came, in a dump of either database, before closing and after it."""

import re
import sqlite3
from collections.abc import Sequence
from contextlib import closing as shutting
from random import Random

import psycopg
import pytest
import sqlalchemy as sa

from gocluster_events.core import db
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.models import Event
from gocluster_events.post_event.survey.models import SurveyScore
from gocluster_events.post_event.survey.rules.sheets import new_key
from gocluster_events.post_event.survey.services import closing
from tests.support.databases import Database
from tests.support.make import make_event
from tests.support.surveying import DAY, SCALES, answer, guests, sheet

PEOPLE = 40
WEAK = 0.5  # three times what chance gives forty rows
TABLES = ("survey_score", "survey_text", "survey_respondent")


def steps_of(number: int) -> list[int]:
    """The number as the steps of the scales, so that each sheet is unlike all others."""
    return [number // 5**place % 5 + 1 for place in range(SCALES)]


def number_of(steps: Sequence[int]) -> int:
    return sum((step - 1) * 5**place for place, step in enumerate(steps[:SCALES]))


def dump(database: Database, table: str) -> list[str]:
    """The lines that a dump has of the table, in its order."""
    if database.kind == "sqlite":
        with shutting(sqlite3.connect(database.path)) as connection:
            return [line for line in connection.iterdump() if line.startswith(f'INSERT INTO "{table}"')]
    url = database.url.replace("postgresql+psycopg", "postgresql")
    with psycopg.connect(url) as connection, connection.cursor().copy(f"COPY {table} TO STDOUT") as copy:
        return [bytes(line).decode() for line in copy]


def scores(database: Database) -> list[int]:
    """Which sheets a dump has, by their numbers, in its order."""
    return [number_of(list(map(int, _steps(line).split(", ")[:SCALES]))) for line in dump(database, "survey_score")]


def _steps(line: str) -> str:
    return line[line.index("[") + 1 : line.index("]")]


def correlation(order: Sequence[int]) -> float:
    """How far the order follows that in which the sheets came (Spearman): 1 wholly, 0 not at all, -1 backwards."""
    count = len(order)
    squares = sum((place - number) ** 2 for place, number in enumerate(order))
    return 1 - 6 * squares / (count * (count**2 - 1))


def ask(event: Event, chance: Random) -> list[int]:
    """Forty people answer, in an order that chance gives; returns it."""
    people = guests(event, PEOPLE)
    chance.shuffle(people)
    for number, person in enumerate(people):
        filled = sheet(*steps_of(number), text=f"Antwort {number}")
        answer(event, person, filled, event.ends_at + DAY, chance)
    return people


@pytest.mark.both_databases
def test_the_place_of_an_answer_does_not_follow_the_order_in_which_they_came(session, database):
    event, chance = make_event(), Random(11)
    people = ask(event, chance)
    before = scores(database)
    assert (sorted(before), abs(correlation(before)) < WEAK) == (list(range(PEOPLE)), True)
    texts = [int(line.partition("Antwort ")[2].strip("');\n")) for line in dump(database, "survey_text")]
    assert (sorted(texts), abs(correlation(texts)) < WEAK) == (list(range(PEOPLE)), True)
    assert texts != before
    who = [
        int(re.findall(r"\d+", line.partition("VALUES")[2] or line)[0]) for line in dump(database, "survey_respondent")
    ]
    assert who == sorted(people)
    assert closing.close_due(event.ends_at + 15 * DAY, chance) == 1
    after = scores(database)
    assert (sorted(after), abs(correlation(after)) < WEAK, after != before) == (list(range(PEOPLE)), True, True)
    assert dump(database, "survey_respondent") == []


@pytest.mark.both_databases
def test_rows_that_nobody_rewrites_lie_in_the_order_in_which_they_came_until_the_survey_closes(session, database):
    """So the test above can fail: the same rows, in a table as others are."""
    event, chance = make_event(), Random(11)
    if database.kind == "sqlite":
        with db.transaction() as writing:
            for name in ("score", "text"):
                made = sa.text("SELECT sql FROM sqlite_master WHERE name = :name")
                plain = writing.scalar(made, {"name": f"survey_{name}"})
                writing.execute(sa.text(f"DROP TABLE survey_{name}"))
                writing.execute(sa.text(str(plain).replace("WITHOUT ROWID", "")))
    with db.transaction() as writing:
        for number in range(PEOPLE):
            writing.add(SurveyScore(key=new_key(chance), event_id=event.id, steps=[*steps_of(number), None, None]))
            writing.flush()
    assert correlation(scores(database)) == 1
    with db.transaction() as writing:
        closing.close_in(writing, events.lock(writing, event.id), chance, event.ends_at + DAY)
    assert abs(correlation(scores(database))) < WEAK


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_all_rows_are_those_of_one_transaction_so_none_tells_which_belong_together(session, database):
    ask(make_event(), Random(3))
    transactions = [
        set(db.session().scalars(sa.text(f"SELECT xmin::text FROM {table}")))  # noqa: S608 -- names of ours
        for table in TABLES
    ]
    assert len(set.union(*transactions)) == 1
