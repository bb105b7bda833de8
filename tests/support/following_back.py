"""Every way in which what became of a next step stops being public. They need an app's context."""

from collections.abc import Callable

from gocluster_events.core.act import Act
from gocluster_events.meeting.events.models import Event
from gocluster_events.post_event.cards.rules.outcomes import Outcome
from gocluster_events.post_event.follow_ups.models import FollowUp
from gocluster_events.post_event.follow_ups.rules.follow_up import Answer
from gocluster_events.post_event.follow_ups.services import answering, reviewing
from tests.support.cards import LATER, TEAM, public_card
from tests.support.following import STEP, asked_step, link_of, reply, show

Deed = Callable[[], object]


def what_became(event: Event) -> tuple[str, int, int]:
    """The team has published what became of a step; the id of that, and its revision."""
    uuid = public_card(event, next_step=STEP)
    number = reviewing.note(event.id, uuid, Answer(Outcome.DONE, "Fertig."), 0, TEAM)
    reviewing.publish(event.id, number, 1, TEAM, with_text=True)
    return uuid, number, 2


def publishing_an_outcome_without_its_words(event: Event) -> Deed:
    """Its words are public no more."""
    _uuid, number, revision = what_became(event)
    return lambda: reviewing.publish(event.id, number, revision, TEAM, with_text=False)


def taking_an_outcome_back(event: Event) -> Deed:
    """Nobody outside the team reads it any more."""
    _uuid, number, revision = what_became(event)
    return lambda: reviewing.take_back(event.id, number, revision, TEAM)


def setting_an_outcome_aside(event: Event) -> Deed:
    """The same by another button."""
    _uuid, number, revision = what_became(event)
    return lambda: reviewing.set_aside(event.id, number, revision, TEAM)


def writing_something_newer_down(event: Event) -> Deed:
    """The team knows better, and nobody has looked at that."""
    uuid, _number, revision = what_became(event)
    return lambda: reviewing.note(event.id, uuid, Answer(Outcome.CHANGED), revision, TEAM)


def public_answer(event: Event) -> FollowUp:
    """Whoever takes a step has answered, and everybody reads it."""
    row = reply(event, asked_step(event), Outcome.UNDER_WAY, "Bald.", LATER.at)
    return show(event, row)


def answering_anew(event: Event) -> Deed:
    """Whoever takes the step says something else."""
    row = public_answer(event)
    return lambda: reply(event, row, Outcome.DONE, at=LATER.at)


def ending_the_questions(event: Event) -> Deed:
    """They want to be asked no more, and that nobody reads it."""
    link = link_of(public_answer(event))
    return lambda: answering.end(event.id, link, Act("", LATER.at), forgets=True)


BY_OUTCOMES = {
    "follow_up.answered": answering_anew,
    "follow_up.ended": ending_the_questions,
    "follow_up.noted": writing_something_newer_down,
    "follow_up.published": publishing_an_outcome_without_its_words,
    "follow_up.set_aside": setting_an_outcome_aside,
    "follow_up.taken_back": taking_an_outcome_back,
}
