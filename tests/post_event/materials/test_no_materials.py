"""Somebody who speaks says that no materials come from them: they are not reminded, and their item is answered."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from gocluster_events.core.accounts.models import AuditEntry
from gocluster_events.core.act import Act
from gocluster_events.core.errors import Refused
from gocluster_events.meeting.agenda.services import redaction
from gocluster_events.post_event.materials.models import Waiver
from gocluster_events.post_event.materials.queries import materials as queries, waivers
from gocluster_events.post_event.materials.rules.codes import Refusal
from gocluster_events.post_event.materials.services import reminding, waiving
from gocluster_events.post_event.materials.words.reminding import rows
from tests.support.make import make_member
from tests.support.materials import AFTER, OTHER, TALK, TEAM, a_meeting, add_file, add_link
from tests.support.programme import MAI, TAREK, slot
from tests.support.releasing import address, after_the_meeting, number_of, own_browser, reminded, with_address

PAGE = "/de/my/contribution"
OWN = f"{PAGE}/materials"
MANAGE = "/de/manage/tagung/materials"
NO = "Ich gebe keine Unterlagen ab"
TEN = datetime(2027, 4, 23, 8, tzinfo=UTC)  # ten o'clock on the day after the meeting, when people are reminded


@pytest.fixture
def app(database, tmp_path, request):
    with after_the_meeting(database, tmp_path, request.node) as app:
        yield app


@pytest.fixture
def event(session):
    return a_meeting(slug="tagung")


@pytest.fixture
def mai(app, event):
    return own_browser(app, event, MAI)


@pytest.fixture
def organiser(app, event):
    make_member(event, email="organiser@example.org")
    visitor = app.test_client()
    visitor.enter("organiser@example.org")
    return visitor


def missing(session, event):
    session.rollback()
    return [(each.item.uuid, each.people) for each in queries.missing(session, event)]


def record(session):
    session.rollback()
    entries = session.scalars(sa.select(AuditEntry).order_by(AuditEntry.id))
    return [(each.action, each.actor) for each in entries if each.action in {"material.waived", "material.asked_for"}]


def test_a_speaker_says_on_their_own_page_that_they_hand_in_nothing_and_takes_it_back(session, event, mai):
    by = f"person:{number_of(event, MAI)}"
    page = mai.form(OWN, action=f"{OWN}/{TALK}/waiver").send()
    assert page.location.endswith(OWN)
    assert "Sie geben keine Unterlagen ab." in mai.get(OWN).text
    assert missing(session, event) == [(TALK, (TAREK,)), (OTHER, (TAREK,))]
    mai.form(OWN, action=f"{OWN}/{TALK}/waiver/removal").send()
    assert NO in mai.get(OWN).text
    assert missing(session, event)[0] == (TALK, (MAI, TAREK))
    assert record(session) == [("material.waived", by), ("material.asked_for", by)]


@pytest.mark.both_databases
def test_nobody_who_hands_in_nothing_is_reminded_while_the_others_are(event):
    with_address(event, MAI, TAREK)
    waiving.waive(event.id, TALK, TEAM, {MAI.uuid})
    assert reminding.remind_due(TEN, rows) == 1
    assert reminded(event) == [address(TAREK)]


def test_the_team_notes_it_for_everybody_in_the_item_and_its_list_lacks_nothing_there(session, event, organiser):
    organiser.own_form(f"{MANAGE}/items/{TALK}/waiver").send()
    assert missing(session, event) == [(OTHER, (TAREK,))]
    page = organiser.get(MANAGE).text
    assert ("1 fehlt" in page, "bei 1 kommen keine" in page) == (True, True)
    assert f"{MANAGE}/items/{TALK}/waiver/removal" in page
    organiser.own_form(f"{MANAGE}/items/{TALK}/waiver/removal").send()
    assert missing(session, event)[0] == (TALK, (MAI, TAREK))
    assert {by for _action, by in record(session)} == {"organiser@example.org"}


def test_what_is_handed_in_all_the_same_stands_there(session, event, mai, organiser):
    waiving.waive(event.id, TALK, TEAM)
    add_link(event)
    page = organiser.get(MANAGE).text
    assert ("video.example.org" in page, "es kommen keine" in page) == (True, False)
    assert "Sie geben keine Unterlagen ab." not in mai.get(OWN).text


def test_with_a_name_it_is_gone_that_nothing_comes_from_them(app, session, event):
    waiving.waive(event.id, TALK, TEAM)
    redaction.remove_name(event.id, MAI.uuid, Act("organiser@example.org", AFTER), app.extensions["texts_about_people"])
    session.rollback()
    assert waivers.waivers(session, event.id) == {(TALK, TAREK.uuid)}


def test_nothing_is_noted_of_an_item_that_is_not_on_the_programme_nor_of_somebody_who_is_not_in_it(session, event):
    with pytest.raises(Refused) as refusal:
        waiving.waive(event.id, slot(9).uuid, TEAM)
    assert refusal.value.code is Refusal.NO_ITEM
    waiving.waive(event.id, OTHER, TEAM, {MAI.uuid})
    assert session.scalar(sa.select(sa.func.count()).select_from(Waiver)) == 0


def test_a_file_for_an_item_from_which_nothing_was_to_come_waits_for_its_releases(session, event):
    waiving.waive(event.id, TALK, TEAM)
    uuid = add_file(event)
    entry = queries.material(session, event.id, uuid)
    assert [person.uuid for person in entry.lacking] == [MAI.uuid, TAREK.uuid]
