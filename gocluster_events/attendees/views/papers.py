"""What is printed about people: an overview, lists to be signed, certificates; how a paper leaves the house."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import Response, current_app, flash, g, redirect, render_template, request, url_for

from gocluster_events import clock, db
from gocluster_events.access import Permission
from gocluster_events.agenda import queries as agenda
from gocluster_events.agenda import words as agenda_words
from gocluster_events.agenda.rules.codes import Visibility
from gocluster_events.agenda.rules.filter import BREAKS
from gocluster_events.agenda.rules.timetable import Item, Timetable
from gocluster_events.attendees.exports import certificates as certificate
from gocluster_events.attendees.exports.signatures import SignatureList, Signatures, Signer, to_pdf
from gocluster_events.attendees.queries.papers import Printed, expected, who_came
from gocluster_events.attendees.services.papers import Paper, count_paper, log_paper
from gocluster_events.attendees.views.blueprint import blueprint
from gocluster_events.attendees.words.badges import signature_words
from gocluster_events.attendees.words.certificates import certificates as said
from gocluster_events.events import queries as events
from gocluster_events.i18n import _, current_language, day, time_span
from gocluster_events.web.audience import requires
from gocluster_events.web.find import found_or_404

MOST_LINES = 200
SPARE_LINES = 8
"""Lines without a name at the end of a day's list, for whoever comes unannounced."""


@blueprint.get("/papers")
@requires(Permission.PRINT_ATTENDEES)
def papers() -> str:
    """Everything that can be printed about the people of the edition."""
    session = db.session()
    timetable = _timetable()
    return render_template(
        "attendees/papers.html",
        expected=len(expected(session, g.event.id)),
        came=len(who_came(session, g.event.id)),
        days=_days(timetable),
        by_day=_items(timetable) if timetable else {},
        timetable=timetable,
    )


@blueprint.get("/signatures.pdf")
@requires(Permission.PRINT_ATTENDEES)
def signatures() -> Response:
    """A list for each day, for the one ``day`` of the address, or for an ``item`` (``lines``: so many empty ones)."""
    people = expected(db.session(), g.event.id)
    lists = found_or_404(tuple(_lists(people)) or None)
    title = g.event.title.pick(current_language())
    paper = Signatures(
        title=_("Signature list: %(event)s", event=title[0]),
        lang=current_language(),
        edition=title,
        words=signature_words(),
        lists=lists,
    )
    shown = max(len(each.people) for each in lists)
    purpose, columns = _("Signature list"), ("last_name", "organisation")
    return hand_out("signatures", purpose, columns, shown, lambda now: to_pdf(paper, now))


@blueprint.get("/certificates.pdf")
@requires(Permission.PRINT_ATTENDEES)
def certificates() -> Any:
    """A certificate for everybody who came, once the meeting is over; until then the page says so."""
    if clock.now() < g.event.ends_at:
        flash(_("Certificates can be printed after the event."), "warning")
        return redirect(url_for(".papers"))
    came = who_came(db.session(), g.event.id)
    if not came:
        flash(_("Nobody was let in, so there is no certificate to print."), "warning")
        return redirect(url_for(".papers"))
    purpose, columns = _("Certificates of attendance"), ("last_name", "organisation", "reference")
    return hand_out("certificates", purpose, columns, len(came), lambda now: _certificates(came, now))


def _certificates(people: Sequence[Printed], now: datetime) -> bytes:
    session, event = db.session(), g.event
    mark = events.logo(session, event)
    picture = events.file(session, mark.sha256) if mark else None
    topics = [track.name.pick(current_language()) for track in events.tracks(session, event.id)]
    return certificate.to_pdf(
        said(event, topics, people, mark.alt if mark else "", now), now, picture.content if picture else None
    )


def hand_out(name: str, purpose: str, columns: Sequence[str], people: int, make: Callable[[Any], bytes]) -> Response:
    """The paper, once it is in the log of downloads. A look by HEAD makes none."""
    now, file_name = clock.now(), f"{g.event.slug}-{name}-{current_language()}.pdf"
    response = Response(mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{file_name}"'
    if request.method != "HEAD":
        count_paper(g.account.email, current_app.config["SETTINGS"].exports_per_hour, now)
        response.data = make(now)
        log_paper(g.event.id, Paper(purpose, file_name, columns, people), response.data, g.account.email, now)
    return response


def _timetable() -> Timetable | None:
    """The programme as the team plans to hold it: what is published, closed items included."""
    published = agenda.latest(db.session(), g.event.id)
    return published.timetable if published else None


def _days(timetable: Timetable | None) -> tuple[date, ...]:
    """The days of the meeting, and any other on which something starts; at least the main day."""
    planned = set(timetable.by_day()) if timetable else set()
    held = planned | {each.date for each in events.days(db.session(), g.event.id)}
    return tuple(sorted(held or {g.event.starts_at.astimezone(ZoneInfo(g.event.zone)).date()}))


def _items(timetable: Timetable) -> dict[date, tuple[Item, ...]]:
    return {
        date: tuple(item for item in items if item.kind not in BREAKS) for date, items in timetable.by_day().items()
    }


def _lists(people: Sequence[Printed]) -> Iterator[SignatureList]:
    asked, timetable = request.args.get("day"), _timetable()
    if uuid := request.args.get("item"):
        item = timetable.item(uuid) if timetable else None
        if timetable and item:
            yield _of_item(item, timetable, people)
        return
    for each in _days(timetable):
        if asked in {None, "", each.isoformat()}:
            yield SignatureList((day(each), current_language()), "", _signers(people), SPARE_LINES)


def _of_item(item: Item, timetable: Timetable, people: Sequence[Printed]) -> SignatureList:
    typed = request.args.get("lines", "")
    lines = min(int(typed), MOST_LINES) if typed.isascii() and typed.isdigit() and len(typed) < 5 else 0
    invited = [each for each in people if item.visibility is not Visibility.MEMBERS or each.cluster]
    room, begin = timetable.room(item), item.span[0]
    where = agenda_words.room_name(room) if room else ""
    when = f"{day(begin, timetable.zone)}, {time_span(*item.span, timetable.zone)}"
    named = () if lines else _signers(invited)
    return SignatureList(item.title.pick(current_language()), " · ".join(filter(None, (when, where))), named, lines)


def _signers(people: Sequence[Printed]) -> tuple[Signer, ...]:
    return tuple(
        Signer(f"{each.last_name}, {' '.join(filter(None, (each.title, each.first_name)))}", each.organisation)
        for each in people
    )
