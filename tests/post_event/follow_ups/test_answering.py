"""Behind the link of their letter somebody says what became of a step; the team looks at it before others read it."""

import pytest
import sqlalchemy as sa

from gocluster_events.core import clock
from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.mail.models import Mail
from gocluster_events.meeting.agenda.models import Person as PersonRow
from gocluster_events.post_event.cards.models import Card
from gocluster_events.post_event.cards.queries.agreed import agreed
from gocluster_events.post_event.cards.queries.published import published
from gocluster_events.post_event.cards.rules.outcomes import Outcome
from gocluster_events.post_event.follow_ups.rules.codes import LINK_LASTS, Showing
from gocluster_events.post_event.follow_ups.rules.follow_up import Answer
from gocluster_events.post_event.follow_ups.services import asking, reviewing
from tests.support.cards import TEAM, a_meeting
from tests.support.following import (
    DAY,
    SIX,
    STEP,
    THREE,
    TWELVE,
    address_of,
    asked_step,
    reply,
    row_now,
    rows,
    show,
    taken_step,
)
from tests.support.programme import MAI
from tests.support.releasing import own_browser

WORDS = "Er liegt seit Juni auf der Seite des Verbands."


@pytest.fixture
def event(session, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: THREE + DAY)
    return a_meeting(slug="tagung")


@pytest.fixture
def row(event):
    return asked_step(event)


def public(session, event):
    session.rollback()
    return [
        (card.is_asked_after, card.became and (card.became.outcome, card.became.text))
        for card in published(session, event.id)
    ]


def test_nobody_signs_in_and_opening_the_link_says_nothing(session, event, row, visitor):
    page = visitor.get(address_of(row))
    assert (page.status_code, page.headers["Cache-Control"], page.headers["Referrer-Policy"]) == (
        200, "no-store", "no-referrer",
    )  # fmt: skip
    assert STEP in page.text
    assert "Das Team prüft den Text, bevor er öffentlich wird. Ihr Name steht nicht dabei." in page.text
    assert row_now(row).outcome is None


def test_one_of_five_answers_is_stored_for_the_team_and_nobody_else_reads_it(session, event, row, visitor):
    answer = visitor.own_form(address_of(row)).send(outcome="done", text=WORDS)
    assert (answer.status_code, answer.headers["Referrer-Policy"]) == (302, "no-referrer")
    assert "Zu diesem Schritt fragen wir Sie nicht noch einmal." in visitor.get(answer.location).text
    row = row_now(row)
    assert (row.outcome, row.text, row.showing) == (Outcome.DONE, WORDS, Showing.NEW)
    assert public(session, event) == [(True, None)]


def test_without_a_choice_the_page_asks_for_one_and_keeps_the_words(event, row, visitor):
    page = visitor.own_form(address_of(row)).send(text=WORDS)
    assert page.status_code == 200
    assert "Wählen Sie eine Option aus." in page.text
    assert WORDS in page.text
    assert "600" in visitor.own_form(address_of(row)).send(outcome="done", text="x" * 601).text


def test_another_answer_by_the_same_link_is_public_no_more_until_the_team_has_looked_at_it(
    session, event, row, visitor
):
    show(event, reply(event, row, Outcome.UNDER_WAY, WORDS, THREE))
    assert public(session, event) == [(True, (Outcome.UNDER_WAY, WORDS))]
    page = visitor.own_form(address_of(row))
    page.send(outcome="under_way", text=WORDS)
    assert row_now(row).showing is Showing.ALL  # the same again changes nothing
    visitor.own_form(address_of(row)).send(outcome="done", text=WORDS)
    assert public(session, event) == [(True, None)]


def test_the_link_works_for_thirty_days_after_the_last_letter(event, row, visitor, monkeypatch):
    for days, status in ((29, 200), (30, 410)):
        monkeypatch.setattr(clock, "now", lambda days=days: THREE + days * DAY)
        assert visitor.get(address_of(row)).status_code == status
    asking.ask_due(THREE + 14 * DAY)
    for at, status in ((THREE + 14 * DAY + LINK_LASTS - DAY, 200), (THREE + 14 * DAY + LINK_LASTS, 410)):
        monkeypatch.setattr(clock, "now", lambda at=at: at)
        assert visitor.get(address_of(row)).status_code == status


def test_a_made_up_link_or_one_that_was_replaced_opens_nothing(event, row, visitor):
    assert visitor.get("/de/my/follow-up/nonsense").status_code == 404
    address = address_of(row)
    with transaction() as writing:
        writing.execute(
            sa.update(PersonRow).where(PersonRow.uuid == MAI.uuid).values(generation=PersonRow.generation + 1)
        )
    assert [visitor.get(address).status_code, visitor.get(f"{address}/end").status_code] == [410, 410]


@pytest.mark.parametrize("forgets", [True, False])
def test_whoever_wants_no_more_questions_is_forgotten_and_the_answer_goes_if_they_want_it(
    session, event, row, visitor, forgets
):
    show(event, reply(event, row, Outcome.UNDER_WAY, WORDS))
    address = address_of(row)
    assert STEP in visitor.get(f"{address}/end").text
    form = visitor.own_form(f"{address}/end")
    answer = form.send(**({"forgets": "y"} if forgets else {}))
    assert answer.location.endswith("/tagung/follow-up/ended")
    assert "Wir fragen Sie nicht mehr" in visitor.get(answer.location).text
    session.rollback()
    assert agreed(session, event.id) == ()
    assert public(session, event) == [(False, None) if forgets else (True, (Outcome.UNDER_WAY, WORDS))]
    assert session.scalars(sa.select(Card.owner)).all() == [""]
    assert visitor.get(address).status_code == 410
    assert asking.ask_due(SIX) == 0


def test_behind_a_later_letter_an_earlier_answer_can_go_too_but_not_what_the_team_wrote_down(
    session, event, row, visitor, monkeypatch
):
    uuid = session.scalars(sa.select(Card.uuid)).one()
    reviewing.note(event.id, uuid, Answer(Outcome.CHANGED, "Vom Telefon."), 0, Act(TEAM.by, THREE + DAY))
    monkeypatch.setattr(clock, "now", lambda: TWELVE + DAY)
    for at in (SIX, TWELVE):
        asking.ask_due(at)
        if at == SIX:
            reply(event, rows(event, uuid)[-1], Outcome.UNDER_WAY, WORDS, SIX + DAY)
    end = f"{address_of(rows(event, uuid)[-1])}/end"
    assert "Auch löschen, was ich geantwortet habe" in visitor.get(end).text
    assert visitor.own_form(end).send(forgets="y").status_code == 302
    assert [(each.months, each.text) for each in rows(event, uuid)] == [(3, "Vom Telefon.")]


def test_a_letter_that_has_not_left_yet_does_not_leave_after_somebody_wants_no_more(session, event, row, visitor):
    visitor.own_form(f"{address_of(row)}/end").send()
    session.rollback()
    assert session.scalars(sa.select(Mail)).all() == []
    assert rows(event, session.scalars(sa.select(Card.uuid)).one()) == []


def test_the_end_of_one_step_leaves_another_one_of_the_same_person(session, event, row, visitor):
    other = taken_step(event)
    visitor.own_form(f"{address_of(row)}/end").send()
    session.rollback()
    assert [step.card for step in agreed(session, event.id)] == [other]


def test_the_own_page_says_what_somebody_was_asked_and_what_they_answered(app, event, row):
    page = own_browser(app, event, MAI).get("/de/my/contribution").text
    assert "Wir haben Sie am 30. Juli 2027 per E-Mail gefragt." in page
    reply(event, row, Outcome.DONE, WORDS)
    page = own_browser(app, event, MAI).get("/de/my/contribution").text
    assert "Sie haben am 31. Juli 2027 geantwortet: Erledigt." in page
    assert WORDS in page
