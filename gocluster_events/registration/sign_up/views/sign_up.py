"""From "Register now" to the binding button: two pages of fields, a look at all of it, one button.

Each page is stored by its POST and then left by a redirect, so that back, reload and a second tab lose nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from random import SystemRandom
from typing import Any

from flask import g, redirect, render_template, request, url_for

from gocluster_events import clock, db
from gocluster_events.events import queries as events
from gocluster_events.events.rules.edition import Phase
from gocluster_events.registration.invitations.queries import codes as codes_queries
from gocluster_events.registration.people import views as people_views
from gocluster_events.registration.people.queries import people, questions, seats
from gocluster_events.registration.people.rules.entry import SignUp
from gocluster_events.registration.people.rules.fields import Identity, Person
from gocluster_events.registration.people.words import codes
from gocluster_events.registration.sign_up import forms
from gocluster_events.registration.sign_up.queries import OpenDraft
from gocluster_events.registration.sign_up.rules import FIRST
from gocluster_events.registration.sign_up.services import drafts as drafts_services, registering
from gocluster_events.registration.sign_up.views import drafts, invited
from gocluster_events.web.answers import Reply, refusals
from gocluster_events.web.audience import draft_holder, public


@drafts.blueprint.route("/<edition>/register", methods=["GET", "POST"])
@public
def register() -> Reply:
    """The first page of fields while one can register; otherwise why not."""
    current = drafts.current_phase()
    if current is not Phase.OPEN:
        return render_template("registration/sign_up/closed.html", phase=current.value)
    clusters = cache(_clusters)
    form = _first_page(clusters, invited.prefilled())
    answer = refusals(form, codes.REFUSALS, too_many=codes.TOO_MANY)
    if form.validate_on_submit():
        with answer:
            if invited.accepts(form):
                return _begin(form.person())
    return render_template("registration/sign_up/person.html", form=form, **_facts(form, clusters())), *answer.status


def _begin(person: Person) -> Reply:
    people_views.count_draft(person.email)
    draft = drafts.new_id()
    drafts_services.start_draft(g.event.id, draft, drafts.browser_digest(), person, clock.now())
    return redirect(url_for(".participation", draft=draft, number=1))


@drafts.blueprint.route("/<edition>/register/<draft>/<int:number>/person", methods=["GET", "POST"])
@draft_holder
def person(draft: str, number: int) -> Reply:
    """The first page of fields of one person: once more, or for somebody who joins."""
    open_draft = drafts.opened(draft)
    if open_draft.row.submitted_at is not None:
        return drafts.first_answer(open_draft.row)
    if number > 1:
        return redirect(url_for(".colleague", draft=draft, number=number))
    typed, clusters = drafts.entry_of(open_draft, number), cache(_clusters)
    form = _first_page(clusters, typed.person, typed.key)
    answer = refusals(form, codes.REFUSALS, drafts.AT_ADDRESS, codes.TOO_MANY)
    if form.validate_on_submit():
        with answer:
            if invited.accepts(form):
                return _keep(open_draft, form.key, form.person())
    facts = drafts.heading(open_draft, number)
    facts |= _facts(form, clusters())
    return render_template("registration/sign_up/person.html", form=form, typed=typed, **facts), *answer.status


def _keep(open_draft: OpenDraft, key: str, person: Person) -> Reply:
    draft, way_on = open_draft.row.id, drafts.next_page(open_draft)
    before = next((each for each in drafts.people(open_draft) if each.key == key), None)
    if before is None:
        people_views.count_draft(person.email)
    else:
        people_views.count_address(before.person["email"], person.email)
    number = drafts_services.keep_person(draft, person, key=key)
    is_complete = before is not None and before.participation
    return redirect(way_on if is_complete else url_for(".participation", draft=draft, number=number))


@drafts.blueprint.route("/<edition>/register/<draft>/<int:number>/participation", methods=["GET", "POST"])
@draft_holder
def participation(draft: str, number: int) -> Reply:
    """The second page of fields of one person."""
    open_draft = drafts.opened(draft)
    typed = drafts.entry_of(open_draft, number)
    if open_draft.row.submitted_at is not None or (request.method == "GET" and number > len(open_draft.row.entries)):
        return drafts.way_on(open_draft)
    if number > 1:
        return redirect(url_for(".colleague", draft=draft, number=number))
    questionnaire, document = questions.questionnaire(db.session(), g.event), {**typed.participation, **typed.needs}
    form = forms.participation_form(questionnaire, seats.modes(g.event), document, typed.key)
    if form.validate_on_submit():
        return _keep_participation(open_draft, form)
    facts = {
        **drafts.heading(open_draft, number),
        "full": drafts.full_modes(typed),
        "erased_at": people.needs_go_at(g.event),
    }
    return render_template("registration/sign_up/participation.html", form=form, typed=typed, **facts)


def _keep_participation(open_draft: OpenDraft, form: forms.ParticipationForm) -> Reply:
    way_on = drafts.next_page(open_draft, sent=form.key)
    attendance, needs, answers, identity = form.participation(), form.needs(), form.answers(), form.part(Identity)
    agrees = form.consents_to_health
    drafts_services.keep_participation(
        open_draft.row.id, attendance, needs, answers, identity, key=form.key, agrees=agrees
    )
    return redirect(way_on)


@drafts.blueprint.route("/<edition>/register/<draft>/check", methods=["GET", "POST"])
@draft_holder
def check(draft: str) -> Reply:
    """Everything typed about everybody, what they can expect, and the binding button."""
    open_draft = drafts.opened(draft)
    if open_draft.row.submitted_at is not None or not drafts.is_complete(open_draft):
        return drafts.way_on(open_draft)
    sign_ups, form = drafts.sign_ups_of(open_draft), forms.CheckForm()
    if form.validate_on_submit():
        with refusals(form, codes.REFUSALS):
            return _submit(draft, sign_ups, form.promised)
    return render_template("registration/sign_up/check.html", form=form, **drafts.to_check(open_draft, form, sign_ups))


def _submit(draft: str, sign_ups: list[SignUp], promised: str) -> Reply:
    registering.register(g.event.id, sign_ups, draft, promised, clock.now(), SystemRandom())
    return redirect(url_for(".done", draft=draft))


def _first_page(clusters: Callable[[], Sequence[str]], stored: Mapping[str, Any], key: str = FIRST) -> forms.PersonForm:
    """The first page of fields; it asks for a code only where the edition has given out some."""
    is_sent = request.method == "POST"
    asks_code = "invitation_code" in request.form if is_sent else codes_queries.has_codes(db.session(), g.event.id)
    return forms.person_form(questions.core(g.event), clusters, stored, key, asks_code=asks_code)


def _facts(form: forms.PersonForm, clusters: Sequence[str]) -> dict[str, Any]:
    """What the first page of fields knows of the meeting, and of the code in it."""
    return {
        "clusters": people_views.offered_clusters(clusters),
        "kept_places": invited.places_of(form),
        **drafts.places(),
    }


def _clusters() -> Sequence[str]:
    return events.cluster_names(db.session(), g.event.id)
