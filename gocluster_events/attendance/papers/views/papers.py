"""What can be printed about people, and the lists to be signed and the certificates."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import Response, flash, g, redirect, render_template, request, url_for

from gocluster_events.attendance.attendees.queries import columns as views, listing
from gocluster_events.attendance.attendees.rules.filter import Filter
from gocluster_events.attendance.attendees.views.downloads import hand_out
from gocluster_events.attendance.attendees.views.list_state import opened_view, requested_filter
from gocluster_events.attendance.attendees.words.downloads import sentence
from gocluster_events.attendance.bookings.queries.own import on_stage
from gocluster_events.attendance.bookings.queries.people import item_people
from gocluster_events.attendance.contributors.queries import known, on_the_programme
from gocluster_events.attendance.contributors.rules import Contributor, Contributors
from gocluster_events.attendance.papers import exports as badges_to_pdf
from gocluster_events.attendance.papers.queries import (
    Printed,
    chosen,
    names_on_paper,
    numbers,
    on_paper,
    on_site,
    who_came,
)
from gocluster_events.attendance.papers.rules.choice import of_expected
from gocluster_events.attendance.papers.rules.layout import unprintable
from gocluster_events.attendance.papers.views.blueprint import blueprint
from gocluster_events.attendance.papers.words import certificates as said, signature_words
from gocluster_events.core import clock, db
from gocluster_events.core.access import Permission
from gocluster_events.core.glyphs import missing
from gocluster_events.core.i18n import _, current_language, day, time_span
from gocluster_events.core.web.answers import Reply, found_or_404
from gocluster_events.core.web.audience import requires
from gocluster_events.meeting.agenda.queries import draft, publishing as agenda
from gocluster_events.meeting.agenda.rules.codes import SignUp, Visibility
from gocluster_events.meeting.agenda.rules.filter import BREAKS
from gocluster_events.meeting.agenda.rules.timetable import Item, Timetable
from gocluster_events.meeting.agenda.words import programme as agenda_words
from gocluster_events.meeting.events import queries as events

MOST_LINES = 200
SPARE_LINES = 8
"""Lines without a name at the end of a day's list, for whoever comes unannounced."""


@blueprint.get("/papers")
@requires(Permission.PRINT_ATTENDEES)
def papers() -> str:
    """Everything that can be printed about the people of the edition."""
    session = db.session()
    timetable = _timetable()
    programme = on_the_programme(session, g.event.id)
    place, came = numbers(session, g.event.id)
    return render_template(
        "attendance/papers/papers.html",
        expected=place + len(programme.unregistered),
        came=came,
        unprintable=_unprintable(programme),
        open_pairs=len(programme.open_pairs),
        views=views.views(session, g.event.id, g.account.id),
        is_over=_is_over(),
        days=_days(timetable),
        by_day=_items(timetable) if timetable else {},
        timetable=timetable,
        is_planned=any(item.room and item.starts_at for item in draft.draft(session, g.event).items),
    )


def _unprintable(programme: Contributors) -> Sequence[tuple[Any, str]]:
    """Those of whom not everything can be printed, with those characters: who is expected, then who came, by name."""
    session, event_id = db.session(), g.event.id
    names = dict(names_on_paper(session, event_id))
    alone = [each for each in programme.unregistered if each.reference not in names]
    doubtful = [reference for reference, name in names.items() if missing(name)]
    return sorted(
        unprintable([*alone, *on_paper(session, event_id, doubtful)]),
        key=lambda each: (not getattr(each[0], "is_expected", True), each[0].sort_key, each[0].id),
    )


@blueprint.get("/signatures.pdf")
@requires(Permission.PRINT_ATTENDEES)
def signatures() -> Response:
    """A list for each day, for the one ``day`` of the address, or for an ``item`` (``lines``: so many empty ones).

    Where the address has a filter of the list of registrations, its people stand on it, as `of_expected` has them; by
    itself it is one list.
    """
    wanted = of_expected(requested_filter()[0])
    people = _expected_by(wanted)
    lists = found_or_404(tuple(_lists(people, wanted)) or None)
    title = g.event.title.pick(current_language())
    paper = badges_to_pdf.Signatures(
        title=_("Signature list: %(event)s", event=title[0]),
        lang=current_language(),
        edition=title,
        words=signature_words(),
        lists=lists,
    )
    count = max(len(each.people) for each in lists)
    purpose, columns = _("Signature list"), ("last_name", "organisation")
    return hand_out("signatures", purpose, columns, count, lambda now: badges_to_pdf.signatures_pdf(paper, now), wanted)


def _expected_by(wanted: Filter) -> Sequence[Printed | Contributor]:
    """The registrations that a filter finds; without one everybody who is expected on site."""
    session, event_id = db.session(), g.event.id
    if wanted:
        return chosen(session, event_id, listing.ids(session, event_id, wanted))
    return on_site(session, event_id, on_the_programme(session, event_id))


@blueprint.get("/certificates.pdf")
@requires(Permission.PRINT_ATTENDEES)
def certificates() -> Reply:
    """A certificate for everybody who came, once the meeting is over; until then the page says so."""
    if not _is_over():
        flash(_("Certificates can be printed after the event."), "warning")
        return redirect(url_for(".papers"))
    came = who_came(db.session(), g.event.id)
    if not came:
        flash(_("Nobody was admitted, so there is no certificate to print."), "warning")
        return redirect(url_for(".papers"))
    purpose, columns = _("Certificates of attendance"), ("last_name", "organisation", "reference")
    return hand_out("certificates", purpose, columns, len(came), lambda now: certificates_of(came, now))


def _is_over() -> bool:
    return events.phase(db.session(), g.event, clock.now()).is_over


def certificates_of(people: Sequence[Printed], now: datetime) -> bytes:
    """A certificate for each of them, with the edition's logo and its tracks."""
    session, event = db.session(), g.event
    mark = events.logo(session, event)
    picture = events.file(session, mark.sha256) if mark else None
    topics = [track.name.pick(current_language()) for track in events.tracks(session, event.id)]
    return badges_to_pdf.certificates_pdf(
        said(event, topics, people, mark.alt if mark else "", now), now, picture.content if picture else None
    )


def _timetable() -> Timetable | None:
    """The programme as the team plans to hold it: what is published, closed items included."""
    published = agenda.latest(db.session(), g.event.id)
    return published.timetable if published else None


def _days(timetable: Timetable | None) -> tuple[date, ...]:
    """The days of the meeting, and any other on which something starts; at least the main day."""
    planned = set(timetable.by_day()) if timetable else set()
    held = planned | {each.date for each in events.days(db.session(), g.event)}
    return tuple(sorted(held or {g.event.starts_at.astimezone(ZoneInfo(g.event.zone)).date()}))


def _items(timetable: Timetable) -> dict[date, tuple[Item, ...]]:
    return {
        date: tuple(item for item in items if item.kind not in BREAKS) for date, items in timetable.by_day().items()
    }


def _lists(people: Sequence[Printed | Contributor], wanted: Filter) -> Iterator[badges_to_pdf.SignatureList]:
    iso_date, timetable = request.args.get("day"), _timetable()
    if uuid := request.args.get("item"):
        item = timetable.item(uuid) if timetable else None
        if timetable and item:
            yield _of_item(item, timetable, people)
        return
    if wanted and iso_date is None:
        view = opened_view()
        name = view.name if view else _("Signature list")
        yield badges_to_pdf.SignatureList((name, current_language()), sentence(wanted), _signers(people), SPARE_LINES)
        return
    for each in _days(timetable):
        if iso_date in {None, "", each.isoformat()}:
            yield badges_to_pdf.SignatureList((day(each), current_language()), "", _signers(people), SPARE_LINES)


def _of_item(item: Item, timetable: Timetable, people: Sequence[Printed | Contributor]) -> badges_to_pdf.SignatureList:
    typed = request.args.get("lines", "")
    lines = min(int(typed), MOST_LINES) if typed.isascii() and typed.isdigit() and len(typed) < 5 else 0
    invited = _invited(item, people)
    room, begin = timetable.room(item), item.span[0]
    where = agenda_words.room_name(room) if room else ""
    when = f"{day(begin, timetable.zone)}, {time_span(*item.span, timetable.zone)}"
    named = () if lines else _signers(invited)
    return badges_to_pdf.SignatureList(
        item.title.pick(current_language()), " · ".join(filter(None, (when, where))), named, lines
    )


def _invited(item: Item, people: Sequence[Printed | Contributor]) -> list[Printed | Contributor]:
    """Who is expected in the item: where one signs up for it, those with a place and those who are on its programme."""
    if item.sign_up is SignUp.NONE:
        return [each for each in people if item.visibility is not Visibility.MEMBERS or _is_invited(each, item)]
    session, event_id = db.session(), g.event.id
    stage = on_stage(session, event_id, [known(each) for each in people if not isinstance(each, Contributor)])
    expected = {who for who, items in stage.items() if item.uuid in {each.uuid for each in items}}
    expected |= {person.id for _booking, person in item_people(session, event_id, item.uuid).held}
    return [
        each for each in people if (_is_invited(each, item) if isinstance(each, Contributor) else each.id in expected)
    ]


def _is_invited(person: Printed | Contributor, item: Item) -> bool:
    """Whether the person is a member, or on the programme with that item."""
    if isinstance(person, Contributor):
        return person.uuid in {each.person for each in item.people}
    return bool(person.cluster)


def _signers(people: Sequence[Printed | Contributor]) -> tuple[badges_to_pdf.Signer, ...]:
    return tuple(
        badges_to_pdf.Signer(
            f"{each.last_name}, {' '.join(filter(None, (each.title, each.first_name)))}", each.organisation
        )
        for each in people
    )
