"""The own page of somebody on the programme, and the link to it."""

from typing import Any

from flask import Response, g, render_template

from gocluster_events import clock, db
from gocluster_events.access import Permission
from gocluster_events.accounts.services.sessions import start_participant_session
from gocluster_events.agenda import models
from gocluster_events.agenda.forms.person import AnswerForm, DetailsForm, LinkForm, own_form
from gocluster_events.agenda.queries import draft, people as queries
from gocluster_events.agenda.rules.change import Change
from gocluster_events.agenda.rules.people import entries
from gocluster_events.agenda.services import people as services
from gocluster_events.agenda.views.draft import MANAGE, blueprint
from gocluster_events.agenda.words import programme as words
from gocluster_events.errors import Stale
from gocluster_events.i18n import _
from gocluster_events.web import sessions
from gocluster_events.web.answers import (
    Reply,
    acting,
    found_or_404,
    private_page,
    private_way,
    refusals,
    saved,
    signed_or_404,
)
from gocluster_events.web.audience import contributor, public, requires
from gocluster_events.web.collision import collided, read_revision
from gocluster_events.web.fields import Confirm

OWN = "/<lang:lang>/my/contribution"
PURPOSE = "agenda.own_link"


@blueprint.route(f"{OWN}/<token>", methods=["GET", "POST"])
@public
def own_link(token: str) -> Response:
    """Somebody opens their page; from then on its address holds no token."""
    identity, generation = signed_or_404(PURPOSE, token)
    person, g.event = found_or_404(queries.person_with_event(db.session(), identity))
    db.session().expunge(g.event)  # as the request found it: a verb's transaction reads its own
    form, is_dead = Confirm(), generation != person.generation
    if not is_dead and form.validate_on_submit():
        return _enter(identity, generation)
    return private_page("agenda/own_link.html", 410 if is_dead else 200, form=form, is_dead=is_dead)


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
                done = _("Your details are saved. The public sees them when the organisers publish.")
                return saved(done, ".own_page")
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
    row = _mine()
    revision, timetable = row.revision, draft.draft(db.session(), g.event)
    theirs = own_form(timetable, draft.person_of(row), is_typed=False, revision=revision)
    return _page(form, collision=collided(form, theirs))


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
    return private_way(".own_page")


@blueprint.route(f"{MANAGE}/people/<uuid>/link", methods=["GET", "POST"])
@requires(Permission.EDIT_AGENDA)
def person_link(uuid: str) -> Reply:
    """The link to their own page is on its way to the person."""
    person = found_or_404(draft.person(db.session(), g.event.id, uuid))
    form = LinkForm()
    if form.validate_on_submit():
        language, is_new = form.language.data, form.is_new.data
        with refusals(form, words.REFUSALS):
            services.send_link(g.event.id, uuid, language, acting(), is_new=is_new)
            done = _("The link is on its way to %(address)s.", address=person.email)
            return saved(done, "agenda.edit_person", uuid=uuid)
    return render_template("agenda/person_link.html", form=form, person=person)
