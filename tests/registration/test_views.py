"""Signing up in the browser, step by step, and what the links in the mails open."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from gocluster_events import clock
from gocluster_events.db import transaction
from gocluster_events.events.models import Cluster, Event
from gocluster_events.events.rules import FederalState
from gocluster_events.registration import services
from gocluster_events.registration.models import Draft, Registration
from gocluster_events.registration.rules.codes import Status
from gocluster_events.tokens import Signer
from tests.registration.people import arrive, cancel, found, letters, outbox, register, status
from tests.support.make import add, make_event
from tests.support.settings import SECRET_KEY
from tests.support.visitor import Visitor

PERSON = {
    "first_name": "Miriam",
    "last_name": "Tannert",
    "email": "miriam@example.org",
    "organisation": "Musternetzwerk Leichtbau e. V.",
    "cluster": "Kein Mitglied",
    "actor_type": "cluster",
    "state": "SN",
}
PARTICIPATION = {"mode": "onsite", "diet": "vegan"}


@pytest.fixture
def event(session: Session) -> Event:
    """An edition that is open right now."""
    now = clock.now()
    return make_event(
        starts_at=now + timedelta(days=30),
        ends_at=now + timedelta(days=30, hours=9),
        registration_opens_at=now - timedelta(days=1),
        registration_closes_at=now + timedelta(days=20),
    )


def start(visitor: Visitor, event: Event, **changes: object) -> str:
    """The address of the second page, after the first was sent."""
    answer = visitor.form(f"/de/{event.slug}/register").send(**{**PERSON, **changes})
    assert answer.status_code == 302, errors(answer)
    return answer.location


def fill_in(visitor: Visitor, event: Event, **changes: object) -> str:
    """The address of the check page, after both pages were sent."""
    second = visitor.form(start(visitor, event, **changes))
    answer = second.send(**PARTICIPATION)
    assert answer.status_code == 302, errors(answer)
    return answer.location


def sign_up(visitor: Visitor, event: Event, **changes: object) -> TestResponse:
    """The answer to "Verbindlich anmelden"."""
    return visitor.form(fill_in(visitor, event, **changes)).send()


def errors(answer: TestResponse) -> list[str]:
    """The sentences of the error summary."""
    summary = re.search(r"data-error-summary.*?</div>\s*<ul.*?</ul>", answer.text, re.DOTALL)
    return re.findall(r"<li>(?:<a[^>]*>)?(.*?)(?:</a>)?</li>", summary[0]) if summary else []


def token(purpose: str, registration_id: int, generation: int = 1) -> str:
    return Signer((SECRET_KEY,)).sign(purpose, registration_id, generation)


def prove_address(registration_id: int, generation: int = 1) -> str:
    return f"/de/my/prove/{token('registration.prove', registration_id, generation)}"


def personal(registration_id: int, generation: int = 1) -> str:
    return f"/de/my/{token('registration.personal', registration_id, generation)}"


def open_my_page(visitor: Visitor, registration_id: int, generation: int = 1) -> TestResponse:
    """The personal page, through its link."""
    answer = visitor.form(personal(registration_id, generation)).send()
    assert answer.location == "/de/my/"
    return visitor.get("/de/my/")


def number_of(session: Session, model: type[Draft] | type[Registration]) -> int:
    session.rollback()
    return session.scalar(sa.select(sa.func.count()).select_from(model)) or 0


def test_two_pages_a_look_and_one_button_lead_to_please_confirm(visitor: Visitor, event: Event):
    answer = sign_up(visitor, event)
    page = visitor.get(answer.location)
    assert answer.status_code == 302
    assert "Bitte bestätigen Sie Ihre E-Mail-Adresse" in page.text
    assert "miriam@example.org" in page.text
    assert letters() == ["prove_address"]


def test_the_check_page_shows_everything_typed(visitor: Visitor, event: Event):
    page = visitor.get(fill_in(visitor, event, title="Dr.", phone="+49 30 1234"))
    for said in ("Dr. Miriam Tannert", "+49 30 1234", "Musternetzwerk Leichtbau e. V.", "Sachsen", "Vegan", "Vor Ort"):
        assert said in page.text


def test_a_second_press_of_the_button_gives_the_first_answer(visitor: Visitor, event: Event, session: Session):
    form = visitor.form(fill_in(visitor, event))
    assert form.send().location == form.send().location
    assert number_of(session, Registration) == 1
    assert letters() == ["prove_address"]


def test_a_submitted_draft_keeps_nothing_but_its_answer(visitor: Visitor, event: Event, session: Session):
    sign_up(visitor, event)
    session.rollback()
    draft = session.scalars(sa.select(Draft)).one()
    assert (draft.entries, draft.answer) == ([], {"addresses": ["miriam@example.org"]})


def test_back_reload_and_a_second_tab_lose_nothing(visitor: Visitor, event: Event):
    second_page = start(visitor, event)
    first_page = second_page.replace("/participation", "/person")
    assert 'value="Tannert"' in visitor.get(first_page).text
    visitor.form(first_page).send(last_name="Anders")
    visitor.form(second_page).send(**PARTICIPATION)
    assert "Miriam Anders" in visitor.get(second_page.replace("/participation", "/check")).text


def test_pages_of_a_submitted_draft_lead_to_the_answer(visitor: Visitor, event: Event):
    check = fill_in(visitor, event)
    done = visitor.form(check).send().location
    for page in ("person", "participation", "check"):
        assert visitor.get(check.replace("/check", f"/{page}")).location == done


def test_a_draft_belongs_to_the_browser_that_began_it(app: Flask, visitor: Visitor, event: Event):
    check = fill_in(visitor, event)
    for page in ("person", "participation", "check", "done"):
        assert app.test_client().get(check.replace("/check", f"/{page}")).status_code == 404


def test_the_check_page_waits_for_the_second_page(visitor: Visitor, event: Event):
    second = start(visitor, event)
    assert visitor.get(second.replace("/participation", "/check")).location == second
    assert visitor.get(second.replace("/participation", "/done")).location == second


def test_what_is_missing_is_said_at_its_field_and_everything_else_stays(visitor: Visitor, event: Event):
    answer = visitor.form(f"/de/{event.slug}/register").send(**{**PERSON, "last_name": " ", "email": "miriam"})
    assert errors(answer) == [
        "Geben Sie Ihren Nachnamen ein.",
        "Geben Sie die E-Mail-Adresse mit @ ein, zum Beispiel name@example.org.",
    ]
    assert 'value="Musternetzwerk Leichtbau e. V."' in answer.text
    assert re.search(r"<title>\s*Fehler:", answer.text)


def test_a_cluster_is_found_however_it_is_spelled(visitor: Visitor, event: Event, session: Session):
    add(Cluster(event_id=event.id, name="OptoNet Thüringen", state=FederalState.TH))
    sign_up(visitor, event, cluster="optonet thuringen")
    session.rollback()
    assert session.scalars(sa.select(Registration.cluster)).all() == ["OptoNet Thüringen"]


def test_an_unknown_cluster_gets_a_sentence(visitor: Visitor, event: Event):
    answer = visitor.form(f"/de/{event.slug}/register").send(**{**PERSON, "cluster": "Wolkencluster"})
    assert errors(answer) == ["Wählen Sie ein Cluster aus der Liste oder „Kein Mitglied“."]


def test_the_mode_is_asked_for_only_in_a_hybrid_edition(visitor: Visitor, event: Event):
    with transaction() as session:
        session.get_one(Event, event.id).capacity_online = 0
    page = start(visitor, event)
    assert 'name="mode"' not in visitor.get(page).text
    assert visitor.form(page).send(diet="unsaid").status_code == 302


def test_the_address_in_the_list_needs_the_name_in_the_list(visitor: Visitor, event: Event):
    answer = visitor.form(start(visitor, event)).send(**PARTICIPATION, list_email="y")
    assert errors(answer) == [
        "Wählen Sie auch das Feld darüber: Ohne diese Einwilligung stehen Sie nicht in der Liste."
    ]


@pytest.mark.parametrize("sent", [None, "foreign"])
def test_a_missing_or_foreign_token_shows_the_same_form_with_everything_kept(
    visitor: Visitor, event: Event, session: Session, sent: str | None
):
    answer = visitor.form(f"/de/{event.slug}/register").send(**PERSON, csrf_token=sent)
    assert answer.status_code == 200
    assert len(errors(answer)) == 1
    assert 'value="Tannert"' in answer.text
    assert number_of(session, Draft) == 0


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"registration_opens_at": timedelta(days=1)}, "Die Anmeldung ist noch nicht geöffnet"),
        ({"registration_closes_at": timedelta(hours=-1)}, "Die Anmeldefrist ist abgelaufen"),
    ],
)
def test_outside_the_window_the_page_says_so(visitor: Visitor, event: Event, changes: dict[str, timedelta], said: str):
    event_id, now = event.id, clock.now()
    with transaction() as session:
        for name, delta in changes.items():
            setattr(session.get_one(Event, event_id), name, now + delta)
    page = visitor.get(f"/de/{event.slug}/register")
    assert page.status_code == 200
    assert said in page.text
    assert "Set-Cookie" not in page.headers


def test_who_presses_the_button_too_late_reads_why(visitor: Visitor, event: Event, session: Session):
    form, event_id, now = visitor.form(fill_in(visitor, event)), event.id, clock.now()
    with transaction() as writing:
        writing.get_one(Event, event_id).registration_closes_at = now
    answer = form.send()
    assert errors(answer) == [
        "Die Anmeldung ist geschlossen. Bitte wenden Sie sich an die Geschäftsstelle der Veranstaltung."
    ]
    assert number_of(session, Registration) == 0


def test_the_page_after_registering_is_the_same_for_a_known_address(app: Flask, event: Event):
    arrive(event, "miriam@example.org", clock.now())
    known = app.test_client()
    unknown = app.test_client()
    assert isinstance(known, Visitor)
    assert isinstance(unknown, Visitor)
    pages = [
        visitor.get(sign_up(visitor, event, email=email).location).text.replace(email, "")
        for visitor, email in ((known, "miriam@example.org"), (unknown, "new@example.org"))
    ]
    assert pages[0] == re.sub(r"/register/[\w-]+/", lambda _match: drafts_in(pages[0]), pages[1])


def drafts_in(page: str) -> str:
    return re.search(r"/register/[\w-]+/", page)[0]  # type: ignore[index]


def test_one_network_signs_one_address_up_twenty_times_an_hour_at_most(visitor: Visitor, event: Event):
    form = visitor.form(f"/de/{event.slug}/register")
    statuses = [form.send(**PERSON).status_code for _ in range(20)]
    refused = form.send(**PERSON)
    assert statuses == [302] * 20
    assert (refused.status_code, int(refused.headers["Retry-After"]) > 0) == (429, True)
    assert 'value="Tannert"' in refused.text
    assert form.send(**{**PERSON, "email": "other@example.org"}).status_code == 302


def test_a_draft_is_no_way_around_that_limit(visitor: Visitor, event: Event):
    form = visitor.form(f"/de/{event.slug}/register")
    for _ in range(20):
        form.send(**PERSON)
    other = start(visitor, event, email="other@example.org").replace("/participation", "/person")
    assert visitor.form(other).send(last_name="Anders").status_code == 302
    assert visitor.form(other).send(email="miriam@example.org").status_code == 429


def test_a_look_at_the_link_changes_nothing(visitor: Visitor, event: Event):
    registration_id = register(event, now=clock.now())
    page = visitor.get(prove_address(registration_id))
    visitor.head(prove_address(registration_id))
    assert status(registration_id) is Status.UNCONFIRMED
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["Cache-Control"] == "no-store"


def test_the_button_behind_the_link_confirms_and_opens_the_personal_page(visitor: Visitor, event: Event):
    registration_id = register(event, now=clock.now())
    answer = visitor.form(prove_address(registration_id)).send()
    assert answer.location == "/de/my/"
    page = visitor.get("/de/my/")
    assert "Ihr Platz ist bestätigt" in page.text
    assert found(registration_id).reference in page.text
    assert "<svg" in page.text


def test_who_waits_reads_the_number(visitor: Visitor, event: Event):
    event_id = event.id
    with transaction() as session:
        session.get_one(Event, event_id).capacity_onsite = 1
    arrive(event, "first@example.org", clock.now())
    arrive(event, "second@example.org", clock.now())
    third = arrive(event, "third@example.org", clock.now())
    assert "Sie stehen auf Platz 2 der Warteliste" in open_my_page(visitor, third).text


@pytest.mark.parametrize("path", ["/de/my/", "/de/my/meeting.ics", "/de/my/cancellation", "/de/my/new-link"])
def test_without_the_link_the_personal_pages_say_where_to_find_it(visitor: Visitor, path: str):
    page = visitor.get(path)
    assert page.status_code == 401
    assert "Bitte öffnen Sie Ihre Seite über Ihren Link" in page.text


@pytest.mark.parametrize("kind", ["prove/", "prove-again/", ""])
def test_an_unknown_token_is_a_helpful_404(visitor: Visitor, kind: str):
    assert visitor.get(f"/de/my/{kind}bWFkZS11cA.nonsense").status_code == 404


def test_a_token_for_one_purpose_opens_nothing_of_another(visitor: Visitor, event: Event):
    registration_id = register(event, now=clock.now())
    assert visitor.get(f"/de/my/{token('registration.prove', registration_id)}").status_code == 404


def test_a_revoked_link_offers_a_new_one_to_the_registered_address(visitor: Visitor, event: Event):
    registration_id = arrive(event, "miriam@example.org", clock.now())
    services.renew_link(event.id, registration_id, clock.now())
    page = visitor.get(personal(registration_id, 1))
    assert page.status_code == 410
    answer = visitor.form_in(page).send()
    assert answer.location == "/de/my/link-sent"
    assert letters("miriam@example.org")[-2:] == ["new_link", "new_link"]
    assert "miriam@example.org" not in visitor.get(answer.location).text


def test_at_most_three_links_an_hour_with_the_same_answer(visitor: Visitor, event: Event):
    registration_id = arrive(event, "miriam@example.org", clock.now())
    services.renew_link(event.id, registration_id, clock.now())
    before = len(letters())
    page = visitor.get(personal(registration_id, 1))
    answers = {visitor.form_in(page).send().location for _ in range(5)}
    assert (answers, len(letters()) - before) == ({"/de/my/link-sent"}, 3)


def test_a_new_link_ends_the_open_session_at_once(app: Flask, visitor: Visitor, event: Event):
    registration_id = arrive(event, "miriam@example.org", clock.now())
    thief = app.test_client()
    assert isinstance(thief, Visitor)
    assert open_my_page(thief, registration_id).status_code == 200
    open_my_page(visitor, registration_id)
    visitor.form("/de/my/new-link").send()
    assert thief.get("/de/my/").status_code == 401
    assert thief.get(personal(registration_id, 1)).status_code == 410
    assert open_my_page(visitor, registration_id, 2).status_code == 200


def test_cancelling_shows_what_happens_and_then_does_it(visitor: Visitor, event: Event):
    registration_id = arrive(event, "miriam@example.org", clock.now())
    open_my_page(visitor, registration_id)
    form = visitor.form("/de/my/cancellation")
    assert status(registration_id) is Status.CONFIRMED
    assert form.send().location == "/de/my/"
    assert "Sie sind abgemeldet" in visitor.get("/de/my/").text
    assert status(registration_id) is Status.CANCELLED


def test_cancelling_without_a_valid_token_changes_nothing(visitor: Visitor, event: Event):
    registration_id = arrive(event, "miriam@example.org", clock.now())
    open_my_page(visitor, registration_id)
    assert visitor.form("/de/my/cancellation").send(csrf_token="foreign").status_code == 200
    assert status(registration_id) is Status.CONFIRMED


def test_new_data_are_shown_before_they_are_confirmed_and_replace_the_old_ones(visitor: Visitor, event: Event):
    registration_id = register(event, now=clock.now())
    register(event, now=clock.now(), last_name="Anders")
    path = f"/de/my/prove-again/{token('registration.prove_again', registration_id)}"
    assert "Miriam Anders" in visitor.get(path).text
    assert visitor.form(path).send().location == "/de/my/"
    assert found(registration_id).last_name == "Anders"
    assert visitor.get(path).status_code == 410
    assert visitor.get(prove_address(registration_id)).status_code == 410


def test_the_calendar_entry_is_for_those_who_take_part(visitor: Visitor, event: Event):
    registration_id = arrive(event, "miriam@example.org", clock.now())
    open_my_page(visitor, registration_id)
    assert visitor.get("/de/my/meeting.ics").mimetype == "text/calendar"
    cancel(event, registration_id, clock.now())
    assert visitor.get("/de/my/meeting.ics").status_code == 404


def test_the_mail_after_registering_leads_to_the_page_with_the_button(visitor: Visitor, event: Event):
    registration_id = register(event, now=clock.now())
    assert outbox("prove_address").content["link"] == ["registration.prove", registration_id, 1]
    assert visitor.get(prove_address(registration_id)).status_code == 200
