"""What people change about their own registration: details, mode, and coming back. On both databases."""

import pytest

from gocluster_events.core.accounts.rules import Lost
from gocluster_events.core.accounts.services.lost_links import ask_for
from gocluster_events.core.db import session as reading
from gocluster_events.core.errors import Stale
from gocluster_events.core.text import Localized
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.events.rules.procedure import Confirmation
from gocluster_events.meeting.registration.own.services import details
from gocluster_events.meeting.registration.people.models import Quota
from gocluster_events.meeting.registration.people.queries import people, seats
from gocluster_events.meeting.registration.people.rules.codes import ActorType, Diet, Refusal, Status
from gocluster_events.meeting.registration.people.rules.fields import Needs
from gocluster_events.meeting.registration.people.words.fields import changes_named
from gocluster_events.meeting.registration.sign_up.services import links
from tests.support.make import add, archive, make_event
from tests.support.refusal import refusal
from tests.support.registrants import (
    HOUR,
    arrive,
    cancel,
    change_participation,
    change_person,
    come_back,
    decline,
    letters,
    logged,
    outbox,
    person_of,
    register,
    row_of,
    status,
)
from tests.support.settings import NOW

pytestmark = [pytest.mark.both_databases, pytest.mark.usefixtures("session")]


def test_changed_details_are_told_by_their_names_only():
    event = make_event()
    miriam = arrive(event, "miriam@example.org")
    assert change_person(event, miriam, last_name="Osterloh", position="Leitung") == ("last_name", "position")
    assert (row_of(miriam).last_name, row_of(miriam).revision) == ("Osterloh", 2)
    assert row_of(miriam).search_text.startswith("miriam osterloh")
    mail = outbox("details_changed")
    assert mail.content["values"]["fields"] == "Nachname, Funktion"
    assert ("Osterloh" in str(mail.content["values"]["fields"]), logged(miriam)[-1]) == (
        False,
        ("registration.details_changed", ["last_name", "position"]),
    )


def test_who_changes_nothing_gets_no_mail():
    event = make_event()
    miriam = arrive(event, "miriam@example.org")
    assert (change_person(event, miriam), change_participation(event, miriam)) == ((), ())
    assert (letters()[-1], row_of(miriam).revision) == ("confirmed_onsite", 1)


def test_needs_are_changed_apart_and_neither_mail_nor_log_says_which():
    event = make_event()
    miriam = arrive(event, "miriam@example.org")
    needs = Needs(diet=Diet.VEGAN, intolerances="Haselnüsse")
    assert change_participation(event, miriam, needs=needs, remark="Gibt es WLAN?") == ("remark", "needs", "health")
    assert people.sign_up_of(reading(), row_of(miriam)).needs == needs
    assert (
        outbox("details_changed").content["values"]["fields"]
        == "Frage oder Hinweis, Verpflegung und Barrierefreiheit, Nutzung von Gesundheitsdaten"
    )
    assert "Hasel" not in str(outbox("details_changed").content)


def test_the_second_tab_does_not_overwrite_the_first():
    event = make_event()
    miriam = arrive(event, "miriam@example.org")
    typed, event_id = person_of(miriam, last_name="Anders"), event.id
    change_person(event, miriam, last_name="Osterloh")
    with pytest.raises(Stale):
        details.change_person(event_id, miriam, typed, 1, NOW, changes_named)
    assert row_of(miriam).last_name == "Osterloh"


def test_details_change_until_the_meeting_begins_and_the_mode_until_registration_closes():
    event = make_event()
    closes, begins = event.registration_closes_at, event.starts_at
    miriam = arrive(event, "miriam@example.org")
    assert change_person(event, miriam, begins - HOUR, phone="+49 30 1") == ("phone",)
    assert refusal(change_person, event, miriam, begins, phone="+49 30 2") is Refusal.BEGUN
    assert refusal(change_participation, event, miriam, closes, mode=Mode.ONLINE) is Refusal.MODE_SETTLED
    assert change_participation(event, miriam, closes - HOUR, mode=Mode.ONLINE) == ("mode",)


def test_whoever_has_ended_or_is_kept_in_an_archive_changes_nothing():
    event = make_event()
    gone, unproven, guest = (
        arrive(event, "a@example.org"),
        register(event, "b@example.org"),
        arrive(event, "c@example.org"),
    )
    cancel(event, gone)
    assert refusal(change_person, event, gone, title="Dr.") is Refusal.ALREADY_ENDED
    assert refusal(change_person, event, unproven, title="Dr.") is Refusal.NOT_PROVEN
    archive(event)
    assert refusal(change_person, event, guest, title="Dr.") is Refusal.ARCHIVED


def test_a_changed_mode_gives_the_old_place_to_whoever_waits():
    event = make_event(capacity_onsite=1, capacity_online=1)
    miriam, waiting = arrive(event, "miriam@example.org"), arrive(event, "kim@example.org")
    assert change_participation(event, miriam, mode=Mode.ONLINE) == ("mode",)
    assert (status(miriam), row_of(miriam).mode, status(waiting)) == (Status.CONFIRMED, Mode.ONLINE, Status.CONFIRMED)
    assert letters("kim@example.org")[-1] == "moved_up_onsite"


def test_without_a_place_in_the_other_mode_the_present_one_stays_and_so_does_everything_else():
    event = make_event(capacity_onsite=2, capacity_online=1)
    miriam = arrive(event, "miriam@example.org")
    arrive(event, "kim@example.org", mode=Mode.ONLINE)
    fields = {"mode": Mode.ONLINE, "remark": "Neu"}
    assert refusal(change_participation, event, miriam, **fields) is Refusal.NO_SEAT_IN_MODE
    assert (status(miriam), row_of(miriam).mode, row_of(miriam).remark) == (Status.CONFIRMED, Mode.ONSITE, "")
    assert letters("miriam@example.org")[-1] == "confirmed_onsite"


def test_a_mode_that_is_not_offered_is_refused():
    event = make_event(capacity_online=0)
    miriam = arrive(event, "miriam@example.org")
    assert refusal(change_participation, event, miriam, mode=Mode.ONLINE) is Refusal.MODE_NOT_OFFERED


def test_who_waits_and_changes_the_mode_joins_the_end_of_the_other_list():
    event = make_event(capacity_onsite=1, capacity_online=1)
    arrive(event, "a@example.org")
    arrive(event, "b@example.org", mode=Mode.ONLINE)
    first = arrive(event, "first@example.org")
    second = arrive(event, "second@example.org", mode=Mode.ONLINE)
    change_participation(event, first, NOW + HOUR, mode=Mode.ONLINE)
    places = [seats.position(reading(), row_of(each)) for each in (second, first)]
    assert (places, status(first)) == ([1, 2], Status.WAITLISTED)
    assert seats.moves(reading(), event.id, NOW, Mode.ONLINE)[-1][0].move.value == "joined"


def test_who_waits_and_changes_to_a_mode_with_free_places_moves_up_at_once():
    event = make_event(capacity_onsite=1)
    arrive(event, "a@example.org")
    waiting = arrive(event, "kim@example.org")
    change_participation(event, waiting, mode=Mode.ONLINE)
    assert (status(waiting), letters("kim@example.org")[-2:]) == (
        Status.CONFIRMED,
        ["details_changed", "moved_up_online"],
    )


def test_a_place_of_a_quota_is_lost_to_nobody_by_another_name_but_refused_to_another_kind():
    event = make_event(capacity_onsite=2)
    quota = add(
        Quota(event_id=event.id, name=Localized("Start-ups"), mode=Mode.ONSITE, places=1, actor_types=["startup"])
    )
    quota_id = quota.id
    founder = arrive(event, "founder@example.org", actor_type=ActorType.STARTUP)
    change_person(event, founder, organisation="Musterfirma")
    assert row_of(founder).quota_id == quota_id
    change_person(event, founder, actor_type=ActorType.SME)
    assert (status(founder), row_of(founder).quota_id) == (Status.CONFIRMED, None)
    other = arrive(event, "other@example.org", actor_type=ActorType.STARTUP)
    assert row_of(other).quota_id == quota_id
    assert refusal(change_person, event, other, actor_type=ActorType.SME) is Refusal.QUOTA_LOST


def test_a_team_that_reviews_is_asked_about_another_mode_without_a_place():
    event = make_event(capacity_onsite=1, capacity_online=1, confirmation=Confirmation.REVIEW)
    miriam = arrive(event, "miriam@example.org")
    change_participation(event, miriam, mode=Mode.ONLINE)
    assert (status(miriam), row_of(miriam).mode) == (Status.RECEIVED, Mode.ONLINE)


def test_who_comes_back_has_a_place_if_one_is_free_and_a_newer_calendar_entry():
    event = make_event()
    miriam = arrive(event, "miriam@example.org", needs=Needs(diet=Diet.VEGAN))
    cancel(event, miriam)
    gone = outbox("cancelled").content["calendar"]
    assert come_back(event, miriam, NOW + HOUR) is Status.CONFIRMED
    assert come_back(event, miriam, NOW + 2 * HOUR) is Status.CONFIRMED
    again = people.meeting(event, row_of(miriam))
    assert (again.uid, again.sequence > gone["sequence"], again.cancelled) == (gone["uid"], True, False)
    assert letters("miriam@example.org") == ["prove_address", "confirmed_onsite", "cancelled", "confirmed_onsite"]
    assert (row_of(miriam).last_name, people.needs(reading(), miriam)) == ("Tannert", None)


def test_who_comes_back_stands_at_the_end_of_the_line():
    event = make_event(capacity_onsite=1)
    first, second = arrive(event, "first@example.org"), arrive(event, "second@example.org")
    third = arrive(event, "third@example.org")
    cancel(event, first)
    assert come_back(event, first, NOW + HOUR) is Status.WAITLISTED
    places = [seats.position(reading(), row_of(each)) for each in (second, third, first)]
    assert places == [None, 1, 2]


def test_nobody_comes_back_once_registration_is_closed_or_after_a_decline():
    event = make_event()
    closes = event.registration_closes_at
    gone, declined = arrive(event, "gone@example.org"), arrive(event, "declined@example.org")
    cancel(event, gone)
    decline(event, declined)
    assert refusal(come_back, event, gone, closes) is Refusal.CLOSED
    assert refusal(come_back, event, declined) is Refusal.NO_RETURN
    archive(event)
    assert refusal(come_back, event, gone) is Refusal.CLOSED


def test_a_lost_link_goes_out_once_for_every_edition_that_is_not_archived():
    for event in (make_event(), make_event(), make_event()):
        arrive(event, "miriam@example.org")
    archive(event)
    unproven = make_event()
    register(unproven)
    before = len(letters())
    for email in ("MIRIAM@example.org", "nobody@example.org"):
        ask_for(Lost.LINK, email, "de", NOW + HOUR)
    assert (links.send_lost_links(NOW + HOUR), links.send_lost_links(NOW + HOUR)) == (2, 0)
    assert letters()[before:] == ["new_link", "new_link", "prove_address"]


def test_the_programme_is_never_seen_less_than_before():
    event = make_event()
    event_id, miriam = event.id, arrive(event, "miriam@example.org")
    details.see_programme(event_id, miriam, 3)
    details.see_programme(event_id, miriam, 2)
    assert row_of(miriam).seen_version == 3
