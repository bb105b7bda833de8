"""The published programme and the pages of its items; the same for everyone."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import g, redirect, render_template, request, url_for

from gocluster_events import db
from gocluster_events.agenda import queries, words
from gocluster_events.agenda.rules import filter as choosing
from gocluster_events.agenda.rules import paths
from gocluster_events.agenda.rules.filter import Filter
from gocluster_events.agenda.rules.grid import day_grids
from gocluster_events.agenda.rules.timetable import Timetable
from gocluster_events.agenda.views.blueprint import blueprint
from gocluster_events.i18n import LazyString, _l
from gocluster_events.web.audience import public
from gocluster_events.web.find import found_or_404


@dataclass(frozen=True, slots=True)
class Chip:
    """A link that takes one value into the filter or out of it."""

    label: Any
    href: str
    count: int
    chosen: bool
    track: str = ""


@blueprint.get("/<lang:lang>/<edition>/agenda")
@public
def programme() -> Any:
    """The programme of every day, narrowed by the filter in the address."""
    shown = queries.published(db.session(), g.event.id)
    if shown is None:
        return render_template("agenda/programme_follows.html")
    timetable, grids = shown.timetable, day_grids(shown.timetable)
    wanted, unknown = choosing.read(request.args.getlist("track"), request.args.getlist("kind"), timetable)
    return render_template(
        "agenda/programme.html",
        published=shown,
        timetable=timetable,
        grids=grids,
        theme=queries.edition_theme(db.session(), g.event.id),
        wanted=wanted,
        unknown=unknown,
        found={item.uuid for item in timetable.items if choosing.matches(timetable, item, wanted)},
        track_chips=tuple(_track_chips(timetable, wanted)),
        kind_chips=tuple(_kind_chips(timetable, wanted)),
        address=lambda item: paths.path(timetable, item),
        is_plenary=choosing.is_plenary,
        words=words,
    )


@blueprint.get("/<lang:lang>/<edition>/agenda/<address>")
@public
def item(address: str) -> Any:
    """One item of the published programme, at the address that its code and title give it now."""
    shown = found_or_404(queries.published(db.session(), g.event.id))
    found = found_or_404(paths.find(shown.timetable, address))
    right = paths.path(shown.timetable, found)
    if address != right:
        return redirect(url_for("agenda.item", address=right))
    theme = queries.edition_theme(db.session(), g.event.id)
    return render_template("agenda/item.html", item=found, timetable=shown.timetable, theme=theme, words=words)


def _address(wanted: Filter) -> str:
    kinds = sorted(kind.value for kind in wanted.kinds)
    return url_for("agenda.programme", track=sorted(wanted.tracks), kind=kinds)


def _track_chips(timetable: Timetable, wanted: Filter) -> Iterator[Chip]:
    names = {track.letter.lower(): track.name for track in timetable.tracks}
    for value, count in choosing.track_counts(timetable).items():
        label = names.get(value, _PLENUM)
        yield Chip(label, _address(wanted.with_track(value)), count, value in wanted.tracks, value)


def _kind_chips(timetable: Timetable, wanted: Filter) -> Iterator[Chip]:
    for kind, count in choosing.kind_counts(timetable).items():
        yield Chip(words.KINDS[kind], _address(wanted.with_kind(kind)), count, kind in wanted.kinds)


_PLENUM: LazyString = _l("Plenary")
