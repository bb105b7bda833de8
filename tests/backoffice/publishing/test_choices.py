"""A new version of the programme and items whose places go by choice: what it may not turn round, and what it ends."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from gocluster_events.attendance.bookings.models import Offer
from gocluster_events.attendance.bookings.rules.codes import State
from gocluster_events.attendance.bookings.services.wished import announce, open_rest
from gocluster_events.attendance.wishes.models import Allocation, ItemWish, WishRound
from gocluster_events.attendance.wishes.queries.concerned import concerned
from gocluster_events.attendance.wishes.rules.codes import RunState
from gocluster_events.backoffice.publishing.rules import Announcement
from gocluster_events.backoffice.publishing.services import publishing
from gocluster_events.core import db
from gocluster_events.core.act import Act
from gocluster_events.core.mail.models import Mail
from gocluster_events.meeting.agenda.queries import publishing as programme, steps
from gocluster_events.meeting.agenda.rules.codes import Refusal, SignUp
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus
from gocluster_events.meeting.registration.people.rules.codes import Status
from tests.support.booking import book, change_person, give_up, item, standing, wait
from tests.support.boxes import words_of
from tests.support.make import add
from tests.support.programme import slot
from tests.support.refusal import refusal
from tests.support.settings import NOW
from tests.support.wish_rounds import committed, make_round, meeting, stored, wisher
from tests.support.workshops import ORGANISER, change, letters, make_people, make_workshops, send

PAGE = "/de/manage/jahrestagung-2027/agenda/publication"
HOUR = timedelta(hours=1)


@pytest.fixture
def event(session, voice) -> Event:
    """B2 and C2 are booked, and have a place each."""
    return make_workshops(voice)


@pytest.fixture
def people(event):
    return make_people(event)


@pytest.fixture
def wished(event, voice) -> Event:
    """B2 goes by choice."""
    change(event, 1, sign_up=SignUp.WISH)
    send(event, voice)
    return event


def wish(event, person, number=1, rank=1):
    add(ItemWish(event_id=event.id, registration_id=person, item=item(number), rank=rank, at=NOW))


def bound(event):
    """Everybody has read what they got."""
    own = add(WishRound(event_id=event.id, closes_at=NOW))
    run = {"round_id": own.id, "number": 1, "state": RunState.COMMITTED, "actor": ORGANISER}
    add(Allocation(event_id=event.id, created_at=NOW, committed_at=NOW, bound_at=NOW, **run))


def version(event):
    """The number of the version that is public."""
    db.session().rollback()
    latest = programme.latest(db.session(), event.id)
    return latest.number if latest else 0


def offers():
    """Which items go by choice."""
    db.session().rollback()
    return dict(db.session().execute(sa.select(Offer.item, Offer.by_wish)).all())


@pytest.mark.both_databases
def test_what_is_booked_goes_by_choice_only_once_nobody_has_a_place_or_waits(event, people, voice):
    book(event.id, people[0])
    wait(event.id, people[1])
    change(event, 1, sign_up=SignUp.WISH)
    assert refusal(send, event, voice) is Refusal.SIGN_UP_USED
    assert (version(event), standing(event.id)) == (1, ([people[0]], [people[1]]))
    give_up(event.id, people[0])
    give_up(event.id, people[1])
    send(event, voice)
    assert offers() == {item(1): True, item(2): False}


@pytest.mark.both_databases
def test_what_goes_by_choice_is_booked_only_once_nobody_wishes_for_it(wished, people, voice):
    wish(wished, people[0])
    wish(wished, people[1], rank=0)
    change(wished, 1, sign_up=SignUp.BOOK)
    assert refusal(send, wished, voice) is Refusal.SIGN_UP_USED
    change_person(people[0], status=Status.CANCELLED, ended_at=NOW)
    send(wished, voice)
    assert offers() == {item(1): False, item(2): False}


def test_once_everybody_has_read_what_they_got_nobody_wishes_any_more(wished, people, voice):
    wish(wished, people[0])
    assert concerned(db.session(), wished.id) == {item(1): 1}
    bound(wished)
    assert concerned(db.session(), wished.id) == {}


def test_a_place_that_was_allotted_keeps_the_item_as_it_is(wished, people, voice):
    with db.transaction() as session:
        announce(session, wished.id, NOW - HOUR)
        open_rest(session, wished.id, NOW)
    book(wished.id, people[0])
    change(wished, 1, sign_up=SignUp.BOOK)
    assert refusal(send, wished, voice) is Refusal.SIGN_UP_USED


def test_neither_is_planned_nor_happens_at_an_hour_what_is_refused_now(event, people, voice):
    change(event, 1, sign_up=SignUp.WISH)
    seen = steps.head(db.session(), event.id).revision
    publishing.plan_publication(event.id, Announcement(), NOW + HOUR, Act(ORGANISER, NOW), seen=seen)
    book(event.id, people[0])
    assert publishing.publish_due(NOW + HOUR, voice) == 0
    planned = programme.timed(db.session(), event.id)
    assert planned is not None
    assert (planned.failure, version(event)) == (Refusal.SIGN_UP_USED, 1)
    again = (event.id, Announcement(), NOW + HOUR, Act(ORGANISER, NOW))
    assert refusal(publishing.plan_publication, *again, seen=seen) is Refusal.SIGN_UP_USED


def test_the_page_names_the_items_and_what_to_do(organiser, event, people):
    book(event.id, people[0])
    change(event, 1, sign_up=SignUp.WISH)
    change(event, 2, sign_up=SignUp.WISH)
    text = words_of(organiser.get(PAGE).text)
    assert "B2: 1 Person hat einen Platz, wartet oder hat Wünsche angegeben." in text
    assert "C2: 1 Person" not in text
    assert "lassen sich nicht zwischen Buchung und Wünschen umstellen" in organiser.own_form(PAGE).send().text
    assert version(event) == 1


def test_the_page_counts_whose_choices_no_longer_count(organiser, wished, people):
    change(wished, 2, sign_up=SignUp.WISH)
    for person in people[:2]:
        wish(wished, person)
    change(wished, 1)
    page = organiser.get(PAGE).text
    assert "Wünsche für diese Programmpunkte zählen dann nicht mehr: B2 (2 Personen)." in words_of(page)
    rows = page.split('<div class="change"')[1:]
    items = [row.partition('id="change-')[2][:36] for row in rows if "Die Wünsche von 2 Personen dafür zählen" in row]
    assert (len(rows), items) == (2, [item(1)])


def test_a_place_that_a_version_ended_does_not_come_back_to_what_goes_by_choice_by_now(event, people, voice):
    book(event.id, people[0])
    change(event, 1, sign_up=SignUp.NONE)
    send(event, voice)
    change(event, 1, sign_up=SignUp.WISH)
    send(event, voice)
    assert (standing(event.id), [letter for _whom, letter, _places in letters()]) == (([], []), ["item_lost"])


def test_what_goes_by_choice_only_once_the_rest_is_open_is_booked_like_the_rest(wished, people, voice):
    with db.transaction() as session:
        announce(session, wished.id, NOW - HOUR)
        open_rest(session, wished.id, NOW)
    change(wished, 2, sign_up=SignUp.WISH)
    send(wished, voice)
    assert offers() == {item(1): True, item(2): True}
    assert book(wished.id, people[0], 2) is State.HELD


@pytest.fixture
def allotted(session) -> Event:
    """W1 has one place and W2 three; one of two people gets W1 and the other W2, and it can still be taken back."""
    event = meeting(1, 3, slug="jahrestagung-2027")
    make_round(event)
    for number in range(2):
        wisher(event, 1, 2, first_name=f"P{number}")
    committed(event)
    return event


def letters_of_all():
    """What each letter about wishes says, and which letters there are about what versions do to places."""
    db.session().rollback()
    mails = sa.select(Mail).where(Mail.letter == "wishes_result")
    results = [mail.content["values"]["results"] for mail in db.session().scalars(mails)]
    return results, [letter for _whom, letter, _places in letters()]


def test_what_could_still_be_taken_back_is_carried_out_as_the_new_version_has_it(allotted, voice):
    change(allotted, 2)
    send(allotted, voice)
    held, waiting = standing(allotted.id, 1)
    assert (len(held), len(waiting), standing(allotted.id, 2)) == (1, 1, ([], []))
    assert stored(allotted, 1).bound_at == NOW
    results, others = letters_of_all()
    assert (len(results), others) == (2, [])
    (without,) = [words for words in results if "keinen Platz bekommen" in words]
    assert "W2 Vortrag 2 (Ihr Zweitwunsch)? Dafür werden keine Plätze mehr vergeben" in without


def test_who_was_allotted_what_a_version_moves_reads_once_of_the_new_hour(allotted, voice):
    change(allotted, 1, starts_at=slot(1, 240).starts_at)
    send(allotted, voice)
    results, others = letters_of_all()
    (holder,) = [words for words in results if "Ihr Erstwunsch." in words]
    assert ("13:00–" in holder, others) == (True, [])


FINAL = "Mit dem Veröffentlichen wird die Zuteilung sofort ausgeführt"


def test_the_page_says_that_publishing_makes_the_allocation_final(organiser, wished):
    make_round(wished)
    wisher(wished, 1)
    change(wished, 2)
    assert FINAL not in words_of(organiser.get(PAGE).text)
    committed(wished)
    assert FINAL in words_of(organiser.get(PAGE).text)


def test_the_page_of_a_planned_publication_says_so_where_that_is_before_it_is_carried_out_anyway(organiser, wished):
    def planned(minutes):
        seen = steps.head(db.session(), wished.id).revision
        at = NOW + timedelta(minutes=minutes)
        publishing.plan_publication(wished.id, Announcement(), at, Act(ORGANISER, NOW), seen=seen)
        return FINAL in words_of(organiser.get(f"{PAGE}/time").text)

    make_round(wished)
    wisher(wished, 1)
    change(wished, 2)
    assert not planned(4)
    committed(wished)
    assert (planned(4), planned(5)) == (True, False)


def test_in_a_draft_edition_publishing_carries_out_nothing(organiser, wished):
    make_round(wished)
    wisher(wished, 1)
    change(wished, 2)
    committed(wished)
    with db.transaction() as session:
        session.get_one(Event, wished.id).status = EventStatus.DRAFT
    assert FINAL not in words_of(organiser.get(PAGE).text)


def test_an_item_that_is_published_after_the_round_was_made_says_until_when_one_wishes(event, voice):
    add(WishRound(event_id=event.id, closes_at=NOW + HOUR))
    change(event, 1, sign_up=SignUp.WISH)
    send(event, voice)
    until = dict(db.session().execute(sa.select(Offer.item, Offer.wishes_until)).all())
    assert until == {item(1): NOW + HOUR, item(2): None}
