"""Whatever is typed into the sign-up is stored and shown as typed, or refused at its field; nothing else is lost."""

import html
import re
from dataclasses import replace
from random import Random
from urllib.parse import quote_from_bytes

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from gocluster_events import text
from gocluster_events.db import transaction
from gocluster_events.events.models import Event
from gocluster_events.letters.rules import fill
from gocluster_events.mail.models import Mail
from gocluster_events.registration import forms, services
from gocluster_events.registration.models import Draft, DraftNeeds, ProtectedIdentity, Registration, SpecialNeeds
from gocluster_events.registration.rules.codes import Status
from gocluster_events.registration.rules.entry import Needs
from gocluster_events.web.letter_frame import letter_frame
from tests.registration.hostile import STRINGS
from tests.registration.people import sign_up
from tests.support.make import NOW, make_event
from tests.support.visitor import Visitor

PERSON = {
    "form_of_address": "ms",
    "title": "Dr.",
    "first_name": "Miriam",
    "last_name": "Tannert",
    "badge_name": "Dr. Miriam T.",
    "email": "miriam@example.org",
    "phone": "030 0000-1234",
    "organisation": "Musternetzwerk Leichtbau",
    "cluster": "Kein Mitglied",
    "position": "Geschäftsführerin",
    "actor_type": "cluster",
    "state": "SN",
}
PARTICIPATION = {
    "mode": "onsite",
    "diet": "vegan",
    "intolerances": "Nüsse",
    "support": "wheelchair",
    "support_details": "Rampe",
    "list_name": "y",
    "list_email": "y",
    "no_photos": "y",
    "remark": "Bis bald",
}
PAGES = {"person": PERSON, "participation": PARTICIPATION}
TICKS = {"list_name", "list_email", "no_photos"}
LONGEST_TOGETHER = 10_000
TEXTS = ("title", "first_name", "last_name", "badge_name", "phone", "organisation", "position")


def post(visitor: Visitor, path: str, fields: dict[str, str]) -> TestResponse:
    """As a browser sends it, and also what no browser sends: lone surrogates."""
    pairs = ((name, value.encode("utf-8", "surrogatepass")) for name, value in fields.items())
    body = "&".join(f"{name}={quote_from_bytes(value)}" for name, value in pairs)
    return visitor.post(path, data=body, content_type="application/x-www-form-urlencoded")


def refused_at(answer: TestResponse) -> set[str]:
    """The fields to which the summary of errors leads."""
    links = re.findall(r'<li><a href="#([a-z_]+)(?:-\d+)?">', answer.text)
    return set(links)


def stored(session: Session, page: str) -> dict[str, object]:
    """What the draft keeps of the fields of a page."""
    session.rollback()
    draft = session.scalars(sa.select(Draft)).one()
    needs = session.scalars(sa.select(DraftNeeds.needs)).first()
    return {**draft.entries[0].get(page, {}), **(needs[0] if needs else {})}


@pytest.mark.promise("P11")
@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES)
def test_every_string_in_every_field_is_kept_as_typed_or_refused_there(
    visitor: Visitor, event: Event, session: Session, page: str
):
    form = TwoPages(visitor, session, event.slug, page)
    wrong = [typed[:80] for typed in STRINGS for some in groups(page, typed) if not form.takes(typed, some)]
    assert wrong == []


def groups(page: str, typed: str) -> list[set[str]]:
    """The fields into which the string goes at once: all of a page, unless they would be more than a request holds."""
    fields = set(PAGES[page])
    return [{each} for each in fields] if len(typed) > LONGEST_TOGETHER else [fields]


class TwoPages:
    """Somebody whose sign-up is complete, and who sends one of its pages again."""

    def __init__(self, visitor: Visitor, session: Session, slug: str, page: str) -> None:
        self.visitor, self.session, self.page = visitor, session, page
        begin = visitor.form(f"/de/{slug}/register").send(**PERSON).location
        self.path, self.check = (begin.replace("/1/participation", f"/{each}") for each in (f"1/{page}", "check"))
        visitor.form(begin).send(**PARTICIPATION)
        self.token = visitor.form(self.path).form.fields["csrf_token"][0]

    def takes(self, typed: str, fields: set[str]) -> bool:
        """Each of the fields refuses the string, with everything else kept in the form, or keeps it as typed."""
        answer = self.send(typed, fields)
        refused = refused_at(answer) if answer.status_code == 200 else set()
        if refused:
            alone = self.send(typed, refused)
            if (
                alone.status_code != 200
                or refused_at(alone) != refused
                or not keeps_the_rest(alone, self.page, refused)
            ):
                return False
            answer = self.send(typed, fields - refused)
        return answer.status_code == 302 and refused <= fields and self.keeps(typed, fields - refused)

    def send(self, typed: str, fields: set[str]) -> TestResponse:
        valid = {**PAGES[self.page], "csrf_token": self.token}
        return post(self.visitor, self.path, {**valid, **dict.fromkeys(fields, typed)})

    def keeps(self, typed: str, fields: set[str]) -> bool:
        expected, texts = text.tidy(typed), fields - TICKS
        known = stored(self.session, self.page)
        is_shown = not texts or expected in html.unescape(self.visitor.get(self.check).text)
        return is_shown and all(known[each] == (True if each in TICKS else expected) for each in fields)


def keeps_the_rest(answer: TestResponse, page: str, refused: set[str]) -> bool:
    others = {name: value for name, value in PAGES[page].items() if name not in refused | TICKS}
    shown = html.unescape(answer.text)
    return all(f'value="{value}"' in shown or f">\r\n{value}<" in shown for value in others.values())


def columns() -> dict[str, int | None]:
    tables = (Registration.__table__, SpecialNeeds.__table__, ProtectedIdentity.__table__)
    return {column.name: getattr(column.type, "length", None) for table in tables for column in table.columns}


def test_every_field_takes_as_much_as_its_column(app: Flask):
    lengths = columns()
    with app.test_request_context("/de/"):
        fields = [*forms.PersonForm(), *forms.ParticipationForm()]
        limits = {field.name: field.limit for field in fields if hasattr(field, "limit") and field.name != "birth_date"}
    assert limits == {name: lengths[name] for name in limits}
    assert {"last_name", "email", "remark", "intolerances"} <= limits.keys()


@pytest.mark.promise("P11")
@pytest.mark.both_databases
def test_what_a_form_lets_through_fits_both_databases_and_its_mail(app: Flask, session: Session):
    event_id = make_event(capacity_onsite=1000).id
    accepted = [tidied for typed in STRINGS if (tidied := text.tidy(typed)) and text.flaw(tidied, 60) is None]
    longest = [character * 60 for character in "xßẞǆﬃ"] + ["ﷺ" * 60]
    with transaction() as writing:
        for number, typed in enumerate([*accepted, *longest]):
            somebody = sign_up(f"person-{number}@example.org", Needs(intolerances=typed), **dict.fromkeys(TEXTS, typed))
            entry = replace(somebody.entry, remark=typed)
            row = services.register_in(writing, event_id, replace(somebody, entry=entry), NOW, Random(number))
            services.prove_in(writing, event_id, row.id, row.generation, NOW)
    session.rollback()
    assert set(session.scalars(sa.select(Registration.status))) == {Status.CONFIRMED}
    letters = session.execute(sa.select(Mail.content).where(Mail.letter == "confirmed_onsite")).scalars().all()
    with app.test_request_context("/de/"):
        for content in letters:
            framed = letter_frame(content["template"], "de", content["values"], "https://example.org/x", fill)
            assert "\n" not in framed.subject
            assert " ".join(content["values"]["salutation"].split()) in " ".join(framed.text.split())
            assert "<script" not in framed.html
