"""What the search for erased people rests on in SQLite: that deleted bytes are overwritten."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from gocluster_events import db
from gocluster_events.registration import services
from tests.registration.test_nothing_left import CANARY, canary, everywhere
from tests.support.databases import Database
from tests.support.make import NOW, make_event
from tests.support.proving import Proof


@pytest.mark.promise("P18", control=True)
def test_without_overwriting_deleted_bytes_somebody_erased_is_found(
    app: Flask, session: Session, database: Database, monkeypatch: pytest.MonkeyPatch, proof: Proof
):
    pragmas = [each.replace("secure_delete=ON", "secure_delete=OFF") for each in db._SQLITE_PRAGMAS]
    monkeypatch.setattr(db, "_SQLITE_PRAGMAS", pragmas)
    db.db.session.remove()
    db.db.engine.dispose()
    event = make_event()
    person = canary(event)
    services.erase(event.id, person, f"registration:{person}", NOW)
    kept = everywhere(app, database)
    assert CANARY in kept
    proof.says("SQLite does not overwrite what it deletes", f"{kept.count(CANARY)} canaries are found after erasing")
