"""The public programme and its people, as it was last published."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from flask import g, redirect, render_template, request, url_for

from gocluster_events import clock, db
from gocluster_events.agenda.exports.theme import theme
from gocluster_events.agenda.queries import publishing as queries
from gocluster_events.agenda.rules import filter as choosing, paths
from gocluster_events.agenda.rules.differences import news
from gocluster_events.agenda.rules.grid import DayGrid, day_grids
from gocluster_events.agenda.rules.languages import is_interpreted
from gocluster_events.agenda.rules.placement import clashes, neighbours
from gocluster_events.agenda.views.draft import blueprint
from gocluster_events.agenda.views.feeds import base_url
from gocluster_events.agenda.views.finder import address as chip_address, chips, choices, chosen, hidden_fields
from gocluster_events.agenda.views.slots import Drawing, in_sight
from gocluster_events.agenda.words import steps as words
from gocluster_events.events import queries as events
from gocluster_events.events.exports.linked_data import to_linked_data
from gocluster_events.events.rules.days import Phase, day_names, phase
from gocluster_events.events.rules.happening import Happening
from gocluster_events.web.answers import Reply, found_or_404
from gocluster_events.web.audience import public, public_by_name
from gocluster_events.web.data_block import data_block
from gocluster_events.web.page_cache import PageCache, answer, page_cache

MOST_VERSIONS = 8  # a process remembers: the latest of as many editions


@dataclass(frozen=True, slots=True)
class _DrawnVersion:
    """What every page of a version is made of: its items, those before, what is new, and each day's drawing."""

    release: queries.Release
    grids: tuple[DayGrid, ...]


@blueprint.get("/<lang:lang>/<edition>/agenda")
@public_by_name
def programme() -> Reply:
    """The programme of every day, narrowed by the filter in the address. A cached page needs no database."""
    standing = enter()
    if any(not value and name != "items" for name, value in request.args.items(multi=True)):
        return redirect(url_for("agenda.programme", **_parameters()))  # a form sends its empty fields too
    lists = dict(request.args.lists())
    if not choosing.is_plain(lists, standing.colours):
        return _programme(standing)
    query = tuple((name, tuple(values)) for name, values in lists.items())
    key = (*facts(standing), _phase(standing), _registration_phase(), g.lang, query)
    return answer("programme", key, lambda: _programme(standing))


def _programme(standing: queries.ProgrammeState) -> str:
    version = _drawn_version(standing)
    if version is None:
        return render_template("agenda/programme_follows.html", phase=_registration_phase())
    release, lists = version.release, request.args.to_dict(flat=False)
    timetable, recent = release.version.timetable, release.recent
    wanted, unknown = choosing.read(lists, timetable)
    matches = [item for item in timetable.items if choosing.matches(timetable, item, wanted, recent.marked)]
    uuids = {item.uuid for item in matches}
    day = _phase(standing).day
    today = day.date if day else None
    days = _drawing(release, choosing.address(wanted)).days(version.grids, uuids)
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
        clashes=clashes(matches) if wanted.items is not None else (),
        gone=choosing.gone(lists, timetable),
        chips=tuple(chips(timetable, wanted, recent.marked)),
        chosen=tuple(chosen(timetable, wanted)),
        choices=tuple(choices(timetable, wanted)),
        kept=tuple(hidden_fields(wanted)),
        today=today,
        phase=_registration_phase(),
        day_names=day_names(standing.days),
        theme=theme(standing.colours, version.grids),
        days=days,
        in_sight=in_sight(days, today),
    )


def _drawn_version(standing: queries.ProgrammeState) -> _DrawnVersion | None:
    """The version that stands, read and drawn once by a process; None before the first."""
    store: PageCache[_DrawnVersion] = page_cache("versions", MOST_VERSIONS)
    version = store.get(facts(standing))
    if version is None and (releases := queries.releases(db.session(), g.event.id, 1)):
        version = store.put(facts(standing), _DrawnVersion(releases[0], day_grids(releases[0].version.timetable)))
    return version


@blueprint.get("/<lang:lang>/<edition>/agenda/<address>")
@public
def item(address: str) -> Reply:
    """One item of the published programme, at the address that its code and title give it now."""
    version = found_or_404(queries.published(db.session(), g.event.id))
    programme_item = found_or_404(paths.find(version.timetable, address))
    right, wanted = paths.path(version.timetable, programme_item), _wanted(version)
    if address != right:
        return redirect(url_for("agenda.item", address=right, **wanted))
    before = queries.published_before(db.session(), g.event.id)
    return render_template(
        "agenda/item.html",
        item=programme_item,
        timetable=version.timetable,
        before=before,
        change=news(before, version.timetable).marked.get(programme_item.uuid),
        around=neighbours(version.timetable, programme_item),
        wanted=wanted,
        day_names=day_names(events.days(db.session(), g.event)),
        interpreted=is_interpreted(programme_item),
        theme=queries.edition_theme(db.session(), g.event.id, version.timetable),
        address=lambda other: paths.path(version.timetable, other),
        anchor=f"item-{paths.key(version.timetable, programme_item)}",
        star="" if programme_item.kind in choosing.BREAKS else paths.short(programme_item),
        linked_data=data_block(
            to_linked_data(
                words.part(programme_item, version.timetable, _meeting(), _full("agenda.item", address=right))
            )
        ),
    )


def _meeting() -> Happening:
    """The edition of the page as a whole, for linked data."""
    return events.happening(g.event, g.lang, url=_full("site.edition"), register_url=_full("sign_up.register"))


def _full(endpoint: str, **values: Any) -> str:
    return base_url() + url_for(endpoint, **values)


def _wanted(published: queries.Published) -> dict[str, Any]:
    """The choice in the address, which an item's page keeps for the way back; what is unknown is left out."""
    return choosing.address(choosing.read(request.args.to_dict(flat=False), published.timetable)[0])


def _parameters() -> dict[str, Any]:
    """What the address says, without what it leaves empty."""
    version = queries.published(db.session(), g.event.id)
    return _wanted(version) if version else {}


def _phase(standing: queries.ProgrammeState) -> Phase:
    return phase(standing.days, g.event.zone, clock.now())


def _registration_phase() -> str:
    return events.registration_phase(g.event, clock.now()).value


def _drawing(release: queries.Release, wanted: Mapping[str, Any]) -> Drawing:
    """How the version is drawn for a reader who has made that choice."""
    query = urlencode(wanted, doseq=True)
    ending = f"?{query}" if query else ""
    return Drawing(release.version.timetable, release.before, release.recent, url_for("agenda.programme"), ending)


FRESH = timedelta(seconds=1)


def enter() -> queries.ProgrammeState:
    """The programme's state for the path's edition, which is `g.event` from now on; the 404 page where there is none.

    It is at most `FRESH` old, and never older than what this process has written itself.
    """
    known: PageCache[tuple[queries.ProgrammeState, datetime, int]] = page_cache("standing")
    now, commits = clock.now(), db.commits()
    entry = known.get(g.slug)
    if entry is None or entry[2] != commits or not timedelta() <= now - entry[1] < FRESH:
        read = found_or_404(queries.programme_state(db.session(), g.slug))
        db.session().expunge(read.event)  # it outlives this request
        entry = known.put(g.slug, (read, now, commits))
    g.event = entry[0].event
    return entry[0]


def facts(standing: queries.ProgrammeState) -> tuple[Any, ...]:
    """What every page of that programme depends on, for the key under which it is kept."""
    return standing.facts, standing.days, standing.versions, standing.colours
