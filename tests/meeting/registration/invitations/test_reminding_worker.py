"""The worker writes reminders by itself, and looks again before they leave."""

from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.mail.models import Mail
from gocluster_events.meeting.letters import services as setting
from gocluster_events.meeting.letters.rules import USUAL_RULES, Kind, Rule
from gocluster_events.meeting.registration.invitations.services import reminding
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.rules.codes import Status
from tests.support.make import make_event, make_registration
from tests.support.settings import NOW


def work(app: Flask) -> None:
    """Everything that is due is done."""
    assert app.test_cli_runner().invoke(args=["worker", "--once"]).exit_code == 0


def waiting(session: Session) -> list[str]:
    session.rollback()
    return list(session.scalars(sa.select(Mail.recipient).order_by(Mail.recipient)))


def test_reminders_are_written_and_leave_to_those_who_still_need_them(app: Flask, session: Session, tmp_path: Path):
    event = make_event(starts_at=NOW + timedelta(days=7), ends_at=NOW + timedelta(days=7, hours=8))
    make_registration(event, email="stays@example.org")
    goes = make_registration(event, email="goes@example.org").id
    rule = Rule(7, USUAL_RULES[Kind.WEEK].at, is_on=True)
    setting.set_reminder(event.id, Kind.WEEK, rule, 0, Act("organiser@example.org", NOW - timedelta(hours=1)))
    work(app)
    assert waiting(session) == ["goes@example.org", "stays@example.org"]
    assert list(tmp_path.glob("mail/*.eml")) == []
    with transaction() as writing:
        writing.execute(sa.update(Mail).values(not_before=NOW))
        writing.get_one(Registration, goes).status = Status.CANCELLED  # however it came about
    work(app)
    assert waiting(session) == ["stays@example.org"]
    assert len(list(tmp_path.glob("mail/*.eml"))) == 1


def test_whoever_told_no_address_is_neither_reminded_nor_counted(app: Flask, session: Session):
    event = make_event(starts_at=NOW + timedelta(days=7), ends_at=NOW + timedelta(days=7, hours=8))
    make_registration(event, email="has@example.org")
    make_registration(event, email="")
    rule = Rule(7, USUAL_RULES[Kind.WEEK].at, is_on=True)
    setting.set_reminder(event.id, Kind.WEEK, rule, 0, Act("organiser@example.org", NOW - timedelta(hours=1)))
    assert reminding.number_to_remind(session, event, Kind.WEEK, NOW) == 1
    work(app)
    assert waiting(session) == ["has@example.org"]
