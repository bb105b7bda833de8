"""What is withdrawn, taken back or redacted is found no more, from the same moment on, in every process.

The texts of editions are kept in memory; what makes a process read them anew is one statement about what is public.
"""

import re
from dataclasses import replace

import pytest

from gocluster_events.core import clock, db
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.queries.draft import draft
from gocluster_events.meeting.agenda.rules.change import Change
from gocluster_events.meeting.agenda.services import drafting
from gocluster_events.meeting.agenda.services.redaction import remove_name
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus
from gocluster_events.post_event.cards.rules.codes import Deed
from gocluster_events.post_event.cards.rules.outcomes import Outcome
from gocluster_events.post_event.cards.services.deciding import decide
from gocluster_events.post_event.discovery.queries.stamps import stamps
from gocluster_events.post_event.discovery.views import shelves
from gocluster_events.post_event.follow_ups.rules.follow_up import Answer
from gocluster_events.post_event.follow_ups.services import reviewing
from gocluster_events.post_event.materials.services import publishing
from gocluster_events.post_event.report.services import redaction, writing
from tests.support import cards, report
from tests.support.counting import counted_statements
from tests.support.materials import TALK, TEAM, a_meeting, add_link, answer
from tests.support.programme import MAI, TAREK, plan, publish, slot, with_people
from tests.support.releasing import say

SAID = replace(report.SAYING, text=Localized("Kanarienzitat"))
TEXT = replace(report.BODY, text=Localized("Tarek Lindholm sang wie ein Kanarienvogel."))


@pytest.fixture
def event(session, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: cards.LATER.at)
    return a_meeting(slug="jahrestagung-2027")


def number(visitor, word):
    """How many results there are."""
    counts = re.findall(r'role="status">(\d+) Treffer</p>', visitor.get(f"/de/search?q={word}").text)
    return int(counts[0]) if counts else 0


def link(event):
    uuid = add_link(event, title=Localized("Kanarienfilm"))
    answer(event, uuid, MAI, TAREK)
    publishing.publish(event.id, uuid, TEAM)
    return uuid


def a_release_of_a_material(event):
    uuid = link(event)
    return "kanarienfilm", lambda: say(event, uuid, TAREK, is_granted=False)


def a_material(event):
    uuid = link(event)
    return "kanarienfilm", lambda: publishing.take_back(event.id, uuid, TEAM)


def a_quote(event):
    report.put_out(event, report.with_blocks(report.BODY, SAID))
    report.release(event, SAID)
    return "kanarienzitat", lambda: report.release(event, SAID, is_granted=False)


def a_report(event):
    report.put_out(event, replace(report.REPORT, headline=Localized("Kanarienbericht")))
    return "kanarienbericht", lambda: writing.take_back(event.id, TEAM)


def a_card(event):
    uuid = cards.public_card(event, question="Kanarienfrage?")
    return "kanarienfrage", lambda: decide(event.id, {uuid: None}, Deed.TAKE_BACK, cards.LATER)


def a_card_that_is_wrong(event):
    uuid = cards.public_card(event, insight="Kanariengesang hilft.")
    return "kanariengesang", lambda: cards.say(event, uuid, MAI, is_correct=False)


def words_of_what_became_of_a_step(event):
    uuid = cards.public_card(event, next_step="Leitfaden")
    number = reviewing.note(event.id, uuid, Answer(Outcome.DONE, "Der Kanarienleitfaden liegt vor."), 0, TEAM)
    reviewing.publish(event.id, number, 1, TEAM, with_text=True)
    return "kanarienleitfaden", lambda: reviewing.publish(event.id, number, 2, TEAM, with_text=False)


def an_item(event):
    item = with_people(slot(9, 300, room=None, title=Localized("Kanarienvortrag")), MAI)
    plan(event, item)
    publish(event)

    def drop():
        drafting.apply(event.id, (Change(draft(db.session(), event).item(item.uuid), None),), None, TEAM)
        publish(event, at=TEAM.at)

    return "kanarienvortrag", drop


def a_name(event):
    report.put_out(event, report.with_blocks(TEXT))
    return "lindholm", lambda: remove_name(event.id, TAREK.uuid, TEAM, [redaction.forget_person])


def an_edition(event):
    def hide():
        with db.transaction() as session:
            session.get_one(Event, event.id).status = EventStatus.DRAFT

    return "petersen", hide


DEEDS = (
    a_release_of_a_material, a_material, a_quote, a_report, a_card, a_card_that_is_wrong,
    words_of_what_became_of_a_step, an_item, a_name, an_edition,
)  # fmt: skip


@pytest.mark.parametrize("prepare", DEEDS)
def test_what_is_withdrawn_is_found_no_more(event, visitor, prepare):
    word, withdraw = prepare(event)
    assert number(visitor, word) > 0
    withdraw()
    page = visitor.get(f"/de/search?q={word[:-3]}").text
    assert (number(visitor, word), word in page.lower()) == (0, False)


@pytest.mark.parametrize("prepare", [a_quote, a_card, a_name])
def test_a_text_that_is_not_dropped_would_be_found(event, visitor, monkeypatch, prepare):
    word, withdraw = prepare(event)
    known = stamps(db.session())
    monkeypatch.setattr(shelves, "stamps", lambda _session: known)
    before = number(visitor, word)
    withdraw()
    assert number(visitor, word) == before > 0


@pytest.mark.both_databases
def test_one_statement_notices_whatever_is_withdrawn(event, session):
    for prepare in DEEDS:
        _word, withdraw = prepare(event)
        session.rollback()
        before = stamps(session)
        withdraw()
        session.rollback()
        with counted_statements() as seen:
            after = stamps(session)
        assert (prepare.__name__, after != before) == (prepare.__name__, True)
        assert sum("SELECT" in each for each in seen) == 1
    assert after == ()


def test_as_long_as_nothing_changes_a_search_costs_one_statement(event, visitor):
    cards.public_card(event, item=TALK)
    number(visitor, "wissen")
    with counted_statements() as seen:
        assert number(visitor, "ruhestand") == 1
    assert [each.partition(" ")[0] for each in seen] == ["BEGIN", "SELECT"]
