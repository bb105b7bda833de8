"""The draft behind the pages of a sign-up, which belongs to the browser that began it, and everybody whom it names."""

import secrets
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from flask import Blueprint, g, redirect, render_template, session, url_for

from gocluster_events.core import clock, db
from gocluster_events.core.accounts.services.sessions import digest
from gocluster_events.core.web.answers import Reply, found_or_404
from gocluster_events.core.web.audience import draft_holder
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.rules.edition import Mode, RegistrationPhase
from gocluster_events.meeting.events.rules.procedure import Confirmation
from gocluster_events.meeting.registration.invitations.queries import codes as invitations
from gocluster_events.meeting.registration.people.queries import questions, seats
from gocluster_events.meeting.registration.people.rules.changing import Outcome, encode, forecast as outlook_of
from gocluster_events.meeting.registration.people.rules.codes import Refusal
from gocluster_events.meeting.registration.people.rules.entry import SignUp, read, sign_up_in
from gocluster_events.meeting.registration.people.rules.fields import PersonalData
from gocluster_events.meeting.registration.people.rules.mistyped import meant
from gocluster_events.meeting.registration.people.rules.seats import HOLD, SeatPlan
from gocluster_events.meeting.registration.people.words import codes
from gocluster_events.meeting.registration.quotas import queries as quotas_queries, words as quotas_words
from gocluster_events.meeting.registration.sign_up import queries, words
from gocluster_events.meeting.registration.sign_up.forms.draft import CheckForm, OfPerson
from gocluster_events.meeting.registration.sign_up.models import Draft
from gocluster_events.meeting.registration.sign_up.rules import FIRST, MOST, Begun, Typed, companion, everybody
from gocluster_events.meeting.registration.sign_up.services import drafts as services

blueprint = Blueprint("sign_up", __name__, url_prefix="/<lang:lang>")
AT_ADDRESS = {Refusal.ADDRESS_TWICE: "email"}
_SECRET, _LAST = "drafts", "draft"  # names under which the cookie holds them


def begun(draft: queries.OpenDraft | None) -> Begun:
    """The draft, or a new one of this browser, whose cookie holds its secret and knows it as the last one begun."""
    if draft is not None:
        return Begun(draft.row.id, draft.row.event_id, draft.row.secret_digest, draft.row.created_at)
    session[_LAST] = secrets.token_urlsafe(16)  # it stands in the path, and nobody guesses it
    browser = digest(session.setdefault(_SECRET, secrets.token_urlsafe(32)))
    return Begun(session[_LAST], g.event.id, browser, clock.now(), is_new=True)


def unfinished() -> str:
    """The id of the last draft that this browser began here, if it was not sent; empty where there is none."""
    key, last = session.get(_SECRET), session.get(_LAST)
    open_draft = queries.draft(db.session(), g.slug, last, digest(key)) if key and last else None
    return open_draft.row.id if open_draft is not None and open_draft.row.submitted_at is None else ""


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
    return (
        draft_people[number - 1]
        if 0 < number <= len(draft_people)
        else companion(draft_people, secrets.token_urlsafe(16))
    )


def sign_ups_of(draft: queries.OpenDraft) -> list[SignUp]:
    """Everyone of a draft whose pages are all there; their mails will be in the language of this page."""
    return [
        sign_up_in(read(PersonalData, {**each.person, **each.participation, "language": g.lang}), each.needs)
        for each in people(draft)
    ]


def next_page(draft: queries.OpenDraft, sent: str = "") -> str:
    """The address of the first page that has yet to be complete, and after all of them the check page.

    ``sent`` is the key of a person whose page is complete by now.
    """
    missing = (n for n, each in enumerate(people(draft), 1) if not each.participation and each.key != sent)
    number = next(missing, None)
    if number is None:
        return url_for(".check", draft=draft.row.id)
    return page_of(draft.row.id, number, people(draft)[number - 1].key)


def page_of(draft: str, number: int, key: str, lang: str = "") -> str:
    """The address of the page of fields of the person of that number and key, in that language or the present one."""
    endpoint = ".person" if key == FIRST else ".colleague"
    return url_for(endpoint, lang=lang or g.lang, draft=draft, number=number)


def is_complete(draft: queries.OpenDraft) -> bool:
    """Whether every page of everybody is there."""
    return all(each.participation for each in people(draft))


def way_on(draft: queries.OpenDraft) -> Reply:
    """A redirect to the next page of a draft, or to its answer once it is submitted."""
    return first_answer(draft.row) if draft.row.submitted_at is not None else redirect(next_page(draft))


def first_answer(row: Draft) -> Reply:
    """A redirect to the answer of a submitted draft."""
    return redirect(url_for(".done", draft=row.id))


def heading(draft: queries.OpenDraft | None, number: int) -> dict[str, Any]:
    """The draft of a page, the number of its person and of how many, and the phase of registration."""
    total = len(draft.row.entries) if draft else 0
    return {
        "draft": draft.row.id if draft else "",
        "number": min(number, total + 1),
        "total": max(total, number),
        **standing(),
    }


def current_phase() -> RegistrationPhase:
    """The phase of registration at the moment."""
    return events.registration_phase(g.event, clock.now())


def standing() -> dict[str, Any]:
    """The phase of registration for somebody who is signing up; where only codes open it, the field for a code asks."""
    needs_code = takes_codes()
    return {"phase": RegistrationPhase.OPEN.value if needs_code else current_phase().value, "needs_code": needs_code}


def takes_codes() -> bool:
    """Whether only those who have a code can register at the moment."""
    return current_phase() is RegistrationPhase.CODES


def places(typed: Typed) -> dict[str, Any]:
    """What each mode has to offer that person, and whether they would wait in every one; for whom there is a place
    all the same, and whether the team decides.
    """
    board = seats.seat_plan(db.session(), g.event, clock.now())
    full = _full_modes(board, typed)
    is_full = len(full) == len(seats.modes(g.event))
    spare = quotas_queries.spare_places(db.session(), g.event, board) if is_full else ()
    notes = {
        mode.value: "" if is_full else words.mode_note(board.open_seats(mode), is_full=mode in full) for mode in Mode
    }
    return {
        "is_full": is_full,
        "spare": [quotas_words.spare_sentence(*each) for each in spare],
        "reviews": reviews(),
        "mode_notes": {} if is_full or reviews() else notes,
    }


def _full_modes(board: SeatPlan, typed: Typed) -> frozenset[Mode]:
    """The modes in which that person would wait if nobody came before them; whoever it is, where nothing is known."""
    modes = seats.modes(g.event)
    if reviews() or not typed.person.get("organisation"):
        return seats.full_modes(board, g.event)
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
    form = OfPerson(data={"entry": typed.key})
    if form.validate_on_submit():
        services.remove_person(draft, form.key)
        return redirect(url_for(".check", draft=draft))
    return render_template(
        "meeting/registration/sign_up/removal.html", form=form, typed=typed, **heading(open_draft, number)
    )


def to_check(open_draft: queries.OpenDraft, form: CheckForm, sign_ups: Sequence[SignUp]) -> dict[str, Any]:
    """Everybody with what they told and their prospects; the form carries along what the page says of them."""
    applicants = [invitations.newcomer(db.session(), g.event.id, sign_up.entry) for sign_up in sign_ups]
    board, now = seats.seat_plan(db.session(), g.event, clock.now()), clock.now()
    prospects = outlook_of(board, applicants, g.event.confirmation)
    form.outlook.data = encode(prospects)
    questionnaire = questions.questionnaire(db.session(), g.event)
    return {
        "draft": open_draft.row.id,
        "people": [
            {
                "page": page_of(open_draft.row.id, number, typed.key),
                "name": sign_up.entry.name,
                "email": sign_up.entry.email,
                "is_own": typed.key == FIRST,
                "meant": meant(sign_up.entry.email),
                "is_onsite": sign_up.entry.mode is Mode.ONSITE,
                "prospect": prospect.value,
                "sentence": codes.OUTCOMES[prospect][sign_up.entry.mode],
                "rows": words.check_rows(sign_up, questionnaire.answered(sign_up.answers)),
            }
            for number, (typed, sign_up, prospect) in enumerate(
                zip(people(open_draft), sign_ups, prospects, strict=True), 1
            )
        ],
        "reviews": reviews(),
        **standing(),
        "waits": sum(prospect is Outcome.WAITS for prospect in prospects),
        "may_add": len(sign_ups) < MOST,
        "held_until": now + HOLD,
    }
