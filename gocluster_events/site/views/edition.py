"""The start page and the page of one edition, which are made once and then kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import Response, current_app, g, render_template, url_for

from gocluster_events.backoffice.editions.rules.venue import clauses, directions, floors
from gocluster_events.core import clock, db
from gocluster_events.core.web.audience import public, public_by_name
from gocluster_events.core.web.data_block import data_block
from gocluster_events.core.web.page_cache import answer_page, digest, fresh
from gocluster_events.meeting.agenda.queries.publishing import ProgrammeState
from gocluster_events.meeting.agenda.rules.paths import path
from gocluster_events.meeting.agenda.rules.timetable import Timetable
from gocluster_events.meeting.agenda.views.latest import enter, latest_version, sheet
from gocluster_events.meeting.agenda.words import steps as agenda_words
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.exports.linked_data import to_linked_data
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules import days
from gocluster_events.meeting.events.rules.edition import RegistrationPhase, Shelf
from gocluster_events.meeting.events.rules.happening import Happening
from gocluster_events.meeting.events.rules.procedure import Confirmation
from gocluster_events.meeting.events.rules.reach import Reach
from gocluster_events.meeting.registration.quotas import words as quotas
from gocluster_events.post_event.photos.rules.photos import PublicPhoto
from gocluster_events.post_event.report.rules.reading import PublishedReport
from gocluster_events.site.queries import pages as queries
from gocluster_events.site.queries.stamps import stamp_of_reports
from gocluster_events.site.rules.overview import BREAKS, Today, day_spans, is_large, of_track, overview, speakers, today
from gocluster_events.site.rules.registration_box import RegistrationBox, registration_box
from gocluster_events.site.rules.results import Results, of_last_year
from gocluster_events.site.views.results import public_of, results_of, teasers, top_photo
from gocluster_events.site.views.site import blueprint

_ON_A_CARD = (
    "slug", "title", "motto", "starts_at", "ends_at", "zone", "city", "venue", "registration_opens_at",
    "registration_closes_at", "documentation_at",
)  # fmt: skip


@blueprint.get("/<lang:lang>/")
@public
def editions() -> Response:
    """The start page: every public edition, those one can register for first."""
    start, photo = _start()
    return answer_page(
        "editions",
        (start.key, photo, g.lang),
        lambda: render_template("site/editions.html", start=start, photo=photo),
    )


@dataclass(frozen=True, slots=True)
class _Start:
    """The editions as they stand at that moment, the reports of those that are over, by id (``latest`` stands on top),
    and the stamp of all reports. ``key`` stands for all that the page shows of them.
    """

    now: datetime
    shelves: Mapping[Shelf, Sequence[Event]]
    reports: Mapping[int, PublishedReport]
    latest: PublishedReport | None
    stamp: tuple[tuple[int, ...], ...]
    key: str


def _start() -> tuple[_Start, PublicPhoto | None]:
    """What the start page shows, with the photo of the report on top. What was taken back through another process is
    gone from it, too: while there is a report, the stamp of all is read each time.
    """
    start = fresh("shelves", "", _shelves)
    if start.stamp and start.stamp != stamp_of_reports(db.session()):
        start = _shelves()
    return start, top_photo(start.latest, public_of(start.latest.event_id).photos) if start.latest else None


def _shelves() -> _Start:
    """All of it as it stands now."""
    now, session = clock.now(), db.session()
    stamp, shelves = stamp_of_reports(session), queries.shelves(session, now)
    cards = []
    for shelf, rows in shelves.items():
        for event in rows:
            session.expunge(event)  # it outlives this request
            is_ahead = now < event.registration_opens_at
            cards.append((shelf, is_ahead, *(getattr(event, name) for name in _ON_A_CARD)))
    reports = teasers(shelves[Shelf.PAST])
    event_id = of_last_year(reports, {each.id: each.ends_at for each in shelves[Shelf.PAST]}, now)
    latest = None if event_id is None else reports[event_id]
    return _Start(now, shelves, reports, latest, stamp, digest(cards, reports, event_id))


@dataclass(frozen=True, slots=True)
class _Facts:
    """What stands on an edition's page at that moment besides its settings and its programme.

    ``today`` is a day of the meeting on which the programme says what runs; ``results`` is what it leaves behind once
    it is over. ``key`` stands for all that the page shows.
    """

    at: datetime
    today: date | None
    phase: RegistrationPhase
    box: RegistrationBox
    shows_list: bool
    results: Results | None
    tracks: Sequence[Any]
    rooms: Sequence[Any]
    key: str


@blueprint.get("/<lang:lang>/<edition>/")
@public_by_name
def edition() -> Response:
    """One edition, and what one can do about registering right now."""
    standing = enter()
    stamp = public_of(standing.event.id).stamp if clock.now() >= standing.event.ends_at else ()
    facts = fresh("editions", (standing.key, g.lang, stamp), lambda: _facts(standing))
    return answer_page("edition", facts.key, lambda: _edition(standing, facts))


def _facts(standing: ProgrammeState) -> _Facts:
    session, event, now = db.session(), standing.event, clock.now()
    reached, phase = days.phase(standing.days, event.zone, now), events.registration_phase(event, now)
    on = reached.day.date if reached.is_today and reached.day and standing.versions else None
    box = _box(event, phase, now, is_over=reached.is_over)
    shows_list = events.reach(event, now) is Reach.PUBLIC
    tracks, rooms = queries.strands(session, event.id), queries.rooms_of_the_house(session, event.id)
    results = results_of(standing, now) if reached.is_over and now >= event.ends_at else None
    at = now.replace(second=0, microsecond=0) if on else now  # the page tells the minute
    moment = at if on else now < event.ends_at
    key = digest(standing.key, g.lang, moment, phase, box, shows_list, results, tracks, rooms)
    return _Facts(at, on, phase, box, shows_list, results, tracks, rooms, key)


def _box(event: Event, phase: RegistrationPhase, now: datetime, *, is_over: bool) -> RegistrationBox:
    offer = queries.offered(db.session(), event, now)
    spare = tuple((each.mode, quotas.spare_sentence(name, each)) for name, each in offer.spare)
    reviews = event.confirmation is Confirmation.REVIEW
    return registration_box(
        phase, offer.places, events.window(event), now, event.zone, spare=spare, reviews=reviews, is_over=is_over
    )


def _edition(standing: ProgrammeState, facts: _Facts) -> str:
    version = latest_version(standing)
    timetable = version.timetable if version else None
    return render_template(
        "site/edition.html",
        now=facts.at,
        registration_phase=lambda: facts.phase.value,
        shows_list=facts.shows_list,
        box=facts.box,
        results=facts.results,
        day_names=days.day_names(standing.days),
        today=_today(timetable, facts),
        clauses=clauses,
        directions=directions,
        tracks=facts.tracks,
        floors=floors(facts.rooms),
        theme=sheet(standing),
        linked_data=data_block(to_linked_data(_happening(timetable))),
        **_programme(timetable),
    )


def _today(timetable: Timetable | None, facts: _Facts) -> Today | None:
    """What the page says on a day of the meeting; None on any other, and after the last main day."""
    return today(timetable, facts.today, facts.at) if timetable and facts.today else None


def _happening(timetable: Timetable | None) -> Happening:
    """The edition for search engines, with its programme as far as it is published and not too large."""
    event, mark = g.event, events.logo(db.session(), g.event)
    meeting = events.happening(
        event,
        g.lang,
        url=_full("site.edition"),
        register_url=_full("sign_up.register"),
        logo_url=_full("events.file", sha256=mark.sha256) if mark else "",
    )
    if timetable is None or is_large(timetable):
        return meeting
    return agenda_words.with_parts(meeting, timetable, lambda item: _full("agenda.item", address=path(timetable, item)))


def _full(endpoint: str, **values: Any) -> str:
    base: str = current_app.config["SETTINGS"].base_url
    return base.rstrip("/") + url_for(endpoint, **values)


def _programme(timetable: Timetable | None) -> dict[str, Any]:
    if timetable is None:
        return {"timetable": None}
    is_long = is_large(timetable)
    return {
        "timetable": timetable,
        "is_large": is_long,
        "days": day_spans(timetable) if is_long else overview(timetable),
        "speakers": speakers(timetable),
        "of_track": of_track,
        "breaks": BREAKS,
        "address": lambda item: path(timetable, item),
    }
