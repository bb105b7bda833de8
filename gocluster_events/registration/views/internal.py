"""What only the team is asked about a person."""

from typing import Any

from flask import flash, g, redirect, render_template, url_for

from gocluster_events import clock, db
from gocluster_events.access import Permission
from gocluster_events.errors import Refused, Stale
from gocluster_events.i18n import _
from gocluster_events.registration import queries, services, words
from gocluster_events.registration.forms import InternalForm, internal_form
from gocluster_events.registration.models import Registration
from gocluster_events.registration.views.blueprint import blueprint
from gocluster_events.web.audience import requires
from gocluster_events.web.collision import differences
from gocluster_events.web.fields import show_refusal
from gocluster_events.web.find import found_or_404


@blueprint.route("/manage/<edition>/registration/<int:registration_id>/internal", methods=["GET", "POST"])
@requires(Permission.DECIDE_REGISTRATIONS)
def internal(registration_id: int) -> Any:
    """The team's own answers about a person."""
    registration = found_or_404(queries.registration_in(db.session(), g.event.id, registration_id))
    form = _form(registration_id)
    if form.validate_on_submit():
        try:
            _save(registration_id, form)
        except Refused as refusal:
            show_refusal(form, refusal, words.REFUSALS)
        except Stale:
            return _collision(form, registration), 409
        else:
            flash(_("The internal answers are saved."), "success")
            return redirect(url_for(".internal", registration_id=registration_id))
    return _page(form, registration)


def _form(registration_id: int, *, is_typed: bool = True) -> InternalForm:
    session = db.session()
    asked = queries.asked(session, g.event, but=registration_id)
    answered = queries.answered(session, registration_id)
    return internal_form(asked, tuple(each for question, each in answered if question.for_staff), is_typed=is_typed)


def _save(registration_id: int, form: InternalForm) -> None:
    seen = str(form.seen.data or "")
    services.answer_internally(g.event.id, registration_id, form.answers(), g.account.email, clock.now(), seen=seen)


def _collision(form: InternalForm, registration: Registration) -> str:
    theirs = _form(registration.id, is_typed=False)
    form.seen.data = theirs.seen.data
    return _page(form, registration, collision=differences(form, theirs))


def _page(form: InternalForm, registration: Registration, **facts: Any) -> str:
    return render_template("registration/internal.html", form=form, registration=registration, **facts)
