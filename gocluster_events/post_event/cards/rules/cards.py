"""A knowledge card as a value: what it says, who was asked about it, and what of it others see."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from gocluster_events.meeting.agenda.rules.codes import Part
from gocluster_events.meeting.agenda.rules.timetable import Item, Person, Timetable
from gocluster_events.post_event.cards.rules.codes import ASKED_PARTS, Origin, State
from gocluster_events.post_event.cards.rules.outcomes import Became


@dataclass(frozen=True, slots=True, kw_only=True)
class CardFacts:
    """What a card says, in one language. ``item`` and the people are UUIDs, those of the programme; empty: nobody.

    ``ask_person`` is who knows more; without their release only function and institution are named. ``owner`` is who
    takes the next step. An open question (``is_open``) needs no insight.
    """

    item: str
    question: str = ""
    insight: str = ""
    evidence: str = ""
    evidence_url: str = ""
    ask_person: str = ""
    ask_function: str = ""
    ask_institution: str = ""
    next_step: str = ""
    owner: str = ""
    language: str = "de"
    is_open: bool = False


NAMES = tuple(CardFacts.__dataclass_fields__)
TEXTS = ("question", "insight", "evidence", "ask_function", "ask_institution", "next_step")
"""What of a card may name somebody."""
_CONFIRMED = frozenset(NAMES) - {"ask_person", "owner"}
"""What people say a card is right with, and what stands beside a name; the name itself has a release of its own."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody who spoke, by UUID, said of a card: whether it is right, and if not, what is wrong with it.

    ``is_earlier``: said of the text that was public while the team had written another one; of that it says nothing.
    """

    person: str
    is_correct: bool
    at: datetime
    remark: str = ""
    wording: int = 1
    is_earlier: bool = False


@dataclass(frozen=True, slots=True)
class PublicText:
    """What of a card is public, as it was published; ``is_confirmed``: everybody who spoke said that it is right."""

    facts: CardFacts
    is_confirmed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A card with its standing. ``public`` None: nothing of it is public; it may be an earlier text than ``facts``.

    ``merged_into`` is the number of the card that it became part of. ``item`` None: it is not on the published
    programme. ``spoke`` are those who are asked about it.
    """

    uuid: str
    number: int
    facts: CardFacts
    state: State
    origin: Origin
    author: str
    revision: int
    added_at: datetime
    asked_at: datetime | None = None
    published_at: datetime | None = None
    public: PublicText | None = None
    merged_into: int | None = None
    owner_agreed_at: datetime | None = None
    answers: tuple[Answer, ...] = ()
    item: Item | None = None
    spoke: tuple[Person, ...] = ()

    @property
    def is_confirmed(self) -> bool:
        """Whether everybody who spoke, and at least one, said that it is right."""
        right = {each.person for each in self.answers if each.is_correct}
        return bool(self.spoke) and not self.denied and all(person.uuid in right for person in self.spoke)

    @property
    def denied(self) -> tuple[Answer, ...]:
        """Who of those who spoke says that it is not right; somebody who is not in the item any more has no say."""
        spoke = {person.uuid for person in self.spoke}
        return tuple(
            each for each in self.answers if not each.is_correct and not each.is_earlier and each.person in spoke
        )

    @property
    def objections(self) -> tuple[Answer, ...]:
        """Who said that the text that was public, which is not this one, is not right."""
        return tuple(each for each in self.answers if each.is_earlier)

    @property
    def silent(self) -> tuple[Person, ...]:
        """Who of those who spoke has not answered."""
        answered = {each.person for each in self.answers if not each.is_earlier}
        return tuple(person for person in self.spoke if person.uuid not in answered)

    @property
    def is_changed(self) -> bool:
        """Whether the public reads an earlier text than the team."""
        return self.public is not None and self.public.facts != self.facts


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicCard:
    """A card as readers see it. ``ask`` is who knows more, in one line; ``ask_person`` their UUID, if they are named.

    ``is_confirmed`` False: it comes from the editors, and nobody who spoke has confirmed it. ``is_asked_after``: what
    becomes of its next step is asked; ``became`` None: nothing is public of that yet.
    """

    uuid: str
    item: str
    number: int
    question: str
    insight: str
    evidence: str
    evidence_url: str
    ask: str
    ask_person: str
    next_step: str
    language: str
    is_open: bool
    is_confirmed: bool
    is_asked_after: bool = False
    became: Became | None = None

    @property
    def host(self) -> str:
        """Where the address of its evidence leads to; empty without one."""
        return urlsplit(self.evidence_url).hostname or ""


def speakers(timetable: Timetable, item: Item) -> tuple[Person, ...]:
    """Who is asked whether a card of the item is right, each once in the programme's order: those who spoke.

    Where nobody is named as a speaker, as in many forums, that is who led the item.
    """
    there = [(person, part) for person, part in timetable.cast(item) if not person.is_redacted]
    spoke = {person.uuid: person for person, part in there if part in ASKED_PARTS}
    led = {person.uuid: person for person, part in there if part is Part.MODERATION}
    return tuple((spoke or led).values())


def needs_answers_anew(before: CardFacts, after: CardFacts) -> bool:
    """Whether what somebody said of the card, a yes or a no, holds no more."""
    return any(getattr(before, name) != getattr(after, name) for name in _CONFIRMED)


def document(text: PublicText) -> dict[str, Any]:
    """What is public of a card, as it is stored."""
    return {**asdict(text.facts), "is_confirmed": text.is_confirmed}


def from_document(stored: Mapping[str, Any]) -> PublicText:
    """What was stored, read again."""
    return PublicText(CardFacts(**{name: stored[name] for name in NAMES}), stored["is_confirmed"])


def as_public(uuid: str, number: int, text: PublicText, person: Person | None) -> PublicCard:
    """What readers see of a card; ``person`` is who knows more, if they agreed to be named."""
    facts = text.facts
    there = person if person and person.uuid == facts.ask_person and not person.is_redacted else None
    typed = (facts.ask_function, facts.ask_institution)
    lines = (there.name, *_office(there, facts.language, typed)) if there else typed
    return PublicCard(
        uuid=uuid, number=number, ask=", ".join(line for line in lines if line), ask_person=there.uuid if there else "",
        is_confirmed=text.is_confirmed, item=facts.item, question=facts.question, insight=facts.insight,
        evidence=facts.evidence, evidence_url=facts.evidence_url, next_step=facts.next_step, language=facts.language,
        is_open=facts.is_open,
    )  # fmt: skip


def _office(person: Person, language: str, typed: tuple[str, str]) -> tuple[str, str]:
    """Function and institution beside the name: what was typed, otherwise what the programme says."""
    position = person.position.pick(language)[0]
    return typed if any(typed) else (position, person.organisation)
