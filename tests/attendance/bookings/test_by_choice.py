"""What pages say of an item whose places go by choice, before these are allotted and once they are."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from gocluster_events.attendance.bookings.models import Offer
from gocluster_events.attendance.bookings.rules.terms import Standing, standing as stands
from gocluster_events.core import clock, db
from gocluster_events.core.web.page_cache import forget_facts
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.people.rules.codes import Status
from tests.attendance.bookings.test_hours_of_several import windows
from tests.attendance.bookings.test_team_places import B2, C2, PLACES, WINDOWS, offering
from tests.support.booking import change, change_person, item
from tests.support.boxes import MINE, PAGE, buttons, look, words_of
from tests.support.settings import NOW

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
OPEN = {"wishes_until": DAY}
CLOSED = {"wishes_until": -HOUR}
REST = {"wishes_until": -DAY, "rest_from": -HOUR}
SOON = "Wünsche können Sie noch nicht angeben. Bitte kommen Sie später wieder."
RUNNING = "Die Zuteilung läuft Wer Wünsche angegeben hat, bekommt eine E-Mail."


def by_choice(event, number, **hours):
    """The places of that item go by choice; the hours are so far from now."""
    change(event, number, by_wish=True, **{name: clock.now() + far for name, far in hours.items()})


@pytest.mark.parametrize(
    ("hours", "sentence", "expected"),
    [
        ({}, f"Mit Wünschen Plätze nach Wunsch {SOON}", []),
        (OPEN, "Ihre Wünsche angeben. Wer zuerst kommt, hat keinen Vorteil.", []),
        (CLOSED, f"Mit Wünschen {RUNNING} Was frei bleibt, können Sie danach hier buchen. 1 Platz.", []),
        (REST, "Offen Noch 1 Platz", ["place"]),
    ],
)
def test_the_box_says_until_when_one_names_choices_and_has_a_button_once_the_rest_is_open(
    visitor, event, miriam, hours, sentence, expected
):
    by_choice(event, 2, **hours)
    page = visitor.get(PAGE).text
    assert sentence in words_of(page)
    assert (buttons(page), "Wünsche angeben" in page) == (expected, hours is OPEN)


@pytest.mark.parametrize(
    ("person", "sentence"),
    [
        ({"mode": Mode.ONLINE}, "Plätze gibt es nur vor Ort"),
        ({"status": Status.CANCELLED, "ended_at": NOW}, "Sie nehmen nicht teil"),
        ({"status": Status.RECEIVED, "confirmed_at": None}, "Plätze nach Wunsch"),
    ],
)
def test_choices_are_for_who_takes_part_on_site_confirmed_or_not(visitor, event, miriam, person, sentence):
    by_choice(event, 2, **OPEN)
    change_person(miriam, **person)
    assert sentence in look(visitor)


def test_a_visitor_reads_the_same_and_no_form_asks_for_their_address(visitor, event):
    by_choice(event, 2, **CLOSED)
    page = visitor.get(PAGE).text
    assert RUNNING in words_of(page)
    assert 'name="email"' not in page


def test_the_list_of_ones_bookings_says_it_in_place_of_a_button(visitor, event, miriam):
    by_choice(event, 2)
    by_choice(event, 1, **CLOSED)
    page = visitor.get(MINE).text
    assert [words_of(page).count(each) for each in (f"Plätze nach Wunsch {SOON}", RUNNING)] == [1, 1]
    assert buttons(page) == ["place"]  # of the third


@pytest.mark.parametrize(
    ("hours", "places"),
    [
        (OPEN, (0, "Plätze nach Wunsch", "Places by choice")),
        (CLOSED, (0, "Die Zuteilung läuft", "Places are being allotted")),
        (REST, (1, "Noch 1 Platz", "1 place left")),
    ],
)
def test_the_public_numbers_know_of_no_free_place_before_the_rest(visitor, event, hours, places):
    by_choice(event, 2, **hours)
    answers = []
    for language in ("de", "en"):
        forget_facts()
        answers.append(visitor.get(f"/jahrestagung-2027/places.json?lang={language}").get_json()["items"][item(2)])
    sentences = (each["sentence"].replace("\u00a0", " ") for each in answers)
    assert (answers[0]["free"], *sentences) == places


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, Standing.WISHES),
        ({"wishes_until": NOW}, Standing.ALLOTTING),
        ({"wishes_until": NOW, "is_paused": True}, Standing.PAUSED),
        ({"wishes_until": NOW - HOUR, "rest_from": NOW}, Standing.OPEN),
    ],
)
def test_the_team_reads_how_far_it_is(changes, expected):
    assert stands(offering(by_wish=True, **changes), NOW) is expected


def test_the_table_of_places_says_which_go_by_choice_and_that_they_open_once_allotted(workshops, organiser):
    by_choice(workshops, 1, **OPEN)
    text = words_of(organiser.get(PLACES).text)
    assert [text.count(each) for each in ("nach Wunsch", "nach der Zuteilung", "Vor der Zuteilung")] == [1, 1, 1]


def test_nobody_is_added_to_what_is_not_allotted_yet_nor_moved_there(workshops, organiser):
    by_choice(workshops, 1, **OPEN)
    text = organiser.get(f"{PLACES}/{B2}/people").text
    assert "Niemand hat einen, bevor sie zugeteilt sind." in text
    assert "Person eintragen" not in text
    assert "Person eintragen" in organiser.get(f"{PLACES}/{C2}/people").text


def test_no_opening_hour_is_asked_for_where_places_go_by_choice_and_the_stored_one_stays(workshops, organiser):
    change(workshops, 1, opens_at=NOW)
    by_choice(workshops, 1, **OPEN)
    assert 'name="opens_at"' not in organiser.get(f"{PLACES}/{B2}").text
    organiser.own_form(f"{PLACES}/{B2}").send(seats="12")
    with db.transaction() as session:
        row = session.scalars(sa.select(Offer).where(Offer.item == B2)).one()
        assert (row.seats, row.opens_at) == (12, NOW)
    answer = organiser.own_form(f"{PLACES}/{B2}").send(closes_at="2026-01-01T10:00")
    assert "muss öffnen, bevor sie schließt" in answer.text


def test_hours_of_several_items_open_only_what_is_booked(workshops, organiser):
    by_choice(workshops, 1, **OPEN)
    assert "Wo Plätze nach Wunsch vergeben werden" not in organiser.get(f"{WINDOWS}?id={C2}").text
    preview = windows(organiser, B2, C2, opens="at", opens_at="2027-04-20T10:00")
    assert "Wo Plätze nach Wunsch vergeben werden" in preview.text
    assert words_of(preview.text).count("Bleibt, wie es ist.") == 1
    organiser.form_in(preview, WINDOWS).send(id=[B2, C2])
    with db.transaction() as session:
        hours = dict(session.execute(sa.select(Offer.item, Offer.opens_at)).all())
    assert (hours[B2], hours[C2]) == (None, datetime(2027, 4, 20, 8, tzinfo=UTC))
