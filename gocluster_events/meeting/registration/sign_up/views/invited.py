"""What an invited person opens: the page behind the link in the mail, and their code in the sign-up."""

from typing import Any

from flask import Response, g, request

from gocluster_events.core import clock, db
from gocluster_events.core.errors import Refused, TooMany
from gocluster_events.core.i18n import _n
from gocluster_events.core.text import email_key
from gocluster_events.core.web.answers import (
    found_or_404,
    private_page,
    private_way,
    refusals,
    signed_or_away,
    too_many,
)
from gocluster_events.core.web.audience import public
from gocluster_events.core.web.fields import Confirm
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.registration.invitations import words as invitations_words
from gocluster_events.meeting.registration.invitations.models import Invitation
from gocluster_events.meeting.registration.invitations.queries import codes as codes_queries
from gocluster_events.meeting.registration.invitations.rules.codes import Answer, check_code, format_code, tidy_code
from gocluster_events.meeting.registration.invitations.services import codes as codes_services, inviting
from gocluster_events.meeting.registration.people import views as people_views
from gocluster_events.meeting.registration.people.queries import seats
from gocluster_events.meeting.registration.people.rules.codes import Refusal
from gocluster_events.meeting.registration.people.words import codes
from gocluster_events.meeting.registration.sign_up.forms.details import PersonForm
from gocluster_events.meeting.registration.sign_up.views.drafts import blueprint, takes_codes

PURPOSE = "sign_up.invitation"


@blueprint.route("/my/invitation/<token>", methods=["GET", "POST"])
@public
def invitation(token: str) -> Response:
    """Somebody who is invited says whether they come; a look at the page changes nothing."""
    row, generation = _signed(token)
    form, chosen = Confirm(), request.form.get("answer", Answer.COME.value)
    if form.validate_on_submit() and chosen in {each.value for each in Answer}:
        code, answer = row.code, Answer(chosen)
        with refusals(form, codes.REFUSALS):
            inviting.answer_invitation(g.event.id, row.id, generation, answer, clock.now())
            come, decline = (".register", {"code": code}), (".invitation", {"token": token})
            endpoint, values = come if answer is Answer.COME else decline
            return private_way(endpoint, **values)
    answers = {each.value: label for each, label in invitations_words.ANSWERS.items()}
    is_outdated = row.generation != generation
    phase = events.registration_phase(g.event, clock.now())
    facts = {"row": row, "answers": answers, "is_outdated": is_outdated, "phase": phase.value, **_standing(row)}
    return private_page("meeting/registration/sign_up/invitation.html", 410 if is_outdated else 200, form=form, **facts)


def _signed(token: str) -> tuple[Invitation, int]:
    identity, generation = signed_or_away(PURPOSE, token)
    row, g.event = found_or_404(codes_queries.invitation_with_event(db.session(), identity))
    return row, generation


def _standing(row: Invitation) -> dict[str, Any]:
    """Who is invited to what, and why the code may be no use any more."""
    try:
        check_code(codes_queries.grant(db.session(), row), "", clock.now())
        refusal = None
    except Refused as no:
        refusal = codes.REFUSALS[Refusal(no.code)]
    return {
        "guest": codes_services.guest_of(row),
        "refusal": refusal,
        "reserved": reserved_seats(row),
        "begins_at": events.window(g.event).begins_at,
        "spelled": format_code,
    }


def reserved_seats(row: Invitation | None) -> str:
    """The sentence that says how many places the quota of an invitation has left; empty where it has none."""
    board = seats.seat_plan(db.session(), g.event, clock.now())
    pool = next((each for each in board.pools if row is not None and each.id == row.quota_id), None)
    if pool is None:
        return ""
    name = seats.quota_names(db.session(), g.event.id)[pool.id].name.pick(g.lang)[0]
    free = board.quota_seats(pool).free
    return _n(
        "For your invitation: %(num)d place in the quota %(name)s",
        "For your invitation: %(num)d places in the quota %(name)s",
        free,
        name=name,
    )


def prefilled() -> dict[str, Any]:
    """The values of the first page of the sign-up for somebody who opens it with a code in the address."""
    typed = request.args.get("code", "") if request.method != "POST" else ""
    if not typed:
        return {}
    # a look counts no wrong code: programs open links, and ten characters of chance are not found by looking
    row = codes_queries.invitation_by_code(db.session(), g.event.id, tidy_code(typed))
    if row is None:
        return {"invitation_code": format_code(tidy_code(typed)[:10])}
    guest = codes_services.guest_of(row)
    return {
        "form_of_address": guest.form_of_address.value if guest.form_of_address else None,
        "title": guest.title,
        "first_name": guest.first_name,
        "last_name": guest.last_name,
        "email": guest.email,
        "organisation": guest.organisation,
        "invitation_code": format_code(row.code),
    }


def wrong_code(typed: str | None) -> str | None:
    """Why that code does not let anybody in before registration opens to all: a sentence, or empty without a code.

    None: it does.
    """
    if typed is None:
        return ""
    if not typed.strip():
        return str(codes.BEFORE_OPENING[Refusal.CODE_NEEDED])
    row = codes_queries.invitation_by_code(db.session(), g.event.id, tidy_code(typed))
    try:
        check_code(codes_queries.grant(db.session(), row) if row else None, "", clock.now())
    except Refused as refusal:
        return str({**codes.REFUSALS, **codes.BEFORE_OPENING}[Refusal(refusal.code)])
    return None


def places_of(form: PersonForm) -> str:
    """The sentence about the places that the code in the form is good for; empty where there is none."""
    field = getattr(form, "invitation_code", None)
    if field is None or field.errors or not field.data:
        return ""
    return reserved_seats(codes_queries.invitation_by_code(db.session(), g.event.id, tidy_code(field.data)))


def accepts(form: PersonForm) -> bool:
    """Whether the code in the form, if there is one, can be used by its address; the field says why not.

    Raises TooMany, and the field says so too, when this network has typed too many wrong ones.
    """
    field = getattr(form, "invitation_code", None)
    if field is None or not field.data:
        if field is not None and takes_codes():
            field.errors = [str(codes.REFUSALS[Refusal.CODE_NEEDED])]
            return False
        return True
    code, key = tidy_code(field.data), email_key(form.email.data or "")
    try:
        people_views.check_codes()
        row, granted = codes_queries.code_and_grant(db.session(), g.event.id, code, key)
        if row is None:
            people_views.count_wrong_code()
        check_code(granted, key, clock.now())
    except Refused as refusal:
        field.errors = [str(codes.REFUSALS[Refusal(refusal.code)])]
    except TooMany as limit:
        field.errors = [too_many(limit, invitations_words.TOO_MANY_CODES)]
        raise
    return not field.errors
