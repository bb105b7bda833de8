"""Feedback on barriers: anybody sends it, the team answers it within a month."""

import re
from random import SystemRandom
from typing import Any

from flask import Blueprint, current_app, g, redirect, render_template, request, url_for

from gocluster_events.backoffice.feedback import queries, services, words
from gocluster_events.backoffice.feedback.forms import SITE, WHOLE_SITE, AnswerForm, FeedbackForm
from gocluster_events.backoffice.feedback.models import Feedback
from gocluster_events.backoffice.feedback.rules import PER_ADDRESS, PER_HOUR, SITE_ZONE, WINDOW, due_at, report_state
from gocluster_events.core import clock, db
from gocluster_events.core.access import Permission
from gocluster_events.core.accounts.services.counting import Limit, by_network, count_all
from gocluster_events.core.i18n import _, _l
from gocluster_events.core.text import email_key
from gocluster_events.core.web.answers import Reply, acting, found_or_404, refusals, saved
from gocluster_events.core.web.audience import public, requires
from gocluster_events.core.web.requests import source
from gocluster_events.meeting.events import queries as events

blueprint = Blueprint("feedback", __name__)


_REFERENCE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]")


@blueprint.route("/<lang:lang>/accessibility/feedback", methods=["GET", "POST"])
@public
def give_feedback() -> Reply:
    """The report on a barrier is on its way to whoever must answer it."""
    form = FeedbackForm()
    form.offer(queries.meetings(db.session()))
    too_many = _l("Too many messages from here. Try again in %(minutes)d minutes.")
    answer = refusals(form, words.REFUSALS, too_many=too_many)
    if form.validate_on_submit():
        with answer:
            return redirect(url_for("feedback.feedback_sent", reference=_sent(form)))
    if not form.is_submitted():
        _prefill(form)
    return render_template("backoffice/feedback/give_feedback.html", form=form), *answer.status


def _sent(form: FeedbackForm) -> str:
    report, now = form.report(g.lang), clock.now()
    limits = [*by_network("feedback", source(), PER_HOUR, WINDOW)]
    limits += [Limit("feedback_to", email_key(report.email), PER_ADDRESS, WINDOW)] if report.email else []
    count_all(limits, now)
    return services.tell_barrier(report, _site(), now, SystemRandom())


def _prefill(form: FeedbackForm) -> None:
    """The form's fields name the page and the edition that the reader came from."""
    slug = request.args.get("edition", "")
    event = events.public_event(db.session(), slug) if slug else None
    form.about.data = str(event.id) if event else SITE
    form.place.data = request.args.get("page", "")[:300]


@blueprint.get("/<lang:lang>/accessibility/feedback/sent")
@public
def feedback_sent() -> str:
    """The reference, and by when the answer comes."""
    parameter = request.args.get("reference", "")
    reference = parameter if _REFERENCE.fullmatch(parameter) else ""
    return render_template("backoffice/feedback/feedback_sent.html", reference=reference)


@blueprint.get("/<lang:lang>/manage/<edition>/feedback")
@requires(Permission.EDIT_LEGAL)
def feedback() -> str:
    """The reports on barriers, those due first at the top."""
    rows = queries.reports(db.session(), g.event.id, with_site=g.account.is_admin)
    return render_template("backoffice/feedback/feedback.html", reports=[_facts(row) for row in rows], site=WHOLE_SITE)


@blueprint.route("/<lang:lang>/manage/<edition>/feedback/<int:feedback_id>", methods=["GET", "POST"])
@requires(Permission.EDIT_LEGAL)
def feedback_report(feedback_id: int) -> Reply:
    """The report is answered with what the form says."""
    report = queries.report(db.session(), g.event.id, feedback_id, with_site=g.account.is_admin)
    row, form = found_or_404(report), AnswerForm()
    if form.validate_on_submit():
        with refusals(form, words.REFUSALS):
            services.answer_barrier(feedback_id, form.answer.data, _site(), acting())
            done = _("The answer is saved and on its way.") if row.email else _("The answer is saved.")
            return saved(done, "feedback.feedback")
    return render_template("backoffice/feedback/feedback_report.html", form=form, report=_facts(row), site=WHOLE_SITE)


def _facts(row: Feedback) -> tuple[Feedback, Any, Any]:
    """The report, how urgent it is, and until when it is answered."""
    zone = g.event.zone if row.event_id else SITE_ZONE
    return row, report_state(row.created_at, row.answered_at, zone, clock.now()), due_at(row.created_at, zone)


def _site() -> str:
    operator: str = current_app.config["SETTINGS"].operator
    return operator or "go-cluster Events"
