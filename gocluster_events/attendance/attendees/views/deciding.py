"""Deciding about everybody who is ticked, and what else can be done with a selection."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from markupsafe import Markup

from gocluster_events.attendance.attendees.forms import DecisionForm, DeclineForm
from gocluster_events.attendance.attendees.queries import listing
from gocluster_events.attendance.attendees.rules.filter import Field, Filter
from gocluster_events.attendance.attendees.views.list_state import address, blueprint, requested_filter
from gocluster_events.attendance.door.rules import read_ids, takers
from gocluster_events.core import clock, db
from gocluster_events.core.access import Permission
from gocluster_events.core.web.answers import Reply, acting, refusals
from gocluster_events.core.web.audience import requires
from gocluster_events.meeting.events.rules.edition import EventStatus, Mode
from gocluster_events.meeting.registration.deciding import services as deciding, words
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.queries import decisions, seats
from gocluster_events.meeting.registration.people.rules.codes import Status
from gocluster_events.meeting.registration.people.rules.deciding import TEXTS, Kind, possible, undo_until
from gocluster_events.meeting.registration.people.views import last_acts, overtaken, overtaken_page
from gocluster_events.meeting.registration.people.words import codes


@blueprint.route("/registration/decisions/<any(confirmation, waiting, decline, review):noun>", methods=["GET", "POST"])
@requires(Permission.DECIDE_REGISTRATIONS)
def decision(noun: str) -> Reply:
    """A decision about the selection; the page names those it can be taken for, and the others with reasons."""
    kind = NOUNS[noun]
    form: DecisionForm = DeclineForm() if kind is Kind.DECLINE else DecisionForm()
    seen, preview = form.standings(), _preview(kind, form)
    if seen and _is_sent(form):
        with refusals(form, codes.REFUSALS):
            made = deciding.decide(g.event.id, seen, kind, acting(), form.text())
            if made.overtaken:
                return _overtaken(kind, form, made), 200 if made.decision_id else 409
            _say(kind, made)
            return redirect(_back())
    return render_template("attendance/attendees/decision.html", **preview)


def _overtaken(kind: Kind, form: DecisionForm, made: deciding.DecisionResult) -> str:
    """For whom something else has happened meanwhile, what was done for the others, and the ways on."""
    session, event = db.session(), g.event
    people = decisions.selected(session, event.id, made.overtaken)
    able = [*decisions.preview(session, event, kind, people, clock.now()).able]
    return overtaken_page(
        str(words.DECISIONS[kind]), form, words.binding(kind, len(able)), _back(),
        able=able, ids=made.overtaken, may_go_on=bool(able), is_danger=kind is Kind.DECLINE, kind=kind, made=made,
        people={each.id: each for each in decisions.selected(session, event.id, made.unable)},
    )  # fmt: skip


def _is_sent(form: DecisionForm) -> bool:
    """Whether it is to be decided now; the other button of the form only puts a text in."""
    if isinstance(form, DeclineForm) and "take" in request.form:
        form.put_in()
        return False
    return bool(form.validate_on_submit())


def _preview(kind: Kind, form: DecisionForm) -> dict[str, Any]:
    """What the page says before the button is pressed."""
    session, event, now = db.session(), g.event, clock.now()
    ids = _ids()
    changed = _changed_since(ids)
    people = {each.id: each for each in decisions.selected(session, event.id, {*ids} - {*changed})}
    outcome = decisions.preview(session, event, kind, people.values(), now)
    sent = decisions.selected(session, event.id, form.standings()) if form.is_submitted() else ()
    languages = {each.language for each in sent or (people[each] for each in outcome.able)}
    form.show(decisions.standings(session, event.id, outcome.able), languages)
    return {
        "form": form,
        "kind": kind,
        "changed": [each for each in overtaken(changed).values() if each.person],
        "all_the_same": url_for(request.endpoint or "", noun=NOUNS_OF[kind], **_without_that_moment()),
        "able": [(people[each], None) for each in outcome.able],
        "unable": [(people[each], hurdle) for each, hurdle in outcome.unable.items()],
        "languages": languages,
        "until": undo_until(now),
        "back": _back(),
        "texts": TEXTS,
    }


def _ids() -> Sequence[int]:
    """Whoever is ticked, or everybody that the filter finds."""
    if "all" in request.args:
        return listing.ids(db.session(), g.event.id, requested_filter()[0])
    return read_ids(request.args.getlist("id"))


def _changed_since(ids: Sequence[int]) -> list[int]:
    """Of these people those to whom something has happened since the list or page was opened on which one chose."""
    typed = request.args.get("chosen_at", "")
    if not (typed.isascii() and typed.isdigit() and len(typed) < 14):
        return []
    return [each for each, act in last_acts(ids).items() if int(act.at.timestamp() * 1000) > int(typed)]


def _without_that_moment() -> dict[str, Any]:
    return {name: values for name, values in request.args.lists() if name != "chosen_at"}


def _back() -> str:
    """The page from which somebody came: a person's, or the list as it was narrowed."""
    ids = read_ids(request.args.getlist("id"))
    if request.args.get("back") == "person" and len(ids) == 1:
        return url_for("attendees.person", registration_id=ids[0])
    return address(requested_filter()[0].without(Field.CHOSEN))


def _say(kind: Kind, made: deciding.DecisionResult) -> None:
    """The next page says what was done and how it is undone, and for whom it could not be done any more."""
    if made.decision_id is not None:
        message = render_template("attendance/attendees/_decided.html", kind=kind, made=made)
        flash(Markup(message), "success")  # noqa: S704 -- a template of ours, which escapes
    if made.unable:
        people: dict[int, Registration] = {
            each.id: each for each in decisions.selected(db.session(), g.event.id, made.unable)
        }
        message = render_template("attendance/attendees/_undecided.html", people=people, made=made)
        flash(Markup(message), "warning")  # noqa: S704 -- the same


NOUNS: Mapping[str, Kind] = {
    "confirmation": Kind.CONFIRM,
    "waiting": Kind.WAITLIST,
    "decline": Kind.DECLINE,
    "review": Kind.REVIEW,
}
"""What stands in the address of each decision, in the order of the buttons."""
NOUNS_OF: Mapping[Kind, str] = {kind: noun for noun, kind in NOUNS.items()}


@dataclass(frozen=True, slots=True)
class Bar:
    """The decisions by their noun, how many of all that the filter finds can take each, and the free places."""

    nouns: Mapping[str, Kind]
    totals: Mapping[str, int]
    free: Mapping[Mode, int]

    def can(self, status: Status) -> str:
        """The nouns of the decisions that are possible for that status, with spaces between them."""
        return " ".join(noun for noun, kind in self.nouns.items() if kind in possible(status))


def bar(wanted: Filter) -> Bar | None:
    """The bar of this list; None in an archive, where nothing is decided any more."""
    if g.event.status is EventStatus.ARCHIVED:
        return None
    board = seats.seat_plan(db.session(), g.event, clock.now())
    free = {mode: board.seats(mode).free for mode in Mode}
    standing = listing.standing(db.session(), g.event.id, wanted)
    return Bar(NOUNS, {noun: takers(standing, kind, free) for noun, kind in NOUNS.items()}, free)
