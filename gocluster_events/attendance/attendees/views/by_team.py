"""What the team types about somebody: corrections, somebody new, and comments for colleagues."""

from collections.abc import Sequence
from functools import cache
from random import SystemRandom
from typing import Any

from flask import flash, g, redirect, render_template, url_for

from gocluster_events.attendance.attendees.views.list_state import blueprint
from gocluster_events.attendance.door.views.walk_in import already_known
from gocluster_events.core import db
from gocluster_events.core.access import Permission
from gocluster_events.core.errors import Stale
from gocluster_events.core.i18n import _
from gocluster_events.core.web.answers import Reply, acting, found_or_404, refusals, saved
from gocluster_events.core.web.audience import may, requires
from gocluster_events.core.web.collision import collided, read_revision
from gocluster_events.core.web.fields import Confirm, Form
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.rules.edition import EventStatus
from gocluster_events.meeting.registration.by_team import services as by_team
from gocluster_events.meeting.registration.deciding import forms
from gocluster_events.meeting.registration.invitations.queries import codes as codes_queries
from gocluster_events.meeting.registration.notes import queries as notes_queries, services as notes
from gocluster_events.meeting.registration.notes.forms import NoteForm
from gocluster_events.meeting.registration.notes.models import Note
from gocluster_events.meeting.registration.own.rules import may_change_mode
from gocluster_events.meeting.registration.own.services import amending
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.queries import people, questions, seats
from gocluster_events.meeting.registration.people.rules.changing import Changes
from gocluster_events.meeting.registration.people.rules.fields import Needs
from gocluster_events.meeting.registration.people.views import name_left_out_to_team, offered_clusters, registration_of
from gocluster_events.meeting.registration.people.words import codes, fields

NOTES = "/registration/<int:registration_id>/notes"


@blueprint.route("/registration/<int:registration_id>/correction", methods=["GET", "POST"])
@requires(Permission.CORRECT_NAMES)
def correction(registration_id: int) -> Reply:
    """The team corrects a registration with a reason, the registration desk its names; a colleague's change meanwhile
    is shown, not overwritten.
    """
    form, known = _correction_form(registration_of(registration_id)), None
    if form.validate_on_submit():
        try:
            with refusals(form, codes.REFUSALS, forms.AT_FIELD) as answer:
                changes = amending.correct(
                    g.event.id, registration_id, form.correction(), read_revision(form), acting(), fields.changes_named
                )
                return _corrected(registration_id, changes, form.left_out())
            known = already_known(form.address, answer.code)
        except Stale:
            theirs = _correction_form(registration_of(registration_id), formdata=None)
            return _correction_page(form, registration_id, collision=collided(form, theirs)), 409
    return _correction_page(form, registration_id, known=known)


def _corrected(registration_id: int, changes: Changes, left_out: Sequence[str]) -> Reply:
    if changes.fields:
        flash(_("The details are corrected."), "success")
    else:
        flash(str(codes.NOTHING_CHANGED), "info")
    name_left_out_to_team(changes.ended, left_out)
    return redirect(url_for(".person", registration_id=registration_id))


def _correction_form(registration: Registration, **options: Any) -> forms.CorrectionForm:
    session, event = db.session(), g.event
    sign_up, questionnaire = (
        people.sign_up_of(session, registration),
        questions.questionnaire(session, event, but=registration.id),
    )
    modes = seats.modes(event) if may_change_mode(registration.status) else ()
    if not may(Permission.EDIT_ATTENDEES):
        return forms.names_form(questionnaire, sign_up, registration.revision, **options)
    form = forms.correction_form(questionnaire, _clusters(), modes, sign_up, registration.revision, **options)
    form.invited_to = lambda: registration.invited_to
    return form


def _correction_page(form: forms.CorrectionForm, registration_id: int, **facts: Any) -> str:
    registration = registration_of(registration_id)
    return render_template(
        "attendance/attendees/correction.html",
        form=form,
        registration=registration,
        clusters=offered_clusters(_clusters()),
        **facts,
    )


@blueprint.route("/registration/new", methods=["GET", "POST"])
@requires(Permission.ADD_ATTENDEES)
def new_person() -> Reply:
    """Somebody who phoned or wrote is registered, without a proof of the address; by the registration desk only where
    a place is free.
    """
    session = db.session()
    form = forms.new_person_form(
        questions.questionnaire(session, g.event), _clusters(), seats.modes(g.event), "de",
        asks_code=codes_queries.has_codes(session, g.event.id), free_only=not may(Permission.EDIT_ATTENDEES),
    )  # fmt: skip
    form.invited_to = cache(lambda: codes_queries.quota_of_code(session, g.event.id, form.invitation_code.data or ""))
    known = None
    if form.validate_on_submit():
        with refusals(form, codes.REFUSALS, forms.AT_FIELD) as answer:
            return _added(_add(form), form.left_out())
        known = already_known(form.address, answer.code)
    return render_template(
        "attendance/attendees/new_person.html", form=form, clusters=offered_clusters(_clusters()), known=known
    )


def _add(form: forms.NewPersonForm) -> int:
    typed, reason = form.sign_up(Needs()), form.reason.data
    how: dict[str, Any] = {"act": acting(), "chance": SystemRandom(), "tells": bool(form.tells.data)}
    if may(Permission.EDIT_ATTENDEES):
        return by_team.add(g.event.id, typed, over_capacity=form.is_over_capacity, reason=reason, **how)
    return by_team.add_if_free(g.event.id, typed, reason=reason, **how)


def _added(registration_id: int, left_out: Sequence[str]) -> Reply:
    name_left_out_to_team((), left_out)
    status = codes.STATUSES[registration_of(registration_id).status]
    return saved(_("The person is registered: %(status)s.", status=status), ".person", registration_id=registration_id)


@blueprint.route(f"{NOTES}/new", methods=["GET", "POST"])
@requires(Permission.VIEW_ATTENDEES)
def new_note(registration_id: int) -> Reply:
    """A comment for colleagues is added."""
    registration, form = registration_of(registration_id), NoteForm()
    if form.validate_on_submit():
        with refusals(form, codes.REFUSALS):
            notes.add_note(g.event.id, registration_id, form.text.data, acting(), at_desk=form.at_desk.data)
            return saved(_("The comment is saved."), ".person", registration_id=registration_id)
    return _note_page(form, registration, None)


@blueprint.route(f"{NOTES}/<int:note_id>", methods=["GET", "POST"])
@requires(Permission.VIEW_ATTENDEES)
def note(registration_id: int, note_id: int) -> Reply:
    """The author changes a comment."""
    registration, row = registration_of(registration_id), _my_note(registration_id, note_id)
    form = NoteForm(obj=row)
    if form.validate_on_submit():
        with refusals(form, codes.REFUSALS):
            notes.change_note(g.event.id, registration_id, note_id, form.text.data, acting(), at_desk=form.at_desk.data)
            return saved(_("The comment is saved."), ".person", registration_id=registration_id)
    return _note_page(form, registration, row)


@blueprint.route(f"{NOTES}/<int:note_id>/removal", methods=["GET", "POST"])
@requires(Permission.VIEW_ATTENDEES)
def note_removal(registration_id: int, note_id: int) -> Reply:
    """The author deletes a comment."""
    registration, row, form = registration_of(registration_id), _my_note(registration_id, note_id), Confirm()
    if form.validate_on_submit():
        with refusals(form, codes.REFUSALS):
            notes.remove_note(g.event.id, registration_id, note_id, acting())
            return saved(_("The comment is removed."), ".person", registration_id=registration_id)
    return render_template("attendance/attendees/note_removal.html", form=form, registration=registration, note=row)


def _my_note(registration_id: int, note_id: int) -> Note:
    row = notes_queries.note(db.session(), registration_id, note_id)
    return found_or_404(row if row and row.author == g.account.email else None)


def _note_page(form: Form, registration: Registration, row: Note | None) -> str:
    is_archived = g.event.status is EventStatus.ARCHIVED
    return render_template(
        "attendance/attendees/note.html", form=form, registration=registration, note=row, is_archived=is_archived
    )


def _clusters() -> Sequence[str]:
    return events.cluster_names(db.session(), g.event.id)
