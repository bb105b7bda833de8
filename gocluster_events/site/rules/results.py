"""What a meeting that is over leaves behind, as its pages show it: report, materials, photos, cards, how many came."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from gocluster_events.attendance.attendees.rules.figures import CAME, Table, Topic
from gocluster_events.meeting.agenda.rules.paths import path
from gocluster_events.meeting.agenda.rules.timetable import Item, Timetable
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.post_event.cards.rules.cards import PublicCard
from gocluster_events.post_event.materials.rules.material import Entry, PublicMaterial, as_public
from gocluster_events.post_event.materials.rules.standing import Hurdle, hurdles, opens_to
from gocluster_events.post_event.photos.rules.photos import PublicPhoto
from gocluster_events.post_event.report.rules.reading import PublishedReport

A_YEAR = timedelta(days=365)
"""So long the start page tells of a report; later it links it."""


@dataclass(frozen=True, slots=True)
class Strand:
    """How many materials and cards there are of the items of a track."""

    materials: int
    cards: int


@dataclass(frozen=True, slots=True)
class Results:
    """All that the page of a meeting says afterwards; ``came`` is how many came to it, None where that is not said.

    ``photo`` is that of the report, ``strands`` what there is by the id of a track, ``questions`` how many of the
    cards are open ones. With ``has_certificates`` whoever was there still finds the certificate on the own page.
    """

    report: PublishedReport | None
    photo: PublicPhoto | None
    came: int | None
    materials: int
    strands: Mapping[int, Strand]
    photos: int
    cards: int
    questions: int
    has_certificates: bool


@dataclass(frozen=True, slots=True)
class Coming:
    """A material that everything is agreed about, and that opens at that time."""

    material: PublicMaterial
    at: datetime


@dataclass(frozen=True, slots=True)
class ItemMaterials:
    """What there is of an item of somebody's programme, and what is still to come."""

    item: Item
    address: str
    there: tuple[PublicMaterial, ...]
    coming: tuple[Coming, ...]


def open_ones(entries: Iterable[Entry], now: datetime, *, is_participant: bool) -> tuple[PublicMaterial, ...]:
    """The materials that somebody may open now."""
    mine = (each for each in entries if opens_to(each.record.facts.seen_by, is_participant=is_participant))
    return tuple(as_public(each) for each in mine if not hurdles(each.standing, now))


def coming_ones(entries: Iterable[Entry], now: datetime) -> tuple[Coming, ...]:
    """What participants will be able to open, and needs nothing but time."""
    waiting = ((each, each.standing.opens_at) for each in entries if hurdles(each.standing, now) == (Hurdle.NOT_YET,))
    return tuple(Coming(as_public(each), at) for each, at in waiting if at is not None)


def of_strands(
    materials: Iterable[PublicMaterial], cards: Iterable[PublicCard], timetable: Timetable
) -> Mapping[int, Strand]:
    """How much there is of the items of each track, by its id, where there is something."""
    numbers = [Counter(_tracks(some, timetable)) for some in (materials, cards)]
    return {track: Strand(numbers[0][track], numbers[1][track]) for track in numbers[0].keys() | numbers[1].keys()}


def _tracks(some: Iterable[PublicMaterial | PublicCard], timetable: Timetable) -> Iterator[int]:
    for each in some:
        item = timetable.item(each.item)
        if item is not None and item.track is not None:
            yield item.track


def of_programme(
    items: Iterable[Item], timetable: Timetable, entries: tuple[Entry, ...], now: datetime
) -> tuple[ItemMaterials, ...]:  # fmt: skip
    """What there is, or will be, of these items, for somebody who takes part; those without anything are left out."""
    there, coming = open_ones(entries, now, is_participant=True), coming_ones(entries, now)
    rows = (
        ItemMaterials(
            item,
            path(timetable, item),
            tuple(each for each in there if each.item == item.uuid),
            tuple(each for each in coming if each.material.item == item.uuid),
        )
        for item in items
    )
    return tuple(row for row in rows if row.there or row.coming)


def of_last_year(reports: Mapping[int, PublishedReport], ends: Mapping[int, datetime], now: datetime) -> int | None:
    """The edition (id) of the first of these reports whose meeting ended within a year, by when each ended."""
    return next((event_id for event_id in reports if now - ends[event_id] < A_YEAR), None)


def came_to_it(tables: Iterable[Table]) -> int | None:
    """How many came on site by the figures that stay; None where that is not counted, or too few to be told."""
    modes = next((each for each in tables if each.topic is Topic.MODE), None)
    if modes is None or CAME not in modes.columns:
        return None
    numbers = (row.numbers[modes.columns.index(CAME)] for row in modes.rows if row.value == Mode.ONSITE.value)
    return next(numbers, None) or None
