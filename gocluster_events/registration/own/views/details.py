"""The pages on which somebody changes what they told; a second tab that saved meanwhile is shown, not overwritten."""

from collections.abc import Callable, Sequence
from typing import Any

from flask import flash, g, redirect, render_template, url_for

from gocluster_events import clock, db
from gocluster_events.errors import Refused, Stale, TooMany
from gocluster_events.events import queries as events
from gocluster_events.registration.own.forms import my_participation_form, my_person_form
from gocluster_events.registration.own.services import addresses, details
from gocluster_events.registration.own.views.blueprint import blueprint
from gocluster_events.registration.people import views as people_views
from gocluster_events.registration.people.models import Registration
from gocluster_events.registration.people.queries import people, places, questions
from gocluster_events.registration.people.rules.changing import check_details
from gocluster_events.registration.people.rules.quotas import HOLD
from gocluster_events.registration.people.words import codes, fields
from gocluster_events.text import email_key, fold
from gocluster_events.web.audience import participant
from gocluster_events.web.collision import differences, read_revision
from gocluster_events.web.fields import Action, Form, show_refusal
from gocluster_events.web.find import found_or_404


@blueprint.route("/my/details/person", methods=["GET", "POST"])
@participant
def my_person() -> Any:
    """Who comes, and from where; a new address waits for its proof."""
    return _answer(_person_form, _change_person, "registration/own/my_person.html")


@blueprint.route("/my/details/participation", methods=["GET", "POST"])
@participant
def my_participation() -> Any:
    """How the person takes part, what they need, and what others may see."""
    return _answer(_participation_form, _change_participation, "registration/own/my_participation.html")


def _answer(make: Callable[..., Any], change: Callable[[Any], Sequence[str]], template: str) -> Any:
    """The form, or on to the personal page once it is saved; everything typed is kept in any other case."""
    form = make(_mine())
    if form.validate_on_submit():
        try:
            return _saved(change(form))
        except Refused as refusal:
            show_refusal(form, refusal, codes.REFUSALS)
        except TooMany as limit:
            status = people_views.say_too_many(form, limit)
            return _page(template, form), *status
        except Stale:
            return _collision(make, form, template), 409
    return _page(template, form)


def _saved(changes: Sequence[str]) -> Any:
    flash(str(codes.DETAILS_SAVED if changes else codes.NOTHING_CHANGED), "success" if changes else "info")
    if "email" in changes:
        flash(str(codes.ADDRESS_ASKED), "info")
    return redirect(url_for("site.my"))


def _collision(make: Callable[..., Any], form: Form, template: str) -> str:
    stored = _mine()
    found = differences(form, make(stored, formdata=None))
    form["revision"].data = str(stored.revision)
    return _page(template, form, collision=found)


def _page(template: str, form: Any, **options: Any) -> str:
    registration = _mine()
    sentences: dict[Any, Any] = codes.REFUSALS
    try:
        check_details(registration.status, people.until(g.event), clock.now())
    except Refused as refusal:
        options["closed"] = sentences[refusal.code]  # nothing to fill in: the page says why
    mode_until = people.until(g.event).mode
    facts = {"registration": registration, "clusters": _offered_clusters(), "mode_until": mode_until}
    return render_template(template, form=form, **facts, **options)


def _person_form(registration: Registration, **options: Any) -> Any:
    told, asked = people.told(db.session(), registration), questions.core(g.event)
    return my_person_form(asked, _clusters(), told, registration.revision, **options)


def _participation_form(registration: Registration, **options: Any) -> Any:
    session, event = db.session(), g.event
    told, asked = people.told(session, registration), questions.asked(session, event, but=registration.id)
    modes = places.modes(event) if clock.now() < people.until(event).mode else ()
    return my_participation_form(asked, modes, told, registration.revision, **options)


def _change_person(form: Any) -> Sequence[str]:
    person, registration = form.person(), _mine()
    known = {registration.email_key, registration.pending_email_key}
    if email_key(person.email) not in known:
        people_views.count_new_address(g.participant)
    return details.change_person(
        g.event.id, g.participant, person, read_revision(form), clock.now(), fields.changes_named
    )


def _change_participation(form: Any) -> Sequence[str]:
    return details.change_participation(
        g.event.id, g.participant, form.second_page(), read_revision(form), clock.now(), fields.changes_named
    )


def _mine() -> Registration:
    return found_or_404(people.registration(db.session(), g.participant))


def _clusters() -> Sequence[str]:
    return events.cluster_names(db.session(), g.event.id)


def _offered_clusters() -> list[str]:
    return [str(codes.NO_MEMBER), *sorted(_clusters(), key=fold)]


@blueprint.route("/my/email", methods=["GET", "POST"])
@participant
def pending_email() -> Any:
    """Which address waits, until when, and the button that sends its link once more."""
    registration, form = _my_address(), Action()
    address = people.pending_email(registration, clock.now())
    if form.validate_on_submit():
        try:
            if address and people_views.may_resend(address):
                addresses.send_email_link(g.event.id, g.participant, clock.now())
            flash(str(codes.SENT_AGAIN), "success")
            return redirect(url_for(".pending_email"))
        except Refused as refusal:
            show_refusal(form, refusal, codes.REFUSALS)
    until = registration.pending_email_at and registration.pending_email_at + HOLD
    return render_template("registration/own/pending_email.html", form=form, email=address, until=until)


@blueprint.route("/my/email/withdrawal", methods=["GET", "POST"])
@participant
def email_withdrawal() -> Any:
    """What withdrawing the change means, and the button for it."""
    form = Action()
    if form.validate_on_submit():
        try:
            addresses.withdraw_email(g.event.id, g.participant, clock.now())
            flash(str(codes.ADDRESS_WITHDRAWN), "success")
            return redirect(url_for("site.my"))
        except Refused as refusal:
            show_refusal(form, refusal, codes.REFUSALS)
    registration = _my_address()
    address = people.pending_email(registration, clock.now())
    return render_template(
        "registration/own/email_withdrawal.html", form=form, email=address, registered=registration.email
    )


def _my_address() -> Registration:
    return found_or_404(people.registration(db.session(), g.participant))
