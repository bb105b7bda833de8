"""Approved texts that are older than what the software does: which of their sections somebody should look at."""

from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.backoffice.legal import services as legal
from gocluster_events.backoffice.legal.models import LegalVersion
from gocluster_events.backoffice.legal.queries import history, outdated_sections
from gocluster_events.backoffice.legal.rules import Kind, _read, changes, newest_change
from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.text import LANGUAGES, Localized
from gocluster_events.meeting.events.models import Event
from tests.backoffice.legal.test_legal import MANAGE
from tests.support.accountability import ADMIN, ORGANISER, complete
from tests.support.settings import NOW
from tests.support.visitor import Visitor

NEWS = ["purposes", "retention", "source", "cookies"]
TODAY = newest_change(Kind.PRIVACY)
SAYS = "Die Software tut inzwischen anderes oder mehr"
DAY = timedelta(days=1)


def save(number: int, shipped_on: date | None = TODAY, *, is_checked: bool = False, **texts: Any) -> None:
    """The next version of the privacy notice, approved at once, beside what was shipped then; by itself that of now."""
    act = Act(ORGANISER, NOW)
    legal.save_text(Kind.PRIVACY, complete(Kind.PRIVACY, **texts), number - 1, act, is_checked=is_checked)
    with transaction() as writing:
        writing.execute(sa.update(LegalVersion).where(LegalVersion.number == number).values(shipped_on=shipped_on))
    legal.approve_text(Kind.PRIVACY, number, Act(ADMIN, NOW))


def outdated(session: Session) -> list[str]:
    session.rollback()
    return [each.id for each in outdated_sections(session).get(Kind.PRIVACY, ())]


@pytest.mark.parametrize("kind", Kind)
def test_a_section_that_changed_says_so_on_the_same_day_in_both_languages(kind: Kind):
    german, english = ([each.changed_on for each in _read(kind, language)[1]] for language in LANGUAGES)
    assert german == english
    assert {each for each in german if each} == changes(kind)


def test_where_nothing_is_approved_nothing_is_older(session: Session):
    legal.save_text(Kind.PRIVACY, complete(Kind.PRIVACY), 0, Act(ORGANISER, NOW))
    assert outdated(session) == []


@pytest.mark.parametrize("before", [None, min(changes(Kind.PRIVACY)) - DAY])
def test_a_notice_of_an_older_release_names_the_sections_of_which_the_software_does_more_now(
    session: Session, before: date | None
):
    save(1, before)
    assert outdated(session) == NEWS


def test_when_a_text_was_saved_does_not_count_but_beside_what(session: Session):
    late = Act(ADMIN, NOW + 1000 * DAY)
    save(1, None)
    legal.save_text(Kind.PRIVACY, complete(Kind.PRIVACY, officer=Localized("Kim", "Kim")), 1, late)
    legal.approve_text(Kind.PRIVACY, 2, late)
    assert outdated(session) == NEWS


def test_a_section_counts_as_looked_at_once_it_was_written_anew_and_the_others_do_not(session: Session):
    save(1, None)
    save(2, retention=Localized("Zwei Wochen.", "Two weeks."))
    save(3, retention=Localized("Zwei Wochen.", "Two weeks."), officer=Localized("Kim", "Kim"))
    assert outdated(session) == ["purposes", "source", "cookies"]


def test_a_notice_that_was_written_since_is_not_older(session: Session):
    save(1)
    assert outdated(session) == []


def test_a_version_that_is_taken_back_is_as_old_as_it_was(session: Session):
    save(1, None)
    save(2, retention=Localized("Zwei Wochen.", "Two weeks."))
    legal.take_back_text(Kind.PRIVACY, 1, 2, Act(ORGANISER, NOW))
    legal.approve_text(Kind.PRIVACY, 3, Act(ADMIN, NOW))
    assert outdated(session) == NEWS


def test_sections_that_are_right_as_they_stand_are_marked_as_checked_by_a_version_of_the_same_text(
    session: Session, organiser: Visitor, event: Event
):
    save(1, None)
    organiser.own_form(f"{MANAGE}/privacy").send()
    assert [each.number for each in history(session, Kind.PRIVACY)] == [1]
    organiser.own_form(f"{MANAGE}/privacy").send(is_checked="y")
    pages = [organiser.get(path).text for path in (MANAGE, f"{MANAGE}/privacy")]
    assert ("Version 2 wartet auf Freigabe" in pages[0], SAYS in pages[0]) == (True, False)
    assert ("Abschnitte geprüft" in pages[1], "Der mitgelieferte Entwurf sagt" in pages[1]) == (True, False)
    assert outdated(session) == NEWS
    legal.approve_text(Kind.PRIVACY, 2, Act(ADMIN, NOW))
    assert outdated(session) == []


def test_the_page_of_the_texts_the_editor_and_the_checklist_name_them(
    session: Session, organiser: Visitor, event: Event
):
    before = [organiser.get(path).text for path in (MANAGE, f"{MANAGE}/privacy")]
    save(1, None)
    pages = [organiser.get(path).text for path in (MANAGE, f"{MANAGE}/privacy")]
    assert (SAYS in before[0], SAYS in pages[0]) == (False, True)
    assert 'href="/de/manage/jahrestagung-2027/legal/privacy#retention_de">Speicherdauer</a>' in pages[0]
    assert ("Der mitgelieferte Entwurf sagt" in before[1], pages[1].count("Der mitgelieferte Entwurf sagt")) == (
        False,
        len(NEWS),
    )
    checklist = organiser.get("/de/manage/jahrestagung-2027/checklist").text
    assert SAYS in checklist
    assert (
        "Datenschutzhinweise: Zwecke der Verarbeitung und Rechtsgrundlagen, Speicherdauer, Herkunft der Daten"
        in checklist
    )
