"""What is said to each change of a proposal: taken or left, until what was taken becomes the draft."""

from gocluster_events.meeting.agenda.planning import services as planning
from tests.support.proposing import MANAGE, NEW_ONLY, PAGE, draft, fresh, made


def test_each_change_is_taken_or_left_and_what_was_taken_becomes_the_draft_by_one_step(
    session, event, talk, ideas, organiser
):
    made(session, event, NEW_ONLY)
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
    made(session, event, NEW_ONLY)
    first, second = ideas
    organiser.form(PAGE, f"{PAGE}/answers").send(leave=first.uuid)
    organiser.form(PAGE, f"{PAGE}/answers").send(take="")
    assert fresh(session, event).answers == {first.uuid: False, second.uuid: True}


def test_an_answer_to_another_proposal_counts_for_nothing(session, event, talk, ideas, organiser):
    made(session, event, NEW_ONLY)
    form = organiser.form(PAGE, f"{PAGE}/answers")
    planning.discard_proposal(event.id)
    assert form.send(take=ideas[0].uuid).status_code == 302
    assert fresh(session, event) is None


def test_what_a_colleague_has_left_is_not_applied_by_a_page_that_is_older(session, event, talk, ideas, organiser):
    made(session, event, NEW_ONLY)
    first, second = ideas
    older = organiser.form(PAGE, f"{PAGE}/acceptance")
    organiser.form(PAGE, f"{PAGE}/answers").send(leave=second.uuid)
    assert "1 Änderung übernehmen" in organiser.get(PAGE).text
    older.send()
    after = draft(session, event)
    assert (after.item(first.uuid).starts_at is None, after.item(second.uuid).starts_at is None) == (False, True)
