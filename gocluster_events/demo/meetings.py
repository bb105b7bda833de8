"""The demo's meetings, their guests, and what is written into the database."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import islice
from random import Random

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.backoffice.messages import services as messages
from gocluster_events.backoffice.messages.queries import candidates
from gocluster_events.backoffice.messages.rules import MessageText, choose
from gocluster_events.core import db
from gocluster_events.core.act import Act
from gocluster_events.core.mail.models import Mail, MailAttempt
from gocluster_events.core.mail.rules.outbox import State
from gocluster_events.core.text import Localized, email_key, search_text, sort_key
from gocluster_events.demo import people
from gocluster_events.demo.facts import ZONE, Facts, instant, localized
from gocluster_events.demo.registering import NOW
from gocluster_events.meeting.events.models import Cluster, Event, EventDay, Room, Track
from gocluster_events.meeting.events.rules.edition import EventStatus
from gocluster_events.meeting.events.rules.reach import Reach
from gocluster_events.meeting.events.services.acting import audit
from gocluster_events.meeting.registration.invitations.models import Invitation
from gocluster_events.meeting.registration.people.models import Quota, Registration
from gocluster_events.meeting.registration.people.rules.codes import Status
from gocluster_events.meeting.registration.people.rules.entry import ALPHABET
from gocluster_events.meeting.registration.people.rules.fields import PersonalData
from gocluster_events.meeting.registration.people.rules.letters import CONFIRMED_ONSITE

_UNKNOWN_MAILBOX = "550 5.1.1 User unknown"
_MAILBOX_FULL = "552 5.2.2 Mailbox full"
_ARRIVING = MessageText(
    subject=Localized("So kommen Sie zur Tagung", "How to get to the meeting"),
    body=Localized(
        "Guten Tag {salutation},\n\nder Bahnhof ist zehn Minuten zu Fuß entfernt. Der Eingang ist in der Gartenstraße, "
        "die Registrierung öffnet am {day} um 8:45 Uhr.\n\n- Bitte bringen Sie einen **Ausweis** mit.\n"
        "- Ihre Vorgangsnummer ist {reference}.\n\nMit freundlichen Grüßen\n\n{office}",
        "Dear {salutation},\n\nthe station is a ten minutes' walk away. The entrance is in Gartenstraße, and "
        "registration opens on {day} at 8:45.\n\n- Please bring an **identity document**.\n"
        "- Your reference number is {reference}.\n\nKind regards\n\n{office}",
    ),
)
_WATCHING = MessageText(
    subject=Localized("Die Tagung im Livestream", ""),
    body=Localized(
        "Guten Tag {salutation},\n\nden Link zum Livestream finden Sie am {day} auf Ihrer persönlichen Seite. "
        "Fragen können Sie im Chat stellen.\n\n"
        "Mit freundlichen Grüßen\n\n{office}",
        "",
    ),
)


def write(event_id: int, actor: str) -> None:
    """A message on how to get there went to everybody confirmed on site; one to those online is still a draft."""
    of_list = {"status": [Status.CONFIRMED.value], "mode": ["onsite"]}
    message_id = messages.keep_message(event_id, _ARRIVING, of_list, Act(actor, NOW - timedelta(days=3)))
    ids = db.session().scalars(_confirmed(event_id)).all()
    seal = choose(candidates(db.session(), event_id, ids)).seal
    at = NOW - timedelta(days=2)
    messages.plan_message(event_id, message_id, ids, seal=seal, revision=1, due_at=None, act=Act(actor, at))
    messages.send_due_messages(at + messages.UNDO)
    messages.keep_message(
        event_id,
        _WATCHING,
        {"status": [Status.CONFIRMED.value], "mode": ["online"]},
        Act(actor, NOW - timedelta(days=1)),
    )


def lose_two(session: Session, event_id: int) -> None:
    """The mail of the latest confirmation was refused, and the one before it bounced after some minutes."""
    confirmations = sa.select(Mail).where(Mail.scope == f"edition:{event_id}", Mail.letter == CONFIRMED_ONSITE.name)
    latest = confirmations.order_by(Mail.created_at.desc(), Mail.id.desc()).limit(2)
    refused, returned = session.scalars(latest).all()
    refused.state, refused.sent_at, refused.attempts, refused.last_error = State.FAILED, None, 1, _UNKNOWN_MAILBOX
    returned.state, returned.last_error = State.FAILED, _MAILBOX_FULL
    returned.bounced_at = returned.created_at + timedelta(minutes=6)
    _attempt(session, refused, refused.created_at, is_bounce=False)
    _attempt(session, returned, returned.bounced_at, is_bounce=True)


def _attempt(session: Session, mail: Mail, at: datetime, *, is_bounce: bool) -> None:
    session.add(
        MailAttempt(mail_id=mail.id, at=at, recipient=mail.recipient, reason=mail.last_error, is_bounce=is_bounce)
    )


def _confirmed(event_id: int) -> sa.Select[int]:
    on_site = sa.and_(Registration.status == Status.CONFIRMED, sa.type_coerce(Registration.mode, sa.String) == "onsite")
    created = Registration.created_at < NOW - timedelta(days=2)
    return sa.select(Registration.id).where(Registration.event_id == event_id, on_site, created)


PRESS = "PRESSE2027"
_INVITED, _OPENED, _DECLINED = 18, 7, 3
_SENT_AT = NOW - timedelta(days=9)


def invite_guests(session: Session, event: Event, press: Quota) -> None:
    """The press has an invitation code; eighteen people are invited, seven opened it, three of them cannot come."""
    random = Random(f"2027 invitations {event.slug}")  # noqa: S311 -- it must be the same every time
    session.add(
        Invitation(
            event_id=event.id, code=PRESS, label="Presse", language="de", quota_id=press.id, uses=press.places,
            created_at=_SENT_AT, search_text=search_text("Presse"), sort_key=sort_key("Presse"),
        )
    )  # fmt: skip
    strangers = islice(people.entries(random, people.clusters()), _INVITED)
    session.add_all(_personal(event, random, number, entry) for number, (entry, _) in enumerate(strangers))


def _personal(event: Event, random: Random, number: int, entry: PersonalData) -> Invitation:
    address = f"gast{number + 1}.{entry.email}"  # nobody who has registered
    return Invitation(
        event_id=event.id,
        code="".join(random.choice(ALPHABET) for _ in range(10)),
        form_of_address=entry.form_of_address,
        title=entry.title,
        first_name=entry.first_name,
        last_name=entry.last_name,
        email=address,
        email_key=email_key(address),
        organisation=entry.organisation,
        language=entry.language,
        uses=1,
        created_at=_SENT_AT,
        sent_at=_SENT_AT,
        opened_at=_SENT_AT + timedelta(hours=5 * number + 1) if number < _OPENED else None,
        declined_at=_SENT_AT + timedelta(hours=5 * number + 2) if number < _DECLINED else None,
        search_text=search_text(entry.first_name, entry.last_name, address, entry.organisation),
        sort_key=sort_key(entry.last_name, entry.first_name),
    )


def add(session: Session, facts: Facts) -> Event:
    """The edition of ``facts`` is there, published, with everything that its programme needs."""
    event = _event(facts)
    session.add(event)
    session.flush()
    session.add_all(_parts(event.id, facts))
    session.flush()
    _log(session, event, "organiser@example.org")
    return event


def _log(session: Session, event: Event, actor: str) -> None:
    """The audit log says who made the edition and made it public, and when, as if it had been done by hand."""
    for action, before in (("edition.created", timedelta(weeks=16)), ("edition.published", timedelta(weeks=4))):
        audit(session, event.id, action, Act(actor, event.registration_opens_at - before))


def _event(facts: Facts) -> Event:
    words = {name: localized(facts.get(name)) for name in ("title", "motto", "description", "directions")}
    plain = (
        "slug", "venue", "address", "city", "contact_name", "contact_email", "contact_phone", "capacity_onsite",
        "capacity_online",
    )  # fmt: skip
    return Event(
        **words,
        **{name: facts[name] for name in plain},
        status=EventStatus.PUBLISHED,
        zone=ZONE,
        accent=facts.get("accent", ""),
        attendee_list=Reach(facts.get("attendee_list", "nobody")),
        starts_at=instant(facts["starts"]),
        ends_at=instant(facts["ends"]),
        registration_opens_at=instant(facts["registration_opens"]),
        registration_closes_at=instant(facts["registration_closes"]),
    )


def _parts(event_id: int, facts: Facts) -> Iterable[db.Base]:
    for day in facts["days"]:
        yield EventDay(event_id=event_id, **{**day, "name": localized(day.get("name"))})
    for position, room in enumerate(facts["rooms"]):
        yield Room(event_id=event_id, position=position, **{**room, "floor": localized(room["floor"])})
    for position, track in enumerate(facts["tracks"]):
        texts = {name: localized(track.get(name)) for name in ("name", "description")}
        yield Track(event_id=event_id, position=position, letter=track["letter"], colour=track["colour"], **texts)
    for name, state in people.clusters(facts["cluster_share"]):
        yield Cluster(event_id=event_id, name=name, state=state)
