"""Writing letters and making mails of them; an edition's own wording, and when it reminds."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from gocluster_events.core import db
from gocluster_events.core.act import Act
from gocluster_events.core.errors import Refused, as_seen
from gocluster_events.core.mail.rules.outbox import Outgoing
from gocluster_events.core.mail.services import outbox
from gocluster_events.core.mail.services.hand import Hand
from gocluster_events.core.smtp import NotDelivered, Transport
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.exports.ics import meeting_calendar, method
from gocluster_events.meeting.events.rules.edition import EventStatus, Meeting
from gocluster_events.meeting.events.services.acting import audit, opened
from gocluster_events.meeting.letters import queries, rules
from gocluster_events.meeting.letters.exports import Attachment, Envelope, address_of, message, on_the_wire
from gocluster_events.meeting.letters.models import LetterText, Reminder


@dataclass(frozen=True, slots=True)
class Trial:
    """A mail that shows how a wording reads; its button leads to ``address``, which opens nothing personal."""

    wording: rules.Wording
    address: str


@dataclass(slots=True)
class Wordings:
    """The editions' own wordings, read once for each edition."""

    _known: dict[str, Mapping[tuple[str, str], rules.Wording]] = field(default_factory=dict)

    def of(self, mail: outbox.Leased) -> rules.Wording | None:
        """The wording that the mail's edition has given its letter; None where it has none."""
        if mail.scope not in self._known:
            self._known[mail.scope] = queries.wordings_in(db.session(), mail.scope)
        return self._known[mail.scope].get((mail.letter, mail.language))


def keep_wording(
    event_id: int, letter: rules.Letter, language: str, wording: rules.Wording, revision: int, act: Act
) -> None:
    """The letter says this from now on, also in mails that wait.

    ``revision`` is the one that was read, 0 where there was none. Raises UnusableWording, and Stale when somebody saved
    since.
    """
    with db.transaction() as session:
        row = _locked(session, event_id, letter, language, revision)
        flaws = rules.mistakes(letter, wording)
        if flaws:
            raise rules.UnusableWording(flaws)
        if row is None:
            row = LetterText(event_id=event_id, letter=letter.name, language=language, revision=0, is_set_aside=False)
            session.add(row)
        elif queries.wording_of(row) == wording and not row.is_set_aside:
            return
        for name, value in asdict(wording).items():
            setattr(row, name, value)
        _changed(session, row, act, is_set_aside=False)
        _record(session, row, "letter.text_changed", act)


def set_wording_aside(event_id: int, letter: rules.Letter, language: str, revision: int, act: Act) -> None:  # fmt: skip
    """The letter reads as it was shipped; its own wording is kept. Raises as `keep_wording`."""
    with db.transaction() as session:
        row = _locked(session, event_id, letter, language, revision)
        if row is not None and not row.is_set_aside:
            _changed(session, row, act, is_set_aside=True)
            _record(session, row, "letter.text_set_aside", act)


def bring_wording_back(event_id: int, letter: rules.Letter, language: str, revision: int, act: Act) -> None:
    """The letter says again what was set aside. Raises as `keep_wording`."""
    with db.transaction() as session:
        row = _locked(session, event_id, letter, language, revision)
        if row is None or not row.is_set_aside:
            return
        flaws = rules.mistakes(letter, queries.wording_of(row))
        if flaws:
            raise rules.UnusableWording(flaws)
        _changed(session, row, act, is_set_aside=False)
        _record(session, row, "letter.text_brought_back", act)


def _locked(session: Session, event_id: int, letter: rules.Letter, language: str, revision: int) -> LetterText | None:
    if events.lock(session, event_id).status is EventStatus.ARCHIVED:
        raise rules.UnusableWording((rules.WordingMistake("", rules.WordingRefusal.ARCHIVED),))
    row = queries.text(session, event_id, letter.name, language)
    return as_seen(row, revision) if row or revision else None


def _changed(session: Session, row: LetterText, act: Act, *, is_set_aside: bool) -> None:
    row.is_set_aside = is_set_aside
    row.revision += 1
    row.changed_by, row.changed_at = act.by, act.at
    session.flush()


def _record(session: Session, row: LetterText, action: str, act: Act) -> None:
    audit(session, row.event_id, action, act, about=f"letter:{row.letter}")


_WORDS = ("letter", "language", "subject", "heading", "body", "button")


def copy(session: Session, from_event_id: int, to_event_id: int, act: Act) -> None:
    """The other edition, which has none yet, words its letters the same and reminds as many days before.

    Texts that are set aside stay behind.
    """
    for row in queries.texts(session, from_event_id):
        if not row.is_set_aside:
            words = {name: getattr(row, name) for name in _WORDS}
            session.add(
                LetterText(event_id=to_event_id, **words, changed_by=act.by, changed_at=act.at, is_set_aside=False)
            )
    for kind, rule in queries.reminders(session, from_event_id).items():
        when = {"days_before": rule.days_before, "at": rule.at, "is_on": rule.is_on, "since": act.at, "occasion": ""}
        session.add(Reminder(event_id=to_event_id, kind=kind, **when))


def set_reminder(event_id: int, kind: rules.Kind, rule: rules.Rule, revision: int, act: Act) -> rules.Plan:
    """The edition's reminder has this rule; returns its plan. Nothing is sent for an hour that is over.

    ``revision`` is the one that was read, 0 where there was none. Raises Stale when somebody saved since, Refused in
    an archived edition.
    """
    if rule.days_before not in rules.DAYS:
        raise Refused(rules.ReminderRefusal.DAYS)
    with db.transaction() as session:
        event = opened(session, event_id, rules.ReminderRefusal.ARCHIVED)
        row = queries.reminder(session, event_id, kind)
        if row or revision:
            row = as_seen(row, revision)
        else:
            row = Reminder(event_id=event_id, kind=kind, revision=0, occasion="")
            session.add(row)
        row.days_before, row.at, row.is_on = rule.days_before, rule.at, rule.is_on
        row.revision += 1
        row.since = act.at
        audit(session, event_id, "letter.reminder_changed", act, about=f"reminder:{kind.value}")
        return queries.plan(event, kind, row, act.at)


BATCH = 10


def send(session: Session, letter: rules.Letter, *, now: datetime, **facts: Any) -> None:
    """The letter is in the outbox, once for each key; ``facts`` as in `compose`."""
    outbox.queue(session, compose(letter, **facts), now)


def send_all(session: Session, composed: Sequence[Outgoing], now: datetime) -> None:
    """These letters are in the outbox, each once for its key."""
    outbox.queue_all(session, composed, now)


def compose(  # noqa: PLR0913 -- everything a letter needs, each by its name
    letter: rules.Letter,
    *,
    scope: str,
    subject: str,
    to: str,
    language: str,
    key: str,
    values: Mapping[str, str],
    link: tuple[int, int] | None = None,
    calendar: Meeting | None = None,
    items: str = "",
    not_before: datetime | None = None,
    trial: Trial | None = None,
) -> Outgoing:
    """The letter as the outbox takes it. ``link`` is identity and generation behind its button.

    It brings the meeting as a calendar entry, or ``items``, a whole calendar. A ``trial`` has the wording that it
    brings along. Raises UnknownPlaceholder when ``values`` leave a placeholder of the letter empty.
    """
    missing = letter.samples.keys() - values.keys()
    if missing:
        raise rules.UnknownPlaceholder(", ".join(sorted(missing)))
    content = {
        "template": letter.template,
        "values": dict(values),
        "link": [letter.link, *link] if link and letter.link else None,
        "calendar": _as_json(calendar) if calendar else None,
        **({"programme": items} if items else {}),
        **(asdict(trial) if trial else {}),
    }
    return Outgoing(
        key=key, scope=scope, subject=subject, recipient=to, language=language, letter=letter.name, content=content,
        not_before=not_before, leaves_nothing=letter.leaves_nothing,
    )  # fmt: skip


def deliver(
    now: datetime,
    transport: Transport,
    frame: rules.Frame,
    link: rules.Link,
    sender: str,
    is_stopping: Callable[[], bool] = bool,  # no
) -> int:
    """Up to `BATCH` due mails have left or wait for their next attempt; fewer when the worker ``is_stopping``.
    Returns how many were taken up.

    They are leased at once, but a mail that stalls holds up no other: those after it are anybody's meanwhile. A worker
    that is ended while it reaches for the server keeps them until their lease ends. Each has its edition's own
    wording as it was when the first mail of that edition in the batch left.
    """
    taken, hand, wordings = 0, Hand(now), Wordings()
    with transport.opened(hand.lay_down_meanwhile) as line:
        try:
            while taken < BATCH and not is_stopping() and (leased := hand.take(BATCH - taken)):
                taken += 1
                try:
                    email = as_message(leased, now, frame, link, sender, wordings.of(leased))
                    line.send(email, address_of(sender), on_the_wire(leased.recipient))
                except NotDelivered as failure:
                    outbox.mark_failed(leased, failure.reason, permanent=failure.permanent, now=now)
                except rules.Unwritable as failure:
                    outbox.mark_failed(leased, str(failure), permanent=True, now=now)
                else:
                    hand.has_left(leased)
        finally:
            hand.lay_down()  # before the server has answered the farewell, which may take long
    return taken


def as_message(
    leased: outbox.Leased,
    now: datetime,
    frame: rules.Frame,
    link: rules.Link,
    sender: str,
    wording: rules.Wording | None = None,
) -> bytes:
    """The mail as it leaves at ``now``, in the edition's own ``wording`` if it has one. Raises Unwritable."""
    letter = framed(leased.content, leased.language, frame, link, wording)
    envelope = Envelope(sender, leased.recipient, leased.key, leased.created_at, now)
    code = leased.content["values"].get(rules.ADMISSION_CODE, "")
    return message(letter, envelope, _attachment(leased.content, leased.created_at), code)


def framed(
    content: Mapping[str, Any], language: str, frame: rules.Frame, link: rules.Link, wording: rules.Wording | None
) -> rules.Framed:
    """The letter as its reader gets it. Raises Unwritable.

    A mail that is a trial brings its own wording; one that was queued before the wording asked for more than it has
    reads as it was shipped.
    """
    address = _address(link, content, language)
    own_wording = rules.Wording(**content["wording"]) if content.get("wording") else wording
    if own_wording is not None:
        try:
            return frame(content["template"], language, content["values"], address, own_wording)
        except (rules.Unwritable, rules.UnknownPlaceholder):
            pass
    return frame(content["template"], language, content["values"], address, None)


def _address(link: rules.Link, content: Mapping[str, Any], language: str) -> str | None:
    if content["link"] is None:
        address: str | None = content.get("address")
        return address
    endpoint, identity, generation = content["link"]
    return link(endpoint, identity, generation, language)


def _attachment(content: Mapping[str, Any], stamp: datetime) -> Attachment | None:
    stored = content["calendar"]
    if content.get("programme"):
        return Attachment(content["programme"].encode(), "PUBLISH", "programme.ics")
    if stored is None:
        return None
    times = {name: datetime.fromisoformat(stored[name]) for name in ("starts_at", "ends_at")}
    meeting = Meeting(**{**stored, **times})
    return Attachment(meeting_calendar(meeting, stamp), method(meeting))


def _as_json(meeting: Meeting) -> dict[str, Any]:
    times = {"starts_at": meeting.starts_at.isoformat(), "ends_at": meeting.ends_at.isoformat()}
    return {**asdict(meeting), **times}
