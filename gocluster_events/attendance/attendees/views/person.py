"""One person as the team sees them: where the registration stands, what was told, what happened, what can be done."""

from collections.abc import Collection, Sequence
from typing import Any

from flask import g, render_template

from gocluster_events.attendance.attendees.queries import listing
from gocluster_events.attendance.attendees.rules.filter import TABS, Filter
from gocluster_events.attendance.attendees.rules.history import merged
from gocluster_events.attendance.attendees.views.deciding import bar
from gocluster_events.attendance.attendees.views.list_state import blueprint
from gocluster_events.attendance.bookings.queries.moves import moves_of_person
from gocluster_events.attendance.bookings.queries.own import own_bookings
from gocluster_events.attendance.bookings.queries.terms import goes_by_wish, may_have_places
from gocluster_events.attendance.door import queries as door
from gocluster_events.core import db
from gocluster_events.core.access import Permission
from gocluster_events.core.accounts import queries as accounts
from gocluster_events.core.i18n import _, current_language
from gocluster_events.core.mail import queries as mail
from gocluster_events.core.mail.words import STATES
from gocluster_events.core.web.answers import Reply, acting, saved
from gocluster_events.core.web.audience import requires
from gocluster_events.core.web.fields import Confirm
from gocluster_events.meeting.agenda.queries import publishing as agenda
from gocluster_events.meeting.registration.notes import queries as notes_queries
from gocluster_events.meeting.registration.own.services import details as looking
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.queries import decisions, people, questions, seats
from gocluster_events.meeting.registration.people.queries.consents import consents_of
from gocluster_events.meeting.registration.people.rules.codes import UNDER_REVIEW
from gocluster_events.meeting.registration.people.rules.deciding import write_standings
from gocluster_events.meeting.registration.people.rules.entry import SignUp
from gocluster_events.meeting.registration.people.rules.fields import Needs
from gocluster_events.meeting.registration.people.rules.questions import Answered, is_protected
from gocluster_events.meeting.registration.people.views import registration_of
from gocluster_events.meeting.registration.people.words import fields as fields_words, history as history_words
from gocluster_events.meeting.registration.sign_up import words as sign_up_words
from gocluster_events.meeting.registration.sign_up.services import links

PROTECTED = frozenset({"needs", "food", "identity"})
_WHO, _HOW = frozenset({"about-you", "institution"}), frozenset({"attendance", "visibility"})
"""The parts of the form whose answers stand behind a button of their own."""


@blueprint.get("/registration/<int:registration_id>")
@requires(Permission.VIEW_ATTENDEES)
def person(registration_id: int) -> str:
    """Everything about one registration but what is protected."""
    return _page(registration_of(registration_id))


@blueprint.route("/registration/<int:registration_id>/needs", methods=["GET", "POST"])
@requires(Permission.VIEW_SPECIAL_NEEDS)
def needs(registration_id: int) -> str:
    """The page of the person with what is protected, opened by its button alone, and logged."""
    registration, form = registration_of(registration_id), Confirm()
    if form.validate_on_submit():
        sign_up, answered = looking.look_at_needs(g.event.id, registration_id, acting())
        return _page(registration, form=form, needs=_protected(sign_up, answered))
    return _page(registration, form=form)


@blueprint.route("/registration/<int:registration_id>/link", methods=["GET", "POST"])
@requires(Permission.DECIDE_REGISTRATIONS)
def link(registration_id: int) -> Reply:
    """The link to the personal page is mailed to the person again; the page says to which address."""
    registration, form = registration_of(registration_id), Confirm()
    if form.validate_on_submit():
        links.send_link_for(g.event.id, registration_id, acting())
        done = _("The link is on its way to %(address)s.", address=registration.email)
        return saved(done, ".person", registration_id=registration_id)
    return render_template("attendance/attendees/link.html", registration=registration, form=form)


def _page(registration: Registration, form: Confirm | None = None, needs: Any = None) -> str:
    session, entry = db.session(), people.entry_of(registration)
    answered = [each for each in questions.answered(session, registration.id) if not is_protected(each[0])]
    groups = sign_up_words.groups(
        entry,
        entry,
        Needs(),
        questionnaire=questions.core(g.event),
        answered=tuple(answered),
        consents=consents_of(session, registration.id),
    )
    return render_template(
        "attendance/attendees/person.html",
        registration=registration,
        name=entry.name,
        position=seats.position(session, registration),
        quota=seats.quota(session, g.event.id, registration.quota_id) if registration.quota_id else None,
        cards=_cards(groups),
        needs=needs,
        form=form or Confirm(),
        bar=bar(Filter()),
        seen=write_standings(decisions.standings(session, g.event.id, [registration.id])),
        neighbours=_neighbours(registration),
        **_history(registration),
    )


def _cards(groups: Sequence[sign_up_words.Group]) -> Sequence[tuple[str, Sequence[sign_up_words.Row]]]:
    """Who it is, and how they take part, each with its facts; then the rest of what was told and is not protected."""
    joined = ((_("Person and organisation"), _WHO), (_("Participation and consents"), _HOW))
    cards = [(title, [row for each in groups if each.part in parts for row in each.rows]) for title, parts in joined]
    rest = [each for each in groups if each.part not in _WHO | _HOW | PROTECTED]
    return [*cards, *((each.title, each.rows) for each in rest)]


def _protected(sign_up: SignUp, answered: Answered) -> Sequence[sign_up_words.Group]:
    """The groups of what is protected; none when nothing was told."""
    answers = tuple(each for each in answered if is_protected(each[0]))
    if not (sign_up.needs or sign_up.identity or answers):
        return ()
    questionnaire = questions.core(g.event)
    groups = sign_up_words.groups(
        sign_up.entry,
        sign_up.entry,
        sign_up.needs,
        questionnaire=questionnaire,
        answered=answers,
        identity=sign_up.identity,
    )
    return [each for each in groups if each.part in PROTECTED or each.part == "questions"]


def _history(registration: Registration) -> dict[str, Any]:
    """What the page shows of the history: actions, notes and mails, with the names of those who acted."""
    session, subject, scope = db.session(), f"registration:{registration.id}", f"edition:{g.event.id}"
    logged = [line for line in accounts.log_of(session, subject) if line.scope == scope]
    places = moves_of_person(session, registration.id)  # which name the item, as the log does not
    others = [line for line in logged if not line.action.startswith("registration.item_")]
    names = accounts.names(session, {line.actor for line in logged} | {move.actor for move, _item in places})
    notes = notes_queries.notes(session, registration.id)
    return {
        "history": merged(others, notes, mail.about(session, subject), places),
        "viewed": max((line.at for line in logged if line.action == "registration.needs_viewed"), default=None),
        "who": lambda actor: history_words.actor(actor, subject, names),
        "fields_named": lambda fields: fields_words.changes_named(fields, current_language()),
        "mail_states": STATES,
        "unreachable": mail.unreachable(session, scope, {registration.email}).get(registration.email),
        "admitted": door.admitted_at(session, registration.id),
        **_places(registration, {item for _move, item in places}),
    }


def _places(registration: Registration, items: Collection[str]) -> dict[str, Any]:
    """What the person has booked, and the programme that names these items and those of the history."""
    session, booked = db.session(), own_bookings(db.session(), registration.id)
    published = agenda.latest(session, g.event.id) if booked or items else None
    return {
        "booked": booked,
        "timetable": published.timetable if published else None,
        "may_have_places": bool(booked) or may_have_places(session, registration),
        "goes_by_wish": goes_by_wish(session, registration.event_id),
    }


def _neighbours(registration: Registration) -> tuple[int, int, int | None, int | None] | None:
    """Number among those under review, how many these are, and who stands before and after; None for anybody else."""
    if registration.status not in UNDER_REVIEW:
        return None
    ids = listing.ids(db.session(), g.event.id, Filter().tab(*TABS[0]))
    at = ids.index(registration.id)
    return at + 1, len(ids), ids[at - 1] if at else None, ids[at + 1] if at + 1 < len(ids) else None
