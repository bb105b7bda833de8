"""The hours of several items, changed together once it was said what happens."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from gocluster_events.attendance.bookings.models import Offer
from gocluster_events.core import db
from tests.attendance.bookings.test_team_places import B2, C2, PLACES, WINDOWS, offer
from tests.support.booking import publish_offers
from tests.support.programme import plan, slot
from tests.support.workshops import change

REVERSAL = f"{WINDOWS}/undo"


def windows(organiser, *items, **typed):
    form = organiser.form_in(organiser.get(WINDOWS, query_string={"id": list(items)}), WINDOWS)
    return form.send(id=list(items), **typed)


def test_the_hours_of_several_items_change_once_it_was_shown_what_happens(workshops, organiser):
    preview = windows(organiser, B2, C2, opens="at", opens_at="2027-04-20T10:00")
    assert (preview.status_code, offer(1).opens_at) == (200, None)
    assert "mit der Anmeldung zur Veranstaltung" in preview.text
    assert "Bis zur Öffnung kann niemand buchen." in preview.text
    assert ("schließt sofort" in preview.text, preview.text.count("Niemand verliert")) == (False, 1)
    assert "<h1>Prüfen: Zeiten mehrerer Programmpunkte ändern</h1>" in preview.text
    assert preview.text.index("autofocus") < preview.text.index("Was geschieht") < preview.text.index('name="opens_at"')
    answer = organiser.form_in(preview, WINDOWS).send(id=[B2, C2])
    assert answer.location == PLACES
    assert {offer(number).opens_at for number in (1, 2)} == {datetime(2027, 4, 20, 8, tzinfo=UTC)}
    assert "Die Zeiten von 2 Programmpunkten sind geändert." in organiser.get(PLACES).text


def test_a_typed_hour_alone_says_that_it_is_to_change(workshops, organiser):
    preview = windows(organiser, B2, closes_at="2027-04-20T10:00")
    organiser.form_in(preview, WINDOWS).send(id=[B2])
    assert offer().closes_at == datetime(2027, 4, 20, 8, tzinfo=UTC)


def test_an_hour_that_is_to_stay_and_yet_typed_is_asked_about_once_it_was_shown(workshops, organiser):
    preview = windows(organiser, B2, closes_at="2027-04-20T10:00")
    answer = organiser.form_in(preview, WINDOWS).send(id=[B2], closes="as_it_is")
    at_field = answer.text.partition('id="closes-error"')[2].partition("</p>")[0]
    assert "Wählen Sie „Zum angegebenen Zeitpunkt“ oder leeren Sie" in at_field
    assert offer().closes_at is None


def test_that_nothing_is_to_change_is_said_at_the_first_choice(workshops, organiser):
    answer = windows(organiser, B2)
    assert '<a href="#opens">' in answer.text


def test_what_changed_after_it_was_shown_is_shown_again(workshops, organiser):
    preview = windows(organiser, B2, opens="at", opens_at="2027-04-20T10:00")
    again = organiser.form_in(preview, WINDOWS).send(id=[B2], opens_at="2027-04-21T10:00")
    assert (again.status_code, offer().opens_at) == (200, None)
    organiser.own_form(f"{PLACES}/{B2}").send(seats="5")
    once_more = organiser.form_in(again, WINDOWS).send(id=[B2])
    assert (once_more.status_code, offer().opens_at) == (200, None)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Wählen Sie mindestens eine Zeit aus"),
        ({"closes": "at"}, "Geben Sie Datum und Uhrzeit"),
        ({"closes": "at", "closes_at": "2027-04-22T18:00"}, "B2 Vortrag 1: Die Buchung muss spätestens"),
    ],
)
def test_hours_of_several_that_cannot_be_get_a_sentence(workshops, organiser, typed, sentence):
    answer = windows(organiser, B2, **typed)
    assert (answer.status_code, sentence in answer.text) == (200, True)


def test_all_that_is_wrong_about_several_items_is_said_at_once_with_their_names(workshops, organiser):
    typed = {"opens": "at", "opens_at": "2027-04-22T18:00", "closes": "usual", "moves": "at", "moves_until": "gestern"}
    answer = windows(organiser, B2, C2, **typed)
    assert "B2 Vortrag 1, C2 Vortrag 2: Die Buchung muss öffnen, bevor sie schließt." in answer.text
    assert "Geben Sie Datum und Uhrzeit ein, zum Beispiel 24.03.2027 14:00." in answer.text
    assert [f'value="{each}"' in answer.text for each in ("2027-04-22T18:00", "gestern")] == [True, True]


def test_an_hour_that_does_not_fit_one_of_several_items_names_that_item_and_what_was_typed(workshops, organiser):
    organiser.own_form(f"{PLACES}/{C2}").send(opens_at="2027-04-20T10:00")
    answer = windows(organiser, B2, C2, closes="at", closes_at="2027-04-19T10:00")
    at_field = answer.text.partition('id="closes_at-error"')[2].partition("</p>")[0]
    assert "C2 Vortrag 2: Die Buchung muss öffnen, bevor sie schließt." in at_field
    assert "B2 Vortrag 1, C2" not in answer.text
    assert 'id="opens_at-error"' not in answer.text


def test_hours_that_were_changed_together_are_undone_from_the_notice(workshops, organiser):
    organiser.own_form(f"{PLACES}/{B2}").send(opens_at="2027-04-19T10:00")
    with db.transaction() as session:
        session.scalars(sa.select(Offer).where(Offer.item == C2)).one().wants_check = True
    organiser.form_in(windows(organiser, B2, C2, opens="at", opens_at="2027-04-20T10:00"), WINDOWS).send(id=[B2, C2])
    assert f'<a href="{REVERSAL}">Rückgängig</a>' in organiser.get(PLACES).text
    page = organiser.get(REVERSAL).text
    assert ("B2 Vortrag 1" in page, "C2 Vortrag 2" in page, "19. April" in page) == (True, True, True)
    assert organiser.own_form(REVERSAL).send().location == PLACES
    assert [offer(number).opens_at for number in (1, 2)] == [datetime(2027, 4, 19, 8, tzinfo=UTC), None]
    assert [offer(number).wants_check for number in (1, 2)] == [False, True]
    assert "2 Programmpunkte haben wieder die früheren Zeiten." in organiser.get(PLACES).text
    assert "Es gibt nichts rückgängig zu machen." in organiser.get(REVERSAL).text


def test_what_was_saved_since_is_not_undone(workshops, organiser):
    organiser.form_in(windows(organiser, B2, C2, opens="at", opens_at="2027-04-20T10:00"), WINDOWS).send(id=[B2, C2])
    organiser.own_form(f"{PLACES}/{B2}").send(seats="5")
    assert "Wurde seitdem geändert und bleibt, wie es ist." in organiser.get(REVERSAL).text
    organiser.own_form(REVERSAL).send()
    assert [offer(number).opens_at for number in (1, 2)] == [datetime(2027, 4, 20, 8, tzinfo=UTC), None]
    assert "Was seitdem geändert wurde, bleibt, wie es ist." in organiser.get(PLACES).text


def later(workshops):
    """A new version has B2 three hours later."""
    change(workshops, 1, starts_at=slot(1, 240).starts_at)
    publish_offers(workshops)


def test_hours_that_were_shown_before_an_item_moved_are_shown_again_for_its_new_time(workshops, organiser):
    organiser.own_form(f"{PLACES}/{B2}").send(closes_at="2027-04-22T09:00")
    preview, one = (
        windows(organiser, B2, closes="at", closes_at="2027-04-22T09:30"),
        organiser.own_form(f"{PLACES}/{B2}"),
    )
    later(workshops)
    answers = (organiser.form_in(preview, WINDOWS).send(id=[B2]), one.send(closes_at="2027-04-22T09:45"))
    assert [each.status_code for each in answers] == [200, 409]
    assert (offer().closes_at, offer().wants_check) == (datetime(2027, 4, 22, 7, tzinfo=UTC), True)


def test_hours_are_not_brought_back_for_an_item_that_a_version_has_moved_since(workshops, organiser):
    organiser.own_form(f"{PLACES}/{B2}").send(closes_at="2027-04-22T09:00")
    organiser.form_in(windows(organiser, B2, closes="at", closes_at="2027-04-22T09:30"), WINDOWS).send(id=[B2])
    later(workshops)
    assert "Wurde seitdem geändert und bleibt, wie es ist." in organiser.get(REVERSAL).text
    organiser.own_form(REVERSAL).send()
    assert (offer().closes_at, offer().wants_check) == (datetime(2027, 4, 22, 7, 30, tzinfo=UTC), True)


def test_a_version_that_leaves_an_item_as_it_is_leaves_the_shown_hours_to_the_button(workshops, organiser):
    preview = windows(organiser, B2, closes="at", closes_at="2027-04-22T09:30")
    plan(workshops, slot(9, 600, code="Z9", room=None))
    publish_offers(workshops)
    assert organiser.form_in(preview, WINDOWS).send(id=[B2]).location == PLACES


def test_nothing_ticked_leads_back_with_a_sentence(workshops, organiser):
    answer = organiser.get(WINDOWS, follow_redirects=True)
    assert "Haken Sie die Programmpunkte an" in answer.text
