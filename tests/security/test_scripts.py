"""What is typed into any field of any form is stored and shown as typed, or refused at that field (promise P11)."""

import multiprocessing
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from gocluster_events import db
from gocluster_events.factory import create_app
from tests.security.corpus import CORPUS
from tests.security.text_forms import ELSEWHERE, TextForm, declared
from tests.security.typist import Tally, Typist
from tests.support.databases import Database
from tests.support.proving import Proof
from tests.support.settings import settings
from tests.support.visitor import Visitor

PROCESSES = 2  # in full
Work = tuple[str, str, list[TextForm], list[TextForm], tuple[bytes, ...], int]


def typed(work: Work) -> Tally:
    """Somebody with a copy of the database types the strings into the forms; so many into each, all in turn."""
    database, cookie, forms, searches, strings, many = work
    app = create_app(settings(database_url=f"sqlite:///{database}", mail_url=f"file:{database}-mail"))
    visitor = Visitor(app, app.response_class, use_cookies=True)
    visitor.set_cookie("events", cookie)
    typist = Typist(visitor, database)
    known = [typist.learn(form) for form in forms]
    for number, form in enumerate(known):
        typist.types(form, (strings * 2)[number * many % len(strings) :][:many])
    for number, form in enumerate(searches):
        typist.searches(form, (strings * 2)[number * many % len(strings) :][:many])
    typist.close()
    with app.app_context():
        db.db.engine.dispose()
    typist.tally.counts.update({f"{form.endpoint} takes a word": len(form.free) for form in known})
    return typist.tally


def copied(database: Database, to: Path) -> str:
    """Another database with the same rows."""
    with (
        closing(sqlite3.connect(database.url.removeprefix("sqlite:///"))) as source,
        closing(sqlite3.connect(to)) as target,
    ):
        source.backup(target)
    return str(to)


@pytest.mark.promise("P11")
def test_every_string_in_every_field_of_every_form_is_kept_as_typed_or_refused_there(
    session: Session,
    database: Database,
    everybody: Visitor,
    forms: list[TextForm],
    search_forms: list[TextForm],
    tmp_path: Path,
    proof: Proof,
):
    assert declared() - {name for form in forms for name in form.kinds} == ELSEWHERE.keys()
    session.rollback()
    strings, cookie = tuple(proof.random.sample(CORPUS, len(CORPUS))), everybody.get_cookie("events")
    assert cookie is not None
    many, at_once = proof.size(3, 200), proof.size(1, PROCESSES)
    works: list[Work] = [
        (
            copied(database, tmp_path / f"{n}.db"),
            cookie.value,
            forms[n::at_once],
            search_forms[n::at_once],
            strings,
            many,
        )
        for n in range(at_once)
    ]
    if proof.is_full:
        with multiprocessing.get_context("fork").Pool(PROCESSES) as pool:
            done = pool.map(typed, works)
    else:
        done = [typed(work) for work in works]
    tally = sum(done, Tally())
    assert tally.wrong == []
    fields = sum(len(form.kinds) for form in (*forms, *search_forms))
    counts = tally.counts
    proof.says(
        f"{len(strings)} strings, {many} in turn into each of {len(forms) + len(search_forms)} forms ({fields} fields)",
        f"{counts['probes']} probes: {counts['kept']} kept as typed, {counts['refused']} refused there, 0 else",
    )
