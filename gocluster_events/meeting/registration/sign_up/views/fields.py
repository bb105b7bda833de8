"""The page of fields of one person: stored when it is sent or left, complete or not."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from flask import current_app, g, redirect, render_template, request, url_for
from flask_wtf.csrf import generate_csrf

from gocluster_events.core import db
from gocluster_events.core.accounts.services.counting import Limit
from gocluster_events.core.i18n import LANGUAGES
from gocluster_events.core.text import fold
from gocluster_events.core.web.answers import OK, Reply, refusals
from gocluster_events.core.web.page_cache import page_cache
from gocluster_events.core.web.requests import source
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.registration.invitations.queries import codes as codes_queries
from gocluster_events.meeting.registration.people import views as people_views
from gocluster_events.meeting.registration.people.forms import field_name
from gocluster_events.meeting.registration.people.queries import people, questions, seats
from gocluster_events.meeting.registration.people.rules import mistyped
from gocluster_events.meeting.registration.people.rules.fields import DETAILS
from gocluster_events.meeting.registration.people.rules.questions import is_protected
from gocluster_events.meeting.registration.people.words import codes
from gocluster_events.meeting.registration.sign_up import queries
from gocluster_events.meeting.registration.sign_up.forms import page as forms
from gocluster_events.meeting.registration.sign_up.forms.draft import OfPerson
from gocluster_events.meeting.registration.sign_up.queries import OpenDraft
from gocluster_events.meeting.registration.sign_up.rules import FIRST, Begun, Typed
from gocluster_events.meeting.registration.sign_up.services import drafts as services
from gocluster_events.meeting.registration.sign_up.views import drafts, invited

Page = forms.SignUpForm | forms.ColleagueForm
_MISTYPED = {
    "providers": mistyped.PROVIDERS,
    "endings": " ".join(f"{typed}:{ending}" for typed, ending in mistyped.ENDINGS.items()),
}
_TOKEN = "the-token-of-whoever-asks"  # noqa: S105 -- where it comes in a page that is kept
DISCARD, LANGUAGE, HERE = "discard", "language", "register"
_WAYS = {"edition": "site.edition", "programme": "agenda.programme", "report": "report.report", "my": "site.my"}
"""Where the menu leads from the page, by the value of its buttons; two more lead to the page itself."""


def key_of(typed: Typed) -> str:
    """Whose page it is: that of the person whom the form names, however numbers moved, else that of who was typed."""
    return OfPerson().key if request.form.get("entry") else typed.key


def page(draft: OpenDraft | None, typed: Typed, number: int, **facts: Any) -> Reply:
    """The page of that person, or the way on once it is complete or left; whatever is sent is kept in a draft."""
    clusters = cache(_clusters)
    form = _form(clusters, typed)
    answer, is_complete = refusals(form, codes.REFUSALS, drafts.AT_ADDRESS, codes.TOO_MANY), form.validate_on_submit()
    begun = draft and drafts.begun(draft)
    if form.is_submitted() and not form.csrf_token.errors:
        begun = begun or _beginning(form)
        way = _taken(draft, begun, form, answer, is_complete=is_complete) or _left(begun, form.key, number, answer)
        if way:
            return way
    facts |= {**drafts.heading(draft, number), **drafts.places(typed)}
    facts |= {"draft": begun.id} if begun and (draft or answer.status is OK) else {}  # else it was not stored
    return _shown(form, typed, clusters(), **facts), *answer.status


def blank() -> str:
    """The page of somebody who has typed nothing, the same for everybody but for its token: kept once it is made."""
    event, typed = g.event, Typed(FIRST)
    lists, asks_code = queries.clusters_and_codes(db.session(), event.id)
    questionnaire = questions.questionnaire(db.session(), event)
    facts = {**drafts.heading(None, 1), **drafts.places(typed)}
    mark = events.logo(db.session(), event)
    key = repr((g.lang, events.everything(event), mark, asks_code, questionnaire, lists, facts))
    pages = page_cache("blank sign-up")
    page = pages.get(key)
    if page is None:
        modes = seats.modes(event)
        form = forms.sign_up_form(questionnaire, modes, lambda: lists, typed, asks_code=asks_code)
        page = pages.put(key, _shown(form, typed, lists, **facts).replace(generate_csrf(), _TOKEN))
    return str(page).replace(_TOKEN, generate_csrf())


def _shown(form: Page, typed: Typed, clusters: Sequence[str], **facts: Any) -> str:
    facts |= {"typed": typed, "in_tab": _in_tab(form), "mistyped": _MISTYPED, "kept_places": invited.places_of(form)}
    if isinstance(form, forms.ColleagueForm):
        clusters = people_views.offered_clusters(clusters)
        return render_template("meeting/registration/sign_up/colleague.html", form=form, clusters=clusters, **facts)
    facts |= {"clusters": sorted(clusters, key=fold), "erased_at": people.needs_go_at(g.event)}
    return render_template("meeting/registration/sign_up/person.html", form=form, **facts)


def _beginning(form: Page) -> Begun | None:
    """A new draft, unless somebody leaves who has typed nothing, or does not want it."""
    where = request.form.get("leave", "")
    return drafts.begun(None) if not where or (where != DISCARD and form.input()) else None


def _taken(
    draft: OpenDraft | None, begun: Begun | None, form: Page, answer: refusals, *, is_complete: bool
) -> Reply | None:
    """The page is kept if it is complete and shall be, and leads on; otherwise what was typed is kept."""
    where = request.form.get("leave", "")
    if begun is None or where == DISCARD:
        return None
    with answer:
        if is_complete and not where and invited.accepts(form):
            return _keep_page(draft, begun, form)
    with answer:
        if answer.status is OK:
            _keep_input(draft, begun, form)
    return None


def _left(begun: Begun | None, key: str, number: int, answer: refusals) -> Reply | None:
    """The way on of somebody who leaves the page before it is complete; what they typed is in the draft, or gone."""
    where = request.form.get("leave", "")
    if answer.status is not OK or where not in {DISCARD, LANGUAGE, HERE, *_WAYS}:
        return None
    if where in _WAYS:
        return redirect(url_for(_WAYS[where], edition=g.slug))
    language = next(each for each in LANGUAGES if (each == g.lang) is (where != LANGUAGE))
    if where == DISCARD or begun is None:
        if begun is not None:
            services.discard(begun.id)
        return redirect(url_for(".register", lang=language))
    return redirect(drafts.page_of(begun.id, number, key, language))


def _in_tab(form: Page) -> str:
    """The names of the fields that the browser's tab may keep: no needs, birth data, code or consents."""
    details = {each.name for each in DETAILS if not each.is_protected} - {"invitation_code"}
    own = {field_name(each) for each in getattr(form, "own", ()) if not is_protected(each)}
    return " ".join(each.name for each in form if each.name in details | own | {"member"})


def _form(clusters: Callable[[], Sequence[str]], typed: Typed) -> Page:
    """The page of fields; it asks for a code only where the edition has given out some, and never of a colleague."""
    session, is_sent = db.session(), request.method == "POST"
    modes = seats.modes(g.event)
    if key_of(typed) != FIRST:
        return forms.colleague_form(questions.core(g.event), modes, clusters, typed, is_sent=is_sent)
    asks_code = "invitation_code" in request.form if is_sent else codes_queries.has_codes(session, g.event.id)
    questionnaire = questions.questionnaire(session, g.event)
    form = forms.sign_up_form(questionnaire, modes, clusters, typed, asks_code=asks_code, is_sent=is_sent)
    form.invited_to = cache(lambda: codes_queries.quota_of_code(session, g.event.id, form.value_of("invitation_code")))
    return form


def _keep_page(draft: OpenDraft | None, begun: Begun, form: Page) -> Reply:
    """The complete page is kept, and leads to the next one."""
    person, before = form.person(), _before(draft, form.key)
    if before is not None:
        people_views.count_address(before.person.get("email", ""), person.email)
    elif draft is not None:
        people_views.count_draft(person.email)
    if isinstance(form, forms.ColleagueForm):
        services.keep_colleague(begun, person, form.participation(), key=form.key)
    else:
        limits = _of_new(draft, begun, person.email)
        services.keep_page(begun, person, form.second_page(), key=form.key, limits=limits)
        people_views.name_left_out((), form.left_out())
    return redirect(drafts.next_page(draft, sent=form.key) if draft else url_for(".check", draft=begun.id))


def _keep_input(draft: OpenDraft | None, begun: Begun, form: Page) -> None:
    if draft is not None and _before(draft, form.key) is None:
        people_views.count_draft()
    services.keep_input(begun, form.input(), key=form.key, limits=_of_new(draft, begun))


def _of_new(draft: OpenDraft | None, begun: Begun, email: str = "") -> Sequence[Limit]:
    """What a sign-up counts against that begins now."""
    most = current_app.config["SETTINGS"].drafts_per_hour
    return () if draft else (*people_views.draft_limits(email), *services.begun_from(source(), begun.id, most))


def _before(draft: OpenDraft | None, key: str) -> Typed | None:
    return next((each for each in drafts.people(draft) if each.key == key), None) if draft else None


def _clusters() -> Sequence[str]:
    return events.cluster_names(db.session(), g.event.id)
