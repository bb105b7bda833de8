"""The report of a meeting, of whose quotes chance asks, releases, withdraws, rewords and publishes some."""

from collections.abc import Iterator
from dataclasses import replace

from gocluster_events.core.act import Act
from gocluster_events.core.text import Localized
from gocluster_events.post_event.releases.rules import GRANTED, SAID_NO, State
from gocluster_events.post_event.report.rules.document import Block, Photo, Quote, Report
from gocluster_events.post_event.report.services import quotes, writing
from tests.support.photos_at_random import Photos
from tests.support.report import AFTERWARDS, BODY, ID, REPORT, TEAM, put_out
from tests.support.stage import Stage, Verb

PERSON = Act("person:1", AFTERWARDS)


class Quotes:
    """Two people on the programme are quoted, and a guest; the photos of the meeting stand before their words."""

    def __init__(self, stage: Stage, photos: Photos) -> None:
        self.stage, self.photos, self.lead = stage, photos, stage.canary()
        self.known = [self._quote(at, person.uuid) for at, person in enumerate(stage.people, 50)]
        self.known.append(Quote(ID(60), self._words(), name="Noor Baum"))
        self.states: dict[str, State] = {}  # by subject
        self.public: tuple[Block, ...] = ()
        self.verbs: list[tuple[Verb, float]] = [
            (self.ask, 1), (self.say_yes, 3), (self.say_no, 3), (self.on_paper, 2), (self.note_withdrawal, 2),
            (self.publish, 3), (self.take_back, 1), (self.reword, 1),
        ]  # fmt: skip

    def allowed(self) -> Iterator[str]:
        """What of it may be read: what is published, of quotes those that are released, of people with a name, and of
        photos those that are public. Names stand in its lead.
        """
        if self.public:
            yield self.lead
        shots = {uuid: shot.canary for uuid, shot in self.photos.known.items() if shot.is_allowed}
        for each in self.public:
            if isinstance(each, Photo) and each.photo in shots:
                yield shots[each.photo]
            if isinstance(each, Quote) and self._is_released(each) and each.person not in self.stage.redacted:
                yield each.text.de

    def _is_released(self, quote: Quote) -> bool:
        return self.states.get(quote.subject) in GRANTED

    def make_public(self) -> None:
        """Everything is released and published; who said no to some words said others."""
        for at, quote in enumerate(self.known):
            if self.states.get(quote.subject) in SAID_NO:
                self.known[at] = replace(quote, text=self._words())
        self._put_out(*self.known)
        for quote in self.known:
            if not self._is_released(quote):
                self._note(quote)

    def ask(self) -> None:
        quote = self._chosen()
        quotes.ask(self.stage.event.id, quote.uuid, self._names(), TEAM)
        self.states.setdefault(quote.subject, State.ASKED)

    def say_yes(self) -> None:
        self._say(is_granted=True)

    def say_no(self) -> None:
        self._say(is_granted=False)

    def _say(self, *, is_granted: bool) -> None:
        quote = self._chosen()
        answer = {"is_granted": is_granted}
        quotes.answer_quote(self.stage.event.id, quote.subject, quote.speaker, PERSON, **answer)
        self.states[quote.subject] = State.GIVEN if is_granted else State.WITHDRAWN

    def on_paper(self) -> None:
        self._note(self._chosen())

    def _note(self, quote: Quote) -> None:
        quotes.note_on_paper(self.stage.event.id, quote.uuid, quote.subject, self._names(), TEAM)
        before = self.states.get(quote.subject, State.ASKED)
        assert before in {State.ASKED, State.ON_PAPER}, "a paper counts against somebody's own word"
        self.states[quote.subject] = State.ON_PAPER

    def note_withdrawal(self) -> None:
        quote = self._chosen()
        quotes.note_withdrawal(self.stage.event.id, quote.uuid, quote.subject, TEAM)
        self.states[quote.subject] = State.WITHDRAWN

    def publish(self) -> None:
        self._put_out(*self.stage.dice.sample(self.known, self.stage.dice.randint(1, len(self.known))))

    def take_back(self) -> None:
        writing.take_back(self.stage.event.id, TEAM)
        self.public = ()

    def reword(self) -> None:
        """Somebody is quoted with other words, which nobody has released."""
        at = self.stage.dice.randrange(len(self.known))
        self.known[at] = replace(self.known[at], text=self._words())
        self._put_out(*self.known)

    def _put_out(self, *some: Quote) -> None:
        photos = (Photo(ID(100 + at), uuid) for at, uuid in enumerate(self.photos.known))
        blocks = (*photos, BODY, *some)
        put_out(self.stage.event, self._report(blocks))
        self.public = blocks

    def _report(self, blocks: tuple[Block, ...]) -> Report:
        names = ", ".join(each.name for each in self.stage.people)
        return replace(REPORT, lead=Localized(f"Ein Tag mit {names}, {self.lead}"), blocks=blocks)

    def _quote(self, number: int, person: str) -> Quote:
        return Quote(ID(number), self._words(), person=person)

    def _words(self) -> Localized:
        return Localized(self.stage.canary())

    def _names(self) -> dict[str, str]:
        return {each.uuid: each.name for each in self.stage.people}

    def _chosen(self) -> Quote:
        return self.stage.dice.choice(self.known)
