"""Every letter that the house can write, as it arrives, with every address that stands in it."""

import re
from collections.abc import Callable, Iterator
from contextvars import Context
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from html import unescape
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask

from gocluster_events.attendance.bookings.rules.letters import LETTERS as ABOUT_ITEMS
from gocluster_events.attendance.bookings.rules.publication_letters import LETTERS as ABOUT_LOST_ITEMS
from gocluster_events.backoffice.wordings.rules import SITE_LETTERS as TO_THE_TEAM
from gocluster_events.cli.duties import DUTIES
from gocluster_events.core import db
from gocluster_events.core.text import LANGUAGES
from gocluster_events.core.tokens import Signer
from gocluster_events.meeting.agenda.rules.differences import LETTERS as TO_CONTRIBUTORS
from gocluster_events.meeting.letters.rules import Letter
from gocluster_events.meeting.letters.services import compose, send_all
from gocluster_events.meeting.registration.invitations.models import Invitation
from gocluster_events.meeting.registration.people.rules.letters import (
    DEADLINE_INVITED,
    DEADLINE_UNPROVEN,
    INVITATION_REMINDER,
    LETTERS as TO_PARTICIPANTS,
)
from gocluster_events.post_event.cards.rules.notes import LETTERS as ABOUT_NOTES
from gocluster_events.post_event.follow_ups.rules.letters import LETTERS as ABOUT_STEPS
from gocluster_events.post_event.materials.rules.reminding import LETTERS as ABOUT_MATERIALS
from gocluster_events.post_event.photos.rules.letters import LETTERS as ABOUT_PHOTOS
from tests.support.meeting import Meeting
from tests.support.remote import is_remote, servers_of
from tests.support.settings import NOW

LETTERS: tuple[Letter, ...] = (
    *TO_PARTICIPANTS, *ABOUT_ITEMS, *ABOUT_LOST_ITEMS, *ABOUT_MATERIALS, *ABOUT_NOTES, *ABOUT_PHOTOS, *ABOUT_STEPS,
    *TO_CONTRIBUTORS, *TO_THE_TEAM,
)  # fmt: skip
# Each view that a letter's button leads to, with the link that the meeting has mailed.
LINKS = {
    "own.prove": "/{lang}/my/prove/{prove}",
    "own.prove_again": "/{lang}/my/prove-again/{prove_again}",
    "own.personal": "/{lang}/my/{personal}",
    "sign_up.invitation": "/{lang}/my/invitation/{invited}",
    "substitution.substitute": "/{lang}/my/substitute/{substitute}",
    "own.prove_email": "/{lang}/my/prove-email/{prove_email}",
    "photos.proof": "/{lang}/my/photo/{photo_proof}",
    "follow_ups.answer": "/{lang}/my/follow-up/{follow_link}",
    "agenda.own_link": "/{lang}/my/contribution/{own_link}",
    "team.join": "/{lang}/my/team/{join}",
    "team.new_password": "/{lang}/my/password/{reset}",
    "team.account_email_proof": "/{lang}/my/account-email/{account_email}",
}
SUBJECTS = {
    DEADLINE_UNPROVEN.name: ("registration", "own.prove"),
    DEADLINE_INVITED.name: ("invitation", "sign_up.invitation"),
    INVITATION_REMINDER.name: ("invitation", "sign_up.invitation"),
}
BASE = "http://localhost"
TO = "everything@example.org"


def everything(app: Flask, meeting: Meeting, folder: Path, **changed: str) -> list[EmailMessage]:
    """One of each letter in each language, as it has arrived in the folder; ``changed`` values say something else."""
    queue(app, meeting, **changed)
    deliver(app)
    letters = arrived(folder)
    assert len(letters) == len(LETTERS) * len(LANGUAGES)
    return letters


def deliver(app: Flask) -> None:
    """Everything that is due has left; nothing else is done, unless a worker of its own does it."""
    if is_remote(app):
        servers_of(app).work()
        return
    for name in ("lost links looked up", "lost passwords looked up", "mails taken up"):
        duty = next(duty.service for duty in DUTIES if duty.name == name)
        while Context().run(_once, app, duty):
            pass


def _once(app: Flask, duty: Callable[[datetime], int]) -> int:
    with app.app_context(), app.test_request_context(base_url=app.config["SETTINGS"].base_url):
        return duty(NOW + timedelta(minutes=1))


def queue(app: Flask, meeting: Meeting, **changed: str) -> None:
    """One of each letter in each language is in the outbox."""
    facts: dict[str, Any] = {"scope": "edition:1", "to": TO}
    composed = [
        compose(
            letter,
            language=language,
            key=f"{letter.link}:{letter.template}:{language}",
            subject=_subject(app, meeting, letter),
            values={**letter.samples, **{name: value for name, value in changed.items() if name in letter.samples}},
            link=_target(app, meeting, letter.link) if letter.link else None,
            **facts,
        )
        for letter in LETTERS
        for language in LANGUAGES
    ]
    with app.app_context(), db.transaction() as session:
        session.execute(sa.update(Invitation).values(sent_at=NOW))  # who is reminded was invited
        send_all(session, composed, NOW)


def _subject(app: Flask, meeting: Meeting, letter: Letter) -> str:
    """The row that the letter is about; a reminder would be dropped if its reader did not need it."""
    noun, endpoint = SUBJECTS.get(letter.name, ("registration", "own.personal"))
    identity, _generation = _target(app, meeting, endpoint) or (0, 0)
    return f"{noun}:{identity}"


def _target(app: Flask, meeting: Meeting, endpoint: str) -> tuple[int, int] | None:
    token = meeting.address(LINKS[endpoint]).rpartition("/")[2]
    return Signer(app.config["SETTINGS"].secret_keys).read(endpoint, token)


def arrived(folder: Path, to: str = TO) -> list[EmailMessage]:
    """What has arrived so far at that address."""
    letters = (message_from_bytes(path.read_bytes(), policy=policy.default) for path in sorted(folder.rglob("*.eml")))
    return [each for each in letters if each["To"] == to]


def addresses(letter: EmailMessage) -> Iterator[str]:
    """Every address of a page in any part of the letter."""
    for part in letter.walk():
        if part.get_content_maintype() == "text":
            yield from re.findall(r"https?://[^\s<>\"')]+", unescape(str(part.get_content())))


def paths(app: Flask, meeting: Meeting, folder: Path) -> list[str]:
    """The path of every link of every letter; none leads anywhere but to our pages."""
    links = {address for letter in everything(app, meeting, folder) for address in addresses(letter)}
    assert [address for address in links if not address.startswith(f"{BASE}/")] == []
    return sorted(address.removeprefix(BASE) for address in links)
