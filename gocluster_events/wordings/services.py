"""How a letter reads before anybody gets it: with whose data, and as a mail to whoever words it."""

from datetime import datetime

from gocluster_events.accounts.models import Account
from gocluster_events.db import transaction
from gocluster_events.events.models import Event
from gocluster_events.events.rules.edition import EventStatus
from gocluster_events.letters import services as sending
from gocluster_events.letters.rules import Letter, UnusableWording, Wording, WordingMistake, WordingRefusal, mistakes
from gocluster_events.registration.people.models import Registration
from gocluster_events.registration.people.services.mails import about, facts, surroundings

MARK = "[Test] "


def values_of(event: Event, letter: Letter, language: str, reader: Registration | None = None) -> dict[str, str]:
    """The values of the placeholders: real ones for the edition and the reader, samples for the rest."""
    known = facts(event, reader, language) if reader else about(event, language)
    values = {**letter.samples, **{name: known[name] for name in letter.samples if name in known}}
    return {**values, **surroundings(letter, event, values.get("reference", ""))}


def send_trial(
    event: Event, letter: Letter, language: str, wording: Wording, to: Account, now: datetime, *, address: str
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
            values=values_of(event, letter, language),
            now=now,
            trial=sending.Trial(marked, address),
        )
