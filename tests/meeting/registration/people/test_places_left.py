"""Every phase says what one can do: places for some, a review, the registration that closes while somebody types."""

import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from gocluster_events.core import clock
from gocluster_events.core.db import transaction
from gocluster_events.core.text import Localized
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus, Mode
from gocluster_events.meeting.events.rules.procedure import Confirmation, MovingUp
from gocluster_events.meeting.registration.people.models import Quota, Registration
from gocluster_events.meeting.registration.people.rules.codes import ActorType, Status
from tests.support.make import add, make_event, make_member, make_registration
from tests.support.registrants import arrive, register
from tests.support.signing_up import errors, fill_in, number_of, page_of, prove_address, sign_up
from tests.support.visitor import Visitor

LEFT = "Für Start-ups sind vor Ort noch 2 Plätze frei."


def change(event: Event, **changes: Any) -> None:
    event_id = event.id
    with transaction() as writing:
        row = writing.get_one(Event, event_id)
        for name, value in changes.items():
            setattr(row, name, value)


def start_ups(event: Event, **changes: Any) -> Quota:
    """Two places on site for start-ups."""
    values = {"actor_types": [ActorType.STARTUP.value], "name": Localized("Start-ups", "start-ups"), "places": 2}
    return add(Quota(**{"event_id": event.id, "mode": Mode.ONSITE, **values, **changes}))


def words_of(page: str) -> str:
    """What the page says, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).replace("\u00a0", " ").split())


@pytest.fixture
def full_event(event: Event) -> Event:
    """Everything open on site is taken; two places are kept for start-ups."""
    change(event, capacity_onsite=3, capacity_online=0)
    start_ups(event)
    make_registration(event)
    return event


def test_the_box_says_for_whom_places_are_left(visitor: Visitor, full_event: Event):
    page = words_of(visitor.get(f"/de/{full_event.slug}/").text)
    assert (LEFT in page, "Jetzt anmelden" in page, "Auf die Warteliste" in page) == (True, True, False)


def test_so_does_the_form(visitor: Visitor, full_event: Event):
    page = words_of(visitor.get(f"/de/{full_event.slug}/register").text)
    assert f"{LEFT} Alle anderen setzen sich hier auf die Warteliste." in page


def test_so_do_programs_learn_it(visitor: Visitor, full_event: Event):
    (place,) = visitor.get(f"/{full_event.slug}/places.json?lang=de").get_json()["places"]
    assert (place["free"], place["full"], place["sentence"].replace("\u00a0", " ")) == (0, False, LEFT)


def test_places_that_need_an_invitation_are_told_to_nobody(visitor: Visitor, event: Event):
    change(event, capacity_onsite=3, capacity_online=0)
    start_ups(event, by_invitation=True, actor_types=[])
    make_registration(event)
    page = words_of(visitor.get(f"/de/{event.slug}/").text)
    assert ("noch 2 Plätze" in page, "Auf die Warteliste" in page) == (False, True)


def test_while_open_places_are_left_nobody_is_told_of_others(visitor: Visitor, event: Event):
    start_ups(event)
    assert LEFT not in words_of(visitor.get(f"/de/{event.slug}/").text)


def test_what_is_free_but_awaited_is_not_announced(visitor: Visitor, event: Event):
    change(event, capacity_onsite=2, capacity_online=0, moving_up=MovingUp.BY_HAND)
    make_registration(event)
    make_registration(event, status=Status.WAITLISTED, confirmed_at=None)
    page = words_of(visitor.get(f"/de/{event.slug}/").text)
    assert ("Noch 1 Platz" in page, "Freie Plätze gehen zuerst an die Warteliste." in page) == (False, True)


@pytest.mark.parametrize(("kind", "waits"), [("startup", False), ("cluster", True)])
def test_the_page_knows_whether_this_person_would_wait(
    visitor: Visitor, full_event: Event, kind: str, waits: bool  # noqa: FBT001 -- of a parameter
):  # fmt: skip
    change(full_event, capacity_online=5)
    page = visitor.get(page_of(fill_in(visitor, full_event, actor_type=kind))).text
    assert ("Alle Plätze sind vergeben: Sie kommen auf die Warteliste." in page) is waits


def test_nobody_is_told_that_places_are_taken_where_a_team_reviews(visitor: Visitor, event: Event):
    change(event, capacity_onsite=1, capacity_online=0, confirmation=Confirmation.REVIEW)
    make_registration(event)
    box = words_of(visitor.get(f"/de/{event.slug}/").text)
    form = words_of(visitor.get(f"/de/{event.slug}/register").text)
    sentence = "Wir prüfen jede Anmeldung und schreiben Ihnen, wie wir entschieden haben."
    assert [sentence in page for page in (box, form)] == [True, True]
    assert ["Warteliste" in page for page in (box, form)] == [False, False]
    assert "Jetzt anmelden" in box


def test_after_registering_the_review_is_announced_up_to_the_proof(visitor: Visitor, event: Event):
    change(event, confirmation=Confirmation.REVIEW)
    done = words_of(visitor.get(sign_up(visitor, event).location).text)
    prove = words_of(visitor.get(prove_address(register(event, "jo@example.org"))).text)
    assert "Wir bestätigen den Eingang per E-Mail, prüfen die Anmeldung" in done
    assert "Dann erhalten Sie eine Eingangsbestätigung." in prove


def test_what_was_typed_stays_when_registration_closes_and_the_page_says_so(
    visitor: Visitor, event: Event, session: Session
):
    check = fill_in(visitor, event)
    form = visitor.form(check)
    change(event, registration_closes_at=clock.now() - timedelta(hours=1))
    pages = [visitor.get(check), form.send(), visitor.get(check.replace("/check", "/1/person"))]
    for page in pages:
        text = words_of(page.text)
        assert "Anmeldeschluss war am" in text
        assert "Ihre Angaben bleiben hier einige Tage erhalten" in text
        assert "Tannert" in page.text
    assert errors(pages[1]) == ["Die Anmeldung ist geschlossen. Bitte wenden Sie sich an die Geschäftsstelle."]
    assert ["Anmeldung absenden" in page.text for page in pages] == [False, False, False]
    assert number_of(session, Registration) == 0


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"registration_closes_at": timedelta(hours=-1)}, "Schon angemeldet?"),
        ({"status": EventStatus.ARCHIVED}, "Die Veranstaltung sollte am"),
        ({"registration_opens_at": timedelta(days=1)}, "Sie können sich ab"),
    ],
)
def test_where_nobody_can_register_the_page_says_since_or_until_when(
    visitor: Visitor, event: Event, changes: dict[str, Any], expected: str
):
    now = clock.now()
    moved = {name: now + value if isinstance(value, timedelta) else value for name, value in changes.items()}
    change(event, **moved)
    page = words_of(visitor.get(f"/de/{event.slug}/register").text)
    assert expected in page


def test_a_draft_does_not_exist_for_the_public_but_its_page_helps(session: Session, visitor: Visitor):
    make_event(slug="entwurf", status=EventStatus.DRAFT)
    draft, unknown = visitor.get("/de/entwurf/"), visitor.get("/de/gibt-es-nicht/")
    text = words_of(draft.text)
    assert (draft.status_code, "Vielleicht ist sie noch nicht veröffentlicht" in text) == (404, True)
    assert 'href="/de/manage/"' in draft.text
    assert draft.text.replace("entwurf", "gibt-es-nicht") == unknown.text


def test_the_desk_of_a_draft_says_what_the_public_sees(session: Session, visitor: Visitor):
    event = make_event(slug="entwurf", status=EventStatus.DRAFT)
    make_member(event, email="organiser@example.org")
    visitor.enter("organiser@example.org")
    assert "Wer ihre Adresse öffnet, liest, dass es diese Seite nicht gibt." in words_of(
        visitor.get("/de/manage/entwurf/").text
    )


def test_a_foreign_draft_of_a_sign_up_leads_to_the_meeting(visitor: Visitor, event: Event):
    answer = visitor.get(f"/de/{event.slug}/register/nobody-began-this/check")
    assert (answer.status_code, f'href="/de/{event.slug}/"' in answer.text) == (404, True)


def test_whoever_arrived_finds_the_way_to_the_own_page_from_the_box(visitor: Visitor, event: Event):
    arrive(event, "miriam@example.org", clock.now())
    assert "Zu Ihrer Anmeldung" in words_of(visitor.get(f"/de/{event.slug}/").text)
