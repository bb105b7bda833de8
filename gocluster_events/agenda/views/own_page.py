"""The page of somebody on the programme, behind the link in their mail. A look at the link changes nothing."""

from typing import Any

from flask import Response, current_app, g, make_response, redirect, render_template, url_for

from gocluster_events import clock, db
from gocluster_events.access import Permission
from gocluster_events.accounts.services.sessions import start_participant_session
from gocluster_events.agenda import models
from gocluster_events.agenda.forms.person import AnswerForm, DetailsForm, LinkForm, own_form
from gocluster_events.agenda.queries import draft, people as queries
from gocluster_events.agenda.rules.change import Change
from gocluster_events.agenda.rules.people import entries
from gocluster_events.agenda.services import people as services
from gocluster_events.agenda.views.blueprint import MANAGE, blueprint
from gocluster_events.agenda.words import programme as words
from gocluster_events.errors import Stale
from gocluster_events.i18n import _
from gocluster_events.tokens import Signer
from gocluster_events.web import sessions
from gocluster_events.web.answers import Reply, found_or_404, refusals, saved
from gocluster_events.web.audience import contributor, public, requires
from gocluster_events.web.collision import differences, read_revision
from gocluster_events.web.fields import Action
from gocluster_events.web.headers import private_link

OWN = "/<lang:lang>/my/contribution"
PURPOSE = "agenda.own_link"


@blueprint.route(f"{OWN}/<token>", methods=["GET", "POST"])
@public
def own_link(token: str) -> Response:
    """Somebody opens their page; from then on its address holds no token."""
    signed = Signer(current_app.config["SETTINGS"].secret_keys).read(PURPOSE, token)
    identity, generation = found_or_404(signed)
    person, g.event = found_or_404(queries.person_with_event(db.session(), identity))
    db.session().expunge(g.event)  # as the request found it: a verb's transaction reads its own
    form, is_dead = Action(), generation != person.generation
    if not is_dead and form.validate_on_submit():
        return _enter(identity, generation)
    page = render_template("agenda/own_link.html", form=form, is_dead=is_dead)
    return private_link(make_response(page, 410 if is_dead else 200))


@blueprint.route(OWN, methods=["GET", "POST"])
@contributor
def own_page() -> Reply:
    """What the programme says of the person is as typed; the page shows their items and their answer."""
    row = _mine()
    revision, person = row.revision, draft.person_of(row)
    form = own_form(draft.draft(db.session(), g.event), person, revision=revision)
    if form.validate_on_submit():
        change = Change(person, form.details(person))
        try:
            with refusals(form, words.REFUSALS):
                services.save_own(g.event.id, g.contributor, change, read_revision(form), clock.now(), form.picture)
                return saved(
                    _("Your details are saved. The public sees them when the organisers publish."), ".own_page"
                )
        except Stale:
            return _collision(form), 409
    return _page(form)


@blueprint.route(f"{OWN}/answer", methods=["GET", "POST"])
@contributor
def own_answer() -> Reply:
    """The person takes part or does not, and the organisers know."""
    row = _mine()
    form = AnswerForm(data={"answer": row.status.value})
    if form.validate_on_submit():
        with refusals(form, words.REFUSALS):
            services.answer(g.event.id, g.contributor, form.status, clock.now())
            return saved(_("Thank you, the organisers know your answer."), ".own_page")
    return render_template("agenda/own_answer.html", form=form, person=draft.person_of(row))


def _mine() -> models.Person:
    return found_or_404(queries.person_with_event(db.session(), g.contributor))[0]


def _collision(form: DetailsForm) -> str:
    """The form with what was typed beside what is stored; saving it again is saving over it knowingly."""
    row = _mine()
    form.revision.data = str(row.revision)
    theirs = own_form(draft.draft(db.session(), g.event), draft.person_of(row), is_typed=False)
    return _page(form, collision=differences(form, theirs))


def _page(form: DetailsForm, **facts: Any) -> str:
    timetable, person = draft.draft(db.session(), g.event), draft.person_of(_mine())
    theirs = entries(timetable).get(person.uuid, ())
    return render_template(
        "agenda/own_page.html", form=form, person=person, theirs=theirs, timetable=timetable, **facts
    )


def _enter(person_id: int, generation: int) -> Response:
    """The browser holds a session of the person and is on their page."""
    scope, now = f"edition:{g.event.id}", clock.now()
    sessions.remember_contributor(start_participant_session(scope, services.subject(person_id), generation, now))
    return private_link(make_response(redirect(url_for(".own_page"))))


@blueprint.route(f"{MANAGE}/people/<uuid>/link", methods=["GET", "POST"])
@requires(Permission.EDIT_AGENDA)
def person_link(uuid: str) -> Reply:
    """The link to their own page is on its way to the person."""
    person = found_or_404(draft.person(db.session(), g.event.id, uuid))
    form = LinkForm()
    if form.validate_on_submit():
        language, is_new = form.language.data, form.is_new.data
        with refusals(form, words.REFUSALS):
            services.send_link(g.event.id, uuid, language, g.account.email, clock.now(), is_new=is_new)
            return saved(
                _("The link is on its way to %(address)s.", address=person.email), "agenda.edit_person", uuid=uuid
            )
    return render_template("agenda/person_link.html", form=form, person=person)
