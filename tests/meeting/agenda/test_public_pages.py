"""What the public sees of the programme."""

from dataclasses import replace

import pytest
from icalendar import Calendar

from gocluster_events.core.act import Act
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.queries import publishing as queries
from gocluster_events.meeting.agenda.rules.change import Change
from gocluster_events.meeting.agenda.rules.codes import Kind, Visibility
from gocluster_events.meeting.agenda.services.drafting import apply
from tests.support.make import make_room
from tests.support.programme import MAI, plan, publish, slot, with_people
from tests.support.settings import NOW

PUBLIC = "/de/jahrestagung-2027/agenda"


def test_before_the_first_version_the_programme_follows(talk, visitor):
    answer = visitor.get(PUBLIC)
    assert (answer.status_code, "Das Programm folgt." in answer.text) == (200, True)
    assert visitor.get(f"{PUBLIC}/a1").status_code == 404
    assert visitor.get("/jahrestagung-2027/agenda.ics").status_code == 404


def test_the_public_reads_what_is_published_and_nothing_of_the_draft(event, talk, visitor):
    publish(event)
    plan(event, slot(2, 60, title=Localized("Noch geheim"), room=talk.room))
    text = visitor.get(PUBLIC).text
    assert ("Kommunen; als, Partner" in text, "Noch geheim" in text) == (True, False)


def test_nothing_closed_is_public(event, talk, visitor):
    closed = slot(2, 60, code="X9", title=Localized("Hinter Türen"), room=talk.room, visibility=Visibility.CLOSED)
    plan(event, with_people(closed, MAI))
    publish(event)
    pages = [PUBLIC, f"{PUBLIC}/a1", "/jahrestagung-2027/agenda.ics"]
    for path in pages:
        text = visitor.get(path, follow_redirects=True).text
        assert not any(word in text for word in ("Hinter", "Petersen", "X9")), path
    assert visitor.get(f"{PUBLIC}/x9-hinter-tueren").status_code == 404


def test_the_programme_is_the_same_bytes_for_everyone(event, talk, app, organiser):
    publish(event)
    stranger = app.test_client().get(PUBLIC)
    assert organiser.get(PUBLIC).data == stranger.data
    assert ("Set-Cookie" in stranger.headers, stranger.headers.get("Vary", "")) == (False, "Accept-Encoding")
    assert app.test_client().get(PUBLIC, headers={"If-None-Match": stranger.headers["ETag"]}).status_code == 304


def test_filters_stand_in_the_address_and_need_no_script(event, talk, visitor):
    plan(event, slot(2, 60, kind=Kind.KEYNOTE, title=Localized("Zum Auftakt"), room=talk.room))
    publish(event)
    text = visitor.get(f"{PUBLIC}?track=a").text
    assert ("Kommunen; als, Partner" in text, "Zum Auftakt" in text) == (True, False)
    assert "1 Programmpunkt passt zu Ihrer Auswahl." in text


def test_a_day_with_little_on_it_is_a_list_below_the_drawing(event, talk, visitor):
    items = [slot(number, 60 * number, room=talk.room) for number in (2, 3)]
    plan(event, *items, slot(4, -15 * 60, title=Localized("Am Vorabend"), room=talk.room))
    publish(event)
    drawn, _list, listed = visitor.get(PUBLIC).text.partition('class="day day--little')
    assert ("Am Vorabend" in drawn, "Vortrag 2" in drawn, '<h3 class="slot__title">' in drawn) == (False, True, False)
    assert ("Am Vorabend" in listed, "timetable__now" in listed) == (True, False)


def test_an_unknown_filter_is_ignored_with_a_notice(event, talk, visitor):
    publish(event)
    text = visitor.get(f"{PUBLIC}?kind=nonsense").text
    assert "Die Adresse enthielt einen unbekannten Filter. Er wurde nicht beachtet." in text
    assert "Kommunen; als, Partner" in text


def test_a_choice_without_items_says_so_and_shows_the_way_back(event, talk, visitor):
    publish(event)
    assert "Kein Programmpunkt passt zu Ihrer Auswahl." in visitor.get(f"{PUBLIC}?kind=lunch").text


def test_an_item_has_a_page_whose_markdown_cannot_run(event, talk, visitor):
    publish(event)
    text = visitor.get(f"{PUBLIC}/a1", follow_redirects=True).text
    assert "<strong>brauchen</strong>" in text
    assert "<script>alert(1)</script>" not in text
    assert "Dr. Tarek Lindholm" in text


def test_readers_see_what_the_newest_version_changed(event, talk, visitor):
    publish(event)
    assert "Änderung</a>" not in visitor.get(PUBLIC).text
    moved = replace(talk, room=make_room(event, name="1.06").id)
    apply(event.id, [Change(talk, moved)], {talk.uuid: 1}, Act("organiser@example.org", NOW))
    publish(event)
    text = visitor.get(PUBLIC).text
    assert (">1 Änderung</a>" in text, "Raum 1.06 statt Eichensaal" in text) == (True, True)
    assert "Raum 1.06 statt Eichensaal" in visitor.get(f"{PUBLIC}/a1", follow_redirects=True).text
    assert "1 Programmpunkt passt zu Ihrer Auswahl." in visitor.get(f"{PUBLIC}?only=changed").text


def test_what_was_taken_out_is_told_with_its_old_time(event, talk, visitor):
    plan(event, slot(2, 60, title=Localized("Abgesagtes"), room=talk.room))
    publish(event)
    apply(
        event.id,
        [Change(slot(2, 60, title=Localized("Abgesagtes"), room=talk.room), None)],
        {slot(2).uuid: 1},
        Act("organiser@example.org", NOW),
    )
    publish(event)
    assert "Entfällt: Abgesagtes (Do., 22. Apr., 10:00–11:00, Eichensaal)" in visitor.get(PUBLIC).text


def test_an_old_title_leads_to_the_item(event, talk, visitor):
    publish(event)
    assert visitor.get(f"{PUBLIC}/a1-frueher-anders").headers["Location"] == f"{PUBLIC}/a1-kommunen-als-partner"


def test_a_text_that_is_missing_in_english_is_marked_as_german(event, talk, visitor):
    publish(event)
    assert '<span lang="de">Kommunen; als, Partner</span>' in visitor.get("/en/jahrestagung-2027/agenda").text


@pytest.mark.parametrize(("language", "suffix"), [("de", "nur für Mitglieder"), ("en", "members only")])
def test_the_calendar_holds_the_programme_in_the_language_asked_for(event, talk, visitor, language, suffix):
    title = Localized("Empfang", "Reception")
    plan(event, slot(2, 60, title=title, room=talk.room, visibility=Visibility.MEMBERS))
    publish(event)
    answer = visitor.get(f"/jahrestagung-2027/agenda.ics?lang={language}")
    entries = Calendar.from_ical(answer.data).walk("VEVENT")
    assert answer.mimetype == "text/calendar"
    assert [str(each["SUMMARY"]) for each in entries] == [
        "Kommunen; als, Partner",
        f"{title.pick(language)[0]} ({suffix})",
    ]
    assert f"/{language}/jahrestagung-2027/agenda/a1-" in str(entries[0]["URL"])


def test_the_sheet_is_kept_for_a_year_under_its_own_name_only(session, event, talk, visitor):
    publish(event)
    digest = queries.edition_theme(session, event.id).digest
    stylesheet = visitor.get(f"/jahrestagung-2027/theme-{digest}.css")
    other = visitor.get("/jahrestagung-2027/theme-000000000000.css")
    assert (stylesheet.mimetype, "immutable" in stylesheet.headers["Cache-Control"]) == ("text/css", True)
    assert other.headers["Cache-Control"] == "no-cache"
