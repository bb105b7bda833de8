"""Suggested texts: on a person's own page, and before the team."""

from typing import Any

from flask import g, render_template

from gocluster_events.core import clock, db
from gocluster_events.core.access import Permission
from gocluster_events.core.errors import Stale
from gocluster_events.core.i18n import LazyString, _, _l
from gocluster_events.core.web.answers import Reply, acting, found_or_404, refusals, saved
from gocluster_events.core.web.audience import contributor, requires
from gocluster_events.core.web.collision import collided, read_revision
from gocluster_events.core.web.fields import Confirm
from gocluster_events.meeting.agenda.forms.suggestion import AcceptanceForm, DeclineForm, TextForm, text_form
from gocluster_events.meeting.agenda.queries import people as people_queries, suggestions as queries
from gocluster_events.meeting.agenda.rules import suggestions as rules
from gocluster_events.meeting.agenda.rules.timetable import Item
from gocluster_events.meeting.agenda.services import suggestions as services
from gocluster_events.meeting.agenda.views.draft import MANAGE, blueprint
from gocluster_events.meeting.agenda.views.people import OWN
from gocluster_events.meeting.agenda.words import programme, suggestions as words

CHANGED_MEANWHILE = _l("One of the two texts has changed since you opened this page. Compare them again.")
ANSWERED = words.REFUSALS[rules.SuggestionRefusal.ANSWERED]
NOT_THEIRS = words.REFUSALS[rules.SuggestionRefusal.NOT_THEIRS]


@blueprint.route(f"{MANAGE}/suggestions/<int:suggestion_id>", methods=["GET", "POST"])
@requires(Permission.EDIT_AGENDA)
def suggestion(suggestion_id: int) -> Reply:
    """The item says what was suggested; the page shows both texts."""
    form, status = AcceptanceForm(), 200
    if form.validate_on_submit():
        digest, revision = form.digest.data or "", read_revision(form)
        try:
            with refusals(form, words.REFUSALS):
                services.accept(g.event.id, suggestion_id, digest=digest, revision=revision, act=acting())
                done = _("The text is part of the draft. You can undo it there.")
                return saved(done, "agenda.people", _anchor="suggestions")
        except Stale:
            status = 409
            form.form_errors.append(CHANGED_MEANWHILE)
    current = _suggestion_or_404(suggestion_id)
    form.digest.data, form.revision.data = rules.digest(current.item), str(current.revision)
    return render_template("meeting/agenda/suggestion.html", form=form, suggestion=current), status


@blueprint.route(f"{MANAGE}/suggestions/<int:suggestion_id>/refusal", methods=["GET", "POST"])
@requires(Permission.EDIT_AGENDA)
def suggestion_refusal(suggestion_id: int) -> Reply:
    """The item stays as it is, and the person reads why."""
    form, status = DeclineForm(), 200
    if form.validate_on_submit():
        try:
            with refusals(form, words.REFUSALS):
                services.decline(
                    g.event.id, suggestion_id, form.reason.data or "", revision=read_revision(form), act=acting()
                )
                return saved(_("The suggestion is declined."), "agenda.people", _anchor="suggestions")
        except Stale:
            status = 409
            form.form_errors.append(CHANGED_MEANWHILE)
    current = _suggestion_or_404(suggestion_id)
    if not form.is_submitted() or form.form_errors:
        form.revision.data = str(current.revision)
    return render_template("meeting/agenda/suggestion_refusal.html", form=form, suggestion=current), status


def _suggestion_or_404(suggestion_id: int) -> rules.Suggestion:
    return found_or_404(queries.suggestion(db.session(), g.event.id, suggestion_id))


@blueprint.route(f"{OWN}/items/<uuid>/text", methods=["GET", "POST"])
@contributor
def own_text(uuid: str) -> Reply:
    """The team has the person's text for an item of theirs."""
    item, mine = _own(uuid)
    if item is None:
        return _no_text(NOT_THEIRS, mine, TextForm()), 404
    form = _form(item, mine)
    if form.validate_on_submit():
        try:
            with refusals(form, words.REFUSALS):
                services.suggest(
                    g.event.id,
                    g.contributor,
                    uuid,
                    form.texts(),
                    digest=form.digest.data or "",
                    revision=read_revision(form),
                    now=clock.now(),
                )
                return saved(_("Thank you. The organisers will look at your text."), ".own_page")
        except Stale:
            return _overtaken(form, uuid), 409
    return _own_page(form, item, mine)


@blueprint.route(f"{OWN}/items/<uuid>/text/withdrawal", methods=["GET", "POST"])
@contributor
def own_text_withdrawal(uuid: str) -> Reply:
    """The person's text is gone."""
    item, mine = _own(uuid)
    form = Confirm()
    if form.validate_on_submit():
        with refusals(form, words.REFUSALS):
            services.withdraw(g.event.id, g.contributor, uuid, clock.now())
            return saved(_("Your suggestion is withdrawn."), ".own_page")
    if mine is None:
        return _no_text(ANSWERED if item else NOT_THEIRS, mine), 404
    why = None if item else NOT_THEIRS
    return render_template("meeting/agenda/own_text_withdrawal.html", form=form, item=item, suggestion=mine, why=why)


def _form(item: Item, mine: rules.Suggestion | None) -> TextForm:
    """The form with the person's own text, or else with that of the programme."""
    texts = mine.texts if mine and mine.is_open else rules.texts_of(item)
    return text_form(texts, rules.digest(item), mine.revision if mine else 0)


def _stored(form: TextForm, item: Item, mine: rules.Suggestion | None) -> TextForm:
    """What was stored meanwhile: in another window the person's own text, else that of the programme."""
    is_own = mine is not None and mine.is_open and mine.revision != read_revision(form)
    texts = mine.texts if mine and is_own else rules.texts_of(item)
    return text_form(texts, rules.digest(item), mine.revision if mine else 0, is_typed=False)


def _own(uuid: str) -> tuple[Item | None, rules.Suggestion | None]:
    """The item, if the person is in it, and what they suggested for it, even if they are in it no more."""
    session = db.session()
    row = found_or_404(people_queries.person_with_event(session, g.contributor))[0]
    theirs = queries.own_item(session, row, uuid)
    mine = queries.of_person(session, g.event.id, row.uuid)
    return theirs[1] if theirs else None, next((each for each in mine if each.item.uuid == uuid), None)


def _overtaken(form: TextForm, uuid: str) -> str:
    item, mine = _own(uuid)
    if item is None:
        return _no_text(NOT_THEIRS, mine, form)
    theirs = _stored(form, item, mine)
    both = collided(form, theirs)
    form.digest.data = theirs.digest.data
    return _own_page(form, item, mine, collision=both)


def _no_text(why: LazyString, mine: rules.Suggestion | None, typed: TextForm | None = None) -> str:
    """Why there is nothing to suggest or to withdraw, what was typed all the same, and the ways on."""
    return render_template("meeting/agenda/own_text_gone.html", why=why, suggestion=mine, typed=typed)


def _own_page(form: TextForm, item: Item, mine: rules.Suggestion | None, **facts: Any) -> str:
    return render_template(
        "meeting/agenda/own_text.html", form=form, item=item, suggestion=mine, name=programme.name(item), **facts
    )
