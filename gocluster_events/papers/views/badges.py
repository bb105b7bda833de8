"""Which badges are printed, on which sheets."""

from collections.abc import Sequence
from datetime import datetime

from flask import Response, g, render_template, request
from werkzeug.datastructures import MultiDict

from gocluster_events import clock, db
from gocluster_events.access import Permission
from gocluster_events.attendees.queries import listing
from gocluster_events.attendees.views.downloads import hand_out
from gocluster_events.attendees.views.list_state import requested_filter
from gocluster_events.contributors.queries import on_the_programme
from gocluster_events.contributors.rules import Contributor
from gocluster_events.door.queries import registration_id
from gocluster_events.door.rules import read_code, read_ids
from gocluster_events.i18n import _, current_language, day
from gocluster_events.papers import exports as badges_to_pdf
from gocluster_events.papers.forms import BADGES_FIELDS, FREE, BadgesForm
from gocluster_events.papers.queries import Printed, chosen, expected, team_keys
from gocluster_events.papers.rules.badges import SHEETS, USUAL, Badge, Role, blank, role
from gocluster_events.papers.rules.choice import of_expected
from gocluster_events.papers.rules.layout import Shortcoming, shortcomings
from gocluster_events.papers.views.blueprint import blueprint
from gocluster_events.papers.words import ROLES, badge_words
from gocluster_events.registration.people.rules.entry import admission_code
from gocluster_events.web.answers import as_file
from gocluster_events.web.audience import requires

COLUMNS = ("badge_name", "organisation", "position", "reference", "photos")


@blueprint.get("/badges")
@requires(Permission.PRINT_ATTENDEES)
def badges() -> str:
    """Whose badges are printed, on which sheets, and from where on."""
    return _page(_form())


@blueprint.get("/badges.pdf")
@requires(Permission.PRINT_ATTENDEES)
def badges_pdf() -> Response | str:
    """The badges as a PDF; the page again while its sheet cannot be printed or there is no badge to print.

    Also once for each size in which a badge would not show everything: the page says whose.
    """
    form = _form()
    if not form.validate():
        return _page(form)
    people, empty = _people(form, _rows(form)), blank(form.blank.data or 0)
    if not (people or empty):
        form.blank.errors = [_("There is nobody to print a badge for. Enter how many blank ones you want.")]
        return _page(form)
    if form.seen.data != form.sheet().size and _shortcomings(form, people):
        return _page(form)
    printed, around, wanted = form.printed((*people, *empty)), _around(), of_expected(requested_filter()[0])

    def make(now: datetime) -> bytes:
        return badges_to_pdf.badges_pdf(printed, around, now)

    return hand_out("badges", _("Name badges"), COLUMNS, len(people), make, wanted)


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
    rows, sheet = _rows(form), form.possible_sheet()
    form.seen.data = sheet.size if sheet else ""
    return render_template(
        "papers/badges.html",
        form=form,
        number=len(rows),
        alone=len(on_the_programme(db.session(), g.event.id).unregistered) if _is_whole(form) else 0,
        is_whole=_is_whole(form),
        kept={name: request.args.getlist(name) for name in request.args if name not in form},
        shortcomings=_shortcomings(form, _people(form, rows)),
        sheet=sheet,
        usual=USUAL,
    )


def _shortcomings(form: BadgesForm, people: tuple[Badge, ...]) -> tuple[Shortcoming, ...]:
    sheet = form.possible_sheet()
    return shortcomings(people, sheet, badge_words()["no_photos"]) if sheet else ()


def _is_whole(form: BadgesForm) -> bool:
    """Whether everybody is meant, and not a selection."""
    return not form.ids.data and not requested_filter()[0] and "reference" not in request.args


def _with_reference() -> tuple[Printed | Contributor, ...]:
    """Whom the reference number of the address means, as the door would read it."""
    code, session = read_code(request.args["reference"]), db.session()
    if code is None:
        return ()
    meant = registration_id(session, g.event.id, code.reference) or on_the_programme(session, g.event.id).of(
        code.reference
    )
    if isinstance(meant, int):
        return tuple(chosen(session, g.event.id, [meant]))
    return (meant,) if meant else ()


def _rows(form: BadgesForm) -> Sequence[Printed | Contributor]:
    """Whoever has the number, was ticked, or is of the list's filter as `of_expected` has it; else all registered who
    are expected.
    """
    session, wanted = db.session(), of_expected(requested_filter()[0])
    if "reference" in request.args:
        return _with_reference()
    if form.ids.data:
        return chosen(session, g.event.id, read_ids([form.ids.data]))
    if wanted:
        return chosen(session, g.event.id, listing.ids(session, g.event.id, wanted))
    return expected(session, g.event.id)


def _people(form: BadgesForm, rows: Sequence[Printed | Contributor]) -> tuple[Badge, ...]:
    programme, team = on_the_programme(db.session(), g.event.id), team_keys(db.session(), g.event.id)
    people = list(rows)
    if _is_whole(form) and not form.registered_only.data:
        people += programme.unregistered
    return tuple(
        _badge_of_contributor(each)
        if isinstance(each, Contributor)
        else _badge(each, role(each, programme.registrations, team))
        for each in people
    )


def _badge(row: Printed, what: Role) -> Badge:
    full = " ".join(filter(None, (row.title, row.first_name, row.last_name)))
    code = admission_code(g.event.slug, row.reference)
    return Badge(what, row.badge_name or full, row.organisation, row.position, code, not row.photos, row.id)


def _badge_of_contributor(person: Contributor) -> Badge:
    """Name and institution, and the code by which the person is let in."""
    code = admission_code(g.event.slug, person.reference)
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
