"""An edition's own wording of a letter: kept, set aside, brought back, and said by mails that leave."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core import db as services
from gocluster_events.core.accounts.models import AuditEntry
from gocluster_events.core.act import Act
from gocluster_events.core.db import session as reading
from gocluster_events.core.errors import Stale
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus
from gocluster_events.meeting.letters import queries, services as post
from gocluster_events.meeting.letters.models import LetterText
from gocluster_events.meeting.letters.rules import Letter, UnusableWording, Wording, WordingRefusal
from gocluster_events.meeting.registration.people.rules.letters import CONFIRMED_ONSITE, DECLINED
from tests.support.make import make_event
from tests.support.settings import NOW

BY, COLLEAGUE = "organiser@example.org", "colleague@example.org"
OWN = Wording("Willkommen: {event}", "Sie sind dabei", "Guten Tag {salutation},\n\nbis bald.", "Zur Anmeldung")

pytestmark = pytest.mark.both_databases


@pytest.fixture
def event(session: Session) -> Event:
    return make_event()


def keep(event: Event, wording: Wording = OWN, revision: int = 0, letter: Letter = CONFIRMED_ONSITE) -> None:
    event_id = event.id
    post.keep_wording(event_id, letter, "de", wording, revision, Act(BY, NOW))
    reading().rollback()


def wording_of(event: Event, language: str = "de") -> Wording | None:
    reading().rollback()
    return queries.wording(reading(), f"edition:{event.id}", "confirmed_onsite", language)


def row(event: Event) -> LetterText:
    reading().rollback()
    wording = queries.text(reading(), event.id, "confirmed_onsite", "de")
    assert wording is not None
    return wording


def actions() -> list[str]:
    reading().rollback()
    return list(reading().scalars(sa.select(AuditEntry.action).order_by(AuditEntry.id)))


def test_a_wording_holds_for_its_letter_its_language_and_its_edition_only(event: Event):
    keep(event)
    assert (wording_of(event), wording_of(event, "en"), wording_of(make_event())) == (OWN, None, None)
    assert queries.wording(reading(), f"edition:{event.id}", "confirmed_online", "de") is None
    assert (row(event).changed_by, row(event).changed_at) == (BY, NOW)


def test_going_back_to_the_default_loses_nothing(event: Event):
    keep(event)
    post.set_wording_aside(event.id, CONFIRMED_ONSITE, "de", 1, Act(BY, NOW))
    assert wording_of(event) is None
    post.bring_wording_back(event.id, CONFIRMED_ONSITE, "de", 2, Act(BY, NOW))
    assert wording_of(event) == OWN
    assert actions() == ["letter.text_changed", "letter.text_set_aside", "letter.text_brought_back"]


def test_writing_again_replaces_what_was_set_aside(event: Event):
    keep(event)
    post.set_wording_aside(event.id, CONFIRMED_ONSITE, "de", 1, Act(BY, NOW))
    keep(event, replace(OWN, heading="Neu"), revision=2)
    assert wording_of(event) == replace(OWN, heading="Neu")
    assert not row(event).is_set_aside


def test_two_who_write_at_once_collide_and_the_first_holds(event: Event):
    keep(event)
    with pytest.raises(Stale):
        post.keep_wording(event.id, CONFIRMED_ONSITE, "de", replace(OWN, heading="Anders"), 0, Act(COLLEAGUE, NOW))
    assert wording_of(event) == OWN


@pytest.mark.parametrize("verb", [post.set_wording_aside, post.bring_wording_back])
def test_a_button_pressed_on_an_old_page_changes_nothing(event: Event, verb: Any):
    keep(event)
    keep(event, replace(OWN, heading="Neuer"), revision=1)
    with pytest.raises(Stale):
        verb(event.id, CONFIRMED_ONSITE, "de", 1, Act(COLLEAGUE, NOW))
    assert wording_of(event) == replace(OWN, heading="Neuer")


def test_the_same_text_again_is_no_change(event: Event):
    keep(event)
    keep(event, revision=1)
    assert (row(event).revision, actions()) == (1, ["letter.text_changed"])


def test_a_wording_with_a_flaw_is_not_kept(event: Event):
    with pytest.raises(UnusableWording) as refusal:
        keep(event, replace(OWN, subject="{evnt}"), letter=DECLINED)
    assert [(flaw.field, flaw.fault) for flaw in refusal.value.flaws] == [
        ("subject", WordingRefusal.UNKNOWN_LIKE), ("body", WordingRefusal.MISSING),
    ]  # fmt: skip
    assert reading().scalars(sa.select(LetterText)).all() == []


def test_a_text_that_no_longer_fits_is_not_brought_back(event: Event):
    keep(event)
    post.set_wording_aside(event.id, CONFIRMED_ONSITE, "de", 1, Act(BY, NOW))
    changed = replace(CONFIRMED_ONSITE, samples={**CONFIRMED_ONSITE.samples, "amount": "30 Euro"})
    with pytest.raises(UnusableWording):
        post.bring_wording_back(event.id, changed, "de", 2, Act(BY, NOW))
    assert wording_of(event) is None


def test_an_archived_edition_keeps_its_letters(session: Session):
    archived = make_event(status=EventStatus.ARCHIVED)
    with pytest.raises(UnusableWording) as refusal:
        keep(archived)
    assert refusal.value.flaws[0].fault is WordingRefusal.ARCHIVED


def test_a_new_edition_takes_over_what_holds_and_not_what_is_set_aside(event: Event):
    keep(event)
    post.keep_wording(event.id, DECLINED, "de", replace(OWN, body="{reason}"), 0, Act(BY, NOW))
    post.set_wording_aside(event.id, DECLINED, "de", 1, Act(BY, NOW))
    one, other = event.id, make_event().id
    with services.transaction() as session:
        post.copy(session, one, other, Act(COLLEAGUE, NOW + timedelta(days=300)))
    reading().rollback()
    copied = queries.wordings(reading(), other)
    assert copied == {("confirmed_onsite", "de"): OWN}
