"""Where organisers decide what the registration asks, and see the form as participants see it."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for

from gocluster_events import clock, db
from gocluster_events.access import Permission
from gocluster_events.errors import Refused, Stale
from gocluster_events.events import queries as events
from gocluster_events.i18n import _
from gocluster_events.registration.people.forms import InternalForm, internal_form
from gocluster_events.registration.people.models import QuestionRow, Registration
from gocluster_events.registration.people.queries import people, places, questions as questions_queries
from gocluster_events.registration.people.rules.fields import CoreField, Demand, allowed
from gocluster_events.registration.people.rules.questions import Question
from gocluster_events.registration.people.words import codes
from gocluster_events.registration.questions import services
from gocluster_events.registration.questions.forms import FieldsForm, QuestionEditForm, fields_form, question_form
from gocluster_events.registration.sign_up.forms import participation_form, person_form
from gocluster_events.text import fold
from gocluster_events.web.audience import requires
from gocluster_events.web.collision import differences, read_revision
from gocluster_events.web.fields import Action, show_refusal
from gocluster_events.web.find import found_or_404

blueprint = Blueprint("questions", __name__, url_prefix="/<lang:lang>")


QUESTIONS = "/manage/<edition>/registration/questions"
Found = Sequence[tuple[QuestionRow, Question]]


@blueprint.route(QUESTIONS, methods=["GET", "POST"])
@requires(Permission.EDIT_REGISTRATION)
def questions() -> Any:
    """What is asked: the demands of the form's fields, and the edition's own questions."""
    form = fields_form(questions_queries.core(g.event).core, g.event.fields_revision)
    if form.validate_on_submit():
        try:
            services.ask_fields(g.event.id, form.core(), read_revision(form), g.account.email, clock.now())
        except Refused as refusal:
            show_refusal(form, refusal, codes.REFUSALS)
        except Stale:
            return _fields_collision(form), 409
        else:
            flash(_("The fields are saved."), "success")
            return redirect(url_for(".questions"))
    return _list(form)


def _fields_collision(form: FieldsForm) -> str:
    event = g.event
    theirs = fields_form(questions_queries.core(event).core, event.fields_revision, is_typed=False)
    found = differences(form, theirs)
    form.revision.data = str(event.fields_revision)
    return _list(form, collision=found)


def _list(form: FieldsForm, **facts: Any) -> str:
    session = db.session()
    found = questions_queries.question_rows(session, g.event.id)
    return render_template(
        "registration/questions/questions.html",
        form=form,
        fields=CoreField,
        demands=Demand,
        allowed=allowed,
        asked=[(row, each) for row, each in found if row.retired_at is None],
        retired=[(row, each) for row, each in found if row.retired_at is not None],
        every={each.id: each for _row, each in found},
        counts=questions_queries.answer_counts(session, g.event.id),
        taken=questions_queries.asked(session, g.event).taken,
        **facts,
    )


@blueprint.route(f"{QUESTIONS}/new", methods=["GET", "POST"])
@requires(Permission.EDIT_REGISTRATION)
def new_question() -> Any:
    """A question is asked behind all others."""
    form = question_form(_asked(questions_queries.question_rows(db.session(), g.event.id)))
    if form.validate_on_submit():
        try:
            services.add_question(g.event.id, form.wording(), g.account.email, clock.now())
        except Refused as refusal:
            show_refusal(form, refusal, codes.REFUSALS)
        else:
            flash(_("The question is saved."), "success")
            return redirect(url_for(".questions", _anchor="own"))
    return _editor(form)


@blueprint.route(f"{QUESTIONS}/<int:question_id>", methods=["GET", "POST"])
@requires(Permission.EDIT_REGISTRATION)
def edit_question(question_id: int) -> Any:
    """The question is asked in other words."""
    row, question, earlier = _of(question_id)
    form = question_form(earlier, question, row.revision)
    if form.validate_on_submit():
        revision = read_revision(form)
        try:
            services.change_question(g.event.id, question_id, form.wording(), revision, g.account.email, clock.now())
        except Refused as refusal:
            show_refusal(form, refusal, codes.REFUSALS)
        except Stale:
            return _collision(form, question_id), 409
        else:
            flash(_("The question is saved."), "success")
            return redirect(url_for(".questions", _anchor="own"))
    return _editor(form, question=question, answers=_answers(question_id))


def _collision(form: QuestionEditForm, question_id: int) -> str:
    """The form with what was typed beside what is stored; saving it again is saving over it knowingly."""
    row, stored, earlier = _of(question_id)
    found = differences(form, question_form(earlier, stored, is_typed=False))
    form.revision.data = str(row.revision)
    return _editor(form, question=stored, answers=_answers(question_id), collision=found)


def _editor(form: QuestionEditForm, question: Question | None = None, **facts: Any) -> str:
    return render_template("registration/questions/edit_question.html", form=form, question=question, **facts)


def _answers(question_id: int) -> int:
    return questions_queries.answer_counts(db.session(), g.event.id).get(question_id, 0)


@blueprint.route(f"{QUESTIONS}/<int:question_id>/position", methods=["GET", "POST"])
@requires(Permission.EDIT_REGISTRATION)
def question_position(question_id: int) -> Any:
    """The question stands one place earlier or later."""
    (row, question, _earlier), form = _of(question_id), Action()
    if form.validate_on_submit():
        steps = {"up": -1, "down": 1}.get(request.form.get("step", ""), 0)
        try:
            services.move_question(g.event.id, row.id, steps, g.account.email, clock.now())
            return redirect(url_for(".questions", _anchor="own"))
        except Refused as refusal:
            show_refusal(form, refusal, codes.REFUSALS)
    return render_template("registration/questions/question_position.html", form=form, question=question)


@blueprint.route(f"{QUESTIONS}/<int:question_id>/retirement", methods=["GET", "POST"])
@requires(Permission.EDIT_REGISTRATION)
def question_retirement(question_id: int) -> Any:
    """Nobody is asked the question any more, or it is asked again."""
    (row, question, _earlier), form = _of(question_id), Action()
    retire = services.retire_question if row.retired_at is None else services.bring_back_question
    if form.validate_on_submit():
        try:
            retire(g.event.id, row.id, g.account.email, clock.now())
            return redirect(url_for(".questions", _anchor="own"))
        except Refused as refusal:
            show_refusal(form, refusal, codes.REFUSALS)
    facts = {"row": row, "question": question, "answers": _answers(question_id)}
    return render_template("registration/questions/question_retirement.html", form=form, **facts)


@blueprint.get(f"{QUESTIONS}/preview")
@requires(Permission.EDIT_REGISTRATION)
def question_preview() -> str:
    """Both pages of fields as participants see them, without any way to send them."""
    session = db.session()
    asked, clusters = questions_queries.asked(session, g.event), events.cluster_names(session, g.event.id)
    return render_template(
        "registration/questions/preview.html",
        first=person_form(asked, lambda: clusters, {}),
        second=participation_form(asked, places.modes(g.event), {}),
        clusters=[str(codes.NO_MEMBER), *sorted(clusters, key=fold)],
    )


def _asked(rows: Found) -> list[Question]:
    return [question for row, question in rows if row.retired_at is None]


def _of(question_id: int) -> tuple[QuestionRow, Question, list[Question]]:
    """The question, and those on which it can depend; or the helpful 404 page."""
    found = questions_queries.question_rows(db.session(), g.event.id)
    row, question = found_or_404(next((each for each in found if each[0].id == question_id), None))
    earlier = [each for each in found if each[0].position < row.position]
    return row, question, _asked(earlier)


@blueprint.route("/manage/<edition>/registration/<int:registration_id>/internal", methods=["GET", "POST"])
@requires(Permission.DECIDE_REGISTRATIONS)
def internal(registration_id: int) -> Any:
    """The team's own answers about a person."""
    registration = found_or_404(people.registration_in(db.session(), g.event.id, registration_id))
    form = _form(registration_id)
    if form.validate_on_submit():
        try:
            _save(registration_id, form)
        except Refused as refusal:
            show_refusal(form, refusal, codes.REFUSALS)
        except Stale:
            return _collided_answers(form, registration), 409
        else:
            flash(_("The internal answers are saved."), "success")
            return redirect(url_for(".internal", registration_id=registration_id))
    return _page(form, registration)


def _form(registration_id: int, *, is_typed: bool = True) -> InternalForm:
    session = db.session()
    asked = questions_queries.asked(session, g.event, but=registration_id)
    answered = questions_queries.answered(session, registration_id)
    return internal_form(asked, tuple(each for question, each in answered if question.for_staff), is_typed=is_typed)


def _save(registration_id: int, form: InternalForm) -> None:
    seen = str(form.seen.data or "")
    services.answer_internally(g.event.id, registration_id, form.answers(), g.account.email, clock.now(), seen=seen)


def _collided_answers(form: InternalForm, registration: Registration) -> str:
    theirs = _form(registration.id, is_typed=False)
    form.seen.data = theirs.seen.data
    return _page(form, registration, collision=differences(form, theirs))


def _page(form: InternalForm, registration: Registration, **facts: Any) -> str:
    return render_template("registration/questions/internal.html", form=form, registration=registration, **facts)
