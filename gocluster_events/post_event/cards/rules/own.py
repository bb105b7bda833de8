"""A card as somebody of the programme sees it on their own page: what they are asked about it, and what they said."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from gocluster_events.meeting.agenda.rules.timetable import Item, Timetable, in_order
from gocluster_events.post_event.cards.rules.cards import Answer, Card, PublicCard, PublicText, as_public, speakers
from gocluster_events.post_event.cards.rules.states import can_be_answered
from gocluster_events.post_event.releases.rules import Release, State as ReleaseState


@dataclass(frozen=True, slots=True)
class Response:
    """What somebody says on their own page. None: they are not asked.

    ``is_correct`` is whether the card is right, ``remark`` what should change; ``may_be_named`` whether it may name
    them as who knows more, ``takes_step`` whether they take the next step and may be asked what became of it.
    ``objects``: what is public is not right.
    """

    is_correct: bool | None = None
    remark: str = ""
    may_be_named: bool | None = None
    takes_step: bool | None = None
    objects: bool = False


@dataclass(frozen=True, slots=True)
class OwnCard:
    """A card that somebody is asked about. ``text`` is what everybody would read, with their name if it were named.

    ``is_asked``: whether it is right; ``is_named``: whether it may name them, to which ``release`` is their answer;
    ``can_take_step``: whether they may take its next step, ``is_owner``: whether the team says that they do, to which
    they ``have_agreed``. ``may_object``: ``text`` is what is public, while the team writes another one about which they
    are not asked yet.
    """

    card: Card
    item: Item
    text: PublicCard
    track: str
    is_asked: bool
    answer: Answer | None
    is_named: bool
    release: Release | None
    can_take_step: bool
    is_owner: bool
    has_agreed: bool
    may_object: bool

    @property
    def waits(self) -> bool:
        """Whether they were asked something to which they have said nothing."""
        is_silent = self.release is None or self.release.state is ReleaseState.ASKED
        is_open = self.can_take_step and self.is_owner and not self.has_agreed
        return (self.is_asked and self.answer is None) or (self.is_named and is_silent) or is_open

    @property
    def seen(self) -> str:
        """What they look at while they answer, in a few letters: other words are another question."""
        questions = (self.is_asked, self.is_named, self.can_take_step, self.is_owner, self.may_object)
        return sha256(repr((self.text, *questions)).encode()).hexdigest()[:16]


def own_cards(
    cards: Iterable[Card], timetable: Timetable, person: str, releases: Mapping[str, Release]
) -> tuple[OwnCard, ...]:
    """The cards about which the person (UUID) is asked something, in the programme's order.

    ``releases`` are their own, by card.
    """
    places = {item.uuid: place for place, item in enumerate(in_order(timetable.items))}
    mine = (_own(card, timetable, person, releases.get(card.uuid)) for card in cards)
    return tuple(sorted(filter(None, mine), key=lambda own: (places[own.item.uuid], own.card.number)))


def _own(card: Card, timetable: Timetable, person: str, release: Release | None) -> OwnCard | None:
    facts, goes_round = card.facts, can_be_answered(card) and card.item is not None
    answer = next((each for each in card.answers if each.person == person and not each.is_earlier), None)
    is_asked = goes_round and person in {each.uuid for each in card.spoke}
    has_answered = card.item is not None and release is not None and release.answered_at is not None
    is_named = facts.ask_person == person and (goes_round or has_answered)
    is_owner = card.item is not None and facts.owner == person
    can_take_step = bool(facts.next_step) and (
        (goes_round and (is_owner or (is_asked and not facts.owner))) or (is_owner and card.owner_agreed_at is not None)
    )
    public = None if is_asked else _objectionable(card, timetable, person)
    text, item = public or (PublicText(facts, is_confirmed=True), card.item)
    if item is None or not (is_asked or is_named or can_take_step or public):
        return None
    track = timetable.track(item)
    named = timetable.person(facts.ask_person) if is_named else None
    return OwnCard(
        card=card, item=item, text=as_public(card.uuid, card.number, text, named),
        track=track.letter if track else "", is_asked=is_asked, answer=answer if is_asked else None, is_named=is_named,
        release=release if is_named else None, can_take_step=can_take_step, is_owner=is_owner,
        has_agreed=is_owner and card.owner_agreed_at is not None, may_object=public is not None,
    )  # fmt: skip


def _objectionable(card: Card, timetable: Timetable, person: str) -> tuple[PublicText, Item] | None:
    """What is public of the card, and its item, if the person spoke there."""
    item = timetable.item(card.public.facts.item) if card.public else None
    if card.public is None or item is None or person not in {each.uuid for each in speakers(timetable, item)}:
        return None
    return card.public, item
