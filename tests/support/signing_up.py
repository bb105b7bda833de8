"""What somebody does in the browser, in as few words as a test needs."""

import re
from dataclasses import replace
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from gocluster_events.core.db import transaction
from gocluster_events.core.tokens import Signer
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.sign_up.models import Draft
from gocluster_events.meeting.registration.sign_up.rules import answer_document, read_answer
from tests.support.settings import SECRET_KEY
from tests.support.visitor import Visitor

PERSON = {
    "first_name": "Miriam",
    "last_name": "Tannert",
    "email": "miriam@example.org",
    "organisation": "Musternetzwerk Leichtbau e. V.",
    "member": "no",
    "actor_type": "cluster",
    "state": "SN",
}
PARTICIPATION = {"mode": "onsite", "diet": "vegan"}
PAGE = {**PERSON, **PARTICIPATION}


def fill_in(visitor: Visitor, event: Event, **changes: object) -> str:
    """The address of the check page, after the page was sent."""
    answer = visitor.form(f"/de/{event.slug}/register").send(**{**PAGE, **changes})
    assert answer.status_code == 302, errors(answer)
    return answer.location


def page_of(check: str, number: int = 1) -> str:
    """The address of somebody's page of fields, for that of the check page."""
    return check.replace("/check", f"/{number}/{'person' if number == 1 else 'colleague'}")


def sign_up(visitor: Visitor, event: Event, **changes: object) -> TestResponse:
    """The answer to "Anmeldung absenden"."""
    return visitor.form(fill_in(visitor, event, **changes)).send()


def wait_for_mails(minutes: int) -> None:
    """What was sent so far was sent so many minutes earlier."""
    with transaction() as writing:
        for draft in writing.scalars(sa.select(Draft).where(Draft.submitted_at.is_not(None))):
            earlier = timedelta(minutes=minutes)
            answer = read_answer(draft.answer or {}, draft.submitted_at)
            sent = tuple(at - earlier for at in answer.sent)
            draft.answer = answer_document(replace(answer, sent=sent))


def errors(answer: TestResponse) -> list[str]:
    """The sentences of the error summary."""
    summary = re.search(r"data-error-summary.*?</div>\s*<ul.*?</ul>", answer.text, re.DOTALL)
    return re.findall(r"<li>(?:<a[^>]*>)?(.*?)(?:</a>)?</li>", summary[0]) if summary else []


def token(purpose: str, registration_id: int, generation: int = 1) -> str:
    return Signer((SECRET_KEY,)).sign(purpose, registration_id, generation)


def prove_address(registration_id: int, generation: int = 1) -> str:
    return f"/de/my/prove/{token('own.prove', registration_id, generation)}"


def personal(registration_id: int, generation: int = 1) -> str:
    return f"/de/my/{token('own.personal', registration_id, generation)}"


def open_my_page(visitor: Visitor, registration_id: int, generation: int = 1) -> TestResponse:
    """The personal page, through its link."""
    answer = visitor.form(personal(registration_id, generation)).send()
    assert answer.location == "/de/my/"
    return visitor.get("/de/my/")


def is_in(visitor: Visitor) -> bool:
    """Whether this browser's session opens everything of somebody's own; otherwise it leads to the address field."""
    answer = visitor.get("/de/my/cancellation")
    assert answer.status_code == 200 or answer.location.startswith("/de/my/?")
    return answer.status_code == 200


def number_of(session: Session, model: type[Draft] | type[Registration]) -> int:
    session.rollback()
    return session.scalar(sa.select(sa.func.count()).select_from(model)) or 0
