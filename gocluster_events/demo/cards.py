"""The knowledge cards of the demo's past meeting: taken down in the rooms, edited, asked about, and in part public.

All is made by the same verbs as any other card, as if in the two weeks after the meeting. What became of one next step
was published later, and of another one the team has learned something just now. Who takes notes at the next meeting is
named, too.
"""

from collections.abc import Callable, Iterable
from datetime import timedelta

from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.demo.facts import Facts
from gocluster_events.demo.programme import uuid_of
from gocluster_events.demo.registering import NOW
from gocluster_events.post_event.cards.rules.cards import CardFacts
from gocluster_events.post_event.cards.rules.codes import Deed, Origin, State
from gocluster_events.post_event.cards.rules.outcomes import Outcome
from gocluster_events.post_event.cards.services import answering, appointing, cards
from gocluster_events.post_event.cards.services.deciding import decide, merge
from gocluster_events.post_event.cards.words.notes import item_place
from gocluster_events.post_event.follow_ups.rules.follow_up import Answer
from gocluster_events.post_event.follow_ups.services import forgetting, reviewing
from gocluster_events.post_event.releases import services as releases
from gocluster_events.post_event.releases.rules import Kind

Acting = Callable[..., Act]
"""Who does something so much later than the end of the meeting: ``act(days=3)``; of the programme by a first UUID."""

_NOTES = frozenset({State.COLLECTED, State.MERGED, State.DISMISSED})
"""What somebody took notes of in the room; the rest the team wrote."""


def add(event_id: int, slug: str, every: Iterable[Facts], act: Acting, act_of: Acting) -> None:
    """The meeting has these cards; what is merged becomes part of the first one."""
    first = ""
    for facts in every:
        state = State(facts["state"])
        origin = Origin.NOTES if state in _NOTES else Origin.EDITOR
        uuid = cards.write(event_id, _card(slug, facts), act(days=1), origin)
        first = first or uuid
        if state is State.MERGED:
            merge(event_id, {uuid: None}, first, act(days=2))
        elif state is State.DISMISSED:
            decide(event_id, {uuid: None}, Deed.DISMISS, act(days=2))
        elif state in {State.ASKED, State.PUBLIC}:
            _ask(event_id, slug, uuid, facts, act, act_of)
        if state is State.PUBLIC:
            decide(event_id, {uuid: None}, Deed.PUBLISH, act(days=13))
        if became := facts.get("became"):
            _follow_up(event_id, uuid, became, act)
    an_hour_ago = NOW - timedelta(hours=1)
    forgetting.forget_due(an_hour_ago, an_hour_ago)  # years later nobody knows any more who took the steps


def name_note_taker(event_id: int, slug: str, facts: Facts, act: Act) -> None:
    """Somebody of the programme's people takes notes at an item, and has the link."""
    item, person = (uuid_of(slug, facts[name]) for name in ("item", "person"))
    appointing.appoint(event_id, item, person, "de", act, item_place)


def _card(slug: str, facts: Facts) -> CardFacts:
    ask = facts.get("ask", {})
    keys = {"ask_person": ask.get("person"), "owner": facts.get("owner")}
    people = {name: uuid_of(slug, key) if key else "" for name, key in keys.items()}
    return CardFacts(
        item=uuid_of(slug, facts["item"]), question=facts["question"], insight=facts.get("insight", ""),
        evidence=facts.get("evidence", ""), ask_function=ask.get("function", ""),
        ask_institution=ask.get("institution", ""), next_step=facts.get("next_step", ""),
        is_open=facts.get("is_open", False), **people,
    )  # fmt: skip


def _ask(event_id: int, slug: str, uuid: str, facts: Facts, act: Acting, act_of: Acting) -> None:
    """Those who spoke are asked, and some have answered; who knows more agrees to be named, an owner to be asked."""
    decide(event_id, {uuid: None}, Deed.ASK, act(days=4))
    for key in facts.get("right", ()):
        person = uuid_of(slug, key)
        answering.answer(event_id, uuid, person, act_of(person, days=6), is_correct=True)
    if person := facts.get("ask", {}).get("person"):
        person = uuid_of(slug, person)
        with transaction() as session:
            of_card = (event_id, Kind.CARD, uuid, person, act_of(person, days=6))
            releases.answer_in(session, *of_card, is_granted=True)
    if owner := facts.get("owner"):
        owner = uuid_of(slug, owner)
        answering.agree(event_id, uuid, owner, act_of(owner, days=6), agrees=True)


def _follow_up(event_id: int, uuid: str, facts: Facts, act: Acting) -> None:
    """The team has asked around what became of the card's step, and published it if that was long ago."""
    at = act(days=facts["days"]) if "days" in facts else Act(act().by, NOW - timedelta(days=2))
    number = reviewing.note(event_id, uuid, Answer(Outcome(facts["outcome"]), facts["text"]), 0, at)
    if "days" in facts:
        reviewing.publish(event_id, number, 1, at, with_text=True)
