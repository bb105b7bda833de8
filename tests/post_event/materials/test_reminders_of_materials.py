"""People are reminded a day, a week and three weeks after the meeting of what is still to come, never a fourth time."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Refused
from gocluster_events.core.mail.models import Mail
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.rules.codes import Kind as ItemKind, Part
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus
from gocluster_events.post_event.materials.queries import reminding as queries
from gocluster_events.post_event.materials.rules.reminding import ReminderRefusal, due_times, may_be_reminded
from gocluster_events.post_event.materials.services import reminding
from gocluster_events.post_event.materials.words.reminding import rows
from gocluster_events.post_event.releases import services as releases
from gocluster_events.post_event.releases.rules import Kind
from tests.support.make import make_event, make_registration
from tests.support.materials import AFTER, OTHER, TALK, TEAM, a_meeting, add_file, add_link
from tests.support.pdfs import SCRIPTS, pdf
from tests.support.programme import MAI, TAREK, plan, publish, slot, with_people
from tests.support.releasing import address, reminded, say, with_address

TEN = datetime(2027, 4, 23, 8, tzinfo=UTC)  # ten o'clock on the day after the meeting
BOTH = [address(TAREK), address(MAI)]
SECOND = timedelta(seconds=1)


@pytest.fixture
def event(session):
    event = a_meeting(slug="tagung")
    with_address(event, MAI, TAREK)
    return event


def text_of(session, person):
    (mail,) = session.scalars(sa.select(Mail).where(Mail.recipient == address(person)))
    return mail.language, mail.content["values"]["missing"].splitlines()


def test_the_days_are_the_first_the_seventh_and_the_twenty_first_at_ten_by_the_clocks_there():
    times = due_times(datetime(2027, 3, 26, 16, tzinfo=UTC), "Europe/Berlin")  # clocks go forward on the 28th
    assert times == (
        datetime(2027, 3, 27, 9, tzinfo=UTC), datetime(2027, 4, 2, 8, tzinfo=UTC), datetime(2027, 4, 16, 8, tzinfo=UTC),
    )  # fmt: skip


def test_nobody_is_reminded_a_fourth_time_nor_twice_within_a_day():
    days = [AFTER + timedelta(days=each) for each in range(4)]
    assert [may_be_reminded(days[:each], days[3]) for each in range(4)] == [True, True, True, False]
    assert [may_be_reminded([days[0]], at) for at in (days[1] - SECOND, days[1])] == [False, True]


@pytest.mark.both_databases
def test_each_has_one_letter_a_time_whatever_is_missing_and_however_often_the_worker_looks(session, event):
    when = [TEN - SECOND, TEN, TEN + timedelta(hours=23), TEN + timedelta(days=1)]
    assert [reminding.remind_due(at, rows) for at in when] == [0, 2, 0, 0]
    assert [reminding.remind_due(TEN + timedelta(days=each), rows) for each in (6, 20, 21, 28)] == [2, 2, 0, 0]
    assert reminded(event) == BOTH * 3


def test_a_letter_names_missing_materials_and_releases_together(session, event):
    add_link(event, title=Localized("Aufzeichnung"))
    reminding.remind_due(TEN, rows)
    assert text_of(session, TAREK) == (
        "de", ["- A2 Vortrag 2: Unterlagen fehlen noch", "- „Aufzeichnung“: Ihre Freigabe fehlt noch"],
    )  # fmt: skip
    assert text_of(session, MAI) == ("de", ["- „Aufzeichnung“: Ihre Freigabe fehlt noch"])


def test_quotes_that_wait_stand_in_the_same_letter(session, event):
    add_link(event), say(event, add_link(event, item=OTHER), TAREK)
    with transaction() as writing:
        for number in range(2):
            releases.ask_in(writing, event.id, Kind.QUOTE, f"quote-{number}", [(TAREK.uuid, TAREK.name)], TEAM)
    reminding.remind_due(TEN, rows)
    assert text_of(session, TAREK)[1][-1] == "- 2 Zitate warten auf Ihre Freigabe"


def test_nothing_goes_to_whoever_owes_nothing_has_said_no_or_has_no_address(session):
    event = a_meeting(slug="tagung")
    with_address(event, MAI)
    say(event, add_link(event), MAI, is_granted=False)
    assert reminding.remind_due(TEN, rows) == 0
    assert [each.person.name for each in queries.awaited(session, event)] == [TAREK.name]


def test_a_file_that_nobody_has_checked_waits_for_nobody_and_a_refused_one_is_still_missing(session, event):
    for item in (TALK, OTHER):
        add_file(event, pdf("", SCRIPTS[0]), item=item)
    reminding.remind_due(TEN, rows)
    assert text_of(session, MAI)[1] == ["- A1 Vortrag 1: Unterlagen fehlen noch"]


@pytest.mark.parametrize(("part", "kind"), [(Part.PANELLIST, ItemKind.PANEL), (Part.SPEAKER, ItemKind.WELCOME)])
def test_nobody_asks_a_guest_of_a_panel_or_whoever_welcomes_people_for_slides(session, part, kind):
    event = make_event()
    plan(event, MAI, with_people(slot(1, room=None, kind=kind), MAI, part=part))
    publish(event)
    with_address(event, MAI)
    assert reminding.remind_due(TEN, rows) == 0


def test_whoever_is_registered_is_written_to_in_their_language(session, event):
    make_registration(event, email=address(MAI), email_key=address(MAI), language="en")
    reminding.remind_due(TEN, rows)
    assert text_of(session, MAI) == ("en", ["- A1 Talk 1: materials are still missing"])


@pytest.mark.parametrize(("status", "number"), [(EventStatus.DRAFT, 0), (EventStatus.ARCHIVED, 2)])
def test_an_archived_edition_still_reminds_and_a_draft_never_does(session, event, status, number):
    with transaction() as writing:
        writing.execute(sa.update(Event).values(status=status))
    assert reminding.remind_due(TEN, rows) == number


def test_a_reminder_of_the_team_is_one_of_the_three(session, event):
    by_hand = [TEN + timedelta(days=each) for each in (2, 3)]
    assert reminding.remind_due(TEN, rows) == 2
    for at in by_hand:
        assert reminding.remind(event.id, [MAI.uuid], Act(TEAM.by, at), rows) == 1
    assert reminding.remind_due(TEN + timedelta(days=6), rows) == 1
    assert reminded(event) == [*BOTH, address(MAI), address(MAI), address(TAREK)]
    with pytest.raises(Refused, match=ReminderRefusal.NOBODY.value):
        reminding.remind(event.id, [MAI.uuid], Act(TEAM.by, TEN + timedelta(days=9)), rows)


def test_the_team_reminds_nobody_before_the_meeting_is_over(session, event):
    before = session.get_one(Event, event.id).ends_at - SECOND
    with pytest.raises(Refused, match=ReminderRefusal.NOT_OVER.value):
        reminding.remind(event.id, [MAI.uuid], Act(TEAM.by, before), rows)
