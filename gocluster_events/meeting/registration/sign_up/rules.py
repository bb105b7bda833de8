"""Several people in one sign-up, and what is left of it once it is sent.

Each person has a key of their own, so that no tab overwrites somebody else as numbers move.
"""

from collections.abc import Mapping, Sequence, Set as AbstractSet
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from gocluster_events.core.errors import Refused, TooMany
from gocluster_events.core.text import email_key
from gocluster_events.meeting.registration.people.rules.codes import Refusal
from gocluster_events.meeting.registration.people.rules.entry import Document
from gocluster_events.meeting.registration.people.rules.fields import NAMED

MOST = 10
FIRST = "1"  # the key of whoever began the sign-up; the others' are random
INPUT = "input"  # the part of an entry, and of what is kept apart, that holds it
LONGEST_INPUT, MOST_VALUES = 4000, 50  # more than any field takes
SHARED = ("organisation", "cluster", "actor_type", "state")


Input = Mapping[str, Sequence[str]]
"""The fields of a form as a browser sends them."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A sign-up that is being typed, by what makes it one: its id, its edition, its browser's secret, its beginning.

    Of one that ``is_new`` nothing can have been kept yet: its id was drawn just now.
    """

    id: str
    event_id: int
    secret_digest: str
    at: datetime
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed about one person of a sign-up.

    ``person``, ``participation`` and ``needs`` are of the last page that was complete, and empty before; ``input`` is
    what a page holds that was left before it was complete.
    """

    key: str
    person: Document = field(default_factory=dict)
    participation: Document = field(default_factory=dict)
    needs: Document = field(default_factory=dict)
    input: Input = field(default_factory=dict)

    @property
    def name(self) -> str:
        """First and last name, as far as they are typed."""
        names = ("first_name", "last_name")
        return " ".join(
            filter(None, (self.person.get(each) or next(iter(self.input.get(each, ())), "") for each in names))
        )


def everybody(entries: Sequence[Mapping[str, Any]], needs: Sequence[Mapping[str, Any]]) -> tuple[Typed, ...]:
    """The people of a draft in their order; ``needs`` may end before the entries do."""
    padded = [*needs, *({} for _ in entries)]
    return tuple(_typed(entry, needed) for entry, needed in zip(entries, padded, strict=False))


def _typed(entry: Mapping[str, Any], needed: Mapping[str, Any]) -> Typed:
    return Typed(
        _key(entry),
        dict(entry.get("person", {})),
        dict(entry.get("participation", {})),
        {name: value for name, value in needed.items() if name != INPUT},
        {**entry.get(INPUT, {}), **needed.get(INPUT, {})},
    )


def parted(typed: Input) -> tuple[Input, Input]:
    """The input that stands in the entry, and that which is kept apart like needs, identity and answers.

    What is no field of the form is kept apart.
    """
    known = {name for name in typed if name in NAMED and not NAMED[name].is_protected}
    return _only(typed, known), _only(typed, typed.keys() - known)


def _only(typed: Input, names: AbstractSet[str]) -> Input:
    return {name: [each[:LONGEST_INPUT] for each in typed[name][:MOST_VALUES]] for name in typed if name in names}


def companion(people: Sequence[Typed], key: str) -> Typed:
    """One more person, who starts with what colleagues have in common with the first one (`SHARED`)."""
    first = people[0].person if people else {}
    return Typed(key, {name: first[name] for name in SHARED if name in first})


def with_person(entries: Sequence[Mapping[str, Any]], key: str, person: Document) -> list[Document]:
    """The entries once the person of that key is this one, or has joined at the end.

    Raises Refused when somebody else has the same address already, or when there would be too many.
    """
    index = index_of(entries, key)
    others = [dict(each) for number, each in enumerate(entries) if number != index]
    if email_key(person["email"]) in {address for each in others if (address := address_of(each))}:
        raise Refused(Refusal.ADDRESS_TWICE)
    if index is None and len(entries) >= MOST:
        raise Refused(Refusal.TOO_MANY_PEOPLE)
    if index is None:
        return [*others, {"key": key, "person": person}]
    return replaced(entries, index, {"key": _key(entries[index]), "person": person})


def with_input(entries: Sequence[Mapping[str, Any]], key: str, typed: Input) -> list[Document]:
    """The entries once what was typed about the person of that key is kept; as before where they would be too many."""
    index = index_of(entries, key)
    if index is not None:
        return replaced(entries, index, {**entries[index], INPUT: typed})
    others = [dict(each) for each in entries]
    return others if len(others) >= MOST else [*others, {"key": key, INPUT: typed}]


def index_of(entries: Sequence[Mapping[str, Any]], key: str) -> int | None:
    """Where in the list the person of that key stands, from 0; None when nobody has it."""
    return next((index for index, entry in enumerate(entries) if _key(entry) == key), None)


def replaced(items: Sequence[Mapping[str, Any]], index: int, item: Document) -> list[Document]:
    """The items with another one at ``index``, and empty ones before it where there were none."""
    padded = [*map(dict, items), *({} for _ in range(index + 1 - len(items)))]
    return [*padded[:index], item, *padded[index + 1 :]]


def without(items: Sequence[Mapping[str, Any]], index: int) -> list[Document]:
    """The items but for the one at ``index``."""
    return [dict(each) for number, each in enumerate(items) if number != index]


def address_of(entry: Mapping[str, Any]) -> str:
    """The key of the address under which the person of an entry is to be registered; empty where there is none yet."""
    return email_key(str(entry.get("person", {}).get("email", "")))


def names_address(entry: Mapping[str, Any], key: str) -> bool:
    """Whether the address of that key was typed for the person of an entry."""
    typed = entry.get(INPUT, {}).get("email", ())
    return key in {address_of(entry), *map(email_key, typed)}


def _key(entry: Mapping[str, Any]) -> str:
    return str(entry.get("key", FIRST))


MOST_CHANGES = 3  # of an address, once the sign-up is sent
PAUSE = timedelta(minutes=2)
"""How long a mail is left to arrive before it is sent again."""
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Addressee:
    """To whom a mail of a sign-up is on its way.

    ``registration`` is the id of the one that the sign-up made (None: the address was known), ``joint_entry`` that of
    what a sign-up of several knows of them, ``has_place`` whether the page had shown a place, and ``is_bound`` whether
    the code of an invitation was for this address only.
    """

    email: str
    registration: int | None = None
    has_place: bool = False
    is_bound: bool = False
    joint_entry: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """All that is left of a sign-up that was sent: to whom mails went, when they did, how often addresses changed.

    What its page says comes from this alone, never from what is known of an address. Whoever was erased stays in
    ``people`` without an address, so that nobody's place in it changes.
    """

    people: tuple[Addressee, ...]
    sent: tuple[datetime, ...]
    changes: int = 0

    def sendable_from(self, per_hour: int, pause: timedelta = PAUSE) -> datetime:
        """From when a mail can be sent once more: after a pause, and ``per_hour`` times an hour after the first."""
        again, earliest = self.sent[1:], self.sent[-1] + pause
        return max(earliest, again[-per_hour] + _HOUR) if len(again) >= per_hour else earliest

    def may_change(self, index: int) -> bool:
        """Whether the address at that place, from 0, can be replaced by another."""
        if not 0 <= index < len(self.people) or self.changes >= MOST_CHANGES:
            return False
        return bool(self.people[index].email) and not self.people[index].is_bound

    @property
    def has_place(self) -> bool:
        """Whether the page had shown a place to anybody."""
        return any(each.has_place for each in self.people)


def sent_again(answer: Answer, per_hour: int, now: datetime) -> Answer:
    """The answer once its mails are sent again now. Raises TooMany when it is too early."""
    _check_early(answer.sendable_from(per_hour), now)
    return replace(answer, sent=(*answer.sent, now))


def readdressed(answer: Answer, index: int, email: str, per_hour: int, now: datetime) -> Answer:
    """The answer once the mail of the person at ``index`` goes to another address; the same one for the same address.

    Raises Refused when somebody else in it has the address, or it cannot be changed any more; TooMany when mails went
    too often this hour.
    """
    keys = [email_key(each.email) for each in answer.people]
    if index < len(keys) and keys[index] == email_key(email):
        return answer
    if not answer.may_change(index):
        raise Refused(Refusal.MOST_ADDRESSES)
    if email_key(email) in keys:
        raise Refused(Refusal.ADDRESS_TWICE)
    _check_early(answer.sendable_from(per_hour, timedelta()), now)
    people = tuple(replace(each, email=email) if n == index else each for n, each in enumerate(answer.people))
    return replace(answer, people=people, sent=(*answer.sent, now), changes=answer.changes + 1)


def _check_early(earliest: datetime, now: datetime) -> None:
    if now < earliest:
        raise TooMany(-((now - earliest) // timedelta(seconds=1)))


def without_address(answer: Answer, key: str) -> Answer:
    """The answer without whoever has the address of that key."""
    return replace(
        answer, people=tuple(Addressee("") if email_key(each.email) == key else each for each in answer.people)
    )


def answer_document(answer: Answer) -> Document:
    """The answer as JSON can keep it."""
    people, sent = list(map(asdict, answer.people)), [at.isoformat() for at in answer.sent]
    return {"people": people, "sent": sent, "changes": answer.changes}


def read_answer(stored: Mapping[str, Any], submitted_at: datetime | None) -> Answer:
    """The answer that `answer_document` turned into ``stored``.

    One that names addresses alone was written before there was more to say: its mails went when it was submitted.
    """
    people = stored.get("people", [{"email": email} for email in stored.get("addresses", ())])
    sent = stored.get("sent", [submitted_at.isoformat()] if submitted_at else [])
    return Answer(
        people=tuple(Addressee(**each) for each in people),
        sent=tuple(map(datetime.fromisoformat, sent)),
        changes=stored.get("changes", 0),
    )


@dataclass(frozen=True, slots=True)
class Joint:
    """Somebody of a sign-up of several: the name as typed, and whether they typed it all, have answered, still may."""

    name: str
    is_registrant: bool
    has_answered: bool
    may_answer: bool


@dataclass(frozen=True, slots=True)
class Report:
    """What became of those who were registered by somebody else, and whether the registrant is to hear of it."""

    confirmed: tuple[str, ...]
    lapsed: tuple[str, ...]
    is_sent: bool


def report(people: Sequence[Joint]) -> Report | None:
    """What is to be said of a sign-up of several; None while somebody may still answer.

    Only a registrant who has answered the own mail hears of the others.
    """
    if any(each.may_answer and not each.has_answered for each in people):
        return None
    others = [each for each in people if not each.is_registrant]
    return Report(
        tuple(each.name for each in others if each.has_answered),
        tuple(each.name for each in others if not each.has_answered),
        is_sent=bool(others) and any(each.is_registrant and each.has_answered for each in people),
    )
