"""The allocation as the team makes it: what is wished, runs, who lacks what, the button and the way back."""

from datetime import timedelta
from io import BytesIO

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook

from gocluster_events.attendance.wishes.models import ItemWish, WishRound
from gocluster_events.attendance.wishes.queries.demand import demand, unserved
from gocluster_events.attendance.wishes.queries.results import lacking
from gocluster_events.attendance.wishes.queries.rounds import round_of
from gocluster_events.attendance.wishes.rules.codes import Refusal, RunState
from gocluster_events.attendance.wishes.rules.facts import RoundFacts, RoundRefusal, round_refusal
from gocluster_events.attendance.wishes.rules.outcome import read_figures
from gocluster_events.attendance.wishes.services import binding, runs
from gocluster_events.core import db
from gocluster_events.core.access import Role
from gocluster_events.core.mail.models import Mail
from gocluster_events.meeting.registration.people.rules.codes import Status
from tests.attendance.bookings.conftest import signed_in
from tests.support.booking import TEAM, change_person, item, mails
from tests.support.boxes import words_of
from tests.support.make import add, make_event, make_registration
from tests.support.settings import NOW
from tests.support.wish_rounds import committed, compute, computed, make_round, meeting, results, say, stored, wisher

PAGE = "/de/manage/tagung/bookings/allocation"
ROUND = "/de/manage/tagung/bookings/wishes"
HOUR = timedelta(hours=1)


@pytest.fixture
def event(session):
    """A meeting with two workshops at the same time, one of a single place; three people would like that one."""
    event = meeting(1, 3, slug="tagung")
    for name in ("Albers", "Brandt", "Conrad"):
        wisher(event, 1, 2, last_name=name)
    return event


@pytest.fixture
def organiser(app, event):
    return signed_in(app, event, Role.ORGANISER)


def text(page):
    return words_of(page.text)


def press(organiser, sign):
    """What the page says after the button whose form leads to that address was pressed."""
    organiser.form(PAGE, f"{PAGE}/{sign}").send()
    return text(organiser.get(PAGE))


@pytest.mark.parametrize(
    ("closes", "opens", "first", "refusal"),
    [
        (2, -1, 9, None),
        (2, 3, 9, RoundRefusal.REVERSED),
        (-1, -2, 9, RoundRefusal.HOUR_PASSED),
        (9, -1, 9, RoundRefusal.AFTER_ITEMS),
        (9, -1, None, None),
    ],
)
def test_a_deadline_lies_after_the_opening_ahead_and_before_the_items(closes, opens, first, refusal):
    facts = RoundFacts(closes_at=NOW + closes * HOUR)
    first_item = None if first is None else NOW + first * HOUR
    assert round_refusal(facts, NOW + opens * HOUR, first_item, NOW) is refusal


def test_the_demand_counts_who_counts_who_is_not_confirmed_who_does_not_come_and_who_says_nothing(event):
    make_round(event)
    make_registration(event, last_name="Stille")
    wisher(event, 1, last_name="Prüfling", status=Status.RECEIVED, confirmed_at=None)
    away = make_registration(event, last_name="Verreist")
    add(ItemWish(event_id=event.id, registration_id=away.id, item=item(1), rank=0, at=NOW))
    wanted = demand_of(event)
    assert (wanted.people, wanted.unready, wanted.silent, wanted.declined) == (3, 1, 1, 1)
    assert [(row.seats, row.wishes, row.excess) for row in wanted.rows] == [(1, (3, 0, 0), 2), (3, (0, 3, 0), 0)]


def test_the_demand_counts_as_the_run_will(event, organiser):
    make_round(event)
    wisher(event, 1, last_name="Spät", confirmed_at=NOW)
    say(event, wisher(event, last_name="Drei").id, 1, 2, 3)  # a third wish, of an item that there is not
    wisher(event, 3, last_name="Fort")
    run, wanted = computed(event), demand_of(event)
    figures = read_figures(run.figures)
    assert (wanted.people, wanted.unready) == (figures.people, 1) == (4, 1)
    assert [row.wishes for row in wanted.rows] == [each.wishes for each in figures.blocks[0].items]


def test_who_was_confirmed_after_the_deadline_is_nobody_to_allot_to(app, session):
    event = meeting(1, slug="tagung")
    make_round(event)
    wisher(event, 1, confirmed_at=NOW)
    assert (compute(event), demand_of(event).people) == (Refusal.NO_WISHES, 0)
    assert unserved(db.session(), event, NOW) == 0
    assert "Zählen nicht 1 mit Wünschen" in text(signed_in(app, event, Role.ORGANISER).get(PAGE))


def demand_of(event):
    return demand(db.session(), event)


def test_before_a_deadline_is_set_the_page_asks_for_it(organiser):
    assert "Bis wann können die Teilnehmenden ihre Wünsche angeben?" in text(organiser.get(PAGE))


def test_a_copied_deadline_that_has_passed_unchecked_leads_to_a_new_one(event, organiser):
    make_round(event, closed_at=None, wants_check=True)
    page = organiser.get(PAGE)
    assert "Diese Frist ist verstrichen, ohne dass die Wünsche geschlossen wurden." in text(page)
    assert page.get_data(as_text=True).count(f'href="{ROUND}"') == 2  # in the notice, and as the button
    assert f'action="{PAGE}/runs"' not in page.get_data(as_text=True)
    organiser.own_form(ROUND).send(opens_at="", closes_at="2027-04-01T12:00", most_wishes="2")
    page = text(organiser.get(PAGE))
    assert ("bis zu 2 Wünsche" in page, "Die Frist stammt aus" in page) == (True, False)


def test_a_meeting_without_such_items_reads_what_the_page_is_good_for(app, session):
    organiser = signed_in(app, make_event(slug="tagung"), Role.ORGANISER)
    assert "Für parallele Workshops geben die Teilnehmenden Wünsche an" in text(organiser.get(PAGE))


def test_an_organiser_computes_looks_allots_and_takes_it_back(event, organiser):
    make_round(event)
    press(organiser, "runs")
    assert "beginnt gleich" in text(organiser.get(PAGE))
    runs.run_due(NOW, lambda: NOW)
    page = text(organiser.get(PAGE))
    assert "Noch weiß niemand davon." in page
    assert "2 Personen warten auf Plätze, die sie lieber hätten" in page
    assert "3 E-Mails, fünf Minuten lang zurückziehbar" in page
    before = [len(mails(each.person.id)) for each in people(event)]
    assert "Bis sie ausgeführt ist, können Sie sie zurücknehmen" in press(organiser, "binding")
    assert [len(mails(each.person.id)) for each in people(event)] == before
    assert "Es ist keine E-Mail hinausgegangen" in press(organiser, "withdrawal")
    assert stored(event, 1).state is RunState.DONE


def test_an_old_page_takes_no_other_run_back(event, organiser):
    make_round(event)
    committed(event)
    form = organiser.form(PAGE, f"{PAGE}/withdrawal")
    run = stored(event, 1)
    binding.take_back(event.id, 1, TEAM, run.digest)
    other = computed(event, {item(1): 2})
    binding.commit(event.id, 2, TEAM, other.digest)
    assert "Dieser Lauf ist nicht mehr verbindlich." in text(form.send())
    assert stored(event, 2).state is RunState.COMMITTED


def people(event):
    run = stored(event, 1)
    return lacking(db.session(), event.id, run.id)


def test_who_lacks_something_stands_there_by_name_with_the_reason(event, organiser):
    make_round(event)
    computed(event)
    page = text(organiser.get(f"{PAGE}/people?run=1"))
    assert "Das Los entschied" in page
    assert page.count("W2, Zweitwunsch") == 2
    assert "Das trifft nach diesem Lauf auf niemanden zu." in text(organiser.get(f"{PAGE}/people?run=1&lack=limit"))


def test_whoever_has_cancelled_lacks_nothing_any_more(event, organiser):
    make_round(event)
    computed(event)
    gone, other = people(event)
    change_person(gone.person.id, status=Status.CANCELLED, away_at=NOW)
    page = text(organiser.get(f"{PAGE}/people?run=1"))
    assert "Alle 1 Ohne Platz 0 Nicht der Erstwunsch 1" in page
    assert (gone.person.last_name in page, other.person.last_name in page) == (False, True)
    assert "Nicht der Erstwunsch: 1" in text(organiser.get(PAGE))


def test_after_a_change_the_page_says_that_the_run_is_of_before_and_has_the_button_to_compute_again(event, organiser):
    make_round(event)
    gone = next(iter(results(computed(event))))
    form = organiser.form(PAGE, f"{PAGE}/binding")
    change_person(gone, status=Status.CANCELLED, away_at=NOW)
    for page in (organiser.get(PAGE), form.send()):
        assert "Seit diesem Lauf hat sich etwas geändert. Bitte rechnen Sie noch einmal." in text(page)
        assert f'action="{PAGE}/binding"' not in page.get_data(as_text=True)
    press(organiser, "runs")
    runs.run_due(NOW, lambda: NOW)
    assert "Zuteilen und 2 E-Mails senden" in text(organiser.get(PAGE))
    assert f'action="{PAGE}/runs"' not in organiser.get(PAGE).get_data(as_text=True)  # it would give the same


def test_a_run_with_other_places_says_so_and_the_plan_takes_them_over_by_allotting(event, organiser):
    make_round(event)
    form = organiser.own_form(f"{PAGE}/seats")
    form.send(seats_0="2")
    runs.run_due(NOW, lambda: NOW)
    page = text(organiser.get(PAGE))
    assert "W1 mit 2 Plätzen" in page
    assert "Der Plan übernimmt die Plätze dieses Laufs" in page
    assert stored(event, 1).seats == {item(1): 2}


def test_what_was_typed_stays_where_a_number_of_places_is_none(event, organiser):
    make_round(event)
    form = organiser.own_form(f"{PAGE}/seats")
    assert 'value="viele"' in form.send(seats_0="viele").get_data(as_text=True)


def test_the_same_places_are_not_computed_twice(event, organiser):
    make_round(event)
    computed(event)
    form = organiser.own_form(f"{PAGE}/seats")
    assert "Diesen Lauf gibt es schon" in text(form.send())


def test_a_deadline_is_set_changed_and_closed_before_its_hour_and_opened_again(event, organiser):
    form = organiser.own_form("/de/manage/tagung/bookings/wishes")
    form.send(closes_at="2027-04-01T12:00", most_wishes="3")
    assert "Die Frist ist gespeichert" in text(organiser.get(PAGE))
    form = organiser.own_form("/de/manage/tagung/bookings/wishes/close")
    assert "Die Wünsche von 3 Personen zählen." in text(organiser.get("/de/manage/tagung/bookings/wishes/close"))
    form.send()
    assert "Jetzt können Sie die Plätze zuteilen" in text(organiser.get(PAGE))
    assert "Die Wünsche sind wieder geöffnet." in press(organiser, "reopening")
    page = organiser.get(PAGE)
    assert "Bis 1. April 2027, 12:00 Uhr sind je Zeitblock bis zu 3 Wünsche möglich." in text(page)
    assert f'action="{PAGE}/reopening"' not in page.get_data(as_text=True)


def test_closing_counts_whose_choices_count_and_who_is_written_to(event, organiser):
    wisher(event, 1, last_name="Prüfling", status=Status.RECEIVED, confirmed_at=None)
    make_round(event, closes_at=NOW + HOUR, closed_at=None)
    form = organiser.own_form("/de/manage/tagung/bookings/wishes/close")
    page = text(organiser.get("/de/manage/tagung/bookings/wishes/close"))
    assert "Die Wünsche von 3 Personen zählen." in page
    assert "1 Person ist nicht bestätigt und erfährt per E-Mail" in page
    before = letters()
    form.send()
    assert letters() == before + 1


def letters():
    db.session().rollback()
    return db.session().scalar(sa.select(sa.func.count(Mail.id)))


def test_a_deadline_that_cannot_be_stays_typed_and_says_why(event, organiser):
    form = organiser.own_form("/de/manage/tagung/bookings/wishes")
    page = form.send(closes_at="2020-01-01T12:00")
    assert "Dieser Zeitpunkt ist vorbei" in text(page) or "nach der Öffnung" in text(page)
    assert "2020-01-01T12:00" in page.get_data(as_text=True)


def test_the_demand_leaves_the_house_without_small_numbers(event, organiser):
    make_round(event)
    book = load_workbook(BytesIO(organiser.get(f"{PAGE}/demand.xlsx").data))
    cells = [[cell.value for cell in row] for row in book.worksheets[1].iter_rows(min_row=4)]
    assert [row[1:] for row in cells] == [[1, "•", 0], [3, 0, "•"], [4, "•", "•"]]


def test_the_page_of_a_person_says_wishes_result_and_reason(event, organiser):
    make_round(event)
    computed(event)
    someone = people(event)[0].person
    page = text(organiser.get(f"/de/manage/tagung/registration/{someone.id}/wishes"))
    assert "Ergebnis: W2, Zweitwunsch" in page
    assert "Das Los entschied" in page
    assert "Noch weiß niemand davon." in page


def test_the_desk_asks_for_the_deadline_of_the_wishes_and_for_a_look_at_a_copied_one(event, organiser):
    desk = "/de/manage/tagung/"
    assert "2 Programmpunkte nach Wunsch ohne gültige Frist" in text(organiser.get(desk))
    make_round(event, wants_check=True)
    assert "2 Programmpunkte nach Wunsch ohne gültige Frist" in text(organiser.get(desk))
    with db.transaction() as session:
        session.query(WishRound).one().wants_check = False
    assert "ohne gültige Frist" not in text(organiser.get(desk))


def test_the_desk_counts_who_waits_for_the_allocation(event, organiser):
    assert unserved(db.session(), event, NOW) == 0
    make_round(event)
    assert unserved(db.session(), event, NOW) == 3
    assert "Personen warten auf die Zuteilung" in text(organiser.get("/de/manage/tagung/"))
    committed(event)
    assert unserved(db.session(), event, NOW) == 0
    assert round_of(db.session(), event).committed_at is not None
