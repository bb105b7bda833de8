"""Letters to participants about something that happened to the meeting rather than to them."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from gocluster_events.events.models import Event
from gocluster_events.events.rules import Mode
from gocluster_events.letters import services as post
from gocluster_events.letters.rules import Letter
from gocluster_events.mail.rules import Outgoing
from gocluster_events.registration import queries
from gocluster_events.registration.models import Registration
from gocluster_events.registration.rules.salutation import salutation
from gocluster_events.registration.services.mails import about, look, scope, subject

Texts = Mapping[tuple[str, Mode], Mapping[str, str]]
"""What a letter says, by language and by how somebody takes part."""


def letters_to(
    event: Event, people: Iterable[Registration], letter: Letter, texts: Texts, key: str, not_before: datetime
) -> list[Outgoing]:
    """The letter to each of these people who told an address, once for each ``key``, with what the texts have for
    them.
    """
    frames = {language: {**about(event, language), **look(event)} for language, _mode in texts}
    return [
        post.compose(
            letter,
            scope=scope(event.id),
            subject=subject(person.id),
            to=person.email,
            language=person.language,
            key=f"{letter.name}:{person.id}:{key}",
            values={
                **frames[person.language],
                **texts[person.language, person.mode],
                "salutation": salutation(queries.entry_of(person), person.language),
            },
            link=(person.id, person.generation),
            not_before=not_before,
        )
        for person in people
        if person.email
    ]
