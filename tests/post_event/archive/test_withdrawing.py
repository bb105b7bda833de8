"""Whatever stops being public is in no archive copy from that moment on: the copy is deleted in the same transaction.

Every verb by which something stops being public is walked here, by what the audit log calls it.
"""

from dataclasses import replace

import pytest

from gocluster_events.backoffice.editions import services as editions
from gocluster_events.backoffice.oversight.words.auditing import ACTIONS
from gocluster_events.core.act import Act
from gocluster_events.core.db import session as reading, transaction
from gocluster_events.core.picture import Picture
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.queries import draft
from gocluster_events.meeting.agenda.rules.change import Change
from gocluster_events.meeting.agenda.services import drafting, people, redaction
from gocluster_events.meeting.events.rules.archive_copies import CopyState
from gocluster_events.meeting.events.rules.edition import NewLogo
from gocluster_events.meeting.events.rules.status import Turn
from gocluster_events.meeting.events.services import settings
from gocluster_events.meeting.registration.privacy import services as privacy
from gocluster_events.post_event.cards.rules.codes import Deed
from gocluster_events.post_event.cards.services import cards as card_services
from gocluster_events.post_event.cards.services.deciding import decide
from gocluster_events.post_event.documentation import services as documentation
from gocluster_events.post_event.materials.services import editing, publishing, releasing
from gocluster_events.post_event.photos.rules.photos import PhotoFacts
from gocluster_events.post_event.photos.services import objections, photos
from gocluster_events.post_event.report.services import quotes, writing
from tests.support import cards, report
from tests.support.archived import copy_of, put_copy, standing
from tests.support.following_back import BY_OUTCOMES
from tests.support.make import make_file, make_registration
from tests.support.materials import AFTER, TALK, TEAM, a_meeting, add_link, answer, facts
from tests.support.photographs import COMPLETE, make_photo, photo_row
from tests.support.programme import MAI, TAREK, plan, publish, slot, with_people
from tests.support.releasing import number_of, say

LATER = cards.LATER
HARMLESS = """
account.* archive.* audit.* feedback.* invitation.* invitations.* lesson.* letter.* list.* mail.* message.* offer.*
question.* quota.* registration.* survey.* team.* view.* wishes.*
card.added card.asked card.confirmed card.dismissed card.edited card.joined card.merged card.note_taker_appointed
card.note_taker_dismissed card.owner_agreed card.owner_disagreed card.restored card.returned
documentation.published edition.archived edition.cluster_changed edition.cluster_removed edition.clusters_added
edition.copied edition.created edition.fields_asked edition.figures_frozen edition.point_opened edition.point_ticked
edition.published edition.reopened edition.retention_changed edition.room_added edition.room_changed edition.room_moved
edition.room_removed edition.track_added edition.track_changed edition.track_moved edition.track_removed
legal.approved legal.saved material.added material.asked_for material.published material.waived
person.agreed person.asked person.declined person.link_renewed person.link_sent person.text_accepted
person.text_declined person.text_suggested person.text_withdrawn photo.added photo.moved photo.objected photo.published
photo.shown_again programme.changed programme.finding_accepted programme.finding_reopened programme.imported
programme.letters_withdrawn programme.people_written programme.snapshot_kept programme.snapshot_removed
programme.snapshot_renamed programme.time_cancelled programme.timed programme.undone release.given release.on_paper
release.reminded report.begun report.release_requested report.restored card.owner_forgotten follow_up.asked
follow_up.reminded
"""
"""Deeds of the log by which nothing stops being public."""


@pytest.fixture
def event(session):
    return a_meeting()


def a_link(event, **changes):
    """A link that everybody can open."""
    uuid = add_link(event, **changes)
    answer(event, uuid, MAI, TAREK)
    publishing.publish(event.id, uuid, TEAM)
    return uuid


def changing_a_link(event):
    uuid = a_link(event)
    return lambda: editing.change(event.id, uuid, facts(url="https://video.example.org/2"), 2, TEAM)


def removing_a_link(event):
    uuid = a_link(event)
    return lambda: editing.remove(event.id, uuid, TEAM)


def taking_a_link_back(event):
    uuid = a_link(event)
    return lambda: publishing.take_back(event.id, uuid, TEAM)


def withdrawing_a_release(event):
    uuid = a_link(event)
    return lambda: say(event, uuid, TAREK, is_granted=False)


def noting_a_withdrawal(event):
    uuid = a_link(event)
    return lambda: releasing.note_withdrawal(event.id, uuid, TAREK.uuid, TEAM)


def refusing_a_quote(event):
    report.put_out(event)
    quotes.ask(event.id, report.SAYING.uuid, report.NAMES, TEAM)
    of = (report.SAYING.subject, TAREK.uuid, Act("person:1", AFTER))
    return lambda: quotes.answer_quote(event.id, *of, is_granted=False)


def changing_a_photo(event):
    uuid = make_photo(event)
    new = PhotoFacts(**{**COMPLETE, "caption": Localized("Der Saal", "The hall")})
    return lambda: photos.change(event.id, uuid, new, photo_row(event, uuid).revision, TEAM)


def removing_a_photo(event):
    uuid = make_photo(event)
    return lambda: photos.remove(event.id, uuid, TEAM)


def taking_a_photo_back(event):
    uuid = make_photo(event)
    return lambda: photos.take_back(event.id, uuid, TEAM)


def objecting_to_a_photo(event):
    uuid, person = make_photo(event), make_registration(event).id
    return lambda: objections.object_as_participant(event.id, uuid, person, "de", AFTER)


def erasing_somebody_who_waits(event):
    person = make_registration(event).id
    for uuid in [make_photo(event, colour) for colour in ("teal", "navy", "red")]:  # two are hidden at once
        objections.object_as_participant(event.id, uuid, person, "de", AFTER)
    return lambda: privacy.erase(event.id, person, TEAM, objections.hide_asked_about)


def rewriting_a_card(event):
    uuid = cards.public_card(event)
    new = cards.facts(insight="Vier Gespräche.")
    return lambda: card_services.change(event.id, uuid, new, cards.card_row(event, uuid).revision, TEAM)


def publishing_a_card_anew(event):
    uuid = cards.public_card(event, question="Wie?")
    card_services.change(event.id, uuid, cards.facts(), cards.card_row(event, uuid).revision, TEAM)
    decide(event.id, {uuid: None}, Deed.ASK, TEAM)
    return lambda: decide(event.id, {uuid: None}, Deed.PUBLISH, LATER)


def taking_a_card_back(event):
    uuid = cards.public_card(event)
    return lambda: decide(event.id, {uuid: None}, Deed.TAKE_BACK, LATER)


def saying_that_a_card_is_wrong(event):
    uuid = cards.public_card(event)
    return lambda: cards.say(event, uuid, MAI, is_correct=False)


def taking_the_report_back(event):
    report.put_out(event)
    return lambda: writing.take_back(event.id, TEAM)


def publishing_the_report_anew(event):
    report.put_out(event)
    new = report.with_blocks(report.BODY)
    seen = report.write(event, new)
    return lambda: writing.publish(event.id, TEAM, seen)


def taking_the_documentation_back(event):
    documentation.publish(event.id, LATER)
    return lambda: documentation.take_back(event.id, LATER)


def publishing_the_programme_anew(event):
    timetable = draft.draft(reading(), event)
    drafting.apply(event.id, (Change(timetable.item(TALK), None),), None, TEAM)
    return lambda: publish(event, at=TEAM.at)


def removing_a_name(event):
    return lambda: redaction.remove_name(event.id, TAREK.uuid, TEAM)


def with_a_portrait(event):
    """Somebody else speaks, too, and is shown."""
    person = replace(MAI, uuid=slot(77).uuid, portrait=make_file().sha256, portrait_consent=True)
    plan(event, person, with_people(slot(9, 300, room=None), person))
    publish(event)
    return person


def removing_a_portrait(event):
    person = with_a_portrait(event)
    return lambda: redaction.remove_portrait(event.id, person.uuid, TEAM)


def taking_the_own_portrait_away(event):
    person = with_a_portrait(event)
    number = number_of(event, person)
    change = Change(person, replace(person, portrait="", portrait_consent=False))
    return lambda: people.save_own(event.id, number, change, 1, AFTER)


def hiding_the_edition(event):
    return lambda: editions.turn_edition(event.id, Turn.HIDE, TEAM)


def change_settings(event, logo=None, **changes):
    known, revision = settings.queries.settings(reading(), event.id)
    reading().rollback()
    with transaction() as session:
        settings.change_settings(session, event.id, replace(known, **changes), revision, TEAM, logo)


def showing_another_logo(event):
    one, two = (NewLogo(Picture(content, 640, 160)) for content in (b"one", b"two"))
    change_settings(event, one)
    return lambda: change_settings(event, two)


def naming_somebody_else_as_contact(event):
    return lambda: change_settings(event, contact_name="Kim Muster")


WALKED = {
    **BY_OUTCOMES,
    "card.changed": rewriting_a_card,
    "card.denied": saying_that_a_card_is_wrong,
    "card.published": publishing_a_card_anew,
    "card.taken_back": taking_a_card_back,
    "documentation.taken_back": taking_the_documentation_back,
    "edition.changed": showing_another_logo,
    "edition.changed, contact": naming_somebody_else_as_contact,
    "edition.hidden": hiding_the_edition,
    "material.changed": changing_a_link,
    "material.removed": removing_a_link,
    "material.taken_back": taking_a_link_back,
    "person.edited": taking_the_own_portrait_away,
    "person.name_removed": removing_a_name,
    "person.portrait_removed": removing_a_portrait,
    "photo.changed": changing_a_photo,
    "photo.hidden": objecting_to_a_photo,
    "photo.removed": removing_a_photo,
    "photo.taken_back": taking_a_photo_back,
    "programme.published": publishing_the_programme_anew,
    "registration.erased": erasing_somebody_who_waits,
    "release.refused": refusing_a_quote,
    "release.withdrawal_noted": noting_a_withdrawal,
    "release.withdrawn": withdrawing_a_release,
    "report.published": publishing_the_report_anew,
    "report.taken_back": taking_the_report_back,
}


@pytest.mark.parametrize("deed", WALKED)
def test_what_stops_being_public_deletes_the_copy_in_the_same_transaction(event, deed):
    withdrawal = WALKED[deed](event)
    put_copy(event)
    withdrawal()
    row = copy_of(event)
    assert (standing(event), row.withdrawn_at) in [((CopyState.WITHDRAWN, 0), at) for at in (AFTER, LATER.at)]


def test_a_verb_that_forgets_the_copy_leaves_it_there(event, monkeypatch):
    withdrawal = taking_a_photo_back(event)
    put_copy(event)
    monkeypatch.setattr(photos, "withdraw", lambda *_facts: None)
    withdrawal()
    assert standing(event) == (CopyState.READY, 2)


def test_of_every_deed_in_the_log_it_is_known_whether_the_copy_goes():
    known = {*(each.partition(",")[0] for each in WALKED), *HARMLESS.split()}
    forgotten = {each for each in ACTIONS if each not in known and f"{each.partition('.')[0]}.*" not in known}
    assert forgotten == set()
    assert not {each for each in known if not each.endswith("*")} - {*ACTIONS}
