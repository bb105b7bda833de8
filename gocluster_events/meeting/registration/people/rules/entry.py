"""What somebody told in a sign-up, its reference number, and what becomes of an address that registers again."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime, timedelta
from enum import Enum
from random import Random
from typing import Any, TypeVar

from gocluster_events.core.text import email_key
from gocluster_events.meeting.registration.people.rules import fields as fields_rules
from gocluster_events.meeting.registration.people.rules.answers import answer_document, read_answer
from gocluster_events.meeting.registration.people.rules.codes import Status
from gocluster_events.meeting.registration.people.rules.questions import Answer, Answers

Document = dict[str, Any]


@dataclass(frozen=True)
class SignUp:
    """One person of a sign-up: the entry, what the person needs, the answers, and the identity where it is asked.

    Without ``agrees_to_health`` nothing of the needs but the diet, and no protected answer, may be stored.
    """

    entry: fields_rules.PersonalData
    needs: fields_rules.Needs
    answers: Answers = ()
    identity: fields_rules.Identity = field(default_factory=fields_rules.Identity)
    agrees_to_health: bool = False


def permitted(sign_up: SignUp, protected: Collection[int]) -> SignUp:
    """What of the sign-up may be stored; ``protected`` are the questions whose answers are kept like needs."""
    if sign_up.agrees_to_health:
        return sign_up
    answers = tuple(each for each in sign_up.answers if each.question_id not in protected)
    return replace(sign_up, needs=sign_up.needs.food, answers=answers)


def without_needs(sign_up: SignUp, protected: Collection[int]) -> SignUp:
    """What of the sign-up may wait for a proof that somebody else may give: no need and no consent."""
    return replace(permitted(replace(sign_up, agrees_to_health=False), protected), needs=fields_rules.Needs())


def of_colleague(sign_up: SignUp) -> SignUp:
    """What one person may tell of another: who it is, from where, and how they take part."""
    typed = {name: getattr(sign_up.entry, name) for name in OF_COLLEAGUES}
    return SignUp(fields_rules.PersonalData(**typed), fields_rules.Needs())


OF_COLLEAGUES = (
    "first_name", "last_name", "email", "organisation", "cluster", "actor_type", "state", "mode", "language"
)  # fmt: skip


def is_same(first: SignUp, second: SignUp) -> bool:
    """Whether both sign-ups say the same; the spelling of the address does not count."""
    return _with_key(first) == _with_key(second)


def _with_key(sign_up: SignUp) -> SignUp:
    key = email_key(sign_up.entry.email)
    return replace(sign_up, entry=replace(sign_up.entry, email=key), answers=normalised(sign_up.answers))


def normalised(answers: Answers) -> Answers:
    """The answers in a fixed order, without versions: equal for all who answered the same."""
    return tuple(map(_normalised, sorted(answers, key=lambda answer: answer.question_id)))


def _normalised(answer: Answer) -> Answer:
    """The answer without the version of its question, its options in a fixed order."""
    return replace(answer, version_id=0, options=tuple(sorted(answer.options)))


Part = TypeVar(
    "Part",
    fields_rules.Person,
    fields_rules.Participation,
    fields_rules.PersonalData,
    fields_rules.Needs,
    fields_rules.Identity,
)


def document(
    part: fields_rules.Person | fields_rules.Participation | fields_rules.Needs | fields_rules.Identity,
) -> Document:
    """The value as JSON can keep it."""
    return {each.name: _plain(getattr(part, each.name)) for each in fields(part)}


def read(kind: type[Part], stored: Mapping[str, Any]) -> Part:
    """The value that `document` turned into ``stored``; what belongs to another kind is left out."""
    names = {each.name for each in fields(kind)}
    return kind(
        **{name: _value(fields_rules.NAMED.get(name), value) for name, value in stored.items() if name in names}
    )


def private(
    needs: fields_rules.Needs, answers: Answers = (), identity: fields_rules.Identity | None = None, *,
    agrees: bool = False,
) -> Document:  # fmt: skip
    """What is kept apart from the entry, as one document: `read` gives needs and identity back, `answers_in` the rest.

    Nothing but the needs stands in it where nothing else was told.
    """
    private_data = document(needs)
    if agrees:
        private_data["agrees_to_health"] = True
    if answers:
        private_data["answers"] = [answer_document(each) for each in answers]
    return private_data | document(identity) if identity else private_data


def answers_in(stored: Mapping[str, Any]) -> Answers:
    """The answers in a document of `private`."""
    return tuple(read_answer(each) for each in stored.get("answers", ()))


def sign_up_in(entry: fields_rules.PersonalData, stored: Mapping[str, Any]) -> SignUp:
    """The entry with all that a document of `private` holds."""
    identity, agrees = read(fields_rules.Identity, stored), bool(stored.get("agrees_to_health"))
    return SignUp(entry, read(fields_rules.Needs, stored), answers_in(stored), identity, agrees)


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, dt.date):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value


def _value(detail: fields_rules.Detail | None, value: Any) -> Any:
    if detail is None or value is None:
        return value
    if isinstance(detail.default, tuple):
        return tuple(map(detail.kind, value))
    if issubclass(detail.kind, dt.date):
        return dt.date.fromisoformat(value) if value else None
    return (detail.kind(value) if value else None) if issubclass(detail.kind, Enum) else value


ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U


def reference(chance: Random) -> str:
    """A new reference; ``chance`` is the machine's own randomness, or seeded where it must repeat itself."""
    drawn = "".join(chance.choice(ALPHABET) for _ in range(8))
    return f"{drawn[:4]}-{drawn[4:]}-{check_character(drawn)}"


def check_character(drawn: str) -> str:
    """The check character, by the hybrid system of ISO/IEC 7064 with modulus 32: every single wrong one is found."""
    product = 32
    for character in drawn:
        product = 2 * ((product + ALPHABET.index(character)) % 32 or 32) % 33
    return ALPHABET[(33 - product) % 32]


def read_reference(typed: str) -> str | None:
    """The reference that somebody typed or read out: case, blanks and hyphens do not count, O is 0, I and L are 1.

    None where it can be none: too long or too short, or with a wrong character in it.
    """
    meant = "".join(character for character in typed.upper() if character.isalnum()).translate(_ALIKE)
    if len(meant) != 9 or not set(meant) <= set(ALPHABET) or check_character(meant[:8]) != meant[8]:
        return None
    return f"{meant[:4]}-{meant[4:8]}-{meant[8]}"


_ALIKE = str.maketrans("OIL", "011")


def admission_code(slug: str, reference: str) -> str:
    """What the QR code of a ticket or badge says: edition and reference, which open nothing by themselves."""
    return f"{slug}/{reference}"


SAME_INTENTION = timedelta(minutes=10)
ONE_REMINDER = timedelta(hours=1)


class Repeat(Enum):
    """How a known address is answered, always by mail and never on the page."""

    SAME_LINK = "same_link"  # the same once more: the first link is still the one to open
    PENDING = "pending"  # new data wait for their own proof
    REMIND = "remind"  # the address takes part already, or was declined: a link to the personal page


def repeat(status: Status, *, is_same: bool) -> Repeat:
    """The answer to an address whose registration has this status; ``is_same``: nothing was typed differently."""
    if status in {Status.CONFIRMED, Status.WAITLISTED, Status.DECLINED}:
        return Repeat.REMIND
    return Repeat.SAME_LINK if status is Status.UNCONFIRMED and is_same else Repeat.PENDING


def interval_number(since: datetime, now: datetime, every: timedelta) -> int:
    """The number of the span of ``every`` in which ``now`` lies, counted from ``since``.

    In the key of a mail it makes a form that is sent again and again cause one mail a span. A ``now`` before ``since``
    belongs to the first span.
    """
    return max(0, (now - since) // every)
