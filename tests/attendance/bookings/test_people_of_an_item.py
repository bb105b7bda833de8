"""One item's people: who has a place and who waits, and what an organiser does by hand, each with its reason."""

import pytest
import sqlalchemy as sa

from gocluster_events.attendance.bookings.models import Booking, BookingMove, Offer
from gocluster_events.attendance.bookings.queries.candidates import candidates
from gocluster_events.attendance.bookings.rules.by_hand import Beyond, beyond
from gocluster_events.attendance.bookings.rules.codes import Move, Refusal, Source, State
from gocluster_events.attendance.bookings.services import team
from gocluster_events.core import db
from gocluster_events.core.act import Act
from gocluster_events.core.errors import Refused
from gocluster_events.core.search import rank
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.people.models import Registration
from tests.attendance.bookings.test_team_places import HOUR, offering
from tests.support.booking import book, give_up, item, mails, standing, wait
from tests.support.make import make_registration
from tests.support.programme import NINE
from tests.support.settings import NOW

B2, C2 = item(1), item(2)
PEOPLE = f"/de/manage/tagung/bookings/{B2}/people"


def person(event, **changes):
    return make_registration(event, **changes).id


def full(event):
    """Both seats are taken, and one person waits: their registrations, in that order."""
    ids = [person(event, last_name=name, organisation=f"Institut {name}") for name in ("Çelik", "Dahlhoff", "Rehbein")]
    for each in ids[:2]:
        book(event.id, each)
    wait(event.id, ids[2])
    return ids


def logged(who):
    with db.transaction() as session:
        moves = sa.select(BookingMove.move, BookingMove.actor, BookingMove.reason)
        rows = session.execute(moves.where(BookingMove.registration_id == who).order_by(BookingMove.id))
        return [tuple(row) for row in rows]


def mailed(who):
    return [mail.letter for mail in mails(who)]


@pytest.mark.parametrize(
    ("changes", "same", "before", "expected"),
    [
        ({}, 0, 0, ()),
        ({"held": 2}, 0, 0, (Beyond.SEATS,)),
        ({"most_per_organisation": 2}, 2, 0, (Beyond.ORGANISATION,)),
        ({"most_per_organisation": 2}, 1, 0, ()),
        ({}, 5, 0, ()),
        ({"held": 2, "waiting": 3}, 0, 3, (Beyond.SEATS, Beyond.OTHERS_WAIT)),
        ({"opens_at": NOW + HOUR}, 0, 0, (Beyond.WINDOW,)),
        ({"closes_at": NOW}, 0, 0, (Beyond.WINDOW,)),
        ({"is_paused": True}, 0, 0, (Beyond.PAUSED,)),
    ],
)
def test_the_limits_beyond_which_a_place_lies_are_named(changes, same, before, expected):
    assert beyond(offering(**changes), same, before, NOW) == expected


def test_the_list_has_who_has_a_place_and_another_who_waits(workshops, organiser):
    full(workshops)
    booked, waiting = organiser.get(PEOPLE).text, organiser.get(f"{PEOPLE}?state=waiting").text
    rows = [(name in booked, f">{name}, " in waiting) for name in ("Çelik", "Dahlhoff", "Rehbein")]
    assert rows == [(True, False), (True, False), (True, True)]  # the log names everybody
    assert (booked.count("Platz gebucht"), '<th scope="col">Seit</th>' in booked) == (2, True)  # only in the log


def test_words_narrow_the_list_and_nobody_is_an_answer_too(workshops, organiser):
    full(workshops)
    page = organiser.get(f"{PEOPLE}?search=celik").text
    assert (">Çelik, " in page, ">Dahlhoff, " in page) == (True, False)
    assert "Hier passt niemand zu diesen Wörtern." in organiser.get(f"{PEOPLE}?search=xyz").text
    assert "Diesen Programmpunkt hat noch niemand gebucht." in organiser.get(PEOPLE.replace(B2, C2)).text


def test_an_organiser_gives_a_place_beyond_the_limits(workshops, organiser):
    first, second, third = full(workshops)
    guest = person(workshops, last_name="Kąkol", organisation="Institut Kąkol")
    with db.transaction() as session:
        session.scalars(sa.select(Offer).where(Offer.item == B2)).one().most_per_organisation = 1
    page = organiser.get(f"{PEOPLE}/{guest}/place").text
    assert "Alle 2 Plätze sind vergeben. Mit diesem haben 3 Personen einen Platz." in page
    assert "1 Person steht weiter vorn auf der Warteliste" in page
    answer = organiser.own_form(f"{PEOPLE}/{guest}/place").send(reason="Impulsgast")
    assert answer.location == PEOPLE
    assert standing(workshops.id) == ([first, second, guest], [third])
    assert logged(guest) == [(Move.ADDED, "organiser@example.org", "Impulsgast")]
    assert "Organiser Muster: Impulsgast" in organiser.get(PEOPLE).text


def test_without_a_reason_nothing_is_done_by_hand(workshops, organiser):
    first, second, third = full(workshops)
    pages = (f"{PEOPLE}/{third}/place", f"{PEOPLE}/{first}/move", f"{PEOPLE}/{first}/removal")
    for each in pages:
        answer = organiser.own_form(each).send(reason="  ", **({"item": C2} if "move" in each else {}))
        assert "Nennen Sie den Grund" in answer.text, each
    assert standing(workshops.id) == ([first, second], [third])


def test_a_place_moves_to_another_item_and_whoever_waits_has_it(workshops, organiser):
    first, second, third = full(workshops)
    answer = organiser.own_form(f"{PEOPLE}/{first}/move").send(item=C2, reason="Raum getauscht")
    assert answer.location == PEOPLE
    assert standing(workshops.id, 1)[0] == [third, second]
    assert standing(workshops.id, 2) == ([first], [])
    by_team = [(move, "organiser@example.org", "Raum getauscht") for move in (Move.ADDED, Move.TAKEN_OUT)]
    assert logged(first)[1:] == by_team


def test_a_reason_that_the_person_reads_is_announced_as_such(workshops, organiser):
    first = full(workshops)[0]
    mailed = "Die Person erhält diesen Grund per E-Mail."
    pages = {each: organiser.get(f"{PEOPLE}/{first}/{each}").text for each in ("place", "move", "removal")}
    assert [mailed in page for page in pages.values()] == [False, True, True]


def test_whoever_is_taken_out_has_neither_place_nor_number(workshops, organiser):
    first, second, third = full(workshops)
    organiser.own_form(f"{PEOPLE}/{third}/removal").send(reason="Auf Wunsch")
    organiser.own_form(f"{PEOPLE}/{first}/removal").send(reason="Doppelt")
    assert standing(workshops.id) == ([second], [])
    with db.transaction() as session:
        states = session.scalars(sa.select(Booking.state).where(Booking.registration_id == first)).all()
    assert states == [State.TAKEN_OUT]


def test_the_team_cannot_book_who_is_online_or_elsewhere(workshops, organiser):
    online, booked = person(workshops, mode=Mode.ONLINE), person(workshops)
    forms = [organiser.own_form(f"{PEOPLE}/{each}/place") for each in (online, booked)]
    book(workshops.id, booked, 2)
    pages = [form.send(reason="Bitte") for form in forms]
    assert ["Der Platz wurde nicht vergeben" in page.text for page in pages] == [True, True]
    assert "Diese Person nimmt online teil." in pages[0].text
    assert "Diese Person hat zur selben Zeit einen anderen Platz." in pages[1].text
    assert standing(workshops.id) == ([], [])


def test_whom_to_add_is_looked_for_among_those_on_site(workshops, organiser):
    here, there = person(workshops, last_name="Köppen"), person(workshops, last_name="Köppen", mode=Mode.ONLINE)
    page = organiser.get(f"{PEOPLE}/new?search=koeppen").text
    assert (f"/people/{here}/place" in page, f"/people/{there}/place" in page) == (True, False)
    assert "passt niemand mit einem bestätigten Platz" in organiser.get(f"{PEOPLE}/new?search=xyzzy").text


def test_the_search_says_who_has_a_place_or_waits_here_or_elsewhere_at_that_time(workshops, organiser):
    ids = full(workshops)
    elsewhere = person(workshops, last_name="Kollwitz")
    book(workshops.id, elsewhere, 2)
    pages = [organiser.get(f"{PEOPLE}/new?search={name}").text for name in ("Dahlhoff", "Rehbein", "Kollwitz")]
    sentences = ("hat schon einen Platz", "steht auf der Warteliste", "hat zu dieser Zeit einen Platz in C2 Vortrag 2")
    assert [sentence in page for page, sentence in zip(pages, sentences, strict=True)] == [True] * 3
    links = [f"/people/{who}/place" in page for who, page in zip([*ids[1:], elsewhere], pages, strict=True)]
    assert links == [False, True, True]


def test_a_waiting_row_says_who_has_another_place_at_that_time(workshops, organiser):
    _first, _second, third = full(workshops)
    page = f"{PEOPLE}?state=waiting"
    assert "zu dieser Zeit einen Platz" not in organiser.get(page).text
    book(workshops.id, third, 2, keeps_waiting=True)
    assert "hat zu dieser Zeit einen Platz in C2</span>" in organiser.get(page).text  # its title would break the row


def test_the_log_has_the_last_ten_moves_and_the_way_to_all(workshops, organiser):
    who = person(workshops)
    for _ in range(6):
        book(workshops.id, who)
        give_up(workshops.id, who)
    page = organiser.get(PEOPLE).text
    assert (page.count("Platz freigegeben") + page.count("Platz gebucht"), "log=1#log" in page) == (10, True)
    everything = organiser.get(f"{PEOPLE}?log=1").text
    assert everything.count("Platz freigegeben") + everything.count("Platz gebucht") == 12


def test_who_has_the_place_already_is_not_answered_as_if_it_were_given(workshops, organiser):
    first = full(workshops)[0]
    organiser.own_form(f"{PEOPLE}/{first}/place").send(reason="Impulsgast")
    assert "hatte schon einen Platz. Es wurde nichts geändert." in organiser.get(PEOPLE).text
    assert [move for move, _who, _why in logged(first)] == [Move.BOOKED]


@pytest.mark.parametrize("typed", ["Köppen", "koeppn", "Koppen,", "öppe", "O'Brien", "obrien", "4K7M"])
def test_only_those_are_read_whom_the_words_may_mean_and_none_of_them_is_missed(workshops, typed):
    for name in ("Köppen", "O’Brien", "Mai", "Sanders"):
        person(workshops, last_name=name, organisation="Institut", reference=f"4K7M-92{name[0]}X-{len(name)}")
    with db.transaction() as session:
        everybody = session.execute(
            sa.select(Registration.id, Registration.search_text, Registration.reference).order_by(
                Registration.sort_key, Registration.id
            )
        ).all()
        expected = rank(typed, everybody, lambda each: each.search_text, lambda each: each.reference)
        hits = candidates(session, workshops.id, typed, 20)
        assert [(hit.who.id, hit.misses) for hit in hits] == [(hit.who.id, hit.misses) for hit in expected]
        assert hits


def test_an_item_without_sign_up_and_a_person_of_another_meeting_are_not_found(workshops, organiser):
    assert organiser.get(PEOPLE.replace(B2, item(3))).status_code == 404
    assert organiser.get(f"{PEOPLE}/9999/place").status_code == 404


OTHERS = "/de/manage/tagung/registration/{}/bookings"


def press(visitor, who, deed, number=1):
    return visitor.press(OTHERS.format(who), deed=deed, item=item(number))


def take_out(visitor, who):
    return visitor.own_form(f"{OTHERS.format(who)}/{B2}/end").send(reason="Auf Wunsch")


def test_staff_take_nobody_out_without_a_question_a_reason_and_a_letter(workshops, staff):
    first, second, third = full(workshops)
    page = staff.get(OTHERS.format(first)).text
    assert (f"{OTHERS.format(first)}/{B2}/end" in page, "Herausnehmen …" in page) == (True, True)
    assert "Nennen Sie den Grund" in staff.own_form(f"{OTHERS.format(first)}/{B2}/end").send(reason="").text
    assert standing(workshops.id) == ([first, second], [third])
    assert take_out(staff, first).location == OTHERS.format(first)
    assert "hat keinen Platz mehr in B2 Vortrag 1." in staff.get(OTHERS.format(first)).text
    assert logged(first)[-1] == (Move.TAKEN_OUT, "staff@example.org", "Auf Wunsch")
    assert standing(workshops.id) == ([third, second], [])
    assert mailed(first) == ["item_taken_out"]


def test_an_item_among_the_places_of_a_person_leads_to_its_people_and_staff_to_its_list(workshops, staff, organiser):
    page = OTHERS.format(full(workshops)[0])
    ways = [f'<a href="{PEOPLE}">', f'<a href="/de/manage/tagung/lists/items/{B2}">']
    assert [way in organiser.get(page).text for way in ways] == [True, False]
    assert [way in staff.get(page).text for way in ways] == [False, True]


def test_staff_take_nobody_out_of_an_item_that_has_begun(workshops):
    first = full(workshops)[0]
    begun = Act("staff@example.org", NINE + 2 * HOUR)
    with pytest.raises(Refused) as refusal:
        team.take_out(workshops.id, first, B2, "Auf Wunsch", begun, until_begin=True)
    assert refusal.value.code is Refusal.BEGUN


def test_whoever_is_taken_off_a_list_is_said_to_wait_no_more(workshops, staff):
    third = full(workshops)[2]
    take_out(staff, third)
    assert "steht nicht mehr auf der Warteliste von B2 Vortrag 1." in staff.get(OTHERS.format(third)).text


def test_staff_book_for_somebody_and_take_them_out_again(workshops, staff):
    first, second, third = (person(workshops) for _ in range(3))
    assert press(staff, first, "book").status_code == 302
    press(staff, second, "book")
    refused = press(staff, third, "book")
    assert "Alle Plätze sind vergeben. Setzen Sie die Person auf die Warteliste." in refused.text
    press(staff, third, "wait")
    assert standing(workshops.id) == ([first, second], [third])
    take_out(staff, first)
    assert standing(workshops.id) == ([third, second], [])
    take_out(staff, second)
    with db.transaction() as session:
        sources = set(session.scalars(sa.select(Booking.source)))
    assert sources == {Source.TEAM}


def test_the_page_of_somebodys_places_has_a_button_for_what_can_be_done(workshops, staff):
    first, _second, third = full(workshops)
    pages = {each: staff.get(OTHERS.format(each)).text for each in (first, third, person(workshops))}
    deeds = [[deed for deed in ('"book"', '"wait"', f"{B2}/end") if deed in page] for page in pages.values()]
    assert deeds == [[f"{B2}/end"], ['"book"', f"{B2}/end"], ['"book"', '"wait"']]
    assert "Nur Warteliste" in list(pages.values())[2]
    assert "Nummer 1 auf der Warteliste" in pages[third]


def test_a_button_that_nobody_can_have_pressed_is_not_found(workshops, staff):
    assert press(staff, person(workshops), "steal").status_code == 404


def test_the_persons_page_says_what_is_booked_and_its_history_which_item(workshops, staff):
    first, _second, third = full(workshops)
    give_up(workshops.id, first)
    page = staff.get(f"/de/manage/tagung/registration/{third}").text
    assert "Platz gebucht" in page
    assert page.count("<strong>B2 Vortrag 1</strong>") == 1
    assert page.count("B2 Vortrag 1") == 3  # and beside each line of the history
    history = staff.get(f"/de/manage/tagung/registration/{first}").text
    assert "Programmpunkt: " not in history
    assert "Plätze in Programmpunkten buchen …" in history


def test_nobody_who_is_online_is_offered_places(workshops, staff):
    page = staff.get(f"/de/manage/tagung/registration/{person(workshops, mode=Mode.ONLINE)}").text
    assert "Plätze in Programmpunkten buchen …" not in page
