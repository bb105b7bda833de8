"""What stands on badges, lists and certificates beside people's own words, and what is wrong with a sheet."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from gocluster_events.attendance.papers.rules.badges import Attendee, Certificates, LocalText, Role, SizeRefusal
from gocluster_events.attendance.papers.rules.layout import Part
from gocluster_events.core.i18n import LazyString, _, _l, current_language, dates, day, hours
from gocluster_events.meeting.events.rules.edition import ACCENT, palette

ROLES: dict[Role, LazyString] = {
    Role.SPEAKER: _l("On the programme"),
    Role.TEAM: _l("Organising team"),
    Role.PARTICIPANT: _l("Participant"),
}

SIZE_REFUSALS: dict[SizeRefusal, LazyString] = {
    SizeRefusal.TOO_SMALL: _l("A badge is at least 40 mm wide and 25 mm high."),
    SizeRefusal.TOO_LARGE: _l("A badge is at most as large as the page, 210 × 297 mm."),
    SizeRefusal.OVERLAP: _l("The badges overlap."),
    SizeRefusal.OFF_THE_PAGE: _l(
        "Badges would be printed beyond the edge of the page. Choose a smaller shift or size."
    ),
}

TOO_LONG: dict[Part, LazyString] = {
    Part.NAME: _l("The name is too long."),
    Part.ORGANISATION: _l("The organisation is too long."),
    Part.POSITION: _l("The position is too long."),
}

NO_LENGTH = _l("Enter millimetres from %(least)s to %(most)s, for example 1.5.")
NO_SIZE = _l("Enter width and height in millimetres, for example 75 and 45.")
NO_SUCH_PLACE = _l("A sheet of this size has %(last)d positions. Start at one of them.")


def badge_words() -> dict[str, str]:
    """The labels that the templates of badges ask for."""
    return {
        "name": _("Name"),
        "organisation": _("Organisation"),
        "no_photos": _("No photographs, please"),
        "code": _("QR code with the reference number"),
        "scale": _("Print it in its original size (100 %), on plain paper."),
        "light": _("Place it on a sheet of badges and hold both up to the light."),
        "shift": _("Enter how many millimetres the outlines are off."),
    }


def signature_words() -> dict[str, str | tuple[str, ...]]:
    """The labels that lists to be signed ask for."""
    return {
        "number": _("No."),
        "name": _("Name"),
        "organisation": _("Organisation"),
        "signature": _("Signature"),
        "purpose": _("This list proves who took part. It is not shown to third parties."),
        "page": tuple(_("Page %(number)s of %(total)s", number="\n", total="\n").split("\n")),
    }


def certificate_words() -> dict[str, str]:
    """The labels that certificates ask for."""
    return {
        "heading": _("Certificate of attendance"),
        "attended": _("attended the event"),
        "topics": _("Topics"),
        "machine": _("This certificate was generated automatically and is valid without a signature."),
        "reference": _("Reference number"),
    }


def certificates(
    event: Any, topics: Sequence[LocalText], people: Sequence[Any], logo_alt: str, now: datetime
) -> Certificates:
    """The certificates of these people for an `events.models.Event`, issued at ``now``."""
    language, colours = current_language(), palette(event.accent)
    title = event.title.pick(language)
    span = hours(event.starts_at, event.ends_at, event.zone)
    return Certificates(
        title=_("Certificates of attendance: %(event)s", event=title[0]),
        lang=language,
        edition=title,
        motto=event.motto.pick(language),
        when=_("on %(day)s, %(times)s", day=dates(event.starts_at, event.ends_at, event.zone), times=span),
        place=", ".join(filter(None, (event.venue, event.city))),
        topics=tuple(topics),
        issued=", ".join(filter(None, (event.city, day(now, event.zone, "plain")))),
        issuer=_("Issued by %(name)s, %(email)s", name=event.contact_name, email=event.contact_email),
        accent=colours.light if colours else ACCENT,
        logo_alt=logo_alt,
        words=certificate_words(),
        people=tuple(_attendee(each) for each in people),
    )


def _attendee(person: Any) -> Attendee:
    name = " ".join(filter(None, (person.title, person.first_name, person.last_name)))
    return Attendee(name, person.organisation, person.reference)
