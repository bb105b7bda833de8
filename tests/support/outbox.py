"""Mails as they stand in an outbox, sent, failed and sent back, by the verbs of the house."""

from typing import Any

import sqlalchemy as sa

from gocluster_events.db import session
from gocluster_events.events.models import Event
from gocluster_events.mail import services as mail
from gocluster_events.mail.models import Mail
from gocluster_events.registration import services as registration
from gocluster_events.registration.models import Registration
from tests.support.make import NOW, make_registration

UNKNOWN = "550 5.1.1 <somebody>: Recipient address rejected: User unknown"


def mail_to(event: Event, **changes: Any) -> tuple[Registration, int]:
    """Somebody who has a letter with a personal link in the outbox, and the mail's id."""
    person = make_registration(event, **changes)
    registration.send_link(event.id, person.id, NOW)
    found = session().scalar(sa.select(sa.func.max(Mail.id)))
    assert found is not None
    return person, found


def failed_mail(event: Event, reason: str = UNKNOWN, **changes: Any) -> tuple[Registration, int]:
    """The same, refused for good."""
    person, mail_id = mail_to(event, **changes)
    mail.mark_failed(mail_id, reason, permanent=True, now=NOW)
    return person, mail_id


def sent_mail(event: Event, **changes: Any) -> tuple[Registration, int]:
    """The same, taken by the server."""
    person, mail_id = mail_to(event, **changes)
    mail.mark_sent(mail_id, NOW)
    return person, mail_id


def of_mails(event: Event) -> dict[str, dict[str, int]]:
    """What the views about a mail need in their addresses; a second mail failed too."""
    failed_mail(event)
    mail_id = failed_mail(event)[1]
    return {f"pages.{noun}": {"mail_id": mail_id} for noun in ("mail_attempt", "mail_dismissal", "mail_address")}
