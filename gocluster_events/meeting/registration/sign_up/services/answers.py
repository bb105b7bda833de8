"""What can still be done about a sign-up that was sent: its mails go out again, or one goes to another address."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from gocluster_events.core import text
from gocluster_events.core.db import transaction
from gocluster_events.core.mail.services import outbox
from gocluster_events.meeting.events.services.acting import opened
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.queries import people
from gocluster_events.meeting.registration.people.rules import letters
from gocluster_events.meeting.registration.people.rules.codes import Refusal, Status
from gocluster_events.meeting.registration.people.services.mails import own_act, record, subject
from gocluster_events.meeting.registration.people.services.rows import drop_pending_email, fill
from gocluster_events.meeting.registration.sign_up import rules
from gocluster_events.meeting.registration.sign_up.models import Draft
from gocluster_events.meeting.registration.sign_up.services.colleagues import hand_over
from gocluster_events.meeting.registration.sign_up.services.links import ask_for_proof, raise_generation, send_link_in


def note_sending(draft_id: str, per_hour: int, now: datetime) -> None:
    """The draft's answer says that its mails go out again now. Raises TooMany when it is too early."""
    with transaction() as session:
        draft, answer = _locked(session, draft_id)
        draft.answer = rules.answer_document(rules.sent_again(answer, per_hour, now))


def change_address(
    event_id: int, draft_id: str, index: int, email: str, per_hour: int, now: datetime, *, sends: bool
) -> None:
    """The draft's answer names the other address, and unless ``sends`` is false a mail is on its way to it.

    The registration that the draft made moves there while it is unproven: its hold keeps its end, the old link is dead.
    Where that address is known already, or was it before, no registration changes; the answer is the same. A sign-up
    of several then waits for whom the address belongs to. Raises as `rules.readdressed`.
    """
    with transaction() as session:
        opened(session, event_id, Refusal.ARCHIVED)
        draft, answer = _locked(session, draft_id)
        changed = rules.readdressed(answer, index, email, per_hour, now)
        draft.answer = rules.answer_document(changed)
        if sends and changed != answer:
            _send_to(session, event_id, draft_id, changed.people[index], now)


def _locked(session: Session, draft_id: str) -> tuple[Draft, rules.Answer]:
    draft = session.get_one(Draft, draft_id, with_for_update=True, populate_existing=True)
    return draft, rules.read_answer(draft.answer or {}, draft.submitted_at)


def _send_to(session: Session, event_id: int, draft_id: str, addressee: rules.Addressee, now: datetime) -> None:
    """A known address gets the link that works at present, as from whoever asks for it, and its answer counts."""
    known = people.registration_by_address(session, event_id, text.email_key(addressee.email))
    mine = people.registration(session, addressee.registration) if addressee.registration else None
    if known is not None:
        hand_over(session, draft_id, addressee.joint_entry, known)
        send_link_in(session, known, now)
    elif mine is not None and mine.status is Status.UNCONFIRMED and not people.pending_entry(session, mine.id):
        hand_over(session, draft_id, addressee.joint_entry, mine)
        _move(session, mine, addressee.email, now)  # not while somebody else's new data wait at the old address


def _move(session: Session, registration: Registration, email: str, now: datetime) -> None:
    fill(registration, replace(people.entry_of(registration), email=email))
    drop_pending_email(registration)
    raise_generation(session, registration)
    registration.revision += 1
    session.flush()
    outbox.withdraw_about(session, subject(registration.id), {letters.PROVE_ADDRESS.name, letters.PROVE_COLLEAGUE.name})
    ask_for_proof(session, registration, now, key=now.isoformat())
    record(session, registration, "registration.email_mended", own_act(registration.id, now), ["email"])
