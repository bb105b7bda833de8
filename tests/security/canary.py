"""Somebody tells through the pages what they need, in words that can be found wherever they are copied to."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import sqlalchemy as sa
from flask import Flask

from gocluster_events.core import db
from gocluster_events.core.mail.models import Mail
from gocluster_events.meeting.registration.people.models import Registration
from tests.support.live import link_in
from tests.support.mailed import BASE, deliver
from tests.support.meeting import Meeting, Who
from tests.support.roles import visitors
from tests.support.signing_up import PERSON
from tests.support.visitor import Visitor

# What is told, and every word by which it would be found, as a code and in both languages: one's own words, the diet
# at first and after a change, and the support.
WORDS: Mapping[str, tuple[str, ...]] = {
    "words": ("kanarien",),
    "diet": ("vegetari", "vegan"),
    "support": ("induction_loop", "induction loop", "höranlage", "h\\u00f6ranlage", "h=c3=b6ranlage"),
}
NEEDS = {"diet": "vegetarian", "intolerances": "Kanarienunverträglichkeit", "support": "induction_loop"}
CHANGED = {"diet": "vegan", "support_details": "Kanarienrampe"}
TYPED = {**NEEDS, "has_needs": "yes", "agrees_to_health": "y", "mode": "onsite", "remark": "Gibt es WLAN?"}
EMAIL, REGISTER = "kanari@example.org", "/de/jahrestagung-2027/register"


def named(text: str) -> set[str]:
    """What of it a text in lower case tells; a letter may be broken into lines."""
    whole = text.replace("=\r\n", "").replace("=\n", "")
    return {what for what, words in WORDS.items() if any(word in whole for word in words)}


def settle_in(app: Flask, meeting: Meeting, folder: Path) -> Meeting:
    """The participant of the meeting is somebody who has told all of it, and told it anew after the confirmation.

    They type a second sign-up; somebody who was registered before waits for the proof of another one.
    """
    person = visitors(app, meeting)[Who.PARTICIPANT]
    _sign_up(person, EMAIL)
    prove = _mailed(app, folder, "/my/prove/")
    assert person.form(prove).send().location == "/de/my/"
    assert person.form("/de/my/details/participation").send(**CHANGED).location == "/de/my/"
    personal = _mailed(app, folder, "/my/").rpartition("/")[2]
    _sign_up(Visitor.of(app), "ole@example.org")
    draft = _typed(person, "draft@example.org").split("/")[4]
    cookie = person.get_cookie("events")
    assert cookie is not None
    with app.app_context():
        known = sa.select(Registration.id).where(Registration.email == EMAIL)
        identity = db.session().scalars(known).one()
        mail = db.session().scalar(sa.select(sa.func.max(Mail.id)).where(Mail.subject == f"registration:{identity}"))
    here = {"registration": str(identity), "personal": personal, "draft": draft, "mail": str(mail)}
    held = {**meeting.cookies, Who.PARTICIPANT: cookie.value}
    return replace(meeting, cookies=held, places={**meeting.places, **here})


def _typed(visitor: Visitor, email: str) -> str:
    """The address of the check page, with all of it typed."""
    return visitor.form(REGISTER).send(**{**PERSON, **TYPED, "email": email}).location


def _sign_up(visitor: Visitor, email: str) -> None:
    assert visitor.form(_typed(visitor, email)).send().status_code == 302


def _mailed(app: Flask, folder: Path, containing: str) -> str:
    """The path of the latest link that was mailed to the person."""
    deliver(app)
    letters = [each for each in letters_in(folder) if each["To"] == EMAIL]
    return link_in(letters[-1], containing).removeprefix(BASE)


def letters_in(folder: Path) -> list[EmailMessage]:
    """All that have arrived, the latest last."""
    paths = sorted(folder.rglob("*.eml"), key=lambda path: path.stat().st_mtime_ns)
    return [message_from_bytes(path.read_bytes(), policy=policy.default) for path in paths]


def told_in(letter: EmailMessage) -> Iterator[str]:
    """All that stands in a letter, in lower case: heads, and parts as they are read."""
    yield str(letter.items()).lower()
    for part in letter.walk():
        if part.get_content_maintype() == "text":
            yield str(part.get_content()).lower()
