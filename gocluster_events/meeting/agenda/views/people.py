"""People of the programme, for the team and on their own page: who stands in, and withdrawing a consent."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from uuid import uuid4

from flask import Response, current_app, g, render_template, request

from gocluster_events.core import clock, db
from gocluster_events.core.access import Permission
from gocluster_events.core.accounts.services.sessions import start_participant_session
from gocluster_events.core.act import Act
from gocluster_events.core.errors import Stale
from gocluster_events.core.i18n import LazyString, _, _l
from gocluster_events.core.mail import queries as mail
from gocluster_events.core.mail.models import Mail
from gocluster_events.core.web import answers, sessions
from gocluster_events.core.web.audience import contributor, public, requires
from gocluster_events.core.web.collision import collided, read_revision
from gocluster_events.core.web.fields import Confirm
from gocluster_events.meeting.agenda import models
from gocluster_events.meeting.agenda.forms import person as forms
from gocluster_events.meeting.agenda.queries import draft, people as people_queries, publishing, suggestions
from gocluster_events.meeting.agenda.rules import people as rules
from gocluster_events.meeting.agenda.rules.change import Change, uuid_from
from gocluster_events.meeting.agenda.rules.people import entries
from gocluster_events.meeting.agenda.rules.redaction import mentioning_blocks, mentions
from gocluster_events.meeting.agenda.rules.suggestions import Suggestion
from gocluster_events.meeting.agenda.rules.timetable import Person
from gocluster_events.meeting.agenda.services import people as services, redaction
from gocluster_events.meeting.agenda.views.draft import MANAGE, blueprint
from gocluster_events.meeting.agenda.views.latest import public_version
from gocluster_events.meeting.agenda.words import programme as words


@blueprint.get(f"{MANAGE}/people")
@requires(Permission.EDIT_AGENDA)
def people() -> str:
    """Everybody on the programme with their answer and their items, narrowed by the filter in the address."""
    timetable = draft.draft(db.session(), g.event)
    appearances, chosen = entries(timetable), rules.read_filter(request.args.to_dict(flat=False))
    grouped = rules.wanted(timetable.people, appearances, rules.PeopleFilter(chosen.group, chosen.search))
    return render_template(
        "meeting/agenda/people.html",
        timetable=timetable,
        appearances=appearances,
        chosen=chosen,
        found=rules.wanted(timetable.people, appearances, chosen),
        counts=rules.counts(timetable.people, appearances),
        gaps=rules.gaps(grouped, appearances),
        asked=rules.gaps(timetable.people, appearances).get(rules.Missing.ANSWER, 0),
        suggestions=suggestions.open_suggestions(db.session(), g.event.id),
        missing=lambda person: rules.missing(person, appearances.get(person.uuid, ())),
        unreachable=_unreachable({person.email for person in timetable.people}),
    )


def _unreachable(addresses: Iterable[str]) -> Mapping[str, Mail]:
    return mail.unreachable(db.session(), f"edition:{g.event.id}", {each for each in addresses if each})


@blueprint.route(f"{MANAGE}/people/new", methods=["GET", "POST"])
@requires(Permission.EDIT_AGENDA)
def new_person() -> answers.Reply:
    """A new person can be named in items."""
    form = forms.person_form(draft.draft(db.session(), g.event), token=str(uuid4()), revision=0)
    uuid = uuid_from(form.token.data or "", g.event.id)
    return _answer(form, draft.person(db.session(), g.event.id, uuid), uuid)


@blueprint.route(f"{MANAGE}/people/<uuid>", methods=["GET", "POST"])
@requires(Permission.EDIT_AGENDA)
def edit_person(uuid: str) -> answers.Reply:
    """The person is on the draft's programme as typed."""
    revision = draft.revision(db.session(), g.event.id, uuid)  # first: text read after it is never older
    person = answers.found_or_404(draft.person(db.session(), g.event.id, uuid))
    return _answer(forms.person_form(draft.draft(db.session(), g.event), person, revision=revision), person, uuid)


def _answer(form: forms.PersonForm, before: Person | None, uuid: str) -> answers.Reply:
    is_redacted = before is not None and before.is_redacted
    if not is_redacted and form.validate_on_submit():
        change = Change(before, form.person(uuid, before))
        try:
            with answers.refusals(form, words.REFUSALS):
                services.save_person(g.event.id, change, {uuid: read_revision(form)}, answers.acting(), form.picture)
                return answers.saved(_("%(name)s is saved.", name=form.person(uuid).name), "agenda.people")
        except Stale:
            return _collision(form, uuid), 409
    return _page(form, before)


def _collision(form: forms.PersonForm, uuid: str) -> str:
    revision = draft.revision(db.session(), g.event.id, uuid)  # first: text read after it is never older
    stored = answers.found_or_404(draft.person(db.session(), g.event.id, uuid))
    theirs = forms.person_form(draft.draft(db.session(), g.event), stored, is_typed=False, revision=revision)
    return _page(form, stored, collision=collided(form, theirs))


def _page(form: forms.PersonForm, person: Person | None, **facts: Any) -> str:
    timetable = draft.draft(db.session(), g.event)
    history = people_queries.person_history(db.session(), g.event.id, person.uuid) if person else ()
    return render_template(
        "meeting/agenda/edit_person.html",
        form=form,
        person=person,
        theirs=entries(timetable).get(person.uuid, ()) if person else (),
        timetable=timetable,
        history=history,
        suggestions=_open(person.uuid) if person else (),
        unreachable=_unreachable({person.email}).get(person.email) if person else None,
        names=people_queries.actor_names(db.session(), {actor for _at, actor, _action in history}),
        **facts,
    )


def _open(uuid: str) -> Sequence[Suggestion]:
    return [each for each in suggestions.of_person(db.session(), g.event.id, uuid) if each.is_open]


@blueprint.route(f"{MANAGE}/people/<uuid>/name-removal", methods=["GET", "POST"])
@requires(Permission.EDIT_AGENDA)
def name_removal(uuid: str) -> answers.Reply:
    """Nothing that is stored names the person any more."""
    return _remove(uuid, _remove_name, _l("The name is removed everywhere."))


@blueprint.route(f"{MANAGE}/people/<uuid>/portrait-removal", methods=["GET", "POST"])
@requires(Permission.EDIT_AGENDA)
def portrait_removal(uuid: str) -> answers.Reply:
    """Nothing that is stored shows the person any more."""
    return _remove(uuid, redaction.remove_portrait, _l("The portrait is removed everywhere."))


def _remove_name(event_id: int, uuid: str, act: Act) -> None:
    redaction.remove_name(event_id, uuid, act, current_app.extensions["texts_about_people"])


def _remove(uuid: str, verb: Callable[[int, str, Act], None], done: LazyString) -> answers.Reply:
    person = answers.found_or_404(draft.person(db.session(), g.event.id, uuid))
    form = forms.RedactionForm()
    if form.validate_on_submit():
        verb(g.event.id, uuid, answers.acting())
        return answers.saved(done, "agenda.edit_person", uuid=uuid)
    timetable = draft.draft(db.session(), g.event)
    return render_template(
        "meeting/agenda/redaction.html",
        form=form,
        person=person,
        is_whole=verb is _remove_name,
        mentioned=[] if person.is_redacted else list(mentions(timetable, person)),
        mentioning_blocks=[] if person.is_redacted else list(mentioning_blocks(timetable, person)),
        versions=len(publishing.versions(db.session(), g.event.id)),
    )


@blueprint.route(f"{MANAGE}/people/<uuid>/stand-in", methods=["GET", "POST"])
@requires(Permission.EDIT_AGENDA)
def stand_in(uuid: str) -> answers.Reply:
    """Somebody else is in the chosen items, named as standing in for this person."""
    timetable = draft.draft(db.session(), g.event)
    absent = answers.found_or_404(timetable.person(uuid))
    form = forms.stand_in_form(timetable, absent)
    if form.validate_on_submit():
        with answers.refusals(form, words.REFUSALS):
            services.stand_in(g.event.id, uuid, form.substitute.data, form.chosen, answers.acting())
            done = _(
                "A stand-in for %(name)s has been entered. It is part of the next version of the programme.",
                name=absent.name,
            )
            return answers.saved(done, "agenda.edit_person", uuid=uuid)
    theirs = entries(timetable).get(uuid, ())
    return render_template("meeting/agenda/stand_in.html", form=form, person=absent, theirs=theirs)


OWN = "/<lang:lang>/my/contribution"
PURPOSE = "agenda.own_link"


@blueprint.route(f"{OWN}/<token>", methods=["GET", "POST"])
@public
def own_link(token: str) -> Response:
    """Somebody opens their page; from then on its address holds no token."""
    identity, generation = answers.signed_or_404(PURPOSE, token)
    person, g.event = answers.found_or_404(people_queries.person_with_event(db.session(), identity))
    db.session().expunge(g.event)  # as the request found it: a verb's transaction reads its own
    form, is_dead = Confirm(), generation != person.generation
    if not is_dead and form.validate_on_submit():
        return _enter(identity, generation)
    return answers.private_page("meeting/agenda/own_link.html", 410 if is_dead else 200, form=form, is_dead=is_dead)


@blueprint.route(OWN, methods=["GET", "POST"])
@contributor
def own_page() -> answers.Reply:
    """What the programme says of the person is as typed; the page shows their items and their answer."""
    row = _mine()
    revision, person = row.revision, draft.person_of(row)
    form = _own_form(person, revision=revision)
    if form.validate_on_submit():
        change = Change(person, form.details(person))
        try:
            with answers.refusals(form, words.REFUSALS):
                services.save_own(g.event.id, g.contributor, change, read_revision(form), clock.now(), form.picture)
                done = _("Your details are saved. They become public when the organisers next publish.")
                return answers.saved(done, ".own_page")
        except Stale:
            return _own_collision(form), 409
    return _own_page(form)


@blueprint.route(f"{OWN}/answer", methods=["GET", "POST"])
@contributor
def own_answer() -> answers.Reply:
    """The person takes part or does not, and the organisers know."""
    row = _mine()
    form = forms.AnswerForm(data={"answer": row.status.value})
    if form.validate_on_submit():
        with answers.refusals(form, words.REFUSALS):
            services.answer(g.event.id, g.contributor, form.status, clock.now())
            return answers.saved(_("Thank you, we have received your answer."), ".own_page")
    return render_template("meeting/agenda/own_answer.html", form=form, person=draft.person_of(row))


def _mine() -> models.Person:
    return answers.found_or_404(people_queries.person_with_event(db.session(), g.contributor))[0]


def _own_collision(form: forms.DetailsForm) -> str:
    row = _mine()
    theirs = _own_form(draft.person_of(row), is_typed=False, revision=row.revision)
    return _own_page(form, collision=collided(form, theirs))


def _own_form(person: Person, **options: Any) -> forms.DetailsForm:
    """The form of the person's details; once the meeting is over nobody is asked when they are available."""
    return forms.own_form(draft.draft(db.session(), g.event), person, with_days=not _is_over(), **options)


def _is_over() -> bool:
    return bool(clock.now() >= g.event.ends_at)


def _own_page(form: forms.DetailsForm, **facts: Any) -> str:
    """Their items are those that are planned, and once the meeting is over those that were public; then what the rooms
    above have for them.
    """
    timetable, person, is_over = draft.draft(db.session(), g.event), draft.person_of(_mine()), _is_over()
    if is_over and (version := public_version(g.event.id)) is not None:
        timetable = version.timetable
    theirs = entries(timetable).get(person.uuid, ())
    suggested = {each.item.uuid: each for each in suggestions.of_person(db.session(), g.event.id, person.uuid)}
    quotes = current_app.extensions["own_quotes"](db.session(), g.event.id, person.uuid)
    known = {"form": form, "person": person, "theirs": theirs, "timetable": timetable, "suggested": suggested}
    sections = [section(timetable, person) for section in current_app.extensions["own_sections"]]
    known |= {"quotes": quotes, "sections": sections, "is_over": is_over}
    return render_template("meeting/agenda/own_page.html", **known, **facts)


def _enter(person_id: int, generation: int) -> Response:
    """The browser holds a session of the person and is on their page."""
    scope, now = f"edition:{g.event.id}", clock.now()
    sessions.remember_contributor(start_participant_session(scope, services.subject(person_id), generation, now))
    return answers.private_way(".own_page")


@blueprint.route(f"{MANAGE}/people/<uuid>/link", methods=["GET", "POST"])
@requires(Permission.EDIT_AGENDA)
def person_link(uuid: str) -> answers.Reply:
    """The link to their own page is on its way to the person."""
    person = answers.found_or_404(draft.person(db.session(), g.event.id, uuid))
    form = forms.LinkForm()
    if form.validate_on_submit():
        language, is_new = form.language.data, form.is_new.data
        with answers.refusals(form, words.REFUSALS):
            services.send_link(g.event.id, uuid, language, answers.acting(), is_new=is_new)
            done = _("The link is on its way to %(address)s.", address=person.email)
            return answers.saved(done, "agenda.edit_person", uuid=uuid)
    return render_template("meeting/agenda/person_link.html", form=form, person=person)
