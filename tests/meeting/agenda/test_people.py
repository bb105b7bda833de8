"""What the draft knows of people, and what a version may hold of it."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from gocluster_events.core.act import Act
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.queries import draft as draft_queries
from gocluster_events.meeting.agenda.rules.change import Change
from gocluster_events.meeting.agenda.rules.codes import Part, PersonStatus
from gocluster_events.meeting.agenda.rules.differences import Fact, Turn, changes, news
from gocluster_events.meeting.agenda.rules.document import (
    FORMAT,
    change_from_json,
    change_to_json,
    from_document,
    to_document,
)
from gocluster_events.meeting.agenda.rules.publicity import as_published
from gocluster_events.meeting.agenda.rules.timetable import Appearance, Credit
from gocluster_events.meeting.agenda.services import drafting as services
from tests.support.programme import MAI, NINE, TAREK, plan, slot, timetable, with_people
from tests.support.settings import NOW

MORNING = (NINE, NINE + timedelta(hours=3))
DIGEST = "a" * 64
KNOWN = replace(
    MAI,
    biography=Localized("Leitet das **Cluster**.", "Runs the cluster."),
    email="mai@example.org",
    status=PersonStatus.ASKED,
    portrait=DIGEST,
    portrait_consent=True,
    available=(MORNING,),
)
STOOD_IN = replace(
    slot(1, room=None), people=(Appearance(MAI.uuid, Part.KEYNOTE, TAREK.uuid),), summary=Localized("Kurz", "")
)


def test_a_step_keeps_everything_that_is_known_of_a_person():
    change = Change(MAI, KNOWN)
    assert change_from_json(json.loads(json.dumps(change_to_json(change)))) == change


def test_a_step_that_an_older_release_stored_is_still_read():
    old = change_to_json(Change(None, MAI))
    person = old["after"]["person"]
    for name in ("biography", "portrait", "portrait_consent", "is_redacted"):
        del person[name]
    assert change_from_json(old) == Change(None, MAI)


def test_a_version_of_the_first_format_is_still_read():
    document = to_document(timetable(with_people(slot(1), MAI)))
    for person in document["people"]:
        for name in ("biography", "portrait", "portrait_consent", "is_redacted"):
            del person[name]
    for item in document["items"]:
        del item["summary"]
    assert from_document(document, 1) == timetable(with_people(slot(1), MAI))


def test_a_version_holds_nothing_that_is_for_the_organisers_alone():
    published = as_published(timetable(with_people(slot(1), MAI), people=(KNOWN,)))
    document = to_document(published)
    assert not {"email", "status", "available"} & document["people"][0].keys()
    assert "mai@example.org" not in json.dumps(document)
    assert published.people == (replace(MAI, biography=KNOWN.biography, portrait=DIGEST, portrait_consent=True),)


def test_no_version_has_a_portrait_without_consent():
    published = as_published(timetable(with_people(slot(1), MAI), people=(replace(KNOWN, portrait_consent=False),)))
    assert (published.people[0].portrait, published.people[0].portrait_consent) == ("", False)
    assert DIGEST not in json.dumps(to_document(published))


def test_whoever_is_stood_in_for_stays_in_the_version():
    published = as_published(timetable(STOOD_IN))
    read = from_document(json.loads(json.dumps(to_document(published))), FORMAT)
    assert read == published
    assert read.credits(read.items[0]) == (Credit(MAI, Part.KEYNOTE, TAREK),)


def test_a_better_biography_is_a_difference_and_no_news():
    old = timetable(with_people(slot(1), MAI), people=(MAI,))
    new = replace(old, people=(replace(MAI, biography=Localized("Neu")),))
    (change,) = changes(old, new)
    assert (change.turn, change.facts, len(news(old, new))) == (Turn.CHANGED, (Fact.DETAILS,), 0)


def test_somebody_else_for_a_person_is_news():
    old = timetable(with_people(slot(1, room=None), TAREK, part=Part.KEYNOTE))
    (change,) = changes(old, timetable(replace(STOOD_IN, summary=Localized())))
    assert (change.turn, change.facts) == (Turn.PEOPLE, (Fact.PEOPLE,))


@pytest.mark.both_databases
def test_the_draft_keeps_what_is_known_and_gives_it_back_when_undone(session, event):
    plan(event, MAI, TAREK, STOOD_IN)
    services.apply(event.id, [Change(MAI, KNOWN)], {MAI.uuid: 1}, Act("organiser@example.org", NOW))
    draft = draft_queries.draft(session, event)
    assert (draft.person(MAI.uuid), draft.item(STOOD_IN.uuid)) == (KNOWN, STOOD_IN)
    session.rollback()
    services.undo(event.id, 2, Act("organiser@example.org", NOW))
    session.rollback()
    assert draft_queries.person(session, event.id, MAI.uuid) == MAI
