"""States of the draft that the team keeps: compared, taken back, renamed, removed, and seen by nobody else."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from gocluster_events.core.act import Act
from gocluster_events.core.errors import Stale
from gocluster_events.meeting.agenda.models import Snapshot
from gocluster_events.meeting.agenda.queries import draft, publishing as snapshots_queries, steps
from gocluster_events.meeting.agenda.rules.change import Change
from gocluster_events.meeting.agenda.rules.codes import Refusal
from gocluster_events.meeting.agenda.services import drafting as services, redaction, snapshots
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus
from tests.support.make import make_event
from tests.support.programme import TAREK, plan, plan_to_publish, publish, slot
from tests.support.refusal import refusal
from tests.support.settings import NOW

MARIT = "organiser@example.org"
MANAGE = "/de/manage/jahrestagung-2027/agenda"


def opened(visitor, path):
    return visitor.own_form(path)


def fresh(session):
    session.rollback()
    return session


def move(session, event, item, minutes=30):
    moved = replace(item, starts_at=item.starts_at + timedelta(minutes=minutes))
    seen = {item.uuid: draft.revision(fresh(session), event.id, item.uuid)}
    services.apply(event.id, [Change(item, moved)], seen, Act(MARIT, NOW))
    return moved


def revision(session, event):
    return steps.head(fresh(session), event.id).revision


def items(session, event):
    return set(draft.draft(fresh(session), session.get_one(Event, event.id)).items)


@pytest.mark.both_databases
def test_what_was_kept_comes_back_as_the_draft_in_one_step_and_ideas_stay(session, event, talk):
    snapshot_id = snapshots.keep(event.id, "Vorher", Act(MARIT, NOW))
    idea = slot(9, None, room=None)
    plan(event, idea)
    moved = move(session, event, talk)
    services.restore_snapshot(event.id, snapshot_id, revision(session, event), Act(MARIT, NOW))
    assert items(session, event) == {talk, idea}
    services.undo(event.id, revision(session, event), Act(MARIT, NOW))
    assert items(session, event) == {moved, idea}


def test_a_snapshot_is_not_taken_back_over_what_somebody_changed_meanwhile(session, event, talk):
    snapshot_id, seen = snapshots.keep(event.id, "Vorher", Act(MARIT, NOW)), revision(session, event)
    move(session, event, talk)
    with pytest.raises(Stale):
        services.restore_snapshot(event.id, snapshot_id, seen, Act(MARIT, NOW))


def test_an_archived_edition_keeps_its_snapshots_as_they_are(session, event, talk):
    snapshot_id = snapshots.keep(event.id, "Vorher", Act(MARIT, NOW))
    fresh(session).get_one(Event, event.id).status = EventStatus.ARCHIVED
    session.commit()
    for verb in (
        lambda: snapshots.keep(event.id, "Nachher", Act(MARIT, NOW)),
        lambda: snapshots.remove_snapshot(event.id, snapshot_id, Act(MARIT, NOW)),
        lambda: snapshots.rename_snapshot(event.id, snapshot_id, "Anders", Act(MARIT, NOW)),
    ):
        assert refusal(verb) is Refusal.ARCHIVED
    assert snapshots_queries.snapshot(fresh(session), event.id, snapshot_id).name == "Vorher"


def test_one_is_kept_under_a_name_and_stands_apart_from_the_versions(event, talk, organiser):
    answer = opened(organiser, f"{MANAGE}/snapshots/new").send(name="Vor dem Gespräch")
    assert "Nur das Team sieht" in organiser.get(answer.location).text
    assert "Vor dem Gespräch" in organiser.get(f"{MANAGE}/publication").text


def test_without_a_name_nothing_is_kept(session, event, talk, organiser):
    assert "Fehler" in opened(organiser, f"{MANAGE}/snapshots/new").send(name="  ").text
    assert snapshots_queries.snapshots(fresh(session), event.id) == []


def test_it_is_compared_with_the_draft_and_with_any_version_the_older_one_first(session, event, talk, organiser):
    publish(event)
    snapshot_id = snapshots.keep(event.id, "Vorher", Act(MARIT, NOW + timedelta(hours=1)))
    move(session, event, talk)
    page = organiser.get(f"{MANAGE}/snapshots/{snapshot_id}").text
    assert ("<del>09:00</del>" in page, "<ins>09:30</ins>" in page) == (True, True)
    assert "Im Programm ist kein Unterschied zu sehen." in organiser.get(f"{MANAGE}/snapshots/{snapshot_id}?to=1").text
    assert "„Vorher“" in organiser.get(f"{MANAGE}/versions/1?to=s{snapshot_id}").text


def test_it_is_renamed_and_removed(session, event, talk, organiser):
    snapshot_id = snapshots.keep(event.id, "Vorher", Act(MARIT, NOW))
    opened(organiser, f"{MANAGE}/snapshots/{snapshot_id}/name").send(name="Danach")
    assert "<h1>Danach</h1>" in organiser.get(f"{MANAGE}/snapshots/{snapshot_id}").text
    opened(organiser, f"{MANAGE}/snapshots/{snapshot_id}/removal").send()
    assert organiser.get(f"{MANAGE}/snapshots/{snapshot_id}").status_code == 404


def test_a_snapshot_of_another_edition_does_not_exist_here(session, event, talk, organiser):
    other = make_event(slug="other")
    snapshot_id = snapshots.keep(other.id, "Fremd", Act(MARIT, NOW))
    assert organiser.get(f"{MANAGE}/snapshots/{snapshot_id}").status_code == 404
    assert organiser.get(f"{MANAGE}/snapshots/0?to=s{snapshot_id}").status_code == 404


def test_a_consent_that_is_withdrawn_takes_the_name_out_of_what_is_kept_and_what_is_planned(session, event, talk):
    snapshot_id = snapshots.keep(event.id, "Mit Dr. Tarek Lindholm", Act(MARIT, NOW))
    plan_to_publish(event)
    redaction.remove_name(event.id, TAREK.uuid, Act(MARIT, NOW))
    rows = fresh(session).scalars(sa.select(Snapshot)).all()
    assert ["Lindholm" in json.dumps(row.document) for row in rows] == [False, False]
    assert snapshots_queries.snapshot(session, event.id, snapshot_id).name == "Mit Name auf Wunsch entfernt"
