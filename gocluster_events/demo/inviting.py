"""Who is invited to the demo's annual meeting: a code that the press shares, and people of whom some have answered."""

from datetime import timedelta
from itertools import islice
from random import Random

from sqlalchemy.orm import Session

from gocluster_events.demo import people
from gocluster_events.demo.arrivals import NOW
from gocluster_events.demo.clusters import clusters
from gocluster_events.events.models import Event
from gocluster_events.registration.invitations.models import Invitation
from gocluster_events.registration.people.models import Quota
from gocluster_events.registration.people.rules.entry import ALPHABET
from gocluster_events.registration.people.rules.fields import PersonalData
from gocluster_events.text import email_key, search_text, sort_key

PRESS = "PRESSE2027"
_INVITED, _OPENED, _DECLINED = 18, 7, 3
_SENT_AT = NOW - timedelta(days=9)


def add(session: Session, event: Event, press: Quota) -> None:
    """The press has its code; eighteen people have their invitation, seven opened it, three of them cannot come."""
    random = Random(f"2027 invitations {event.slug}")  # noqa: S311 -- it must be the same every time
    session.add(
        Invitation(
            event_id=event.id, code=PRESS, label="Presse", language="de", quota_id=press.id, uses=press.places,
            created_at=_SENT_AT, search_text=search_text("Presse"), sort_key=sort_key("Presse"),
        )
    )  # fmt: skip
    strangers = islice(people.entries(random, clusters()), _INVITED)
    session.add_all(_personal(event, random, number, entry) for number, entry in enumerate(strangers))


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
