"""What is read of a meeting that is over, at most once a second by a process: report, materials, photos, cards."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import g, render_template
from markupsafe import Markup

from gocluster_events.attendance.attendees.queries.figures import frozen_figures
from gocluster_events.attendance.attendees.rules.frozen import from_stored
from gocluster_events.attendance.bookings.queries.saved import saved_items
from gocluster_events.core import clock, db
from gocluster_events.core.web.page_cache import digest, fresh
from gocluster_events.meeting.agenda.queries.publishing import ProgrammeState
from gocluster_events.meeting.agenda.rules.timetable import Item
from gocluster_events.meeting.agenda.views.latest import latest_version, public_version
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.people.queries.people import FullRegistration
from gocluster_events.meeting.registration.people.rules.codes import DataClass, Status, goes_at, periods
from gocluster_events.post_event.cards.queries.published import published as published_cards
from gocluster_events.post_event.cards.rules.cards import PublicCard
from gocluster_events.post_event.cards.rules.reading import number_open
from gocluster_events.post_event.materials.queries.materials import records
from gocluster_events.post_event.materials.rules.material import Entry, PublicMaterial, entries
from gocluster_events.post_event.photos.queries.photos import published as published_photos
from gocluster_events.post_event.photos.rules.photos import PublicPhoto
from gocluster_events.post_event.releases.queries import releases_of
from gocluster_events.post_event.releases.rules import Kind
from gocluster_events.post_event.report.queries.published import latest, published as published_report
from gocluster_events.post_event.report.rules.reading import PublishedReport
from gocluster_events.post_event.survey.queries import offer_to
from gocluster_events.site.queries.stamps import stamp_of
from gocluster_events.site.rules import results
from gocluster_events.site.rules.own_day import Mark, OwnDay
from gocluster_events.site.views.my_day import own_plan


@dataclass(frozen=True, slots=True)
class Public:
    """The materials, photos and cards of an edition, none as long as none is public, and the stamp of these and its
    report.
    """

    stamp: tuple[int | str | None, ...]
    materials: tuple[Entry, ...]
    photos: tuple[PublicPhoto, ...]
    cards: tuple[PublicCard, ...]

    def __bool__(self) -> bool:
        return bool(self.stamp[0] or self.materials or self.photos or self.cards)


def public_of(event_id: int) -> Public:
    """What of an edition is public, as it stands in its programme.

    What was withdrawn through another process is gone from here, too: while there is something to withdraw, its stamp
    is read each time.
    """
    known = fresh("results", event_id, lambda: _public(event_id))
    if known and known.stamp != stamp_of(db.session(), event_id):
        return _public(event_id)
    return known


def _public(event_id: int) -> Public:
    """The stamp is read first: what is withdrawn while the rest is read has another one."""
    session = db.session()
    stamp, photos = stamp_of(session, event_id), published_photos(session, event_id)
    return Public(stamp, _materials(event_id), photos, published_cards(session, event_id))


def _materials(event_id: int) -> tuple[Entry, ...]:
    stored = records(db.session(), event_id)
    if not any(each.published_at for each in stored):
        return ()
    version = public_version(event_id)
    return entries(stored, version.timetable if version else None, releases_of(db.session(), event_id, Kind.FILE))


def results_of(standing: ProgrammeState, now: datetime) -> results.Results:
    """What the page of an edition says once it is over."""
    session, event, version = db.session(), standing.event, latest_version(standing)
    public = public_of(event.id)
    materials, photos = results.open_ones(public.materials, now, is_participant=False), public.photos
    report = published_report(session, event.id) if event.report_version else None
    figures = frozen_figures(session, event, now)
    return results.Results(
        report=report,
        photo=top_photo(report, photos) if report else None,
        came=results.came_to_it(from_stored(figures.tables)) if figures else None,
        materials=len(materials),
        strands=results.of_strands(materials, public.cards, version.timetable) if version else {},
        photos=len(photos),
        cards=len(public.cards),
        questions=number_open(public.cards),
        has_certificates=now < goes_at(event.ends_at, periods(event.retention_days)[DataClass.REGISTRATIONS]),
    )


def teasers(editions: Sequence[Event]) -> Mapping[int, PublishedReport]:
    """The reports of these editions by their ids, the one published last first."""
    ids = [event.id for event in editions if event.report_version]
    reports = latest(db.session(), ids).values() if ids else ()
    return {each.event_id: each for each in sorted(reports, key=lambda each: each.published_at, reverse=True)}


def top_photo(report: PublishedReport, photos: Sequence[PublicPhoto]) -> PublicPhoto | None:
    """The first of the report's photos that is among those."""
    by_uuid = {each.uuid: each for each in photos}
    return by_uuid.get(report.photo(by_uuid))


@dataclass(frozen=True, slots=True)
class ItemResults:
    """What there is of the items of an edition; ``key`` stands for all of it."""

    materials: tuple[PublicMaterial, ...]
    photos: tuple[PublicPhoto, ...]
    cards: tuple[PublicCard, ...]
    key: str

    def section(self, item: str, track: str) -> Markup:
        """What the page of that item (UUID) in that strand (letter) shows of it; nothing where there is nothing."""
        there = {
            "materials": [each for each in self.materials if each.item == item],
            "photos": [each for each in self.photos if each.item == item],
            "cards": [each for each in self.cards if each.item == item],
        }
        if not any(there.values()):
            return Markup()
        text = render_template("site/_item_results.html", uuid=item, track=track, **there)
        return Markup(text)  # noqa: S704 -- a template of ours, which escapes


def item_results(event: Event) -> ItemResults:
    """What there is of the items of an edition right now, for the programme's pages, which know nothing of it."""
    public = public_of(event.id)
    materials = results.open_ones(public.materials, clock.now(), is_participant=False)
    return ItemResults(materials, public.photos, public.cards, digest(materials, public.photos, public.cards))


def own_results(whole: FullRegistration, now: datetime) -> dict[str, Any]:
    """What is left to somebody once the meeting is over: the survey, materials of the own programme, photos."""
    session, event, registration = db.session(), g.event, whole.registration
    takes_part = registration.status is Status.CONFIRMED
    public = public_of(event.id)
    known = public.materials
    return {
        "survey": offer_to(session, event, registration, now) if takes_part else None,
        "own_materials": _own_materials(whole, known, now) if takes_part and known else (),
        "has_materials": bool(results.open_ones(known, now, is_participant=takes_part)),
        "has_photos": bool(public.photos),
    }


def _own_materials(
    whole: FullRegistration, known: tuple[Entry, ...], now: datetime
) -> tuple[results.ItemMaterials, ...]:  # fmt: skip
    version = public_version(g.event.id)
    if version is None:
        return ()
    registration, timetable = whole.registration, version.timetable
    starred = saved_items(db.session(), registration.id)
    own = own_plan(g.event, registration, timetable, starred, whole.answered)
    return results.of_programme(_items(own), timetable, known, now)


def _items(own: Sequence[OwnDay]) -> Sequence[Item]:
    """The items in which somebody was, or wanted to be."""
    rows = (row for day in own for row in day.rows)
    return [row.item for row in rows if row.item is not None and row.mark is not Mark.WAITING]
