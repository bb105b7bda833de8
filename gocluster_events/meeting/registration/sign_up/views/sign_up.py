"""From "Register now" to the button that sends it: one page of fields, a look at all of it, one button.

The page is stored by its POST and then left by a redirect, so that back, reload and a second tab lose nothing.
"""

from random import SystemRandom

from flask import current_app, g, redirect, render_template, request, url_for

from gocluster_events.core import clock
from gocluster_events.core.web.answers import Reply, refusals
from gocluster_events.core.web.audience import draft_holder, public
from gocluster_events.core.web.requests import source
from gocluster_events.meeting.events.rules.edition import RegistrationPhase
from gocluster_events.meeting.registration.people import views as people_views
from gocluster_events.meeting.registration.people.rules.entry import SignUp
from gocluster_events.meeting.registration.people.rules.mistyped import meant
from gocluster_events.meeting.registration.people.words import codes
from gocluster_events.meeting.registration.sign_up.forms.draft import CheckForm
from gocluster_events.meeting.registration.sign_up.queries import OpenDraft
from gocluster_events.meeting.registration.sign_up.rules import FIRST, Typed, index_of
from gocluster_events.meeting.registration.sign_up.services import drafts as drafts_services, registering
from gocluster_events.meeting.registration.sign_up.views import drafts, fields, invited


@drafts.blueprint.route("/<edition>/register", methods=["GET", "POST"])
@public
def register() -> Reply:
    """The page of fields while one can register; otherwise why not; before it is open to all, for a valid code."""
    current = drafts.current_phase()
    if drafts.takes_codes() and request.method == "GET":
        if (wrong := invited.wrong_code(request.args.get("code"))) is not None:
            return render_template("meeting/registration/sign_up/closed.html", phase=current.value, wrong=wrong)
    elif current not in {RegistrationPhase.OPEN, RegistrationPhase.CODES}:
        is_early = clock.now() < g.event.ends_at
        return render_template("meeting/registration/sign_up/closed.html", phase=current.value, is_early=is_early)
    unfinished = drafts.unfinished() if request.method == "GET" else ""
    prefilled = invited.prefilled()
    if request.method == "GET" and not (unfinished or prefilled):
        return fields.blank()
    return fields.page(None, Typed(FIRST, prefilled), 1, unfinished=unfinished)


@drafts.blueprint.route("/<edition>/register/<draft>/<int:number>/person", methods=["GET", "POST"])
@draft_holder
def person(draft: str, number: int) -> Reply:
    """The page of fields of whoever signs up, once more."""
    open_draft = drafts.opened(draft)
    if open_draft.row.submitted_at is not None:
        return drafts.first_answer(open_draft.row)
    typed = drafts.entry_of(open_draft, number)
    if (key := fields.key_of(typed)) != FIRST:
        return redirect(drafts.page_of(draft, number, key))
    return fields.page(open_draft, typed, number)


@drafts.blueprint.route("/<edition>/register/<draft>/check", methods=["GET", "POST"])
@draft_holder
def check(draft: str) -> Reply:
    """Everything typed about everybody, what they can expect, and the button that registers them."""
    open_draft = drafts.opened(draft)
    if open_draft.row.submitted_at is not None or not drafts.is_complete(open_draft):
        return drafts.way_on(open_draft)
    sign_ups, form = drafts.sign_ups_of(open_draft), CheckForm()
    answer = refusals(form, codes.REFUSALS, too_many=codes.TOO_MANY)
    if form.validate_on_submit():
        with answer:
            if "meant" in request.form:
                return _correct(draft, sign_ups, request.form["meant"])
            return _submit(open_draft, sign_ups, form.promised)
    facts = drafts.to_check(open_draft, form, sign_ups)
    return render_template("meeting/registration/sign_up/check.html", form=form, **facts), *answer.status


def _correct(draft: str, sign_ups: list[SignUp], number: str) -> Reply:
    """Somebody takes the address that the page asked about."""
    typed = next((each.entry.email for index, each in enumerate(sign_ups, 1) if str(index) == number), "")
    if suggested := meant(typed):
        people_views.count_address(typed, suggested)
        drafts_services.correct_address(draft, int(number), suggested)
    return redirect(url_for(".check", draft=draft))


def _submit(open_draft: OpenDraft, sign_ups: list[SignUp], promised: str) -> Reply:
    draft, own = open_draft.row.id, index_of(open_draft.row.entries, FIRST)
    limits = registering.unproven(source(), current_app.config["SETTINGS"].unproven_per_hour)
    registering.register(g.event.id, sign_ups, draft, promised, clock.now(), SystemRandom(), own=own, limits=limits)
    return redirect(url_for(".done", draft=draft))
