"""How a letter reads before anybody gets it: with whose data, and as a mail to whoever words it."""

from collections.abc import Callable, Mapping
from datetime import datetime

from gocluster_events.core.accounts.models import Account
from gocluster_events.core.db import transaction
from gocluster_events.core.text import Localized
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus, Mode
from gocluster_events.meeting.events.rules.team import INVITATION_LASTS
from gocluster_events.meeting.letters import services as sending
from gocluster_events.meeting.letters.rules import (
    Letter,
    UnusableWording,
    Wording,
    WordingMistake,
    WordingRefusal,
    mistakes,
)
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.rules import letters
from gocluster_events.meeting.registration.people.rules.changing import acceptance_deadline
from gocluster_events.meeting.registration.people.rules.deciding import TEXTS, DeclineReason
from gocluster_events.meeting.registration.people.rules.seats import HOLD, LINK_LASTS
from gocluster_events.meeting.registration.people.services.mails import about, afterwards, facts, moment, surroundings
from gocluster_events.meeting.registration.waiting.services.due_changes import offer_deadline
from gocluster_events.post_event.cards.rules.asking import CARDS_QUESTION
from gocluster_events.post_event.cards.rules.codes import SILENCE
from gocluster_events.post_event.follow_ups.rules.codes import LINK_LASTS as FOLLOW_UP_LASTS
from gocluster_events.post_event.follow_ups.rules.letters import LETTERS as FOLLOW_UPS

MARK = "[Test] "


NOTE = Localized("Wir freuen uns auf Sie.", "We look forward to seeing you.")
_UNTIL: Mapping[str, Callable[[Event, datetime], datetime]] = {
    **dict.fromkeys(
        ("prove_address", "prove_again", "prove_colleague", "prove_colleague_again", "prove_email"),
        lambda _event, now: now + LINK_LASTS,
    ),
    letters.OFFERED.name: offer_deadline,
    letters.SUBSTITUTE_ASKED.name: lambda event, now: acceptance_deadline(now, event.starts_at),
    CARDS_QUESTION.name: lambda _event, now: now + SILENCE,
    **dict.fromkeys((each.name for each in FOLLOW_UPS), lambda _event, now: now + FOLLOW_UP_LASTS),
    "team_invitation": lambda _event, now: now + INVITATION_LASTS,
}
"""Until when what a letter of now asks for can be done; in all others until registration closes."""


def values_of(
    event: Event, letter: Letter, language: str, now: datetime,
    *, reader: Registration | None = None, spoken: Mapping[str, str],
) -> dict[str, str]:  # fmt: skip
    """The values of the placeholders: real ones for the edition and the reader, samples for the rest.

    What depends on the moment is what a letter of ``now`` would say; ``spoken`` are values that only words can give:
    what it could say of this edition's items.
    """
    known = {**_samples(event, letter, language, now), **spoken}
    known |= facts(event, reader, language) if reader else about(event, language)
    values = {**letter.samples, **{name: known[name] for name in letter.samples if name in known}}
    return {**values, **surroundings(letter, event, values.get("reference", ""))}


def _samples(event: Event, letter: Letter, language: str, now: datetime) -> dict[str, str]:
    """What a letter of this edition would say now where it names an hour, a reason or how somebody takes part."""
    mode = Mode.ONLINE if letter.name.endswith("_online") else Mode.ONSITE
    until = _UNTIL[letter.name](event, now) if letter.name in _UNTIL else event.registration_closes_at
    return {
        "salutation": letter.samples.get("salutation", "").removeprefix("Frau " if language == "en" else ""),
        "until": moment(event, until, language),
        "hold": letters.HOLD.pick(language)[0].format(until=moment(event, now + HOLD, language)),
        "afterwards": afterwards(event, language, now, has_calendar=True),
        "reason": TEXTS[DeclineReason.FULL].pick(language)[0],
        "mode": letters.MODES[language, mode],
        "note": NOTE.pick(language)[0],
    }


def send_trial(
    event: Event, letter: Letter, language: str, wording: Wording, to: Account, now: datetime,
    *, address: str, spoken: Mapping[str, str],
) -> None:  # fmt: skip
    """The account gets the letter as worded, marked in its subject, with sample data. Raises UnusableWording."""
    flaws = mistakes(letter, wording)
    if event.status is EventStatus.ARCHIVED:
        flaws = (WordingMistake("", WordingRefusal.ARCHIVED),)
    if flaws:
        raise UnusableWording(flaws)
    marked = Wording(MARK + wording.subject, wording.heading, wording.body, wording.button)
    with transaction() as session:
        sending.send(
            session,
            letter,
            scope=f"edition:{event.id}",
            subject=f"account:{to.id}",
            to=to.email,
            language=language,
            key=f"trial:{letter.name}:{to.id}:{now.isoformat()}",
            values=values_of(event, letter, language, now, spoken=spoken),
            now=now,
            trial=sending.Trial(marked, address),
        )
