"""The picture of the code for admission in the mails of those who come on site."""

from datetime import UTC, datetime, time, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from io import BytesIO

import pytest
import segno
import sqlalchemy as sa
from PIL import Image

from gocluster_events.attendance.door.rules import Verdict
from gocluster_events.core.act import Act
from gocluster_events.core.db import session as reading
from gocluster_events.core.mail.models import Mail
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.letters.exports import MODULE_PIXELS, code_png
from gocluster_events.meeting.letters.rules import Kind, Rule
from gocluster_events.meeting.letters.services import set_reminder
from gocluster_events.meeting.registration.invitations.services import reminding
from gocluster_events.meeting.registration.people.rules.letters import LETTERS, WITH_CODE
from tests.support.arrivals import arrive as come
from tests.support.make import make_event
from tests.support.registrants import arrive, cancel, row_of
from tests.support.settings import NOW
from tests.support.visitor import Visitor

A_DAY_BEFORE = datetime(2027, 4, 21, 8, tzinfo=UTC)  # ten in Berlin
MOST_BYTES = 3 * 1024
LONGEST_SLUG = "x" * 60


def mailed(organiser: Visitor, event: Event, letter: str) -> EmailMessage:
    """The letter to Miriam as it leaves."""
    mail_id = reading().scalar(sa.select(Mail.id).where(Mail.letter == letter, Mail.recipient == "miriam@example.org"))
    raw = organiser.get(f"/de/manage/{event.slug}/outbox/{mail_id}.eml").data
    message = message_from_bytes(raw, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def pictures(message: EmailMessage) -> list[EmailMessage]:
    return [part for part in message.walk() if part.get_content_maintype() == "image"]


def modules(png: bytes) -> list[list[bool]]:
    """The picture as dark and light squares, with the light margin around."""
    picture = Image.open(BytesIO(png)).convert("L")
    middle, step = MODULE_PIXELS // 2, MODULE_PIXELS
    across = range(middle, picture.width, step)
    return [[picture.getpixel((x, y)) == 0 for x in across] for y in across]


def drawn(code: str) -> list[list[bool]]:
    matrix = segno.make(code, error="m", micro=False).matrix_iter(border=4)
    return [[bool(square) for square in row] for row in matrix]


def test_the_confirmation_brings_the_code_as_one_picture_and_fetches_nothing(organiser: Visitor, event: Event):
    miriam = arrive(event, "miriam@example.org")
    message = mailed(organiser, event, "confirmed_onsite")
    (picture,) = pictures(message)
    png, html = picture.get_content(), message.get_body(("html",)).get_content()
    assert (picture["Content-ID"], picture.get_content_disposition()) == ("<admission-code>", "inline")
    assert modules(png) == drawn(f"jahrestagung-2027/{row_of(miriam).reference}")
    assert html.count("<img") == html.count('src="cid:admission-code"') == 1
    assert "https://" not in html.partition("<img")[2].partition(">")[0]
    assert [part.get_content_type() for part in message.iter_attachments()] == ["text/calendar"]


def test_the_picture_is_small_and_whole_for_the_longest_address_of_an_edition():
    png = code_png(f"{LONGEST_SLUG}/4K7M-92QX-3")
    assert len(png) <= MOST_BYTES
    assert modules(png) == drawn(f"{LONGEST_SLUG}/4K7M-92QX-3")


def test_the_letter_of_the_day_before_brings_it_too(organiser: Visitor, event: Event):
    arrive(event, "miriam@example.org")
    set_reminder(event.id, Kind.DAY, Rule(1, time(10), is_on=True), 0, Act("organiser@example.org", NOW))
    assert reminding.remind_due(A_DAY_BEFORE) == 1
    assert len(pictures(mailed(organiser, event, "day_onsite"))) == 1


@pytest.mark.parametrize("letter", ["prove_address", "confirmed_online"])
def test_nobody_else_gets_one(organiser: Visitor, event: Event, letter: str):
    arrive(event, "miriam@example.org", mode=Mode.ONLINE)
    assert pictures(mailed(organiser, event, letter)) == []


def test_nothing_of_the_picture_is_stored(organiser: Visitor, event: Event):
    arrive(event, "miriam@example.org")
    content = reading().scalar(sa.select(Mail.content).where(Mail.letter == "confirmed_onsite"))
    assert content is not None
    code = content["values"]["admission_code"]
    assert (code.startswith("jahrestagung-2027/"), len(str(content)) < 2000) == (True, True)


def test_the_code_in_the_mail_of_somebody_who_cancelled_answers_so_at_the_door(event: Event):
    miriam = arrive(event, "miriam@example.org")
    content = reading().scalar(sa.select(Mail.content).where(Mail.letter == "confirmed_onsite"))
    code = content["values"]["admission_code"]
    cancel(event, miriam, NOW + timedelta(hours=1))
    assert come(event, code).verdict is Verdict.CANCELLED
    assert come(make_event(), code).verdict is Verdict.OTHER_EDITION


def test_only_letters_to_people_on_site_are_to_bring_it():
    assert sorted(WITH_CODE) == ["confirmed_onsite", "day_onsite", "moved_up_onsite"]
    assert {each.name for each in LETTERS} >= WITH_CODE
