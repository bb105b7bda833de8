"""Copying an edition: the preparation comes along, so many days later; nobody who took part does."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from gocluster_events.backoffice.editions import services as editions
from gocluster_events.core.access import Role
from gocluster_events.core.accounts.models import Account, AuditEntry
from gocluster_events.core.db import Base
from gocluster_events.core.errors import Refused
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.models import Person
from gocluster_events.meeting.agenda.queries import draft as draft_queries, publishing
from gocluster_events.meeting.agenda.rules.codes import PersonStatus
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.models import Cluster, Event, Membership
from gocluster_events.meeting.events.rules.edition import EventStatus, FederalState
from gocluster_events.meeting.events.rules.new_edition import CopyOf, SlugRefusal
from gocluster_events.meeting.events.rules.reach import Reach
from gocluster_events.meeting.letters.models import Reminder
from gocluster_events.meeting.letters.queries import reminders, wordings
from gocluster_events.meeting.letters.rules import Kind
from gocluster_events.meeting.registration.people.queries import questions, seats
from gocluster_events.meeting.registration.people.rules.codes import Audience
from tests.support import apps
from tests.support.make import add, make_account, make_event, make_member, make_quota
from tests.support.questions import ask, ask_guests, ask_tour
from tests.support.refusal import refusal
from tests.support.settings import NOW

pytestmark = pytest.mark.both_databases
DAYS = 364
PREPARATION = {
    "event", "event_day", "room", "track", "cluster", "membership", "letter_text", "reminder", "question",
    "question_version", "quota", "item", "person", "appearance", "step", "agenda_draft", "wish", "time_block",
    "audit_entry", "offer",
}  # fmt: skip
TITLE = Localized("Jahrestagung 2028", "Annual meeting 2028")


@pytest.fixture
def meeting(app, session, database, databases, arranged):
    """A meeting in which everything has happened that can happen to one."""
    apps.let_go(app)
    databases.fill(database, arranged(database.kind).database)
    event = events.event(session, "jahrestagung-2027")
    add(Cluster(event_id=event.id, name="Musternetzwerk Nord", state=FederalState.HH))
    add(Reminder(event_id=event.id, kind=Kind.WEEK, days_before=5, at=time(9), is_on=True, since=NOW))
    return event


def copied(session, source, **changes):
    """The copy that an organiser makes, who is new in the team."""
    fields = {"slug": "jahrestagung-2028", "title": TITLE, "days": DAYS, **changes}
    numbers = count(10_000)
    maker = make_account(email="neu-hier@example.org")
    editions.copy_edition(source.id, CopyOf(**fields), maker.id, lambda: str(UUID(int=next(numbers))), NOW)
    session.rollback()
    return events.event(session, fields["slug"])


def belongs(table, event_id):
    """Which rows of a table are about an edition, however far away they say so; None where none can be."""
    if table.name == "event":
        return table.c.id == event_id
    if "event_id" in table.c:
        return table.c.event_id == event_id
    if "scope" in table.c:
        return table.c.scope == f"edition:{event_id}"
    ways = [
        column.in_(sa.select(key.column).where(wanted))
        for column in table.c
        for key in column.foreign_keys
        if key.column.table.name not in {"account", "file", table.name}
        if (wanted := belongs(key.column.table, event_id)) is not None
    ]
    return sa.or_(*ways) if ways else None


def rows_of(session, event):
    """How many rows of each table are about the edition."""
    counts = Counter()
    for table in Base.metadata.sorted_tables:
        wanted = belongs(table, event.id)
        if wanted is not None:
            counts[table.name] = session.scalar(sa.select(sa.func.count()).select_from(table).where(wanted))
    return counts


def test_a_copy_shows_its_attendee_list_to_nobody(session, meeting):
    assert (meeting.attendee_list, copied(session, meeting).attendee_list) == (Reach.PUBLIC, Reach.NOBODY)


def test_only_the_preparation_comes_along_and_nothing_of_anybody_who_took_part(session, meeting):
    before = rows_of(session, meeting)
    copy = copied(session, meeting)
    after = rows_of(session, copy)
    assert {name for name, number in after.items() if number} == PREPARATION
    left = {name for name, number in before.items() if number and not after[name]}
    assert left >= {"registration", "special_needs", "invitation", "mail", "version", "snapshot", "acceptance", "note"}
    assert "text_suggestion" in left
    assert (after["membership"], after["step"], after["audit_entry"], after["version"]) == (1, 1, 1, 0)
    assert rows_of(session, meeting) == before


def test_the_copy_is_a_draft_with_the_same_facts_on_the_same_weekday(session):
    source = make_event(
        accent="#5F316E", status=EventStatus.ARCHIVED, retention_days={"needs": 7}, fields={"phone": "off"},
        codes_open_at=datetime(2027, 2, 25, 9, tzinfo=UTC),
    )  # fmt: skip
    copy = copied(session, source)
    same = ("venue", "address", "city", "directions", "capacity_onsite", "capacity_online", "accent", "motto", "fields")
    assert [getattr(copy, name) for name in same] == [getattr(source, name) for name in same]
    assert (copy.status, copy.title, copy.copied_from_id) == (EventStatus.DRAFT, TITLE, source.id)
    assert (copy.retention_days, copy.revision) == ({"needs": 7}, 1)
    assert (len(copy.badge_key), copy.badge_key == source.badge_key) == (32, False)
    berlin = ZoneInfo("Europe/Berlin")
    moved = (copy.starts_at, copy.registration_opens_at, copy.codes_open_at)
    clocks = [at.astimezone(berlin).strftime("%a %d %b %H:%M") for at in moved]
    assert clocks == ["Thu 20 Apr 09:00", "Mon 28 Feb 09:00", "Thu 24 Feb 10:00"]


def test_the_programme_stands_in_the_copys_own_rooms_and_on_its_tracks_at_the_same_hours(session, meeting):
    copy = copied(session, meeting)
    old, new = (draft_queries.draft(session, event) for event in (meeting, copy))

    def hours_of(draft, days=0):
        return [
            (
                item.title, item.code, draft.room(item) and draft.room(item).name,
                draft.track(item) and draft.track(item).letter,
                item.starts_at and item.starts_at + timedelta(days=days), item.is_pinned,
                [(person.last_name, part) for person, part in draft.cast(item)],
            )
            for item in draft.items
        ]  # fmt: skip

    assert hours_of(new) == hours_of(old, DAYS)
    assert new.days[0].date == date(2028, 4, 20)
    assert not {item.uuid for item in old.items} & {item.uuid for item in new.items}
    assert not {room.id for room in old.rooms} & {room.id for room in new.rooms}
    assert publishing.latest(session, copy.id) is None


def test_people_are_asked_again_and_what_they_gave_for_the_old_meeting_stays_there(session, meeting):
    for row in session.scalars(sa.select(Person).where(Person.event_id == meeting.id)):
        row.biography, row.portrait, row.portrait_consent = Localized("Sie forscht."), "a" * 64, True
        row.available, row.email = [["2027-04-22T07:00:00+00:00", "2027-04-22T09:00:00+00:00"]], "kim@example.org"
    session.commit()
    copy = copied(session, meeting)
    people = draft_queries.draft(session, copy).people
    assert len(people) == len(draft_queries.draft(session, meeting).people)
    for person in people:
        assert (person.status, person.email) == (PersonStatus.ASKED, "kim@example.org")
        assert (person.biography, person.portrait, person.portrait_consent, person.available) == (
            Localized(), "", False, (),
        )  # fmt: skip


def test_nobody_comes_along_who_declined_or_whose_name_was_removed(session, meeting):
    rows = session.scalars(sa.select(Person).where(Person.event_id == meeting.id)).all()
    rows[0].status, rows[1].is_redacted = PersonStatus.DECLINED, True
    session.commit()
    draft = draft_queries.draft(session, copied(session, meeting))
    assert (draft.people, [draft.cast(item) for item in draft.items if draft.cast(item)]) == ((), [])


def test_questions_still_depend_on_one_another_and_quotas_are_released_so_much_later(session):
    source = make_event()
    ask_tour(source)
    release = datetime(2027, 3, 20, 9, tzinfo=ZoneInfo("Europe/Berlin"))
    make_quota(source, release_at=release)
    copy = copied(session, source)
    first, second = questions.questionnaire(session, copy).every[-2:]
    assert (second.condition.question_id, second.condition.options) == (first.id, frozenset({"yes"}))
    assert first.id not in {question.id for question in questions.own_questions(session, source)}
    [quota] = seats.quotas(session, copy.id)
    local = quota.release_at.astimezone(ZoneInfo("Europe/Berlin"))
    assert (local.strftime("%d %b %H:%M"), quota.actor_types) == ("18 Mar 09:00", ["startup"])


def test_a_question_for_the_guests_of_a_quota_is_asked_of_those_of_its_copy(session):
    source = make_event()
    ask_guests(source, make_quota(source))
    copy = copied(session, source)
    [quota] = seats.quotas(session, copy.id)
    [(row, _question)] = questions.question_rows(session, copy.id)
    assert (row.audience, row.quota_id, quota.event_id) == (Audience.QUOTA, quota.id, copy.id)


def test_a_question_stands_for_the_same_item_of_the_copy(session, meeting):
    talk = draft_queries.draft(session, meeting).items[0]
    ask(meeting, item=talk.uuid)
    ask(meeting, item="gone")
    copy = copied(session, meeting)
    same = next(each for each in draft_queries.draft(session, copy).items if each.title == talk.title)
    assert [row.item for row, _question in questions.question_rows(session, copy.id)][-2:] == [same.uuid, ""]


def test_letters_say_the_same_and_reminders_go_as_many_days_before(session, meeting):
    copy = copied(session, meeting)
    assert wordings(session, copy.id) == wordings(session, meeting.id) != {}
    assert [(each.days_before, each.at) for each in reminders(session, copy.id).values() if each.days_before == 5] == [
        (5, time(9))
    ]


def test_whoever_copies_is_organiser_and_colleagues_come_only_if_that_is_wanted(session):
    source = make_event()
    make_member(source, Role.STAFF, email="staff@example.org")
    make_member(source, email="gone@example.org", is_active=False)
    alone = copied(session, source)
    make_member(source, email="colleague@example.org")
    editions.copy_edition(
        source.id, CopyOf(slug="zusammen", title=TITLE, days=1, with_team=True), maker(session), str, NOW
    )
    session.rollback()
    together = events.event(session, "zusammen")
    assert team(session, alone) == {"neu-hier@example.org": Role.ORGANISER}
    assert team(session, together) == {
        "neu-hier@example.org": Role.ORGANISER,
        "colleague@example.org": Role.ORGANISER,
        "staff@example.org": Role.STAFF,
    }


def test_the_log_says_who_copied_and_an_address_is_given_once(session):
    source = make_event()
    copy = copied(session, source)
    log = sa.select(AuditEntry.action, AuditEntry.actor).where(AuditEntry.scope == f"edition:{copy.id}")
    assert session.execute(log).all() == [("edition.copied", "neu-hier@example.org")]
    account = maker(session)
    for slug, flaw in ((copy.slug, SlugRefusal.TAKEN), ("manage", SlugRefusal.RESERVED), ("A b", SlugRefusal.NO_SLUG)):
        assert (
            refusal(editions.copy_edition, source.id, CopyOf(slug=slug, title=TITLE, days=1), account, str, NOW) is flaw
        )
    session.rollback()
    assert session.scalar(sa.select(sa.func.count()).select_from(Event)) == 2


def test_two_colleagues_who_copy_at_once_get_one_edition_and_one_sentence(app, session):
    source = make_event()
    accounts = [make_member(source).id for _number in range(2)]
    source_id = source.id

    def copy(account_id):
        with app.app_context():
            copy_of = CopyOf(slug="jahrestagung-2028", title=TITLE, days=DAYS)
            try:
                editions.copy_edition(source_id, copy_of, account_id, lambda: str(uuid4()), NOW)
            except Refused as refusal:
                return refusal.code

    with ThreadPoolExecutor() as colleagues:
        answers = list(colleagues.map(copy, accounts))
    assert sorted(answers, key=str) == sorted([None, SlugRefusal.TAKEN], key=str)
    session.rollback()
    assert session.scalar(sa.select(sa.func.count()).select_from(Event)) == 2


def maker(session):
    session.rollback()
    return session.scalars(sa.select(Account.id).where(Account.email == "neu-hier@example.org")).one()


def team(session, event):
    rows = sa.select(Account.email, Membership.role).join(Account, Account.id == Membership.account_id)
    return dict(session.execute(rows.where(Membership.event_id == event.id)).all())
