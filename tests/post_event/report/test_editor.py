"""Writing the report on its page."""

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from gocluster_events.attendance.attendees.services.figures import freeze
from gocluster_events.core import clock
from gocluster_events.core.access import Role
from gocluster_events.core.text import Localized
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.post_event.report.queries.draft import draft
from gocluster_events.post_event.report.rules.document import Basis, Fact, Quote, Text
from gocluster_events.post_event.survey.rules.questions import USUAL
from gocluster_events.post_event.survey.services import closing
from tests.support.make import archive, make_member, make_registration
from tests.support.programme import TAREK
from tests.support.report import BODY, COLLEAGUE, ID, REPORT, SAYING, VISITORS, make_meeting, with_blocks, write
from tests.support.settings import NOW
from tests.support.surveyed import ended
from tests.support.surveying import answer, guests, sheet


@pytest.fixture
def event(session):
    return make_meeting()


@pytest.fixture
def organiser(event, visitor):
    make_member(event, email="organiser@example.org")
    visitor.enter("organiser@example.org")
    return visitor


def page(event) -> str:
    return f"/de/manage/{event.slug}/report"


def send(visitor, event, act: str = "", **typed):
    return visitor.own_form(page(event)).send(**typed, act=act)


def stored(event, session):
    session.rollback()
    return draft(session, event.id).report


def test_a_report_begins_with_its_headline_and_grows_block_by_block(event, organiser, session):
    assert "Beginnen Sie mit der Schlagzeile" in organiser.get(page(event)).text
    send(organiser, event, "new:text", headline="Cluster machen Region")
    answer = send(organiser, event, "new:quote")
    report = stored(event, session)
    assert report.headline == Localized("Cluster machen Region")
    assert [type(each) for each in report.blocks] == [Text, Quote]
    assert answer.location.endswith(f"#block-{report.blocks[1].uuid}")


def test_every_field_of_a_block_is_stored_as_typed(event, organiser, session):
    write(event, with_blocks(Text(ID(1)), Fact(ID(2)), Quote(ID(3))))
    typed = {
        f"text_{ID(1)}": "Ein Absatz.",
        f"hedge_{ID(2)}": "rund",
        f"number_{ID(2)}": "15.500",
        f"unit_{ID(2)}": "Gäste",
        f"counted_{ID(2)}": "gezählt am Einlass",
        f"words_{ID(3)}": "Wissen bleibt",
        f"person_{ID(3)}": TAREK.uuid,
    }
    assert send(organiser, event, **typed).status_code == 302
    text, fact, quote = stored(event, session).blocks
    assert text == Text(ID(1), Localized("Ein Absatz."))
    counted = Localized("gezählt am Einlass")
    assert fact == Fact(ID(2), "15500", Localized("rund"), Localized("Gäste"), counted)
    assert quote == Quote(ID(3), Localized("Wissen bleibt"), person=TAREK.uuid)


def test_blocks_move_by_buttons_and_what_is_removed_can_be_put_back(event, organiser, session):
    write(event, with_blocks(BODY, VISITORS, SAYING))
    orders = []
    for act in (f"up:{SAYING.uuid}", f"down:{BODY.uuid}", f"up:{SAYING.uuid}", f"removal:{VISITORS.uuid}", "undo:"):
        send(organiser, event, act)
        orders.append([each.uuid[-1] for each in stored(event, session).blocks])
    assert orders == [["1", "3", "2"], ["3", "1", "2"], ["3", "1", "2"], ["3", "1"], ["3", "1", "2"]]
    assert stored(event, session).blocks[2] == VISITORS


def test_each_language_is_written_for_itself(event, organiser, session):
    write(event)
    send(organiser, event, "show:en", headline="Neue Schlagzeile")
    english = organiser.own_form(f"{page(event)}?in=en")
    assert english.form.fields["headline"] == ["Clusters make regions"]
    english.send(headline="New headline")
    assert stored(event, session).headline == Localized("Neue Schlagzeile", "New headline")


def test_what_is_too_long_is_not_stored_and_not_lost(event, organiser, session):
    write(event)
    answer = send(organiser, event, headline="x" * 111)
    assert (answer.status_code, "x" * 111 in answer.text) == (200, True)
    assert stored(event, session).headline == REPORT.headline


def test_of_two_who_write_nobody_loses_a_word(event, organiser, session):
    write(event)
    mine = organiser.own_form(page(event))
    theirs = Text(ID(7), Localized("Ein Absatz der Kollegin"))
    write(event, replace(REPORT, headline=Localized("Ihre"), blocks=(BODY, theirs, SAYING)), COLLEAGUE)
    answer = mine.send(headline="Meine")
    assert answer.status_code == 409
    table = answer.text.partition("table--collision")[2].partition("</table>")[0]
    assert ("Meine" in table, "Ihre" in table, "Ein Absatz der Kollegin" in table) == (True, True, True)
    organiser.form_in(answer, page(event)).send()
    after = stored(event, session)
    assert after.headline.de == "Meine"
    assert [each.uuid[-1] for each in after.blocks] == ["1", "7", "2", "3"]


def test_a_script_saves_in_the_background_and_hears_of_a_colleague(event, organiser, session):
    write(event)
    form = organiser.own_form(page(event)).form
    sent, script = {**form.fields, "headline": "Von selbst"}, {"Accept": "application/json"}
    answer = organiser.post(page(event), data=sent, headers=script)
    assert (answer.status_code, answer.json["revision"]) == (200, 2)
    assert stored(event, session).headline.de == "Von selbst"
    again = organiser.post(page(event), data={**sent, "headline": "Zu spät"}, headers=script)
    assert (again.status_code, stored(event, session).headline.de) == (409, "Von selbst")
    long = {**sent, "revision": "2", "headline": "x" * 111}
    assert organiser.post(page(event), data=long, headers=script).status_code == 422


def test_numbers_on_offer_are_rounded_provisional_and_never_a_hidden_one(event, organiser, session):
    for mode, number in ((Mode.ONSITE, 22), (Mode.ONLINE, 3)):
        for _person in range(number):
            make_registration(event, mode=mode)
    text = organiser.get(page(event)).text
    assert ('value="figure:confirmed"' in text, 'value="figure:online"' in text) == (True, False)
    send(organiser, event, "figure:confirmed")
    send(organiser, event, "figure:online")
    (fact,) = stored(event, session).blocks
    assert (fact.number, fact.hedge, fact.basis) == ("25", Localized("rund", "about"), Basis.PROVISIONAL)
    assert fact.source.de == "vorläufig, Stand 20. März 2027"


def test_once_the_figures_are_frozen_these_are_offered(event, organiser, session, monkeypatch):
    for _person in range(8):
        make_registration(event)
    freeze(event.id, COLLEAGUE)
    monkeypatch.setattr(clock, "now", lambda: COLLEAGUE.at)
    organiser.enter("organiser@example.org")
    send(organiser, event, "figure:confirmed")
    (fact,) = stored(event, session).blocks
    assert (fact.number, fact.basis, fact.source.de) == ("10", Basis.FROZEN, "Zahlen vom 23. April 2027")


def test_a_number_that_is_typed_over_is_no_longer_an_offered_one(event, organiser, session):
    write(event, with_blocks(replace(VISITORS, basis=Basis.FROZEN)))
    send(organiser, event, **{f"number_{VISITORS.uuid}": "1.234"})
    assert stored(event, session).blocks[0].basis is Basis.TYPED


def test_the_draft_can_be_written_in_an_archived_edition(event, organiser, session):
    archive(event)
    assert send(organiser, event, headline="Nach Jahren").status_code == 302
    assert stored(event, session).headline.de == "Nach Jahren"


def test_staff_write_and_do_not_publish(event, visitor, session):
    make_member(event, Role.STAFF, email="staff@example.org")
    visitor.enter("staff@example.org")
    write(event)
    text = visitor.get(page(event)).text
    assert ("Nachbericht veröffentlichen" in text, "Auf Papier erteilt" in text) == (False, False)
    assert send(visitor, event, headline="Entwurf").status_code == 302
    assert visitor.press(f"{page(event)}/publication").status_code == 403


def test_what_a_closed_survey_gave_can_be_put_in_with_the_number_of_answers(visitor, session):
    event = ended("fachtag", "Fachtag", NOW - timedelta(days=8))
    chance = Random(7)
    for each in guests(event, 6):
        answer(event, each, sheet(5, 4, 1), NOW, chance)
    make_member(event, email="organiser@example.org")
    visitor.enter("organiser@example.org")
    assert "Aus der Umfrage" not in visitor.get(page(event)).text
    closing.close_now(event.id, Random(7), replace(COLLEAGUE, at=NOW))
    send(visitor, event, "scale:0")
    (fact,) = stored(event, session).blocks
    assert (fact.number, fact.source) == ("100 %", Localized("Umfrage, 6 Antworten", "survey, 6 answers"))
    question = USUAL.questions[0]
    assert fact.unit == Localized(
        f"antworteten mit 4 oder 5 auf „{question.text.de}“ (5: {question.high.de})",
        f"answered “{question.text.en}” with 4 or 5 (5: {question.high.en})",
    )


def test_five_who_answered_are_the_fewest_of_whom_a_report_can_tell(visitor, session):
    event = ended("fachtag", "Fachtag", NOW - timedelta(days=8))
    chance = Random(7)
    for each in guests(event, 4):
        answer(event, each, sheet(5), NOW, chance)
    make_member(event, email="organiser@example.org")
    visitor.enter("organiser@example.org")
    closing.close_now(event.id, Random(7), replace(COLLEAGUE, at=NOW))
    write(event, with_blocks())
    send(visitor, event, "scale:0")
    assert ("Aus der Umfrage" in visitor.get(page(event)).text, stored(event, session).blocks) == (False, ())
