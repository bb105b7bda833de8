"""What is typed stays: on a refused page, behind the menu, in the other language, until it is sent or discarded."""

import re

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.people.rules.codes import Retention
from gocluster_events.meeting.registration.people.rules.questions import QuestionKind
from gocluster_events.meeting.registration.sign_up.models import Draft, DraftNeeds
from tests.support.questions import ask
from tests.support.signing_up import PAGE, errors, fill_in, number_of, page_of
from tests.support.visitor import Visitor

HALF = {"first_name": "Miriam", "email": "miriam@", "mode": "onsite", "diet": "vegan"}
HEALTH = {"has_needs": "yes", "support": "wheelchair", "intolerances": "Nüsse"}


def page(event: Event, language: str = "de") -> str:
    return f"/{language}/{event.slug}/register"


def values(visitor: Visitor, address: str) -> dict[str, list[str]]:
    return visitor.form(address).form.fields


def draft_page(session: Session, event: Event, language: str = "de") -> str:
    session.rollback()
    return f"{page(event, language)}/{session.scalars(sa.select(Draft.id)).one()}/1/person"


def test_a_refused_page_is_still_there_when_it_is_opened_anew(visitor: Visitor, event: Event, session: Session):
    refused = visitor.form(page(event)).send(**HALF)
    assert (refused.status_code, len(errors(refused)) > 1) == (200, True)
    typed = values(visitor, draft_page(session, event))
    assert {name: typed[name] for name in HALF} == {name: [value] for name, value in HALF.items()}


def test_a_refused_page_is_sent_to_the_draft_that_keeps_it(visitor: Visitor, event: Event, session: Session):
    refused = visitor.form(page(event)).send(**HALF)
    visitor.form_in(refused).send(last_name="Tannert")
    assert number_of(session, Draft) == 1
    answer = visitor.form(draft_page(session, event)).send(**PAGE)
    assert answer.location == draft_page(session, event).replace("/1/person", "/check")


def draft_of(session: Session) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """What was typed, as the draft has it: what stands in the entry, and what is apart."""
    session.rollback()
    (entry,), (needed,) = (
        session.scalars(sa.select(Draft.entries)).one(),
        session.scalars(sa.select(DraftNeeds.needs)).one(),
    )
    return entry["input"], needed["input"]


def test_what_must_be_apart_is_apart_from_the_first_moment(visitor: Visitor, event: Event, session: Session):
    visitor.form(page(event)).send(**HALF, **HEALTH, agrees_to_health="y")
    apart = {name: [value] for name, value in {**HEALTH, "diet": "vegan", "agrees_to_health": "y"}.items()}
    assert draft_of(session) == ({"first_name": ["Miriam"], "email": ["miriam@"], "mode": ["onsite"]}, apart)
    typed = values(visitor, draft_page(session, event))
    assert (typed["intolerances"], typed["agrees_to_health"]) == (["Nüsse"], ["y"])


@pytest.mark.parametrize("consent", [{}, {"has_needs": "no", "agrees_to_health": "y"}])
@pytest.mark.parametrize("leave", [None, "language", "edition"])
def test_needs_without_the_tick_are_in_no_draft(
    visitor: Visitor, event: Event, session: Session, consent: dict[str, str], leave: str | None
):
    question = ask(event, "Medikamente?", QuestionKind.LINE, retention=Retention.NEEDS)
    health = {**HEALTH, f"q{question}": "Insulin", **consent}
    answer = visitor.form(page(event)).send(**HALF, **health, leave=leave)
    assert draft_of(session)[1] == {"diet": ["vegan"], **({"has_needs": ["no"]} if consent else {})}
    assert ("Insulin" in answer.text, "Nüsse" in answer.text) == (leave is None, leave is None)


def test_the_other_language_shows_what_was_typed(visitor: Visitor, event: Event, session: Session):
    answer = visitor.form(page(event)).send(**HALF, leave="language")
    assert answer.location == draft_page(session, event, "en")
    assert values(visitor, answer.location)["first_name"] == ["Miriam"]


@pytest.mark.parametrize(("entry", "leads"), [("edition", ""), ("programme", "agenda")])
def test_the_menu_leads_on_and_the_page_can_be_gone_on_with(
    visitor: Visitor, event: Event, session: Session, entry: str, leads: str
):
    answer = visitor.form(page(event)).send(**HALF, leave=entry)
    assert answer.location == f"/de/{event.slug}/{leads}"
    (way,) = re.findall(r'href="([^"]+)">Weiter ausfüllen', visitor.get(page(event)).text)
    assert way == draft_page(session, event)


def test_a_complete_page_that_is_left_is_not_taken_for_sent(visitor: Visitor, event: Event, session: Session):
    assert visitor.form(page(event)).send(**PAGE, leave="my").location == f"/de/my/?edition={event.slug}"
    assert visitor.get(draft_page(session, event).replace("/1/person", "/check")).location == draft_page(session, event)


def test_who_types_nothing_leaves_nothing(visitor: Visitor, event: Event, session: Session):
    assert visitor.form(page(event)).send(leave="language").location == page(event, "en")
    assert number_of(session, Draft) == 0


def test_what_is_discarded_is_gone(visitor: Visitor, event: Event, session: Session):
    visitor.form(page(event)).send(**HALF)
    assert visitor.form(draft_page(session, event)).send(leave="discard").location == page(event)
    assert (number_of(session, Draft), number_of(session, DraftNeeds)) == (0, 0)
    assert "Weiter ausfüllen" not in visitor.get(page(event)).text


def test_a_change_that_is_left_is_kept_beside_what_was_complete(visitor: Visitor, event: Event):
    check = fill_in(visitor, event)
    visitor.form(page_of(check)).send(last_name="", leave="language")
    assert values(visitor, page_of(check))["last_name"] == [""]
    assert "Miriam Tannert" in visitor.get(check).text


def test_nothing_longer_than_any_field_fills_the_database(visitor: Visitor, event: Event, session: Session):
    visitor.form(page(event)).send(first_name="x" * 1_000_000)
    session.rollback()
    (entry,) = session.scalars(sa.select(Draft.entries)).one()
    assert len(entry["input"]["first_name"][0]) == 4000


def test_what_is_typed_about_a_colleague_is_kept_too(visitor: Visitor, event: Event):
    check = fill_in(visitor, event)
    typed = {"first_name": "Jo", "email": "jo@", "organisation": "Anderes Netzwerk"}
    answer = visitor.form(page_of(check, 2)).send(**typed, leave="language")
    assert answer.location == page_of(check, 2).replace("/de/", "/en/")
    fields = values(visitor, answer.location)
    assert {name: fields[name] for name in typed} == {name: [value] for name, value in typed.items()}
