"""Rows that are valid as they are; a test names only what matters to it. They need the ``session`` fixture."""

import hashlib
from datetime import UTC, date, datetime, time
from io import BytesIO
from itertools import count
from typing import Any, TypeVar
from uuid import uuid4

import sqlalchemy as sa
from PIL import Image
from sqlalchemy.orm import Session

from gocluster_events.core.access import Role
from gocluster_events.core.accounts.models import Account
from gocluster_events.core.db import Base, transaction
from gocluster_events.core.mail.rules.outbox import Outgoing
from gocluster_events.core.mail.services import outbox
from gocluster_events.core.text import Localized, email_key, search_text, sort_key
from gocluster_events.meeting.agenda.models import Item, Person
from gocluster_events.meeting.agenda.rules.codes import Kind
from gocluster_events.meeting.events.models import Cluster, Event, EventDay, File, Membership, Room, Track
from gocluster_events.meeting.events.rules.days import days_between
from gocluster_events.meeting.events.rules.edition import EventStatus, FederalState, Mode
from gocluster_events.meeting.events.services.days import add_days
from gocluster_events.meeting.registration.people.models import Consent, Quota, Registration
from gocluster_events.meeting.registration.people.rules.codes import ActorType, Status
from gocluster_events.meeting.registration.people.rules.consents import ConsentPurpose
from gocluster_events.meeting.registration.people.rules.likeness import VERSION, name_key, organisation_key
from tests.support.quick_passwords import QUICK
from tests.support.settings import NOW

PASSWORD = "a long password for tests"
DAY = date(2027, 4, 22)

Row = TypeVar("Row", bound=Base)
_number = count(1)
_password_hash = QUICK.hash(PASSWORD)


def add(row: Row) -> Row:
    """The row is stored."""
    with transaction() as session:
        session.add(row)
    return row


def make_event(**changes: Any) -> Event:
    """A published edition on 22 April 2027, open for registration at NOW, with 200 places on site and 150 online."""
    values = {
        "slug": f"meeting-{next(_number)}",
        "status": EventStatus.PUBLISHED,
        "title": Localized("Jahrestagung", "Annual meeting"),
        "motto": Localized("Cluster verbinden Regionen", "Clusters connect regions"),
        "description": Localized("Ein Tag für alle.", "A day for everybody."),
        "venue": "Forum Berlin",
        "address": "Musterstraße 1, 10117 Berlin",
        "city": "Berlin",
        "directions": Localized("Mit der U-Bahn.", "By underground."),
        "starts_at": datetime(2027, 4, 22, 7, tzinfo=UTC),
        "ends_at": datetime(2027, 4, 22, 16, tzinfo=UTC),
        "contact_name": "Geschäftsstelle",
        "contact_email": "kontakt@example.org",
        "registration_opens_at": datetime(2027, 3, 1, 8, tzinfo=UTC),
        "registration_closes_at": datetime(2027, 4, 9, 10, tzinfo=UTC),
        "capacity_onsite": 200,
        "capacity_online": 150,
    }
    event = Event(**{**values, **changes})
    with transaction() as session:
        session.add(event)
        session.flush()
        add_days(session, event.id, days_between(event.starts_at, event.ends_at, event.zone))
    return event


def make_file(colour: str = "navy") -> File:
    """A small picture in one colour, as it is kept."""
    drawn = BytesIO()
    Image.new("RGB", (64, 16), colour).save(drawn, "PNG")
    content = drawn.getvalue()
    digest = hashlib.sha256(content).hexdigest()
    return add(File(sha256=digest, media_type="image/png", width=64, height=16, content=content, created_at=NOW))


def make_day(event: Event, **changes: Any) -> EventDay:
    """22 April 2027, eight to six, in place of the day of that date if there is one."""
    values = {"event_id": event.id, "date": DAY, "opens": time(8), "closes": time(18), **changes}
    with transaction() as session:
        session.execute(sa.delete(EventDay).where(EventDay.event_id == event.id, EventDay.date == values["date"]))
        session.add(row := EventDay(**values))
    return row


def move_event(event_id: int, starts_at: datetime, ends_at: datetime) -> None:
    """The edition is then, and its days are those between."""
    with transaction() as session:
        move(session, session.get_one(Event, event_id), starts_at, ends_at)


def move(session: Session, event: Event, starts_at: datetime, ends_at: datetime) -> None:
    """The same, in a transaction of the caller's."""
    event.starts_at, event.ends_at = starts_at, ends_at
    session.execute(sa.delete(EventDay).where(EventDay.event_id == event.id))
    add_days(session, event.id, days_between(starts_at, ends_at, event.zone))


def make_room(event: Event, **changes: Any) -> Room:
    """A room with 200 seats."""
    name = f"Raum {next(_number)}"
    return add(
        Room(**{"event_id": event.id, "name": name, "floor": Localized("EG", "Ground"), "seats": 200, **changes})
    )


def make_track(event: Event, **changes: Any) -> Track:
    """Track A."""
    values = {
        "event_id": event.id,
        "letter": "A",
        "name": Localized("Region und Kommune", "Region and municipality"),
        "description": Localized(),
        "colour": "#004B76",
    }
    return add(Track(**{**values, **changes}))


def make_cluster(event: Event, name: str = "Photonik Berlin", state: FederalState = FederalState.BE) -> Cluster:
    """A member of the programme, from Berlin."""
    return add(Cluster(event_id=event.id, name=name, state=state))


def make_account(**changes: Any) -> Account:
    """Somebody who can sign in with PASSWORD, and has no role anywhere."""
    email = changes.get("email", f"person-{next(_number)}@example.org")
    values = {
        "email": email,
        "email_key": email_key(email),
        "name": "Kim Muster",
        "password_hash": _password_hash,
        "created_at": NOW,
    }
    return add(Account(**{**values, **changes}))


def make_member(event: Event, role: Role = Role.ORGANISER, **changes: Any) -> Account:
    """Somebody with that role in the edition."""
    account = make_account(**changes)
    add(Membership(event_id=event.id, account_id=account.id, role=role))
    return account


def make_registration(event: Event, **changes: Any) -> Registration:
    """A confirmed person on site, with the consents that are named."""
    given = {each: changes.pop(each.value) for each in ConsentPurpose if each.value in changes}
    registration = add(Registration(**registration_values(event.id, **changes)))
    for purpose, is_given in given.items():
        make_consent(registration, purpose, **({} if is_given else {"given_at": None, "withdrawn_at": NOW}))
    return registration


def make_consent(registration: Registration, purpose: ConsentPurpose, **changes: Any) -> Consent:
    """A consent that was given in the present wording and stands."""
    values = {"registration_id": registration.id, "purpose": purpose, "version": 1, "language": "de", "given_at": NOW}
    return add(Consent(**{**values, **changes}))


def registration_values(event_id: int, **changes: Any) -> dict[str, Any]:
    """The columns of a confirmed person on site, for rows that a test inserts itself."""
    number = next(_number)
    first, last = changes.get("first_name", "Maria"), changes.get("last_name", "Müller")
    email = changes.get("email", f"maria.mueller-{number}@example.org")
    organisation = changes.get("organisation", "Musternetzwerk Nord")
    values = {
        "event_id": event_id,
        "reference": f"R{number:08d}",
        "status": Status.CONFIRMED,
        "mode": Mode.ONSITE,
        "language": "de",
        "created_at": NOW,
        "proven_at": NOW,
        "waitlisted_at": NOW if changes.get("status") is Status.WAITLISTED else None,
        "confirmed_at": NOW,
        "first_name": first,
        "last_name": last,
        "email": email,
        "email_key": email_key(email),
        "organisation": organisation,
        "name_key": name_key(last, first),
        "organisation_key": organisation_key(organisation),
        "key_version": VERSION,
        "actor_type": ActorType.CLUSTER,
        "state": FederalState.BE,
        "search_text": search_text(first, last, email, organisation),
        "sort_key": sort_key(last, first),
    }
    return {**values, **changes}


def make_item(event: Event, **changes: Any) -> Item:
    """A keynote that is not scheduled."""
    texts = {name: Localized() for name in ("summary", "abstract")}
    known = {"uuid": str(uuid4()), "event_id": event.id, "kind": Kind.KEYNOTE, "length_minutes": 30}
    return add(Item(**{"title": Localized("Keynote"), **known, **texts, **changes}))


def make_person(event: Event) -> Person:
    """Somebody on the programme, in no item."""
    name = {"first_name": "Kim", "last_name": "Muster", "sort_key": "muster kim"}
    return add(Person(uuid=str(uuid4()), event_id=event.id, position=Localized(), biography=Localized(), **name))


def make_quota(event: Event, **changes: Any) -> Quota:
    """Two places on site, kept for start-ups."""
    values = {
        "event_id": event.id,
        "name": Localized("Start-ups", "Start-ups"),
        "mode": Mode.ONSITE,
        "places": 2,
        "actor_types": ["startup"],
    }
    return add(Quota(**{**values, **changes}))


def make_mail(key: str = "prove:17:1", **changes: Any) -> None:
    """A mail that is due at NOW, once for each ``key``."""
    values = {
        "key": key,
        "scope": "edition:1",
        "subject": "registration:17",
        "recipient": "maria@example.org",
        "language": "de",
        "letter": "prove_address",
        "content": {"values": {"name": "Müller"}},
        **changes,
    }
    with transaction() as session:
        outbox.queue(session, Outgoing(**values), NOW)


def archive(event: Event) -> None:
    """The edition is over and put away: nothing of it changes any more."""
    event_id = event.id
    with transaction() as session:
        session.get_one(Event, event_id).status = EventStatus.ARCHIVED
