"""The page on which a person decides alone what others may see, and the one on which the team records a no."""

from collections.abc import Sequence

from flask import flash, g, redirect, render_template, url_for

from gocluster_events.core import clock, db
from gocluster_events.core.access import Permission
from gocluster_events.core.i18n import LazyString, _
from gocluster_events.core.web.answers import Reply, acting, refusals, saved
from gocluster_events.core.web.audience import participant, requires
from gocluster_events.meeting.registration.own.forms import ConsentsForm, RefusalForm, consents_form
from gocluster_events.meeting.registration.own.services import consents as services
from gocluster_events.meeting.registration.own.views.page import blueprint
from gocluster_events.meeting.registration.people import views as people_views
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.queries import questions, seats
from gocluster_events.meeting.registration.people.queries.consents import consent_facts, consents_of
from gocluster_events.meeting.registration.people.rules.codes import ACTIVE, Status
from gocluster_events.meeting.registration.people.rules.consents import answers, unanswered
from gocluster_events.meeting.registration.people.rules.entry import SignUp
from gocluster_events.meeting.registration.people.rules.fields import Consents
from gocluster_events.meeting.registration.people.rules.questions import lacks_answers
from gocluster_events.meeting.registration.people.words import codes, consents as words


def undecided(registration: Registration, answered: Consents) -> Sequence[LazyString]:
    """The questions about consents that somebody with a place has yet to answer."""
    if registration.status is not Status.CONFIRMED:
        return ()
    return [words.QUESTIONS[each] for each in unanswered(answered, questions.core(g.event).core)]


def lacks_details(registration: Registration, sign_up: SignUp) -> bool:
    """Whether the person has yet to tell what the edition must know, as long as registration is open."""
    if registration.status not in ACTIVE or clock.now() >= g.event.registration_closes_at:
        return False
    questionnaire = questions.demands(db.session(), g.event).among(seats.applicant(registration))
    return lacks_answers(questionnaire, sign_up.answers, sign_up.identity)


@blueprint.route("/my/consents", methods=["GET", "POST"])
@participant
def my_consents() -> Reply:
    """Which lists name the person and whether they are photographed: yes or no, and nothing is chosen beforehand."""
    registration = people_views.mine()
    form = consents_form(questions.core(g.event), consents_of(db.session(), registration.id))
    if form.validate_on_submit():
        with refusals(form, codes.REFUSALS):
            return _decide(form)
    return render_template("meeting/registration/own/my_consents.html", form=form, registration=registration)


def _decide(form: ConsentsForm) -> Reply:
    changes = services.decide_consents(g.event.id, g.participant, form.consents(), g.lang, clock.now())
    flash(str(codes.DETAILS_SAVED if changes else codes.NOTHING_CHANGED), "success" if changes else "info")
    return redirect(url_for("site.my"))


@blueprint.route(f"{people_views.MANAGE}/<int:registration_id>/refusal", methods=["GET", "POST"])
@requires(Permission.EDIT_ATTENDEES)
def refusal(registration_id: int) -> Reply:
    """The team notes a no that somebody has phoned or written; a yes is never the team's to give."""
    registration, form = people_views.registration_of(registration_id), RefusalForm()
    if form.validate_on_submit():
        services.record_refusals(g.event.id, registration_id, form.refused(), acting())
        return saved(_("The refusal has been recorded."), "attendees.person", registration_id=registration_id)
    return render_template(
        "meeting/registration/own/refusal.html", form=form, registration=registration,
        answers=answers(consent_facts(db.session(), registration_id)),
    )  # fmt: skip
