"""A file becomes part of the draft: uploaded, looked at, taken in."""

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for

from gocluster_events import clock, db
from gocluster_events.access import Permission
from gocluster_events.agenda import queries, services, words
from gocluster_events.agenda.forms.importing import TakeInForm, UploadForm
from gocluster_events.agenda.models import ProgrammeImport
from gocluster_events.agenda.rules.conflicts import conflicts
from gocluster_events.agenda.rules.differences import Turn, changes
from gocluster_events.agenda.rules.reading.against import Plan
from gocluster_events.agenda.rules.reading.importing import ImportRefusal
from gocluster_events.agenda.rules.timetable import Timetable
from gocluster_events.agenda.views.blueprint import MANAGE, blueprint
from gocluster_events.errors import Refused, Stale
from gocluster_events.i18n import _, _n
from gocluster_events.sheets.limits import MOST_BYTES
from gocluster_events.web.audience import requires
from gocluster_events.web.fields import Action, show_refusal

AROUND_A_FILE = 512 * 1024  # so that a file slightly too large still gets its sentence
SHOWN_PROBLEMS, SHOWN_CHANGES = 50, 200
_IMPORT = f"{MANAGE}/import"


@blueprint.route(_IMPORT, methods=["GET", "POST"])
@requires(Permission.EDIT_AGENDA)
def programme_upload() -> Any:
    """A file is chosen and read."""
    request.max_content_length = MOST_BYTES + AROUND_A_FILE
    form = UploadForm()
    form.place = ", ".join(filter(None, (g.event.venue, g.event.address, g.event.city)))
    if form.validate_on_submit() and form.told:
        try:
            name = form.programme.data.filename
            number = services.begin_import(g.event.id, name, form.told, g.account.email, clock.now())
            return redirect(url_for(".programme_check", number=number))
        except Refused as refusal:
            show_refusal(form, refusal, words.REFUSALS)
    return render_template("agenda/import_upload.html", form=form)


@blueprint.route(f"{_IMPORT}/<int:number>", methods=["GET", "POST"])
@requires(Permission.EDIT_AGENDA)
def programme_check(number: int) -> Any:
    """What taking the file in would change, and the button for it."""
    revision = queries.head(db.session(), g.event.id).revision  # first: what is read after it is never older
    row = queries.programme_import(db.session(), g.event.id, number)
    if row is None:
        return _gone()
    plan = queries.import_plan(db.session(), g.event, row, words.vocabulary())
    form = _form(plan)
    if form.validate_on_submit():
        try:
            now, vocabulary = clock.now(), words.vocabulary()
            made = services.take_in(g.event.id, number, vocabulary, form.decision(), g.account.email, now)
        except Stale:
            form.form_errors.append(_("A colleague has changed the programme in the meantime. Look at it once more."))
            return _page(form, row, plan, revision), 409
        except Refused as refusal:
            show_refusal(form, refusal, {**words.IMPORT_REFUSALS, **words.REFUSALS})
        else:
            flash(_("The file is imported: %(step)s. You can undo that.", step=words.told(made)), "success")
            return redirect(url_for("agenda.draft"))
    return _page(form, row, plan, revision)


@blueprint.route(f"{_IMPORT}/<int:number>/removal", methods=["GET", "POST"])
@requires(Permission.EDIT_AGENDA)
def programme_import_removal(number: int) -> Any:
    """The file is not taken in, and nothing of it is kept."""
    form, row = Action(), queries.programme_import(db.session(), g.event.id, number)
    if row is None:
        return _gone()
    if form.validate_on_submit():
        services.drop_import(g.event.id, number)
        flash(_("The file is removed. The programme is as it was."), "success")
        return redirect(url_for(".programme_upload"))
    return render_template("agenda/import_removal.html", form=form, row=row)


def _gone() -> Any:
    """As after a second press of the button."""
    flash(words.IMPORT_REFUSALS[ImportRefusal.GONE], "warning")
    return redirect(url_for("agenda.draft"))


def _form(plan: Plan) -> TakeInForm:
    form = TakeInForm()
    form.most_faults = len(plan.errors)
    form.leave_out.label.text = _n("Leave out %(num)d entry", "Leave out %(num)d entries", form.most_faults)
    return form


def _page(form: TakeInForm, row: ProgrammeImport, plan: Plan, revision: int) -> str:
    form.revision.data, form.faults.data = str(revision), str(len(plan.errors))
    found = changes(plan.before, plan.after)
    return render_template(
        "agenda/import_check.html",
        form=form,
        row=row,
        plan=plan,
        new=sum(change.turn is Turn.NEW for change in found),
        changes=found,
        shown=SHOWN_CHANGES,
        most=SHOWN_PROBLEMS,
        conflicts=_to_act_on(plan.after) - _to_act_on(plan.before),
        is_table=row.told["is_table"],
    )


def _to_act_on(timetable: Timetable) -> int:
    """How many conflicts there are, hints aside."""
    return sum(conflict.needs_attention for conflict in conflicts(timetable))
