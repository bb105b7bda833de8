"""Lists for one purpose each: an overview, and each with what has changed since the last one left the house."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from flask import Response, current_app, g, render_template

from gocluster_events.attendance.attendees.exports.kinds import KINDS
from gocluster_events.attendance.attendees.forms import profile_form
from gocluster_events.attendance.attendees.models import Export
from gocluster_events.attendance.attendees.queries import profiles as queries
from gocluster_events.attendance.attendees.rules.difference import CurrentRow, ListChanges, list_changes
from gocluster_events.attendance.attendees.rules.profiles import PROFILES, Fact, Name, Part, Profile
from gocluster_events.attendance.attendees.rules.table import MOST_ON_PAPER, Format, Table
from gocluster_events.attendance.attendees.services.profiles import Taken, take
from gocluster_events.attendance.attendees.views.downloads import file_name, sent
from gocluster_events.attendance.attendees.views.list_state import blueprint
from gocluster_events.attendance.attendees.words import columns as words, downloads, people, profiles as said
from gocluster_events.attendance.bookings.queries.terms import offer_board
from gocluster_events.attendance.contributors.queries import on_the_programme
from gocluster_events.core import clock, db
from gocluster_events.core.access import Permission
from gocluster_events.core.accounts import queries as accounts
from gocluster_events.core.i18n import _, current_language
from gocluster_events.core.web.answers import refusals
from gocluster_events.core.web.audience import requires

OPEN = ", ".join(each.value for each in Name if each is not Name.NEEDS)


@dataclass(frozen=True)
class ListState:
    """A list as it is now, beside the last one of its kind."""

    profile: Profile
    number: int
    last: Export | None

    @cached_property
    def entries(self) -> Sequence[CurrentRow]:
        """Every row that it has now."""
        return queries.list_rows(db.session(), g.event.id, self.profile)

    @cached_property
    def difference(self) -> ListChanges | None:
        """What has changed since the last one; None where there is none, or it is not known any more."""
        if self.last is None or self.last.listed is None:
            return None
        before = queries.remembered_rows(db.session(), self.last.id, self.profile)
        return list_changes(self.profile.columns, before, self.entries, self.last.listed)


@blueprint.get("/lists")
@requires(Permission.EXPORT_ATTENDEES)
def lists() -> str:
    """Every list for one purpose with what has changed since the last one, and those of items that one signs up for."""
    last = queries.last_ones(db.session(), g.event.id)
    standing = [_list_state(each, last.get(each.name)) for each in PROFILES.values()]
    board = offer_board(db.session(), g.event)
    items = {"items": board.rows, "timetable": board.timetable}
    return render_template("attendance/attendees/lists.html", standing=standing, **items, **_page_facts(last))


@blueprint.route(f"/lists/<any({OPEN}):name>", methods=["GET", "POST"])
@requires(Permission.EXPORT_ATTENDEES)
def profile(name: str) -> Response | str:
    """One list for one purpose, with the button that downloads it."""
    return _answer(PROFILES[Name(name)])


@blueprint.route("/lists/needs", methods=["GET", "POST"])
@requires(Permission.VIEW_SPECIAL_NEEDS)
def needs_list() -> Response | str:
    """The list of support and catering needs. The page shows nobody; a download is logged for each person in it."""
    return _answer(PROFILES[Name.NEEDS])


def _answer(profile: Profile) -> Response | str:
    last = queries.last(db.session(), g.event.id, profile.name)
    standing = _list_state(profile, last)
    purpose = last.purpose if last else str(said.USES[profile.name])
    form = profile_form(purpose, has_changes=bool(standing.difference))
    if form.validate_on_submit():
        with refusals(form, people.REFUSALS):
            return _file(standing, form.purpose.data, *form.wanted(profile))
    facts: dict[str, Any] = {"heads": said.heads(profile.columns, words.COLUMNS), "rows": list(_changed(standing))}
    if profile.with_contributors:
        facts["open_pairs"] = len(on_the_programme(db.session(), g.event.id).open_pairs)
    last_by_name = {} if last is None else {profile.name: last}
    return render_template(
        "attendance/attendees/profile.html", form=form, each=standing, **facts, **_page_facts(last_by_name)
    )


def _list_state(profile: Profile, last: Export | None) -> ListState:
    return ListState(profile, queries.number(db.session(), g.event.id, profile), last)


def _page_facts(last: Mapping[Name, Export]) -> dict[str, Any]:
    names = accounts.names(db.session(), {each.actor for each in last.values()})
    return {"formats": downloads.FORMATS, "names": names, "needs": Name.NEEDS}


def _changed(standing: ListState) -> Iterator[tuple[Any, Any]]:
    """The rows of the difference, each with what became of it."""
    tell = said.list_cell_text(people.as_text)
    difference = standing.difference or ListChanges((), 0)
    for row, cells in zip(difference.rows, said.changed_rows(standing.profile, difference, tell), strict=True):
        yield row.change, cells[1:]


def _file(standing: ListState, purpose: str, kind: Format, part: Part) -> Response:
    profile, now = standing.profile, clock.now()
    taken = Taken(
        profile,
        _table(standing, part, purpose),
        standing.entries,
        purpose,
        g.account.email,
        file_name(str(said.FILES[profile.name]), kind, now),
        MOST_ON_PAPER if kind is Format.PDF else None,
    )
    limit = current_app.config["SETTINGS"].exports_per_hour
    return sent(take(g.event.id, taken, KINDS[kind].write, limit, now), kind, taken.file_name)


def _table(standing: ListState, part: Part, purpose: str) -> Table:
    profile, difference = standing.profile, standing.difference
    tell = downloads.cell_text(said.list_cell_text(people.as_text))
    title, holds = str(said.NAMES[profile.name]), str(said.HOLDS[profile.name])
    frame = downloads.frame(g.event.title.pick(current_language())[0], holds, purpose, clock.now(), g.event.zone)
    columns, rows = profile.columns, [tuple(map(tell, each.cells)) for each in standing.entries]
    if part is Part.CHANGES and difference is not None:
        columns, rows = (Fact.CHANGE, *columns), list(said.changed_rows(profile, difference, tell))
        frame = replace(frame, about=(*frame.about, (_("Since the last list"), said.tally(difference))))
    heads, keys = said.heads(columns, words.COLUMNS), tuple(each.value for each in columns)
    return Table(heads, tuple(rows), g.event.zone, title, keys, frame)
