"""A programme from a file: the upload, a look at it, and taking it in."""

from datetime import datetime
from typing import Any

from flask import flash, g, redirect, render_template, request, url_for

from gocluster_events.core import db
from gocluster_events.core.access import Permission
from gocluster_events.core.errors import Stale
from gocluster_events.core.i18n import _
from gocluster_events.core.text import slugify
from gocluster_events.core.web.answers import Reply, acting, as_file, refusals, saved, take_a_file
from gocluster_events.core.web.audience import requires
from gocluster_events.core.web.fields import Confirm
from gocluster_events.meeting.agenda.importing import queries as importing_queries, services, words
from gocluster_events.meeting.agenda.importing.exports import CSV, MEDIA_TYPE, FormSheet, to_csv, to_workbook
from gocluster_events.meeting.agenda.importing.forms import TakeInForm, UploadForm, take_in_form
from gocluster_events.meeting.agenda.importing.rules.missing_days import chosen_days
from gocluster_events.meeting.agenda.importing.rules.plan import ImportPlan, ImportRefusal
from gocluster_events.meeting.agenda.importing.rules.problems import alike, number_of_entries
from gocluster_events.meeting.agenda.importing.rules.unknown import UnknownWord
from gocluster_events.meeting.agenda.importing.views.blueprint import blueprint
from gocluster_events.meeting.agenda.models import ProgrammeImport
from gocluster_events.meeting.agenda.queries import steps
from gocluster_events.meeting.agenda.rules.conflicts.checks import conflicts
from gocluster_events.meeting.agenda.rules.differences import Turn, changes
from gocluster_events.meeting.agenda.rules.timetable import Timetable
from gocluster_events.meeting.agenda.rules.uploads import LARGE, LARGE_WORKBOOK, UploadState
from gocluster_events.meeting.agenda.views.draft import MANAGE
from gocluster_events.meeting.agenda.words import programme, steps as steps_words
from gocluster_events.meeting.events.queries import days
from gocluster_events.meeting.events.rules.days import with_days
from gocluster_events.meeting.events.rules.location import location

SHOWN_PROBLEMS, SHOWN_ALIKE, SHOWN_CHANGES = 50, 5, 200
_IMPORT = f"{MANAGE}/import"


@blueprint.route(_IMPORT, methods=["GET", "POST"])
@requires(Permission.EDIT_AGENDA)
def programme_upload() -> Reply:
    """A file is chosen, and read at once or, if it is large, by the worker."""
    take_a_file()
    form = UploadForm()
    if form.validate_on_submit():
        with refusals(form, programme.REFUSALS):
            try:
                return redirect(url_for(".programme_check", number=_begin(form)))
            except services.UnusableFile as refusal:
                form.refuse(words.upload_error(refusal.fault))
    return render_template("meeting/agenda/importing/import_upload.html", form=form)


def _begin(form: UploadForm) -> int:
    name, given = form.programme.data.filename, (form.upload, form.language.data, location(g.event))
    if len(form.upload) > (LARGE_WORKBOOK if form.upload.startswith(b"PK") else LARGE):
        return services.begin_reading(g.event.id, name, *given, acting())
    return services.begin_import(g.event.id, name, services.source_of(*given, words.vocabulary()), acting())


@blueprint.route(f"{_IMPORT}/<int:number>", methods=["GET", "POST"])
@requires(Permission.EDIT_AGENDA)
def programme_check(number: int) -> Reply:
    """What taking the file in would change, what its unknown words mean, and the button for it."""
    revision = steps.head(db.session(), g.event.id).revision  # first: what is read after it is never older
    row = importing_queries.programme_import(db.session(), g.event.id, number)
    if row is None or row.state is not UploadState.READ:
        return _not_read(row)
    unknown, plan = _read(row)
    form = take_in_form(plan, unknown, row.choices)
    if not form.validate_on_submit():
        return _page(form, row, plan, revision)
    with refusals(form, {**words.IMPORT_REFUSALS, **programme.REFUSALS}):
        if "choose" in request.form or form.changes_words:
            services.choose_words(g.event.id, number, form.meanings(), acting())
            return _chosen(row, form.most_faults)
        try:
            return _take_in(number, form)
        except Stale:
            form.form_errors.append(_("A colleague has changed the programme in the meantime. Please check it again."))
            return _page(form, row, plan, revision), 409
    return _page(form, row, plan, revision)


def _take_in(number: int, form: TakeInForm) -> Reply:
    made = services.take_in(g.event.id, number, words.vocabulary(), form.decision(), acting())
    done = _("The file has been imported: %(step)s. You can undo this.", step=steps_words.step_sentence(made))
    return saved(done, "agenda.draft")


def _chosen(row: ProgrammeImport, faults: int) -> Reply:
    """The page once more, as the words that were chosen make it; what else was typed stays."""
    db.session().refresh(row)
    unknown, plan = _read(row)
    form = take_in_form(plan, unknown, row.choices)
    if form.most_faults != faults:
        form.leave_out.data = False  # it was ticked for others
    flash(_("Your choice is applied. Check below what the import does now."), "success")
    return _page(form, row, plan, steps.head(db.session(), g.event.id).revision)


@blueprint.get(f"{_IMPORT}/<int:number>/progress.json")
@requires(Permission.EDIT_AGENDA)
def programme_progress(number: int) -> dict[str, Any]:
    """How far a file that the worker reads is, for the page that shows it."""
    row = importing_queries.programme_import(db.session(), g.event.id, number)
    if row is None:
        return {"state": "", "is_over": True}
    is_over = row.state in {UploadState.READ, UploadState.REFUSED}
    return {"state": str(words.UPLOAD_STATES[row.state]), "is_over": is_over}


@blueprint.get(f"{_IMPORT}/<int:number>/hints.<any(csv, xlsx):ending>")
@requires(Permission.EDIT_AGENDA)
def programme_hints(number: int, ending: str) -> Reply:
    """All errors and hints of the file, a row for each."""
    row = importing_queries.programme_import(db.session(), g.event.id, number)
    if row is None or row.state is not UploadState.READ:
        return _gone()
    plan = _read(row)[1]
    heads = tuple(str(head) for head in words.HINT_HEADS)
    rows = tuple(words.hint_row(fault, is_table=row.source["is_table"]) for fault in (*plan.errors, *plan.remarks))
    title = _("Hints")
    name = f"{g.event.slug}-{slugify(title)}.{ending}"
    if ending == "csv":
        return as_file(to_csv(heads, rows), CSV, name)
    return as_file(to_workbook((FormSheet(title, heads, rows),)), MEDIA_TYPE, name)


@blueprint.route(f"{_IMPORT}/<int:number>/removal", methods=["GET", "POST"])
@requires(Permission.EDIT_AGENDA)
def programme_import_removal(number: int) -> Reply:
    """The file is not taken in, and nothing of it is kept."""
    form, row = Confirm(), importing_queries.programme_import(db.session(), g.event.id, number)
    if row is None:
        return _gone()
    if form.validate_on_submit():
        services.drop_import(g.event.id, number)
        return saved(_("The file has been deleted. The programme is unchanged."), ".programme_upload")
    return render_template("meeting/agenda/importing/import_removal.html", form=form, row=row)


def _not_read(row: ProgrammeImport | None) -> Reply:
    """How far a large file is, or why it is refused; back to the draft where there is none."""
    return _gone() if row is None else render_template("meeting/agenda/importing/import_reading.html", row=row)


def _gone() -> Reply:
    """Back to the draft with a warning that the file is gone, as after a second press of the button."""
    flash(words.IMPORT_REFUSALS[ImportRefusal.GONE], "warning")
    return redirect(url_for("agenda.draft"))


def _read(row: ProgrammeImport) -> tuple[tuple[UnknownWord, ...], ImportPlan]:
    vocabulary = words.vocabulary()
    unknown = importing_queries.unknown_words(g.event, row, vocabulary)
    return unknown, importing_queries.import_plan(db.session(), g.event, row, vocabulary)


def _page(form: TakeInForm, row: ProgrammeImport, plan: ImportPlan, revision: int) -> str:
    form.show(row.choices, revision)
    differences = changes(plan.before, plan.after)
    return render_template(
        "meeting/agenda/importing/import_check.html",
        form=form,
        row=row,
        plan=plan,
        errors=alike(plan.errors),
        faulty=number_of_entries(plan.errors),
        remarks=alike(plan.remarks),
        doubtful=number_of_entries(plan.remarks),
        new=sum(change.turn is Turn.NEW for change in differences),
        changes=differences,
        shown=SHOWN_CHANGES,
        most=SHOWN_PROBLEMS,
        most_alike=SHOWN_ALIKE,
        conflicts=_to_act_on(plan.after) - _to_act_on(plan.before),
        lasts=_lasting(plan),
        is_table=row.source["is_table"],
    )


def _lasting(plan: ImportPlan) -> tuple[datetime, datetime]:
    """From when to when the event is with the days as they are proposed."""
    event, proposals = g.event, {day.date: day.proposal for day in plan.days}
    known = days(db.session(), event)
    return with_days(known, (event.starts_at, event.ends_at), chosen_days(plan.days, proposals), event.zone)[1]


def _to_act_on(timetable: Timetable) -> int:
    """How many conflicts there are, hints aside."""
    return sum(conflict.needs_attention for conflict in conflicts(timetable))
