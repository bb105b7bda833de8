"""The worker: ``flask --app app worker`` does what is due, again and again."""

import logging
import signal
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from random import SystemRandom

import click
from flask import current_app, g, url_for
from flask.cli import with_appcontext
from jinja2 import TemplateError
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, TimeoutError as PoolExhausted
from werkzeug.routing import BuildError

from gocluster_events import clock
from gocluster_events.accounts.services import sessions
from gocluster_events.agenda.importing import services as importing
from gocluster_events.agenda.planning import services as planning
from gocluster_events.agenda.services import door_signs
from gocluster_events.attendees.services import profiles as lists
from gocluster_events.config import Settings
from gocluster_events.errors import Busy
from gocluster_events.feedback import services as feedback
from gocluster_events.imap import Mailbox, NotReached
from gocluster_events.letters import services as sending
from gocluster_events.letters.rules import Unwritable, Wording, fill
from gocluster_events.mail.services import outbox
from gocluster_events.mail.services.bounces import read_bounces
from gocluster_events.messages import services as messages
from gocluster_events.publishing import words as publishing_words
from gocluster_events.publishing.services import publishing
from gocluster_events.registration.invitations.services import imports, reminding
from gocluster_events.registration.privacy import services as privacy
from gocluster_events.registration.sign_up.services import colleagues, drafts
from gocluster_events.registration.waiting.services import due_changes
from gocluster_events.smtp import transport
from gocluster_events.tokens import Signer
from gocluster_events.web.letter_frame import Framed, letter_frame

IDLE_SECONDS = 1.0
OUTAGE_SECONDS = 5.0
REMIND_SECONDS = 15.0
BOUNCE_SECONDS = 60.0
CLEAN_UP_SECONDS = 600.0
OUTAGES = (Busy, OperationalError, InterfaceError, PoolExhausted)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Duty:
    """Something the worker does again and again; it says how much there was to do."""

    name: str
    service: Callable[[datetime], int]
    every_seconds: float = 0.0


def _deliver(now: datetime) -> int:
    settings = _settings()
    return sending.deliver(now, transport(settings.mail_url), _frame, _link, settings.sender)


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


def _expire_feedback(now: datetime) -> int:
    return feedback.expire_feedback(now, _settings().feedback_retention_days)


def _import_lists(now: datetime) -> int:
    return imports.run_imports(now, SystemRandom())


def _publish_programmes(now: datetime) -> int:
    base = _settings().base_url.rstrip("/")

    def address(language: str, slug: str, path: str) -> str:
        return base + url_for("agenda.item", lang=language, edition=slug, address=path)

    return publishing.publish_due(now, publishing_words.phrases(address))


DUTIES = (
    Duty("programmes published", _publish_programmes),
    Duty("reminders written", reminding.remind_due, REMIND_SECONDS),
    Duty("messages sent to lists", messages.send_due_messages),
    Duty("reminders dropped that nobody needs any more", reminding.drop_moot_reminders),
    Duty("mails taken up", _deliver),
    Duty("bounces noted", _read_bounces, BOUNCE_SECONDS),
    Duty("lists imported", _import_lists),
    Duty("proposals computed", planning.run_proposals),
    Duty("portions of door signs made", door_signs.make_door_signs),
    Duty("holds lapsed and people moved up", due_changes.lapse_and_move_up),
    Duty("registrants told of their colleagues", colleagues.report_overdue),
    Duty("mails emptied", _empty_old_mails, CLEAN_UP_SECONDS),
    Duty("drafts and needs removed", privacy.clean_up, CLEAN_UP_SECONDS),
    Duty("sign-ups removed that were too many", _drop_drafts, CLEAN_UP_SECONDS),
    Duty("people of whom something expired", privacy.expire, CLEAN_UP_SECONDS),
    Duty("people erased who never proved an address", privacy.erase_unproven, CLEAN_UP_SECONDS),
    Duty("rows of old lists forgotten", lists.forget_lists, CLEAN_UP_SECONDS),
    Duty("answered feedback removed", _expire_feedback, CLEAN_UP_SECONDS),
    Duty("uploaded programmes removed", importing.clean_up, CLEAN_UP_SECONDS),
    Duty("door signs removed", door_signs.drop_door_signs, CLEAN_UP_SECONDS),
    Duty("sessions and counts removed", sessions.clean_up, CLEAN_UP_SECONDS),
)


@click.command()
@click.option("--once", is_flag=True, help="Do what is due, then stop.")
@with_appcontext
def worker(*, once: bool) -> None:
    """Publish, deliver mails, let holds lapse, move up and clean up, until SIGTERM or Ctrl-C. Any number may run."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    log.info("The worker has started.")
    with _asked_to_stop() as stopping:
        _work(stopping, once=once)
    log.info("The worker has stopped.")


@contextmanager
def _asked_to_stop() -> Iterator[threading.Event]:
    """Set by SIGTERM and Ctrl-C, so that the step at hand can end."""
    stopping = threading.Event()
    numbers = (signal.SIGTERM, signal.SIGINT)
    before = [signal.signal(number, lambda _number, _frame: stopping.set()) for number in numbers]
    try:
        yield stopping
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)


def _work(stopping: threading.Event, *, once: bool) -> None:
    due_at = {duty.name: 0.0 for duty in DUTIES}
    while not stopping.is_set():
        busy = False
        for duty in DUTIES:
            if stopping.is_set() or time.monotonic() < due_at[duty.name]:
                continue
            done = _do(duty, stopping, once=once)
            busy = busy or done > 0
            due_at[duty.name] = time.monotonic() + duty.every_seconds
        if once and not busy:
            return
        if not busy:
            stopping.wait(IDLE_SECONDS)


def _do(duty: Duty, stopping: threading.Event, *, once: bool) -> int:
    """The duty is done once, in an app context of its own, so that nothing is left over from the duty before."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 -- Flask's documented way
    try:
        with app.app_context(), app.test_request_context(base_url=_settings().base_url):
            done = duty.service(clock.now())
    except (*OUTAGES, DBAPIError) as outage:
        if isinstance(outage, DBAPIError) and not (isinstance(outage, OUTAGES) or outage.connection_invalidated):
            raise  # not the database being gone, but a bug
        reason = getattr(outage, "orig", None) or outage  # without the statement and what it held
        if once:
            raise click.ClickException(f"The database does not answer: {reason}. Was `db upgrade` run?") from outage
        log.warning("The database does not answer, trying again in %d s: %s", OUTAGE_SECONDS, reason)
        stopping.wait(OUTAGE_SECONDS)
        return 0
    if done:
        log.info("%s: %d", duty.name, done)
    return done


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
