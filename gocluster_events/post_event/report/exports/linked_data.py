"""A report as a schema.org Report (https://schema.org/Report) about the meeting, for search engines."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gocluster_events.meeting.events.exports.linked_data import to_linked_data
from gocluster_events.meeting.events.rules.happening import Happening


@dataclass(frozen=True, slots=True)
class Account:
    """The report in one language: its texts, its page, its pictures, and when it was published and changed."""

    headline: str
    lead: str
    url: str
    language: str
    published_at: datetime
    changed_at: datetime
    images: tuple[str, ...] = ()


def to_report(account: Account, meeting: Happening) -> dict[str, Any]:
    """The Report with its context, and the Event whose subject it is."""
    event = {name: value for name, value in to_linked_data(meeting).items() if name != "@context"}
    here = f"{account.url}#report"
    node = {
        "@context": "https://schema.org",
        "@type": "Report",
        "@id": here,
        "headline": account.headline,
        "description": account.lead,
        "url": account.url,
        "inLanguage": account.language,
        "datePublished": account.published_at.isoformat(),
        "dateModified": account.changed_at.isoformat(),
        "image": list(account.images),
        "author": event.get("organizer"),
        "about": {**event, "subjectOf": {"@id": here}},
    }
    return {name: value for name, value in node.items() if value not in ([], None)}
