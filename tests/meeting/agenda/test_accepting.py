"""A warning or a hint may stay, if somebody says why."""

from dataclasses import replace

import pytest
import sqlalchemy as sa

from gocluster_events.core.act import Act
from gocluster_events.core.errors import Refused
from gocluster_events.meeting.agenda.models import Acceptance
from gocluster_events.meeting.agenda.queries import draft, steps
from gocluster_events.meeting.agenda.rules.change import Change
from gocluster_events.meeting.agenda.rules.codes import Kind, Refusal
from gocluster_events.meeting.agenda.rules.conflicts.finding import ConflictKind, Severity
from gocluster_events.meeting.agenda.services import accepting as services, drafting, redaction
from tests.support.make import archive, make_event, make_member
from tests.support.programme import MAI, acceptable, plan, publish, slot, with_people
from tests.support.refusal import refusal
from tests.support.settings import NOW

MANAGE = "/de/manage/jahrestagung-2027/agenda"
ACTOR, REASON = "organiser@example.org", "Der Balkon hat zwei Plätze mehr."


@pytest.fixture
def crowded(event, hall):
    """A stand for more people than the hall has seats: one warning."""
    item = slot(1, code="N1", kind=Kind.ADVICE, room=hall.id, seats=201)
    plan(event, item)
    return item


def fresh(session):
    """The same, without what it read before somebody else wrote."""
    session.rollback()
    return session


def opened(visitor, path):
    return visitor.own_form(path)


def counted(session, event):
    """What the rail counts."""
    return steps.head(fresh(session), event.id).conflicts


def findings_of(session, event):
    session = fresh(session)
    return draft.findings(session, event.id, draft.draft(session, event))


def accept(event, reason=REASON):
    (fingerprint,) = acceptable(event)
    services.accept(event.id, fingerprint, reason, Act(ACTOR, NOW))
    return fingerprint


@pytest.mark.usefixtures("crowded")
def test_what_is_accepted_is_counted_no_more_and_says_why(session, event):
    before = counted(session, event)
    accept(event)
    assert (before, counted(session, event)) == (1, 0)
    (accepted,) = findings_of(session, event).accepted
    assert (accepted.acceptance.reason, accepted.acceptance.by, accepted.acceptance.at) == (REASON, ACTOR, NOW)
    assert findings_of(session, event).open == ()


@pytest.mark.usefixtures("crowded")
def test_what_is_accepted_names_the_colleague(session, event):
    member = make_member(event)
    (fingerprint,) = acceptable(event)
    services.accept(event.id, fingerprint, REASON, Act(member.email, NOW))
    assert findings_of(session, event).accepted[0].acceptance.by == member.name


@pytest.mark.usefixtures("crowded")
def test_who_accepts_twice_has_accepted_once(session, event):
    fingerprint = accept(event)
    services.accept(event.id, fingerprint, "Ein anderer Grund.", Act(ACTOR, NOW))
    assert [each.acceptance.reason for each in findings_of(session, event).accepted] == [REASON]


@pytest.mark.usefixtures("crowded")
def test_what_is_taken_back_is_counted_again(session, event):
    fingerprint = accept(event)
    for _time in range(2):
        services.take_back(event.id, fingerprint, Act(ACTOR, NOW))
    assert (counted(session, event), findings_of(session, event).accepted) == (1, ())


def test_an_acceptance_holds_while_its_finding_does(session, event, crowded):
    accept(event)
    drafting.apply(event.id, [Change(crowded, replace(crowded, seats=202))], {crowded.uuid: 1}, Act(ACTOR, NOW))
    assert counted(session, event) == 0


def test_an_acceptance_lapses_with_its_finding_and_does_not_come_back_with_it(session, event, crowded):
    accept(event)
    drafting.apply(event.id, [Change(crowded, replace(crowded, seats=200))], {crowded.uuid: 1}, Act(ACTOR, NOW))
    assert fresh(session).scalars(sa.select(Acceptance)).all() == []
    drafting.undo(event.id, 2, Act(ACTOR, NOW))
    assert (counted(session, event), findings_of(session, event).accepted) == (1, ())


def test_a_reason_names_nobody_who_has_withdrawn_consent(session, event, crowded):
    plan(event, MAI)
    accept(event, "Mai Lan Petersen bringt Stühle mit.")
    redaction.remove_name(event.id, MAI.uuid, Act(ACTOR, NOW))
    (accepted,) = findings_of(session, event).accepted
    assert accepted.acceptance.reason == "Name auf Wunsch entfernt bringt Stühle mit."


def test_an_error_cannot_be_accepted(session, event, crowded):
    plan(event, slot(2, 30, code="B1", kind=Kind.MATCHMAKING, room=crowded.room))
    error = next(each for each in findings_of(session, event).open if each.severity is Severity.ERROR)
    with pytest.raises(Refused) as refused:
        services.accept(event.id, error.fingerprint, REASON, Act(ACTOR, NOW))
    assert (refused.value.code, findings_of(session, event).accepted) == (Refusal.NOT_FOUND_ANY_MORE, ())


def test_a_warning_that_becomes_an_error_is_open_again(session, event, hall):
    stand = with_people(slot(1, code="N1", kind=Kind.ADVICE, room=hall.id), MAI)
    plan(event, MAI, stand, with_people(slot(2, 30, code="B1", kind=Kind.PITCHES, room=None), MAI))
    for fingerprint in acceptable(event):
        services.accept(event.id, fingerprint, REASON, Act(ACTOR, NOW))
    drafting.apply(event.id, [Change(stand, replace(stand, kind=Kind.FORUM))], {stand.uuid: 1}, Act(ACTOR, NOW))
    assert [each.severity for each in findings_of(session, event).open] == [Severity.ERROR]


@pytest.mark.usefixtures("crowded")
def test_an_archived_programme_keeps_what_was_accepted(session, event):
    fingerprint = accept(event)
    archive(event)
    assert refusal(services.take_back, event.id, fingerprint, Act(ACTOR, NOW)) is Refusal.ARCHIVED


@pytest.mark.usefixtures("crowded")
def test_a_warning_is_accepted_on_its_page_and_stands_folded_in_the_checks(session, event, organiser):
    (fingerprint,) = acceptable(event)
    page = organiser.get(MANAGE).text
    assert f"{MANAGE}/acceptances/{fingerprint}" in page
    form = opened(organiser, f"{MANAGE}/acceptances/{fingerprint}")
    answer = form.send(reason=REASON)
    assert (answer.status_code, answer.location) == (302, f"{MANAGE}?day=2027-04-22#checks")
    page = organiser.get(MANAGE).text
    assert "1 akzeptiert" in page
    assert f"Akzeptiert: {REASON}" in page
    assert f"{MANAGE}/acceptances/{fingerprint}/removal" in page
    assert counted(session, event) == 0


@pytest.mark.usefixtures("crowded")
def test_nothing_is_accepted_without_a_reason(session, event, organiser):
    (fingerprint,) = acceptable(event)
    answer = opened(organiser, f"{MANAGE}/acceptances/{fingerprint}").send(reason=" ")
    assert "Nennen Sie den Grund: Er steht für alle im Team bei der Prüfung." in answer.text
    assert counted(session, event) == 1


@pytest.mark.usefixtures("crowded")
def test_an_acceptance_is_taken_back_on_its_page(session, event, organiser):
    fingerprint = accept(event)
    answer = opened(organiser, f"{MANAGE}/acceptances/{fingerprint}/removal").send()
    assert (answer.status_code, counted(session, event)) == (302, 1)


def test_the_item_and_the_publish_page_show_what_is_accepted(event, crowded, organiser):
    accept(event)
    for page in (f"{MANAGE}/items/{crowded.uuid}", f"{MANAGE}/publication"):
        assert f"Akzeptiert: {REASON}" in organiser.get(page).text


def test_an_error_has_no_page_to_accept_it(session, event, crowded, organiser):
    plan(event, slot(2, 30, code="B1", kind=Kind.MATCHMAKING, room=crowded.room))
    error = next(each for each in findings_of(session, event).open if each.severity is Severity.ERROR)
    assert organiser.get(f"{MANAGE}/acceptances/{error.fingerprint}").status_code == 404
    assert organiser.get(f"{MANAGE}/acceptances/unknown/removal").status_code == 404


@pytest.mark.usefixtures("crowded")
def test_what_another_edition_accepts_stays_there(session, event):
    fingerprint = accept(event)
    other = make_event()
    plan(other, slot(90))
    services.take_back(other.id, fingerprint, Act(ACTOR, NOW))
    assert (len(findings_of(session, event).accepted), len(findings_of(session, other).accepted)) == (1, 0)


def test_a_finding_leads_to_its_place_and_to_the_forms_of_its_items(event, crowded, organiser):
    plan(event, slot(2, 30, code="B1", kind=Kind.MATCHMAKING, room=crowded.room))
    page = organiser.get(MANAGE).text
    for address in (
        f"{MANAGE}?day=2027-04-22#item-{crowded.uuid}",
        f"{MANAGE}/items/{crowded.uuid}",
        f"{MANAGE}/items/{slot(2).uuid}",
    ):
        assert f'href="{address}"' in page


def test_many_of_one_kind_are_folded(event, hall, organiser):
    plan(event, *(slot(number, 60 * number, kind=Kind.WORKSHOP, room=hall.id) for number in range(1, 6)))
    publish(event)
    assert "Ohne Personen" in organiser.get(MANAGE).text


def test_all_of_one_kind_are_accepted_with_one_reason(session, event, hall, organiser):
    plan(event, *(slot(number, 60 * number, kind=Kind.WORKSHOP, room=hall.id) for number in range(1, 4)))
    findings = draft.findings(session, event.id, draft.draft(session, event))
    first, *others = [each for each in findings.open if each.trouble is ConflictKind.NO_PEOPLE]
    page = f"{MANAGE}/acceptances/{first.fingerprint}"
    assert f"{page}?alike=y" in organiser.get(MANAGE).text
    form = organiser.form(f"{page}?alike=y", page)
    assert sorted(form.form.fields["others"]) == sorted(each.fingerprint for each in others)
    form.send(reason="Die Namen folgen.")
    session.rollback()
    findings = draft.findings(session, event.id, draft.draft(session, event))
    assert [each.acceptance.reason for each in findings.accepted] == ["Die Namen folgen."] * 3
