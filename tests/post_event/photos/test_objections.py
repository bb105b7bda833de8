"""“I am in this photo”: what a participant hides at once, what others ask for, and what the team decides."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from gocluster_events.cli.duties import DUTIES
from gocluster_events.core.accounts.models import AuditEntry
from gocluster_events.core.errors import Refused
from gocluster_events.core.mail.models import Mail
from gocluster_events.meeting.events.rules.edition import EventStatus
from gocluster_events.meeting.registration.people.rules.codes import Status
from gocluster_events.meeting.registration.privacy import services as privacy
from gocluster_events.post_event.photos.models import PhotoObjection
from gocluster_events.post_event.photos.queries.dossier import photo_section
from gocluster_events.post_event.photos.queries.objections import number_waiting, objectors
from gocluster_events.post_event.photos.rules.codes import OBJECTIONS_LAST, PROOF_LASTS, ObjectionState, Refusal, State
from gocluster_events.post_event.photos.rules.objections import hides_at_once, is_provable, showing_refusal
from gocluster_events.post_event.photos.services import objections, photos
from gocluster_events.post_event.photos.services.objections import Plea
from tests.support.make import make_event, make_registration
from tests.support.photographs import ACT, make_photo, photo_row
from tests.support.runs import pass_in_runs
from tests.support.settings import NOW

PLEA = Plea("kim@example.org", "en", "links, mit blauer Jacke")


def press(event, uuid, person, now=NOW):
    return objections.object_as_participant(event.id, uuid, person.id, "de", now)


def rows(session):
    session.rollback()
    return session.scalars(sa.select(PhotoObjection).order_by(PhotoObjection.id)).all()


def mails(session):
    session.rollback()
    return [(each.letter, each.recipient, each.language) for each in session.scalars(sa.select(Mail).order_by(Mail.id))]


def refused(verb, *arguments):
    with pytest.raises(Refused) as refusal:
        verb(*arguments)
    return refusal.value.code


def test_two_photos_hide_at_once_and_each_of_them_once():
    hides = [hides_at_once(photos, photo, has_place=True) for photos, photo in (([], 1), ([1], 2), ([1], 1))]
    assert hides == [True, True, False]
    assert not any(hides_at_once(photos, 3, has_place=True) for photos in ([1, 2], [None, 2]))  # one removed since
    assert not hides_at_once([], 1, has_place=False)


def test_a_photo_is_shown_again_once():
    assert showing_refusal(State.HIDDEN, None, 1) is None
    assert showing_refusal(State.HIDDEN, NOW, 1) is Refusal.ONCE
    assert showing_refusal(State.PUBLISHED, NOW, 1) is None
    assert showing_refusal(State.HIDDEN, None, 0) is Refusal.NOTHING_OPEN


def test_an_address_can_be_proven_for_two_days():
    assert (is_provable(NOW, NOW + PROOF_LASTS), is_provable(NOW, NOW + PROOF_LASTS - timedelta(seconds=1))) == (
        False, True,
    )  # fmt: skip


@pytest.mark.both_databases
@pytest.mark.parametrize("status", [EventStatus.PUBLISHED, EventStatus.ARCHIVED])
def test_a_participant_hides_two_photos_and_asks_for_a_third(session, status):
    event = make_event(status=status)
    person = make_registration(event)
    first, second, third = (make_photo(event, colour) for colour in ("teal", "navy", "red"))
    assert [press(event, uuid, person) for uuid in (first, second, third)] == [
        State.HIDDEN, State.HIDDEN, State.PUBLISHED,
    ]  # fmt: skip
    assert [each.is_hiding for each in rows(session)] == [True, True, False]
    assert (number_waiting(session, event.id), mails(session)) == (3, [])


@pytest.mark.parametrize("status", [Status.CANCELLED, Status.WAITLISTED])
def test_whoever_has_no_place_hides_nothing_and_asks(session, status):
    event = make_event()
    person, uuid = make_registration(event, status=status), make_photo(event)
    assert press(event, uuid, person) is State.PUBLISHED
    assert [each.is_hiding for each in rows(session)] == [False]


def test_a_second_press_asks_once(session):
    event = make_event()
    person, other = make_registration(event), make_registration(event)
    uuid, another = make_photo(event), make_photo(event, "navy")
    for each in ("red", "green"):
        press(event, make_photo(event, each), person)
    assert [press(event, another, person) for _press in range(2)] == [State.PUBLISHED] * 2
    assert [press(event, uuid, other), press(event, uuid, other)] == [State.HIDDEN, None]
    assert len(rows(session)) == 4


def test_nobody_objects_to_what_is_not_public(session):
    event = make_event()
    uuid = make_photo(event, is_public=False)
    assert press(event, uuid, make_registration(event)) is None
    objections.ask(event.id, uuid, PLEA, NOW)
    assert (rows(session), mails(session)) == ([], [])


@pytest.mark.both_databases
def test_anybody_else_proves_an_address_before_the_team_is_asked(session):
    event = make_event()
    uuid = make_photo(event)
    for _press in range(2):
        objections.ask(event.id, uuid, PLEA, NOW)
    (row,) = rows(session)
    assert (row.state, number_waiting(session, event.id)) == (ObjectionState.UNPROVEN, 0)
    assert [objections.prove(row.id, NOW), objections.prove(row.id, NOW)] == [True, True]
    session.rollback()
    assert (photo_row(event, uuid).state, number_waiting(session, event.id)) == (State.PUBLISHED, 1)
    ((who,),) = objectors(session, event.id).values()
    assert (who.name, who.email, who.remark, who.is_hiding) == ("", "kim@example.org", PLEA.remark, False)


def test_a_link_that_is_too_old_asks_for_nothing(session):
    event = make_event()
    objections.ask(event.id, make_photo(event), PLEA, NOW)
    (row,) = rows(session)
    assert objections.prove(row.id, NOW + PROOF_LASTS) is False
    assert objections.prove(row.id + 1, NOW) is False
    assert rows(session)[0].state is ObjectionState.UNPROVEN


def test_a_photo_that_was_taken_back_meanwhile_is_hidden_until_it_is_decided(session):
    event = make_event()
    uuid = make_photo(event)
    objections.ask(event.id, uuid, PLEA, NOW)
    photos.take_back(event.id, uuid, ACT)
    objections.prove(rows(session)[0].id, NOW)
    assert photo_row(event, uuid).state is State.HIDDEN
    assert refused(photos.publish, event.id, uuid, ACT) is Refusal.HIDDEN


def test_a_photo_about_which_somebody_waits_is_taken_back_into_hiding(session):
    event = make_event()
    uuid = make_photo(event)
    objections.ask(event.id, uuid, PLEA, NOW)
    objections.prove(rows(session)[0].id, NOW)
    photos.take_back(event.id, uuid, ACT)
    assert photo_row(event, uuid).state is State.HIDDEN


@pytest.mark.both_databases
def test_a_hidden_photo_is_shown_again_once_and_everybody_is_told_why(session):
    event = make_event()
    first, second = make_registration(event), make_registration(event, language="en")
    uuid = make_photo(event)
    press(event, uuid, first)
    objections.keep_public(event.id, uuid, "Nicht zu erkennen.", ACT)
    assert photo_row(event, uuid).state is State.PUBLISHED
    assert press(event, uuid, first) is State.PUBLISHED  # the second time it is a request
    assert press(event, uuid, second) is State.HIDDEN
    assert refused(objections.keep_public, event.id, uuid, "Noch einmal.", ACT) is Refusal.ONCE
    photos.remove(event.id, uuid, ACT)
    assert mails(session) == [
        ("photo_public", first.email, "de"),
        ("photo_removed", first.email, "de"),
        ("photo_removed", second.email, "en"),
    ]  # fmt: skip
    assert [(each.state, each.photo_id) for each in rows(session)] == [
        (ObjectionState.DECLINED, None), (ObjectionState.GRANTED, None), (ObjectionState.GRANTED, None),
    ]  # fmt: skip


@pytest.mark.parametrize(("letter", "state"), [("photo_public", "DECLINED"), ("photo_removed", "GRANTED")])
def test_one_decision_answers_everybody_who_waits_about_the_photo(session, letter, state):
    event = make_event()
    uuid, person = make_photo(event), make_registration(event, status=Status.RECEIVED)
    press(event, uuid, person)
    objections.ask(event.id, uuid, PLEA, NOW)
    objections.prove(rows(session)[1].id, NOW)
    before = len(mails(session))
    if letter == "photo_public":
        objections.keep_public(event.id, uuid, "Von hinten.", ACT)
    else:
        photos.remove(event.id, uuid, ACT)
    assert [each[:2] for each in mails(session)[before:]] == [(letter, person.email), (letter, PLEA.email)]
    assert [each.state for each in rows(session)] == [ObjectionState[state]] * 2
    assert number_waiting(session, event.id) == 0


def test_what_was_only_asked_for_stays_public_without_using_up_that_once(session):
    event = make_event()
    uuid = make_photo(event)
    objections.ask(event.id, uuid, PLEA, NOW)
    objections.prove(rows(session)[0].id, NOW)
    objections.keep_public(event.id, uuid, "Von hinten.", ACT)
    assert (photo_row(event, uuid).shown_again_at, refused(objections.keep_public, event.id, uuid, "x", ACT)) == (
        None, Refusal.NOTHING_OPEN,
    )  # fmt: skip
    reasons = [
        each.content["values"]["reason"]
        for each in session.scalars(sa.select(Mail))
        if "reason" in each.content["values"]
    ]
    assert reasons == ["Von hinten."]


def test_what_hides_itself_is_shown_again_only_with_all_that_it_needs(session):
    event = make_event()
    uuid = make_photo(event)
    press(event, uuid, make_registration(event))
    row = photo_row(event, uuid)
    photos.change(event.id, uuid, photos.queries.facts_of(row).__class__(), row.revision, ACT)
    assert refused(objections.keep_public, event.id, uuid, "x", ACT) is Refusal.LACKING


def test_once_whoever_hid_it_is_erased_a_photo_can_only_be_removed(session):
    event = make_event()
    person, uuid = make_registration(event), make_photo(event)
    press(event, uuid, person)
    privacy.erase(event.id, person.id, ACT)
    assert (rows(session), photo_row(event, uuid).state, number_waiting(session, event.id)) == ([], State.HIDDEN, 1)
    assert refused(objections.keep_public, event.id, uuid, "x", ACT) is Refusal.NOTHING_OPEN
    assert not session.scalars(sa.select(AuditEntry).where(AuditEntry.actor.startswith("registration:"))).all()


def three_asked_about(event, person):
    """Three photos that the participant does not want to be seen on: two are hidden, the third waits in public."""
    uuids = [make_photo(event, colour) for colour in ("teal", "navy", "red")]
    for uuid in uuids:
        press(event, uuid, person)
    return uuids


@pytest.mark.both_databases
def test_whoever_is_erased_while_waiting_for_an_answer_leaves_the_photo_hidden(session):
    event = make_event()
    person, other = make_registration(event), make_registration(event)
    waiting, public = three_asked_about(event, person)[2], three_asked_about(event, other)[2]
    privacy.erase(event.id, person.id, ACT, objections.hide_asked_about)
    assert [photo_row(event, uuid).state for uuid in (waiting, public)] == [State.HIDDEN, State.PUBLISHED]
    assert number_waiting(session, event.id) == 6


def test_whoever_is_erased_on_the_site_leaves_it_hidden(session, event, organiser):
    person = make_registration(event)
    waiting = three_asked_about(event, person)[2]
    organiser.own_form(f"/de/manage/{event.slug}/registration/{person.id}/erasure").send()
    assert (rows(session), photo_row(event, waiting).state) == ([], State.HIDDEN)


def test_whose_registration_expires_while_they_wait_leaves_it_hidden(session, app):
    event = make_event()
    waiting = three_asked_about(event, make_registration(event))[2]
    later = event.ends_at + timedelta(days=190)
    pass_in_runs(later)
    next(each for each in DUTIES if each.name == "people of whom something expired").service(later)
    assert (rows(session), photo_row(event, waiting).state) == ([], State.HIDDEN)


def test_objections_go_half_a_year_after_the_answer_and_unproven_ones_after_two_days(session):
    event = make_event()
    for address in ("kim@example.org", "alex@example.org"):
        objections.ask(event.id, make_photo(event), Plea(address, "de", ""), NOW)
    objections.prove(rows(session)[0].id, NOW)
    photos.remove(event.id, photo_of(session, event), ACT)
    assert objections.forget_objections(NOW + PROOF_LASTS - timedelta(seconds=1)) == 0
    assert objections.forget_objections(NOW + PROOF_LASTS) == 1
    assert [each.email for each in rows(session)] == ["kim@example.org"]
    assert objections.forget_objections(NOW + OBJECTIONS_LAST) == 1
    assert (rows(session), mails(session)) == ([], [])


def photo_of(session, event):
    session.rollback()
    return next(row.uuid for row in photos.queries.photos(session, event.id) if row.id in objectors(session, event.id))


def test_my_data_tells_what_was_asked_and_decided(session):
    event = make_event()
    person, uuid = make_registration(event), make_photo(event)
    press(event, uuid, person)
    objections.keep_public(event.id, uuid, "Nicht zu erkennen.", ACT)
    session.rollback()
    (record,) = photo_section(session, person).records
    assert [item.value for item, _value in record] == ["at", "photo", "decided_at", "reason"]
