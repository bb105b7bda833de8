"""Whether somebody agrees that something of theirs is public: asked once, answered by them, noted from paper."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from gocluster_events.core.accounts.models import AuditEntry
from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Refused
from gocluster_events.meeting.agenda.models import Person
from gocluster_events.meeting.agenda.services.redaction import remove_name
from gocluster_events.post_event.releases import models, queries, rules, services
from gocluster_events.post_event.releases.rules import Kind, Refusal, State
from tests.support.make import make_event
from tests.support.programme import MAI, TAREK, plan, publish, slot, with_people
from tests.support.settings import NOW

FILE, QUOTE = "11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"
TEAM = Act("organiser@example.org", NOW)
pytestmark = pytest.mark.both_databases


@pytest.fixture
def event(session):
    event = make_event(slug="tagung")
    plan(event, MAI, TAREK, with_people(slot(1, room=None), MAI, TAREK))
    publish(event)
    return event


def ask(event, *people, subject=FILE, kind=Kind.FILE, act=TEAM):
    with transaction() as session:
        named = [(each, "Ada Fremd") if isinstance(each, str) else (each.uuid, each.name) for each in people]
        return services.ask_in(session, event.id, kind, subject, named, act)


def answer(event, person, *, is_granted, kind=Kind.FILE, subject=FILE, at=NOW):
    with transaction() as session:
        act = Act("person:1", at)
        return services.answer_in(session, event.id, kind, subject, person.uuid, act, is_granted=is_granted)


def note_paper(event, person):
    with transaction() as session:
        services.on_paper_in(session, event.id, Kind.FILE, FILE, person.uuid, TEAM)


def states(session, event, subject=FILE, kind=Kind.FILE):
    return {each.person: each.state for each in queries.of_subject(session, event.id, kind, subject)}


def test_whoever_was_asked_is_not_asked_anew_and_keeps_their_answer(session, event):
    assert ask(event, MAI) == (MAI.uuid,)
    answer(event, MAI, is_granted=True)
    assert ask(event, MAI, TAREK) == (TAREK.uuid,)
    assert states(session, event) == {MAI.uuid: State.GIVEN, TAREK.uuid: State.ASKED}


def test_a_no_after_a_yes_is_a_withdrawal_and_both_can_be_taken_back(session, event):
    ask(event, MAI)
    answers = [answer(event, MAI, is_granted=each) for each in (False, False, True, False, False, True)]
    assert answers == [
        State.REFUSED, State.REFUSED, State.GIVEN, State.WITHDRAWN, State.WITHDRAWN, State.GIVEN,
    ]  # fmt: skip


def test_a_release_on_paper_holds_until_the_person_withdraws_it(session, event):
    ask(event, MAI)
    note_paper(event, MAI)
    assert rules.lacking([MAI.uuid], queries.of_subject(session, event.id, Kind.FILE, FILE)) == ()
    assert answer(event, MAI, is_granted=False) is State.WITHDRAWN


@pytest.mark.parametrize("is_granted", [True, False])
def test_nobody_notes_a_paper_for_somebody_who_answered_themselves(session, event, is_granted):
    ask(event, MAI)
    before = answer(event, MAI, is_granted=is_granted)
    with pytest.raises(Refused, match=Refusal.ANSWERED.value):
        note_paper(event, MAI)
    assert states(session, event) == {MAI.uuid: before}


def test_who_was_not_asked_cannot_answer(session, event):
    ask(event, MAI)
    with pytest.raises(Refused, match=Refusal.NOT_ASKED.value):
        answer(event, TAREK, is_granted=True)
    with pytest.raises(Refused, match=Refusal.NOT_ASKED.value):
        answer(event, MAI, is_granted=True, kind=Kind.QUOTE)


def test_an_answer_says_when_by_whom_and_in_which_words_it_was_given(session, event, monkeypatch):
    ask(event, MAI)
    monkeypatch.setattr(rules, "WORDING", 2)
    answer(event, MAI, is_granted=True, at=NOW + timedelta(hours=1))
    (release,) = queries.of_subject(session, event.id, Kind.FILE, FILE)
    assert (release.wording, release.answered_at, release.actor) == (2, NOW + timedelta(hours=1), "person:1")


def test_it_is_on_record_who_answered_but_not_for_which_file(session, event):
    ask(event, MAI)
    answer(event, MAI, is_granted=True)
    person = session.scalars(sa.select(Person.id).where(Person.uuid == MAI.uuid)).one()
    entries = session.scalars(sa.select(AuditEntry).where(AuditEntry.action.startswith("release."))).all()
    assert [(each.action, each.subject, each.fields) for each in entries] == [
        ("release.given", f"person:{person}", ["release_file"])
    ]


def test_files_and_quotes_of_an_edition_are_read_by_what_they_are_of(session, event):
    ask(event, MAI, TAREK)
    ask(event, MAI, subject=QUOTE, kind=Kind.QUOTE)
    ask(make_event(), MAI, subject=QUOTE)
    files = queries.releases_of(session, event.id, Kind.FILE)
    assert {subject: [each.name for each in some] for subject, some in files.items()} == {FILE: [MAI.name, TAREK.name]}
    own = queries.asked_of(session, event.id, MAI.uuid)
    assert [(each.kind, each.subject) for each in own] == [(Kind.FILE, FILE), (Kind.QUOTE, QUOTE)]


def test_a_name_that_was_removed_is_stored_with_no_release(session, event):
    ask(event, MAI, "33333333-3333-4333-8333-333333333333")
    assert [each.name for each in queries.of_subject(session, event.id, Kind.FILE, FILE)] == [MAI.name, "Ada Fremd"]
    remove_name(event.id, MAI.uuid, TEAM)
    session.expire_all()
    assert [each.name for each in queries.of_subject(session, event.id, Kind.FILE, FILE)] == ["", "Ada Fremd"]
    assert [*session.scalars(sa.select(models.Release.name).order_by(models.Release.id))] == ["", "Ada Fremd"]


def test_releases_go_with_their_file_but_a_withdrawal_stays_as_a_proof_for_three_years(session, event):
    ask(event, MAI, TAREK)
    for is_granted in (True, False):
        answer(event, MAI, is_granted=is_granted)
    with transaction() as writing:
        services.forget_in(writing, event.id, Kind.FILE, FILE)
    assert states(session, event) == {MAI.uuid: State.WITHDRAWN}
    ends, here = NOW + rules.KEEP_WITHDRAWN, sa.select(sa.literal(QUOTE))
    assert [services.forget_withdrawn(each, here) for each in (ends - timedelta(seconds=1), ends)] == [0, 1]


def test_another_file_in_place_of_one_asks_whoever_said_yes_anew(session, event):
    ask(event, MAI, TAREK)
    answer(event, MAI, is_granted=True)
    with transaction() as writing:
        services.ask_again_in(writing, event.id, Kind.FILE, FILE, TEAM)
    session.expire_all()
    assert set(states(session, event).values()) == {State.ASKED}


@pytest.mark.parametrize(("answers", "state"), [((False,), State.REFUSED), ((True, False), State.WITHDRAWN)])
def test_another_file_in_place_of_one_takes_nobodys_no_away(session, event, answers, state):
    ask(event, MAI)
    for is_granted in answers:
        answer(event, MAI, is_granted=is_granted)
    with transaction() as writing:
        services.ask_again_in(writing, event.id, Kind.FILE, FILE, Act(TEAM.by, NOW + timedelta(days=9)))
    session.expire_all()
    (release,) = queries.of_subject(session, event.id, Kind.FILE, FILE)
    assert (release.state, release.answered_at, release.actor) == (state, NOW, "person:1")


def test_those_who_lack_are_named_in_order_and_once(session, event):
    ask(event, MAI, TAREK)
    answer(event, TAREK, is_granted=True)
    releases = queries.of_subject(session, event.id, Kind.FILE, FILE)
    assert rules.lacking([TAREK.uuid, "nobody", MAI.uuid, MAI.uuid], releases) == ("nobody", MAI.uuid)
