"""The page on which those who spoke say whether cards are right, whether they may be named, and who takes the step."""

import pytest
import sqlalchemy as sa

from gocluster_events.meeting.agenda.queries.draft import draft
from gocluster_events.meeting.agenda.queries.publishing import edition_theme
from gocluster_events.meeting.agenda.rules.change import Change
from gocluster_events.meeting.agenda.services import drafting
from gocluster_events.post_event.cards.queries.agreed import agreed
from gocluster_events.post_event.cards.queries.published import published
from gocluster_events.post_event.cards.rules.codes import Deed, State
from gocluster_events.post_event.cards.services import cards
from gocluster_events.post_event.cards.services.deciding import decide
from gocluster_events.post_event.releases import rules
from gocluster_events.post_event.releases.models import Release
from gocluster_events.post_event.releases.rules import Kind
from gocluster_events.post_event.releases.words import release as words
from tests.support.cards import AFTER, OTHER, TALK, TEAM, a_meeting, asked_card, card_now, facts, make_card, public_card
from tests.support.programme import MAI, TAREK, publish, with_people
from tests.support.releasing import after_the_meeting, number_of, own_browser

PAGE = "/de/my/contribution"
OWN = f"{PAGE}/cards"


@pytest.fixture
def app(database, tmp_path, request):
    with after_the_meeting(database, tmp_path, request.node) as app:
        yield app


@pytest.fixture
def event(session):
    return a_meeting(slug="tagung")


@pytest.fixture
def mai(app, event):
    return own_browser(app, event, MAI)


@pytest.fixture
def tarek(app, event):
    return own_browser(app, event, TAREK)


def reply(visitor, uuid, **typed):
    return visitor.own_form(f"{OWN}/{uuid}").send(**typed)


def readable(session, event):
    session.rollback()
    return [(card.question, card.ask, card.is_confirmed) for card in published(session, event.id)]


def test_the_own_page_leads_to_the_cards_only_when_there_is_one_to_look_at(event, mai):
    make_card(event)
    assert OWN not in mai.get(PAGE).text
    asked_card(event)
    page = mai.get(PAGE).text
    assert "1 Karte wartet auf Ihre Antwort: Stimmt sie so?" in page
    assert f'href="{OWN}"' in page


def test_everybody_who_spoke_says_right_as_it_is_and_the_team_sees_who_and_when(session, event, mai, tarek):
    uuid = asked_card(event)
    assert "Wie sichert man Wissen" in mai.get(f"{OWN}/{uuid}").text
    for visitor in (mai, tarek):
        assert reply(visitor, uuid, correct="yes").status_code == 302
    answers = {each.person: (each.is_correct, each.at.date()) for each in card_now(event, uuid).answers}
    assert answers == {person.uuid: (True, AFTER.date()) for person in (MAI, TAREK)}
    decide(event.id, {uuid: None}, Deed.PUBLISH, TEAM)
    assert readable(session, event) == [(facts().question, "", True)]
    assert "Sie sagen: Stimmt so." in mai.get(OWN).text


def test_a_no_with_what_should_change_leads_back_to_the_team_and_can_be_taken_back(session, event, mai):
    uuid = asked_card(event)
    reply(mai, uuid, correct="no", remark="Es waren zwei Gespräche.")
    card = card_now(event, uuid)
    assert (card.state, [each.remark for each in card.denied]) == (State.EDITED, ["Es waren zwei Gespräche."])
    assert "Es waren zwei Gespräche." in mai.get(f"{OWN}/{uuid}").text
    reply(mai, uuid, correct="yes")
    assert (card_now(event, uuid).state, card_now(event, uuid).denied) == (State.ASKED, ())


def test_a_no_to_a_public_card_takes_it_away_at_once(session, event, mai, visitor):
    uuid = public_card(event)
    before = visitor.get("/de/tagung/knowledge")
    assert facts().question in before.text
    reply(mai, uuid, correct="no")
    after = visitor.get("/de/tagung/knowledge", headers={"If-None-Match": before.headers["ETag"]})
    assert (after.status_code, facts().question in after.text) == (200, False)


def rewritten_card(event, **changes):
    """A public card that the team is writing anew; nobody is asked about the other words yet."""
    uuid = public_card(event)
    cards.change(event.id, uuid, facts(insight="Ganz anders.", **changes), card_now(event, uuid).revision, TEAM)
    return uuid


def test_who_spoke_can_object_to_what_is_public_while_the_team_writes_something_else(session, event, mai, visitor):
    uuid = rewritten_card(event)
    before = visitor.get("/de/tagung/knowledge")
    assert "Dem öffentlichen Text widersprechen" in mai.get(OWN).text
    page = mai.get(f"{OWN}/{uuid}").text
    assert (facts().insight in page, "Ganz anders." in page, 'name="correct"' in page) == (True, False, False)
    reply(mai, uuid, objects="y", remark="Es waren zwei Gespräche.")
    after = visitor.get("/de/tagung/knowledge", headers={"If-None-Match": before.headers["ETag"]})
    assert (after.status_code, facts().question in after.text) == (200, False)
    assert "Außerhalb des Teams kann den Text niemand mehr lesen." in mai.get(OWN).text
    assert mai.get(f"{OWN}/{uuid}").status_code == 404


def test_an_objection_to_the_earlier_text_keeps_nobody_from_being_asked_about_the_other_one(session, event, mai):
    uuid = rewritten_card(event)
    reply(mai, uuid, objects="y", remark="Es waren zwei.")
    card = card_now(event, uuid)
    assert [each.remark for each in card.objections] == ["Es waren zwei."]
    assert (card.denied, card.silent) == ((), (MAI, TAREK))
    decide(event.id, {uuid: None}, Deed.ASK, TEAM)
    assert card_now(event, uuid).answers == ()
    reply(mai, uuid, correct="yes")
    assert [each.person for each in card_now(event, uuid).answers] == [MAI.uuid]


def test_who_objects_to_words_that_the_team_has_put_back_says_no_to_them(event, mai):
    uuid = rewritten_card(event)
    cards.change(event.id, uuid, facts(), card_now(event, uuid).revision, TEAM)
    reply(mai, uuid, objects="y")
    card = card_now(event, uuid)
    assert ([each.person for each in card.denied], card.public, card.objections) == ([MAI.uuid], None, ())


def test_an_objection_says_that_the_text_goes_or_nothing_is_changed(session, event, mai, tarek):
    uuid = rewritten_card(event, item=OTHER)  # in which Mai does not speak
    assert "Setzen Sie hier den Haken" in reply(mai, uuid, remark="Nur zwei.").text
    assert len(readable(session, event)) == 1
    form = tarek.own_form(f"{OWN}/{uuid}")
    decide(event.id, {uuid: None}, Deed.TAKE_BACK, TEAM)
    assert form.send(objects="y").status_code == 404
    assert card_now(event, uuid).answers == ()


def test_the_no_of_somebody_who_left_the_item_is_in_nobodys_way(session, event, tarek):
    uuid = asked_card(event)
    reply(tarek, uuid, correct="no")
    assert len(card_now(event, uuid).denied) == 1
    before = draft(session, event).item(TALK)
    drafting.apply(event.id, (Change(before, with_people(before, MAI)),), None, TEAM)
    publish(event, at=AFTER)
    assert card_now(event, uuid).denied == ()
    decide(event.id, {uuid: None}, Deed.ASK, TEAM)
    assert (card_now(event, uuid).state, card_now(event, uuid).answers) == (State.ASKED, ())


def test_a_card_has_the_colour_of_its_strand_there_too(session, event, mai):
    uuid = asked_card(event)
    sheet = edition_theme(session, event.id).digest
    for page in (OWN, f"{OWN}/{uuid}"):
        assert f"{sheet}.css" in mai.get(page).text
    assert 'class="knowledge track"' in mai.get(OWN).text


def test_after_each_answer_the_next_card_that_waits_is_shown(event, mai):
    first, second = asked_card(event), asked_card(event, question="Und dann?")
    assert reply(mai, first, correct="yes").location.endswith(second)
    assert reply(mai, second, correct="yes").location.endswith(OWN)


def test_somebody_is_named_only_while_they_agree_in_the_words_in_force(session, event, mai, tarek):
    uuid = public_card(event, ask_person=TAREK.uuid, ask_institution="Hafen Beispielstadt")
    assert readable(session, event)[0][1] == "Hafen Beispielstadt"
    assert f"{TAREK.name}, Hafen Beispielstadt" in tarek.get(f"{OWN}/{uuid}").text
    assert 'name="named"' not in mai.get(f"{OWN}/{uuid}").text
    reply(tarek, uuid, correct="yes", named="yes")
    assert readable(session, event)[0][1] == f"{TAREK.name}, Hafen Beispielstadt"
    reply(tarek, uuid, correct="yes", named="no")
    assert readable(session, event)[0][1] == "Hafen Beispielstadt"
    release = session.scalars(sa.select(Release).where(Release.kind == Kind.CARD)).one()
    assert (release.state.value, release.actor) == ("withdrawn", f"person:{number_of(event, TAREK)}")


def test_a_name_stands_beside_no_function_and_at_no_words_that_its_owner_has_not_seen(session, event, mai, tarek):
    first = {"ask_person": TAREK.uuid, "ask_function": "Leitung"}
    uuid = public_card(event, **first)
    reply(mai, uuid, correct="yes")
    reply(tarek, uuid, correct="yes", named="yes")
    assert readable(session, event) == [(facts().question, f"{TAREK.name}, Leitung", True)]
    other = facts(**first | {"ask_function": "Aufsicht"}, insight="Ganz anders.")
    cards.change(event.id, uuid, other, card_now(event, uuid).revision, TEAM)
    assert (readable(session, event), card_now(event, uuid).answers) == ([(facts().question, "Leitung", True)], ())
    decide(event.id, {uuid: None}, Deed.ASK, TEAM)
    for visitor, typed in ((mai, {}), (tarek, {"named": "yes"})):
        reply(visitor, uuid, correct="yes", **typed)
    assert readable(session, event) == [(facts().question, "Leitung", True)]
    decide(event.id, {uuid: None}, Deed.PUBLISH, TEAM)
    assert readable(session, event) == [(facts().question, f"{TAREK.name}, Aufsicht", True)]


def test_an_answer_to_words_of_the_release_that_are_not_in_force_any_more_is_asked_again(session, event, tarek):
    uuid = public_card(event, ask_person=TAREK.uuid)
    form = tarek.own_form(f"{OWN}/{uuid}")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rules, "WORDING", 2)
        patch.setattr(words, "WORDINGS", {**words.WORDINGS, (Kind.CARD, 2): ("Ich stimme allem zu.", "Wirklich.")})
        again = form.send(correct="yes", named="yes")
    assert (again.status_code, "Ich stimme allem zu." in again.text) == (409, True)
    assert readable(session, event)[0][1] == ""


def test_the_text_to_which_somebody_let_themselves_be_named_can_be_read_once_there_is_another(event, tarek):
    uuid = public_card(event, ask_person=TAREK.uuid)
    reply(tarek, uuid, correct="yes", named="yes")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rules, "WORDING", 2)
        patch.setattr(words, "WORDINGS", {**words.WORDINGS, (Kind.CARD, 2): ("Ich stimme allem zu.", "Wirklich.")})
        page = tarek.get(f"{OWN}/{uuid}").text
    assert "Ich stimme allem zu." in page
    assert "Ich bin einverstanden" in page.partition("Der Text, auf den Sie damals geantwortet haben")[2]


def test_a_yes_to_what_the_team_has_changed_meanwhile_is_asked_again_and_nothing_typed_is_lost(session, event, mai):
    uuid = asked_card(event)
    form = mai.own_form(f"{OWN}/{uuid}")
    cards.change(event.id, uuid, facts(insight="Ganz anders."), card_now(event, uuid).revision, TEAM)
    decide(event.id, {uuid: None}, Deed.ASK, TEAM)
    again = form.send(correct="no", remark="Nur zwei.")
    assert (again.status_code, "Ganz anders." in again.text, "Nur zwei." in again.text) == (409, True, True)
    assert card_now(event, uuid).answers == ()
    assert mai.form_in(again).send(correct="yes").status_code == 302


def test_who_takes_the_next_step_agrees_to_be_asked_and_can_take_that_back(session, event, mai, tarek):
    uuid = public_card(event, next_step="Leitfaden schreiben")
    reply(mai, uuid, correct="yes", step="yes")
    session.rollback()
    assert [(each.owner, each.next_step) for each in agreed(session)] == [(MAI.uuid, "Leitfaden schreiben")]
    assert 'name="step"' not in tarek.get(f"{OWN}/{uuid}").text
    reply(mai, uuid, step="no")
    session.rollback()
    assert agreed(session) == ()


def test_whoever_is_said_to_take_the_step_is_waited_for_until_they_say_yes_or_no(session, event, mai, tarek):
    uuid = asked_card(event, item=OTHER, owner=MAI.uuid, next_step="Leitfaden schreiben")
    assert "Ob Sie sich um den nächsten Schritt kümmern, wissen wir noch nicht." in mai.get(OWN).text
    assert "1 Karte wartet auf Ihre Antwort" in mai.get(PAGE).text
    assert "Wählen Sie eine Option aus." in reply(mai, uuid).text
    assert reply(mai, uuid, step="no").location.endswith(OWN)
    assert (card_now(event, uuid).facts.owner, mai.get(f"{OWN}/{uuid}").status_code) == ("", 404)
    reply(tarek, uuid, correct="yes", step="yes")
    assert card_now(event, uuid).facts.owner == TAREK.uuid


def test_nobody_is_asked_about_items_of_others_and_no_answer_is_chosen_for_them(event, mai, visitor):
    uuid = asked_card(event)
    assert mai.get(f"{OWN}/{asked_card(event, item=OTHER)}").status_code == 404
    assert visitor.get(OWN).status_code == 401
    assert "Wählen Sie eine Option aus." in reply(mai, uuid).text
    assert card_now(event, uuid).answers == ()


def test_who_left_the_item_is_not_asked_any_more_and_their_silence_blocks_nothing(session, event, mai, tarek):
    uuid = asked_card(event)
    reply(mai, uuid, correct="yes")
    before = draft(session, event).item(TALK)
    drafting.apply(event.id, (Change(before, with_people(before, MAI)),), None, TEAM)
    publish(event, at=AFTER)
    assert tarek.get(f"{OWN}/{uuid}").status_code == 404
    decide(event.id, {uuid: None}, Deed.PUBLISH, TEAM)
    assert readable(session, event) == [(facts().question, "", True)]


def test_late_answers_count_too(session, event, mai, tarek):
    uuid = public_card(event)
    assert readable(session, event)[0][2] is False
    for visitor in (mai, tarek):
        reply(visitor, uuid, correct="yes")
    assert readable(session, event)[0][2] is True
