"""Title and text of an item as its people would like them: suggested on their own page, and answered by the team."""

from dataclasses import replace

import pytest
import sqlalchemy as sa

from gocluster_events.core import db
from gocluster_events.core.act import Act
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda import models
from gocluster_events.meeting.agenda.queries import draft, steps, suggestions as queries
from gocluster_events.meeting.agenda.rules.change import Change
from gocluster_events.meeting.agenda.rules.suggestions import SuggestionRefusal, SuggestionState, Texts, digest
from gocluster_events.meeting.agenda.rules.timetable import LONGEST_ABSTRACT
from gocluster_events.meeting.agenda.services import drafting, redaction, suggestions as services
from gocluster_events.meeting.events.models import Event
from tests.support.make import archive
from tests.support.programme import MAI, TAREK, own_link, plan, slot, with_people
from tests.support.refusal import refusal
from tests.support.settings import NOW

MANAGE = "/de/manage/jahrestagung-2027"
OWN = "/de/my/contribution"
MARIT = Act("organiser@example.org", NOW)
AUTHOR = replace(MAI, email="mai@example.org")
BETTER = Texts(Localized("Was Kommunen können", "What towns can do"), Localized("Ein **neuer** Text."))


def wants(event, *, is_wanted):
    with db.transaction() as session:
        session.execute(sa.update(Event).where(Event.id == event.id).values(takes_suggestions=is_wanted))


@pytest.fixture
def item(session, event):
    made = with_people(slot(1, room=None, title=Localized("Was Kommunen brauchen")), AUTHOR, TAREK)
    plan(event, AUTHOR, TAREK, made)
    wants(event, is_wanted=True)
    session.rollback()
    return made


def person_id(session, person=MAI):
    session.rollback()
    return session.scalar(sa.select(models.Person.id).where(models.Person.uuid == person.uuid))


def suggest(session, event, item, texts=BETTER, revision=0, person=MAI):
    by = person_id(session, person)
    session.rollback()
    services.suggest(event.id, by, item.uuid, texts, digest=digest(item), revision=revision, now=NOW)
    return only(session, event, person)


def only(session, event, person=MAI):
    session.rollback()
    (made,) = queries.of_person(session, event.id, person.uuid)
    session.rollback()
    return made


def accept(event, made, item):
    services.accept(event.id, made.id, digest=digest(item), revision=made.revision, act=MARIT)


def title(session, event, item):
    session.rollback()
    return draft.item(session, event.id, item.uuid).title


@pytest.fixture
def mai(session, event, item, app):
    """Her browser, in which she has opened her page."""
    made = app.test_client()
    made.form(f"{OWN}/{own_link(person_id(session), 1)}").send()
    return made


@pytest.mark.both_databases
def test_a_suggestion_changes_nothing_until_it_is_accepted_and_then_is_one_step(session, event, item):
    made = suggest(session, event, item)
    assert (title(session, event, item), queries.number_open(session, event.id)) == (item.title, 1)
    accept(event, made, item)
    stored = draft.item(session, event.id, item.uuid)
    assert (stored.title, stored.abstract) == (BETTER.title, BETTER.abstract)
    assert steps.step_to_undo(session, event.id).actor == MARIT.by
    assert (only(session, event).state, queries.number_open(session, event.id)) == (SuggestionState.ACCEPTED, 0)


def test_an_accepted_suggestion_is_open_again_once_its_step_is_undone(session, event, item):
    accept(event, suggest(session, event, item), item)
    number = steps.step_to_undo(session, event.id).number
    session.rollback()
    drafting.undo(event.id, number, MARIT)
    assert (title(session, event, item), only(session, event).state) == (item.title, SuggestionState.OPEN)
    drafting.redo(event.id, number, MARIT)
    assert (title(session, event, item), only(session, event).state) == (BETTER.title, SuggestionState.ACCEPTED)
    drafting.undo(event.id, number, MARIT)
    drafting.apply(event.id, [Change(None, slot(2, room=None))], {}, MARIT)  # what was undone can be redone no more
    assert only(session, event).is_open


def test_a_declined_suggestion_says_why_on_the_own_page(session, event, item, mai):
    made = suggest(session, event, item)
    services.decline(event.id, made.id, "Zu lang für den Plan.", revision=made.revision, act=MARIT)
    page = mai.get(OWN).text
    assert "nicht übernommen. Begründung: Zu lang für den Plan." in " ".join(page.split())
    assert title(session, event, item) == item.title


def test_whoever_answers_twice_is_told(session, event, item):
    made = suggest(session, event, item)
    accept(event, made, item)
    assert refusal(accept, event, made, item) is SuggestionRefusal.ANSWERED


def test_nothing_is_suggested_unless_the_event_allows_it(session, event, item):
    wants(event, is_wanted=False)
    assert refusal(suggest, session, event, item) is SuggestionRefusal.NOT_WANTED


def test_an_event_takes_no_suggestions_unless_somebody_says_so(session, event):
    assert session.get_one(Event, event.id).takes_suggestions is False


def test_only_people_of_an_item_suggest_what_it_says(session, event, item):
    other = slot(2, room=None)
    plan(event, other)
    assert refusal(suggest, session, event, other) is SuggestionRefusal.NOT_THEIRS


def test_what_the_programme_says_already_is_no_suggestion(session, event, item):
    same = Texts(item.title, item.abstract)
    assert refusal(suggest, session, event, item, same) is SuggestionRefusal.UNCHANGED


def test_an_archived_event_takes_and_answers_none(session, event, item):
    made = suggest(session, event, item)
    archive(event)
    assert refusal(accept, event, made, item)
    assert refusal(suggest, session, event, item)


def test_a_text_that_the_team_changed_meanwhile_is_shown_beside_the_typed_one(session, event, item, mai):
    form = mai.form(f"{OWN}/items/{item.uuid}/text", f"{OWN}/items/{item.uuid}/text")
    theirs = replace(item, title=Localized("Was Städte brauchen"))
    drafting.apply(event.id, [Change(item, theirs)], {item.uuid: 1}, MARIT)
    answer = form.send(title_de="Was Kommunen können")
    assert answer.status_code == 409
    assert "Was Städte brauchen" in answer.text
    assert "Was Kommunen können" in answer.text
    again = mai.form_in(answer, f"{OWN}/items/{item.uuid}/text").send()
    assert again.status_code == 302
    assert only(session, event).texts.title.de == "Was Kommunen können"


def test_a_text_that_changed_before_it_was_accepted_is_shown_again(session, event, item, organiser):
    made = suggest(session, event, item)
    page = f"{MANAGE}/agenda/suggestions/{made.id}"
    form = organiser.form(page, page)
    suggest(session, event, item, replace(BETTER, title=Localized("Ganz anders")), made.revision)
    answer = form.send()
    assert (answer.status_code, "Ganz anders" in answer.text) == (409, True)
    assert title(session, event, item) == item.title


def test_two_people_of_an_item_suggest_and_the_team_sees_both(session, event, item, organiser):
    first = suggest(session, event, item)
    suggest(session, event, item, replace(BETTER, title=Localized("Ganz anders")), person=TAREK)
    accept(event, first, item)
    assert only(session, event, TAREK).is_outdated
    page = organiser.get(f"{MANAGE}/agenda/people").text
    assert "Der Text im Programm hat sich seitdem geändert" in page


def test_a_suggestion_from_the_own_page_to_the_draft(session, event, item, mai, organiser):
    page = f"{OWN}/items/{item.uuid}/text"
    assert page in mai.get(OWN).text
    mai.form(page, page).send(title_de="Was Kommunen können", abstract_de="Neu.")
    assert "Ihr Vorschlag liegt dem Organisationsteam vor." in mai.get(OWN).text
    made = only(session, event)
    assert "1 Textvorschlag" in organiser.get(f"{MANAGE}/agenda/people").text
    assert "Textvorschläge" in organiser.get(f"{MANAGE}/agenda/items/{item.uuid}").text
    assert "Textvorschläge" in organiser.get(f"{MANAGE}/agenda/people/{MAI.uuid}").text
    assert "Textvorschlag" in organiser.get(f"{MANAGE}/").text
    team = f"{MANAGE}/agenda/suggestions/{made.id}"
    assert organiser.form(team, team).send().status_code == 302
    assert title(session, event, item).de == "Was Kommunen können"
    assert "Ihr Vorschlag ist übernommen." in mai.get(OWN).text


def test_the_team_declines_with_a_word_and_not_without(session, event, item, organiser):
    page = f"{MANAGE}/agenda/suggestions/{suggest(session, event, item).id}/refusal"
    assert "Begründen Sie die Ablehnung" in organiser.form(page, page).send().text
    assert organiser.form(page, page).send(reason="Passt nicht.").status_code == 302
    assert (only(session, event).state, only(session, event).reason) == (SuggestionState.DECLINED, "Passt nicht.")


def test_a_person_takes_a_suggestion_back(session, event, item, mai):
    suggest(session, event, item)
    page = f"{OWN}/items/{item.uuid}/text/withdrawal"
    mai.form(page, page).send()
    session.rollback()
    assert queries.of_person(session, event.id, MAI.uuid) == []


def taken_out(event, item):
    """The team has taken Mai out of the item meanwhile."""
    others = tuple(each for each in item.people if each.person != MAI.uuid)
    drafting.apply(event.id, [Change(item, replace(item, people=others))], {item.uuid: 1}, MARIT)


def test_whoever_was_taken_out_of_an_item_can_still_take_their_text_back(session, event, item, mai):
    suggest(session, event, item)
    taken_out(event, item)
    page = f"{OWN}/items/{item.uuid}/text/withdrawal"
    assert "Sie wirken bei diesem Programmpunkt nicht mehr mit." in mai.get(page).text
    mai.form(page, page).send()
    session.rollback()
    assert queries.of_person(session, event.id, MAI.uuid) == []
    again = mai.get(page)
    assert (again.status_code, "Sie wirken bei diesem Programmpunkt nicht mehr mit." in again.text) == (404, True)
    assert f'href="{OWN}"' in again.text


def test_whoever_has_no_text_to_take_back_reads_so(item, mai):
    again = mai.get(f"{OWN}/items/{item.uuid}/text/withdrawal")
    assert "ist beantwortet oder zurückgezogen" in again.text
    assert f'href="{OWN}"' in again.text


def test_what_somebody_typed_before_they_were_taken_out_is_not_lost(event, item, mai):
    page = f"{OWN}/items/{item.uuid}/text"
    form = mai.form(page, page)
    taken_out(event, item)
    answer = form.send(title_de="Was Kommunen können")
    assert answer.status_code == 404
    assert "Sie wirken bei diesem Programmpunkt nicht mehr mit." in answer.text
    assert "Was Kommunen können" in answer.text


def test_an_answered_text_and_one_of_an_archived_event_are_not_declined_again(session, event, item, organiser):
    page = f"{MANAGE}/agenda/suggestions/{suggest(session, event, item).id}/refusal"
    assert 'name="reason"' in organiser.get(page).text
    archive(event)
    assert 'name="reason"' not in organiser.get(page).text


def test_whoever_declines_an_answered_text_reads_that_it_is_answered(session, event, item, organiser):
    made = suggest(session, event, item)
    accept(event, made, item)
    answer = organiser.get(f"{MANAGE}/agenda/suggestions/{made.id}/refusal").text
    assert ('name="reason"' in answer, "ist beantwortet oder zurückgezogen" in answer) == (False, True)


def test_a_text_is_as_long_as_that_of_an_item(session, event, item, mai):
    page = f"{OWN}/items/{item.uuid}/text"
    mai.form(page, page).send(title_de="x" * 201, abstract_de="y" * (LONGEST_ABSTRACT + 1))
    session.rollback()
    assert queries.of_person(session, event.id, MAI.uuid) == []


def test_nobody_reaches_the_text_of_an_item_of_others(session, event, item, mai):
    other = slot(2, room=None)
    plan(event, other)
    assert mai.get(f"{OWN}/items/{other.uuid}/text").status_code == 404


def test_a_name_that_is_removed_takes_the_suggestions_along_and_leaves_those_of_others(session, event, item):
    suggest(session, event, item)
    suggest(session, event, item, Texts(Localized("Mit Mai Lan Petersen"), Localized()), person=TAREK)
    redaction.remove_name(event.id, MAI.uuid, MARIT)
    session.rollback()
    assert queries.of_person(session, event.id, MAI.uuid) == []
    assert "Petersen" not in only(session, event, TAREK).texts.title.de


def test_a_person_who_is_taken_out_of_the_draft_takes_their_suggestions_along(session, event, item):
    suggest(session, event, item)
    drafting.apply(event.id, [Change(AUTHOR, None)], {MAI.uuid: 1}, MARIT)
    session.rollback()
    assert session.scalars(sa.select(models.TextSuggestion)).all() == []
