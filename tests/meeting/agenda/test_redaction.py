"""A consent that is withdrawn takes the name, or the portrait alone, out of everything that is stored."""

from dataclasses import replace
from io import BytesIO

import pytest
import sqlalchemy as sa
from pypdf import PdfReader

from gocluster_events.core import db as models
from gocluster_events.core.accounts.models import AuditEntry
from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.mail.models import Mail
from gocluster_events.core.mail.rules.outbox import State
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda import models as agenda_models
from gocluster_events.meeting.agenda.queries import draft, publishing, steps
from gocluster_events.meeting.agenda.rules.change import Change
from gocluster_events.meeting.agenda.rules.codes import PersonStatus
from gocluster_events.meeting.agenda.rules.proposals import ProposalState
from gocluster_events.meeting.agenda.rules.redaction import mentions, names_of, redacted, without_name
from gocluster_events.meeting.agenda.services import door_signs, drafting as services, people as own_page, redaction
from gocluster_events.meeting.events.models import File
from tests.support.make import add, archive, make_event, make_file
from tests.support.programme import MAI, TAREK, block, plan, publish, slot, timetable, with_people
from tests.support.settings import NOW
from tests.support.suggesting import suggested

ACTOR = "organiser@example.org"
MANAGE = "/de/manage/jahrestagung-2027/agenda"
SETTINGS = "/de/manage/jahrestagung-2027/settings"
PUBLIC = "/de/jahrestagung-2027"
TRACES = ("Mai Lan", "Petersen", "Quantengärtnerin", "Kanarienhof", "mai@example.org")
KNOWN = replace(
    MAI,
    position=Localized("Quantengärtnerin"),
    organisation="Kanarienhof",
    biography=Localized("Mai Lan Petersen gärtnert."),
    email="mai@example.org",
    status=PersonStatus.ASKED,
)


@pytest.fixture
def portrait(session):
    return make_file("teal").sha256


@pytest.fixture
def published(session, event, portrait):
    """Two versions with her name, one in a title, and one step that was undone."""
    known = replace(KNOWN, portrait=portrait, portrait_consent=True)
    talk = with_people(slot(1, room=None, code="A1", title=Localized("Gespräch mit Mai Lan Petersen")), MAI, TAREK)
    plan(event, known, TAREK, talk)
    publish(event, Localized("Mit Mai Lan Petersen"))
    change(event, talk, replace(talk, title=Localized("Gespräch")))
    publish(event)
    change(event, known, replace(known, organisation="Anderswo"))
    step = steps.step_to_undo(session, event.id).number
    session.rollback()
    services.undo(event.id, step, Act(ACTOR, NOW))
    session.rollback()
    return talk


def change(event, before, after):
    with transaction() as session:
        services.apply_in(session, event.id, [Change(before, after)], None, Act(ACTOR, NOW))


def stored(session):
    """Every text of every table, as one."""
    session.rollback()
    rows = [
        session.execute(sa.select(table)).all() for table in models.Base.metadata.sorted_tables if table.name != "file"
    ]
    return "\n".join(str(row) for table in rows for row in table)


def test_a_redacted_person_keeps_nothing_but_their_place():
    programme = redacted(timetable(with_people(slot(1), MAI)), MAI.uuid, without_name, names_of(MAI))
    assert [
        (person.uuid, person.name, person.is_redacted) for person in programme.people if person.uuid == MAI.uuid
    ] == [(MAI.uuid, "Name auf Wunsch entfernt", True)]
    assert programme.person(TAREK.uuid) == TAREK


def test_texts_that_may_name_somebody_are_found_by_the_last_name():
    programme = timetable(slot(1, abstract=Localized("Frau PETERSEN spricht.")), slot(2))
    assert [item.uuid for item in mentions(programme, MAI)] == [slot(1).uuid]


@pytest.mark.both_databases
def test_no_table_holds_the_name_any_more(session, event, published):
    add(
        agenda_models.ProgrammeImport(
            event_id=event.id, file_name="x", source={"n": "Petersen"}, actor=ACTOR, created_at=NOW
        )
    )
    changes = [{"title": "Mit Mai Lan Petersen"}]
    proposal = agenda_models.Proposal(event_id=event.id, state=ProposalState.DONE, moves=False, seed=1, changes=changes)
    proposal.actor, proposal.created_at = ACTOR, NOW
    add(proposal)
    assert all(trace in stored(session) for trace in TRACES)
    paper = {"lang": "de", "signs": [{"items": [{"people": "Mai Lan Petersen"}]}]}
    door_signs.request_door_signs(event.id, paper, NOW, Act(ACTOR, NOW), is_draft=True)
    redaction.remove_name(event.id, MAI.uuid, Act(ACTOR, NOW))
    assert [trace for trace in TRACES if trace in stored(session)] == []
    assert [version.redaction for version in publishing.versions(session, event.id)] == [1, 1]
    assert draft.person(session, event.id, TAREK.uuid) == TAREK


@pytest.mark.both_databases
def test_undoing_and_taking_back_a_version_bring_no_name_back(session, event, published):
    redaction.remove_name(event.id, MAI.uuid, Act(ACTOR, NOW))
    session.rollback()
    for _step in range(2):
        services.undo(event.id, steps.step_to_undo(session, event.id).number, Act(ACTOR, NOW))
        session.rollback()
    seen = steps.head(session, event.id).revision
    session.rollback()
    services.restore(event.id, 1, seen, Act(ACTOR, NOW))
    assert [trace for trace in TRACES if trace in stored(session)] == []


def test_it_is_on_record_and_happens_once(session, event, published):
    for _twice in range(2):
        redaction.remove_name(event.id, MAI.uuid, Act(ACTOR, NOW))
    session.rollback()
    entries = session.scalars(sa.select(AuditEntry).where(AuditEntry.action.startswith("person."))).all()
    assert [(entry.action, entry.actor, entry.subject.partition(":")[0]) for entry in entries] == [
        ("person.name_removed", ACTOR, "person")
    ]


def test_an_archive_forgets_too(session, event, published):
    archive(event)
    redaction.remove_name(event.id, MAI.uuid, Act(ACTOR, NOW))
    assert [trace for trace in TRACES if trace in stored(session)] == []


def test_another_edition_keeps_its_people(session, event, published):
    other = make_event()
    redaction.remove_name(other.id, MAI.uuid, Act(ACTOR, NOW))
    session.rollback()
    assert not draft.person(session, event.id, MAI.uuid).is_redacted


def test_the_portrait_alone_goes_with_its_file(session, event, published, portrait):
    redaction.remove_portrait(event.id, MAI.uuid, Act(ACTOR, NOW))
    assert portrait not in stored(session)
    assert session.scalars(sa.select(File)).all() == []
    person = draft.person(session, event.id, MAI.uuid)
    assert (person.name, person.portrait, person.portrait_consent) == (MAI.name, "", False)


def test_a_portrait_that_another_edition_shows_stays_there(session, event, published, portrait):
    other = make_event()
    plan(other, replace(KNOWN, uuid=slot(77).uuid, portrait=portrait))
    redaction.remove_name(event.id, MAI.uuid, Act(ACTOR, NOW))
    session.rollback()
    assert [file.sha256 for file in session.scalars(sa.select(File))] == [portrait]


FACES = [
    f"{PUBLIC}/", f"{PUBLIC}/agenda", f"{PUBLIC}/agenda/a1", f"{PUBLIC}/people", f"{PUBLIC}/changes",
    "/jahrestagung-2027/agenda.ics?lang=de", "/jahrestagung-2027/schedule.json?lang=de",
    "/jahrestagung-2027/schedule.xml?lang=de", "/jahrestagung-2027/changes.atom?lang=de",
]  # fmt: skip


def test_every_public_face_forgets_at_once(event, published, organiser, app):
    reader = app.test_client()
    before = {path: reader.get(path, follow_redirects=True) for path in FACES}
    assert [path for path in FACES if "Petersen" in before[path].text] == FACES
    there = f"{MANAGE}/people/{MAI.uuid}/name-removal"
    assert organiser.own_form(there).send(is_sure="y").status_code == 302
    after = {path: reader.get(path, follow_redirects=True) for path in FACES}
    assert [path for path in FACES if any(trace in after[path].text for trace in TRACES)] == []
    assert all(before[path].headers["ETag"] != after[path].headers["ETag"] for path in FACES)
    assert "Name auf Wunsch entfernt" in after[f"{PUBLIC}/agenda/a1"].text
    assert "Name removed on request" in reader.get("/en/jahrestagung-2027/agenda/a1", follow_redirects=True).text


def test_the_page_says_what_happens_and_wants_a_tick(session, event, published, organiser):
    there = f"{MANAGE}/people/{MAI.uuid}/name-removal"
    answer = organiser.own_form(there).send()
    assert "Kreuzen Sie dies an, um fortzufahren." in answer.text
    assert "Es gibt 2 Versionen." in answer.text
    assert not draft.person(session, event.id, MAI.uuid).is_redacted


def test_nobody_writes_a_name_back_into_the_form(session, event, published, organiser):
    page = f"{MANAGE}/people/{MAI.uuid}"
    form = organiser.own_form(page)
    redaction.remove_name(event.id, MAI.uuid, Act(ACTOR, NOW))
    assert form.send(last_name="Petersen").status_code == 200
    session.rollback()
    assert draft.person(session, event.id, MAI.uuid).is_redacted
    assert "Der Name wurde auf Wunsch entfernt" in organiser.get(page).text


def test_what_is_printed_and_subscribed_to_forgets_too(event, published, app):
    reader = app.test_client()

    def read():
        paper = PdfReader(BytesIO(reader.get(f"{PUBLIC}/programme.pdf").data))
        printed = " ".join(page.extract_text() for page in paper.pages).replace("\xa0", " ")
        calendar = reader.get(f"/jahrestagung-2027/agenda.ics?lang=de&person={MAI.uuid}").text
        return [printed, calendar.replace("\r\n ", "")]

    assert ["Petersen" in text for text in read()] == [True, True]
    redaction.remove_name(event.id, MAI.uuid, Act(ACTOR, NOW))
    assert [any(trace in text for trace in TRACES) for text in read()] == [False, False]


def test_somebody_whom_a_version_names_stays_when_the_step_that_brought_them_is_undone(session, event):
    plan(event, with_people(slot(1, room=None), MAI), MAI)
    publish(event)
    services.undo(event.id, steps.step_to_undo(session, event.id).number, Act(ACTOR, NOW))
    session.rollback()
    assert [person.uuid for person in draft.people(session, event.id)] == [MAI.uuid]
    redaction.remove_name(event.id, MAI.uuid, Act(ACTOR, NOW))
    session.rollback()
    assert MAI.last_name not in str(publishing.latest_version(session, event.id).document)


def test_nobody_gets_the_number_of_somebody_who_is_gone(session, event):
    plan(event, MAI)
    before = draft.person_rows(session, event.id, [MAI.uuid])[MAI.uuid].id
    services.undo(event.id, steps.step_to_undo(session, event.id).number, Act(ACTOR, NOW))
    plan(event, TAREK)
    session.rollback()
    assert draft.person_rows(session, event.id, [TAREK.uuid])[TAREK.uuid].id > before


def test_a_letter_that_waits_loses_the_name(session, event):
    plan(event, MAI)
    content = {"values": {"changes": f"Keynote: {MAI.name} (Vortrag)"}, "template": "x"}
    with transaction() as writing:
        for letter in ("programme_changed", "confirmed_onsite"):
            writing.add(
                Mail(
                    key=letter, scope=f"edition:{event.id}", subject="registration:1", recipient="a@example.org",
                    language="de", letter=letter, content=content, not_before=NOW, created_at=NOW,
                    state=State.QUEUED,
                )
            )  # fmt: skip
    redaction.remove_name(event.id, MAI.uuid, Act(ACTOR, NOW))
    session.rollback()
    changes_by_letter = {each.letter: each.content["values"]["changes"] for each in session.scalars(sa.select(Mail))}
    assert changes_by_letter == {
        "programme_changed": "Keynote: Name auf Wunsch entfernt (Vortrag)",
        "confirmed_onsite": f"Keynote: {MAI.name} (Vortrag)",
    }


def test_whoever_takes_the_consent_to_the_portrait_back_is_shown_nowhere_at_once(session, event):
    speaker = replace(MAI, portrait=make_file().sha256, portrait_consent=True)
    plan(event, with_people(slot(1, room=None), speaker), speaker)
    publish(event)
    row = draft.person_rows(session, event.id, [MAI.uuid])[MAI.uuid]
    change = Change(speaker, replace(speaker, portrait_consent=False))
    own_page.save_own(event.id, row.id, change, row.revision, NOW)
    session.rollback()
    assert speaker.portrait not in str(publishing.latest_version(session, event.id).document)
    assert session.scalars(sa.select(File)).all() == []


def test_a_form_that_was_open_before_brings_no_name_back(session, event, organiser):
    named = replace(block(1, 60, 75), name=Localized("Runde mit Mai Lan Petersen"))
    plan(event, KNOWN, with_people(slot(1, room=None), MAI), named)
    suggestion = suggested(event)["suggestion"]
    with transaction() as writing:
        writing.get_one(agenda_models.TextSuggestion, suggestion).abstract = Localized("Mit Frau Petersen")
    times, texts = (
        organiser.form(SETTINGS, f"{MANAGE}/common-times"),
        organiser.own_form(f"{MANAGE}/suggestions/{suggestion}"),
    )
    redaction.remove_name(event.id, MAI.uuid, Act(ACTOR, NOW))
    assert times.send(time_0_end="12:30").status_code == 409
    assert texts.send().status_code in {404, 409}
    assert "Petersen" not in stored(session)
