"""The page on which somebody says how it was; otherwise it says why not."""

from random import SystemRandom

from flask import g, redirect, render_template, url_for

from gocluster_events.core import clock, db
from gocluster_events.core.errors import Stale
from gocluster_events.core.i18n import current_language
from gocluster_events.core.web.answers import Reply, refusals
from gocluster_events.core.web.audience import participant
from gocluster_events.core.web.collision import read_number
from gocluster_events.meeting.registration.people.views import mine
from gocluster_events.post_event.survey import queries
from gocluster_events.post_event.survey.forms import AnswerForm, answer_form
from gocluster_events.post_event.survey.rules.phases import Standing
from gocluster_events.post_event.survey.services import answering
from gocluster_events.post_event.survey.views.blueprint import blueprint
from gocluster_events.post_event.survey.words import REFUSALS


@blueprint.route("/<lang:lang>/my/survey", methods=["GET", "POST"])
@participant
def answer() -> Reply:
    """The questions, as long as the person can answer them; once they have, thanks."""
    standing = queries.standing(db.session(), g.event, mine(), clock.now())
    if standing is not Standing.OPEN:
        return render_template("post_event/survey/barred.html", standing=standing)
    form = _form()
    if form.validate_on_submit():
        try:
            with refusals(form, REFUSALS):
                seen = read_number(form.seen)
                answering.answer(g.event.id, g.participant, form.sheet(), seen, SystemRandom(), clock.now())
                return redirect(url_for(".answer"))
        except Stale:
            db.session().rollback()
            return _page(_form(is_stale=True), is_stale=True), 409
    return _page(form)


def _form(*, is_stale: bool = False) -> AnswerForm:
    """The form for the questions as they are now; ``is_stale``: what was typed was an answer to others."""
    row = queries.survey_row(db.session(), g.event.id)
    revision = row.revision if row else 0
    form = answer_form(queries.content_of(row), revision, current_language())
    if is_stale:
        form.seen.data = str(revision)
    return form


def _page(form: AnswerForm, *, is_stale: bool = False) -> str:
    row, times = queries.survey_row(db.session(), g.event.id), queries.times_of(db.session(), g.event)
    intro = queries.content_of(row).intro
    return render_template(
        "post_event/survey/answer.html", form=form, intro=intro, until=times.closes_at, is_stale=is_stale
    )
