"""Turning a list into invitations: upload, columns, check, and import by the worker; every step is stored."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response, g, redirect, render_template, url_for

from gocluster_events.core import clock, db
from gocluster_events.core.access import Permission
from gocluster_events.core.i18n import _, _n
from gocluster_events.core.sheets.limits import Row, Sheet
from gocluster_events.core.web.answers import Reply, acting, found_or_404, refusals, saved, take_a_file
from gocluster_events.core.web.audience import requires
from gocluster_events.core.web.fields import Confirm
from gocluster_events.meeting.registration.invitations import exports, words
from gocluster_events.meeting.registration.invitations.forms import ImportForm, ReadingForm, UploadForm, reading_form
from gocluster_events.meeting.registration.invitations.models import InvitationImport
from gocluster_events.meeting.registration.invitations.queries import codes as codes_queries, promises
from gocluster_events.meeting.registration.invitations.rules.codes import InvitationFilter
from gocluster_events.meeting.registration.invitations.rules.guest_list import (
    GuestListPlan,
    ImportState,
    several_addresses,
)
from gocluster_events.meeting.registration.invitations.services import imports, storage
from gocluster_events.meeting.registration.people.queries import seats
from gocluster_events.meeting.registration.people.words import codes

blueprint = Blueprint("invitations", __name__, url_prefix="/<lang:lang>")
PREVIEW = 5
MOST_PROBLEMS = 20
_LISTS = "/manage/<edition>/registration/invitations/lists"


@blueprint.route(f"{_LISTS}/new", methods=["GET", "POST"])
@requires(Permission.INVITE)
def list_upload() -> Reply:
    """A list is chosen and read."""
    take_a_file()
    form = UploadForm()
    if form.validate_on_submit():
        with refusals(form, codes.REFUSALS):
            import_id = imports.begin_import(g.event.id, form.table.data.filename, form.sheets, acting())
            return redirect(url_for(".list_columns", number=import_id))
    return render_template("meeting/registration/invitations/list_upload.html", form=form)


@blueprint.route(f"{_LISTS}/<int:number>/columns", methods=["GET", "POST"])
@requires(Permission.INVITE)
def list_columns(number: int) -> Reply:
    """What each column of the list holds."""
    row = _list(number)
    if row.state is not ImportState.UPLOADED:
        return redirect(url_for(".list_progress", number=number))
    sheets, rows = storage.sheets_of(row), storage.rows_of(row)
    form = reading_form(sheets, row.sheet, rows, storage.reading(row))
    if form.validate_on_submit():
        with refusals(form, words.LIST_REFUSALS):
            return _read_on(number, form)
    return render_template(
        "meeting/registration/invitations/list_columns.html", form=form, row=row, **_about_sheet(row, sheets, rows)
    )


def _read_on(number: int, form: ReadingForm) -> Reply:
    """To another sheet, if one was chosen, or on to the check."""
    if form.is_switching:
        imports.choose_sheet(g.event.id, number, int(form.sheet.data))
        return saved(_("This is another sheet now. Check its columns."), ".list_columns", number=number)
    imports.read_as(g.event.id, number, form.reading())
    return redirect(url_for(".list_check", number=number))


def _about_sheet(row: InvitationImport, sheets: Sequence[Sheet], rows: Sequence[Row]) -> dict[str, Any]:
    """What the page shows of the sheet besides its form: the first rows, those hidden, and cells with two addresses."""
    reading = storage.reading(row)
    several = several_addresses(rows)
    return {
        "first": [each for each in rows if each.number >= reading.head_row][: PREVIEW + 1],
        "hidden": [each.number for each in rows if each.is_hidden and each.number > reading.head_row],
        "several": several,
        "row_numbers": words.row_numbers,
        "unreadable": [words.sheet_error(each, each.fault) for each in sheets if each.fault],
    }


@blueprint.route(f"{_LISTS}/<int:number>/check", methods=["GET", "POST"])
@requires(Permission.INVITE)
def list_check(number: int) -> Reply:
    """What the import would do, and the button for it."""
    row = _list(number)
    if row.state is not ImportState.UPLOADED:
        return redirect(url_for(".list_progress", number=number))
    plan = imports.import_preview(db.session(), row)
    form = _import_form(plan)
    if form.validate_on_submit():
        with refusals(form, {**words.LIST_REFUSALS, **codes.REFUSALS}):
            updates = form.known.data == "update"
            imports.start_import(g.event.id, number, form.terms(), len(plan.faults), updates_names=updates)
            return redirect(url_for(".list_progress", number=number))
    form.faults.data = str(len(plan.faults))
    sentences = [words.problem(fault) for fault in plan.faults[:MOST_PROBLEMS]]
    return render_template(
        "meeting/registration/invitations/list_check.html",
        form=form,
        row=row,
        plan=plan,
        sentences=sentences,
        **_left_out(row),
    )


def _left_out(row: InvitationImport) -> dict[str, Any]:
    """What stands in the file and is not read: hidden rows, unless they are, and the other sheets."""
    below = storage.reading(row).below(storage.rows_of(row))
    others = [each.name for number, each in enumerate(storage.sheets_of(row)) if number != row.sheet]
    return {
        "hidden": [each.number for each in below if each.is_hidden],
        "others": others,
        "row_numbers": words.row_numbers,
        "preview": PREVIEW,
    }


@blueprint.get(f"{_LISTS}/<int:number>/problems.csv")
@requires(Permission.INVITE)
def list_problems(number: int) -> Response:
    """The rows that have a problem, as a file to correct the list by."""
    plan = imports.import_preview(db.session(), _list(number))
    rows = [(str(fault.number), words.problem(fault)) for fault in plan.faults]
    answer = Response(exports.write([str(each) for each in words.PROBLEM_HEADS], rows), mimetype=exports.MEDIA_TYPE)
    answer.headers.set("Content-Disposition", "attachment", filename=f"{g.event.slug}-{words.PROBLEMS_FILE}.csv")
    return answer


@blueprint.get(f"{_LISTS}/<int:number>")
@requires(Permission.INVITE)
def list_progress(number: int) -> Reply:
    """How far the import has come, and afterwards what it did."""
    row = _list(number)
    if row.state is ImportState.UPLOADED:
        return redirect(url_for(".list_check", number=number))
    is_running = row.state in {ImportState.QUEUED, ImportState.RUNNING}
    return render_template(
        "meeting/registration/invitations/list_progress.html",
        row=row,
        is_running=is_running,
        form=Confirm(),
        warnings=() if is_running else warnings(InvitationFilter(import_id=number)),
    )


@blueprint.get(f"{_LISTS}/<int:number>/progress.json")
@requires(Permission.INVITE)
def list_progress_numbers(number: int) -> dict[str, Any]:
    """How far the list is, as numbers for the page that shows them."""
    row = _list(number)
    state = str(words.IMPORT_STATES[row.state])
    is_over = row.state in {ImportState.DONE, ImportState.CANCELLED}
    return {"state": state, "progress": row.progress, "total": row.total, "is_over": is_over}


@blueprint.route(f"{_LISTS}/<int:number>/removal", methods=["GET", "POST"])
@requires(Permission.INVITE)
def list_removal(number: int) -> Reply:
    """The list is not imported, and nothing of it is kept."""
    form, row = Confirm(), _list(number)
    if form.validate_on_submit():
        imports.cancel_import(g.event.id, number)
        return saved(_("The list has been deleted. Nobody was invited."), ".invitations")
    return render_template("meeting/registration/invitations/list_removal.html", form=form, row=row)


def _list(number: int) -> InvitationImport:
    row = found_or_404(codes_queries.invitation_import(db.session(), g.event.id, number))
    return found_or_404(row if row.state is not ImportState.CANCELLED else None)


def _import_form(plan: GuestListPlan) -> ImportForm:
    form, session = ImportForm(), db.session()
    short = promises.short_with(session, g.event, len(plan.new), clock.now())
    form.offer(
        [(number, words.quota_choice(name, short.get(number))) for number, name in quota_choices()], g.event.zone
    )
    form.most_faults = len(plan.faults)
    label = _n("Leave out %(num)d row", "Leave out %(num)d rows", len(plan.faults))
    form.leave_out.label.text = label
    return form


def quota_choices() -> list[tuple[int, str]]:
    """The edition's quotas to choose from, by id and name."""
    return [(quota.id, quota.name.pick(g.lang)[0]) for quota in seats.quotas(db.session(), g.event.id)]


def warnings(wanted: InvitationFilter) -> list[str]:
    """A sentence for each quota that would promise more places than it has if these people were invited now."""
    short = promises.short_quotas(db.session(), g.event, wanted, clock.now())
    return [words.promise(each, g.lang) for each in short]
