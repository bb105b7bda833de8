"""From "Register now" to "Please confirm your e-mail address": two pages of fields, a look at all of it, one button.

Each page is stored by its POST and then left by a redirect, so that back, reload and a second tab lose nothing.
"""

from random import SystemRandom
from typing import Any

from flask import flash, g, redirect, render_template, url_for

from gocluster_events import clock, db
from gocluster_events.errors import Refused, TooMany
from gocluster_events.events import queries as events
from gocluster_events.events.rules import Mode, Phase, Window, phase
from gocluster_events.registration import queries, services, words
from gocluster_events.registration.forms import participation_form, person_form
from gocluster_events.registration.queries import OpenDraft
from gocluster_events.registration.rules.entry import Person, SignUp
from gocluster_events.registration.rules.quotas import applicant_of
from gocluster_events.registration.rules.seats import HOLD
from gocluster_events.registration.views import drafts, limits
from gocluster_events.registration.views.blueprint import blueprint
from gocluster_events.text import email_key, fold
from gocluster_events.web.audience import public
from gocluster_events.web.fields import Action, show_refusal

_OK: tuple[int, dict[str, str]] = (200, {})


@blueprint.route("/<edition>/register", methods=["GET", "POST"])
@public
def register() -> Any:
    """The first page of fields while one can register; otherwise why not."""
    window = Window(g.event.registration_opens_at, g.event.registration_closes_at)
    current = phase(g.event.status, window, clock.now())
    if current is not Phase.OPEN:
        return render_template("registration/closed.html", phase=current.value)
    form, status = person_form(queries.core(g.event), _clusters(), None), _OK
    if form.validate_on_submit():
        try:
            return _begin(form.person())
        except TooMany as limit:
            status = limits.say_too_many(form, limit)
    return render_template("registration/person.html", form=form, **_facts()), *status


def _begin(person: Person) -> Any:
    limits.count_draft(person.email)
    draft = drafts.new_id()
    services.start_draft(g.event.id, draft, drafts.browser_digest(), person, clock.now())
    return redirect(url_for(".participation", draft=draft))


@blueprint.route("/<edition>/register/<draft>/person", methods=["GET", "POST"])
@public
def person(draft: str) -> Any:
    """The first page of fields once more, with what was kept of it."""
    found = drafts.opened(draft)
    if found.row.submitted_at is not None:
        return drafts.done(found.row)
    form, status = person_form(queries.core(g.event), _clusters(), drafts.kept(found, "person")), _OK
    returns = bool(drafts.kept(found, "participation"))
    if form.validate_on_submit():
        try:
            return _keep(found, form.person())
        except TooMany as limit:
            status = limits.say_too_many(form, limit)
    return render_template("registration/person.html", form=form, draft=draft, returns=returns, **_facts()), *status


def _keep(found: OpenDraft, person: Person) -> Any:
    draft, way_on, before = found.row.id, drafts.next_page(found), drafts.kept(found, "person")["email"]
    limits.count_address(before, person.email)
    services.keep_person(draft, person)
    return redirect(way_on)


@blueprint.route("/<edition>/register/<draft>/participation", methods=["GET", "POST"])
@public
def participation(draft: str) -> Any:
    """The second page of fields."""
    found = drafts.opened(draft)
    if found.row.submitted_at is not None:
        return drafts.done(found.row)
    kept = {**drafts.kept(found, "participation"), **drafts.kept_needs(found)}
    form = participation_form(queries.asked(db.session(), g.event), queries.modes(g.event), kept)
    if form.validate_on_submit():
        services.keep_participation(draft, form.participation(), form.needs(), form.answers(), form.identity())
        return redirect(url_for(".check", draft=draft))
    return render_template("registration/participation.html", form=form, draft=draft, **_choice(found))


@blueprint.route("/<edition>/register/<draft>/check", methods=["GET", "POST"])
@public
def check(draft: str) -> Any:
    """Everything typed, and the binding button."""
    found = drafts.opened(draft)
    if found.row.submitted_at is not None:
        return drafts.done(found.row)
    if not drafts.kept(found, "participation"):
        return redirect(url_for(".participation", draft=draft))
    sign_ups, form, status = drafts.sign_ups(found), Action(), _OK
    if form.validate_on_submit():
        try:
            return _submit(draft, sign_ups)
        except Refused as refusal:
            show_refusal(form, refusal, words.REFUSALS)
        except TooMany as limit:
            status = limits.say_too_many(form, limit)
    return render_template("registration/check.html", form=form, **_to_check(draft, sign_ups)), *status


def _submit(draft: str, sign_ups: list[SignUp]) -> Any:
    limits.count_sign_up()
    services.register(g.event.id, sign_ups, draft, clock.now(), SystemRandom())
    return redirect(url_for(".done", draft=draft))


def _to_check(draft: str, sign_ups: list[SignUp]) -> dict[str, Any]:
    told = sign_ups[0]
    place = queries.board(db.session(), g.event, clock.now()).place_for_newcomer(applicant_of(told.entry))
    return {"draft": draft, "groups": _groups(told), "is_full": place is None}


def _groups(told: SignUp) -> Any:
    """What one of them told, as it is asked today."""
    asked = queries.asked(db.session(), g.event)
    answered = asked.answered(told.answers)
    return words.groups(told.entry, told.entry, told.needs, asked=asked, answered=answered, identity=told.identity)


@blueprint.route("/<edition>/register/<draft>/done", methods=["GET", "POST"])
@public
def done(draft: str) -> Any:
    """Please confirm your e-mail address: the same for everyone, whatever is known of the address."""
    row, form = drafts.opened(draft).row, Action()
    if row.answer is None or row.submitted_at is None:
        return redirect(drafts.next_page(drafts.opened(draft)))
    addresses, until = row.answer["addresses"], row.submitted_at + HOLD
    if form.validate_on_submit():
        _send_again(addresses)
        flash(str(words.SENT_AGAIN), "success")
        return redirect(url_for(".done", draft=draft))
    return render_template("registration/done.html", form=form, addresses=addresses, until=until)


def _send_again(addresses: list[str]) -> None:
    """The mail goes out once more to whom it may, and the page says the same in any case."""
    known = (queries.registration_by_address(db.session(), g.event.id, email_key(address)) for address in addresses)
    for registration in [each for each in known if each is not None]:
        if limits.may_resend(registration.email):
            services.send_link(g.event.id, registration.id, clock.now())


def _facts() -> dict[str, Any]:
    """What the first page of fields knows of the meeting."""
    full = _full()
    return {"clusters": _offered_clusters(), "is_full": len(full) == len(queries.modes(g.event))}


def _choice(found: OpenDraft) -> dict[str, Any]:
    """What the second page knows of the meeting, and whether somebody comes back to it."""
    return {"full": _full(), "returns": bool(drafts.kept(found, "participation")), "words": words}


def _full() -> frozenset[Mode]:
    """The modes of attendance in which a newcomer would wait."""
    return queries.full_modes(queries.board(db.session(), g.event, clock.now()), g.event)


def _clusters() -> Any:
    return events.cluster_names(db.session(), g.event.id)


def _offered_clusters() -> list[str]:
    return [str(words.NO_MEMBER), *sorted(_clusters(), key=fold)]
