"""Cards of a meeting that is over, which chance changes, asks about, publishes, and whose people answer."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import count
from random import Random
from uuid import UUID

from gocluster_events.core.act import Act
from gocluster_events.core.db import session
from gocluster_events.core.errors import Refused
from gocluster_events.meeting.agenda.queries.draft import draft
from gocluster_events.meeting.agenda.rules.paths import path
from gocluster_events.meeting.agenda.rules.timetable import Person
from gocluster_events.meeting.agenda.services.redaction import remove_name
from gocluster_events.post_event.cards.queries.cards import card
from gocluster_events.post_event.cards.queries.own import own_card
from gocluster_events.post_event.cards.rules.cards import CardFacts
from gocluster_events.post_event.cards.rules.codes import SILENCE, Deed
from gocluster_events.post_event.cards.rules.own import Response
from gocluster_events.post_event.cards.services import cards, own
from gocluster_events.post_event.cards.services.deciding import decide
from gocluster_events.post_event.cards.services.redacting import forget_person
from tests.support.make import make_event
from tests.support.materials import AFTER
from tests.support.programme import MAI, TAREK, plan, publish, slot, with_people
from tests.support.releasing import number_of

_number = count(20_000)


class Cards:
    """The cards of an edition by UUID, each with the canary in its words; ``named`` who may be named on which."""

    def __init__(self, dice: Random) -> None:
        self.dice, self.event, self.last = dice, make_event(slug=f"tagung-{next(_number)}"), ""
        self.people = [
            replace(each, uuid=str(UUID(int=next(_number))), last_name=f"Kanarie{next(_number)}")
            for each in (MAI, TAREK)
        ]
        talk = with_people(slot(next(_number), room=None), *self.people)
        plan(self.event, *self.people, talk)
        publish(self.event)
        self.item, self.slug, self.now = talk.uuid, self.event.slug, AFTER
        self.item_address = f"/de/{self.slug}/agenda/{path(draft(session(), self.event), talk)}"
        self.named: set[tuple[str, str]] = set()
        self.redacted: set[str] = set()
        self.denied: dict[str, set[str]] = {}
        self.words: dict[str, str] = {}
        for _card in range(2):
            self.add()

    def step(self) -> None:
        """Something happens, as it would by the pages; what is refused changes nothing."""
        verbs: Mapping[Callable[[], None], int] = {
            self.change: 2, self.ask: 4, self.answer: 8, self.publish: 5, self.take_back: 1,
        }  # fmt: skip
        ((verb, _weight),) = self.dice.choices([*verbs.items()], [*verbs.values()])
        self.last, self.now = verb.__name__, self.now + SILENCE / 3
        session().rollback()
        try:
            verb()
        except Refused as refusal:
            self.last += f" refused: {refusal}"
        session().rollback()

    def add(self) -> None:
        """The team has written a card that would name one of the two."""
        canary = f"Wort{next(_number)}"
        self.words[cards.write(self.event.id, self._facts(canary), self.team)] = canary

    def change(self) -> None:
        """The team writes other words: who was named, and who said no, is asked anew."""
        uuid = self._chosen()
        row = card(session(), self.event.id, uuid)
        assert row is not None
        facts = self._facts(self.words[uuid])
        cards.change(self.event.id, uuid, facts, row.revision, self.team)
        self._forget(uuid)
        self.denied.pop(uuid, None)

    def ask(self) -> None:
        """Those who spoke are asked about one, if nobody said no to these words of it."""
        self.ask_about(self._chosen())

    def ask_about(self, uuid: str) -> None:
        """The same of that card."""
        decide(self.event.id, {uuid: None}, Deed.ASK, self.team)
        assert not self.denied.get(uuid), "asked anew against a no"

    def answer(self) -> None:
        """One of the two says something on their page."""
        is_correct, may_be_named = self.dice.choices([True, False], [2, 1], k=2)
        person = self.dice.choice(self.people)
        self.respond(self._chosen(), person, is_correct=is_correct, may_be_named=may_be_named)

    def respond(self, uuid: str, person: Person, *, is_correct: bool, may_be_named: bool) -> None:
        """They say whether the card is right, and whether it may name them, if they are asked."""
        session().rollback()
        seen = own_card(session(), self.event.id, person.uuid, uuid)
        if seen is None:
            return
        number = number_of(self.event, person)
        response = Response(is_correct=is_correct, may_be_named=may_be_named)
        own.respond(self.event.id, number, uuid, response, seen.seen, Act(f"person:{number}", self.now))
        if seen.is_named:
            (self.named.add if may_be_named else self.named.discard)((uuid, person.uuid))
        if seen.is_asked:
            people = self.denied.pop(uuid, set()) - {person.uuid} | (set() if is_correct else {person.uuid})
            self.denied |= {uuid: people} if people else {}

    def publish(self) -> None:
        """The team publishes one, if it may."""
        uuid = self._chosen()
        decide(self.event.id, {uuid: None}, Deed.PUBLISH, self.team)
        assert not self.denied.get(uuid), "published against a no"

    def take_back(self) -> None:
        """The team takes one back."""
        decide(self.event.id, {self._chosen(): None}, Deed.TAKE_BACK, self.team)

    def redact(self) -> None:
        """Somebody wants their name to stand nowhere any more."""
        person = self.dice.choice(self.people)
        remove_name(self.event.id, person.uuid, self.team, (forget_person,))
        self.redacted.add(person.uuid)
        self.named = {pair for pair in self.named if pair[1] != person.uuid}
        self.last = f"{person.name} is redacted"
        session().rollback()

    def may_be_read(self) -> set[str]:
        """The last names that may stand on a page: of who lets at least one card name them."""
        allowed = {person for _card, person in self.named}
        return {each.last_name for each in self.people if each.uuid in allowed}

    @property
    def team(self) -> Act:
        return Act("organiser@example.org", self.now)

    def _facts(self, canary: str) -> CardFacts:
        insight = f"Antwort {self.dice.getrandbits(20)}"
        person = self.dice.choice(self.people)
        named = "" if person.uuid in self.redacted else person.uuid
        return CardFacts(item=self.item, ask_person=named, question=f"{canary}?", insight=insight)

    def _forget(self, uuid: str) -> None:
        self.named = {pair for pair in self.named if pair[0] != uuid}

    def _chosen(self) -> str:
        return self.dice.choice(sorted(self.words))
