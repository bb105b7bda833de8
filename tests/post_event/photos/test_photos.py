"""The photos of a meeting: added, described, ordered, published, taken back and removed."""

import pytest
import sqlalchemy as sa

from gocluster_events.backoffice.editions.queries import preparation
from gocluster_events.backoffice.editions.rules.copying import LeftPart
from gocluster_events.core.accounts.models import AuditEntry
from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Refused, Stale
from gocluster_events.core.text import Localized
from gocluster_events.meeting.events.rules.edition import EventStatus
from gocluster_events.meeting.registration.people.rules.codes import Status
from gocluster_events.post_event.photos.models import Photo
from gocluster_events.post_event.photos.queries import photos as queries
from gocluster_events.post_event.photos.rules.codes import MOST_PHOTOS, Lack, Refusal, State
from gocluster_events.post_event.photos.rules.photos import PhotoFacts, lacking
from gocluster_events.post_event.photos.services import photos
from gocluster_events.post_event.photos.services.redaction import take_name_out
from tests.support.make import make_event, make_registration
from tests.support.photographs import ACT, COMPLETE, make_photo, photo_row, pictures
from tests.support.programme import TAREK, plan
from tests.support.surveying import let_in


def refused(verb, *arguments, **options):
    with pytest.raises(Refused) as refusal:
        verb(*arguments, **options)
    return refusal.value.code


def public(session, event):
    return [each.uuid for each in queries.published(session, event.id)]


def test_a_photo_lacks_what_makes_it_understandable_and_lawful():
    everything = PhotoFacts(**COMPLETE)
    assert (lacking(PhotoFacts()), lacking(everything)) == (
        (Lack.CREDIT, Lack.LICENCE, Lack.ALT_DE, Lack.ALT_EN, Lack.CHECK),
        (),
    )
    assert lacking(PhotoFacts(**{**COMPLETE, "alt": Localized("Menschen im Saal")})) == (Lack.ALT_EN,)
    assert lacking(PhotoFacts(**{**COMPLETE, "caption": Localized()})) == ()


@pytest.mark.both_databases
def test_only_a_photo_with_all_that_it_needs_becomes_public(session):
    event = make_event()
    uuid = photos.add(event.id, pictures(), ACT)
    assert (refused(photos.publish, event.id, uuid, ACT), public(session, event)) == (Refusal.LACKING, [])
    photos.change(event.id, uuid, PhotoFacts(**COMPLETE), 1, ACT)
    photos.publish(event.id, uuid, ACT)
    (photo,) = queries.published(session, event.id)
    assert (photo.uuid, photo.credit, photo.width, photo.height, photo.small_width) == (
        uuid, "Kim Muster", 900, 600, 640,
    )  # fmt: skip


def test_the_database_itself_holds_no_public_photo_that_nobody_answers_for(session):
    event = make_event()
    photos.add(event.id, pictures(), ACT)
    with pytest.raises(sa.exc.IntegrityError):
        session.execute(sa.update(Photo).values(state=State.PUBLISHED))


def test_a_public_photo_keeps_what_it_needs(session):
    event = make_event()
    uuid = make_photo(event)
    lacks = PhotoFacts(**{**COMPLETE, "credit": ""})
    assert refused(photos.change, event.id, uuid, lacks, photo_row(event, uuid).revision, ACT) is Refusal.LACKING
    assert photo_row(event, uuid).credit == "Kim Muster"


def test_who_ticked_first_answers_for_it_until_the_tick_is_taken_away(session):
    event = make_event()
    uuid = make_photo(event, is_public=False)
    other = ACT.__class__("second@example.org", ACT.at)
    photos.change(event.id, uuid, PhotoFacts(**{**COMPLETE, "credit": "Mai Lan Petersen"}), 2, other)
    assert photo_row(event, uuid).checked_by == ACT.by
    photos.change(event.id, uuid, PhotoFacts(**{**COMPLETE, "is_checked": False}), 3, other)
    assert (photo_row(event, uuid).checked_by, photo_row(event, uuid).checked_at) == ("", None)


def test_who_saves_second_overwrites_nothing(session):
    event = make_event()
    uuid = make_photo(event, is_public=False)
    with pytest.raises(Stale):
        photos.change(event.id, uuid, PhotoFacts(credit="Zweite"), 1, ACT)
    assert photo_row(event, uuid).credit == "Kim Muster"


def test_a_name_that_is_removed_goes_out_of_all_that_is_said_of_a_photo(session):
    event, name = make_event(), "Mai Lan Petersen"
    texts = {"alt": Localized(name, name), "caption": Localized(name, name)}
    lines = dict.fromkeys(("credit", "licence", "basis"), f"© {name}")
    uuid = make_photo(event, **texts, **lines)
    with transaction() as writing:
        take_name_out(writing, event.id, "", (name,))
    row = photo_row(event, uuid)
    assert [each for each in (*texts, *lines) if name in str(getattr(row, each))] == []
    assert row.state is State.PUBLISHED


def test_photos_stand_in_the_order_that_the_team_gives_them(session):
    event = make_event()
    first, second, third = (make_photo(event, colour) for colour in ("teal", "navy", "red"))
    photos.move(event.id, third, -1, ACT)
    photos.move(event.id, first, -1, ACT)  # there is nothing before it
    assert public(session, event) == [first, third, second]


def test_what_is_taken_back_or_removed_is_public_no_more(session):
    event = make_event(status=EventStatus.ARCHIVED)
    first, second = (make_photo(event, colour) for colour in ("teal", "navy"))
    photos.take_back(event.id, first, ACT)
    photos.remove(event.id, second, ACT)
    photos.remove(event.id, second, ACT)
    session.rollback()
    assert (public(session, event), photo_row(event, first).state) == ([], State.DRAFT)
    assert refused(photos.publish, event.id, second, ACT) is Refusal.GONE


def test_only_an_organiser_removes_what_is_public(session):
    event = make_event()
    seen, draft = make_photo(event), make_photo(event, "navy", is_public=False)
    assert refused(photos.remove, event.id, seen, ACT, only_draft=True) is Refusal.NO_DRAFT
    photos.remove(event.id, draft, ACT, only_draft=True)
    assert public(session, event) == [seen]


def test_an_edition_has_only_so_many_photos(session):
    event = make_event()
    row = {"event_id": event.id, "large": b"x", "small": b"x", "digest": "", "width": 1, "height": 1, "small_width": 1}
    row |= {"added_by": ACT.by, "added_at": ACT.at}
    session.add_all(Photo(uuid=f"{number}", position=number, **row) for number in range(MOST_PHOTOS))
    session.commit()
    assert refused(photos.add, event.id, pictures(), ACT) is Refusal.TOO_MANY


def test_the_log_says_who_did_what_and_never_what_was_typed(session):
    event = make_event()
    uuid = make_photo(event)
    session.rollback()
    entries = session.execute(sa.select(AuditEntry.action, AuditEntry.fields).order_by(AuditEntry.id)).all()
    assert [each.action for each in entries] == ["photo.added", "photo.changed", "photo.published"]
    assert entries[1].fields == ["photo_alt", "photo_caption", "photo_credit", "photo_licence", "photo_is_checked"]
    assert uuid


@pytest.mark.both_databases
def test_whoever_refused_stands_apart_from_whoever_said_nothing(session):
    event = make_event()
    make_registration(event, first_name="Sagt", last_name="Nein", photos=False)
    make_registration(event, first_name="Sagt", last_name="Ja", photos=True)
    make_registration(event, first_name="Sagt", last_name="Nichts")
    make_registration(event, first_name="Kommt", last_name="Nicht", photos=False, status=Status.CANCELLED)
    guests = queries.guests_without_consent(session, event.id)
    assert [[each.name for each in part.names] for part in guests] == [["Sagt Nein"], ["Sagt Nichts"]]


def test_of_very_many_who_said_nothing_the_first_are_named_and_the_list_has_the_others(event, monkeypatch, organiser):
    uuid = make_photo(event)
    for number in range(4):
        make_registration(event, first_name=f"Gast {number}")
    monkeypatch.setattr(queries, "MOST_GUESTS", 3)
    page = organiser.get(f"/en/manage/{event.slug}/photos/{uuid}").text
    assert "4 people have not said anything" in page
    assert "1 more in the list of registrations" in page
    assert "Gast 2" in page
    assert "Gast 3" not in page


def test_a_name_that_is_removed_from_the_programme_goes_out_of_what_is_said_of_photos(session, event, organiser):
    plan(event, TAREK)
    words = {"caption": Localized(f"{TAREK.name} spricht", f"{TAREK.name} speaks"), "credit": TAREK.name}
    uuid, other = make_photo(event, **words), make_photo(event, "navy")
    before = photo_row(event, other).revision
    organiser.own_form(f"/de/manage/{event.slug}/agenda/people/{TAREK.uuid}/name-removal").send(is_sure="y")
    row = photo_row(event, uuid)
    assert row.caption == Localized("Name auf Wunsch entfernt spricht", "Name removed on request speaks")
    assert (row.credit, photo_row(event, other).revision) == ("Name auf Wunsch entfernt", before)


def test_a_copied_event_has_no_photos(session):
    event = make_event()
    make_photo(event)
    assert preparation(session, event.id).behind[LeftPart.PHOTOS] == 1


def test_of_those_who_are_not_to_be_seen_the_list_says_who_never_came(event, organiser):
    came = make_registration(event, first_name="War", last_name="Da", photos=False)
    make_registration(event, first_name="Blieb", last_name="Fort", photos=False)
    page, absent = f"/de/manage/{event.slug}/photos/{make_photo(event)}", "wurde nicht eingelassen"
    assert absent not in organiser.get(page).text  # nobody was counted at the door
    let_in(event, came)
    text = organiser.get(page).text
    assert (text.count(absent), text.index(absent) > text.index("Blieb Fort")) == (1, True)
    assert f"/registration/{came.id}" in text
