"""Somebody who signs up others, and what they hear of it."""

from datetime import datetime

import sqlalchemy as sa

from gocluster_events.core.db import session as reading
from gocluster_events.core.mail.models import Mail
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.rules.seats import LINK_LASTS
from gocluster_events.meeting.registration.sign_up.models import JointEntry
from gocluster_events.meeting.registration.sign_up.services import registering
from tests.support.registrants import CHANCE, keep_draft, sign_up
from tests.support.settings import NOW

BOSS, JO, KIM = "miriam@example.org", "jo@example.org", "kim@example.org"
OVER = NOW + LINK_LASTS


def together(event: Event, *others: str, now: datetime = NOW, draft: str = "a-draft", **changes: str) -> list[int]:
    """The registrations of Miriam and of those whom she has signed up, all named after their addresses."""
    named = [sign_up(email, first_name=email.partition("@")[0].title(), last_name="Muster") for email in others]
    typed, event_id = [sign_up(BOSS, **changes), *named], event.id
    keep_draft(event_id, draft, typed[0], now)
    registering.register(event_id, typed, draft, "p" * len(typed), now, CHANCE)
    return [of(email) for email in (BOSS, *others)]


def of(email: str) -> int:
    reading().rollback()
    return reading().scalars(sa.select(Registration.id).where(Registration.email == email)).one()


def reports() -> list[tuple[str, str]]:
    """Who is said to have confirmed, and whose link is said to have lapsed, in each letter about colleagues."""
    reading().rollback()
    mails = reading().scalars(sa.select(Mail).where(Mail.letter == "colleagues").order_by(Mail.id)).all()
    assert {mail.recipient for mail in mails} <= {BOSS}
    values = [(mail.content or {})["values"] for mail in mails]
    return [(names(each["confirmed"]), names(each["lapsed"])) for each in values]


def names(text: str) -> str:
    return ", ".join(line.removeprefix("- ") for line in text.splitlines() if line.startswith("- "))


def awaited() -> int:
    reading().rollback()
    return reading().scalar(sa.select(sa.func.count()).select_from(JointEntry)) or 0
