"""People of the programme, who stands in, and withdrawing a consent."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from uuid import uuid4

from flask import g, render_template, request

from gocluster_events import db
from gocluster_events.access import Permission
from gocluster_events.act import Act
from gocluster_events.agenda.forms.person import PersonForm, RedactionForm, person_form, stand_in_form
from gocluster_events.agenda.queries import draft, people as people_queries, publishing
from gocluster_events.agenda.rules.change import Change, uuid_from
from gocluster_events.agenda.rules.people import counts, entries, read_filter, wanted
from gocluster_events.agenda.rules.redaction import mentions
from gocluster_events.agenda.rules.timetable import Person
from gocluster_events.agenda.services import people as services, redaction
from gocluster_events.agenda.views.draft import MANAGE, blueprint
from gocluster_events.agenda.words import programme as words
from gocluster_events.errors import Stale
from gocluster_events.i18n import LazyString, _, _l
from gocluster_events.mail import queries as mail
from gocluster_events.mail.models import Mail
from gocluster_events.web.answers import Reply, acting, found_or_404, refusals, saved
from gocluster_events.web.audience import requires
from gocluster_events.web.collision import collided, read_revision


@blueprint.get(f"{MANAGE}/people")
@requires(Permission.EDIT_AGENDA)
def people() -> str:
    """Everybody on the programme with their answer and their items, narrowed by the filter in the address."""
    timetable = draft.draft(db.session(), g.event)
    appearances, chosen = entries(timetable), read_filter(request.args)
    return render_template(
        "agenda/people.html",
        timetable=timetable,
        appearances=appearances,
        chosen=chosen,
        found=wanted(timetable.people, appearances, chosen),
        counts=counts(timetable.people, appearances),
        unreachable=_unreachable({person.email for person in timetable.people}),
    )


def _unreachable(addresses: Iterable[str]) -> Mapping[str, Mail]:
    return mail.unreachable(db.session(), f"edition:{g.event.id}", {each for each in addresses if each})


@blueprint.route(f"{MANAGE}/people/new", methods=["GET", "POST"])
@requires(Permission.EDIT_AGENDA)
def new_person() -> Reply:
    """A new person can be named in items."""
    form = person_form(draft.draft(db.session(), g.event), token=str(uuid4()), revision=0)
    uuid = uuid_from(form.token.data or "", g.event.id)
    return _answer(form, draft.person(db.session(), g.event.id, uuid), uuid)


@blueprint.route(f"{MANAGE}/people/<uuid>", methods=["GET", "POST"])
@requires(Permission.EDIT_AGENDA)
def edit_person(uuid: str) -> Reply:
    """The person is on the draft's programme as typed."""
    revision = draft.revision(db.session(), g.event.id, uuid)  # first: text read after it is never older
    person = found_or_404(draft.person(db.session(), g.event.id, uuid))
    return _answer(person_form(draft.draft(db.session(), g.event), person, revision=revision), person, uuid)


def _answer(form: PersonForm, before: Person | None, uuid: str) -> Reply:
    is_redacted = before is not None and before.is_redacted
    if not is_redacted and form.validate_on_submit():
        change = Change(before, form.person(uuid, before))
        try:
            with refusals(form, words.REFUSALS):
                services.save_person(g.event.id, change, {uuid: read_revision(form)}, acting(), form.picture)
                return saved(_("%(name)s is saved.", name=form.person(uuid).name), "agenda.people")
        except Stale:
            return _collision(form, uuid), 409
    return _page(form, before)


def _collision(form: PersonForm, uuid: str) -> str:
    revision = draft.revision(db.session(), g.event.id, uuid)  # first: text read after it is never older
    stored = found_or_404(draft.person(db.session(), g.event.id, uuid))
    theirs = person_form(draft.draft(db.session(), g.event), stored, is_typed=False, revision=revision)
    return _page(form, stored, collision=collided(form, theirs))


def _page(form: PersonForm, person: Person | None, **facts: Any) -> str:
    timetable = draft.draft(db.session(), g.event)
    history = people_queries.person_history(db.session(), g.event.id, person.uuid) if person else ()
    return render_template(
        "agenda/edit_person.html",
        form=form,
        person=person,
        theirs=entries(timetable).get(person.uuid, ()) if person else (),
        timetable=timetable,
        history=history,
        unreachable=_unreachable({person.email}).get(person.email) if person else None,
        names=people_queries.actor_names(db.session(), {actor for _at, actor, _action in history}),
        **facts,
    )


@blueprint.route(f"{MANAGE}/people/<uuid>/name-removal", methods=["GET", "POST"])
@requires(Permission.EDIT_AGENDA)
def name_removal(uuid: str) -> Reply:
    """Nothing that is stored names the person any more."""
    return _remove(uuid, redaction.remove_name, _l("The name is removed everywhere."))


@blueprint.route(f"{MANAGE}/people/<uuid>/portrait-removal", methods=["GET", "POST"])
@requires(Permission.EDIT_AGENDA)
def portrait_removal(uuid: str) -> Reply:
    """Nothing that is stored shows the person any more."""
    return _remove(uuid, redaction.remove_portrait, _l("The portrait is removed everywhere."))


def _remove(uuid: str, verb: Callable[[int, str, Act], None], done: LazyString) -> Reply:
    person = found_or_404(draft.person(db.session(), g.event.id, uuid))
    form = RedactionForm()
    if form.validate_on_submit():
        verb(g.event.id, uuid, acting())
        return saved(done, "agenda.edit_person", uuid=uuid)
    timetable = draft.draft(db.session(), g.event)
    return render_template(
        "agenda/redaction.html",
        form=form,
        person=person,
        is_whole=verb is redaction.remove_name,
        mentioned=[] if person.is_redacted else list(mentions(timetable, person)),
        versions=len(publishing.versions(db.session(), g.event.id)),
    )


@blueprint.route(f"{MANAGE}/people/<uuid>/stand-in", methods=["GET", "POST"])
@requires(Permission.EDIT_AGENDA)
def stand_in(uuid: str) -> Reply:
    """Somebody else is in the chosen items, named as standing in for this person."""
    timetable = draft.draft(db.session(), g.event)
    absent = found_or_404(timetable.person(uuid))
    form = stand_in_form(timetable, absent)
    if form.validate_on_submit():
        with refusals(form, words.REFUSALS):
            services.stand_in(g.event.id, uuid, form.substitute.data, form.chosen, acting())
            done = _("Somebody stands in for %(name)s. Publish the programme to say so.", name=absent.name)
            return saved(done, "agenda.edit_person", uuid=uuid)
    theirs = entries(timetable).get(uuid, ())
    return render_template("agenda/stand_in.html", form=form, person=absent, theirs=theirs)
