"""An edition's own wording of a letter, and when it reminds."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from sqlalchemy.orm import Session

from gocluster_events import db
from gocluster_events.act import Act
from gocluster_events.db import transaction
from gocluster_events.errors import Refused, as_seen
from gocluster_events.events import queries as events
from gocluster_events.events.rules.edition import EventStatus
from gocluster_events.events.services.acting import audit, opened
from gocluster_events.letters import queries
from gocluster_events.letters.models import LetterText, Reminder
from gocluster_events.letters.queries import reminders, texts
from gocluster_events.letters.rules.letter import Letter, Wording
from gocluster_events.letters.rules.reminders import DAYS, Kind, Plan, ReminderRefusal as LettersUnfit, Rule
from gocluster_events.letters.rules.wording import UnusableWording, WordingMistake, WordingRefusal, mistakes
from gocluster_events.mail.services.outbox import Leased


@dataclass(frozen=True, slots=True)
class Trial:
    """A mail that shows how a wording reads; its button leads to ``address``, which opens nothing personal."""

    wording: Wording
    address: str


@dataclass(slots=True)
class Wordings:
    """What editions make of their letters, asked once for each edition."""

    _known: dict[str, Mapping[tuple[str, str], Wording]] = field(default_factory=dict)

    def of(self, mail: Leased) -> Wording | None:
        """The mail's own wording, if it has one."""
        if mail.scope not in self._known:
            self._known[mail.scope] = queries.wordings_in(db.session(), mail.scope)
        return self._known[mail.scope].get((mail.letter, mail.language))


def keep_wording(event_id: int, letter: Letter, language: str, wording: Wording, revision: int, act: Act) -> None:
    """The letter says this from now on, also in mails that wait.

    ``revision`` is the one that was read, 0 where there was none. Raises Unfit, and Stale when somebody saved since.
    """
    with transaction() as session:
        row = _locked(session, event_id, letter, language, revision)
        found = mistakes(letter, wording)
        if found:
            raise UnusableWording(found)
        if row is None:
            row = LetterText(event_id=event_id, letter=letter.name, language=language, revision=0, is_set_aside=False)
            session.add(row)
        elif queries.wording_of(row) == wording and not row.is_set_aside:
            return
        for name, value in asdict(wording).items():
            setattr(row, name, value)
        _changed(session, row, act, is_set_aside=False)
        _record(session, row, "letter.text_changed", act)


def set_wording_aside(event_id: int, letter: Letter, language: str, revision: int, act: Act) -> None:  # fmt: skip
    """The letter reads as it was shipped; its own wording is kept. Raises as `keep_wording`."""
    with transaction() as session:
        row = _locked(session, event_id, letter, language, revision)
        if row is not None and not row.is_set_aside:
            _changed(session, row, act, is_set_aside=True)
            _record(session, row, "letter.text_set_aside", act)


def bring_wording_back(event_id: int, letter: Letter, language: str, revision: int, act: Act) -> None:  # fmt: skip
    """The letter says again what was set aside. Raises as `keep_wording`."""
    with transaction() as session:
        row = _locked(session, event_id, letter, language, revision)
        if row is None or not row.is_set_aside:
            return
        found = mistakes(letter, queries.wording_of(row))
        if found:
            raise UnusableWording(found)
        _changed(session, row, act, is_set_aside=False)
        _record(session, row, "letter.text_brought_back", act)


def _locked(session: Session, event_id: int, letter: Letter, language: str, revision: int) -> LetterText | None:
    if events.lock(session, event_id).status is EventStatus.ARCHIVED:
        raise UnusableWording((WordingMistake("", WordingRefusal.ARCHIVED),))
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
    for row in texts(session, from_event_id):
        if not row.is_set_aside:
            said = {name: getattr(row, name) for name in _WORDS}
            session.add(
                LetterText(event_id=to_event_id, **said, changed_by=act.by, changed_at=act.at, is_set_aside=False)
            )
    for kind, rule in reminders(session, from_event_id).items():
        when = {"days_before": rule.days_before, "at": rule.at, "is_on": rule.is_on, "since": act.at, "occasion": ""}
        session.add(Reminder(event_id=to_event_id, kind=kind, **when))


def set_reminder(event_id: int, kind: Kind, rule: Rule, revision: int, act: Act) -> Plan:
    """The edition reminds like that; returns when, and nothing goes for an hour that is over.

    ``revision`` is the one that was read, 0 where there was none. Raises Stale when somebody saved since, Refused in
    an archived edition.
    """
    if rule.days_before not in DAYS:
        raise Refused(LettersUnfit.DAYS)
    with transaction() as session:
        event = opened(session, event_id, LettersUnfit.ARCHIVED)
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
