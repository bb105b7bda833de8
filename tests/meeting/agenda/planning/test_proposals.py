"""A proposal for the programme, from its question until it is the draft or gone; and the wishes it should grant."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Refused, Stale
from gocluster_events.meeting.agenda.models import Proposal
from gocluster_events.meeting.agenda.planning import services as planning
from gocluster_events.meeting.agenda.planning.rules import Annealer
from gocluster_events.meeting.agenda.queries import proposals, steps
from gocluster_events.meeting.agenda.rules.change import Change
from gocluster_events.meeting.agenda.rules.codes import Refusal
from gocluster_events.meeting.agenda.rules.conflicts.checks import conflicts
from gocluster_events.meeting.agenda.rules.conflicts.finding import Severity
from gocluster_events.meeting.agenda.rules.proposals import ProposalState, Scope, Wish, WishKind
from gocluster_events.meeting.agenda.services import drafting as services
from gocluster_events.meeting.events.models import Room
from tests.support.make import archive, make_day, make_event, make_room
from tests.support.programme import plan, publish, slot
from tests.support.proposing import MANAGE, MARIT, PAGE, draft, fresh, made, propose
from tests.support.refusal import refusal
from tests.support.settings import NOW

LATER = NOW + timedelta(minutes=5)


@pytest.mark.both_databases
def test_accepting_is_one_step_that_can_be_undone(session, event, talk, ideas):
    before, row = draft(session, event), made(session, event)
    assert (row.state, row.progress, row.revision) == (ProposalState.DONE, 100, 2)
    planning.accept_proposal(event.id, row.id, Act(MARIT, NOW))
    after = draft(session, event)
    assert [item for item in after.items if item.starts_at is None] == []
    assert [each for each in conflicts(after) if each.severity is Severity.ERROR] == []
    assert fresh(session, event) is None
    services.undo(event.id, steps.step_to_undo(session, event.id).number, Act(MARIT, NOW))
    assert draft(session, event) == before


def test_the_same_seed_makes_the_same_proposal(session, event, talk, ideas):
    first = made(session, event).changes
    assert made(session, event).changes == first


def test_discarding_leaves_nothing(session, event, talk, ideas):
    before = draft(session, event)
    made(session, event)
    planning.discard_proposal(event.id)
    assert (fresh(session, event), draft(session, event)) == (None, before)


def test_a_proposal_of_a_draft_that_has_changed_is_not_accepted(session, event, talk, ideas):
    row = made(session, event)
    plan(event, slot(9, None, room=None))
    with pytest.raises(Stale):
        planning.accept_proposal(event.id, row.id, Act(MARIT, NOW))


def test_what_somebody_else_asked_meanwhile_is_not_accepted_by_mistake(session, event, talk, ideas):
    seen = made(session, event).id
    made(session, event)
    with pytest.raises(Stale):
        planning.accept_proposal(event.id, seen, Act(MARIT, NOW))


def test_a_room_that_the_venue_has_no_longer_is_left_open(session, event, talk, ideas, hall):
    row = made(session, event)
    with transaction() as writing:
        writing.execute(sa.delete(Room))
    planning.accept_proposal(event.id, row.id, Act(MARIT, NOW))
    assert {item.room for item in draft(session, event).items} == {None}


def test_what_is_not_computed_yet_cannot_be_accepted(session, event, talk, ideas):
    propose(event)
    with pytest.raises(Stale):
        planning.accept_proposal(event.id, fresh(session, event).id, Act(MARIT, NOW))


@pytest.mark.both_databases
def test_one_that_was_cancelled_while_it_was_computed_stays_gone(session, event, talk, ideas, monkeypatch):
    propose(event)
    run = Annealer.run

    def run_and_cancel(self, tries):
        run(self, tries)
        planning.discard_proposal(event.id)

    monkeypatch.setattr(Annealer, "run", run_and_cancel)
    assert (planning.run_proposals(NOW), fresh(session, event)) == (0, None)


def test_a_proposal_whose_worker_has_vanished_is_computed_by_the_next(session, event, talk, ideas):
    propose(event)
    with transaction() as writing:
        writing.execute(sa.update(Proposal).values(state=ProposalState.RUNNING, lease_until=LATER))
    assert planning.run_proposals(NOW) == 0
    assert planning.run_proposals(LATER) == 1


def test_a_proposal_that_a_worker_with_a_wrong_clock_left_is_computed_by_the_next(session, event, talk, ideas):
    propose(event)
    with transaction() as writing:
        in_2038 = NOW.replace(year=2038)
        writing.execute(sa.update(Proposal).values(state=ProposalState.RUNNING, lease_until=in_2038))
    assert planning.run_proposals(NOW) == 1


def test_without_rooms_or_days_nothing_is_proposed(event, talk, ideas):
    bare, roomless = make_event(), make_event()
    make_day(roomless)
    plan(bare, slot(20, None, room=None))
    plan(roomless, slot(21, None, room=None))
    assert [refusal(propose, each) for each in (bare, roomless)] == [Refusal.NO_ROOMS] * 2


def test_when_everything_is_pinned_there_is_nothing_to_propose(session, event, talk):
    services.apply(event.id, [Change(talk, replace(talk, is_pinned=True))], {talk.uuid: 1}, Act(MARIT, NOW))
    assert refusal(propose, event) is Refusal.NOTHING_FREE
    assert refusal(propose, event, Scope(moves=False)) is Refusal.NOTHING_FREE


def test_an_archived_edition_gets_no_proposal(session, event, talk, ideas):
    row = made(session, event)
    archive(event)
    wish = Wish(WishKind.APART, talk.uuid, ideas[0].uuid)
    assert refusal(propose, event) is Refusal.ARCHIVED
    assert refusal(planning.accept_proposal, event.id, row.id, Act(MARIT, NOW)) is Refusal.ARCHIVED
    assert refusal(planning.wish, event.id, wish) is Refusal.ARCHIVED


def test_what_is_pinned_stays_so_when_a_version_is_taken_back_and_no_version_tells_of_it(session, event, talk):
    publish(event)
    pinned = replace(talk, is_pinned=True, starts_at=talk.starts_at + timedelta(hours=1))
    services.apply(event.id, [Change(talk, pinned)], {talk.uuid: 1}, Act(MARIT, NOW))
    session.rollback()
    services.restore(event.id, 1, steps.head(session, event.id).revision, Act(MARIT, NOW))
    assert draft(session, event).item(talk.uuid) == replace(talk, is_pinned=True)
    with pytest.raises(Refused):
        publish(event)  # nothing that a reader sees has changed


def test_a_wish_is_granted_and_the_last_one_of_two_items_counts(session, event, talk, ideas):
    make_room(event, name="1.04")
    for kind in (WishKind.APART, WishKind.TOGETHER):
        planning.wish(event.id, Wish(kind, ideas[1].uuid, ideas[0].uuid))
    assert [each.kind for each in proposals.wishes(session, event.id).values()] == [WishKind.TOGETHER]
    planning.accept_proposal(event.id, made(session, event).id, Act(MARIT, NOW))
    first, second = (draft(session, event).item(idea.uuid) for idea in ideas)
    assert (first.room, abs(first.starts_at - second.starts_at)) == (second.room, timedelta(hours=1))


def test_a_wish_is_of_two_items_of_the_edition(event, talk, ideas):
    other = make_event()
    plan(other, slot(30, None, room=None))
    assert refusal(planning.wish, event.id, Wish(WishKind.APART, talk.uuid, talk.uuid)) is Refusal.SAME_ITEM
    with pytest.raises(Stale):
        planning.wish(event.id, Wish(WishKind.APART, talk.uuid, slot(30).uuid))


def test_a_wish_of_an_item_that_was_taken_out_rests(session, event, talk, ideas):
    planning.wish(event.id, Wish(WishKind.APART, talk.uuid, ideas[0].uuid))
    services.apply(event.id, [Change(ideas[0], None)], {ideas[0].uuid: 1}, Act(MARIT, NOW))
    assert proposals.wishes(session, event.id) == {}


def test_the_page_leads_from_the_question_to_the_draft(session, event, talk, ideas, organiser):
    response = organiser.own_form(PAGE).send(what="new", day="2027-04-22")
    assert response.headers["Location"] == PAGE
    waiting = organiser.get(PAGE).text
    assert ("Der Vorschlag entsteht" in waiting, "Vorschlag annehmen" in waiting) == (True, False)
    assert organiser.get(f"{PAGE}/progress.json").json == {
        "state": "Der Vorschlag wartet, bis er an der Reihe ist", "progress": 0, "is_over": False,
    }  # fmt: skip
    session.rollback()
    assert planning.run_proposals(NOW) == 1
    assert organiser.get(f"{PAGE}/progress.json").json["is_over"]
    assert "2 Änderungen" in organiser.get(PAGE).text
    answer = organiser.form(PAGE, f"{PAGE}/acceptance").send()
    assert answer.headers["Location"] == MANAGE
    assert {item.starts_at is None for item in draft(session, event).items} == {False}


def test_discarding_on_the_page_leads_back_to_the_question(session, event, talk, ideas, organiser):
    made(session, event)
    organiser.form(PAGE, f"{PAGE}/removal").send()
    text = organiser.get(PAGE).text
    assert ("Der Vorschlag ist verworfen." in text, "Was soll vorgeschlagen werden?" in text) == (True, True)


def test_something_else_is_proposed_for_the_same_question(session, event, talk, ideas, organiser):
    first = made(session, event, Scope(date(2027, 4, 22), moves=False))
    number = first.id
    organiser.own_form(PAGE).send()
    row = fresh(session, event)
    assert (row.id != number, row.day, row.moves, row.state) == (True, date(2027, 4, 22), False, ProposalState.QUEUED)


def test_a_stale_proposal_says_so_and_offers_no_button(session, event, talk, ideas, organiser):
    row = made(session, event)
    accept = organiser.form(PAGE, f"{PAGE}/acceptance")
    plan(event, slot(9, None, room=None))
    assert accept.send().headers["Location"] == PAGE
    text = organiser.get(PAGE).text
    assert ("hat sich seit diesem Vorschlag geändert" in text, "Vorschlag annehmen" in text) == (True, False)
    assert fresh(session, event).id == row.id


def test_the_page_says_what_has_no_place_and_what_is_not_met(session, event, talk, organiser):
    big = slot(7, None, code="B1", room=None, seats=900)
    plan(event, big, slot(8, None, code="L1", room=None, length_minutes=24 * 60))
    made(session, event)
    text = organiser.get(PAGE).text
    assert "Er dauert länger, als das Haus an irgendeinem Tag geöffnet ist." in text
    assert "B1 braucht 900 Plätze, Eichensaal hat 200." in text


def test_a_question_that_cannot_be_answered_is_refused_in_words(session, event, talk, organiser):
    answer = organiser.own_form(PAGE).send(what="new")
    assert "Es gibt nichts einzuplanen" in answer.text


def test_wishes_are_added_and_removed_on_the_page(session, event, talk, ideas, organiser):
    form = organiser.form(PAGE, f"{PAGE}/wishes")
    form.send(first=talk.uuid, second=ideas[0].uuid, kind="apart")
    session.rollback()
    (number,) = proposals.wishes(session, event.id)
    assert "nie gleichzeitig" in organiser.get(PAGE).text
    organiser.form(PAGE, f"{PAGE}/wishes/{number}/removal").send()
    session.rollback()
    assert proposals.wishes(session, event.id) == {}
    assert organiser.post(f"{PAGE}/wishes/{number}/removal").status_code == 404


def test_a_wish_for_one_item_is_refused_in_words(event, talk, ideas, organiser):
    answer = organiser.form(PAGE, f"{PAGE}/wishes").send(first=talk.uuid, second=talk.uuid, kind="apart")
    assert "Wählen Sie zwei verschiedene Programmpunkte." in answer.text


def test_an_item_is_pinned_in_its_form(session, event, talk, organiser):
    there = f"{MANAGE}/items/{talk.uuid}"
    organiser.own_form(there).send(is_pinned="y")
    assert draft(session, event).item(talk.uuid).is_pinned
    assert "Kommunen; als, Partner" in organiser.get(PAGE).text.partition("Festgesetzt")[2]


def test_only_organisers_see_proposals(event, talk, staff):
    assert [staff.get(PAGE).status_code, staff.get(f"{PAGE}/progress.json").status_code] == [403, 403]
