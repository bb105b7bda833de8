"""What a calendar says: each of its events is an item."""

from collections.abc import Mapping, Sequence
from typing import Any

from gocluster_events.agenda.rules.reading.told import Column, Told, ToldItem


def from_calendar(events: Sequence[Mapping[str, Any]], language: str, place: str) -> Told | None:
    """What the events say; ``place`` is the venue's address, which may follow a room. None when there is no event.

    Events without a language of their own are in ``language``. What repeats is taken once; a single date that was
    moved is an item of its own.
    """
    if not events:
        return None
    numbered = list(enumerate(events, start=1))
    gone = tuple(number for number, event in numbered if event["status"].upper() == "CANCELLED")
    return Told(
        items=tuple(_item(number, event, language, place) for number, event in numbered if number not in gone),
        language=language,
        left_out=gone,
        repeated=tuple(number for number, event in numbered if event["repeats"] and number not in gone),
    )


def _item(number: int, event: Mapping[str, Any], language: str, place: str) -> ToldItem:
    said = event["summary_language"][:2].lower()
    written = said if said in {"de", "en"} else language
    values = {
        Column.ID: " ".join(filter(None, (event["uid"], event["recurrence"]))),
        Column(f"title_{written}"): event["summary"],
        Column(f"abstract_{written}"): event["description"],
        Column.ROOM: _room(event["location"], place),
        Column.START: event["start"],
    }
    if event["categories"]:
        values[Column.KIND] = event["categories"][0]
    if event["minutes"] is not None:
        values[Column.LENGTH] = str(event["minutes"])
    return ToldItem(number, values)


def _room(location: str, place: str) -> str:
    """The place without the venue's address."""
    return "" if location == place else location.removesuffix(f", {place}") if place else location
