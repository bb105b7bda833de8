"""Several of an item's people at once, the order of its list by hand, and what of its places has ended."""

import sqlalchemy as sa

from gocluster_events.attendance.bookings.models import Booking
from gocluster_events.attendance.bookings.rules.codes import Move
from gocluster_events.core import db
from tests.attendance.bookings.test_people_of_an_item import B2, C2, PEOPLE, full, logged, mailed, person
from tests.attendance.bookings.test_team_places import HOUR
from tests.support.booking import book, change, give_up, item, standing, wait
from tests.support.make import archive, make_event, make_registration
from tests.support.programme import NINE

REMOVAL, MOVE = f"{PEOPLE}/removal", f"{PEOPLE}/move"


def chosen(organiser, page, ids, **typed):
    """The answer to the form of that page for those who are ticked, and the page itself."""
    before = organiser.get(page, query_string={"id": ids})
    return before.text, organiser.form_in(before, page).send(id=[str(each) for each in ids], **typed)


def test_people_are_ticked_and_something_is_done_with_all(workshops, organiser):
    full(workshops)
    booked, waiting = organiser.get(PEOPLE).text, organiser.get(f"{PEOPLE}?state=waiting").text
    assert (booked.count('type="checkbox" name="id"'), waiting.count('type="checkbox" name="id"')) == (2, 1)
    actions = [f'formaction="{MOVE}"', f'action="{REMOVAL}"', 'formaction="/de/manage/tagung/messages/new"']
    assert [[each in page for each in actions] for page in (booked, waiting)] == [[True] * 3, [False, True, True]]


def test_people_are_taken_out_as_the_page_has_said(workshops, organiser):
    first, second, third = full(workshops)
    fourth = person(workshops, last_name="Voss", organisation="Institut Voss")
    wait(workshops.id, fourth)
    page, answer = chosen(organiser, REMOVAL, [first, second], reason="Raum zu klein")
    assert "2 Personen verlieren ihre Plätze in diesem Programmpunkt." in page
    assert page.count("2 Personen rücken von der Warteliste nach: ") == 1
    assert ("Rehbein" in page, "Voss" in page) == (True, True)
    assert answer.location == PEOPLE
    assert standing(workshops.id) == ([third, fourth], [])
    assert logged(first)[-1] == (Move.TAKEN_OUT, "organiser@example.org", "Raum zu klein")
    assert [mailed(each)[-1] for each in (first, second, third)] == ["item_taken_out"] * 2 + ["item_moved_up"]
    assert "2 Personen sind herausgenommen." in organiser.get(PEOPLE).text


def test_one_of_several_who_wait_leaves_the_list_and_nobody_moves_up(workshops, organiser):
    first, second, third = full(workshops)
    page, answer = chosen(organiser, REMOVAL, [third], reason="Auf Wunsch")
    assert "1 Person verlässt die Warteliste." in page
    assert "Von der Warteliste rückt niemand nach." in page
    assert (answer.status_code, standing(workshops.id)) == (302, ([first, second], []))


def test_without_a_reason_nobody_is_taken_out_and_all_stay_ticked(workshops, organiser):
    first, second, third = full(workshops)
    _page, answer = chosen(organiser, REMOVAL, [first, second], reason=" ")
    assert "Nennen Sie den Grund" in answer.text
    assert answer.text.count('type="hidden" name="id"') == 2
    assert standing(workshops.id) == ([first, second], [third])


def test_nobody_ticked_and_people_of_elsewhere_lead_back_with_a_sentence(workshops, organiser):
    first, second, third = full(workshops)
    stranger = make_registration(make_event(slug="andere")).id
    for page in (REMOVAL, MOVE):
        answer = organiser.get(page, query_string={"id": [stranger, "x"]}, follow_redirects=True)
        assert "Haken Sie zuerst die Personen an." in answer.text
    assert standing(workshops.id) == ([first, second], [third])


def test_places_move_together_and_some_stay(workshops, organiser):
    first, second, third = full(workshops)
    change(workshops, 2, starts_at=NINE + 3 * HOUR, ends_at=NINE + 4 * HOUR)
    book(workshops.id, second, 2)
    page, answer = chosen(organiser, MOVE, [first, second], item=C2, reason="Raum getauscht")
    assert "2 Personen geben ihre Plätze in diesem Programmpunkt zurück" in page
    assert "Höchstens 1 Person rückt von der Warteliste nach: " in page  # none where nobody can be moved
    assert answer.location == PEOPLE
    assert (standing(workshops.id), standing(workshops.id, 2)) == (([third, second], []), ([second, first], []))
    notices = organiser.get(PEOPLE).text
    assert "1 Person hat jetzt einen Platz in C2 Vortrag 2." in notices
    assert "Dahlhoff bleibt. Diese Person hat in diesem Programmpunkt schon einen Platz." in notices


def test_who_has_no_place_any_more_when_the_button_is_pressed_is_named(workshops, organiser):
    first, second, third = full(workshops)
    form = organiser.form_in(organiser.get(MOVE, query_string={"id": [first, second]}), MOVE)
    book_in_c2 = organiser.own_form(f"{PEOPLE}/{second}/move").send(item=C2, reason="Vorher")
    assert book_in_c2.status_code == 302
    form.send(id=[str(first), str(second)], item=C2, reason="Zusammen")
    assert standing(workshops.id, 2)[0] == [second, first]
    assert standing(workshops.id)[0] == [third]
    assert "1 Person hat jetzt einen Platz in C2 Vortrag 2." in organiser.get(PEOPLE).text


def test_what_has_ended_says_who_when_and_how(workshops, organiser):
    first, second, _third = full(workshops)
    give_up(workshops.id, first)
    organiser.own_form(f"{PEOPLE}/{second}/removal").send(reason="Doppelt")
    page = organiser.get(f"{PEOPLE}?state=ended").text.partition("<table")[2].partition("</table>")[0]
    rows = page.split("<tr>")[2:]
    assert [">Dahlhoff, " in rows[0], "Organiser Muster: Doppelt" in rows[0]] == [True, True]
    assert [">Çelik, " in rows[1], "Platz freigegeben" in rows[1]] == [True, True]
    assert 'type="checkbox"' not in page
    assert (
        "Bisher hat hier niemand einen Platz freigegeben"
        in organiser.get(f"{PEOPLE}?state=ended".replace(B2, item(2))).text
    )


def test_somebody_who_waits_has_another_number_and_the_others_close_up(workshops, organiser):
    _first, _second, third = full(workshops)
    fourth = person(workshops, last_name="Voss")
    wait(workshops.id, fourth)
    address = f"{PEOPLE}/{fourth}/position"
    assert address in organiser.get(f"{PEOPLE}?state=waiting").text
    page = organiser.get(address).text
    assert "Niemand erhält eine E-Mail" in page
    assert "Die Person erhält" not in page
    assert page.count(f'href="{PEOPLE}?state=waiting"') == 2  # above the title and beside the button
    answer = organiser.own_form(address).send(number="1", reason="Referiert dort")
    assert answer.location == f"{PEOPLE}?state=waiting"
    assert standing(workshops.id)[1] == [fourth, third]
    assert logged(fourth)[-1] == (Move.SHIFTED, "organiser@example.org", "Referiert dort")


def test_two_who_came_back_to_the_list_with_the_same_rank_can_be_put_in_another_order(workshops, organiser):
    _first, _second, third = full(workshops)
    fourth = person(workshops, last_name="Voss")
    wait(workshops.id, fourth)
    with db.transaction() as session:
        session.execute(sa.update(Booking).where(Booking.registration_id.in_([third, fourth])).values(waiting_rank=0))
    organiser.own_form(f"{PEOPLE}/{fourth}/position").send(number="1", reason="Referiert dort")
    assert standing(workshops.id)[1] == [fourth, third]


def test_a_number_that_the_list_has_not_and_a_list_that_has_changed_are_said(workshops, organiser):
    _first, _second, third = full(workshops)
    fourth = person(workshops, last_name="Voss")
    wait(workshops.id, fourth)
    address = f"{PEOPLE}/{fourth}/position"
    assert "Diese Nummer gibt es auf der Liste nicht" in organiser.own_form(address).send(number="7", reason="Ja").text
    form = organiser.own_form(address)
    wait(workshops.id, person(workshops, last_name="Weber"))
    answer = form.send(number="1", reason="Ja")
    assert (answer.status_code, standing(workshops.id)[1][:2]) == (409, [third, fourth])


def test_where_nobody_is_the_list_says_what_it_is_good_for_and_leads_on(workshops, organiser):
    page = organiser.get(PEOPLE).text.partition('class="empty"')[2].partition("</div>\n</div>")[0]
    assert "Hier steht, wer einen Platz hat." in page
    assert f'href="{PEOPLE}/new"' in page
    others = [organiser.get(f"{PEOPLE}?state={state}").text for state in ("waiting", "ended")]
    sentences = ("rückt die nächste Person nach.", "So können Sie auf Nachfragen antworten.")
    assert [sentence in other for sentence, other in zip(sentences, others, strict=True)] == [True, True]
    archive(workshops)
    assert f'href="{PEOPLE}/new"' not in organiser.get(PEOPLE).text
