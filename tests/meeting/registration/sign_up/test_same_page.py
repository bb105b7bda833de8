"""The pages after the button are the same, byte for byte, whatever is known of an address."""

import re
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from gocluster_events.core import clock
from gocluster_events.core.accounts.models import Attempt
from gocluster_events.core.db import session as reading, transaction
from gocluster_events.core.mail.models import Mail
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.rules.codes import Diet
from gocluster_events.meeting.registration.people.rules.fields import Needs
from gocluster_events.meeting.registration.sign_up.models import Draft
from tests.support.registrants import arrive, cancel, register
from tests.support.signing_up import sign_up, wait_for_mails
from tests.support.visitor import Visitor

RIGHT, OTHER = "miriam@example.org", "tannert@example.org"
KNOWN: dict[str, Callable[[Event], object]] = {
    "unproven": lambda event: register(event, RIGHT, clock.now()),
    "unproven and the same": lambda event: register(
        event, RIGHT, clock.now(), organisation="Musternetzwerk Leichtbau e. V.", needs=Needs(diet=Diet.VEGAN)
    ),
    "confirmed": lambda event: arrive(event, RIGHT, clock.now()),
    "cancelled": lambda event: cancel(event, arrive(event, RIGHT, clock.now()), clock.now()),
}


def seen_by(visitor: Visitor, event: Event) -> list[str]:
    """Every page that a browser gets which types that address, without what is random in each browser."""
    done = sign_up(visitor, event).location
    pages = [visitor.get(done), visitor.form(done).send()]
    wait_for_mails(minutes=3)
    pages += [visitor.form(done).send(), visitor.get(done)]
    address = done.replace("/done", "/1/address")
    for email in (RIGHT, OTHER, "third@example.org", RIGHT):
        form = visitor.get(address)
        pages += [form, *([visitor.form_in(form).send(email=email)] if form.status_code == 200 else [])]
        pages += [visitor.get(done)]
    draft = done.split("/")[-2]
    return [f"{page.status} {page.location}\n{without_chance(page.text)}".replace(draft, "…") for page in pages]


def without_chance(page: str) -> str:
    """The page without the token of its forms."""
    return re.sub(r'(name="csrf_token"[^>]*value=")[^"]+', r"\1", page)


@pytest.mark.parametrize("how", KNOWN)
def test_a_known_address_gets_the_same_pages_as_an_unknown_one_byte_for_byte(app: Flask, event: Event, how: str):
    event_id = event.id
    unknown = seen_by(Visitor.of(app), event)
    with transaction() as writing:
        for kind in (Registration, Draft, Mail, Attempt):
            writing.execute(sa.delete(kind))
    KNOWN[how](reading().get_one(Event, event_id))
    assert seen_by(Visitor.of(app), event) == unknown
    assert len(set(unknown)) > 5


def test_the_first_browser_sees_no_difference_when_another_types_its_address(app: Flask, event: Event):
    first, second = Visitor.of(app), Visitor.of(app)
    done = sign_up(first, event).location
    before = without_chance(first.get(done).text)
    sign_up(second, event, last_name="Anders")
    assert without_chance(first.get(done).text) == before
