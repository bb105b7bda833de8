"""The team's pages: how far the survey is and what it gave, its questions, and closing it."""

from random import SystemRandom
from typing import Any

from flask import abort, g, render_template

from gocluster_events.attendance.attendees.rules.disclosure import LEAST
from gocluster_events.core import clock, db
from gocluster_events.core.access import Permission
from gocluster_events.core.errors import Stale
from gocluster_events.core.i18n import _
from gocluster_events.core.web.answers import Reply, acting, refusals, saved
from gocluster_events.core.web.audience import may, requires
from gocluster_events.core.web.collision import collided, read_revision
from gocluster_events.core.web.fields import Confirm
from gocluster_events.post_event.survey import queries
from gocluster_events.post_event.survey.forms import SurveyForm, survey_form
from gocluster_events.post_event.survey.rules.figures import enough
from gocluster_events.post_event.survey.rules.phases import Phase
from gocluster_events.post_event.survey.services import closing, setting
from gocluster_events.post_event.survey.views.blueprint import blueprint
from gocluster_events.post_event.survey.words import REFUSALS

PAGE = "/<lang:lang>/manage/<edition>/survey"


@blueprint.get(PAGE)
@requires(Permission.EDIT_RESULTS)
def survey() -> str:
    """How far it is; once it is closed its figures, and for organisers the free texts."""
    session, now = db.session(), clock.now()
    phase, figures = queries.phase(session, g.event, now), queries.frozen(session, g.event, now)
    eligible, sheets = queries.numbers(session, g.event.id)
    return render_template(
        "post_event/survey/survey.html",
        phase=phase,
        times=queries.times_of(session, g.event),
        content=queries.content_of(queries.survey_row(session, g.event.id)),
        eligible=eligible,
        sheets=enough(sheets),
        least=LEAST,
        has_answers=bool(sheets),
        figures=figures,
        texts=queries.texts(session, g.event.id) if may_read(figures) else None,
        texts_until=queries.answers_until(g.event),
    )


def may_read(figures: Any) -> bool:
    """Whether whoever looks reads the free texts: organisers, of a closed survey with enough sheets."""
    return figures is not None and figures.sheets is not None and may(Permission.PUBLISH_RESULTS)


@blueprint.route(f"{PAGE}/questions", methods=["GET", "POST"])
@requires(Permission.PUBLISH_RESULTS)
def questions() -> Reply:
    """What is asked, until somebody has answered; a colleague's change is shown, not overwritten."""
    form = _form()
    if form.validate_on_submit():
        try:
            with refusals(form, REFUSALS):
                setting.set_survey(g.event.id, form.content(), read_revision(form), acting())
                return saved(_("The survey is saved."), ".survey")
        except Stale:
            return _editor(form, collision=collided(form, _form(is_typed=False))), 409
    return _editor(form)


def _form(*, is_typed: bool = True) -> SurveyForm:
    row = queries.survey_row(db.session(), g.event.id)
    return survey_form(queries.content_of(row), row.revision if row else 0, is_typed=is_typed)


def _editor(form: SurveyForm, **facts: Any) -> str:
    session = db.session()
    is_closed = queries.phase(session, g.event, clock.now()) is Phase.CLOSED
    is_locked = queries.is_locked(session, g.event.id)
    return render_template(
        "post_event/survey/questions.html", form=form, is_locked=is_locked, is_closed=is_closed, **facts
    )


@blueprint.route(f"{PAGE}/close", methods=["GET", "POST"])
@requires(Permission.PUBLISH_RESULTS)
def close() -> Reply:
    """What closing sooner means, and the button."""
    form = Confirm()
    if form.validate_on_submit():
        with refusals(form, REFUSALS):
            closing.close_now(g.event.id, SystemRandom(), acting())
            return saved(_("The survey is closed."), ".survey")
    eligible, sheets = queries.numbers(db.session(), g.event.id)
    return render_template(
        "post_event/survey/close.html",
        form=form,
        phase=queries.phase(db.session(), g.event, clock.now()),
        until=queries.times_of(db.session(), g.event).closes_at,
        sheets=enough(sheets),
        eligible=eligible,
    )


@blueprint.route(f"{PAGE}/texts/<key>/removal", methods=["GET", "POST"])
@requires(Permission.PUBLISH_RESULTS)
def text_removal(key: str) -> Reply:
    """A free text that names or offends somebody, and the button that deletes it."""
    figures = queries.frozen(db.session(), g.event, clock.now())
    row = queries.text_row(db.session(), g.event.id, key) if may_read(figures) else None
    if row is None:
        abort(410)
    form = Confirm()
    if form.validate_on_submit():
        setting.remove_text(g.event.id, key, acting())
        return saved(_("The text is deleted."), ".survey")
    return render_template("post_event/survey/text_removal.html", form=form, text=row.text)
