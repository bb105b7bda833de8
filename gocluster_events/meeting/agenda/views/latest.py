"""The version of an edition's programme that stands, as this process knows it; what is made of it needs no database."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from flask import g

from gocluster_events.core import clock, db
from gocluster_events.core.web.answers import found_or_404
from gocluster_events.core.web.page_cache import PageCache, fresh, page_cache
from gocluster_events.meeting.agenda.exports.theme import theme
from gocluster_events.meeting.agenda.queries import publishing as queries
from gocluster_events.meeting.agenda.rules.grid import DayGrid, day_grids
from gocluster_events.meeting.agenda.rules.timetable import Timetable, Track
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.exports.accent import Sheet

MOST_VERSIONS = 8  # a process remembers: the latest of as many editions
_A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class LatestVersion:
    """What every page of a version is made of: its items, those before, what is new, and each day's drawing."""

    release: queries.Release
    grids: tuple[DayGrid, ...]

    @property
    def timetable(self) -> Timetable:
        """The version as the public sees it."""
        return self.release.version.timetable

    @property
    def known(self) -> tuple[Timetable, ...]:
        """It and the version before it, if there is one, as the public saw them."""
        return (self.timetable, *filter(None, [self.release.before]))

    def period(self, now: datetime) -> int:
        """The number of the stretch of time in which ``now`` lies; within one nothing begins, ends or becomes today."""
        return bisect_right(self._turns, now)

    @cached_property
    def _turns(self) -> list[datetime]:
        zone, before = ZoneInfo(self.timetable.zone), self.release.before
        spans = [item.span for item in (*self.timetable.items, *(before.items if before else ()))]
        dates: set[date] = {self.timetable.date_at(at) for span in spans for at in span}
        midnights = (
            datetime.combine(on, time(0), zone).astimezone(UTC) for on in dates | {on + _A_DAY for on in dates}
        )
        return sorted({*midnights, *(at for span in spans for at in span)})


def enter() -> queries.ProgrammeState:
    """The state of the path's edition, which is `g.event` from now on; the 404 page where there is no such edition."""
    standing = fresh("standing", g.slug, _state)
    g.event = standing.event
    return standing


def _state() -> queries.ProgrammeState:
    state = found_or_404(queries.programme_state(db.session(), g.slug))
    db.session().expunge(state.event)  # it outlives this request
    return state


def latest_version(standing: queries.ProgrammeState) -> LatestVersion | None:
    """The version that stands, read and drawn once by a process; None before the first."""
    return _latest(standing.event.id, standing.versions[: queries.LATEST_VERSIONS])


def public_version(event_id: int) -> LatestVersion | None:
    """As `latest_version`, of an edition about whose programme nothing was read yet."""
    return _latest(event_id, queries.latest_versions(db.session(), event_id))


def _latest(event_id: int, versions: tuple[tuple[int, int], ...]) -> LatestVersion | None:
    if not versions:
        return None
    store: PageCache[LatestVersion] = page_cache("versions", MOST_VERSIONS)
    version = store.get((event_id, versions))
    if version is None and (releases := queries.releases(db.session(), event_id, 1)):
        version = store.put((event_id, versions), LatestVersion(releases[0], day_grids(releases[0].version.timetable)))
    return version


def team_version(event_id: int, tracks: Iterable[Track]) -> tuple[queries.Published | None, Sheet]:
    """The latest version with its closed items, read once by a process, and the edition's style sheet."""
    versions = queries.latest_versions(db.session(), event_id)
    store: PageCache[queries.Published] = page_cache("team's versions", MOST_VERSIONS)
    whole = store.get((event_id, versions))
    if whole is None and (read := queries.latest(db.session(), event_id)):
        whole = store.put((event_id, versions), read)
    drawn = _latest(event_id, versions)
    return whole, theme(((track.letter, track.colour) for track in tracks), drawn.grids if drawn else ())


def sheet(standing: queries.ProgrammeState) -> Sheet:
    """The style sheet of the edition as it stands."""
    version = latest_version(standing)
    return theme(standing.colours, version.grids if version else ())


def registration_phase() -> str:
    """What a visitor can do about registering right now, which the frame of every page shows."""
    return events.registration_phase(g.event, clock.now()).value
