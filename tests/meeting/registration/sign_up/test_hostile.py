"""A choice that nobody was offered is refused at its field; what forms let through fits databases and mails.

What is typed into the text fields of all forms is proven in tests/security/test_scripts.py.
"""

import re
from dataclasses import replace
from random import Random

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from gocluster_events.core import text
from gocluster_events.core.db import transaction
from gocluster_events.core.mail.models import Mail
from gocluster_events.core.web.letter_frame import letter_frame
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.letters.rules import fill
from gocluster_events.meeting.registration.people.models import ProtectedIdentity, Registration, SpecialNeeds
from gocluster_events.meeting.registration.people.rules.codes import Status
from gocluster_events.meeting.registration.people.rules.fields import Needs
from gocluster_events.meeting.registration.sign_up.forms import details as sign_up_forms
from gocluster_events.meeting.registration.sign_up.services import proving, registering
from tests.security.corpus import texts
from tests.support.make import make_event
from tests.support.proving import Proof
from tests.support.registrants import sign_up
from tests.support.settings import NOW
from tests.support.visitor import Visitor

PERSON = {
    "first_name": "Miriam",
    "last_name": "Tannert",
    "email": "miriam@example.org",
    "organisation": "Musternetzwerk Leichtbau",
    "member": "no",
    "actor_type": "cluster",
    "state": "SN",
}
CHOICES = ("actor_type", "state", "mode", "member", "diet", "support")
TEXTS = ("title", "first_name", "last_name", "badge_name", "phone", "organisation", "position")


@pytest.mark.promise("P11")
def test_a_choice_that_is_none_is_refused_at_its_field(visitor: Visitor, event: Event, proof: Proof):
    begin = visitor.form(f"/de/{event.slug}/register").send(**PERSON, mode="onsite").location
    strings = proof.random.sample(texts(), proof.size(5, 200))
    form = visitor.form(begin.replace("/check", "/1/person"))
    for typed in strings:
        answer = form.send(**dict.fromkeys(CHOICES, typed))
        refused = set(re.findall(r'<li><a href="#([a-z_]+)(?:-\d+)?">', answer.text))
        assert (answer.status_code, refused - {"agrees_to_health"}) == (200, set(CHOICES)), repr(typed)
    number = len(CHOICES) * len(strings)
    proof.says(
        f"{len(strings)} strings instead of {len(CHOICES)} choices of the sign-up", f"{number} refused at the field"
    )


def columns() -> dict[str, int | None]:
    tables = (Registration.__table__, SpecialNeeds.__table__, ProtectedIdentity.__table__)
    return {column.name: getattr(column.type, "length", None) for table in tables for column in table.columns}


def test_every_field_takes_as_much_as_its_column(app: Flask):
    lengths = columns()
    with app.test_request_context("/de/"):
        fields = [*sign_up_forms.PersonForm(), *sign_up_forms.ParticipationForm()]
        limits = {field.name: field.limit for field in fields if hasattr(field, "limit") and field.name != "birth_date"}
    assert limits == {name: lengths[name] for name in limits}
    assert {"last_name", "email", "remark", "intolerances"} <= limits.keys()


@pytest.mark.promise("P11")
@pytest.mark.both_databases
def test_what_a_form_lets_through_fits_both_databases_and_its_mail(app: Flask, session: Session, proof: Proof):
    event_id = make_event(capacity_onsite=2000).id
    known = dict.fromkeys(
        typed for each in texts() if (typed := text.tidy(each)) and text.text_refusal(typed, 60) is None
    )
    accepted = proof.random.sample(list(known), proof.size(60, len(known)))
    longest = [character * 60 for character in "xßẞǆﬃ"] + ["ﷺ" * 60]
    with transaction() as writing:
        for number, typed in enumerate([*accepted, *longest]):
            somebody = sign_up(f"person-{number}@example.org", Needs(intolerances=typed), **dict.fromkeys(TEXTS, typed))
            entry = replace(somebody.entry, remark=typed)
            row = registering.register_in(writing, event_id, replace(somebody, entry=entry), NOW, Random(number))
            proving.prove_in(writing, event_id, row.id, row.generation, NOW)
    session.rollback()
    assert set(session.scalars(sa.select(Registration.status))) == {Status.CONFIRMED}
    letters = session.execute(sa.select(Mail.content).where(Mail.letter == "confirmed_onsite")).scalars().all()
    with app.test_request_context("/de/"):
        for content in letters:
            framed = letter_frame(content["template"], "de", content["values"], "https://example.org/x", fill)
            assert "\n" not in framed.subject
            assert " ".join(content["values"]["salutation"].split()) in " ".join(framed.text.split())
            assert "<script" not in framed.html
    proof.says(f"{len(letters)} people whose every text is such a string", "all stored, and in the mail as typed")
