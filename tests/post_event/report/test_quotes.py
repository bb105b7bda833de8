"""A quote is somebody's word: nobody reads it without their release."""

from dataclasses import replace
from random import Random

import sqlalchemy as sa

from gocluster_events.core.accounts.models import AuditEntry
from gocluster_events.core.act import Act
from gocluster_events.core.db import session as reading
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.services.redaction import remove_name
from gocluster_events.post_event.releases.models import Release
from gocluster_events.post_event.releases.rules import Refusal as ReleaseRefusal, State
from gocluster_events.post_event.report import models
from gocluster_events.post_event.report.queries.quotes import own_quotes
from gocluster_events.post_event.report.rules import reading as rules
from gocluster_events.post_event.report.rules.document import Quote, Text
from gocluster_events.post_event.report.rules.editing import Refusal
from gocluster_events.post_event.report.services import quotes
from tests.support.make import make_member
from tests.support.programme import MAI, TAREK, own_link
from tests.support.refusal import refusal
from tests.support.report import (
    AFTERWARDS,
    BODY,
    COLLEAGUE,
    ID,
    NAMES,
    SAYING,
    TEAM,
    make_meeting,
    person_id,
    put_out,
    release,
    with_blocks,
    write,
)

PERSON = Act("person:1", AFTERWARDS)
WORDS = SAYING.text.de


def page(visitor, event) -> str:
    return visitor.get(f"/de/{event.slug}/report").text


def test_a_quote_is_read_only_while_its_release_stands(session, visitor):
    event = make_meeting()
    put_out(event)
    read = [WORDS in page(visitor, event)]
    quotes.ask(event.id, SAYING.uuid, NAMES, TEAM)
    read.append(WORDS in page(visitor, event))
    for is_granted in (True, False, True):
        quotes.answer_quote(event.id, SAYING.subject, TAREK.uuid, PERSON, is_granted=is_granted)
        read.append(WORDS in page(visitor, event))
    assert read == [False, False, True, False, True]


def test_other_words_of_the_same_person_need_another_release(session, visitor):
    event = make_meeting()
    put_out(event)
    release(event)
    other = Quote(SAYING.uuid, Localized("Wissen geht, wenn Köpfe gehen"), person=TAREK.uuid)
    write(event, with_blocks(BODY, other))
    assert WORDS in page(visitor, event)  # what was published has its release
    put_out(event, with_blocks(BODY, other))
    assert (WORDS in page(visitor, event), other.text.de in page(visitor, event)) == (False, False)
    put_out(event, with_blocks(BODY, SAYING))
    assert WORDS in page(visitor, event)


def test_a_name_that_is_removed_takes_the_quote_away(session, visitor):
    event = make_meeting()
    put_out(event)
    release(event)
    assert TAREK.last_name in page(visitor, event)
    remove_name(event.id, TAREK.uuid, TEAM)
    after = page(visitor, event)
    assert (WORDS in after, TAREK.last_name in after) == (False, False)


def test_no_text_of_the_report_names_somebody_whose_name_was_removed(session, visitor):
    event = make_meeting()
    named = Text(ID(1), Localized(f"Es sprach {TAREK.name}.", f"{TAREK.name} spoke."))
    also = Quote(ID(9), Localized("Noch ein Satz"), name=TAREK.name)
    put_out(event, replace(with_blocks(named, SAYING, also), lead=Localized(f"Mit {TAREK.name}")))
    release(event)
    write(event, with_blocks(named, SAYING))
    make_member(event, email="organiser@example.org")
    visitor.enter("organiser@example.org")
    visitor.own_form(f"/de/manage/{event.slug}/agenda/people/{TAREK.uuid}/name-removal").send(is_sure="y")
    session.rollback()
    rows = [*session.scalars(sa.select(models.ReportVersion)), *session.scalars(sa.select(models.Report))]
    stored = str([row.document for row in rows])
    assert (len(rows), TAREK.last_name in stored, WORDS in stored, "Noch ein Satz" in stored) == (2, *[False] * 3)
    assert "Name auf Wunsch entfernt" in page(visitor, event)
    assert session.scalars(sa.select(Release.subject)).all() == []


def test_somebody_who_is_not_on_the_programme_is_quoted_with_a_release_on_paper(session, visitor):
    event = make_meeting()
    guest = Quote(ID(9), Localized("Ich komme wieder"), name="Noor Baum", function=Localized("Stadt Muster"))
    put_out(event, with_blocks(BODY, guest))
    assert refusal(quotes.ask, event.id, guest.uuid, NAMES, TEAM) is Refusal.NO_PERSON
    quotes.note_on_paper(event.id, guest.uuid, guest.subject, NAMES, TEAM)
    assert [each in page(visitor, event) for each in ("Ich komme wieder", "Noor Baum", "Stadt Muster")] == [True] * 3


def test_the_team_notes_no_paper_against_the_word_of_the_person(session):
    event = make_meeting()
    write(event)
    release(event, is_granted=False)
    code = refusal(quotes.note_on_paper, event.id, SAYING.uuid, SAYING.subject, NAMES, TEAM)
    assert code is ReleaseRefusal.ANSWERED


def test_a_paper_is_noted_for_no_other_words_than_those_that_the_page_showed(session, visitor):
    event = make_meeting()
    make_member(event, email="organiser@example.org")
    visitor.enter("organiser@example.org")
    write(event)
    form = visitor.own_form(f"/de/manage/{event.slug}/report/quotes/{SAYING.uuid}/paper")
    write(event, with_blocks(BODY, replace(SAYING, text=Localized("Ganz andere Worte"))), COLLEAGUE)
    answer = form.send()
    assert (answer.status_code, "Ganz andere Worte" in answer.text) == (409, True)
    assert session.scalars(sa.select(Release.subject)).all() == []
    visitor.form_in(answer, answer.request.path).send()
    session.rollback()
    assert session.scalars(sa.select(Release.state)).all() == [State.ON_PAPER]


def test_a_guest_withdraws_by_letter_and_no_later_version_brings_their_words_back(session, visitor):
    event = make_meeting()
    make_member(event, email="organiser@example.org")
    guest = Quote(ID(9), Localized("Ich komme wieder"), name="Noor Baum")
    put_out(event, with_blocks(BODY, guest))
    quotes.note_on_paper(event.id, guest.uuid, guest.subject, NAMES, TEAM)
    assert "Ich komme wieder" in page(visitor, event)
    visitor.enter("organiser@example.org")
    way = f"/de/manage/{event.slug}/report/quotes/{guest.uuid}/paper"
    assert way in visitor.get(f"/de/manage/{event.slug}/report").text
    assert visitor.own_form(way).send().status_code == 302
    assert "Ich komme wieder" not in page(visitor, event)
    session.rollback()
    assert session.scalars(sa.select(Release.state)).all() == [State.WITHDRAWN]
    actions = sa.select(AuditEntry.action).where(AuditEntry.action.like("release.%")).order_by(AuditEntry.id)
    assert [*session.scalars(actions)] == ["release.on_paper", "release.withdrawal_noted"]
    put_out(event, with_blocks(BODY))
    put_out(event, with_blocks(BODY, guest))
    assert "Ich komme wieder" not in page(visitor, event)
    code = refusal(quotes.note_on_paper, event.id, guest.uuid, guest.subject, NAMES, TEAM)
    assert code is ReleaseRefusal.ANSWERED


def test_a_quote_without_words_cannot_be_asked_for(session):
    event = make_meeting()
    write(event, with_blocks(BODY, Quote(SAYING.uuid, person=TAREK.uuid)))
    assert refusal(quotes.ask, event.id, SAYING.uuid, NAMES, TEAM) is Refusal.UNFINISHED
    assert refusal(quotes.ask, event.id, BODY.uuid, NAMES, TEAM) is Refusal.UNFINISHED


def test_a_request_ends_when_its_words_are_nowhere_any_more(session):
    event = make_meeting()
    write(event)
    quotes.ask(event.id, SAYING.uuid, NAMES, TEAM)
    assert [each.quote for each in own_quotes(reading(), event.id, TAREK.uuid)] == [SAYING]
    write(event, with_blocks(BODY))
    code = refusal(quotes.answer_quote, event.id, SAYING.subject, TAREK.uuid, PERSON, is_granted=True)
    assert code is ReleaseRefusal.NOT_ASKED


def test_whoever_is_quoted_says_yes_on_their_own_page_and_takes_it_back_there(session, visitor):
    event = make_meeting()
    put_out(event)
    visitor.form(f"/de/my/contribution/{own_link(person_id(event))}").send()
    assert "zitiert nichts von Ihnen" in visitor.get("/de/my/contribution/quotes").text
    assert "/contribution/quotes" not in visitor.get("/de/my/contribution").text
    quotes.ask(event.id, SAYING.uuid, NAMES, TEAM)
    assert "1 Zitat wartet auf Ihre Antwort" in visitor.get("/de/my/contribution").text
    own = visitor.get("/de/my/contribution/quotes")
    assert f"„{WORDS}“" in own.text
    form = visitor.form_in(own)
    form.send(answer="yes")
    assert WORDS in page(visitor, event)
    visitor.form("/de/my/contribution/quotes").send(answer="no")
    assert WORDS not in page(visitor, event)
    session.rollback()
    actions = session.scalars(
        sa.select(AuditEntry.action).where(AuditEntry.action.like("release.%")).order_by(AuditEntry.id)
    )
    assert list(actions) == ["release.given", "release.withdrawn"]


def test_nobody_answers_for_somebody_else(session, visitor):
    event = make_meeting()
    put_out(event)
    quotes.ask(event.id, SAYING.uuid, NAMES, TEAM)
    visitor.form(f"/de/my/contribution/{own_link(person_id(event, MAI.uuid))}").send()
    answer = visitor.press("/de/my/contribution/quotes", subject=SAYING.subject, answer="yes")
    assert "nicht mehr gebraucht" in answer.text
    assert WORDS not in page(visitor, event)


SAYINGS = tuple(
    Quote(ID(number), Localized(f"Satz {number}"), person=person)
    for number, person in enumerate((TAREK.uuid, MAI.uuid, TAREK.uuid), 50)
)


def by_chance(dice: Random) -> tuple[int, int]:
    """Of one random report with random releases: how many quotes are read without a yes, and how many are not read
    though everything is there.
    """
    granted = {each.subject: {each.speaker} & {dice.choice((each.speaker, "nobody"))} for each in SAYINGS}
    people = {person: rules.Speaker(NAMES[person]) for person in dice.sample(sorted(NAMES), dice.randrange(3))}
    body = rules.public(with_blocks(*SAYINGS), granted, people, ()).body
    read = {each.uuid for each in body if isinstance(each, rules.Words)}
    right = {each.uuid for each in SAYINGS if each.person in people and granted[each.subject]}
    return len(read - right), len(right - read)


def test_of_five_hundred_random_reports_none_shows_a_word_too_much_or_too_little():
    dice = Random(2027)
    assert {by_chance(dice) for _report in range(500)} == {(0, 0)}
