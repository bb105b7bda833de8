"""The page of fields of one person: stored when it is sent, complete or not."""

from collections.abc import Callable, Sequence
from functools import cache

from flask import g, redirect, render_template, request, url_for

from gocluster_events import db
from gocluster_events.events import queries as events
from gocluster_events.registration.invitations.queries import codes as codes_queries
from gocluster_events.registration.people import views as people_views
from gocluster_events.registration.people.queries import questions, seats
from gocluster_events.registration.people.words import codes
from gocluster_events.registration.sign_up import forms
from gocluster_events.registration.sign_up.queries import OpenDraft
from gocluster_events.registration.sign_up.rules import Begun, Typed
from gocluster_events.registration.sign_up.services import drafts as services
from gocluster_events.registration.sign_up.views import drafts, invited
from gocluster_events.text import fold
from gocluster_events.web.answers import OK, Reply, refusals


def page(draft: OpenDraft | None, typed: Typed, number: int) -> Reply:
    """The page of that person, or the way on once it is complete; whatever is sent is kept in a draft."""
    clusters = cache(_clusters)
    form, begun = _form(clusters, typed), draft and drafts.begun(draft)
    answer = refusals(form, codes.REFUSALS, drafts.AT_ADDRESS, codes.TOO_MANY)
    is_complete = form.validate_on_submit()
    if form.is_submitted() and not form.csrf_token.errors:
        begun = begun or drafts.begun(None)
        with answer:
            if is_complete and invited.accepts(form):
                return _keep_page(draft, begun, form)
        with answer:
            if answer.status is OK:
                _keep_input(draft, begun, form)
    facts = {
        **drafts.heading(draft, number),
        **drafts.places(typed),
        "typed": typed,
        "draft": begun.id if begun else "",
    }
    facts |= {"clusters": sorted(clusters(), key=fold), "kept_places": invited.places_of(form)}
    return render_template("registration/sign_up/person.html", form=form, **facts), *answer.status


def _form(clusters: Callable[[], Sequence[str]], typed: Typed) -> forms.SignUpForm:
    """The page of fields; it asks for a code only where the edition has given out some."""
    session, is_sent = db.session(), request.method == "POST"
    asks_code = "invitation_code" in request.form if is_sent else codes_queries.has_codes(session, g.event.id)
    return forms.sign_up_form(
        questions.questionnaire(session, g.event), seats.modes(g.event), clusters, typed, asks_code=asks_code,
        is_sent=is_sent,
    )  # fmt: skip


def _keep_page(draft: OpenDraft | None, begun: Begun, form: forms.SignUpForm) -> Reply:
    """The complete page is kept, and leads to the next one."""
    person, before = form.person(), _before(draft, form.key)
    if before is None:
        people_views.count_draft(person.email)
    else:
        people_views.count_address(before.person.get("email", ""), person.email)
    services.keep_page(begun, person, form.second_page(), key=form.key)
    return redirect(drafts.next_page(draft, sent=form.key) if draft else url_for(".check", draft=begun.id))


def _keep_input(draft: OpenDraft | None, begun: Begun, form: forms.SignUpForm) -> None:
    if _before(draft, form.key) is None:
        people_views.count_draft()
    services.keep_input(begun, form.input(), key=form.key)


def _before(draft: OpenDraft | None, key: str) -> Typed | None:
    return next((each for each in drafts.people(draft) if each.key == key), None) if draft else None


def _clusters() -> Sequence[str]:
    return events.cluster_names(db.session(), g.event.id)
