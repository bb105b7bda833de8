"""The next steps of a meeting's cards as the team looks at them: each as far as it is."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from gocluster_events.meeting.agenda.rules.people import Contact
from gocluster_events.post_event.cards.rules.cards import Card
from gocluster_events.post_event.follow_ups.rules.codes import FOR_TEAM, LEAST, MONTHS, WITHOUT_ANSWER, Standing
from gocluster_events.post_event.follow_ups.rules.dates import later, next_due, open_until
from gocluster_events.post_event.follow_ups.rules.follow_up import FollowUp, standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A card's next step. ``last`` is what was asked or learned of it last, ``earlier`` all before, of other steps too.

    ``step`` is the public one, or of a card that is not public (any more), the one that was asked about. ``contact``
    None: whoever takes it has no address, or nobody agreed to be asked.
    """

    card: Card
    step: str
    last: FollowUp | None
    earlier: tuple[FollowUp, ...]
    standing: Standing
    contact: Contact | None
    next_at: datetime | None
    can_ask: bool

    @property
    def note(self) -> FollowUp | None:
        """What the team wrote down last, as long as nobody else has answered since."""
        return self.last if self.last and self.last.is_from_team else None


@dataclass(frozen=True, slots=True)
class Reach:
    """Who has an address, by UUID, and which addresses no mail reaches."""

    contacts: Mapping[str, Contact]
    unreachable: Collection[str]


def agrees(card: Card) -> bool:
    """Whether whoever takes the card's public step agrees to be asked what became of it."""
    public, facts = card.public, card.facts
    if public is None or card.owner_agreed_at is None or not facts.owner:
        return False
    return (public.facts.owner, public.facts.next_step) == (facts.owner, facts.next_step)


def lines(
    cards: Iterable[Card], steps: Mapping[str, tuple[FollowUp, ...]], reach: Reach, zone: str, now: datetime
) -> tuple[Line, ...]:
    """A line for each card with a public next step, or of which somebody was asked; what waits for the team first."""
    each_one = (_line(card, steps.get(card.uuid, ()), reach, zone, now) for card in cards)
    order = tuple(Standing)
    ordered = sorted(filter(None, each_one), key=lambda line: (order.index(line.standing), line.card.number))
    return tuple(ordered)


def waiting(every: Iterable[Line]) -> int:
    """How many of them wait for the team."""
    return sum(line.standing in FOR_TEAM for line in every)


def _line(card: Card, before: tuple[FollowUp, ...], reach: Reach, zone: str, now: datetime) -> Line | None:
    step = card.public.facts.next_step if card.public else before[-1].next_step if before else ""
    if not step:
        return None
    last = before[-1] if before and before[-1].next_step == step else None
    contact = reach.contacts.get(card.facts.owner) if agrees(card) else None
    at = _next_at(card, before, zone, now)
    how = _standing(card, last, contact, reach, now)
    if how is Standing.OVER and at is not None and (last is None or last.outcome is None):
        how = Standing.PLANNED
    return Line(
        card=card, step=step, last=last, earlier=before[:-1] if last else before, standing=how, contact=contact,
        next_at=at, can_ask=contact is not None and _may_ask(card, last, how) and _has_time(card, zone, now),
    )  # fmt: skip


def _next_at(card: Card, before: tuple[FollowUp, ...], zone: str, now: datetime) -> datetime | None:
    if card.published_at is None or card.owner_agreed_at is None or not agrees(card):
        return None
    return next_due(card.published_at, card.owner_agreed_at, zone, before, now)


def _standing(card: Card, last: FollowUp | None, contact: Contact | None, reach: Reach, now: datetime) -> Standing:
    if last is None:
        return Standing.OVER
    is_lost = contact is not None and contact.email in reach.unreachable
    is_live = _is_live(card, last)
    return standing(last, now, is_live=is_live, has_address=contact is not None, is_unreachable=is_lost)


def _is_live(card: Card, last: FollowUp) -> bool:
    return agrees(card) and (last.person, last.next_step) == (card.facts.owner, card.facts.next_step)


def _may_ask(card: Card, last: FollowUp | None, how: Standing) -> bool:
    """Whether the team may ask once more: where nobody answers, also once it was set aside."""
    is_open = last is not None and last.outcome is None and _is_live(card, last)
    return is_open and how in {*WITHOUT_ANSWER, Standing.HIDDEN}


def _has_time(card: Card, zone: str, now: datetime) -> bool:
    return card.published_at is not None and open_until(now, card.published_at, zone) - now >= LEAST


def last_date(published_at: datetime, zone: str, now: datetime) -> int:
    """The last of the dates that is over; the first one as long as none is."""
    return max((months for months in MONTHS if later(published_at, months, zone) <= now), default=MONTHS[0])
