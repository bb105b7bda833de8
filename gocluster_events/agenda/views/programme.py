"""The public programme and its people, as it was last published."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from flask import g, redirect, render_template, request, url_for

from gocluster_events import clock, db
from gocluster_events.agenda.exports.theme import theme
from gocluster_events.agenda.queries import publishing as queries
from gocluster_events.agenda.rules import filter as choosing, paths
from gocluster_events.agenda.rules.differences import news
from gocluster_events.agenda.rules.grid import DayGrid, day_grids
from gocluster_events.agenda.rules.people import appearing
from gocluster_events.agenda.rules.placement import clashes, neighbours
from gocluster_events.agenda.views.draft import blueprint
from gocluster_events.agenda.views.feeds import base_url
from gocluster_events.agenda.views.finder import address as chip_address, chips, choices, chosen, hidden_fields
from gocluster_events.agenda.views.slots import Drawing
from gocluster_events.agenda.words import steps as words
from gocluster_events.events import queries as events
from gocluster_events.events.exports.linked_data import to_linked_data
from gocluster_events.events.rules.edition import Window, phase
from gocluster_events.events.rules.happening import Happening
from gocluster_events.web.answers import Reply, found_or_404
from gocluster_events.web.audience import public, public_by_name
from gocluster_events.web.data_block import data_block
from gocluster_events.web.page_cache import PageCache, answer, page_cache as kept_kept, page_cache as kept_values

MOST_VERSIONS = 8  # a process remembers: the latest of as many editions


@dataclass(frozen=True, slots=True)
class _DrawnVersion:
    """What every page of a version is made of: its items, those before, what is new, and each day's drawing."""

    release: queries.Release
    grids: tuple[DayGrid, ...]


@blueprint.get("/<lang:lang>/<edition>/agenda")
@public_by_name
def programme() -> Reply:
    """The programme of every day, narrowed by the filter in the address. One that is known needs no database."""
    standing = enter()
    if any(not value and name != "items" for name, value in request.args.items(multi=True)):
        return redirect(url_for("agenda.programme", **_parameters()))  # a form sends its empty fields too
    lists = dict(request.args.lists())
    if not choosing.is_plain(lists, standing.colours):
        return _programme(standing)
    asked = tuple((name, tuple(values)) for name, values in lists.items())
    return answer("programme", (*facts(standing), _today(), _phase(), g.lang, asked), lambda: _programme(standing))


def _programme(standing: queries.ProgrammeState) -> str:
    shown = _drawn_version(standing)
    if shown is None:
        return render_template("agenda/programme_follows.html", phase=_phase())
    release, lists = shown.release, request.args.to_dict(flat=False)
    timetable, recent = release.version.timetable, release.recent
    wanted, unknown = choosing.read(lists, timetable)
    found = [item for item in timetable.items if choosing.matches(timetable, item, wanted, recent.marked)]
    uuids = {item.uuid for item in found}
    return render_template(
        "agenda/programme.html",
        published=release.version,
        timetable=timetable,
        before=release.before,
        recent=recent,
        whats_new=chip_address(choosing.Filter().with_only(choosing.Only.CHANGED)),
        wanted=wanted,
        unknown=unknown,
        found=uuids,
        clashes=clashes(found) if wanted.items is not None else (),
        gone=choosing.gone(lists, timetable),
        chips=tuple(chips(timetable, wanted, recent.marked)),
        chosen=tuple(chosen(timetable, wanted)),
        choices=tuple(choices(timetable, wanted)),
        kept=tuple(hidden_fields(wanted)),
        today=_today(),
        phase=_phase(),
        theme=theme(standing.colours, shown.grids),
        days=_drawing(release, choosing.address(wanted)).days(shown.grids, uuids),
    )


def _drawn_version(standing: queries.ProgrammeState) -> _DrawnVersion | None:
    """The version that stands, read and drawn once by a process; None before the first."""
    store: PageCache[_DrawnVersion] = kept_values("versions", MOST_VERSIONS)
    found = store.get(facts(standing))
    if found is None and (releases := queries.releases(db.session(), g.event.id, 1)):
        found = store.put(facts(standing), _DrawnVersion(releases[0], day_grids(releases[0].version.timetable)))
    return found


@blueprint.get("/<lang:lang>/<edition>/agenda/<address>")
@public
def item(address: str) -> Reply:
    """One item of the published programme, at the address that its code and title give it now."""
    shown = found_or_404(queries.published(db.session(), g.event.id))
    found = found_or_404(paths.find(shown.timetable, address))
    right, wanted = paths.path(shown.timetable, found), _wanted(shown)
    if address != right:
        return redirect(url_for("agenda.item", address=right, **wanted))
    before = queries.published_before(db.session(), g.event.id)
    return render_template(
        "agenda/item.html",
        item=found,
        timetable=shown.timetable,
        before=before,
        change=news(before, shown.timetable).marked.get(found.uuid),
        around=neighbours(shown.timetable, found),
        wanted=wanted,
        theme=queries.edition_theme(db.session(), g.event.id, shown.timetable),
        address=lambda other: paths.path(shown.timetable, other),
        anchor=f"item-{paths.key(shown.timetable, found)}",
        star="" if found.kind in choosing.BREAKS else paths.short(found),
        linked_data=data_block(
            to_linked_data(words.part(found, shown.timetable, _meeting(), _full("agenda.item", address=right)))
        ),
    )


def _meeting() -> Happening:
    """The edition of the page as a whole."""
    return events.happening(g.event, g.lang, url=_full("site.edition"), register_url=_full("sign_up.register"))


def _full(endpoint: str, **values: Any) -> str:
    return base_url() + url_for(endpoint, **values)


def _wanted(published: queries.Published) -> dict[str, Any]:
    """The choice in the address, which an item's page keeps for the way back; what is unknown is left out."""
    return choosing.address(choosing.read(request.args.to_dict(flat=False), published.timetable)[0])


def _parameters() -> dict[str, Any]:
    """What the address says, without what it leaves empty."""
    shown = queries.published(db.session(), g.event.id)
    return _wanted(shown) if shown else {}


def _today() -> date:
    return clock.now().astimezone(ZoneInfo(g.event.zone)).date()


def _phase() -> str:
    window = Window(g.event.registration_opens_at, g.event.registration_closes_at)
    return phase(g.event.status, window, clock.now()).value


def _drawing(release: queries.Release, wanted: Mapping[str, Any]) -> Drawing:
    """How the version is drawn for a reader who has made that choice."""
    query = urlencode(wanted, doseq=True)
    ending = f"?{query}" if query else ""
    return Drawing(release.version.timetable, release.before, release.recent, url_for("agenda.programme"), ending)


FRESH = timedelta(seconds=1)


def enter() -> queries.ProgrammeState:
    """The standing of the edition of the path, which is `g.event` from now on; the 404 page where there is none.

    It is at most `FRESH` old, and never older than what this process has written itself.
    """
    known: PageCache[tuple[queries.ProgrammeState, datetime, int]] = kept_kept("standing")
    now, commits = clock.now(), db.commits()
    found = known.get(g.slug)
    if found is None or found[2] != commits or not timedelta() <= now - found[1] < FRESH:
        read = found_or_404(queries.programme_state(db.session(), g.slug))
        db.session().expunge(read.event)  # it outlives this request
        found = known.put(g.slug, (read, now, commits))
    g.event = found[0].event
    return found[0]


def facts(standing: queries.ProgrammeState) -> tuple[Any, ...]:
    """What every page of that programme depends on, for the key under which it is kept."""
    return standing.facts, standing.versions, standing.colours


@blueprint.get("/<lang:lang>/<edition>/people")
@public
def speakers() -> str:
    """Who is on the published programme, what is said of them, and their items."""
    shown = queries.published(db.session(), g.event.id)
    return render_template(
        "agenda/speakers.html",
        timetable=shown.timetable if shown else None,
        people=appearing(shown.timetable) if shown else (),
        address=lambda item: paths.path(shown.timetable, item) if shown else "",
        theme=queries.edition_theme(db.session(), g.event.id),
    )
