"""Organisers decide what is asked: fields, questions, their order and whom they are for."""

import html
import re

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core import clock
from gocluster_events.core.act import Act
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.rules.fields import requirements
from gocluster_events.meeting.registration.questions import services as questions
from tests.support.make import make_event, make_member
from tests.support.questions import ORGANISER, ask, ask_tour, questionnaire_of
from tests.support.signing_up import PAGE, errors
from tests.support.visitor import OpenForm, Visitor

NO_NUMBER = "Geben Sie eine ganze Zahl mit höchstens neun Ziffern ein, zum Beispiel 12."
TOO_FEW = "Geben Sie mindestens zwei Antworten zur Auswahl ein."
NO_PLACES = "Geben Sie eine Platzzahl von 0 bis 100.000 ein, oder lassen Sie das Feld leer, wenn es keine Grenze gibt."
INVISIBLE = "Frage, deutsch: Entfernen Sie die unsichtbaren Zeichen, die die Schreibrichtung ändern."
QUESTION = {
    "label_de": "Welche Führung?",
    "label_en": "Which tour?",
    "kind": "one_of",
    "option1_de": "Hafen",
    "option1_places": "1",
    "option2_de": "Werk",
    "purpose": "Planung",
    "retention": "registration",
}


@pytest.fixture
def organiser(event: Event, visitor: Visitor) -> Visitor:
    make_member(event, email=ORGANISER)
    visitor.enter(ORGANISER)
    return visitor


def edit(organiser: Visitor, path: str) -> OpenForm:
    """The form of a page of management, which also has a button for signing out."""
    return organiser.own_form(path)


def manage(event: Event, place: str = "") -> str:
    return f"/de/manage/{event.slug}/registration/questions{place}"


def demand(event: Event, **fields: str) -> None:
    questions.ask_fields(event.id, requirements(fields), 1, Act(ORGANISER, clock.now()))


def labels(page: str) -> list[str]:
    """What the fields of a page are called."""
    texts = re.findall(r'<(?:label|legend) class="kern-label"[^>]*>\s*([^<]+?)\s*<', page)
    return [html.unescape(each) for each in texts]


def test_an_organiser_turns_fields_off_and_demands_others(organiser: Visitor, event: Event):
    answer = edit(organiser, manage(event)).send(phone="mandatory", cluster="off", birth_date="optional")
    assert answer.location == f"{manage(event)}"
    captions = labels(organiser.get(f"/de/{event.slug}/register").text)
    assert ("Sind Sie go-cluster-Mitglied?" in captions, "Telefon (dienstlich)" in captions) == (False, True)
    refused = organiser.form(f"/de/{event.slug}/register").send(
        first_name="Miriam", last_name="Tannert", email="miriam@example.org", organisation="Netz", actor_type="cluster",
        state="SN", mode="onsite",
    )  # fmt: skip
    assert errors(refused) == ["Geben Sie eine Telefonnummer ein."]
    assert 'value="Miriam"' in refused.text


def test_a_form_without_institution_type_and_state_registers(visitor: Visitor, event: Event, session: Session):
    demand(event, organisation="off", actor_type="off", state="optional", cluster="off", position="off", diet="off")
    first = visitor.form(f"/de/{event.slug}/register")
    captions = labels(visitor.get(f"/de/{event.slug}/register").text)
    assert ("Bundesland" in captions, "Art der Institution" in captions, "Verpflegung" in captions) == (
        True,
        False,
        False,
    )
    check = first.send(first_name="Miriam", last_name="Tannert", email="miriam@example.org", mode="onsite").location
    visitor.form(check).send()
    session.rollback()
    row = session.scalars(sa.select(Registration)).one()
    assert (row.organisation, row.actor_type, row.state) == ("", None, None)


def test_a_date_of_birth_is_asked_with_its_reason_and_kept_apart(visitor: Visitor, event: Event):
    demand(event, birth_date="mandatory", birth_place="optional")
    first = f"/de/{event.slug}/register"
    page = visitor.get(first).text
    assert "weil Sicherheitsbehörden es verlangen" in page
    wrong = visitor.form(first).send(**PAGE, birth_date="31.02.1980", birth_place="Görlitz")
    assert (errors(wrong), 'value="31.02.1980"' in wrong.text, 'value="Görlitz"' in wrong.text) == (
        ["Geburtsdatum: Geben Sie ein Datum ein, zum Beispiel 22.04.2027."],
        True,
        True,
    )
    check = visitor.form_in(wrong).send(birth_date="29.2.1980").location
    assert "29. Februar 1980" in visitor.get(check).text


def test_a_colleagues_demands_are_not_overwritten(organiser: Visitor, event: Event):
    mine = edit(organiser, manage(event))
    demand(event, phone="off")
    answer = mine.send(title="off")
    assert (answer.status_code, "inzwischen geändert" in answer.text or "Derzeit gespeichert" in answer.text) == (
        409,
        True,
    )
    assert organiser.form_in(answer, manage(event)).send().status_code == 302


def test_an_organiser_adds_a_question_and_changes_it(organiser: Visitor, event: Event):
    assert edit(organiser, manage(event, "/new")).send(**QUESTION).status_code == 302
    (question,) = questionnaire_of(event).every
    assert [(option.id, option.label.de, option.places) for option in question.options] == [
        ("o1", "Hafen", 1),
        ("o2", "Werk", 0),
    ]
    page = manage(event, f"/{question.id}")
    stale = edit(organiser, page)
    edit(organiser, page).send(option1_de="", option1_places="", option3_de="Museum")
    (changed,) = questionnaire_of(event).every
    assert [(option.id, option.label.de) for option in changed.options] == [("o2", "Werk"), ("o3", "Museum")]
    assert stale.send(label_de="Alt").status_code == 409


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"option1_de": "", "option1_places": "", "option2_de": ""}, "option1_de", TOO_FEW),
        ({"option2_de": ""}, "option2_de", TOO_FEW),
        ({"option2_de": "", "option2_en": "Plant"}, "option2_de", "Geben Sie diese Antwort auf Deutsch ein."),
        ({"option1_places": "-1"}, "option1_places", NO_PLACES),
        ({"option1_places": "viele"}, "option1_places", f"Antwort 1, Plätze: {NO_NUMBER}"),
        ({"label_de": ""}, "label_de", "Frage, deutsch: Füllen Sie dieses Feld aus."),
        ({"purpose": ""}, "purpose", "Geben Sie an, wofür die Antworten gebraucht werden."),
        ({"label_de": "Wel\u202eche?"}, "label_de", INVISIBLE),
    ],
)  # fmt: skip
def test_what_makes_no_question_is_said_at_its_field(
    organiser: Visitor, event: Event, changes: dict[str, str], field: str, sentence: str
):
    answer = edit(organiser, manage(event, "/new")).send(**{**QUESTION, **changes})
    assert (answer.status_code, errors(answer), refused_at_field(answer.text)) == (200, [sentence], [field])
    assert ('value="Which tour?"' in answer.text, questionnaire_of(event).every) == (True, ())


def refused_at_field(page: str) -> list[str]:
    return re.findall(r'<li><a href="#([a-z_0-9]+)">', page)


def test_a_condition_is_of_one_earlier_question(organiser: Visitor, event: Event):
    comes, tour = ask_tour(event)
    both = edit(organiser, manage(event, "/new")).send(**QUESTION, condition=[f"{comes}:yes", f"{tour}:o1"])
    assert errors(both) == ["Wählen Sie Antworten auf nur eine Frage."]
    edit(organiser, manage(event, "/new")).send(**QUESTION, condition=[f"{tour}:o1", f"{tour}:o2"])
    condition = questionnaire_of(event).every[2].condition
    assert condition is not None
    assert (condition.question_id, condition.options) == (tour, {"o1", "o2"})
    position = manage(event, f"/{tour}/position")
    moved = edit(organiser, position).send(step="down")
    assert errors(moved) == [
        "Eine Frage kann nur von einer früheren abhängen, die denselben Personen gestellt wird und diese Antwort hat."
    ]


def test_a_question_is_retired_and_asked_again(organiser: Visitor, event: Event):
    question = ask(event)
    page = manage(event, f"/{question}/retirement")
    edit(organiser, page).send()
    assert questionnaire_of(event).every == ()
    edit(organiser, page).send()
    assert [each.id for each in questionnaire_of(event).every] == [question]


def test_an_archive_shows_what_was_asked_and_changes_nothing(visitor: Visitor, session: Session):
    event = make_event()
    ask(event)
    event.status = EventStatus.ARCHIVED
    session.commit()
    make_member(event, email=ORGANISER)
    visitor.enter(ORGANISER)
    page = visitor.get(manage(event))
    token = re.findall(r'name="csrf_token"[^>]*value="([^"]+)"', page.text)[-1]
    core = {name: demand.value for name, demand in requirements({"phone": "off"}).items()}
    answer = visitor.post(manage(event), data={"csrf_token": token, "revision": "1", **core})
    assert errors(answer) == ["Diese Veranstaltung ist vorbei und archiviert. Sie lässt sich nicht mehr ändern."]


def test_the_preview_shows_a_draft_edition_and_sends_nothing(visitor: Visitor, session: Session):
    event = make_event(status=EventStatus.DRAFT)
    ask_tour(event)
    make_member(event, email=ORGANISER)
    visitor.enter(ORGANISER)
    page = visitor.get(manage(event, "/preview")).text
    captions = labels(page)
    assert {"Vorname", "Art der Institution", "Wie nehmen Sie teil?", "Welche Exkursion?"} <= {*captions}
    assert ("<form" in page, 'type="submit"' in page) == (False, False)
