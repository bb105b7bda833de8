"""Publishing reads once what it shows and what it stores."""

from dataclasses import replace

import pytest

from gocluster_events.backoffice.publishing.queries import Upcoming, concerned_numbers, concerned_people
from gocluster_events.backoffice.publishing.rules import Audience
from gocluster_events.backoffice.publishing.services import publishing
from gocluster_events.core import db
from gocluster_events.core.act import Act
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.queries import draft as draft_queries
from gocluster_events.meeting.agenda.rules.change import Change
from gocluster_events.meeting.agenda.rules.conflicts.checks import conflicts
from gocluster_events.meeting.agenda.rules.document import from_document
from gocluster_events.meeting.agenda.services import drafting, publishing as agenda, snapshots
from gocluster_events.meeting.events.queries import lock
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.people.rules.codes import Status
from tests.support.counting import counted_calls, counted_statements
from tests.support.make import make_day, make_event, make_registration, make_room
from tests.support.programme import NINE, plan, plan_to_publish, publish, slot
from tests.support.settings import NOW

PAGE = "/de/manage/jahrestagung-2027/agenda/publication"
MEASURED = (draft_queries.draft, conflicts, concerned_numbers, concerned_people, from_document, lock)


@pytest.fixture
def event(session):
    """One version is published, another and two snapshots are kept, and the draft has moved on."""
    made = make_event(slug="jahrestagung-2027")
    make_day(made)
    make_registration(made)
    talk = slot(1, code="A1", room=make_room(made, name="1.04").id)
    plan(made, talk)
    publish(made)
    snapshots.keep(made.id, "Wie besprochen", Act("organiser@example.org", NOW))
    drafting.apply(
        made.id, [Change(talk, replace(talk, title=Localized("Neu")))], {talk.uuid: 1}, Act("o@example.org", NOW)
    )
    plan_to_publish(made)
    return made


def read(statements, words):
    return sum(words in " ".join(each.split()) for each in statements)


def test_the_page_reads_draft_version_and_audience_once_and_checks_once(event, organiser):
    organiser.get(PAGE)
    with counted_calls(*MEASURED) as calls, counted_statements() as seen:
        assert organiser.get(PAGE).status_code == 200
    assert calls == {"draft": 1, "conflicts": 1, "concerned_numbers": 1, "from_document": 1}
    assert (len(seen), read(seen, "item.abstract"), read(seen, "version.document,")) == (25, 1, 1)


def test_as_many_are_counted_as_are_written_to_and_nobody_is_read(event, session):
    for status, mode in ((Status.CONFIRMED, Mode.ONSITE), (Status.CONFIRMED, Mode.ONLINE), (Status.WAITLISTED, None)):
        make_registration(event, status=status, mode=mode or Mode.ONSITE)
    upcoming = Upcoming(session, event, NOW)
    assert upcoming.telling.modes  # read before it is counted what is read
    with counted_statements() as seen:
        numbers = upcoming.numbers
    assert read(seen, "registration.last_name") == read(seen, "registration.id") == 0
    written = [len(each) for each in (upcoming.concerned.participants, upcoming.concerned.waiting)]
    assert [numbers.number(each) for each in (Audience.PARTICIPANTS, Audience.WAITING)] == written == [2, 1]
    assert [numbers.taking_part({mode}) for mode in (Mode.ONSITE, Mode.ONLINE)] == [2, 0]


def test_publishing_locks_once_and_does_not_read_what_it_wrote(event, organiser):
    form = organiser.own_form(PAGE)
    with counted_calls(*MEASURED) as calls, counted_statements() as statements:
        assert form.send(note_de="Neu", participants="y").status_code == 302
    assert (read(statements, "item.abstract"), read(statements, "version.document")) == (1, 1)
    assert calls == {
        "lock": 1,
        "draft": 1,
        "conflicts": 1,
        "concerned_people": 1,
        "from_document": 1,
    }  # the version before


def test_the_first_version_is_stored_without_reading_any(session):
    made = make_event(slug="erstes-treffen")
    make_day(made)
    plan(made, slot(1, room=make_room(made, name="1.04").id))
    with counted_calls(*MEASURED) as calls, db.transaction() as writing:
        agenda.publish(writing, made.id, Localized(), Act("organiser@example.org", NOW))
    assert calls == {"lock": 1, "draft": 1}


def test_at_its_hour_only_what_was_kept_and_the_version_before_are_read(event, voice):
    with counted_calls(*MEASURED) as calls:
        assert publishing.publish_due(NINE, voice) == 1
    assert calls == {"lock": 1, "from_document": 2, "concerned_people": 1}
