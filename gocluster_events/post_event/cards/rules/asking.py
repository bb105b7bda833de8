"""Whom a letter asks about a card, and the letter."""

from collections.abc import Iterable

from gocluster_events.meeting.letters.rules import MEETING, Letter
from gocluster_events.post_event.cards.rules.cards import Card
from gocluster_events.post_event.releases.rules import Release

CARDS_QUESTION = Letter(
    "cards_question",
    "post_event/cards/mail/cards_question.txt",
    {
        **{name: MEETING[name] for name in ("event", "day", "contact", "office")},
        "salutation": "Dr. Tarek Lindholm",
        "cards": "- Karte 3: Was sollte vor dem letzten Arbeitstag geschehen?",
        "until": "29. April 2027, 10:00 Uhr",
    },
    "agenda.own_link",
)
LETTERS = (CARDS_QUESTION,)


def written_to(card: Card, releases: Iterable[Release]) -> tuple[str, ...]:
    """Who, by UUID, has still to say something of the card: those who spoke whether it is right, who knows more whether
    it may name them, and who takes the next step whether they may be asked what became of it.
    """
    facts, answered = card.facts, {each.person for each in releases if each.answered_at}
    people = [person.uuid for person in card.silent]
    if facts.ask_person and facts.ask_person not in answered:
        people.append(facts.ask_person)
    if facts.owner and facts.next_step and card.owner_agreed_at is None:
        people.append(facts.owner)
    return tuple(dict.fromkeys(people))
