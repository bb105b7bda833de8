"""Which badges are printed, on which sheets."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import Response, g, render_template, request
from werkzeug.datastructures import MultiDict

from gocluster_events.attendance.attendees.queries import listing
from gocluster_events.attendance.attendees.rules.filter import Filter
from gocluster_events.attendance.attendees.views.downloads import hand_out
from gocluster_events.attendance.attendees.views.list_state import requested_filter
from gocluster_events.attendance.contributors.queries import on_the_programme
from gocluster_events.attendance.contributors.rules import Contributor, Contributors
from gocluster_events.attendance.door.queries import registration_id
from gocluster_events.attendance.door.rules import read_code, read_ids
from gocluster_events.attendance.papers import exports as badges_to_pdf
from gocluster_events.attendance.papers.forms import BADGES_FIELDS, FREE, BadgesForm
from gocluster_events.attendance.papers.queries import Printed, chosen, expected, team_keys
from gocluster_events.attendance.papers.rules.badges import SHEETS, USUAL, Badge, Role, blank, role
from gocluster_events.attendance.papers.rules.choice import of_expected
from gocluster_events.attendance.papers.rules.layout import falling_short, shortcoming
from gocluster_events.attendance.papers.views.blueprint import blueprint
from gocluster_events.attendance.papers.words import ROLES, badge_words
from gocluster_events.core import clock, db
from gocluster_events.core.access import Permission
from gocluster_events.core.i18n import _, current_language, day
from gocluster_events.core.web.answers import as_file
from gocluster_events.core.web.audience import requires
from gocluster_events.core.web.portions import portion
from gocluster_events.meeting.registration.people.rules.entry import admission_code

COLUMNS = ("badge_name", "organisation", "position", "reference", "photos")


@dataclass(frozen=True, slots=True)
class Choice:
    """Whose badges an address means, read once: those of ``registered`` people, and of ``alone`` only on the programme.

    It is whole where everybody is meant, and not a selection.
    """

    wanted: Filter
    badges: tuple[Badge, ...]
    registered: int
    alone: int
    is_whole: bool


@blueprint.get("/badges")
@requires(Permission.PRINT_ATTENDEES)
def badges() -> str:
    """Whose badges are printed, on which sheets, and from where on."""
    form = _form()
    return _page(form, _choice(form))


@blueprint.get("/badges.pdf")
@requires(Permission.PRINT_ATTENDEES)
def badges_pdf() -> Response | str:
    """The badges as a PDF; the page again while its sheet cannot be printed or there is no badge to print.

    Also once for each size in which a badge would not show everything: the page says whose.
    """
    form = _form()
    is_valid, choice = form.validate(), _choice(form)
    if not is_valid:
        return _page(form, choice)
    empty = blank(form.blank.data or 0)
    if not (choice.badges or empty):
        form.blank.errors = [_("There is nobody to print a badge for. Enter how many blank ones you want.")]
        return _page(form, choice)
    if form.seen.data != form.sheet().size and _falling_short(form, choice.badges):
        return _page(form, choice)
    printed, around = form.printed((*choice.badges, *empty)), _around()

    def make(now: datetime) -> bytes:
        return badges_to_pdf.badges_pdf(printed, around, now)

    return hand_out("badges", _("Name badges"), COLUMNS, len(choice.badges), make, choice.wanted)


@blueprint.get("/badges/calibration.pdf")
@requires(Permission.PRINT_ATTENDEES)
def badges_calibration() -> Response | str:
    """The outlines of a sheet, to see by how much a printer is off. It names nobody, so it is in no log."""
    form = _form()
    if not form.validate():
        return _page(form, _choice(form))
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


def _page(form: BadgesForm, choice: Choice) -> str:
    sheet = form.possible_sheet()
    form.seen.data = sheet.size if sheet else ""
    failing = portion(_falling_short(form, choice.badges), "shortcomings")
    return render_template(
        "attendance/papers/badges.html",
        form=form,
        number=choice.registered,
        alone=choice.alone,
        is_whole=choice.is_whole,
        kept={name: request.args.getlist(name) for name in request.args if name not in form and name != "shortcomings"},
        failing=failing,
        shortcomings=[shortcoming(each, sheet, badge_words()["no_photos"]) for each in failing.rows] if sheet else [],
        sheet=sheet,
        usual=USUAL,
    )


def _falling_short(form: BadgesForm, people: tuple[Badge, ...]) -> tuple[Badge, ...]:
    sheet = form.possible_sheet()
    return falling_short(people, sheet, badge_words()["no_photos"]) if sheet else ()


def _choice(form: BadgesForm) -> Choice:
    session, event_id = db.session(), g.event.id
    wanted, programme = of_expected(requested_filter()[0]), on_the_programme(session, event_id)
    is_whole = not form.ids.data and not wanted and "reference" not in request.args
    rows, alone = _rows(form, wanted, programme), programme.unregistered if is_whole else ()
    people = rows if form.registered_only.data else (*rows, *alone)
    badges = _badges_of(people, programme.registrations, team_keys(session, event_id))
    return Choice(wanted, badges, len(rows), len(alone), is_whole)


def _rows(form: BadgesForm, wanted: Filter, programme: Contributors) -> Sequence[Printed | Contributor]:
    """Whoever has the number, was ticked, or is of the list's filter as `of_expected` has it; else all registered who
    are expected.
    """
    session, event_id = db.session(), g.event.id
    if "reference" in request.args:
        return _with_reference(programme)
    if form.ids.data:
        return chosen(session, event_id, read_ids([form.ids.data]))
    if wanted:
        return chosen(session, event_id, listing.ids(session, event_id, wanted))
    return expected(session, event_id)


def _with_reference(programme: Contributors) -> tuple[Printed | Contributor, ...]:
    """Whom the reference number of the address means, as the door would read it."""
    code, session = read_code(request.args["reference"]), db.session()
    if code is None:
        return ()
    meant = registration_id(session, g.event.id, code.reference) or programme.of(code.reference)
    if isinstance(meant, int):
        return tuple(chosen(session, g.event.id, [meant]))
    return (meant,) if meant else ()


def _badges_of(
    people: Sequence[Printed | Contributor], registrations: frozenset[int], team: frozenset[str]
) -> tuple[Badge, ...]:
    slug = g.event.slug
    return tuple(
        _badge_of_contributor(each, slug)
        if isinstance(each, Contributor)
        else _badge(each, role(each, registrations, team), slug)
        for each in people
    )


def _badge(row: Printed, what: Role, slug: str) -> Badge:
    number, title, first, last, badge_name, organisation, position, _cluster, _email, reference, photos, _sort = row
    name = badge_name or " ".join(filter(None, (title, first, last)))
    return Badge(what, name, organisation, position, admission_code(slug, reference), not photos, number)


def _badge_of_contributor(person: Contributor, slug: str) -> Badge:
    """Name and institution, and the code by which the person is let in."""
    code = admission_code(slug, person.reference)
    return Badge(Role.SPEAKER, person.name, person.organisation, code=code, contributor=person.uuid)


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
