"""The draft behind the pages of a sign-up, which belongs to the browser that began it, and everybody whom it names."""

import secrets
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from flask import Blueprint, g, redirect, render_template, session, url_for

from gocluster_events import clock, db
from gocluster_events.accounts.services.sessions import digest
from gocluster_events.events import queries as events
from gocluster_events.events.rules.edition import Mode, Phase, Window, phase
from gocluster_events.events.rules.procedure import Confirmation
from gocluster_events.registration.invitations.queries import codes as invitations
from gocluster_events.registration.people.queries import questions, seats
from gocluster_events.registration.people.rules.changing import Outcome, encode, forecast as outlook_of
from gocluster_events.registration.people.rules.codes import Refusal
from gocluster_events.registration.people.rules.entry import OF_COLLEAGUES, SignUp, read, sign_up_in
from gocluster_events.registration.people.rules.fields import PersonalData
from gocluster_events.registration.people.rules.questions import Questionnaire
from gocluster_events.registration.people.rules.seats import HOLD
from gocluster_events.registration.people.words import codes
from gocluster_events.registration.quotas import queries as quotas_queries, words as quotas_words
from gocluster_events.registration.sign_up import queries, words
from gocluster_events.registration.sign_up.forms import CheckForm, RemovalForm
from gocluster_events.registration.sign_up.models import Draft
from gocluster_events.registration.sign_up.rules import MOST, Typed, companion, everybody
from gocluster_events.registration.sign_up.services import drafts as services
from gocluster_events.web.answers import Reply, found_or_404
from gocluster_events.web.audience import draft_holder

blueprint = Blueprint("sign_up", __name__, url_prefix="/<lang:lang>")
AT_ADDRESS = {Refusal.ADDRESS_TWICE: "email"}
_SECRET = "drafts"  # noqa: S105 -- the name under which the cookie holds it


def new_id() -> str:
    """An id that nobody guesses; it stands in the path."""
    return secrets.token_urlsafe(16)


def browser_digest() -> str:
    """The digest of this browser's secret, which its cookie holds from its first draft on."""
    return digest(session.setdefault(_SECRET, secrets.token_urlsafe(32)))


def opened(draft: str) -> queries.OpenDraft:
    """The draft of the path, whose edition becomes the page's, or the helpful 404 page."""
    key = session.get(_SECRET)
    open_draft = queries.draft(db.session(), g.slug, draft, digest(key)) if key else None
    g.event = open_draft.event if open_draft else events.public_event(db.session(), g.slug)
    return found_or_404(open_draft)


def people(draft: queries.OpenDraft) -> tuple[Typed, ...]:
    """Everybody whom the draft is to register, in their order."""
    return everybody(draft.row.entries, draft.needs)


def entry_of(draft: queries.OpenDraft, number: int) -> Typed:
    """What was typed about the person of that number, from 1; a new companion where there is no such person yet."""
    draft_people = people(draft)
    return draft_people[number - 1] if 0 < number <= len(draft_people) else companion(draft_people, new_id())


def sign_ups_of(draft: queries.OpenDraft) -> list[SignUp]:
    """Everyone of a draft whose pages are all there; their mails will be in the language of this page."""
    return [
        sign_up_in(read(PersonalData, {**each.person, **each.participation, "language": g.lang}), each.needs)
        for each in people(draft)
    ]


def next_page(draft: queries.OpenDraft, sent: str = "") -> str:
    """The address of the first page that has yet to be sent, and after all of them the check page.

    ``sent`` is the key of a person whose pages are sent by now.
    """
    missing = (n for n, each in enumerate(people(draft), 1) if not each.participation and each.key != sent)
    number = next(missing, None)
    if number is None:
        return url_for(".check", draft=draft.row.id)
    return url_for(".participation" if number == 1 else ".colleague", draft=draft.row.id, number=number)


def is_complete(draft: queries.OpenDraft) -> bool:
    """Whether every page of everybody is there."""
    return all(each.participation for each in people(draft))


def way_on(draft: queries.OpenDraft) -> Reply:
    """A redirect to the next page of a draft, or to its answer once it is submitted."""
    return first_answer(draft.row) if draft.row.submitted_at is not None else redirect(next_page(draft))


def first_answer(row: Draft) -> Reply:
    """A redirect to the answer of a submitted draft."""
    return redirect(url_for(".done", draft=row.id))


def heading(draft: queries.OpenDraft, number: int) -> dict[str, Any]:
    """The draft of a page, the number of its person and of how many, and the phase of registration."""
    total = len(draft.row.entries)
    return {
        "draft": draft.row.id,
        "number": min(number, total + 1),
        "total": max(total, number),
        "phase": current_phase().value,
    }


def current_phase() -> Phase:
    """The phase of registration at the moment."""
    return phase(g.event.status, Window(g.event.registration_opens_at, g.event.registration_closes_at), clock.now())


def places() -> dict[str, Any]:
    """Whether a newcomer would wait in every mode, and for whom there is a place all the same."""
    board = seats.seat_plan(db.session(), g.event, clock.now())
    is_full = len(seats.full_modes(board, g.event)) == len(seats.modes(g.event))
    spare = quotas_queries.spare_places(db.session(), g.event, board) if is_full else ()
    return {"is_full": is_full, "spare": [quotas_words.spare_sentence(*each) for each in spare], "reviews": reviews()}


def full_modes(typed: Typed) -> frozenset[Mode]:
    """The modes in which that person would wait if nobody came before them."""
    if reviews() or not typed.person:
        return frozenset()
    board = seats.seat_plan(db.session(), g.event, clock.now())
    modes = seats.modes(g.event)
    nobody = {"first_name": "", "last_name": "", "email": ""}  # of a colleague whose name is not typed yet
    entry = read(PersonalData, {**nobody, **typed.person, "mode": modes[0], "language": g.lang})
    newcomer = invitations.newcomer(db.session(), g.event.id, entry)
    return frozenset(mode for mode in modes if board.place_for_newcomer(replace(newcomer, mode=mode)) is None)


def reviews() -> bool:
    """Whether the team decides about every registration."""
    return g.event.confirmation is Confirmation.REVIEW


@blueprint.route("/<edition>/register/<draft>/<int:number>/removal", methods=["GET", "POST"])
@draft_holder
def removal(draft: str, number: int) -> Reply:
    """Whether this person shall not be registered after all, and the button for it."""
    open_draft = opened(draft)
    if (
        open_draft.row.submitted_at is not None
        or not 1 <= number <= len(open_draft.row.entries)
        or len(open_draft.row.entries) == 1
    ):
        return way_on(open_draft)
    typed = entry_of(open_draft, number)
    form = RemovalForm(data={"entry": typed.key})
    if form.validate_on_submit():
        services.remove_person(draft, form.key)
        return redirect(url_for(".check", draft=draft))
    return render_template("registration/sign_up/removal.html", form=form, typed=typed, **heading(open_draft, number))


def to_check(open_draft: queries.OpenDraft, form: CheckForm, sign_ups: Sequence[SignUp]) -> dict[str, Any]:
    """Everybody with their groups and prospects; the form carries along what the page says of them."""
    applicants = [invitations.newcomer(db.session(), g.event.id, sign_up.entry) for sign_up in sign_ups]
    board = seats.seat_plan(db.session(), g.event, clock.now())
    prospects = outlook_of(board, applicants, g.event.confirmation)
    form.outlook.data = encode(prospects)
    questionnaire = questions.questionnaire(db.session(), g.event)
    others = Questionnaire(core={name: questionnaire.demand(name) for name in OF_COLLEAGUES})
    people = [
        _person(sign_up, prospect, others if number else questionnaire)
        for number, (sign_up, prospect) in enumerate(zip(sign_ups, prospects, strict=True))
    ]
    return {
        "draft": open_draft.row.id,
        "people": people,
        "reviews": reviews(),
        "phase": current_phase().value,
        "waits": sum(prospect is Outcome.WAITS for prospect in prospects),
        "may_add": len(people) < MOST,
        "held_until": clock.now() + HOLD,
    }


def _person(sign_up: SignUp, prospect: Outcome, questionnaire: Questionnaire) -> dict[str, Any]:
    """What the check page shows of one person: their details as they are asked today, and their prospect."""
    answered = questionnaire.answered(sign_up.answers)
    return {
        "name": sign_up.entry.name,
        "prospect": prospect,
        "sentence": codes.OUTCOMES[prospect][sign_up.entry.mode],
        "groups": words.groups(
            sign_up.entry,
            sign_up.entry,
            sign_up.needs,
            questionnaire=questionnaire,
            answered=answered,
            identity=sign_up.identity,
        ),
    }
