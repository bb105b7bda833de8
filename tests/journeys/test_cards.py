"""The board of knowledge cards by keys, by pointer and by the buttons of its foot."""

from playwright.sync_api import Page, expect

from gocluster_events.meeting.events.models import Event
from gocluster_events.post_event.cards.rules.codes import Deed
from gocluster_events.post_event.cards.rules.outcomes import Outcome
from gocluster_events.post_event.cards.services.deciding import decide
from gocluster_events.post_event.follow_ups.rules.follow_up import Answer
from gocluster_events.post_event.follow_ups.services import reviewing
from tests.support.cards import TEAM, facts, make_card
from tests.support.live import Live
from tests.support.programme import MAI, plan, publish, slot, with_people
from tools import page_checks


def written(event: Event) -> None:
    """Two cards, the first of which nobody has looked at."""
    plan(event, MAI, with_people(slot(1, room=None, code="A1"), MAI))
    publish(event)
    note = make_card(event, question="Wer pflegt das Wissen?")
    make_card(event, question="Wer zahlt den Saal?")
    decide(event.id, {note: None}, Deed.COLLECT, TEAM)


def test_cards_are_moved_by_keys_by_pointer_and_by_buttons(organiser: Page, servers: Live, event: Event):
    written(event)
    board = f"{servers.address}/de/manage/{event.slug}/cards"
    organiser.goto(board)
    collected, edited = (organiser.get_by_role("region", name=name) for name in ("Gesammelt", "Bearbeitet"))
    note = organiser.get_by_role("link", name="Wer pflegt das Wissen?")
    expect(note).to_be_visible()
    assert page_checks.axe(organiser) == []
    note.press("ArrowRight")
    expect(edited.locator("[data-card]")).to_have_count(2)
    expect(note).to_be_focused()
    note.press(" ")
    expect(organiser.get_by_text("1 ausgewählt Karte 1")).to_be_visible()
    note.press("ArrowDown")
    expect(organiser.get_by_role("link", name="Wer zahlt den Saal?")).to_be_focused()
    edited.locator("[data-card]").first.drag_to(collected)
    expect(collected.locator("[data-card]")).to_have_count(1)
    note.press("ArrowLeft")  # there is no column
    organiser.get_by_label("Karte 1 auswählen").check()
    organiser.get_by_role("button", name="Nach „Bearbeitet“").click()
    expect(edited.locator("[data-card]")).to_have_count(2)
    expect(note).to_be_focused()
    note.press("ArrowRight")
    expect(organiser.get_by_role("heading", level=1)).to_have_text("Fragen, ob es stimmt")
    expect(organiser.get_by_text("Niemand wird angeschrieben.")).to_be_visible()


def test_several_public_cards_are_named_and_taken_back_at_once(organiser: Page, servers: Live, event: Event):
    plan(event, slot(1, room=None, code="A1"))
    publish(event)
    decide(event.id, {make_card(event, question=question): None for question in ("Wer?", "Was?")}, Deed.PUBLISH, TEAM)
    organiser.goto(f"{servers.address}/de/manage/{event.slug}/cards")
    for number in (1, 2):
        organiser.get_by_label(f"Karte {number} auswählen").check()
    expect(organiser.get_by_text("2 ausgewählt Karten 1 und 2")).to_be_visible()
    for name in ("Nach „Bearbeitet“", "Verwerfen …"):
        expect(organiser.get_by_role("button", name=name)).to_be_hidden()
    organiser.get_by_role("button", name="Zurücknehmen …").click()
    organiser.get_by_role("button", name="Zurücknehmen", exact=True).click()
    expect(organiser.get_by_text("2 Karten sind nicht mehr öffentlich.")).to_be_visible()


def test_what_became_of_a_step_stands_at_the_card_once_an_organiser_publishes_it(
    organiser: Page, other_page: Page, servers: Live, event: Event
):
    plan(event, slot(1, room=None, code="A1"))
    publish(event)
    card = make_card(event, next_step="Leitfaden mit den fünf Fragen")
    decide(event.id, {card: None}, Deed.PUBLISH, TEAM)
    reviewing.note(event.id, card, Answer(Outcome.DONE, "Er liegt auf der Seite des Verbands."), 0, TEAM)
    organiser.goto(f"{servers.address}/de/manage/{event.slug}/cards")
    organiser.get_by_role("link", name="Was daraus wurde (1)").click()
    expect(organiser.get_by_role("heading", name="Anzusehen (1)")).to_be_visible()
    assert page_checks.axe(organiser) == []
    organiser.get_by_role("link", name="Veröffentlichen …").click()
    organiser.get_by_label("Was daraus geworden ist, und den Text").check()
    organiser.get_by_role("button", name="Veröffentlichen", exact=True).click()
    expect(organiser.get_by_role("heading", name="Öffentlich (1)")).to_be_visible()
    other_page.goto(f"{servers.address}/de/{event.slug}/knowledge")
    expect(other_page.get_by_text("Er liegt auf der Seite des Verbands.")).to_be_visible()


def test_a_card_says_how_much_room_is_left_in_it(organiser: Page, servers: Live, event: Event):
    written(event)
    organiser.goto(f"{servers.address}/de/manage/{event.slug}/cards/new")
    question = organiser.get_by_label("Frage", exact=True)
    question.fill(facts().question)
    expect(organiser.get_by_text(f"{len(facts().question)} von 160 Zeichen")).to_be_visible()
    question.fill("x" * 161)
    expect(organiser.get_by_text("1 Zeichen zu viel")).to_be_visible()
