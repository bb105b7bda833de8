"""A certificate of attendance in the reader's language."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from gocluster_events.attendees.rules.certificates import Attendee, Certificates, Said
from gocluster_events.attendees.words.badges import certificate_words
from gocluster_events.events.rules import ACCENT, palette
from gocluster_events.i18n import _, current_language, day, time_span


def certificates(
    event: Any, topics: Sequence[Said], people: Sequence[Any], logo_alt: str, now: datetime
) -> Certificates:
    """One for each of these rows of the list, of an `events.models.Event`, issued at ``now``."""
    language, colours = current_language(), palette(event.accent)
    title = event.title.pick(language)
    span = time_span(event.starts_at, event.ends_at, event.zone)
    return Certificates(
        title=_("Certificates of attendance: %(event)s", event=title[0]),
        lang=language,
        edition=title,
        motto=event.motto.pick(language),
        when=_("on %(day)s, %(times)s", day=day(event.starts_at, event.zone), times=span),
        place=", ".join(filter(None, (event.venue, event.city))),
        topics=tuple(topics),
        issued=f"{event.city}, {day(now, event.zone, 'plain')}",
        issuer=_("Issued by %(name)s, %(email)s", name=event.contact_name, email=event.contact_email),
        accent=colours.light if colours else ACCENT,
        logo_alt=logo_alt,
        words=certificate_words(),
        people=tuple(_attendee(each) for each in people),
    )


def _attendee(person: Any) -> Attendee:
    name = " ".join(filter(None, (person.title, person.first_name, person.last_name)))
    return Attendee(name, person.organisation, person.reference)
