"""Mails as they stand in an outbox, sent, failed and sent back, by the verbs of the house."""

from datetime import datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask

from gocluster_events.backoffice.messages import services as messages
from gocluster_events.backoffice.messages.queries import candidates
from gocluster_events.backoffice.messages.rules import MessageText, choose
from gocluster_events.core.act import Act
from gocluster_events.core.db import session
from gocluster_events.core.mail.models import Mail
from gocluster_events.core.mail.services import outbox
from gocluster_events.core.text import Localized
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.sign_up.services import links
from tests.support.make import make_registration
from tests.support.settings import NOW

UNKNOWN = "550 5.1.1 <somebody>: Recipient address rejected: User unknown"
TEXT = MessageText(
    subject=Localized("Neues zur Anreise", "News about travelling"),
    body=Localized("Guten Tag {salutation},\n\nder **Eingang** hat gewechselt.", "Dear {salutation},\n\nuse door B."),
)


def mail_to(event: Event, **changes: Any) -> tuple[Registration, int]:
    """Somebody who has a letter with a personal link in the outbox, and the mail's id."""
    person = make_registration(event, **changes)
    links.send_link(event.id, person.id, NOW)
    mail_id = session().scalar(sa.select(sa.func.max(Mail.id)))
    assert mail_id is not None
    return person, mail_id


def failed_mail(event: Event, reason: str = UNKNOWN, **changes: Any) -> tuple[Registration, int]:
    """Somebody whose letter the mail server refused for good, and the mail's id."""
    person, mail_id = mail_to(event, **changes)
    outbox.mark_failed(in_hand(mail_id), reason, permanent=True, now=NOW)
    return person, mail_id


def sent_mail(event: Event, **changes: Any) -> tuple[Registration, int]:
    """Somebody whose letter the mail server took, and the mail's id."""
    person, mail_id = mail_to(event, **changes)
    outbox.mark_sent([in_hand(mail_id)], NOW)
    return person, mail_id


def in_hand(mail_id: int) -> outbox.Leased:
    """The mail as a worker has it that took it up by now."""
    return outbox.leased(session().get_one(Mail, mail_id))


def lease_one(now: datetime) -> outbox.Leased | None:
    """The next due mail, leased to one worker."""
    return next(iter(outbox.lease(now, 1)), None)


def of_mails(event: Event) -> dict[str, dict[str, int]]:
    """What the views about a mail need in their addresses; a second mail failed too."""
    failed_mail(event)
    mail_id = failed_mail(event)[1]
    nouns = ("mail_attempt", "mail_dismissal", "mail_address")
    draft, planned = a_message(event), a_planned_message(event, make_registration(event).id)
    return {
        **{f"outbox.{noun}": {"mail_id": mail_id} for noun in nouns},
        **{f"messages.{noun}": {"message_id": draft} for noun in ("message", "message_sending", "message_removal")},
        "messages.message_withdrawal": {"message_id": planned},
    }


def a_message(event: Event, text: MessageText = TEXT, **wanted: list[str]) -> int:
    """A draft for everybody, or for those whom the parameters find."""
    return messages.keep_message(event.id, text, wanted, Act("organiser@example.org", NOW))


def a_planned_message(event: Event, *ids: int, text: MessageText = TEXT, due_at: datetime | None = None) -> int:
    """A message that leaves in five minutes, to these people."""
    message_id = a_message(event, text, id=[str(each) for each in ids])
    seal = choose(candidates(session(), event.id, ids)).seal
    messages.plan_message(
        event.id, message_id, ids, seal=seal, revision=1, due_at=due_at, act=Act("organiser@example.org", NOW)
    )
    return message_id


def messages_of(event: Event) -> dict[str, str]:
    """A draft, and one that is planned."""
    person = make_registration(event, last_name="Lesende").id
    return {"message": str(a_message(event)), "planned_message": str(a_planned_message(event, person))}


LETTER = """<!doctype html><html lang="de"><head><title>Bitte bestätigen</title></head><body><h1>Guten Tag</h1>
<p><a href="/de/">Adresse bestätigen</a></p></body></html>"""


def a_letter(app: Flask) -> str:
    """The name of a mail that lies in the mail folder."""
    folder = Path(app.config["SETTINGS"].mail_url.removeprefix("file:"))
    folder.mkdir(parents=True, exist_ok=True)
    letter = EmailMessage()
    letter["Subject"], letter["To"], letter["Date"] = "Bitte bestätigen", "nele@example.org", NOW
    letter.set_content("Guten Tag,\n\nbitte bestätigen Sie Ihre Adresse.")
    letter.add_alternative(LETTER, subtype="html")
    (folder / "a-letter.eml").write_bytes(letter.as_bytes())
    return "a-letter"
