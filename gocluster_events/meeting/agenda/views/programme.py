"""The public programme and its people, as it was last published."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from flask import abort, current_app, g, redirect, render_template, request, url_for
from markupsafe import Markup

from gocluster_events.core import clock
from gocluster_events.core.web.answers import Reply, found_or_404
from gocluster_events.core.web.audience import public_by_name
from gocluster_events.core.web.data_block import data_block
from gocluster_events.core.web.page_cache import answer
from gocluster_events.meeting.agenda.queries import publishing as queries
from gocluster_events.meeting.agenda.rules import filter as choosing, paths
from gocluster_events.meeting.agenda.rules.languages import is_interpreted
from gocluster_events.meeting.agenda.rules.placement import clashes, neighbours
from gocluster_events.meeting.agenda.views.draft import blueprint
from gocluster_events.meeting.agenda.views.feeds import base_url
from gocluster_events.meeting.agenda.views.finder import address as chip_address, chips, choices, chosen, hidden_fields
from gocluster_events.meeting.agenda.views.latest import enter, latest_version, registration_phase, sheet
from gocluster_events.meeting.agenda.views.slots import Drawing, in_sight
from gocluster_events.meeting.agenda.words import steps as words
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.exports.linked_data import to_linked_data
from gocluster_events.meeting.events.rules.days import Phase, day_names, phase
from gocluster_events.meeting.events.rules.happening import Happening


@blueprint.get("/<lang:lang>/<edition>/agenda")
@public_by_name
def programme() -> Reply:
    """The programme of every day, narrowed by the filter in the address. A cached page needs no database."""
    standing = _entered()
    if any(not value and name != "items" for name, value in request.args.items(multi=True)):
        return redirect(url_for("agenda.programme", **_parameters(standing)))  # a form sends its empty fields too
    if not _is_plain(standing):
        return _programme(standing)
    key = (standing.key, _phase(standing), registration_phase(), g.lang, _query())
    return answer("programme", key, lambda: _programme(standing))


def _entered() -> queries.ProgrammeState:
    """What stands now; what newsletters add to their links does not stand in the page."""
    g.reads = choosing.PARAMETERS
    return enter()


def _is_plain(standing: queries.ProgrammeState) -> bool:
    return choosing.is_plain(dict(_query()), standing.colours)


def _query() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The choice in the address, for the key of a page in which it stands."""
    return tuple((name, tuple(values)) for name, values in request.args.lists() if name in g.reads)


def _programme(standing: queries.ProgrammeState) -> str:
    version = latest_version(standing)
    if version is None:
        return render_template("meeting/agenda/programme_follows.html", phase=registration_phase())
    release, lists = version.release, request.args.to_dict(flat=False)
    timetable, recent = release.version.timetable, release.recent
    wanted, unknown = choosing.read(lists, timetable)
    matches = [item for item in timetable.items if choosing.matches(timetable, item, wanted, recent.marked)]
    uuids = {item.uuid for item in matches}
    day = _phase(standing).day
    today = day.date if day else None
    days = _drawing(release, choosing.address(wanted)).days(version.grids, uuids)
    return render_template(
        "meeting/agenda/programme.html",
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
        phase=registration_phase(),
        day_names=day_names(standing.days),
        theme=sheet(standing),
        days=days,
        in_sight=in_sight(days, today),
    )


@blueprint.get("/<lang:lang>/<edition>/agenda/<address>")
@public_by_name
def item(address: str) -> Reply:
    """One item of the published programme, at the address that its code and title give it now."""
    standing = _entered()
    results = current_app.extensions["item_results"](standing.event)
    if not _is_plain(standing):
        return _item(standing, address, results.section)
    key = (standing.key, registration_phase(), g.lang, address, _query(), results.key)
    return answer("item", key, lambda: _item(standing, address, results.section))


def _item(standing: queries.ProgrammeState, address: str, results: Callable[[str, str], Markup]) -> str:
    """The page, with what the rooms above make of an item once there is something of it: materials, photos, cards."""
    release = found_or_404(latest_version(standing)).release
    timetable = release.version.timetable
    programme_item = found_or_404(paths.find(timetable, address))
    right, wanted = paths.path(timetable, programme_item), _wanted(release.version)
    track = timetable.track(programme_item)
    if address != right:
        abort(redirect(url_for("agenda.item", address=right, **wanted)))
    return render_template(
        "meeting/agenda/item.html",
        item=programme_item,
        results=results(programme_item.uuid, track.letter if track else ""),
        timetable=timetable,
        before=release.before,
        change=release.recent.marked.get(programme_item.uuid),
        around=neighbours(timetable, programme_item),
        wanted=wanted,
        day_names=day_names(standing.days),
        interpreted=is_interpreted(programme_item),
        theme=sheet(standing),
        address=lambda other: paths.path(timetable, other),
        anchor=f"item-{paths.key(timetable, programme_item)}",
        star="" if programme_item.kind in choosing.BREAKS else paths.short(programme_item),
        linked_data=data_block(
            to_linked_data(words.part(programme_item, timetable, _meeting(), _full("agenda.item", address=right)))
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


def _parameters(standing: queries.ProgrammeState) -> dict[str, Any]:
    """What the address says, without what it leaves empty."""
    version = latest_version(standing)
    return _wanted(version.release.version) if version else {}


def _phase(standing: queries.ProgrammeState) -> Phase:
    return phase(standing.days, g.event.zone, clock.now())


def _drawing(release: queries.Release, wanted: Mapping[str, Any]) -> Drawing:
    """How the version is drawn for a reader who has made that choice."""
    query = urlencode(wanted, doseq=True)
    ending = f"?{query}" if query else ""
    return Drawing(release.version.timetable, release.before, release.recent, url_for("agenda.programme"), ending)
