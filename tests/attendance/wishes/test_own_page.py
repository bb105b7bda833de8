"""The page on which somebody says what they wish."""

from datetime import timedelta

import pytest

from gocluster_events.attendance.wishes.models import WishRound
from gocluster_events.attendance.wishes.rules.codes import Refusal
from gocluster_events.attendance.wishes.rules.facts import RoundFacts
from gocluster_events.attendance.wishes.services import rounds
from gocluster_events.core import db
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.people.rules.codes import Status
from tests.support.booking import TEAM, change, change_person, item
from tests.support.make import make_registration
from tests.support.settings import NOW
from tests.support.signing_up import open_my_page
from tests.support.wishing import NONE, make_round, make_wish_meeting, wish, wishes_of

PAGE = "/de/my/wishes"
BOX = f"/de/tagung/items/w1-{item(1)[-8:]}/sign-up"


@pytest.fixture
def miriam(visitor, person) -> int:
    """The person, whose page is open."""
    open_my_page(visitor, person)
    return person


def names(block):
    """The names of the fields of a block, by rank, then the tick."""
    key = f"w{item(block)[-8:]}"
    return [f"{key}_1", f"{key}_2", f"{key}_none"]


def test_what_is_chosen_is_kept_and_the_page_says_so(visitor, wished, miriam):
    form = visitor.own_form(PAGE)
    first, second, _none = names(1)
    _first, _second, none = names(4)
    answer = form.send(**{first: item(2), second: item(3), none: "y"})
    assert (answer.status_code, answer.location) == (302, PAGE)
    assert wishes_of(miriam) == [(2, 1), (3, 2), (4, 0), (5, 0)]
    page = visitor.get(PAGE).text
    assert "Gespeichert. Bis 1. April 2027, 12:00 Uhr können Sie alles ändern." in page


def test_the_page_shows_what_was_chosen_and_who_chooses_nothing_more_has_no_wish(visitor, wished, miriam):
    wish(wished, miriam, (2, 3), (NONE,))
    form = visitor.own_form(PAGE)
    first, second, _none = names(1)
    fields = form.form.fields
    assert (fields[first], fields[second], fields[names(4)[2]]) == ([item(2)], [item(3)], ["y"])
    form.send(**{first: item(2), second: ""})
    assert wishes_of(miriam) == [(2, 1), (4, 0), (5, 0)]


@pytest.mark.parametrize(
    ("first", "second", "none", "sentence"),
    [
        (item(2), item(2), "", "Sie haben denselben Programmpunkt zweimal gewählt."),
        ("", item(2), "", "Davor fehlt ein Wunsch."),
        (item(2), "", "y", "Sie haben Wünsche gewählt und zugleich „Keine Teilnahme“."),
        (item(4), "", "", "Dieser Programmpunkt ist hier nicht mehr wählbar."),
    ],
)
def test_what_cannot_be_kept_is_said_at_its_time_and_everything_typed_stays(
    visitor, miriam, first, second, none, sentence
):
    form = visitor.own_form(PAGE)
    names_of = names(1)
    typed = {name: value for name, value in zip(names_of, (first, second, none), strict=True) if value}
    later = names(4)[0]
    page = form.send(**typed, **{later: item(5)})
    assert (page.status_code, wishes_of(miriam)) == (200, [])
    assert sentence in page.text
    again = visitor.form_in(page)
    assert again.form.fields[later] == [item(5)]


def test_in_a_second_window_that_is_older_nothing_is_lost_and_both_texts_are_shown(visitor, wished, miriam):
    form = visitor.own_form(PAGE)
    wish(wished, miriam, (1,), ())
    page = form.send(**{names(1)[0]: item(2)})
    assert (page.status_code, wishes_of(miriam)) == (409, [(1, 1)])
    assert "Ihre Wünsche oder das Programm haben sich geändert" in page.text
    visitor.form_in(page).send()
    assert wishes_of(miriam) == [(2, 1)]


@pytest.mark.parametrize(
    ("facts", "sentence", "button"),
    [
        ({"mode": Mode.ONLINE}, "Wünsche gibt es nur vor Ort", "/de/my/details/participation"),
        ({"status": Status.CANCELLED, "ended_at": NOW}, "Ihre Anmeldung ist beendet", "/de/my/"),
        ({"status": Status.UNCONFIRMED, "hold_until": None}, "Bestätigen Sie zuerst Ihre E-Mail-Adresse", "/de/my/"),
    ],
)
def test_who_cannot_wish_reads_why_with_one_way_on(visitor, miriam, facts, sentence, button):
    change_person(miriam, **facts)
    page = visitor.get(PAGE).text
    assert (sentence in page, f'href="{button}"><span class="kern-label">' in page) == (True, True)
    assert "Wünsche speichern" not in page


def test_where_nobody_can_wish_the_page_says_when_or_that_it_is_not_known(visitor, session):
    event = make_wish_meeting()
    person = make_registration(event).id
    open_my_page(visitor, person)
    assert "steht noch nicht fest" in visitor.get(PAGE).text
    make_round(event, opens_at=NOW + timedelta(days=1))
    assert "Ab 21. März 2027, 10:00 Uhr können Sie hier Ihre Wünsche angeben." in visitor.get(PAGE).text
    for number in range(1, 6):
        change(event, number, is_members_only=True)
    assert "Diese Plätze sind für Mitglieder" in visitor.get(PAGE).text
    for number in range(1, 6):
        change(event, number, is_listed=False)
    assert "Wünsche sind nicht möglich" in visitor.get(PAGE).text


def test_once_wishes_are_closed_the_page_keeps_what_was_wished_and_what_comes_later_is_not_saved(
    visitor, wished, miriam
):
    wish(wished, miriam, (2, 1), (NONE,))
    form = visitor.own_form(PAGE)
    rounds.close_now(wished.id, TEAM)
    late = form.send(**{names(1)[0]: item(3)}).text
    assert "Was Sie gerade gesendet haben, wurde nicht gespeichert." in late
    page = visitor.get(PAGE).text
    assert ("Die Zuteilung läuft" in page, "1. Wunsch: Start-ups" in page, "keine Teilnahme" in page) == (True,) * 3
    assert "wurde nicht gespeichert" not in page
    change_person(miriam, confirmed_at=NOW + timedelta(days=1))
    assert "Deshalb konnten wir Ihre Wünsche nicht berücksichtigen." in visitor.get(PAGE).text


def test_once_wishes_are_closed_nobody_is_promised_a_letter_who_wished_for_nothing(visitor, wished, miriam):
    wish(wished, miriam, (NONE,), (NONE,))
    rounds.close_now(wished.id, TEAM)
    page = visitor.get(PAGE).text
    assert ("und Sie haben keine angegeben" in page, "schreiben wir Ihnen" in page) == (True, False)


def test_as_many_buttons_stand_at_an_item_as_the_round_allows(visitor, wished, miriam):
    with db.transaction() as session:
        session.query(WishRound).one().most_wishes = 3
    page = visitor.get("/en/my/wishes").text
    assert page.count('aria-label="3rd choice: Kommunen (en)"') == 1
    assert [page.count(f"</svg> {rank} choice") for rank in ("1st", "2nd", "3rd")] == [5, 5, 3]  # of two items, two


def test_limits_of_institutions_are_spoken_of_only_where_there_are_any(visitor, wished, miriam):
    assert "je Institution" not in visitor.get(PAGE).text
    change(wished, 2, most_per_organisation=2)
    assert "höchstens 2 je Institution" in visitor.get(PAGE).text


@pytest.mark.parametrize("closes_at", [NOW - timedelta(hours=1), NOW + timedelta(days=1)])
def test_a_copied_deadline_that_nobody_has_checked_neither_opens_nor_allots_anything(visitor, session, closes_at):
    event = make_wish_meeting(slug="tagung")
    make_round(event, closes_at=closes_at, wants_check=True)
    person = make_registration(event).id
    open_my_page(visitor, person)
    pages = [visitor.get(each, follow_redirects=True).text for each in (PAGE, f"{PAGE}/result", BOX)]
    assert [sum(words in page for page in pages) for words in ("steht noch nicht fest", "Die Zuteilung läuft")] == [
        2,
        0,
    ]
    assert "Wünsche können Sie noch nicht angeben. Bitte kommen Sie später wieder." in pages[2]
    assert wish(event, person, (1,), ()) is Refusal.NO_ROUND
    rounds.set_round(event.id, RoundFacts(closes_at=NOW + timedelta(days=1)), TEAM, 1)
    assert wish(event, person, (1,), ()) is None
