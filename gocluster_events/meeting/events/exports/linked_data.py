"""A meeting or a part of it as a schema.org Event (https://schema.org/Event), for search engines and calendars."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from gocluster_events.meeting.events.rules.happening import Happening, Offer

_SCHEMA = "https://schema.org"


def to_linked_data(happening: Happening) -> dict[str, Any]:
    """The Event with its context; its parts and the whole that it belongs to are described in brief."""
    node = {
        "@context": _SCHEMA,
        **_brief(happening),
        "description": happening.description,
        "image": happening.image,
        "inLanguage": list(happening.languages),
        "isAccessibleForFree": True,
        "organizer": {
            "@type": "Organization", "name": happening.organiser.name, "email": happening.organiser.email,
        },
        "performer": [{"@type": "Person", "name": name} for name in happening.performers],
        "offers": _offer(happening.offer) if happening.offer else None,
        "subEvent": [_brief(part) for part in happening.parts],
        "superEvent": _brief(happening.whole) if happening.whole else None,
    }  # fmt: skip
    return {name: value for name, value in node.items() if value not in ("", [], None)}


def _brief(happening: Happening) -> dict[str, Any]:
    """What every Event must have: name, time, place, and its page."""
    return {
        "@type": "Event",
        "@id": f"{happening.url}#event",
        "name": happening.name,
        "url": happening.url,
        "startDate": _local(happening.starts_at, happening.zone),
        "endDate": _local(happening.ends_at, happening.zone),
        "eventStatus": f"{_SCHEMA}/EventScheduled",
        "eventAttendanceMode": f"{_SCHEMA}/{_mode(happening)}EventAttendanceMode",
        "location": _location(happening),
    }


def _mode(happening: Happening) -> str:
    if happening.online:
        return "Mixed" if happening.onsite else "Online"
    return "Offline"


def _location(happening: Happening) -> Any:
    places = [_place(happening)] if happening.onsite or not happening.online else []
    if happening.online:
        places.append({"@type": "VirtualLocation", "url": happening.url})
    return places[0] if len(places) == 1 else places


def _place(happening: Happening) -> dict[str, Any]:
    venue = happening.venue
    address = {
        "streetAddress": venue.address, "addressLocality": venue.city, "addressCountry": venue.country,
    }  # fmt: skip
    return {
        "@type": "Place",
        "name": ", ".join(filter(None, (happening.room, venue.name))),
        "address": {"@type": "PostalAddress", **{name: value for name, value in address.items() if value}},
    }


def _offer(offer: Offer) -> dict[str, Any]:
    return {
        "@type": "Offer",
        "url": offer.url,
        "price": 0,
        "priceCurrency": "EUR",
        "validFrom": offer.opens_at.isoformat(),
        "validThrough": offer.closes_at.isoformat(),
    }


def _local(instant: datetime, zone: str) -> str:
    """ISO 8601 with the offset of the venue's clocks."""
    return instant.astimezone(ZoneInfo(zone)).isoformat()
