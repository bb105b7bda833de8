"""The published programme for other programs, what each version changed, and the edition's style sheet."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from flask import Response, abort, current_app, g, jsonify, render_template, request, url_for

from gocluster_events.core import db
from gocluster_events.core.access import Permission
from gocluster_events.core.i18n import _, current_language
from gocluster_events.core.text import slugify
from gocluster_events.core.web.answers import as_file, found_or_404
from gocluster_events.core.web.audience import public_by_name, requires
from gocluster_events.core.web.page_cache import answer, answer_page
from gocluster_events.meeting.agenda.exports.atom import Feed, FeedEntry, to_atom
from gocluster_events.meeting.agenda.exports.ics import CalendarItem, Programme, to_ical
from gocluster_events.meeting.agenda.exports.schedule import Schedule, ScheduleDay, Talk, days, to_json, to_xml
from gocluster_events.meeting.agenda.queries import publishing as queries
from gocluster_events.meeting.agenda.rules import filter as choosing, paths
from gocluster_events.meeting.agenda.rules.calendar_choice import Choice, Unknown, chosen, read_choice
from gocluster_events.meeting.agenda.rules.change import uuid_from
from gocluster_events.meeting.agenda.rules.codes import SignUp, SpokenLanguage
from gocluster_events.meeting.agenda.rules.timetable import Item, Room, Timetable
from gocluster_events.meeting.agenda.views.draft import blueprint
from gocluster_events.meeting.agenda.views.latest import enter, latest_version, registration_phase, sheet
from gocluster_events.meeting.agenda.words import differences, people, programme as words
from gocluster_events.meeting.events.rules.location import location

_CHOOSING = frozenset({"track", "person", "item", "items"})
YEAR = 365 * 24 * 3600


@blueprint.get("/<edition>/schedule.json")
@public_by_name
def schedule_json() -> Response:
    """The programme for conference apps, in the language of ``?lang=``."""
    return _feed("schedule.json", lambda version: to_json(schedule(version)), "application/json")


@blueprint.get("/<edition>/schedule.xml")
@public_by_name
def schedule_xml() -> Response:
    """The published programme as schedule.xml, the older of both formats."""
    return _feed("schedule.xml", lambda version: to_xml(schedule(version)), "application/xml")


def _feed(name: str, make: Callable[[queries.Published], bytes], mimetype: str) -> Response:
    """What is made of the version that stands, in the language of the address; no other parameter changes it."""
    standing = enter()
    return answer(
        name,
        (standing.key, g.lang),
        lambda: make(found_or_404(latest_version(standing)).release.version),
        mimetype,
    )


@blueprint.get("/<edition>/theme-<digest>.css")
@public_by_name
def theme(digest: str) -> Response:
    """The edition's style sheet; kept for a year under its own digest, otherwise not at all."""
    colours = sheet(enter())
    response = Response(colours.css, mimetype="text/css")
    if digest == colours.digest:
        response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    return response


@blueprint.get("/<lang:lang>/manage/<edition>/theme-<digest>.css")
@requires(Permission.VIEW_DESK)
def draft_theme(digest: str) -> Response:  # noqa: ARG001 -- a new one makes browsers ask again
    """The style sheet for whoever prepares an edition that the public does not know yet; never cached."""
    return Response(queries.edition_theme(db.session(), g.event.id).css, mimetype="text/css")


def schedule(published: queries.Published) -> Schedule:
    """A version as conference apps read it, in the language of the page."""
    timetable, zone, language = published.timetable, published.timetable.zone, current_language()
    rooms = {room.id for item in timetable.items if (room := _room(item, timetable))}  # no others
    tracks = {item.track for item in timetable.items}
    talks = tuple(_talk(item, timetable) for item in timetable.items)
    planned = [
        ScheduleDay(day.date, _at(day.date, day.opens, zone), _at(day.date, day.closes, zone)) for day in timetable.days
    ]
    return Schedule(
        title=g.event.title.pick(language)[0],
        slug=g.event.slug,
        zone=zone,
        version=published.number,
        base_url=base_url(),
        url=base_url() + url_for("agenda.programme", lang=language),
        days=days(planned, talks, zone),
        rooms=tuple(
            (uuid_from(f"room {room.id}", g.event.id), words.room_name(room), room.seats)
            for room in timetable.rooms
            if room.id in rooms
        ),
        tracks=tuple((track.name.pick(language)[0], track.colour) for track in timetable.tracks if track.id in tracks),
        talks=talks,
    )


def _room(item: Item, timetable: Timetable) -> Room | None:
    """Where these files say that the item is: a break for everybody in the first room, for they know no other way."""
    return timetable.room(item) or (next(iter(timetable.rooms), None) if choosing.is_band(item) else None)


def _talk(item: Item, timetable: Timetable) -> Talk:
    language, room, track = current_language(), _room(item, timetable), timetable.track(item)
    address = paths.path(timetable, item)
    other = item.title.en if language == "de" else item.title.de
    title = item.title.pick(language)[0]
    return Talk(
        uuid=item.uuid,
        title=words.calendar_title(item),
        subtitle=other if other != title else "",
        kind=str(words.KINDS[item.kind]),
        room=words.room_name(room) if room else _("Room to be announced"),
        track=track.name.pick(language)[0] if track else "",
        language="en" if item.language is SpokenLanguage.ENGLISH else "de",
        summary=item.summary.pick(language)[0],
        abstract=item.abstract.pick(language)[0],
        slug=f"{g.event.slug}-{address}",
        url=base_url() + url_for("agenda.item", lang=language, address=address),
        starts_at=item.span[0],
        ends_at=item.span[1],
        people=tuple(
            dict.fromkeys((each.person.uuid, people.person_name(each.person)) for each in timetable.credits(item))
        ),
        links=(*_sign_up(item, address), *((link.address, link.words) for link in item.links)),
        do_not_record=item.do_not_record,
    )


def _sign_up(item: Item, address: str) -> tuple[tuple[str, str], ...]:
    """The link by which these files say that the item needs a sign-up, since their schemas have no field for that."""
    if item.sign_up is SignUp.NONE:
        return ()
    page = url_for("bookings.sign_up", lang=g.lang, address=address)
    by_wish = "#by-wish" if item.sign_up is SignUp.WISH else ""
    return ((f"{base_url()}{page}{by_wish}", str(words.SIGN_UPS[item.sign_up])),)


def _at(on: date, clock: time, zone: str) -> datetime:
    return datetime.combine(on, clock, ZoneInfo(zone))


def base_url() -> str:
    """The beginning of every address of this site."""
    return str(current_app.config["SETTINGS"].base_url).rstrip("/")


@blueprint.get("/<edition>/agenda.ics")
@public_by_name
def calendar() -> Response:
    """What ``?track=``, ``?person=``, ``?item=`` and ``?items=`` choose, or everything, in the language of ``?lang=``.

    An address that never meant anything is a 404. What has left the programme is an empty calendar, for a client that
    follows it takes an error as a reason to keep what it has.
    """
    if not _CHOOSING.isdisjoint(request.args):
        return _selection(found_or_404(latest_version(enter())).release.version)
    response = _feed("agenda.ics", lambda version: _calendar(version, version.timetable.items), "text/calendar")
    response.headers["Content-Disposition"] = f'attachment; filename="{g.event.slug}.ics"'
    return response


def _selection(version: queries.Published) -> Response:
    """The calendar of what the address chooses; of such choices there is no end, so none is kept."""
    timetable, parameters = version.timetable, request.args.to_dict(flat=False)
    try:
        choice = read_choice(parameters, timetable)
    except Unknown:
        abort(404)
    part, names = words.choice_name(choice, timetable), choosing.chosen_items(parameters, timetable)
    items = [item for item in chosen(timetable, choice) if names is None or paths.short(item) in names]
    content = _calendar(version, items, part, is_selection=names is not None)
    return as_file(content, "text/calendar", f"{_file_name(choice, part)}.ics")


def _calendar(
    version: queries.Published, items: Iterable[Item], part: str = "", *, is_selection: bool = False
) -> bytes:
    language = current_language()
    title = g.event.title.pick(language)[0]
    name = f"{title}: {part}" if part else title
    if is_selection:
        name = _("Selection from the programme: %(event)s", event=title)
    programme = Programme(name, g.event.zone, language, version.number, version.published_at)
    return to_ical(programme, [_entry(item, version.timetable) for item in items])


def _file_name(choice: Choice, part: str) -> str:
    return "-".join(filter(None, (g.event.slug, slugify(part)[:60] or ("selection" if choice else ""))))


def _entry(item: Item, timetable: Timetable) -> CalendarItem:
    language, room = current_language(), timetable.room(item)
    return CalendarItem(
        uuid=item.uuid,
        title=words.calendar_title(item),
        kind=str(words.KINDS[item.kind]),
        description="\n\n".join(
            filter(None, (words.cast(item, timetable), item.summary.pick(language)[0], item.abstract.pick(language)[0]))
        ),
        location=location(g.event, words.room_name(room) if room else ""),
        url=base_url() + url_for("agenda.item", lang=language, address=paths.path(timetable, item)),
        starts_at=item.span[0],
        ends_at=item.span[1],
    )


@blueprint.get("/<lang:lang>/<edition>/changes")
@public_by_name
def changes() -> Response:
    """The versions of the programme, the newest first, each with what it changed for its readers."""
    return answer_page("changes", (enter().key, registration_phase(), g.lang), _changes)


def _changes() -> str:
    releases = queries.releases(db.session(), g.event.id, queries.MOST_RELEASES)
    latest = releases[0].version.timetable if releases else None
    return render_template(
        "meeting/agenda/changes.html",
        releases=releases,
        address=lambda item: _address(latest, item),
    )


def _address(latest: Timetable | None, item: Item) -> str:
    """Where the item's page is now, whatever its code and title were; empty if it is gone."""
    latest_item = latest.item(item.uuid) if latest else None
    return paths.path(latest, latest_item) if latest and latest_item else ""


@blueprint.get("/<edition>/changes.json")
@public_by_name
def changes_numbers() -> Response:
    """In which version each item of the programme changed last, by its anchor; for what a browser has seen itself."""
    return answer("changes.json", enter().key, _changes_numbers, "application/json")


def _changes_numbers() -> str:
    releases = _releases()
    newest, changed = releases[0].version.timetable, queries.last_changed(releases)
    numbers = {f"item-{paths.key(newest, item)}": changed[item.uuid] for item in newest.items if item.uuid in changed}
    return jsonify({"version": releases[0].version.number, "changed": numbers}).get_data(as_text=True)


def _releases() -> Sequence[queries.Release]:
    return found_or_404(queries.releases(db.session(), g.event.id, queries.MOST_RELEASES) or None)


@blueprint.get("/<edition>/changes.atom")
@public_by_name
def changes_feed() -> Response:
    """What each version changed, as a feed in the language of ``?lang=``."""
    return answer("changes.atom", (enter().key, g.lang), _changes_feed, "application/atom+xml")


def _changes_feed() -> bytes:
    releases = _releases()
    language, page = current_language(), base_url() + url_for("agenda.changes", lang=current_language())
    feed = Feed(
        uuid=uuid_from(f"changes {language}", g.event.id),
        title=_("Programme: %(event)s", event=g.event.title.pick(language)[0]),
        author=g.event.contact_name,
        language=language,
        url=page,
        itself=base_url() + url_for("agenda.changes_feed", lang=language),
        changed_at=releases[0].version.published_at,
    )
    return to_atom(feed, [_release_entry(each, page) for each in releases])


def _release_entry(release: queries.Release, page: str) -> FeedEntry:
    number = release.version.number
    return FeedEntry(
        uuid=uuid_from(f"version {number} {current_language()}", g.event.id),
        title=_("Version %(number)d", number=number),
        url=f"{page}#version-{number}",
        at=release.version.published_at,
        content="\n".join(_lines(release)),
    )


def _lines(release: queries.Release) -> list[str]:
    """The note, and a line for each item that is new, changed or gone."""
    language, news = current_language(), release.recent
    note = release.version.note.pick(language)[0] if release.version.note else ""
    if release.before is None:
        return [note or _("The first version of the programme.")]
    before, after = release.before, release.version.timetable
    lines = [
        f"{each.item.title.pick(language)[0]}: {differences.news(each, before, after)}" for each in news.marked.values()
    ]
    end = _("removed")
    lines += [f"{item.title.pick(language)[0]}: {end}" for item in news.dropped]
    return [*filter(None, [note]), *lines] or [_("Nothing that changes your day.")]
