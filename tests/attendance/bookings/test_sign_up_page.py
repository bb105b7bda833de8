"""The page on which one books, waits, swaps and gives up, with every face of its box; and all of one's bookings."""

from datetime import timedelta

import pytest

from gocluster_events.attendance.bookings.rules.codes import State
from gocluster_events.attendance.bookings.services import booking
from gocluster_events.core import clock
from gocluster_events.core.web.page_cache import forget_facts
from gocluster_events.meeting.agenda.rules.codes import SignUp
from tests.support.booking import book, change, change_person, item, make_offer, own, standing, wait
from tests.support.boxes import MINE, PAGE, look, words_of
from tests.support.counting import counted_statements
from tests.support.make import make_event, make_registration
from tests.support.programme import NINE, plan, publish, slot
from tests.support.signing_up import open_my_page, personal


def press(visitor, verb, page=PAGE):
    """What the page says after that button of it was pressed."""
    answer = visitor.form(page, f"{page}/{verb}").send()
    return words_of(visitor.get(answer.location).text)


def release(visitor):
    answer = visitor.form(f"{PAGE}/release").send()
    return words_of(visitor.get(answer.location).text)


def test_a_place_is_booked_with_one_button_and_given_up_with_two(visitor, event, miriam):
    text = look(visitor)
    assert ("Noch 1 Platz" in text, "0 von 1 vergeben" in text, "Freigeben können Sie ihn bis zum Beginn." in text) == (
        True, True, True,
    )  # fmt: skip
    assert "Ihr Platz ist gebucht. " in (text := press(visitor, "place"))
    assert "Sie haben einen Platz" in text
    assert standing(event.id, 2) == ([miriam], [])
    question = words_of(visitor.get(f"{PAGE}/release").text)
    assert "Zurzeit wartet niemand darauf." in question
    assert standing(event.id, 2) == ([miriam], [])
    assert "Sie haben Ihren Platz freigegeben." in release(visitor)
    assert standing(event.id, 2) == ([], [])


def test_a_second_click_is_answered_as_the_first(visitor, event, miriam):
    form = visitor.form(PAGE, f"{PAGE}/place")
    texts = [words_of(visitor.get(form.send().location).text) for _click in range(2)]
    assert ["Ihr Platz ist gebucht." in text for text in texts] == [True, True]
    assert standing(event.id, 2) == ([miriam], [])


def test_a_stale_tab_says_what_changed_and_offers_the_list(visitor, event, people, miriam):
    form = visitor.form(PAGE, f"{PAGE}/place")
    book(event.id, people[1], 2)
    page = visitor.get(form.send().location).text
    text = words_of(page)
    assert "Ihr Platz wurde nicht gebucht Der letzte Platz ist eben vergeben worden." in text
    news = page.partition("data-error-summary")[2].partition("</section>")[0]
    assert (MINE in news, "/de/jahrestagung-2027/agenda" in news) == (True, True)
    assert "Der einzige Platz ist vergeben" in text
    assert "Sie stehen auf der Warteliste." in (text := press(visitor, "waiting"))
    assert "Warteliste, Platz 1" in text
    assert "Sie sind als Nächstes an der Reihe" in text
    assert standing(event.id, 2) == ([people[1]], [miriam])
    assert "Sie stehen nicht mehr auf der Warteliste." in press(visitor, "waiting/end")
    assert standing(event.id, 2) == ([people[1]], [])


def test_one_button_swaps_what_is_at_the_same_time(visitor, event, miriam):
    book(event.id, miriam, 1)
    text = look(visitor)
    assert "Sie haben um 09:00 Uhr schon gebucht: KI Raum 1.04, endet um 10:00 Uhr" in text
    assert "Bekommen Sie hier keinen Platz, behalten Sie Ihren." in text
    stale = visitor.form(PAGE, f"{PAGE}/exchange")
    assert "Sie haben getauscht" in press(visitor, "exchange")
    assert (standing(event.id, 1), standing(event.id, 2)) == (([], []), ([miriam], []))
    assert "Sie haben getauscht" in words_of(visitor.get(stale.send().location).text)
    booking.give_up(event.id, miriam, item(2), own(miriam))
    assert "So ist der Stand jetzt." in words_of(visitor.get(stale.send().location).text)
    assert "Noch 1 Platz" in look(visitor)


def test_who_waits_for_a_full_item_keeps_the_other_place_until_moving_up(visitor, event, people, miriam):
    book(event.id, miriam, 1)
    book(event.id, people[1], 2)
    assert "Wenn Sie nachrücken, geben Sie „KI“ frei. Bis dahin behalten Sie den Platz." in look(visitor)
    assert "Dann geben Sie „KI“ frei. Bis dahin behalten Sie den Platz." in press(visitor, "waiting")
    assert "für „Vom Pitch“ behalten Sie." in look(visitor, "/de/jahrestagung-2027/items/b1-ki/sign-up/release")
    assert (standing(event.id, 1), standing(event.id, 2)) == (([miriam], []), ([people[1]], [miriam]))
    booking.give_up(event.id, people[1], item(2), own(people[1]))
    assert (standing(event.id, 1), standing(event.id, 2)) == (([], []), ([miriam], []))
    assert "Sie haben einen Platz" in look(visitor)


def test_why_somebody_still_waits_is_told(visitor, event, people, miriam):
    change(event, 2, item_seats=3, most_per_organisation=1)
    change_person(people[1], organisation="Institut 0")
    others = [make_registration(event, organisation=f"Haus {number}").id for number in range(3)]
    for person in (people[1], *others[:2]):
        book(event.id, person, 2)
    assert [wait(event.id, person, 2) for person in (miriam, others[2])] == [State.WAITING] * 2
    booking.give_up(event.id, others[0], item(2), own(others[0]))
    text = look(visitor)
    assert (
        "Der Platz ging an jemanden hinter Ihnen. Ihre Institution hatte hier die Höchstzahl an Plätzen erreicht."
        in text
    )
    assert standing(event.id, 2)[1] == [miriam]


def test_free_places_that_the_organisation_cannot_have_lead_to_the_list(visitor, event, people, miriam):
    change(event, 2, item_seats=3, most_per_organisation=1)
    change_person(people[1], organisation="Institut 0")
    book(event.id, people[1], 2)
    text = look(visitor)
    assert "Es gibt freie Plätze, aber nicht für Ihre Institution" in text
    assert "Ihre Institution hat hier die Höchstzahl an Plätzen erreicht." in text
    assert "Warteliste, Platz 1" in press(visitor, "waiting")


@pytest.mark.parametrize(("waits", "numbers"), [(None, True), ("on", True), ("off", False)])
def test_whoever_books_while_waiting_at_that_time_chooses_whether_to_wait_on(
    visitor, event, people, miriam, waits, numbers
):
    book(event.id, people[1], 1)
    wait(event.id, miriam, 1)
    for page in (PAGE, MINE):
        text = look(visitor, page)
        assert "Zu dieser Zeit warten Sie auf „KI“. Weiter warten. Bekommen Sie dort einen Platz, geben Sie" in text
    visitor.form(PAGE, f"{PAGE}/place").send(**({"waits": waits} if waits else {}))
    assert (standing(event.id, 1), standing(event.id, 2)) == (
        ([people[1]], [miriam] if numbers else []), ([miriam], []),
    )  # fmt: skip
    booking.give_up(event.id, people[1], item(1), own(people[1]))
    assert (standing(event.id, 1)[0], standing(event.id, 2)[0]) == (([miriam], []) if numbers else ([], [miriam]))


def test_whoever_swaps_while_waiting_at_that_time_waits_on_and_gives_the_new_place_back(visitor, event, people, miriam):
    make_offer(event, 4, 0)
    book(event.id, people[1], 1)
    book(event.id, miriam, 4)
    wait(event.id, miriam, 1, instead_of=item(4))
    press(visitor, "exchange")
    assert (standing(event.id, 1)[1], standing(event.id, 2)[0], standing(event.id, 4)[0]) == ([miriam], [miriam], [])
    booking.give_up(event.id, people[1], item(1), own(people[1]))
    assert (standing(event.id, 1)[0], standing(event.id, 2)[0]) == ([miriam], [])


def test_before_a_place_for_which_a_number_is_lost_the_page_says_so(visitor, event, people, miriam):
    change(event, 1, ends_at=NINE + timedelta(hours=2))
    book(event.id, people[1], 1)
    book(event.id, miriam, 3)
    wait(event.id, miriam, 1, instead_of=item(3))
    for page in (PAGE, MINE):
        text = look(visitor, page)
        assert "Sie warten auch auf „KI“. Mit diesem Platz verlassen Sie diese Warteliste:" in text
        assert "Weiter warten." not in text
    press(visitor, "place")
    assert (standing(event.id, 1)[1], standing(event.id, 2)[0], standing(event.id, 3)[0]) == ([], [miriam], [miriam])


def test_who_waits_for_two_items_at_that_time_reads_that_moving_up_in_one_ends_the_other(
    visitor, event, people, miriam
):
    for number in (1, 2):
        book(event.id, people[number], number)
        wait(event.id, miriam, number)
    sentence = "Sie verlassen dann auch die Warteliste von „KI“: Beides ist zur selben Zeit."
    assert [sentence in look(visitor, page) for page in (PAGE, MINE)] == [True, True]
    booking.give_up(event.id, people[2], item(2), own(people[2]))
    assert (standing(event.id, 2)[0], standing(event.id, 1)[1]) == ([miriam], [])


def test_whose_own_place_is_in_the_way_reads_so_and_not_that_they_are_next(visitor, event, people, miriam):
    book(event.id, people[1], 2)
    book(event.id, miriam, 3)
    wait(event.id, miriam, 2)
    assert "Sie sind als Nächstes an der Reihe" in look(visitor)
    change(event, 3, starts_at=NINE)  # as a new version of the programme does
    for page in (PAGE, MINE):
        text = look(visitor, page)
        assert "Sie rücken nicht nach, solange Sie Ihren Platz in „Danach“ haben" in text
        assert ("Sie sind als Nächstes an der Reihe" in text, "Wir schreiben Ihnen" in text) == (False, False)
    booking.give_up(event.id, people[1], item(2), own(people[1]))
    assert standing(event.id, 2) == ([], [miriam])


def test_once_nobody_moves_up_any_more_no_page_promises_it(visitor, event, people, miriam):
    book(event.id, people[1], 2)
    change(event, 2, moves_until=clock.now() - timedelta(minutes=1))
    text = look(visitor)
    assert ("rücken Sie nach" in text, "Was jetzt noch frei wird, gibt es vor Ort an der Tür." in text) == (False, True)
    text = press(visitor, "waiting")
    assert ("Wir schreiben Ihnen" in text, "gibt es vor Ort an der Tür." in text) == (False, True)
    open_my_page(visitor, people[1])
    assert "rückt die nächste Person" not in look(visitor)
    assert "Es rückt niemand mehr nach" in look(visitor, f"{PAGE}/release")


def test_who_has_no_place_at_that_time_is_asked_to_be_early_until_the_item_begins(visitor, event, people, miriam):
    assert (book(event.id, people[1], 2), wait(event.id, miriam, 2)) == (State.HELD, State.WAITING)
    change(event, 2, moves_until=clock.now() - timedelta(minutes=1))
    early = "Bitte seien Sie fünf Minuten vorher da."
    assert early in look(visitor)
    book(event.id, miriam, 3)
    change(event, 3, starts_at=NINE)  # as a new version of the programme does
    assert early not in look(visitor)
    booking.give_up(event.id, miriam, item(3), own(miriam))
    assert early in look(visitor)
    change(event, 2, starts_at=clock.now() - timedelta(minutes=5))
    assert early not in look(visitor)


def test_a_free_place_for_which_somebody_waits_at_the_end_is_offered_to_nobody(app, visitor, event, people):
    book(event.id, people[1], 2)
    wait(event.id, people[2], 2)
    change(event, 2, moves_until=clock.now() - timedelta(minutes=1))
    booking.give_up(event.id, people[1], item(2), own(people[1]))
    text = look(visitor)
    assert ("Ausgebucht" in text, "Freie Plätze gehen zuerst an die Warteliste" in text) == (True, True)
    with app.app_context():
        forget_facts()
        answer = visitor.get("/jahrestagung-2027/places.json?lang=de").get_json()["items"][item(2)]
    assert answer == {"free": 0, "waiting": 1, "sentence": "Ausgebucht, Warteliste"}
    visitor.form(personal(people[0])).send()
    text = look(visitor)
    assert "Freie Plätze gehen zuerst an die Warteliste" in text
    assert f'action="{PAGE}/place"' not in visitor.get(PAGE).text


def test_whoever_is_not_known_finds_the_way_and_comes_back_to_this_item(visitor, event, people):
    text = look(visitor)
    assert ("Noch 1 Platz" in text, "Öffnen Sie zuerst Ihre Seite" in text) == (True, True)
    assert f'action="{PAGE}/place"' not in visitor.get(PAGE).text
    assert visitor.form(personal(people[0])).send().location == PAGE
    assert "Freigeben können Sie ihn bis zum Beginn." in look(visitor)
    assert visitor.form(personal(people[0])).send().location == "/de/my/"


def test_a_button_pressed_after_the_session_ended_leads_to_the_way(app, visitor, event, people, miriam):
    form = visitor.form(PAGE, f"{PAGE}/place")
    visitor.form("/de/my/session/end").send()
    answer = form.send()
    assert (answer.location, standing(event.id, 2)) == (PAGE, ([], []))
    assert "Öffnen Sie zuerst Ihre Seite" in look(visitor)


def test_a_session_of_another_event_opens_nothing_here(visitor, session, event):
    other = make_event(slug="herbstforum")
    open_my_page(visitor, make_registration(other).id)
    assert "Öffnen Sie zuerst Ihre Seite" in look(visitor)
    visitor.press(f"{PAGE}/place")
    assert standing(event.id, 2) == ([], [])


def test_what_nobody_signs_up_for_leads_to_its_own_page(visitor, event, miriam):
    change(event, 2, is_listed=False)
    answer = visitor.get(PAGE)
    assert (answer.status_code, answer.location) == (302, "/de/jahrestagung-2027/agenda/b2-vom-pitch")
    assert visitor.get("/de/jahrestagung-2027/items/b2/sign-up").status_code == 302
    assert visitor.get("/de/jahrestagung-2027/items/gibt-es-nicht/sign-up").status_code == 404


def test_all_of_ones_bookings_stand_on_one_page_with_the_same_buttons(visitor, event, people, miriam):
    book(event.id, people[1], 2)
    wait(event.id, miriam, 2)
    book(event.id, miriam, 3)
    text = look(visitor, MINE)
    assert [
        part in text for part in ("Gebucht", "Warteliste, Platz 1", "Weshalb?", "Alle Programmpunkte mit Plätzen")
    ] == [True] * 4
    answer = visitor.form(MINE, "/de/jahrestagung-2027/items/b1-ki/sign-up/place").send()
    assert answer.location == MINE
    assert "Ihr Platz ist gebucht." in look(visitor, MINE)


def test_before_there_is_anything_to_book_the_page_says_what_it_is_good_for(visitor, session):
    open_my_page(visitor, make_registration(make_event()).id)
    page = visitor.get(MINE).text
    assert "Hier buchen Sie Plätze in Programmpunkten." in words_of(page)
    assert page.partition("<main")[2].partition("</main>")[0].count("kern-btn--primary") == 1


@pytest.mark.parametrize("number", [12, 60])
def test_the_page_of_all_bookings_takes_twelve_statements_however_many_there_are(
    visitor, session, database, event, people, miriam, number
):
    room = 1
    more = [slot(each, 60 * each, room=room, sign_up=SignUp.BOOK) for each in range(4, number + 1)]
    plan(event, *more)
    for each in range(4, number + 1):
        make_offer(event, each, 60 * each, most_per_organisation=1, item_seats=2)
    publish(event)
    book(event.id, people[1], 2)
    wait(event.id, miriam, 2)
    look(visitor, MINE)
    with counted_statements() as seen:
        text = look(visitor, MINE)
    assert (len(seen) <= 12, text.count("Platz buchen") + text.count("Jetzt tauschen") > 0) == (True, True), seen
