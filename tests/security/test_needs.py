"""What people need to eat and to take part (Art. 9 GDPR): seen only where its purpose needs it, and never unlogged."""

from collections.abc import Iterable
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from gocluster_events import db
from gocluster_events.accounts.models import AuditEntry
from gocluster_events.attendees.views import person
from gocluster_events.registration.models import Draft, DraftNeeds, PendingEntry, SpecialNeeds
from gocluster_events.registration.rules.entry import Needs
from gocluster_events.registration.services import looking
from gocluster_events.web.audience import Audience, Kind
from tests.support.crawl import BUTTONS, MANAGE, looks, opened, pressed
from tests.support.meeting import Meeting, Who
from tests.support.proving import Proof
from tests.support.remote import servers_of
from tests.support.roles import visitors

CANARY = "kanarien"
TOLD = {"intolerances": "Kanarienunverträglichkeit", "support_details": "Kanarienrampe"}
# Who may see it where. Those who look after a meeting's people: behind a button, and as a list for that purpose.
# The caterer's numbers repeat nobody's words. Somebody's own: on their own pages, and while they sign up.
EXPECTED = """
POST /{lang}/manage/{edition}/registration/{registration}/needs   organiser admin
POST /{lang}/manage/{edition}/lists/needs                         organiser admin
GET  /{lang}/my/                                                  participant
GET  /{lang}/my/data                                              participant
GET  /{lang}/my/data.json                                         participant
GET  /{lang}/my/data.csv                                          participant
GET  /{lang}/my/details/participation                             participant
GET  /{lang}/{edition}/register/{draft}/1/participation           participant
GET  /{lang}/{edition}/register/{draft}/check                     participant
"""
TABLES = {"special_needs", "draft_needs", "pending_entry"}
SEEN = "registration.needs_viewed"
ONE, EVERYBODY = BUTTONS[:2]


@pytest.fixture
def canaries(demo: Flask, meeting: Meeting) -> Meeting:
    """Everybody who has said anything of the kind has said something that can be found again."""
    with demo.app_context(), db.transaction() as session:
        session.execute(sa.update(SpecialNeeds).values(**TOLD))
        session.execute(sa.delete(DraftNeeds))
        for draft in session.scalars(sa.select(Draft).where(Draft.submitted_at.is_(None))).all():
            session.add(DraftNeeds(draft_id=draft.id, needs=[{**TOLD, "key": None} for _entry in draft.entries]))
        session.execute(sa.update(PendingEntry).values(needs=TOLD))
    return meeting


def allowed() -> set[tuple[str, str, Who]]:
    """Where the list above says that it may be seen."""
    told = (line.split() for line in EXPECTED.splitlines() if line)
    return {(method, address, Who(who)) for method, address, *people in told for who in people}


def seen(app: Flask, meeting: Meeting, people: Iterable[Who], proof: Proof) -> tuple[set[tuple[str, str, Who]], int]:
    """Where the canary is, and how many answers were looked through."""
    listed = [address for method, address, _who in allowed() if method == "GET"]
    number, found = 0, set()
    for look in looks(app, meeting, people, proof, [*listed, *BUTTONS, f"{MANAGE}/registration/{{registration}}"]):
        number += 1
        if CANARY in look.text:
            found.add((look.method, look.address, look.who))
    return found, number


def logged(app: Flask) -> int:
    """How many looks are on record."""
    with app.app_context():
        return db.session().scalar(sa.select(sa.func.count()).where(AuditEntry.action == SEEN)) or 0


def holding(app: Flask) -> set[str]:
    """The tables in which it stands."""
    with app.app_context():
        tables = db.Base.metadata.tables
        return {
            name
            for name, table in tables.items()
            if any(CANARY in str(tuple(row)).lower() for row in db.session().execute(sa.select(table)))
        }


@pytest.mark.promise("P10")
def test_needs_are_seen_only_where_their_purpose_needs_them(
    demo: Flask, canaries: Meeting, proof: Proof, tmp_path: Path
):
    people = proof.size((Who.ANYBODY, Who.PARTICIPANT, Who.STAFF, Who.ORGANISER, Who.STRANGER), tuple(Who))
    before = logged(demo)
    found, number = seen(demo, canaries, people, proof)
    assert found == {each for each in allowed() if each[2] in people}
    assert logged(demo) > before
    servers_of(demo).work()
    letters = [opened(path.read_bytes()) for path in tmp_path.rglob("*.eml")]
    assert [text for text in (*letters, servers_of(demo).log.lower()) if CANARY in text] == []
    assert holding(demo) == TABLES
    proof.says(
        f"{number} answers to {len(people)} people, {len(letters)} letters, the servers' logs and all tables "
        "are searched for what people told of their needs",
        f"found in the {len(found)} places that the list allows, and in {len(TABLES)} tables",
    )


@pytest.mark.promise("P10")
def test_each_look_at_the_needs_of_each_person_is_logged(demo: Flask, canaries: Meeting, proof: Proof):
    organiser = visitors(demo, canaries)[Who.ORGANISER]
    one, everybody = (canaries.address(address) for address in (ONE, EVERYBODY))
    before = logged(demo)
    organiser.get(one)
    organiser.get(everybody)
    assert logged(demo) == before
    pressed(organiser, one)
    assert logged(demo) == before + 1
    with demo.app_context():
        told = db.session().scalar(sa.select(sa.func.count()).select_from(SpecialNeeds)) or 0
    files = len(pressed(organiser, everybody))
    of_list = logged(demo) - before - 1
    assert 0 < of_list <= files * told
    assert of_list % files == 0
    proof.says(
        "a person's needs are opened once, the list is taken away as every kind of file", f"{of_list + 1} looks logged"
    )


@pytest.mark.promise("P10", control=True)
def test_where_the_list_of_needs_is_opened_to_all_who_may_export_it_is_found(
    demo: Flask, canaries: Meeting, monkeypatch: pytest.MonkeyPatch, proof: Proof
):
    monkeypatch.setattr(demo.view_functions["attendees.needs_list"], "audience", Audience(Kind.STAFF))
    found, number = seen(demo, canaries, [Who.STAFF], proof)
    assert found == {("POST", EVERYBODY, Who.STAFF)}
    proof.says("the list of needs asks for no permission", f"found in {len(found)} of {number} answers to staff")


@pytest.mark.promise("P10", control=True)
def test_where_the_page_of_a_person_shows_needs_without_the_button_it_is_found(
    demo: Flask, canaries: Meeting, monkeypatch: pytest.MonkeyPatch, proof: Proof
):
    told = Needs(**TOLD)
    monkeypatch.setattr(person, "PROTECTED", frozenset[str]())
    monkeypatch.setattr(person, "Needs", lambda: told)
    found, _number = seen(demo, canaries, [Who.STAFF, Who.ORGANISER], proof)
    assert found > {each for each in allowed() if each[2] is Who.ORGANISER}
    proof.says("the page of a person does not leave out what is protected", f"found in {len(found)} places")


@pytest.mark.promise("P10", control=True)
def test_a_look_that_is_not_logged_is_noticed(
    demo: Flask, canaries: Meeting, monkeypatch: pytest.MonkeyPatch, proof: Proof
):
    monkeypatch.setattr(looking, "record", lambda *_args: None)
    before = logged(demo)
    pressed(visitors(demo, canaries)[Who.ORGANISER], canaries.address(ONE))
    assert logged(demo) == before
    proof.says("nothing is written into the audit log", "1 look, 0 logged")
