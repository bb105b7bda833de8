"""How organisers plan the programme."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from gocluster_events.core.db import transaction
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.queries import draft
from gocluster_events.meeting.agenda.rules.codes import Kind, SpokenLanguage
from gocluster_events.meeting.events.rules.edition import EventStatus
from tests.support.make import archive, make_day, make_event, make_member
from tests.support.pictures import drawn
from tests.support.programme import MAI, TAREK, plan, publish, slot

MANAGE = "/de/manage/jahrestagung-2027/agenda"
ENGLISH = "/en/manage/jahrestagung-2027/agenda"


def fresh(session):
    """The same, without what it read before somebody else wrote."""
    session.rollback()
    return session


def opened(visitor, path):
    return visitor.own_form(path)


def again(visitor, answer):
    return visitor.form_in(answer, answer.request.path)


@pytest.mark.parametrize("path", ["", "/items/new", "/people", "/people/new", "/publication"])
def test_only_organisers_plan(path, event, talk, app, staff, organiser):
    assert organiser.get(MANAGE + path).status_code == 200
    assert staff.get(MANAGE + path).status_code == 403
    assert app.test_client().get(MANAGE + path).status_code == 302


@pytest.mark.parametrize("path", ["items/{talk}", "items/{talk}/removal", "people/{person}"])
def test_only_organisers_change_what_is_planned(path, event, talk, app, staff, organiser):
    there = f"{MANAGE}/{path.format(talk=talk.uuid, person=MAI.uuid)}"
    assert organiser.get(there).status_code == 200
    assert staff.post(there).status_code == 403
    assert app.test_client().post(there).status_code == 302


@pytest.mark.parametrize("path", ["items/{uuid}", "items/{uuid}/removal", "people/{uuid}"])
def test_what_belongs_to_another_edition_is_not_found(path, event, talk, organiser):
    other = make_event()
    person = replace(MAI, uuid=slot(91).uuid)
    plan(other, slot(90), person)
    uuid = person.uuid if path.startswith("people") else slot(90).uuid
    assert organiser.get(f"{MANAGE}/{path.format(uuid=uuid)}").status_code == 404


def test_the_list_names_the_conflicts_with_a_way_to_the_items(event, talk, organiser):
    plan(event, slot(2, 30, code="B1", title=Localized("Zugleich"), room=talk.room))
    text = organiser.get(MANAGE).text
    assert "Eichensaal ist belegt: B1 läuft dort von 09:30 bis 10:30 Uhr, A1 zur selben Zeit." in text
    assert f"{MANAGE}/items/{slot(2).uuid}" in text


def test_a_new_item_stands_where_it_was_typed(session, event, hall, organiser):
    form = opened(organiser, f"{MANAGE}/items/new")
    answer = form.send(
        code="B2", kind="workshop", title_de="Vom Pitch zum Pilot", language="de_en", length_minutes="75",
        seats="40", day="2027-04-22", start="14.00", room=str(hall.id), has_stream="yes",
    )  # fmt: skip
    assert answer.status_code == 302
    (item,) = draft.draft(fresh(session), event).items
    assert (item.code, item.kind, item.language, item.seats, item.has_stream) == (
        "B2", Kind.WORKSHOP, SpokenLanguage.BOTH, 40, True,
    )  # fmt: skip
    assert [f"{instant:%H:%M}" for instant in item.span] == ["12:00", "13:15"]


def test_a_double_click_makes_one_item(session, event, organiser):
    form = opened(organiser, f"{MANAGE}/items/new")
    assert [form.send(title_de="Einmal").status_code for _click in range(2)] == [302, 302]
    assert len(draft.draft(fresh(session), event).items) == 1


def test_people_get_as_many_rows_as_they_need(session, event, talk, organiser):
    form = opened(organiser, f"{MANAGE}/items/{talk.uuid}")
    more = again(organiser, form.send("add_row", title_de="Getippt"))
    assert more.form.fields["title_de"] == ["Getippt"]
    assert "person_4" in more.form.fields
    more.send(person_4=MAI.uuid, part_4="moderation")
    people = draft.item(fresh(session), event.id, talk.uuid).people
    assert [(each.person, each.part.value) for each in people] == [(TAREK.uuid, "speaker"), (MAI.uuid, "moderation")]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"title_de": ""}, "Fill in this field."),
        ({"title_de": "x" * 201}, "Shorten this text to at most 200 characters."),
        ({"code": "A-1"}, "Write the code as letters and a number, for example A1."),
        ({"length_minutes": "0"}, "Enter a whole number from 1 to 1440."),
        ({"start": "25:00"}, "Enter the start as hours and minutes, for example 9:45."),
        ({"start": ""}, "Enter both the day and the start, or neither."),
        ({"day": ""}, "Enter both the day and the start, or neither."),
        ({"day": "2027-04-23"}, "Choose one of the options."),
        ({"room": "999"}, "Choose one of the options."),
        ({"person_1": "niemand"}, "Choose one of the options."),
    ],
)
def test_what_cannot_be_kept_is_said_at_its_field(session, event, talk, organiser, typed, sentence):
    answer = opened(organiser, f"{ENGLISH}/items/{talk.uuid}").send(**{"title_en": "Kept", **typed})
    assert answer.status_code == 200
    assert answer.text.count(sentence) == 2  # at the field and in the list above
    assert again(organiser, answer).form.fields["title_en"] == ["Kept"]
    assert draft.revision(fresh(session), event.id, talk.uuid) == 1


@pytest.mark.promise("P17")
def test_a_time_that_spring_skips_is_refused_at_its_field(session, organiser):
    event = make_event(slug="spring")
    make_day(event, date=date(2027, 3, 28))
    organiser.enter(make_member(event).email)
    form = opened(organiser, "/en/manage/spring/agenda/items/new")
    answer = form.send(title_de="Nachts", day="2027-03-28", start="02:30")
    assert "This time does not exist on that day" in answer.text
    assert draft.draft(fresh(session), event).items == ()


def test_whoever_is_late_sees_both_texts_and_decides(session, event, talk, organiser):
    mine = opened(organiser, f"{MANAGE}/items/{talk.uuid}")
    opened(organiser, f"{MANAGE}/items/{talk.uuid}").send(title_de="Die Fassung der Kollegin")
    answer = mine.send(title_de="Meine Fassung")
    assert answer.status_code == 409
    assert all(text in answer.text for text in ("Die Fassung der Kollegin", "Meine Fassung"))
    assert again(organiser, answer).send().status_code == 302
    assert draft.item(fresh(session), event.id, talk.uuid).title.de == "Meine Fassung"


def test_an_item_leaves_the_draft_and_comes_back(session, event, talk, organiser):
    opened(organiser, f"{MANAGE}/items/{talk.uuid}/removal").send()
    assert draft.draft(fresh(session), event).items == ()
    assert "Aus dem Programm genommen" in organiser.get(f"{MANAGE}/list").text
    assert "1 Programmpunkt herausgenommen" in organiser.get(MANAGE).text
    opened(organiser, f"{MANAGE}/items/{talk.uuid}").send()
    assert draft.draft(fresh(session), event).items == (talk,)


def test_a_person_is_added_and_changed(session, event, organiser):
    opened(organiser, f"{MANAGE}/people/new").send(title="Dr.", first_name="Emeka", last_name="Brandl")
    (person,) = draft.people(fresh(session), event.id)
    opened(organiser, f"{MANAGE}/people/{person.uuid}").send(organisation="Musternetzwerk")
    assert [(each.name, each.organisation) for each in draft.people(fresh(session), event.id)] == [
        ("Dr. Emeka Brandl", "Musternetzwerk")
    ]


def test_whoever_is_late_with_a_person_sees_both_texts(event, talk, organiser):
    mine = opened(organiser, f"{MANAGE}/people/{MAI.uuid}")
    opened(organiser, f"{MANAGE}/people/{MAI.uuid}").send(last_name="Von der Kollegin")
    answer = mine.send(last_name="Von mir")
    assert (answer.status_code, "Von der Kollegin" in answer.text, "Von mir" in answer.text) == (409, True, True)


def test_an_archived_edition_says_no_and_keeps_what_was_typed(session, event, talk, organiser):
    form = opened(organiser, f"{MANAGE}/items/{talk.uuid}")
    archive(event)
    answer = form.send(title_de="Zu spät")
    assert "Diese Veranstaltung ist archiviert. Das Programm lässt sich nicht mehr ändern." in answer.text
    assert again(organiser, answer).form.fields["title_de"] == ["Zu spät"]


def test_the_list_marks_what_changed_since_the_public_version_and_what_is_wrong(event, talk, organiser):
    publish(event)
    assert "Neu" not in rows(organiser.get(f"{MANAGE}/list").text)
    plan(event, slot(2, 30, code="B1", title=Localized("Zugleich"), room=talk.room))
    assert [rows(organiser.get(f"{MANAGE}/list").text).count(word) for word in ("Neu", "Fehler")] == [1, 2]


def test_taking_an_item_out_says_who_has_to_do_with_it_and_what_stays_public(event, talk, organiser):
    there = f"{MANAGE}/items/{talk.uuid}/removal"
    assert "Nur das Team sieht ihn; nach außen ändert sich nichts." in organiser.get(there).text
    publish(event)
    text = organiser.get(there).text
    assert "Im öffentlichen Programm und in Kalendern steht er, bis Sie veröffentlichen." in text
    assert "Tarek Lindholm" in text


def test_an_archived_programme_offers_nothing_that_would_be_refused(session, event, talk, organiser):
    paths = ("", f"/items/{talk.uuid}", "/people", "/publication")
    words = {
        "Programmpunkt anlegen",
        "Person anlegen",
        ">Speichern<",
        "Aus dem Programm nehmen",
        "Version 1 veröffentl",
    }

    def offered():
        pages = [organiser.get(f"{MANAGE}{path}").text for path in paths]
        return {word for page in pages for word in words if word in page}

    assert offered() == words
    with transaction() as writing:
        writing.merge(event).status = EventStatus.ARCHIVED
    assert offered() == set()


def rows(text):
    """The rows of the list, without what stands beside it."""
    return text[text.index("<tbody>") : text.rindex("</tbody>")]


def save_person(visitor, uuid, upload=None, **typed):
    """The answer to the person's form as it is, but for what is typed, with a file chosen as portrait."""
    there = f"{MANAGE}/people/{uuid}"
    fields = {**opened(visitor, there).form.fields, **typed}
    if upload is not None:
        fields["portrait"] = FileStorage(BytesIO(upload), "portrait.jpg")
    boundary, body = encode_multipart(fields)
    return visitor.post(there, data=body, content_type=f"multipart/form-data; boundary={boundary}")


def test_a_portrait_is_drawn_anew_and_shown_to_the_public_only_with_consent(session, event, talk, organiser):
    refused = save_person(organiser, TAREK.uuid, drawn("JPEG", (800, 1000)))
    assert "Kreuzen Sie dies an, wenn die Person zugestimmt hat" in refused.text
    save_person(organiser, TAREK.uuid, drawn("JPEG", (800, 1000)), portrait_consent="y")
    person = draft.person(fresh(session), event.id, TAREK.uuid)
    picture = f"/files/{person.portrait}.png"
    served = organiser.get(picture)
    assert (served.mimetype, served.headers["Cache-Control"]) == ("image/png", "public, max-age=3600")
    publish(event)
    item = "/de/jahrestagung-2027/agenda/a1"
    assert picture in organiser.get(item, follow_redirects=True).text
    form = opened(organiser, f"{MANAGE}/people/{TAREK.uuid}").form.fields
    del form["portrait_consent"]
    assert organiser.post(f"{MANAGE}/people/{TAREK.uuid}", data=form).status_code == 302
    publish(event)
    assert picture not in organiser.get(item, follow_redirects=True).text
    assert draft.person(fresh(session), event.id, TAREK.uuid).portrait == person.portrait


def test_an_item_has_a_short_text_for_its_readers(event, talk, organiser):
    opened(organiser, f"{MANAGE}/items/{talk.uuid}").send(summary_de="Was Kommunen brauchen, in einem Satz.")
    publish(event)
    text = organiser.get("/de/jahrestagung-2027/agenda/a1", follow_redirects=True).text
    assert '<p class="lead">Was Kommunen brauchen, in einem Satz.</p>' in text


def test_the_list_of_people_is_narrowed_by_answer_items_and_words(event, talk, organiser):
    def names_on(query):
        return [
            name for name in ("Lindholm", "Petersen") if name in rows(organiser.get(f"{MANAGE}/people{query}").text)
        ]

    opened(organiser, f"{MANAGE}/people/{MAI.uuid}").send(status="asked", organisation="Übersee-Cluster")
    assert [names_on(query) for query in ("", "?group=asked", "?group=agreed", "?group=idle", "?group=nonsense")] == [
        ["Lindholm", "Petersen"], ["Petersen"], ["Lindholm"], ["Petersen"], ["Lindholm", "Petersen"],
    ]  # fmt: skip
    assert [names_on(f"?search={words}") for words in ("uebersee", "mai%20cluster", "lindholm")] == [
        ["Petersen"], ["Petersen"], ["Lindholm"],
    ]  # fmt: skip
    assert "Niemand entspricht Ihrer Auswahl." in organiser.get(f"{MANAGE}/people?search=niemand").text
