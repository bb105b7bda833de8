"""Somebody whose name, address and words stand wherever the software keeps what belongs to a person."""

from dataclasses import replace
from datetime import date

import sqlalchemy as sa

from gocluster_events.attendance.attendees.queries import profiles
from gocluster_events.attendance.attendees.rules.filter import Filter
from gocluster_events.attendance.attendees.rules.profiles import PROFILES, Name
from gocluster_events.attendance.attendees.rules.table import Order, Table
from gocluster_events.attendance.attendees.services import downloads, profiles as lists
from gocluster_events.attendance.bookings.models import Booking, BookingMove, Offer
from gocluster_events.attendance.bookings.rules.codes import Move as Added, Source, State as Standing
from gocluster_events.core import db
from gocluster_events.core.mail.models import Mail, MailAttempt
from gocluster_events.core.mail.rules.outbox import State
from gocluster_events.core.text import Localized
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.invitations.models import Invitation
from gocluster_events.meeting.registration.invitations.rules.codes import Guest
from gocluster_events.meeting.registration.invitations.services.codes import named
from gocluster_events.meeting.registration.notes.models import Note
from gocluster_events.meeting.registration.people.models import (
    AnswerRow,
    PendingEntry,
    ProtectedIdentity,
    QuestionRow,
    QuestionVersion,
    Registration,
    WaitingMove,
)
from gocluster_events.meeting.registration.people.rules import letters
from gocluster_events.meeting.registration.people.rules.changing import Substitute
from gocluster_events.meeting.registration.people.rules.codes import Diet, Move, NoteKind, Retention
from gocluster_events.meeting.registration.people.rules.entry import SignUp, document
from gocluster_events.meeting.registration.people.rules.fields import DETAILS, Needs
from gocluster_events.meeting.registration.people.rules.questions import QuestionKind
from gocluster_events.meeting.registration.people.services.mails import queue_letter
from gocluster_events.meeting.registration.sign_up.models import Draft, DraftNeeds, JointEntry
from gocluster_events.meeting.registration.sign_up.rules import Addressee, Answer, answer_document
from gocluster_events.meeting.registration.sign_up.services import proving, registering
from gocluster_events.meeting.registration.substitution import services as substitution
from gocluster_events.post_event.photos.models import PhotoObjection
from gocluster_events.post_event.photos.rules.codes import ObjectionState
from tests.support.make import add
from tests.support.photographs import make_photo, photo_row
from tests.support.registrants import CHANCE, sign_up
from tests.support.settings import NOW

EMAIL = "canary.address@example.org"
NOT_TYPED = frozenset({"email", "cluster", "invitation_code"})  # an address, chosen, made by the software
NAMES = {
    each.name: f"Canary{each.name}"
    for each in DETAILS
    if each.kind is str and not each.is_protected and each.name not in NOT_TYPED
}
CANARY = b"canary"


def canary(event: Event) -> int:
    """Somebody of whom something is stored in every place there is."""
    needs = Needs(diet=Diet.VEGAN, intolerances="Canaryintolerance", support_details="Canaryramp")
    submission = sign_up(EMAIL, needs)
    submission = replace(submission, entry=replace(submission.entry, **NAMES))
    person = _confirmed(event, submission)
    pending = replace(submission.entry, remark="Canarypending")
    entry, private = document(pending), document(needs)
    add(PendingEntry(registration_id=person, entry=entry, needs=private, created_at=NOW))
    _answers(event, person)
    _drafts(event)
    add(ProtectedIdentity(registration_id=person, birth_date=date(1980, 5, 17), birth_place="Canarybirthplace"))
    add(
        WaitingMove(
            event_id=event.id, registration_id=person, at=NOW, move=Move.SHIFTED, actor="organiser@example.org",
            reason="Canaryreason", passed=[],
        )
    )  # fmt: skip
    _booked(event, person)
    _photographed(event, person)
    _search(event)
    _listed(event)
    _invited(event)
    _written(person)
    return person


def _booked(event: Event, person: int) -> None:
    offer = add(Offer(event_id=event.id, item="0" * 36, starts_at=event.starts_at, ends_at=event.ends_at))
    where = {"event_id": event.id, "offer_id": offer.id, "registration_id": person, "at": NOW}
    add(Booking(**where, state=Standing.HELD, seat=1, source=Source.TEAM))
    add(BookingMove(**where, move=Added.ADDED, actor="organiser@example.org", reason="Canaryplace"))


def _photographed(event: Event, person: int) -> None:
    row = photo_row(event, make_photo(event))
    words = {"remark": "Canaryjacket", "reason": "Canarydecision", "state": ObjectionState.DECLINED}
    where = {"event_id": event.id, "photo_id": row.id, "registration_id": person, "language": "de", "at": NOW}
    add(PhotoObjection(**where, **words, is_hiding=True, answered_at=NOW, answered_by="organiser@example.org"))


def _confirmed(event: Event, details: SignUp) -> int:
    event_id = event.id
    with db.transaction() as session:
        row = registering.register_in(session, event_id, details, NOW, CHANCE)
        proving.prove_in(session, event_id, row.id, row.generation, NOW)
        return row.id


def _answers(event: Event, person: int) -> None:
    question = add(QuestionRow(event_id=event.id, position=1))
    version = add(
        QuestionVersion(
            question_id=question.id, number=1, created_at=NOW, kind=next(iter(QuestionKind)), label=Localized("Frage"),
            help=Localized(), is_mandatory=False, for_staff=False, condition={}, options=[], purpose="Planung",
            retention=Retention.REGISTRATION,
        )
    )  # fmt: skip
    add(AnswerRow(registration_id=person, version_id=version.id, text="Canaryanswer"))


def _drafts(event: Event) -> None:
    person = {"email": EMAIL, "first_name": "Canarydraft"}
    typed = {"event_id": event.id, "secret_digest": "0" * 64, "created_at": NOW}
    add(Draft(id="typing", entries=[{"person": person}], **typed))
    add(DraftNeeds(draft_id="typing", needs=[{"intolerances": "Canarydraftneeds"}]))
    add(
        Draft(
            id="sent",
            entries=[],
            submitted_at=NOW,
            answer=answer_document(Answer((Addressee(EMAIL),), (NOW,))),
            **typed,
        )
    )


def _search(event: Event) -> None:
    order = Order(Filter(search="Canarylast"), "Namensschilder", "organiser@example.org", "liste.csv", "UTC", "Liste")
    downloads.download(event.id, order, (), str, lambda _file, _table: None, 60, NOW).close()


def _listed(event: Event) -> None:
    """The gate has a list with the person, and the next one is compared with it."""
    gate = PROFILES[Name.GATE]
    entries = profiles.list_rows(db.session(), event.id, gate)
    taken = lists.Taken(gate, Table((), (), "UTC", "Liste"), entries, "Einlass", "organiser@example.org", "liste.pdf")
    lists.take(event.id, taken, lambda _file, _table: None, 60, NOW).close()


def _invited(event: Event) -> None:
    guest = Guest(
        title="Canarytitle",
        first_name="Canaryguest",
        last_name="Canarylast",
        email=EMAIL,
        organisation="Canaryorganisation",
    )
    event_id = event.id
    with db.transaction() as session:
        values = {**named(guest), "event_id": event_id, "code": "KANARIEN", "language": "de", "created_at": NOW}
        session.add(Invitation(**values))


def named_by_somebody(event: Event) -> None:
    """Somebody else would hand their place on to the canary."""
    named = Substitute(
        title="Canarytitle", first_name="Canarysubstitute", last_name="Canarylast", email=EMAIL, language="de"
    )
    other = _confirmed(event, sign_up("mai@example.org"))
    with db.transaction() as session:  # and somebody else claims the address
        row = session.get_one(Registration, other)
        row.pending_email, row.pending_email_key, row.pending_email_at = EMAIL, EMAIL, NOW
    substitution.name_substitute(event.id, _confirmed(event, sign_up("giver@example.org")), named, NOW)
    _together_with(event, other)


def _together_with(event: Event, other: int) -> None:
    """Somebody else has signed the canary up twice: once it is still awaited, once the letter about it waits."""
    with db.transaction() as session:
        person = session.scalars(sa.select(Registration).where(Registration.email == EMAIL)).one()
        name, both = f"{person.first_name} {person.last_name}", {"sign_up": "together", "created_at": NOW}
        for each, is_registrant in ((person.id, False), (other, True)):
            entry = {"registration_id": each, "is_registrant": is_registrant, "name": name if each != other else "Mai"}
            session.add(JointEntry(**entry, **both, institution="Canaryinstitution" if each != other else ""))
        values = {"confirmed": letters.of_confirmed((letters.quoted(name),), "de"), "lapsed": ""}
        queue_letter(session, session.get_one(Registration, other), letters.COLLEAGUES, NOW, **values)


def _written(person: int) -> None:
    """A letter came back, with a report that quotes it, and colleagues wrote down what they think of that."""
    with db.transaction() as session:
        mail = session.scalars(sa.select(Mail).where(Mail.recipient == EMAIL)).first()
        assert mail is not None
        mail.state, mail.last_error, mail.dismissed_note = State.FAILED, f"550 <{EMAIL}> unknown", "Canarynote"
        session.add(MailAttempt(mail_id=mail.id, at=NOW, recipient=EMAIL, reason=f"550 <{EMAIL}> unknown"))
        text = "Canarycomment"
        session.add(Note(registration_id=person, kind=NoteKind.COMMENT, text=text, author="a@example.org", at=NOW))
