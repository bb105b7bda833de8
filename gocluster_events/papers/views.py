"""What is printed about people: badges, lists to be signed, certificates."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, flash, g, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict

from gocluster_events import clock, db
from gocluster_events.access import Permission
from gocluster_events.agenda.queries import draft, publishing as agenda
from gocluster_events.agenda.rules.codes import Visibility
from gocluster_events.agenda.rules.filter import BREAKS
from gocluster_events.agenda.rules.timetable import Item, Timetable
from gocluster_events.agenda.words import programme as agenda_words
from gocluster_events.attendees.queries import listing
from gocluster_events.attendees.views.downloads import hand_out
from gocluster_events.attendees.views.list_state import requested_filter
from gocluster_events.door.rules import read_ids
from gocluster_events.events import queries as events
from gocluster_events.i18n import _, current_language, day, time_span
from gocluster_events.papers import exports as badges_to_pdf
from gocluster_events.papers.forms import BADGES_FIELDS, FREE, BadgesForm
from gocluster_events.papers.queries import Printed, chosen, expected, on_the_programme, team_keys, who_came
from gocluster_events.papers.rules import SHEETS, USUAL, Badge, Known, Role, blank, keys, role
from gocluster_events.papers.words import ROLES, badge_words, certificates as said, signature_words
from gocluster_events.registration.people.rules.entry import admission_code
from gocluster_events.text import email_key
from gocluster_events.web.answers import Reply, as_file, found_or_404
from gocluster_events.web.audience import requires

blueprint = Blueprint("papers", __name__, url_prefix="/<lang:lang>/manage/<edition>")


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
        "papers/papers.html",
        expected=len(expected(session, g.event.id)),
        came=len(who_came(session, g.event.id)),
        is_over=_is_over(),
        days=_days(timetable),
        by_day=_items(timetable) if timetable else {},
        timetable=timetable,
        is_planned=any(item.room and item.starts_at for item in draft.draft(session, g.event).items),
    )


@blueprint.get("/signatures.pdf")
@requires(Permission.PRINT_ATTENDEES)
def signatures() -> Response:
    """A list for each day, for the one ``day`` of the address, or for an ``item`` (``lines``: so many empty ones)."""
    people = expected(db.session(), g.event.id)
    lists = found_or_404(tuple(_lists(people)) or None)
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
    return hand_out("signatures", purpose, columns, count, lambda now: badges_to_pdf.signatures_pdf(paper, now))


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


def _lists(people: Sequence[Printed]) -> Iterator[badges_to_pdf.SignatureList]:
    iso_date, timetable = request.args.get("day"), _timetable()
    if uuid := request.args.get("item"):
        item = timetable.item(uuid) if timetable else None
        if timetable and item:
            yield _of_item(item, timetable, people)
        return
    for each in _days(timetable):
        if iso_date in {None, "", each.isoformat()}:
            yield badges_to_pdf.SignatureList((day(each), current_language()), "", _signers(people), SPARE_LINES)


def _of_item(item: Item, timetable: Timetable, people: Sequence[Printed]) -> badges_to_pdf.SignatureList:
    typed = request.args.get("lines", "")
    lines = min(int(typed), MOST_LINES) if typed.isascii() and typed.isdigit() and len(typed) < 5 else 0
    invited = [each for each in people if item.visibility is not Visibility.MEMBERS or each.cluster]
    room, begin = timetable.room(item), item.span[0]
    where = agenda_words.room_name(room) if room else ""
    when = f"{day(begin, timetable.zone)}, {time_span(*item.span, timetable.zone)}"
    named = () if lines else _signers(invited)
    return badges_to_pdf.SignatureList(
        item.title.pick(current_language()), " · ".join(filter(None, (when, where))), named, lines
    )


def _signers(people: Sequence[Printed]) -> tuple[badges_to_pdf.Signer, ...]:
    return tuple(
        badges_to_pdf.Signer(
            f"{each.last_name}, {' '.join(filter(None, (each.title, each.first_name)))}", each.organisation
        )
        for each in people
    )


COLUMNS = ("badge_name", "organisation", "position", "reference", "photos")


@blueprint.get("/badges")
@requires(Permission.PRINT_ATTENDEES)
def badges() -> str:
    """Whose badges are printed, on which sheets, and from where on."""
    return _page(_form())


@blueprint.get("/badges.pdf")
@requires(Permission.PRINT_ATTENDEES)
def badges_pdf() -> Response | str:
    """The badges as a PDF; the page again while its sheet cannot be printed or there is no badge to print."""
    form = _form()
    if not form.validate():
        return _page(form)
    people, empty = _people(form), blank(form.blank.data or 0)
    if not (people or empty):
        form.blank.errors = [_("There is nobody to print a badge for. Enter how many blank ones you want.")]
        return _page(form)
    printed, around = form.printed((*people, *empty)), _around()
    return hand_out(
        "badges", _("Name badges"), COLUMNS, len(people), lambda now: badges_to_pdf.badges_pdf(printed, around, now)
    )


@blueprint.get("/badges/calibration.pdf")
@requires(Permission.PRINT_ATTENDEES)
def badges_calibration() -> Response | str:
    """The outlines of a sheet, to see by how much a printer is off. It names nobody, so it is in no log."""
    form = _form()
    if not form.validate():
        return _page(form)
    content = badges_to_pdf.calibration(form.sheet(), _around(), clock.now())
    return as_file(content, "application/pdf", "calibration.pdf", "inline")


def _form() -> BadgesForm:
    form = BadgesForm(MultiDict(BADGES_FIELDS | request.args.to_dict()))
    form.size.choices = [*((name, _size(name)) for name in SHEETS), (FREE, _("Own size"))]
    return form


def _size(name: str) -> str:
    sheet = SHEETS[name]
    facts = {"width": sheet.width, "height": sheet.height, "count": sheet.per_page}
    if sheet is USUAL:
        return _("%(width)g × %(height)g mm, %(count)d per sheet (usual)", **facts)
    return _("%(width)g × %(height)g mm, %(count)d per sheet", **facts)


def _page(form: BadgesForm) -> str:
    rows = _rows(form)
    return render_template(
        "papers/badges.html",
        form=form,
        number=len(rows),
        alone=len(_alone(rows)) if _is_whole(form) else 0,
        is_whole=_is_whole(form),
        kept={name: request.args.getlist(name) for name in request.args if name not in form},
        usual=USUAL,
    )


def _is_whole(form: BadgesForm) -> bool:
    """Whether everybody is meant, and not a selection."""
    return not form.ids.data and not requested_filter()[0]


def _rows(form: BadgesForm) -> Sequence[Printed]:
    """The registrations: those that were ticked, those that the list's filter finds, or all expected on site."""
    session, (wanted, _ignored) = db.session(), requested_filter()
    if form.ids.data:
        return chosen(session, g.event.id, read_ids([form.ids.data]))
    if wanted:
        return chosen(session, g.event.id, listing.ids(session, g.event.id, wanted))
    return expected(session, g.event.id)


def _people(form: BadgesForm) -> tuple[Badge, ...]:
    rows = _rows(form)
    programme = keys([_known_speaker(*each) for each in on_the_programme(db.session(), g.event.id)])
    team = team_keys(db.session(), g.event.id)
    badges = [_badge(row, role(_known(row), programme, team)) for row in rows]
    if _is_whole(form) and not form.registered_only.data:
        badges += _alone(rows)
    return tuple(badges)


def _alone(rows: Sequence[Printed]) -> list[Badge]:
    """The badges of people who are on the programme but not among these registrations."""
    registered = keys([_known(row) for row in rows])
    people = on_the_programme(db.session(), g.event.id)
    alone = [person for person, email in people if not _known_speaker(person, email).keys & registered]
    language = current_language()
    return [Badge(Role.SPEAKER, each.name, each.organisation, each.position.pick(language)[0]) for each in alone]


def _known(row: Printed) -> Known:
    return Known(row.email_key, row.first_name, row.last_name)


def _known_speaker(person: Any, email: str) -> Known:
    return Known(email_key(email) if email else "", person.first_name, person.last_name)


def _badge(row: Printed, what: Role) -> Badge:
    full = " ".join(filter(None, (row.title, row.first_name, row.last_name)))
    code = admission_code(g.event.slug, row.reference)
    return Badge(what, row.badge_name or full, row.organisation, row.position, code, not row.photos)


def _around() -> badges_to_pdf.BadgeContext:
    event = g.event
    title = event.title.pick(current_language())[0]
    return badges_to_pdf.BadgeContext(
        title=_("Name badges: %(event)s", event=title),
        lang=current_language(),
        edition=title,
        day=day(event.starts_at, event.zone, "plain"),
        roles={each: str(word) for each, word in ROLES.items()},
        words=badge_words(),
    )
