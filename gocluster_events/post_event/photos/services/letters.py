"""What those are written who do not want to be seen on a photo."""

from datetime import datetime

from sqlalchemy.orm import Session

from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.letters import services as sending
from gocluster_events.meeting.letters.rules import Letter
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.services import mails
from gocluster_events.post_event.photos.models import Photo, PhotoObjection
from gocluster_events.post_event.photos.rules.codes import PROOF_LASTS
from gocluster_events.post_event.photos.rules.letters import PHOTO_PROOF

NAMELESS = {"de": "ohne Unterschrift", "en": "without a caption"}


def tell(
    session: Session, event: Event, row: PhotoObjection, letter: Letter, now: datetime, **facts: str
) -> None:  # fmt: skip
    """The letter is in the outbox: to the participant, or to the address with which somebody asked."""
    person = session.get(Registration, row.registration_id) if row.registration_id else None
    language = person.language if person else row.language
    photo = session.get_one(Photo, row.photo_id)
    name = (photo.caption or photo.alt).pick(language)[0] or NAMELESS[language]
    proof = {"until": mails.moment(event, now + PROOF_LASTS, language)} if letter is PHOTO_PROOF else {}
    known = {
        "event": event.title.pick(language)[0],
        "contact": event.contact_email,
        "office": event.contact_name,
        "photo": name,
        **proof,
        **facts,
    }
    sending.send(
        session, letter, now=now, scope=mails.scope(event.id),
        subject=mails.subject(person.id) if person else subject(row), to=person.email if person else row.email,
        language=language, key=f"{letter.name}:{row.id}:{now.isoformat()}",
        values={name: known[name] for name in letter.samples} | mails.branding(event),
        link=(row.id, 1),
    )  # fmt: skip


def subject(row: PhotoObjection) -> str:
    """How mails and the audit log name whoever asked by an address: ``photo_objection:17``."""
    return f"photo_objection:{row.id}"
