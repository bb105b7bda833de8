"""What the worker does again and again, and in which of its loops: a slow step holds up its own loop alone."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from random import SystemRandom

from flask import current_app, g, url_for
from jinja2 import TemplateError
from sqlalchemy.orm import Session
from werkzeug.routing import BuildError

from gocluster_events.attendance.attendees.services import figures, profiles as lists
from gocluster_events.attendance.bookings.services import settling
from gocluster_events.attendance.wishes.queries import allotments
from gocluster_events.attendance.wishes.services import (
    binding,
    forgetting,
    inheriting,
    result_letters,
    rounds,
    runs as allocations,
)
from gocluster_events.backoffice.feedback import services as feedback
from gocluster_events.backoffice.messages import services as messages
from gocluster_events.backoffice.publishing import words as publishing_words
from gocluster_events.backoffice.publishing.services import publishing
from gocluster_events.backoffice.team import services as team
from gocluster_events.core import clock, db
from gocluster_events.core.accounts.services import sessions
from gocluster_events.core.config import Settings
from gocluster_events.core.imap import Mailbox, NotReached
from gocluster_events.core.mail.services import outbox, righting
from gocluster_events.core.mail.services.bounces import read_bounces
from gocluster_events.core.smtp import transport
from gocluster_events.core.timekeeping import queries as timekeeping, services as runs
from gocluster_events.core.tokens import Signer
from gocluster_events.core.web.letter_frame import Framed, letter_frame
from gocluster_events.meeting.agenda.importing import (
    queries as uploads,
    services as importing,
    words as importing_words,
)
from gocluster_events.meeting.agenda.planning import services as planning
from gocluster_events.meeting.agenda.queries import door_signs as signs, proposals
from gocluster_events.meeting.agenda.services import door_signs
from gocluster_events.meeting.letters import services as sending
from gocluster_events.meeting.letters.rules import Unwritable, Wording, fill
from gocluster_events.meeting.registration.duplicates import services as duplicates
from gocluster_events.meeting.registration.invitations.queries import codes
from gocluster_events.meeting.registration.invitations.services import imports, reminding
from gocluster_events.meeting.registration.privacy import services as privacy
from gocluster_events.meeting.registration.sign_up.services import colleagues, drafts, links
from gocluster_events.meeting.registration.waiting.services import due_changes
from gocluster_events.post_event.archive.queries import copies
from gocluster_events.post_event.archive.services import making
from gocluster_events.post_event.follow_ups.services import asking, forgetting as answers
from gocluster_events.post_event.materials.queries import uploads as material_files
from gocluster_events.post_event.materials.services import checking, releasing, reminding as materials, uploading
from gocluster_events.post_event.materials.words import reminding as materials_words
from gocluster_events.post_event.photos.services import objections
from gocluster_events.post_event.survey.services import closing, thanking

REMIND_SECONDS = 15.0
BOUNCE_SECONDS = 60.0
CLEAN_UP_SECONDS = 600.0
RUN_SECONDS = 60.0

log = logging.getLogger(__name__)


class Loop(Enum):
    """Duties of one loop are done one after the other, and wait for no other loop."""

    USUAL = "usual"
    MAIL = "mail"  # waits for the mail server
    MAILBOX = "mailbox"  # waits for the server with the bounces
    LONG = "long"  # computes for seconds or minutes, in a process of its own


@dataclass(frozen=True, slots=True)
class Duty:
    """Something the worker does again and again; it says how much there was to do.

    It rests a moment after it did less than its ``portion``. One that is `Loop.LONG` has ``next_one``: what it would
    take up, None when nothing waits.
    """

    name: str
    service: Callable[[datetime], int]
    every_seconds: float = 0.0
    loop: Loop = Loop.USUAL
    portion: int = 1
    next_one: Callable[[Session, datetime], int | None] = lambda _session, _now: None


def _deliver(now: datetime) -> int:
    settings = _settings()
    is_stopping = g.get("is_stopping", bool)
    return sending.deliver(now, transport(settings.mail_url), _frame, _link, settings.sender, is_stopping)


def _read_bounces(now: datetime) -> int:
    mailbox = _settings().bounce_mailbox
    if not mailbox:
        return 0
    try:
        return read_bounces(now, Mailbox(mailbox))
    except NotReached as outage:
        log.warning("The mailbox for bounces cannot be read, trying again in a few minutes: %s", outage)
        return 0


def _empty_old_mails(now: datetime) -> int:
    return outbox.clean_up(now, _settings().mail_retention_days)


def _drop_drafts(now: datetime) -> int:
    return drafts.drop_excess(_settings().drafts_in_total, now)


def _expire(now: datetime, due: datetime) -> int:
    return privacy.expire(now, _freeze, due, objections.hide_asked_about)


def _freeze(session: Session, event_id: int, now: datetime) -> None:
    closing.close_before_erasing(session, event_id, SystemRandom(), now)
    figures.freeze_in(session, event_id, now)


def _expire_feedback(now: datetime) -> int:
    return feedback.expire_feedback(now, _settings().feedback_retention_days)


def _import_lists(now: datetime) -> int:
    return imports.run_imports(now, SystemRandom())


def _read_programmes(now: datetime) -> int:
    return importing.read_next(now, importing_words.vocabulary())


def _publish_programmes(now: datetime) -> int:
    base = _settings().base_url.rstrip("/")

    def address(language: str, slug: str, path: str) -> str:
        return base + url_for("agenda.item", lang=language, edition=slug, address=path)

    return publishing.publish_due(now, publishing_words.phrases(address))


def _remind_of_materials(now: datetime) -> int:
    return materials.remind_due(now, materials_words.rows)


def _close_surveys(now: datetime) -> int:
    return closing.close_due(now, SystemRandom())


def _forget_answers(now: datetime, due: datetime) -> int:
    return closing.forget_answers(now, due, SystemRandom())


def _compute_allocations(now: datetime) -> int:
    return allocations.run_due(now, clock.now)


def _make_archive_copies(now: datetime) -> int:
    make, is_stopping = current_app.extensions["archive_copy"], g.get("is_stopping", bool)
    return making.make_next(now, make, clock.now, is_stopping)


def _twice_due(erase: Callable[[datetime], int]) -> Callable[[datetime], int]:
    """Erases what, as periods are now, was due a day ago by a clock that has gone on since; else nothing."""
    return _twice_due_and_logged(lambda _now, due: erase(due))


def _twice_due_and_logged(erase: Callable[[datetime, datetime], int]) -> Callable[[datetime], int]:
    """The same, for what also says when it did so."""

    def look(now: datetime) -> int:
        due = timekeeping.erasable_until(db.session(), now)
        return 0 if due is None else erase(now, due)

    return look


def _surely_due(service: Callable[[datetime], int]) -> Callable[[datetime], int]:
    """Does nothing while it is not sure that the time has come."""

    def look(now: datetime) -> int:
        return service(now) if timekeeping.sure_time(db.session(), now) == now else 0

    return look


def _put_mails_right(now: datetime) -> int:
    return righting.put_right(now) if timekeeping.is_sure(db.session(), now) else 0


DUTIES = (
    Duty("steps of a clock noted", runs.note_run, RUN_SECONDS),
    Duty("programmes published", _surely_due(_publish_programmes)),
    Duty("reminders written", _surely_due(reminding.remind_due), REMIND_SECONDS),
    Duty("people reminded of their materials", _surely_due(_remind_of_materials), REMIND_SECONDS),
    Duty("people asked what became of a next step", _surely_due(asking.ask_due), CLEAN_UP_SECONDS),
    Duty("people reminded of their wishes", _surely_due(rounds.remind_due), REMIND_SECONDS),
    Duty("people thanked who were there", _surely_due(thanking.thank_due), REMIND_SECONDS),
    Duty("messages sent to lists", _surely_due(messages.send_due_messages)),
    Duty("reminders dropped that nobody needs any more", reminding.drop_moot_reminders, loop=Loop.MAIL),
    Duty("mails taken up", _deliver, loop=Loop.MAIL, portion=sending.BATCH),
    Duty("mails put right that a wrong clock wrote", _put_mails_right, CLEAN_UP_SECONDS, Loop.MAIL),
    Duty("bounces noted", _read_bounces, BOUNCE_SECONDS, Loop.MAILBOX),
    Duty("lost links looked up", links.send_lost_links),
    Duty("lost passwords looked up", team.send_resets),
    Duty("lists imported", _import_lists, loop=Loop.LONG, next_one=codes.next_import),
    Duty("programmes read", _read_programmes, loop=Loop.LONG, next_one=uploads.next_upload),
    Duty("files of materials checked", checking.check_next, loop=Loop.LONG, next_one=material_files.next_file),
    Duty("proposals computed", planning.run_proposals, loop=Loop.LONG, next_one=proposals.next_proposal),
    Duty("portions of door signs made", door_signs.make_door_signs, loop=Loop.LONG, next_one=signs.next_signs),
    Duty("holds lapsed and people moved up", due_changes.lapse_and_move_up),
    Duty("item places moved up", settling.settle_due),
    Duty("wishes of merged registrations handed on", inheriting.hand_on_due),
    Duty("wishes closed", _surely_due(rounds.close_due)),
    Duty("allocations carried out", _surely_due(binding.bind_due)),
    Duty("people put back told of their allocation", _surely_due(result_letters.tell_late)),
    Duty("runs of allocations computed", _compute_allocations, loop=Loop.LONG, next_one=allotments.next_run),
    Duty("archive copies made", _make_archive_copies, loop=Loop.LONG, next_one=copies.next_copy),
    Duty("keys of names renewed", duplicates.renew_keys, CLEAN_UP_SECONDS),
    Duty("registrants told of their colleagues", _surely_due(colleagues.report_overdue)),
    Duty("mails emptied", _twice_due(_empty_old_mails), CLEAN_UP_SECONDS),
    Duty("drafts and needs removed", _twice_due(privacy.clean_up), CLEAN_UP_SECONDS),
    Duty("sign-ups removed that were too many", _surely_due(_drop_drafts), CLEAN_UP_SECONDS),
    Duty("surveys closed", _surely_due(_close_surveys), CLEAN_UP_SECONDS),  # before the figures freeze
    Duty("figures frozen", _surely_due(figures.freeze_due), CLEAN_UP_SECONDS),  # before anybody goes whom they count
    Duty("people of whom something expired", _twice_due_and_logged(_expire), CLEAN_UP_SECONDS),
    Duty("people erased who never proved an address", _twice_due_and_logged(privacy.erase_unproven), CLEAN_UP_SECONDS),
    Duty("answers of surveys forgotten", _twice_due_and_logged(_forget_answers), CLEAN_UP_SECONDS),
    Duty("rows forgotten of those who withdrew", lambda _now: lists.forget_withdrawn(), CLEAN_UP_SECONDS),
    Duty("rows of old lists forgotten", _twice_due(lists.forget_lists), CLEAN_UP_SECONDS),
    Duty("wishes forgotten", _twice_due_and_logged(forgetting.forget_wishes), CLEAN_UP_SECONDS),
    Duty("takers of next steps forgotten", _twice_due_and_logged(answers.forget_due), CLEAN_UP_SECONDS),
    Duty("withdrawn releases forgotten", _twice_due(releasing.forget_withdrawn), CLEAN_UP_SECONDS),
    Duty("objections to photos forgotten", _twice_due(objections.forget_objections), CLEAN_UP_SECONDS),
    Duty("answered feedback removed", _twice_due(_expire_feedback), CLEAN_UP_SECONDS),
    Duty("uploaded programmes removed", _twice_due(importing.clean_up), CLEAN_UP_SECONDS),
    Duty("files removed of which no material was made", _surely_due(uploading.drop_unfinished), CLEAN_UP_SECONDS),
    Duty("door signs removed", _twice_due(door_signs.drop_door_signs), CLEAN_UP_SECONDS),
    Duty("sessions and counts removed", _twice_due(sessions.clean_up), CLEAN_UP_SECONDS),
)


def _frame(
    template: str, language: str, values: Mapping[str, str], link: str | None, wording: Wording | None
) -> Framed:  # fmt: skip
    g.lang = language
    try:
        return letter_frame(template, language, values, link, fill, wording)
    except (TemplateError, ValueError, BuildError) as error:
        raise Unwritable(f"{template}: {type(error).__name__}: {error}") from error


def _link(endpoint: str, identity: int, generation: int, language: str) -> str:
    token = Signer(_settings().secret_keys).sign(endpoint, identity, generation)
    try:
        return url_for(endpoint, token=token, lang=language, _external=True)
    except BuildError as error:
        raise Unwritable(f"There is no page {endpoint}.") from error


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings
