"""What is said to each change of a proposal: taken or left, until what was taken becomes the draft."""

import pytest

from gocluster_events.act import Act
from gocluster_events.agenda.planning import services as planning
from gocluster_events.agenda.queries import draft as draft_queries, proposals
from gocluster_events.agenda.rules.codes import Kind
from gocluster_events.agenda.rules.proposals import Scope
from gocluster_events.text import Localized
from tests.support.programme import plan, slot
from tests.support.settings import NOW

MANAGE = "/de/manage/jahrestagung-2027/agenda"
PAGE = f"{MANAGE}/proposal"


@pytest.fixture
def ideas(event, talk):
    """Two workshops without a time, beside the talk that has one."""
    made = [slot(n, None, code=f"W{n}", kind=Kind.WORKSHOP, room=None, title=Localized(f"Idee {n}")) for n in (5, 6)]
    plan(event, *made)
    return made


def made(session, event):
    """The proposal that was asked for and computed: a time for what has none."""
    planning.propose(event.id, Scope(moves=False), 1, Act("organiser@example.org", NOW))
    assert planning.run_proposals(NOW) == 1
    return fresh(session, event)


def fresh(session, event):
    session.rollback()
    return proposals.proposal(session, event.id)


def draft(session, event):
    session.rollback()
    return draft_queries.draft(session, event)


def test_each_change_is_taken_or_left_and_what_was_taken_becomes_the_draft_by_one_step(
    session, event, talk, ideas, organiser
):
    made(session, event)
    first, second = ideas
    organiser.form(PAGE, f"{PAGE}/answers").send(take=first.uuid)
    assert "1 angenommen, 1 offen. Noch ist nichts geändert." in organiser.get(PAGE).text
    organiser.form(PAGE, f"{PAGE}/answers").send(leave=second.uuid)
    assert draft(session, event).item(first.uuid).starts_at is None
    assert fresh(session, event).answers == {first.uuid: True, second.uuid: False}
    assert "1 Änderung übernehmen" in organiser.get(PAGE).text
    assert organiser.form(PAGE, f"{PAGE}/acceptance").send().status_code == 302
    after = draft(session, event)
    assert (after.item(first.uuid).starts_at is None, after.item(second.uuid).starts_at is None) == (False, True)
    organiser.form(MANAGE, f"{MANAGE}/undo").send()
    assert draft(session, event).item(first.uuid).starts_at is None
    assert fresh(session, event) is None


def test_all_that_are_open_are_taken_at_once(session, event, talk, ideas, organiser):
    made(session, event)
    first, second = ideas
    organiser.form(PAGE, f"{PAGE}/answers").send(leave=first.uuid)
    organiser.form(PAGE, f"{PAGE}/answers").send(take="")
    assert fresh(session, event).answers == {first.uuid: False, second.uuid: True}


def test_an_answer_to_another_proposal_counts_for_nothing(session, event, talk, ideas, organiser):
    made(session, event)
    form = organiser.form(PAGE, f"{PAGE}/answers")
    planning.discard_proposal(event.id)
    assert form.send(take=ideas[0].uuid).status_code == 302
    assert fresh(session, event) is None


def test_what_a_colleague_has_left_is_not_applied_by_a_page_that_is_older(session, event, talk, ideas, organiser):
    made(session, event)
    first, second = ideas
    older = organiser.form(PAGE, f"{PAGE}/acceptance")
    organiser.form(PAGE, f"{PAGE}/answers").send(leave=second.uuid)
    assert "1 Änderung übernehmen" in organiser.get(PAGE).text
    older.send()
    after = draft(session, event)
    assert (after.item(first.uuid).starts_at is None, after.item(second.uuid).starts_at is None) == (False, True)
