"""What people need to eat and to take part (Art. 9 GDPR): seen only where its purpose needs it, and never unlogged."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from itertools import product
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from gocluster_events.attendance.attendees.views import person
from gocluster_events.core import db
from gocluster_events.core.accounts.models import AuditEntry
from gocluster_events.core.act import Act
from gocluster_events.core.web.audience import Audience, Kind
from gocluster_events.meeting.registration.own.services import details as looking
from gocluster_events.meeting.registration.people.models import Registration, SpecialNeeds
from gocluster_events.meeting.registration.people.rules import letters
from gocluster_events.meeting.registration.people.rules.codes import Diet, Status, Support
from gocluster_events.meeting.registration.people.rules.fields import Needs
from gocluster_events.meeting.registration.people.services import mails
from tests.security import canary
from tests.security.canary import WORDS, named
from tests.support.crawl import BUTTONS, MANAGE, looks, pressed
from tests.support.meeting import Meeting, Who
from tests.support.proving import Proof
from tests.support.remote import servers_of
from tests.support.roles import visitors

# Who may see it where: somebody's words, their diet and their support. Those who look after a meeting's people: behind
# a button, and as a list for that purpose. Somebody's own: on their own pages, and while they sign up.
OWN = """
POST /{lang}/manage/{edition}/registration/{registration}/needs   organiser admin
POST /{lang}/manage/{edition}/lists/needs                         organiser admin
GET  /{lang}/my/data                                              participant
GET  /{lang}/my/data.json                                         participant
GET  /{lang}/my/data.csv                                          participant
GET  /{lang}/my/details/participation                             participant
GET  /{lang}/{edition}/register/{draft}/1/person                  participant
GET  /{lang}/{edition}/register/{draft}/check                     participant
"""
# The caterer's numbers, which name every diet, and repeat nobody's words.
NUMBERS = """
POST /{lang}/manage/{edition}/lists/caterer                       staff organiser admin
"""
# Forms that offer every diet and every kind of support as choices, whatever anybody has told: the sign-up, the own
# pages of somebody else, and the preview of the sign-up.
CHOICES = """
GET  /{lang}/{edition}/register                                   anybody participant waiting staff organiser admin
GET  /{lang}/{edition}/register                                   stranger half speaker ended
GET  /{lang}/my/details/participation                             waiting
GET  /{lang}/manage/{edition}/registration/questions/preview      organiser admin
"""
EXPECTED = {"words": OWN, "diet": OWN + NUMBERS + CHOICES, "support": OWN + CHOICES}
# Of the caterer's numbers it is remembered what there were, to tell the next ones as a difference.
TABLES = {*product(WORDS, ("special_needs", "draft_needs")), ("diet", "list_row")}
SEEN = "registration.needs_viewed"
ONE, EVERYBODY = BUTTONS[:2]
PERSON = f"{MANAGE}/registration/{{registration}}"
Place = tuple[str, str, str, Who]
"""What is seen, by which method, at which address, by whom."""


@pytest.fixture
def canaries(demo: Flask, meeting: Meeting, tmp_path: Path) -> Meeting:
    """The participant has told through the pages what can be found again."""
    return canary.settle_in(demo, meeting, tmp_path)


def allowed() -> set[Place]:
    """Where the lists above say that it may be seen."""
    rows = [(what, line.split()) for what, lines in EXPECTED.items() for line in lines.splitlines() if line]
    return {(what, method, address, Who(who)) for what, (method, address, *people) in rows for who in people}


def seen(app: Flask, meeting: Meeting, people: Iterable[Who], proof: Proof) -> tuple[set[Place], int]:
    """Where the canary is, and how many answers were looked through."""
    listed = [address for _what, method, address, _who in allowed() if method == "GET"]
    number, places = 0, set()
    for look in looks(app, meeting, people, proof, [*listed, *BUTTONS, PERSON, f"{MANAGE}/outbox/{{mail}}"]):
        number += 1
        places |= {(what, look.method, look.address, look.who) for what in named(look.text)}
    return places, number


def logged(app: Flask) -> Counter[str]:
    """How many looks at whom are on record."""
    with app.app_context():
        return Counter(db.session().scalars(sa.select(AuditEntry.subject).where(AuditEntry.action == SEEN)))


def holding(app: Flask) -> set[tuple[str, str]]:
    """What stands in which table."""
    with app.app_context():
        tables, session = db.Base.metadata.tables.items(), db.session()
        rows = ((name, row) for name, table in tables for row in session.execute(sa.select(table)))
        return {(what, name) for name, row in rows for what in named(str(tuple(row)).lower())}


def of_list(app: Flask, meeting: Meeting) -> tuple[Counter[str], Counter[str]]:
    """The looks on record once the list was taken away as every kind of file, and those that there were."""
    on_list = sa.select(SpecialNeeds.registration_id).join(
        Registration, Registration.id == SpecialNeeds.registration_id
    )
    with app.app_context():
        people = db.session().scalars(on_list.where(Registration.status == Status.CONFIRMED)).all()
    assert len(people) > 1
    before = logged(app)
    files = len(pressed(visitors(app, meeting)[Who.ORGANISER], meeting.address(EVERYBODY)))
    return logged(app) - before, Counter({f"registration:{each}": files for each in people})


def told_in_letters(folder: Path) -> set[str]:
    """What any letter tells."""
    return {what for letter in canary.letters_in(folder) for part in canary.told_in(letter) for what in named(part)}


@pytest.mark.promise("P10")
def test_needs_are_seen_only_where_their_purpose_needs_them(
    demo: Flask, canaries: Meeting, proof: Proof, tmp_path: Path
):
    people = proof.size((Who.ANYBODY, Who.PARTICIPANT, Who.STAFF, Who.ORGANISER, Who.STRANGER), tuple(Who))
    places, number = seen(demo, canaries, people, proof)
    assert places == {each for each in allowed() if each[3] in people}
    servers_of(demo).work()
    assert told_in_letters(tmp_path) == set()
    assert named(servers_of(demo).log.lower()) == set()
    assert holding(demo) == TABLES
    proof.says(
        f"{number} answers to {len(people)} people, {len(canary.letters_in(tmp_path))} letters, the servers' logs and "
        "all tables are searched for what somebody told of their needs as they registered and later",
        f"words, diet and support are found in {len(places)} places, all of which the list allows",
    )


@pytest.mark.promise("P10")
def test_each_look_at_the_needs_of_each_person_is_logged(demo: Flask, canaries: Meeting, proof: Proof):
    organiser = visitors(demo, canaries)[Who.ORGANISER]
    one, everybody = (canaries.address(address) for address in (ONE, EVERYBODY))
    organiser.get(one)
    organiser.get(everybody)
    assert logged(demo) == Counter()
    pressed(organiser, one)
    assert logged(demo) == Counter([f"registration:{canaries.places['registration']}"])
    entries, were = of_list(demo, canaries)
    assert entries == were
    proof.says(
        f"a person's needs are opened once, the list of {len(were)} people is taken away as every kind of file",
        f"{entries.total() + 1} looks logged",
    )


@pytest.mark.promise("P10", control=True)
def test_where_the_list_of_needs_is_opened_to_all_who_may_export_it_is_found(
    demo: Flask, canaries: Meeting, monkeypatch: pytest.MonkeyPatch, proof: Proof
):
    monkeypatch.setattr(demo.view_functions["attendees.needs_list"], "audience", Audience(Kind.STAFF))
    places, number = seen(demo, canaries, [Who.STAFF], proof)
    assert places - allowed() == {(what, "POST", EVERYBODY, Who.STAFF) for what in WORDS}
    proof.says("the list of needs asks for no permission", f"found in {len(places)} of {number} answers to staff")


@pytest.mark.promise("P10", control=True)
@pytest.mark.parametrize(
    ("what", "own_needs"),
    [
        ("words", Needs(support_details=canary.CHANGED["support_details"])),
        ("diet", Needs(diet=Diet.VEGAN)),
        ("support", Needs(support=(Support.INDUCTION_LOOP,))),
    ],
)
def test_where_the_page_of_a_person_shows_needs_without_the_button_it_is_found(
    demo: Flask, meeting: Meeting, monkeypatch: pytest.MonkeyPatch, what: str, own_needs: Needs, proof: Proof
):
    monkeypatch.setattr(person, "PROTECTED", frozenset[str]())
    monkeypatch.setattr(person, "Needs", lambda: own_needs)
    words = named(visitors(demo, meeting)[Who.STAFF].get(meeting.address(PERSON)).text.lower())
    assert words == {what}
    proof.says(f"the page of a person does not leave out what is protected: {what}", f"{len(words)} found")


@pytest.mark.promise("P10", control=True)
def test_where_a_letter_and_the_log_repeat_what_was_told_it_is_found(
    demo: Flask, meeting: Meeting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, proof: Proof
):
    def tells(session: Session, row: Registration, _found: object, now: datetime, _named: object) -> None:
        needs = session.get_one(SpecialNeeds, row.id)
        text = f"{needs.support_details} {needs.diet.value} {needs.support}"
        mails.queue_letter(session, row, letters.DETAILS_CHANGED, now, fields=text)
        mails.record(session, row, "registration.details_changed", Act("", now), [text])

    monkeypatch.setattr(looking, "_send_letter", tells)
    canary.settle_in(demo, meeting, tmp_path)
    copies = holding(demo) - TABLES
    assert copies == set(product(WORDS, ("mail", "audit_entry")))
    assert told_in_letters(tmp_path) == set(WORDS)
    proof.says("a letter and the audit log repeat what was told", f"{len(copies)} copies are found in tables")


@pytest.mark.promise("P10", control=True)
def test_a_look_that_is_not_logged_is_noticed(
    demo: Flask, canaries: Meeting, monkeypatch: pytest.MonkeyPatch, proof: Proof
):
    log = looking.needs_were_viewed
    monkeypatch.setattr(looking, "needs_were_viewed", lambda session, ids, act: log(session, ids[:1], act))
    entries, were = of_list(demo, canaries)
    assert len(entries) == 1
    assert entries < were
    monkeypatch.setattr(looking, "record", lambda *_args: None)
    pressed(visitors(demo, canaries)[Who.ORGANISER], canaries.address(ONE))
    assert logged(demo) == entries
    proof.says(
        "of a list only the first person is written into the audit log, of a look nothing",
        f"{were.total() + 1} looks, {entries.total()} logged",
    )
