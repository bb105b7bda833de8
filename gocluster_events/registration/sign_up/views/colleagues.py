"""The page for one more person of a sign-up, of whom only name, address and mode are typed."""

from collections.abc import Sequence
from functools import cache

from flask import g, redirect, render_template, url_for

from gocluster_events import db
from gocluster_events.events import queries as events
from gocluster_events.registration.people import views as people_views
from gocluster_events.registration.people.queries import questions, seats
from gocluster_events.registration.people.words import codes
from gocluster_events.registration.sign_up import forms
from gocluster_events.registration.sign_up.queries import OpenDraft
from gocluster_events.registration.sign_up.services import drafts as drafts_services
from gocluster_events.registration.sign_up.views import drafts
from gocluster_events.web.answers import Reply, refusals
from gocluster_events.web.audience import draft_holder


@drafts.blueprint.route("/<edition>/register/<draft>/<int:number>/colleague", methods=["GET", "POST"])
@draft_holder
def colleague(draft: str, number: int) -> Reply:
    """One more person: everything else that the edition asks, they are asked on their own page."""
    open_draft = drafts.opened(draft)
    if open_draft.row.submitted_at is not None or number < 2:
        return drafts.way_on(open_draft)
    typed, clusters = drafts.entry_of(open_draft, number), cache(_clusters)
    stored = {**typed.person, **typed.participation}
    form = forms.colleague_form(questions.core(g.event), seats.modes(g.event), clusters, stored, typed.key)
    answer = refusals(form, codes.REFUSALS, drafts.AT_ADDRESS, codes.TOO_MANY)
    if form.validate_on_submit():
        with answer:
            return _keep(open_draft, form)
    facts = drafts.heading(open_draft, number) | {"full": drafts.full_modes(typed), "typed": typed}
    facts["clusters"] = people_views.offered_clusters(clusters())
    return render_template("registration/sign_up/colleague.html", form=form, **facts), *answer.status


def _keep(open_draft: OpenDraft, form: forms.ColleagueForm) -> Reply:
    person, before = form.person(), next((each for each in drafts.people(open_draft) if each.key == form.key), None)
    if before is None:
        people_views.count_draft(person.email)
    else:
        people_views.count_address(before.person["email"], person.email)
    drafts_services.keep_colleague(open_draft.row.id, person, form.participation(), form.key)
    return redirect(url_for(".check", draft=open_draft.row.id))


def _clusters() -> Sequence[str]:
    return events.cluster_names(db.session(), g.event.id)
