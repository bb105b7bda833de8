"""Where organisers decide what the registration asks, and see the form as participants see it."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, current_app, g, redirect, render_template, request, url_for

from gocluster_events.core import db
from gocluster_events.core.access import Permission
from gocluster_events.core.errors import Stale
from gocluster_events.core.i18n import _
from gocluster_events.core.text import Localized, fold
from gocluster_events.core.web.answers import Reply, acting, found_or_404, refusals, saved
from gocluster_events.core.web.audience import requires
from gocluster_events.core.web.collision import collided, read_revision
from gocluster_events.core.web.fields import Confirm
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.registration.people.forms import InternalForm, internal_form
from gocluster_events.meeting.registration.people.models import QuestionRow, Registration
from gocluster_events.meeting.registration.people.queries import people, questions as questions_queries, seats
from gocluster_events.meeting.registration.people.rules.fields import CORE, Requirement, allowed
from gocluster_events.meeting.registration.people.rules.questions import Question
from gocluster_events.meeting.registration.people.views import registration_of
from gocluster_events.meeting.registration.people.words import codes
from gocluster_events.meeting.registration.questions import services
from gocluster_events.meeting.registration.questions.forms import (
    FieldsForm,
    QuestionEditForm,
    fields_form,
    question_form,
)
from gocluster_events.meeting.registration.sign_up.forms.page import sign_up_form
from gocluster_events.meeting.registration.sign_up.rules import FIRST, Typed

blueprint = Blueprint("questions", __name__, url_prefix="/<lang:lang>")


QUESTIONS = "/manage/<edition>/registration/questions"
QuestionRows = Sequence[tuple[QuestionRow, Question]]


@blueprint.route(QUESTIONS, methods=["GET", "POST"])
@requires(Permission.EDIT_REGISTRATION)
def questions() -> Reply:
    """What is asked: the demands of the form's fields, and the edition's own questions."""
    form = fields_form(questions_queries.core(g.event).core, g.event.fields_revision)
    if form.validate_on_submit():
        try:
            with refusals(form, codes.REFUSALS):
                services.ask_fields(g.event.id, form.core(), read_revision(form), acting())
                return saved(_("The fields are saved."), ".questions")
        except Stale:
            theirs = fields_form(questions_queries.core(g.event).core, g.event.fields_revision, is_typed=False)
            return _list(form, collision=collided(form, theirs)), 409
    return _list(form)


def _list(form: FieldsForm, **facts: Any) -> str:
    session = db.session()
    rows = questions_queries.question_rows(session, g.event.id)
    return render_template(
        "meeting/registration/questions/questions.html",
        form=form,
        fields=CORE,
        demands=Requirement,
        allowed=allowed,
        asked=[(row, each) for row, each in rows if row.retired_at is None],
        retired=[(row, each) for row, each in rows if row.retired_at is not None],
        every={each.id: each for _row, each in rows},
        counts=questions_queries.answer_counts(session, g.event.id),
        quotas=_quotas(),
        items=_items() if any(each.item for _row, each in rows) else {},
        taken=questions_queries.questionnaire(session, g.event).taken,
        **facts,
    )


@blueprint.route(f"{QUESTIONS}/new", methods=["GET", "POST"])
@requires(Permission.EDIT_REGISTRATION)
def new_question() -> Reply:
    """A question is asked behind all others."""
    earlier = _open_questions(questions_queries.question_rows(db.session(), g.event.id))
    form = question_form(earlier, _quotas(), _items())
    if form.validate_on_submit():
        with refusals(form, codes.REFUSALS):
            services.add_question(g.event.id, form.wording(), acting())
            return saved(_("The question is saved."), ".questions", _anchor="own")
    return _editor(form)


@blueprint.route(f"{QUESTIONS}/<int:question_id>", methods=["GET", "POST"])
@requires(Permission.EDIT_REGISTRATION)
def edit_question(question_id: int) -> Reply:
    """The question is asked in other words."""
    row, question, earlier = _of(question_id)
    form = question_form(earlier, _quotas(), _items(), question, row.revision)
    if form.validate_on_submit():
        revision = read_revision(form)
        try:
            with refusals(form, codes.REFUSALS):
                services.change_question(g.event.id, question_id, form.wording(), revision, acting())
                return saved(_("The question is saved."), ".questions", _anchor="own")
        except Stale:
            return _collision(form, question_id), 409
    return _editor(form, question=question, answers=_answers(question_id))


def _collision(form: QuestionEditForm, question_id: int) -> str:
    row, stored, earlier = _of(question_id)
    both = collided(form, question_form(earlier, _quotas(), _items(), stored, row.revision, is_typed=False))
    return _editor(form, question=stored, answers=_answers(question_id), collision=both)


def _editor(form: QuestionEditForm, question: Question | None = None, **facts: Any) -> str:
    return render_template("meeting/registration/questions/edit_question.html", form=form, question=question, **facts)


def _quotas() -> Mapping[int, Localized]:
    """The names of the edition's quotas."""
    return {row.id: row.name for row in seats.quotas(db.session(), g.event.id)}


def _items() -> Mapping[str, str]:
    """The items of the programme, of which this room knows nothing, by UUID."""
    items: Mapping[str, str] = current_app.extensions["programme_items"]()
    return items


def _answers(question_id: int) -> int:
    return questions_queries.answer_counts(db.session(), g.event.id).get(question_id, 0)


@blueprint.route(f"{QUESTIONS}/<int:question_id>/position", methods=["GET", "POST"])
@requires(Permission.EDIT_REGISTRATION)
def question_position(question_id: int) -> Reply:
    """The question stands one place earlier or later."""
    (row, question, _earlier), form = _of(question_id), Confirm()
    if form.validate_on_submit():
        steps = {"up": -1, "down": 1}.get(request.form.get("step", ""), 0)
        with refusals(form, codes.REFUSALS):
            services.move_question(g.event.id, row.id, steps, acting())
            return redirect(url_for(".questions", _anchor="own"))
    return render_template("meeting/registration/questions/question_position.html", form=form, question=question)


@blueprint.route(f"{QUESTIONS}/<int:question_id>/retirement", methods=["GET", "POST"])
@requires(Permission.EDIT_REGISTRATION)
def question_retirement(question_id: int) -> Reply:
    """Nobody is asked the question any more, or it is asked again."""
    (row, question, _earlier), form = _of(question_id), Confirm()
    retire = services.retire_question if row.retired_at is None else services.bring_back_question
    if form.validate_on_submit():
        with refusals(form, codes.REFUSALS):
            retire(g.event.id, row.id, acting())
            return redirect(url_for(".questions", _anchor="own"))
    facts = {"row": row, "question": question, "answers": _answers(question_id)}
    return render_template("meeting/registration/questions/question_retirement.html", form=form, **facts)


@blueprint.get(f"{QUESTIONS}/preview")
@requires(Permission.EDIT_REGISTRATION)
def question_preview() -> str:
    """The page of fields as participants see it, without any way to send them."""
    session = db.session()
    questionnaire, clusters = (
        questions_queries.questionnaire(session, g.event),
        events.cluster_names(session, g.event.id),
    )
    return render_template(
        "meeting/registration/questions/preview.html",
        form=sign_up_form(questionnaire, seats.modes(g.event), lambda: clusters, Typed(FIRST), asks_code=True),
        erased_at=people.needs_go_at(g.event),
        clusters=sorted(clusters, key=fold),
    )


def _open_questions(rows: QuestionRows) -> list[Question]:
    return [question for row, question in rows if row.retired_at is None]


def _of(question_id: int) -> tuple[QuestionRow, Question, list[Question]]:
    """The question, and those on which it can depend; or the helpful 404 page."""
    rows = questions_queries.question_rows(db.session(), g.event.id)
    row, question = found_or_404(next((each for each in rows if each[0].id == question_id), None))
    earlier = [each for each in rows if each[0].position < row.position]
    return row, question, _open_questions(earlier)


@blueprint.route("/manage/<edition>/registration/<int:registration_id>/internal", methods=["GET", "POST"])
@requires(Permission.DECIDE_REGISTRATIONS)
def internal(registration_id: int) -> Reply:
    """The team's own answers about a person."""
    registration = registration_of(registration_id)
    form = _form(registration_id)
    if form.validate_on_submit():
        try:
            with refusals(form, codes.REFUSALS):
                _save(registration_id, form)
                return saved(_("The internal answers are saved."), ".internal", registration_id=registration_id)
        except Stale:
            theirs = _form(registration.id, is_typed=False)
            return _page(form, registration, collision=collided(form, theirs)), 409
    return _page(form, registration)


def _form(registration_id: int, *, is_typed: bool = True) -> InternalForm:
    session = db.session()
    questionnaire = questions_queries.questionnaire(session, g.event, but=registration_id)
    answered = questions_queries.answered(session, registration_id)
    return internal_form(
        questionnaire, tuple(each for question, each in answered if question.for_staff), is_typed=is_typed
    )


def _save(registration_id: int, form: InternalForm) -> None:
    seen = str(form.seen.data or "")
    services.answer_internally(g.event.id, registration_id, form.answers(), acting(), seen=seen)


def _page(form: InternalForm, registration: Registration, **facts: Any) -> str:
    return render_template(
        "meeting/registration/questions/internal.html", form=form, registration=registration, **facts
    )
