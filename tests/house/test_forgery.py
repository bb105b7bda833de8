"""No address that changes something can be used without the form it belongs to (CSRF)."""

from collections.abc import Callable
from datetime import UTC, datetime
from random import Random
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask, url_for
from sqlalchemy.orm import Session

from gocluster_events.core import clock
from gocluster_events.core.act import Act
from gocluster_events.core.tokens import Signer
from gocluster_events.meeting.agenda.importing import services as importing
from gocluster_events.meeting.agenda.models import Person
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.procedure import MovingUp
from gocluster_events.meeting.registration.deciding import services as deciding
from gocluster_events.meeting.registration.invitations.rules.codes import Guest, InvitationFilter, Mailing, Terms
from gocluster_events.meeting.registration.invitations.services import codes, imports, inviting
from gocluster_events.meeting.registration.people.rules.changing import Substitute
from gocluster_events.meeting.registration.people.rules.codes import Status
from gocluster_events.meeting.registration.people.rules.deciding import Kind as Decide, Standing
from gocluster_events.meeting.registration.sign_up.models import Draft
from gocluster_events.meeting.registration.substitution import services as substitution
from tests.support import cards, materials, noting
from tests.support.accountability import to_be_answered
from tests.support.allotted import allotted
from tests.support.booking import to_be_booked
from tests.support.buttons import BUTTONS
from tests.support.following import to_be_followed
from tests.support.handing_in import of_materials as of_own_materials
from tests.support.html_forms import forms_of
from tests.support.lists import of_lists, views
from tests.support.make import (
    PASSWORD,
    make_event,
    make_item,
    make_member,
    make_person,
    make_quota,
    make_registration,
    make_room,
)
from tests.support.outbox import of_mails
from tests.support.photographs import to_be_decided
from tests.support.programme import a_file, a_wish, block, plan, publish, slot
from tests.support.proving import Proof
from tests.support.publishing import checked, to_be_published
from tests.support.questions import ask_tour
from tests.support.registrants import arrive, ask_for_email, register, row_of
from tests.support.report import of_reports
from tests.support.setting_up import to_be_set_up
from tests.support.settings import SECRET_KEY
from tests.support.sheets import a_sheet
from tests.support.signing_up import wait_for_mails
from tests.support.suggesting import of_suggestions
from tests.support.team import of_the_team
from tests.support.visitor import Visitor
from tests.support.wordings import of_wordings

ORGANISER = "organiser@example.org"
SUBSTITUTE = Substitute(first_name="Kim", last_name="Weber", email="weber@example.org", language="en")
ELSEWHERE = ("accounts.sign_out", "accounts.factor", "agenda.pins")  # on every page, or over: a redirect
ABOUT_A_PERSON = ("attendees.link", "attendees.needs", "questions.internal")
_OF_WAITING = ("waiting.waiting_position", "waiting.waiting_place")
TO_DECIDE = (*_OF_WAITING, "privacy.person_erasure", "own.person_cancellation", "own.refusal")


def posting(app: Flask) -> list[str]:
    """Every view that takes a POST."""
    return sorted({rule.endpoint for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())})


@pytest.fixture
def event(session: Session) -> Event:
    event = make_event(
        slug="meeting", moving_up=MovingUp.BY_HAND, registration_opens_at=datetime(2027, 1, 1, tzinfo=UTC)
    )
    views(event, make_member(event, email=ORGANISER, is_admin=True).id)
    return event


@pytest.fixture
def everybody(event: Event, visitor: Visitor) -> Visitor:
    """A browser that is signed in as an organiser, has opened a personal link, typed a sign-up and sent another."""
    visitor.sign_in(ORGANISER, PASSWORD)
    add_colleague(visitor, fill_in(visitor, "kim@example.org"), "alex@example.org")
    visitor.form(fill_in(visitor, "jo@example.org")).send()
    wait_for_mails(minutes=3)
    visitor.form(f"/en/my/contribution/{contribution(make_person(event))}").send()
    third = arrive(event, "third@example.org", list_name=True)
    visitor.form(f"/en/my/{token('personal', third)}").send()
    for person in (third, arrive(event, "fourth@example.org"), arrive(event, "eighth@example.org")):
        substitution.name_substitute(event.id, person, SUBSTITUTE, clock.now())
    return visitor


def fill_in(visitor: Visitor, email: str) -> str:
    """The address of the check page, after the page of fields."""
    answer = visitor.form("/en/meeting/register").send(
        mode="onsite", first_name="Kim", last_name="Muster", email=email, organisation="Musternetzwerk",
        actor_type="cluster", state="BE", member="no",
    )  # fmt: skip
    return answer.location


def add_colleague(visitor: Visitor, check: str, email: str) -> None:
    """Somebody more is in the draft."""
    person = visitor.form(check.replace("/check", "/2/colleague"))
    person.send(first_name="Alex", last_name="Muster", email=email, mode="onsite")


@pytest.fixture
def addresses(app: Flask, session: Session, event: Event, everybody: Visitor) -> dict[str, str]:
    """Of every view that takes a POST, an address at which it has something to do."""
    allotted(event)
    unproven = register(event, "first@example.org")
    quota, last = make_quota(event), a_waiting_list(event)
    waiting = make_registration(event, status=Status.RECEIVED).id
    draft, sent = (
        {"draft": str(session.scalar(sa.select(Draft.id).where(state)))}
        for state in (Draft.submitted_at.is_(None), Draft.submitted_at.is_not(None))
    )
    objects = {
        **to_be_booked(event, "third@example.org"),
        **programme(event),
        **(materials.of_team(event, slot(30).uuid, ORGANISER, clock.now()) | cards.of_team(event, slot(30).uuid)),
        **of_lists(event, unproven, ORGANISER),
        **questions(event),
        **to_be_answered(event),
        **{f"sign_up.{page}": {**draft, "number": number} for page, number in (("person", "1"), ("colleague", "2"))},
        "sign_up.removal": {**draft, "number": "2"},
        "attendees.decision": {"noun": "decline", "id": waiting},
        **{key: {"registration_id": unproven} for key in ABOUT_A_PERSON},
        "attendees.profile": {"name": "gate"},
        "deciding.reversal": {"decision_id": a_decision(event)},
        "sign_up.check": draft,
        "sign_up.done": sent,
        "sign_up.address": {**sent, "number": "1"},
        **{key: {"quota_id": quota.id} for key in ("quotas.quota", "quotas.quota_removal")},
        **{noun: {"registration_id": last} for noun in TO_DECIDE},
        **behind_links(event, unproven),
        **of_mails(event),
        **of_the_team(app, event, ORGANISER),
        **of_wordings(event),
        "duplicates.duplicate": dict(zip(("first", "second"), sorted((unproven, last)), strict=True)),
        **(invited(event) | to_be_set_up(event) | of_reports(event)),
    }
    with app.test_request_context("/en/"):
        return {
            endpoint: url_for(endpoint, lang="en", **objects.get(endpoint, {}), **edition(app, endpoint))
            for endpoint in posting(app)
        }


def behind_links(event: Event, unproven: int) -> dict[str, dict[str, str]]:
    """What a link in a mail names, for each view that one leads to."""
    again, moving = register(event, "second@example.org"), arrive(event, "sixth@example.org")
    register(event, "second@example.org", first_name="Other")
    ask_for_email(event, moving, "seventh@example.org")
    return {
        "agenda.own_link": {"token": contribution(make_person(event))},
        "own.prove": {"token": token("prove", unproven)},
        "own.prove_again": {"token": token("prove_again", again)},
        "own.prove_email": {"token": token("prove_email", moving)},
        "own.personal": {"token": token("personal", unproven)},
        "own.renew": {"kind": "open", "token": token("personal", unproven)},
        **{
            f"substitution.{noun}": {"token": Signer((SECRET_KEY,)).sign("substitution.substitute", number, 1)}
            for number, noun in enumerate(("substitute", "substitute_refusal"), 2)
        },
    }


def a_waiting_list(event: Event) -> int:
    """Two people wait, and a place is free for the second of them; the team gives it by hand."""
    since = datetime(2027, 3, 20, tzinfo=UTC)
    people = [
        make_registration(event, status=Status.WAITLISTED, waiting_rank=rank, waitlisted_at=since) for rank in (1, 2)
    ]
    return people[-1].id


def programme(event: Event) -> dict[str, dict[str, str]]:
    """The pages about an item and a person of the programme."""
    plan(event, block(1), slot(30, 400, room=make_room(event).id))
    publish(event)
    item, person = make_item(event).uuid, make_person(event).uuid
    about = ("edit_person", "person_link", "stand_in", "name_removal", "portrait_removal")
    nouns = dict.fromkeys(("edit_item", "item_removal", "copies", "item_places", "essentials"), item) | dict.fromkeys(
        about, person
    )
    wish = str(a_wish(event, item, make_item(event).uuid))
    upload = {"number": importing.begin_import(event.id, "schedule.xml", a_file(), Act(ORGANISER, clock.now()))}
    return {
        "agenda.version": {"number": "1"},
        "agenda.alignment": {"uuid": block(1).uuid},
        "planning.wish_removal": {"number": wish},
        "importing.programme_check": upload,
        "importing.programme_import_removal": upload,
        **{f"agenda.{noun}": {"uuid": uuid} for noun, uuid in nouns.items()},
        **checked(event),
        **(of_suggestions(event) | of_own_materials(event) | noting.of_notes(event, item)),
        **to_be_published(event),
        **to_be_decided(event),
        **to_be_followed(event),
    }


def questions(event: Event) -> dict[str, dict[str, int]]:
    """The pages about a question of the edition."""
    nouns, question = ("edit_question", "question_position", "question_retirement"), ask_tour(event)[1]
    return {f"questions.{noun}": {"question_id": question} for noun in nouns}


def invited(event: Event) -> dict[str, dict[str, Any]]:
    """What the views about invitations need in their addresses."""
    person, waiting_list = an_invitation(event), a_list(event)
    lists = ("invitations.list_columns", "invitations.list_check", "invitations.list_removal")
    return {
        "sign_up.invitation": {"token": Signer((SECRET_KEY,)).sign("sign_up.invitation", person, 1)},
        "invitations.invitation_removal": {"number": person},
        "invitations.mailing": {"kind": "invitation"},
        **{endpoint: {"number": waiting_list} for endpoint in lists},
    }


def an_invitation(event: Event) -> int:
    """One person is invited, and the mails to another have not left yet."""
    event_id, now = event.id, clock.now()
    people = [Guest(last_name=name, email=f"{name}@example.org") for name in ("voss", "adler")]
    last = [codes.invite(event_id, guest, Terms(), Act(ORGANISER, now), Random(7)) for guest in people]
    inviting.mail_invitations(event_id, Mailing.INVITATION, InvitationFilter(ids=(last[0],)), 1, Act(ORGANISER, now))
    return last[1]


def a_list(event: Event) -> int:
    """A list that nobody has imported yet."""
    rows = a_sheet(("Nachname", "E-Mail"), ("Baum", "baum@example.org"))
    return imports.begin_import(event.id, "list.csv", rows, Act(ORGANISER, clock.now()))


def edition(app: Flask, endpoint: str) -> dict[str, str]:
    return {"edition": "meeting"} if app.url_map.is_endpoint_expecting(endpoint, "edition") else {}


def token(purpose: str, registration_id: int) -> str:
    row = row_of(registration_id)
    generations = {"prove_again": row.pending_generation, "prove_email": row.email_generation}
    generation = generations.get(purpose, row.generation)
    return Signer((SECRET_KEY,)).sign(f"own.{purpose}", row.id, generation)


def contribution(person: Person) -> str:
    return Signer((SECRET_KEY,)).sign("agenda.own_link", person.id, 1)


def a_decision(event: Event) -> int | None:
    person = make_registration(event, status=Status.RECEIVED).id
    return deciding.decide(
        event.id, {person: Standing(Status.RECEIVED)}, Decide.REVIEW, Act(ORGANISER, clock.now())
    ).decision_id


def typed(visitor: Visitor, address: str) -> dict[str, Any]:
    """What the form on that page would send, but for its token; nothing where no page shows a form."""
    answer = visitor.get(address)
    forms = [form for form in forms_of(answer.text) if "csrf_token" in form.fields] if answer.status_code == 200 else []
    return {name: value for name, value in forms[-1].fields.items() if name != "csrf_token"} if forms else {}


def test_nothing_changes_without_the_token_of_a_form(
    stored: Callable[[], Any], everybody: Visitor, addresses: dict[str, str], proof: Proof
):
    changed, welcomed = [], []
    for endpoint in proof.some(addresses):
        address = addresses[endpoint]
        sent, before = typed(everybody, address), stored()
        answer = everybody.post(address, data=sent)
        if stored() != before:
            changed.append(endpoint)
        if answer.status_code not in {200, 400, 410} and endpoint not in ELSEWHERE:
            welcomed.append((endpoint, answer.status))
    assert (changed, welcomed) == ([], [])


def test_without_the_check_the_same_buttons_would_act(
    app: Flask, stored: Callable[[], Any], everybody: Visitor, addresses: dict[str, str]
):
    app.config["WTF_CSRF_ENABLED"] = False
    idle = []
    for endpoint in BUTTONS:
        sent, before = typed(everybody, addresses[endpoint]), stored()
        everybody.post(addresses[endpoint], data=sent)
        if stored() == before:
            idle.append(endpoint)
    assert idle == [], " ".join(idle)
