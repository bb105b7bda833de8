"""The page on which somebody reads what they got by their wishes, leaves lists, and asks the team."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

from gocluster_events.attendance.bookings.queries.own import own_bookings
from gocluster_events.attendance.bookings.services import booking
from gocluster_events.core import db
from gocluster_events.core.act import Act
from gocluster_events.core.mail.models import Mail
from tests.support.booking import change, item, mails, moves, standing
from tests.support.make import move_event
from tests.support.settings import NOW
from tests.support.signing_up import open_my_page
from tests.support.wish_rounds import bound, committed, make_round, meeting, results, wisher

PAGE = "/de/my/wishes/result"


@pytest.fixture
def event(session):
    """Two items of five and nine places; eleven people wish for the first one before the second."""
    event = meeting(5, 9)
    make_round(event)
    for number in range(11):
        wisher(event, 1, 2, organisation=f"Institut {number}")
    return event


def of(run, place):
    """Somebody who got that item, or nothing."""
    return next(who for who, places in sorted(results(run).items()) if places[0][0] == place)


def text(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text[page.text.index("<h1") :]))


def open_at(visitor, event, run):
    """The page of somebody who got their second choice, as if the five minutes were over."""
    person = of(run, item(2))
    for number in (1, 2):
        change(event, number, rest_from=NOW)
    open_my_page(visitor, person)
    return person


def test_it_says_the_place_first_then_which_wish_and_why_not_the_first_one(event, visitor):
    person = open_at(visitor, event, bound(event))
    words = text(visitor.get(PAGE))
    number = next(each.number for each in own_bookings(db.session(), person) if not each.is_held)
    order = ["Ihr Platz um 09:00 Uhr", "09:00–10:00", "Vortrag 2", "Ihr Zweitwunsch", "Weshalb nicht der Erstwunsch?"]
    order += [
        "„Vortrag 1“ hatte 5 Plätze zu vergeben und 11 Erstwünsche. Das Los entschied: Ein Tausch hätte",
        "5 von 11",
    ]
    order += [f"Warteliste für Ihren Erstwunsch: Platz {number} ", "Dann geben Sie „Vortrag 2“ frei."]
    order += ["Platz freigeben …", "Anderes mit freien Plätzen", "Das Team fragen …", "Warteliste verlassen"]
    order += ["So ging es aus", "11 Personen haben Wünsche angegeben."]
    assert re.search(".*?".join(re.escape(each) for each in order), words) is not None, words


def test_in_english_it_says_the_same(event, visitor):
    open_at(visitor, event, bound(event))
    words = text(visitor.get(PAGE.replace("/de/", "/en/")))
    order = ["Your place at 09:00", "Your second choice", "Why not the first choice?"]
    order += ["“Talk 1” had 5 places to allot and 11 first choices. The lot decided: a swap", "5 of 11"]
    order += ["Waiting list for your first choice", "How it went for everybody", "11 people named choices."]
    assert re.search(".*?".join(re.escape(each) for each in order), words) is not None, words


def test_the_letter_says_the_same_in_their_language(event):
    run = bound(event)
    person = of(run, item(2))
    (letter,) = [mail for mail in mails(person) if mail.letter == "wishes_result"]
    first, *more = letter.content["values"]["results"].splitlines()
    assert first == "Do., 22. Apr., 09:00–10:00: W2 Vortrag 2. Das ist Ihr Zweitwunsch."
    assert more[0] == (
        "Weshalb nicht W1 Vortrag 1 (Ihr Erstwunsch)? „W1 Vortrag 1“ hatte 5 Plätze zu vergeben und 11 Erstwünsche. "
        "Das Los entschied: Ein Tausch hätte an der Summe nichts geändert."
    )
    (number,) = [each.number for each in own_bookings(db.session(), person) if not each.is_held]
    assert more[1] == f"Warteliste für W1 Vortrag 1: Platz {number}."


def test_small_numbers_are_not_told_nor_what_they_could_be_computed_from(session, visitor):
    event = meeting(9, 9)
    make_round(event)
    for number in range(12):
        wisher(event, 1, 2, organisation=f"Institut {number}")
    open_at(visitor, event, bound(event))
    words = text(visitor.get(PAGE))
    assert "Erstwunsch • nicht genannt Zweitwunsch • nicht genannt Kein Platz 0 · 0 %" in words
    assert "12 Personen haben Wünsche angegeben." in words
    assert "Erstwünsche." not in words


def test_the_reason_gives_no_number_from_which_the_page_would_tell_of_two_people(session, visitor):
    event = meeting(5, 12)
    make_round(event)
    for number in range(14):
        wisher(event, *((1, 2) if number < 12 else (2,)), organisation=f"Institut {number}")
    run = bound(event)
    person = open_at(visitor, event, run)
    words = text(visitor.get(PAGE))
    assert "14 Personen haben Wünsche angegeben. Erstwunsch 7 · 50 %" in words
    assert "12 Erstwünsche" not in words  # with it, 14 - 12 people wished for the other item, and 7 - 5 have it
    assert "Erstwünsche" not in mails(person)[-1].content["values"]["results"]


def test_of_few_people_nothing_is_told(session, visitor):
    event = meeting(1, 9)
    make_round(event)
    for number in range(3):
        wisher(event, 1, 2, organisation=f"Institut {number}")
    open_at(visitor, event, bound(event))
    words = text(visitor.get(PAGE))
    assert "Nur wenige haben Wünsche angegeben." in words
    assert "Weshalb nicht der Erstwunsch? Vortrag 1: Das Los entschied" in words
    assert [each for each in ("Erstwünsche", " von 3", "Erstwunsch 1") if each in words] == []


def test_until_everybody_has_theirs_it_says_that_places_are_being_allotted(event, visitor):
    run = committed(event)
    open_at(visitor, event, run)
    words = text(visitor.get(PAGE))
    assert ("Die Zuteilung läuft" in words, "Vortrag 2" in words) == (True, False)
    assert visitor.get(f"{PAGE}/question").location.endswith(PAGE)


def test_while_people_may_wish_it_leads_to_what_they_wish(session, visitor):
    event = meeting(5)
    make_round(event, closed_at=None, closes_at=NOW + timedelta(days=1))
    open_my_page(visitor, wisher(event, 1).id)
    assert visitor.get(PAGE).location.endswith("/de/my/wishes")


@pytest.mark.parametrize(
    ("late", "sentence"), [(False, "Sie haben keine Wünsche angegeben"), (True, "nicht berücksichtigt werden")]
)
def test_whoever_has_no_result_reads_why_and_where_the_rest_is(event, visitor, late, sentence):
    person = wisher(event, *([1] if late else []), confirmed_at=NOW)
    bound(event)
    open_my_page(visitor, person.id)
    page = visitor.get(PAGE)
    assert sentence in text(page)
    assert 'href="/de/my/bookings"' in page.text


def test_once_the_event_is_over_nobody_reads_that_they_had_no_wishes(event, visitor):
    person = wisher(event)
    bound(event)
    move_event(event.id, NOW - timedelta(days=20), NOW - timedelta(days=19))
    open_my_page(visitor, person.id)
    words = text(visitor.get(PAGE))
    assert ("Die Veranstaltung ist vorbei." in words, "keine Wünsche angegeben" in words) == (True, False)


def test_one_press_leaves_all_lists_and_keeps_what_they_have(event, visitor):
    person = open_at(visitor, event, bound(event))
    visitor.form(PAGE, f"{PAGE}/lists").send()
    page = visitor.get(PAGE)
    assert "Sie haben diese Wartelisten verlassen." in page.text
    assert [each.item for each in own_bookings(db.session(), person)] == [item(2)]
    assert ("Warteliste für" in text(page), person in standing(event.id, 1)[1]) == (False, False)
    assert moves(person)[-1].value == "left"


def test_the_press_leaves_those_lists_that_it_names_and_none_that_was_joined_besides(session, visitor):
    event = meeting(1, 1, 1)
    make_round(event)
    for number in range(3):
        wisher(event, 1, organisation=f"Institut {number}")
    for number in (2, 3):
        wisher(event, number, organisation=f"Verein {number}")
    person = of(bound(event), None)
    open_my_page(visitor, person)
    for number in (1, 2, 3):
        change(event, number, rest_from=NOW)
    booking.wait(event.id, person, item(2), Act(f"registration:{person}", NOW))
    words = text(visitor.get(PAGE))
    assert "Wenn Sie nicht auf „Vortrag 1“ warten möchten, verlassen Sie hier die Warteliste." in words
    visitor.form(PAGE, f"{PAGE}/lists").send()
    db.session().rollback()
    assert [each.item for each in own_bookings(db.session(), person)] == [item(2)]
    assert "Warteliste verlassen" not in text(visitor.get(PAGE))


def test_whoever_has_moved_up_or_given_up_reads_how_it_is_now(event, visitor):
    person = open_at(visitor, event, bound(event))
    visitor.own_form(f"/de/{event.slug}/items/w2-vortrag-2/sign-up/release").send()
    words = text(visitor.get(PAGE))
    assert ("Kein Platz um 09:00 Uhr" in words, "Weshalb nicht der Erstwunsch?" in words) == (True, True)
    assert "Vortrag 2, noch 4 Plätze" in words
    db.session().rollback()
    assert [each.item for each in own_bookings(db.session(), person)] == [item(1)]


def test_the_team_gets_the_question_with_the_way_to_that_persons_result(event, visitor):
    person = open_at(visitor, event, bound(event))
    form = f"{PAGE}/question"
    assert "Schreiben Sie, was Sie wissen möchten." in visitor.own_form(form).send(text=" ").text
    visitor.own_form(form).send(text="Weshalb nicht Vortrag 1?\nDanke!")
    assert "Ihre Frage ist unterwegs." in visitor.get(PAGE).text
    db.session().rollback()
    (mail,) = db.session().scalars(sa.select(Mail).where(Mail.letter == "wishes_question")).all()
    values = mail.content["values"]
    assert (mail.recipient, mail.subject, values["text"]) == (
        event.contact_email, f"registration:{person}", "Weshalb nicht Vortrag 1?\nDanke!",
    )  # fmt: skip
    assert values["page"].endswith(f"/de/manage/{event.slug}/registration/{person}/wishes")


def test_nobody_asks_without_end(event, visitor):
    open_at(visitor, event, bound(event))
    answers = [visitor.own_form(f"{PAGE}/question").send(text=f"Frage {number}") for number in range(4)]
    assert "mehrmals gefragt" in answers[-1].text
    db.session().rollback()
    assert db.session().scalar(sa.select(sa.func.count()).where(Mail.letter == "wishes_question")) == 3
