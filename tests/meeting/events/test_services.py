"""What changing an edition's facts leaves behind, on both databases."""

from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
import sqlalchemy as sa

from gocluster_events.core import db
from gocluster_events.core.accounts.models import AuditEntry
from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Stale
from gocluster_events.core.picture import Picture
from gocluster_events.meeting.events import queries as events_queries
from gocluster_events.meeting.events.models import Event, File
from gocluster_events.meeting.events.rules.days import EditionDay
from gocluster_events.meeting.events.rules.edition import NewLogo
from gocluster_events.meeting.events.services import settings as settings_services
from tests.support.make import make_event
from tests.support.settings import NOW

pytestmark = pytest.mark.both_databases
ACTOR = "organiser@example.org"
HOUR = timedelta(hours=1)


def change(session, event, revision=1, logo=None, **changes):
    settings, _revision = events_queries.settings(session, event.id)
    with transaction() as writing:
        return settings_services.change_settings(
            writing, event.id, replace(settings, **changes), revision, Act(ACTOR, NOW), logo
        )


def logo(content=b"one"):
    return NewLogo(Picture(content, 640, 160))


def files(session):
    session.rollback()
    return sorted(session.scalars(sa.select(File.content)))


def test_the_facts_are_stored_and_the_audit_log_names_them_without_their_values(session):
    event = make_event()
    assert change(session, event, city="Bonn", capacity_onsite=50) == ("city", "capacity_onsite")
    settings, revision = events_queries.settings(session, event.id)
    entry = session.scalars(sa.select(AuditEntry).where(AuditEntry.action == "edition.changed")).one()
    assert (settings.city, settings.capacity_onsite, revision) == ("Bonn", 50, 2)
    assert (entry.actor, entry.fields, entry.scope) == (ACTOR, ["city", "capacity_onsite"], f"edition:{event.id}")


def test_saving_what_stands_already_changes_nothing(session):
    event = make_event()
    assert change(session, event) == ()
    assert events_queries.settings(session, event.id)[1] == 1
    assert session.scalar(sa.select(sa.func.count()).select_from(AuditEntry)) == 0


def test_who_saves_an_older_revision_overwrites_nobody(session):
    event = make_event()
    change(session, event, city="Bonn")
    with pytest.raises(Stale):
        change(session, event, revision=1, city="Mainz")
    assert events_queries.settings(session, event.id)[0].city == "Bonn"


def test_the_meeting_begins_and_ends_with_its_main_days_whatever_the_settings_say(session):
    event = make_event()
    eve = EditionDay(date(2027, 4, 21), time(18), time(21), is_main=False)
    main = EditionDay(date(2027, 4, 23), time(9), time(17))
    settings, revision = events_queries.settings(session, event.id)
    wrong = replace(settings, starts_at=NOW, ends_at=NOW + HOUR)
    with transaction() as writing:
        settings_services.change_settings(writing, event.id, wrong, revision, Act(ACTOR, NOW), days=[main, eve])
    session.rollback()
    facts, _revision = events_queries.settings(session, event.id)
    assert events_queries.days(session, event) == (eve, main)
    assert (facts.starts_at, facts.ends_at) == (
        datetime(2027, 4, 23, 7, tzinfo=UTC), datetime(2027, 4, 23, 15, tzinfo=UTC),
    )  # fmt: skip


def test_a_new_logo_takes_the_place_of_the_old_one_which_is_kept_nowhere(session):
    event = make_event()
    assert change(session, event, logo=logo()) == ("logo",)
    assert change(session, event, revision=2, logo=logo(b"two"), city="Bonn") == ("city", "logo")
    assert files(session) == [b"two"]
    new_logo = events_queries.logo(session, session.get(type(event), event.id))
    assert (new_logo.width, new_logo.height, new_logo.alt) == (640, 160, "Jahrestagung")


@pytest.mark.parametrize("there_before", [False, True], ids=["new", "dropped meanwhile"])
def test_two_editions_may_choose_the_same_picture_at_one_moment(app, session, there_before):
    one, other = make_event(), make_event()
    if there_before:
        change(session, one, logo=logo())
    chosen = events_queries.settings(session, one.id)

    def choose() -> None:
        with app.app_context():
            change(db.session(), other, logo=logo())

    with ThreadPoolExecutor() as colleagues:
        with transaction() as writing:
            mine = logo(b"two") if there_before else logo()
            settings_services.change_settings(writing, one.id, *chosen, Act(ACTOR, NOW), mine)
            colleague = colleagues.submit(choose)
            wait([colleague], timeout=0.5)  # it comes as far as it can
        colleague.result()
    session.rollback()
    assert events_queries.logo(session, session.get(Event, other.id)) is not None


def test_a_logo_that_another_edition_shows_too_stays_until_both_let_go(session):
    one, other = make_event(), make_event()
    change(session, one, logo=logo())
    change(session, other, logo=logo())
    change(session, one, revision=2, logo=NewLogo(None))
    assert files(session) == [b"one"]
    change(session, other, revision=2, logo=NewLogo(None))
    assert files(session) == []


@pytest.mark.parametrize("hours", [9, 33])
def test_the_meeting_is_over_when_its_end_says_so(session, hours):
    event = make_event()
    change(session, event, starts_at=event.starts_at + HOUR, ends_at=event.starts_at + timedelta(hours=hours))
    event = session.get_one(Event, event.id)
    over = [events_queries.phase(session, event, event.ends_at - since).is_over for since in (HOUR, timedelta())]
    assert over == [False, True]
