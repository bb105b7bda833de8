"""Approved texts that are older than what the software does: which of their sections somebody should look at."""

from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from gocluster_events.act import Act
from gocluster_events.events.models import Event
from gocluster_events.legal import services as legal
from gocluster_events.legal.queries import outdated_sections
from gocluster_events.legal.rules import Kind, _read, changes
from gocluster_events.text import LANGUAGES, Localized
from tests.legal.test_legal import MANAGE
from tests.support.accountability import ADMIN, ORGANISER, complete
from tests.support.settings import NOW
from tests.support.visitor import Visitor

LONG_AGO = datetime(2026, 5, 1, tzinfo=UTC)
NEWS = ["purposes", "retention", "source", "cookies"]


def save(number: int, at: datetime, **texts: Localized) -> None:
    """The next version of the privacy notice, approved at once."""
    legal.save_text(Kind.PRIVACY, complete(Kind.PRIVACY, **texts), number - 1, Act(ORGANISER, at))
    legal.approve_text(Kind.PRIVACY, number, Act(ADMIN, at))


def outdated(session: Session) -> list[str]:
    session.rollback()
    return [each.id for each in outdated_sections(session).get(Kind.PRIVACY, ())]


@pytest.mark.parametrize("kind", Kind)
def test_a_section_that_changed_says_so_on_the_same_day_in_both_languages(kind: Kind):
    german, english = ([each.changed_on for each in _read(kind, language)[1]] for language in LANGUAGES)
    assert german == english
    assert {each for each in german if each} == changes(kind)


def test_where_nothing_is_approved_nothing_is_older(session: Session):
    legal.save_text(Kind.PRIVACY, complete(Kind.PRIVACY), 0, Act(ORGANISER, LONG_AGO))
    assert outdated(session) == []


def test_a_notice_from_before_names_the_sections_of_which_the_software_does_more_now(session: Session):
    save(1, LONG_AGO)
    assert outdated(session) == NEWS


def test_a_section_counts_as_looked_at_once_it_was_written_anew_and_the_others_do_not(session: Session):
    save(1, LONG_AGO)
    save(2, NOW, retention=Localized("Zwei Wochen.", "Two weeks."))
    save(3, NOW, retention=Localized("Zwei Wochen.", "Two weeks."), officer=Localized("Kim", "Kim"))
    assert outdated(session) == ["purposes", "source", "cookies"]


def test_a_notice_that_was_written_since_is_not_older(session: Session):
    save(1, NOW)
    assert outdated(session) == []


def test_the_page_of_the_texts_the_editor_and_the_checklist_name_them(
    session: Session, organiser: Visitor, event: Event
):
    before = [organiser.get(path).text for path in (MANAGE, f"{MANAGE}/privacy")]
    save(1, LONG_AGO)
    pages = [organiser.get(path).text for path in (MANAGE, f"{MANAGE}/privacy")]
    says = "Die Software tut inzwischen anderes oder mehr"
    assert (says in before[0], says in pages[0]) == (False, True)
    assert 'href="/de/manage/jahrestagung-2027/legal/privacy#retention_de">Speicherdauer</a>' in pages[0]
    assert ("Ihr Entwurf sagt" in before[1], pages[1].count("Ihr Entwurf sagt")) == (False, len(NEWS))
    checklist = organiser.get("/de/manage/jahrestagung-2027/checklist").text
    assert says in checklist
    assert (
        "Datenschutzhinweise: Zwecke der Verarbeitung und Rechtsgrundlagen, Speicherdauer, Herkunft der Daten"
        in checklist
    )
