"""Feedback on barriers is kept, told to whoever must answer it, answered, and erased in time."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from random import Random

from sqlalchemy.orm import Session

from gocluster_events.backoffice.feedback import queries, rules
from gocluster_events.backoffice.feedback.models import Feedback
from gocluster_events.core import db
from gocluster_events.core.accounts.services import sessions
from gocluster_events.core.act import Act
from gocluster_events.core.errors import Refused
from gocluster_events.core.mail.services import outbox
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.letters import services as sending
from gocluster_events.meeting.letters.rules import Letter
from gocluster_events.meeting.registration.people.rules.entry import reference
from gocluster_events.meeting.registration.people.services.mails import branding, moment


def tell_barrier(report: rules.Report, site: str, now: datetime, chance: Random) -> str:
    """The report is stored and mailed to whoever must answer; a given address gets an acknowledgement without its text.

    About the site as a whole, which is called ``site``, all admins are told. Returns the reference.
    """
    with db.transaction() as session:
        row = Feedback(**asdict(report), reference=reference(chance), created_at=now, answer="", answered_by="")
        session.add(row)
        session.flush()
        event = session.get(Event, row.event_id) if row.event_id else None
        recipients = [event.contact_email] if event else queries.admins(session)
        facts = {"place": row.place or "–", "text": row.text, "name": row.name or "–", "address": row.email or "–"}
        for number, address in enumerate(recipients):
            _write(
                session,
                rules.FEEDBACK_REPORTED,
                row,
                (event, site),
                now,
                to=address,
                language="de",
                key=f"{number}",
                **facts,
            )
        if row.email:
            _write(session, rules.FEEDBACK_RECEIVED, row, (event, site), now, to=row.email, language=row.language)
        _record(session, row, "feedback.received", Act(_subject(row), now))
        return row.reference


def answer_barrier(feedback_id: int, text: str, site: str, act: Act) -> None:
    """The report is answered, by letter where there is an address. Works in archived editions too.

    Raises Refused when it was answered before.
    """
    with db.transaction() as session:
        row = session.get_one(Feedback, feedback_id, with_for_update=True)
        if row.answered_at is not None:
            raise Refused(rules.Refusal.ANSWERED)
        row.answer, row.answered_at, row.answered_by = text, act.at, act.by
        event = session.get(Event, row.event_id) if row.event_id else None
        if row.email:
            _write(
                session,
                rules.FEEDBACK_ANSWERED,
                row,
                (event, site),
                act.at,
                to=row.email,
                language=row.language,
                answer=text,
            )
        _record(session, row, "feedback.answered", act)


def expire_feedback(now: datetime, days: int) -> int:
    """What was answered more than so many days ago is gone, with its mails. Returns how many."""
    before = now - timedelta(days=days)
    if not queries.answered_before(db.session(), before):
        return 0
    with db.transaction() as session:
        gone: Sequence[Feedback] = queries.answered_before(session, before)
        for row in gone:
            outbox.forget(session, _subject(row))
            sessions.forget(session, _subject(row))
            session.delete(row)
        return len(gone)


def _write(
    session: Session, letter: Letter, row: Feedback, about: tuple[Event | None, str], now: datetime, *,
    to: str, language: str, key: str = "", **facts: str,
) -> None:  # fmt: skip
    event, site = about
    due = rules.due_at(row.created_at, event.zone if event else rules.SITE_ZONE)
    known = {
        "event": event.title.pick(language)[0] if event else site,
        "office": event.contact_name if event else site,
        "reference": row.reference,
        "due": _day(event, due, language),
        **facts,
    }
    values = {name: known[name] for name in letter.samples} | (branding(event) if event else {})
    sending.send(
        session, letter, now=now, scope=_scope(row), subject=_subject(row), to=to, language=language,
        key=f"{letter.name}:{row.id}:{key}", values=values,
    )  # fmt: skip


def _day(event: Event | None, due: datetime, language: str) -> str:
    return moment(event, due, language) if event else f"{due:%d.%m.%Y}"


def _scope(row: Feedback) -> str:
    return f"edition:{row.event_id}" if row.event_id else "site"


def _subject(row: Feedback) -> str:
    return f"feedback:{row.id}"


def _record(session: Session, row: Feedback, action: str, act: Act) -> None:
    sessions.audit(session, act=act, action=action, scope=_scope(row), subject=_subject(row))
