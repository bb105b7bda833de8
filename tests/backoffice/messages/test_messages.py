"""A message to a filtered list: who gets it, how it reads, when it leaves, and that nobody gets it twice."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from gocluster_events.backoffice.messages import services as messages
from gocluster_events.backoffice.messages.models import Message
from gocluster_events.backoffice.messages.queries import candidates, outcomes
from gocluster_events.backoffice.messages.rules import MessageText, Stage, choose
from gocluster_events.core import db
from gocluster_events.core.access import Role
from gocluster_events.core.act import Act
from gocluster_events.core.errors import Refused
from gocluster_events.core.mail.models import Mail
from gocluster_events.core.mail.rules.outbox import State
from gocluster_events.core.mail.services import outbox
from gocluster_events.core.text import Localized
from gocluster_events.meeting.registration.own.services import ending
from gocluster_events.meeting.registration.people.rules.codes import Status
from gocluster_events.meeting.registration.privacy import services as privacy
from gocluster_events.meeting.registration.sign_up.services import links
from tests.support.make import make_member, make_registration
from tests.support.outbox import a_message, a_planned_message, in_hand
from tests.support.settings import NOW

PAGE = "/de/manage/jahrestagung-2027/messages"
SOON = NOW + timedelta(minutes=5)


def mails(session):
    session.rollback()
    return session.scalars(sa.select(Mail).where(Mail.letter == "message").order_by(Mail.id)).all()


def stage(session, message_id):
    session.rollback()
    return session.scalar(sa.select(Message.stage).where(Message.id == message_id))


def send(visitor, path, **typed):
    return visitor.own_form(f"{PAGE}/{path}").send(**typed)


def test_a_message_waits_five_minutes_and_then_goes_once_to_each_in_their_language(session, event):
    german, english = make_registration(event), make_registration(event, language="en")
    a_planned_message(event, german.id, english.id)
    assert (messages.send_due_messages(SOON - timedelta(seconds=1)), mails(session)) == (0, [])
    assert (messages.send_due_messages(SOON), messages.send_due_messages(SOON)) == (1, 0)
    assert [(each.recipient, each.content["wording"]["subject"]) for each in mails(session)] == [
        (german.email, "Neues zur Anreise"), (english.email, "News about travelling"),
    ]  # fmt: skip


def test_a_language_that_is_missing_falls_back_to_the_other(session, event):
    english = make_registration(event, language="en")
    text = MessageText(subject=Localized("Betreff", ""), body=Localized("Text", ""))
    a_planned_message(event, english.id, text=text)
    messages.send_due_messages(SOON)
    assert [each.content["wording"]["subject"] for each in mails(session)] == ["Betreff"]


def test_whoever_cancels_meanwhile_gets_nothing_but_who_had_cancelled_before_does(session, event):
    stays, goes, gone = (
        make_registration(event), make_registration(event), make_registration(event, status=Status.CANCELLED)
    )  # fmt: skip
    a_planned_message(event, stays.id, goes.id, gone.id)
    ending.cancel(event.id, goes.id, NOW)
    messages.send_due_messages(SOON)
    assert [each.recipient for each in mails(session)] == [stays.email, gone.email]


def test_whoever_is_erased_meanwhile_gets_nothing(session, event):
    stays, goes = make_registration(event), make_registration(event)
    a_planned_message(event, stays.id, goes.id)
    privacy.erase(event.id, goes.id, Act("organiser@example.org", NOW))
    messages.send_due_messages(SOON)
    assert [each.recipient for each in mails(session)] == [stays.email]


def test_a_withdrawn_message_is_a_draft_that_nobody_got(session, event):
    message_id = a_planned_message(event, make_registration(event).id)
    messages.withdraw_message(event.id, message_id, Act("organiser@example.org", NOW))
    assert (messages.send_due_messages(SOON), stage(session, message_id)) == (0, Stage.DRAFT)


def test_what_still_waits_of_a_message_is_stopped(session, event):
    first, second = make_registration(event), make_registration(event)
    message_id = a_planned_message(event, first.id, second.id)
    messages.send_due_messages(SOON)
    outbox.mark_sent([in_hand(mails(session)[0].id)], SOON)
    assert messages.stop_message(event.id, message_id, Act("organiser@example.org", SOON)) == 1
    assert (stage(session, message_id), [each.state for each in mails(session)]) == (Stage.STOPPED, [State.SENT])


def test_a_list_that_changed_since_it_was_looked_at_is_not_written_to(session, event):
    person = make_registration(event)
    message_id = a_message(event)
    seal = choose(candidates(session, event.id, [person.id])).seal
    with pytest.raises(Refused):
        messages.plan_message(
            event.id,
            message_id,
            [person.id, make_registration(event).id],
            seal=seal,
            revision=1,
            due_at=None,
            act=Act("organiser@example.org", NOW),
        )
    assert stage(session, message_id) is Stage.DRAFT


def test_what_became_of_messages_is_counted_for_each(session, event):
    people = [make_registration(event).id for _ in range(3)]
    one, two = a_planned_message(event, *people), a_planned_message(event, people[0])
    messages.send_due_messages(SOON)
    outbox.mark_sent([in_hand(mails(session)[0].id)], SOON)
    assert outcomes(session, event.id, [one, two]) == {one: {State.SENT: 1, State.QUEUED: 2}, two: {State.QUEUED: 1}}


def test_an_organiser_writes_looks_sends_and_takes_it_back(session, event, organiser):
    make_registration(event, first_name="Miriam", last_name="Tannert")
    make_registration(event, last_name="Wartet", status=Status.WAITLISTED)
    form = organiser.own_form(f"{PAGE}/new?status=confirmed")
    saved = form.send(subject_de="Hallo {name}", body_de="Guten Tag {salutation},\n\n<b>neu</b>", next="preview")
    preview = organiser.get(saved.location).text
    assert ("Hallo Miriam Tannert" in preview, "&lt;b&gt;neu" in preview or "<b>neu" not in preview) == (True, True)
    number = session.scalar(sa.select(sa.func.max(Message.id)))
    assert "1 Person erhält sie" in organiser.get(f"{PAGE}/{number}/sending").text
    send(organiser, f"{number}/sending", when="now")
    assert stage(session, number) is Stage.PLANNED
    assert "Wird am" in organiser.get(f"{PAGE}/{number}").text
    send(organiser, f"{number}/withdrawal")
    assert stage(session, number) is Stage.DRAFT


def test_a_placeholder_that_does_not_exist_is_named(event, organiser):
    text = send(organiser, "new", subject_de="Hallo {nme}", body_de="Text").text
    assert "Diese E-Mail hat keinen Platzhalter {nme}. Meinen Sie {name}?" in text


def test_the_ticked_people_or_all_that_are_found(session, event, organiser):
    one, _two = make_registration(event, last_name="Eins"), make_registration(event, last_name="Zwei")
    assert "1 Person erhält sie" in organiser.get(f"{PAGE}/new?id={one.id}").text
    assert "2 Personen erhalten sie" in organiser.get(f"{PAGE}/new?id={one.id}&all=1").text


def test_a_draft_names_whom_a_search_found_by_number_and_forgets_the_words(session, event, organiser):
    people = [make_registration(event, last_name="Kanarienvogel") for _person in range(2)]
    make_registration(event, last_name="Meise")
    send(organiser, "new?search=Kanarien", subject_de="Hallo", body_de="Text")
    send(organiser, "new?search=Papagei", subject_de="Hallo", body_de="Text")
    drafts = session.scalars(sa.select(Message).order_by(Message.id)).all()
    assert [each.parameters for each in drafts] == [{"id": [str(each.id) for each in people]}, {"id": ["0"]}]
    texts = [organiser.get(f"{PAGE}/{each.id}").text for each in drafts]
    assert ["2 Personen erhalten sie" in texts[0], "0 Personen erhalten sie" in texts[1]] == [True, True]
    assert [re.search(r"(\d) ausgewählt", text)[1] for text in texts] == ["2", "0"]
    texts = [organiser.get(f"{PAGE}/{each.id}/sending").text for each in drafts]
    assert (
        ["Niemand auf dieser Liste" in text for text in texts]
        == ["Sofort" not in text for text in texts]
        == [False, True]
    )


def test_two_who_write_at_once_lose_nothing(event, organiser):
    message_id = a_message(event)
    first, second = (organiser.own_form(f"{PAGE}/{message_id}") for _ in range(2))
    first.send(subject_de="Erste")
    assert second.send(subject_de="Zweite").status_code == 409


def test_staff_write_no_messages(app, event):
    staff = app.test_client()
    staff.enter(make_member(event, Role.STAFF).email)
    assert staff.get(PAGE).status_code == 403
    assert "E-Mail an " not in staff.get("/de/manage/jahrestagung-2027/attendees").text


def test_a_name_with_braces_is_only_a_name(session, event, organiser):
    person = make_registration(event, last_name="{office}")
    a_planned_message(event, person.id)
    messages.send_due_messages(SOON)
    text = organiser.get(f"/de/manage/jahrestagung-2027/outbox/{mails(session)[0].id}").text
    assert "{office}" in text


def test_a_message_can_be_planned_twice_but_reaches_nobody_twice(session, event):
    person = make_registration(event)
    message_id = a_planned_message(event, person.id)
    messages.send_due_messages(SOON)
    with db.transaction() as writing:
        writing.get_one(Message, message_id).stage = Stage.PLANNED  # as after a worker that forgot what it did
    messages.send_due_messages(SOON)
    assert len(mails(session)) == 1


def test_a_text_in_one_language_is_whole_in_it_for_whoever_reads_another(session, event):
    english = make_registration(event, language="en")
    text = MessageText(subject=Localized("Betreff", ""), body=Localized("Guten Tag {salutation}, am {day}", ""))
    a_planned_message(event, english.id, text=text)
    messages.send_due_messages(SOON)
    (mail,) = mails(session)
    assert (mail.language, mail.content["values"]["day"]) == ("de", "Donnerstag, 22. April 2027")


def test_whoever_cancels_while_the_message_waits_in_the_outbox_gets_nothing(session, event):
    stays, goes = make_registration(event), make_registration(event)
    message_id = a_planned_message(event, stays.id, goes.id)
    messages.send_due_messages(SOON)
    ending.cancel(event.id, goes.id, SOON)
    assert [each.recipient for each in mails(session)] == [stays.email]
    assert messages.stop_message(event.id, message_id, Act("organiser@example.org", SOON)) == 1


def test_who_got_nothing_after_all_is_named_with_the_reason(session, event, organiser):
    people = [make_registration(event, last_name=name) for name in ("Bleibt", "Geht", "Geloescht", "Unerreichbar")]
    message_id = a_planned_message(event, *[each.id for each in people])
    ending.cancel(event.id, people[1].id, NOW)
    privacy.erase(event.id, people[2].id, Act("organiser@example.org", NOW))
    links.send_link(event.id, people[3].id, NOW)
    last = in_hand(session.scalar(sa.select(sa.func.max(Mail.id))))
    outbox.mark_failed(last, "550 5.1.1 unknown", permanent=True, now=NOW)
    messages.send_due_messages(SOON)
    text = organiser.get(f"{PAGE}/{message_id}").text
    assert "3 Personen erhalten nichts" in text
    for reason in ("Anmeldung inzwischen beendet", "Inzwischen gelöscht", "E-Mails kommen nicht an"):
        assert text.count(reason) == 1


def test_the_list_stands_in_words_where_the_message_is_written_and_among_the_drafts(event, organiser):
    make_registration(event)
    assert "Bestätigt · vor Ort" in organiser.get(f"{PAGE}/new?status=confirmed&mode=onsite").text
    a_message(event, status=["confirmed"])
    a_message(event)
    text = organiser.get(PAGE).text
    assert ("Bestätigt</td>" in text, "Alle Anmeldungen</td>" in text) == (True, True)


def test_any_recipient_can_be_looked_at(event, organiser):
    for name in ("Anton", "Berta", "Cäsar"):
        make_registration(event, first_name=name, last_name="Muster")
    path = f"{PAGE}/{a_message(event)}/preview"
    named = [organiser.get(f"{path}?recipient={number}").text for number in ("1", "2", "3", "99", "x")]
    heads = [re.search(r"(\d) von 3: (\w+)", text).groups() for text in named]
    assert heads == [("1", "Anton"), ("2", "Berta"), ("3", "Cäsar"), ("3", "Cäsar"), ("1", "Anton")]
    assert [('rel="prev"' in text, 'rel="next"' in text) for text in named[:3]] == [
        (False, True), (True, True), (True, False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("2027-03-28T02:30", "Diese Uhrzeit gibt es"),
        ("2027-03-19T10:00", "Dieser Zeitpunkt ist vorbei"),
        ("", "Geben Sie"),
    ],
)
@pytest.mark.promise("P17")
def test_an_hour_that_does_not_exist_has_passed_or_is_missing_plans_nothing(session, event, organiser, typed, sentence):
    make_registration(event)
    message_id = a_message(event)
    text = send(organiser, f"{message_id}/sending", when="later", at=typed).text
    assert (sentence in text, stage(session, message_id)) == (True, Stage.DRAFT)


@pytest.mark.parametrize(
    ("typed", "instant"),
    [
        ("2027-03-28T03:00", datetime(2027, 3, 28, 1, tzinfo=UTC)),
        ("2027-10-31T02:30", datetime(2027, 10, 31, 0, 30, tzinfo=UTC)),
        ("2027-10-31T03:00", datetime(2027, 10, 31, 2, tzinfo=UTC)),
    ],
)
@pytest.mark.promise("P17")
def test_an_hour_is_that_of_the_venue_also_when_its_clocks_change(session, event, organiser, typed, instant):
    make_registration(event)
    message_id = a_message(event)
    send(organiser, f"{message_id}/sending", when="later", at=typed)
    session.rollback()
    assert session.scalar(sa.select(Message.due_at).where(Message.id == message_id)) == instant


def test_who_does_not_come_any_more_is_counted_before_it_is_sent(event, organiser):
    make_registration(event, status=Status.CANCELLED)
    make_registration(event, status=Status.CONFIRMED)
    text = organiser.get(f"{PAGE}/{a_message(event)}/sending").text
    assert "1 Person davon kommt nicht mehr oder hat eine Absage" in text
