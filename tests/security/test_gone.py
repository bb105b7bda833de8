"""What the search for erased people rests on in SQLite: that deleted bytes are overwritten."""

import pytest
from flask import Flask

from gocluster_events.core import db
from gocluster_events.core.act import Act
from gocluster_events.meeting.registration.privacy import services as privacy
from tests.meeting.registration.privacy.test_nothing_left import everywhere
from tests.support.canary import CANARY, canary
from tests.support.databases import Database
from tests.support.make import make_event
from tests.support.proving import Proof
from tests.support.settings import NOW


@pytest.mark.usefixtures("session")
@pytest.mark.parametrize(
    ("does_it", "overwriting"),
    [
        pytest.param("overwrites", "ON", marks=pytest.mark.promise("P18")),
        pytest.param("does not overwrite", "OFF", marks=pytest.mark.promise("P18", control=True)),
    ],
)
def test_only_without_overwriting_deleted_bytes_somebody_erased_is_found(
    app: Flask, database: Database, monkeypatch: pytest.MonkeyPatch, proof: Proof, does_it: str, overwriting: str
):
    monkeypatch.setattr(
        privacy, "_say_so", lambda *_what, **_how: None
    )  # the last letter, which names them, stays in a table
    pragmas = [each.replace("secure_delete=ON", f"secure_delete={overwriting}") for each in db._SQLITE_PRAGMAS]
    monkeypatch.setattr(db, "_SQLITE_PRAGMAS", pragmas)
    db.db.session.remove()
    db.db.engine.dispose()
    event = make_event()
    person = canary(event)
    privacy.erase(event.id, person, Act(f"registration:{person}", NOW))
    number = everywhere(app, database).count(CANARY)
    assert (number > 0) == (overwriting == "OFF")
    proof.says(f"SQLite {does_it} what it deletes, no letter is left", f"{number} canaries are found after erasing")
