"""What a page counts before the button is what the button does: a row for each page, and a page without one fails."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import time, timedelta
from io import BytesIO
from random import Random
from typing import NamedTuple

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from gocluster_events.attendance.bookings.models import Booking
from gocluster_events.attendance.bookings.rules.codes import State
from gocluster_events.backoffice.messages import services as messages
from gocluster_events.core import clock
from gocluster_events.core.act import Act
from gocluster_events.core.mail.models import Mail
from gocluster_events.core.mail.rules.outbox import State as MailState
from gocluster_events.meeting.agenda.models import Item as ItemRow, Version
from gocluster_events.meeting.agenda.rules.change import Change
from gocluster_events.meeting.agenda.rules.codes import SignUp, Visibility
from gocluster_events.meeting.agenda.rules.timetable import Item
from gocluster_events.meeting.agenda.services import drafting
from gocluster_events.meeting.events.models import Cluster, Event
from gocluster_events.meeting.letters import services as reminders
from gocluster_events.meeting.letters.rules import Kind, Rule
from gocluster_events.meeting.registration.invitations.models import Invitation
from gocluster_events.meeting.registration.invitations.services import imports, reminding
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.rules.codes import Status
from tests.support import invited as guests
from tests.support.booking import book, make_offer, wait
from tests.support.make import make_day, make_event, make_quota, make_registration, make_room
from tests.support.outbox import a_message, failed_mail
from tests.support.programme import MAI, TAREK, plan, publish, slot, with_people
from tests.support.settings import NOW
from tests.support.visitor import Visitor
from tools.steps import ROOT

MANAGE = "/de/manage/jahrestagung-2027"
REGISTRATION = f"{MANAGE}/registration"
INVITATIONS = f"{REGISTRATION}/invitations"
PUBLICATION = f"{MANAGE}/agenda/publication"
ACT = Act("organiser@example.org", clock.now())


class Verb(NamedTuple):
    """A page, which ``opened`` makes ready, counts in ``sentence`` what ``count`` is more, or less, afterwards."""

    opened: Callable[[Event, Visitor], TestResponse]
    sentence: str
    count: Callable[[Session], int]
    button: str = ""
    typed: Mapping[str, str] = {}


def queued(session: Session) -> int:
    """E-mails that wait to leave; of a message each of its people counts, since the worker makes the mails."""
    messages.send_due_messages(clock.now() + messages.UNDO)
    return session.scalar(sa.select(sa.func.count()).where(Mail.state == MailState.QUEUED)) or 0


def rows(model: type, *conditions: sa.ColumnElement[bool]) -> Callable[[Session], int]:
    return lambda session: session.scalar(sa.select(sa.func.count()).select_from(model).where(*conditions)) or 0


def invitations(session: Session) -> int:
    """People who can be invited, once the worker has read the list."""
    imports.run_imports(clock.now(), Random(1))
    return rows(Invitation)(session)


def an_invitation(event: Event, organiser: Visitor) -> TestResponse:
    guests.importing(event, guests.MIRIAM, guests.KIM)
    return organiser.get(f"{INVITATIONS}/mailing/invitation")


def a_reminder_of_invitations(event: Event, organiser: Visitor) -> TestResponse:
    guests.importing(event, guests.MIRIAM, guests.KIM)
    guests.send(event, now=clock.now() - timedelta(days=3))
    guests.delivered(clock.now() - timedelta(days=3))
    return organiser.get(f"{INVITATIONS}/mailing/reminder")


def invitations_on_their_way(event: Event, organiser: Visitor) -> TestResponse:
    guests.importing(event, guests.MIRIAM, guests.KIM)
    guests.send(event, now=clock.now())
    return organiser.get(f"{INVITATIONS}/mailing/withdrawal")


def an_address_list(event: Event, organiser: Visitor) -> TestResponse:
    number = guests.upload(event, guests.MIRIAM, guests.KIM)
    organiser.own_form(f"{INVITATIONS}/lists/{number}/columns").send()
    return organiser.get(f"{INVITATIONS}/lists/{number}/check")


def a_message_to_all(event: Event, organiser: Visitor) -> TestResponse:
    for _ in range(3):
        make_registration(event)
    return organiser.get(f"{MANAGE}/messages/{a_message(event)}/sending")


def mails_that_failed(event: Event, organiser: Visitor) -> TestResponse:
    failed_mail(event)
    failed_mail(event)
    return organiser.get(f"{MANAGE}/outbox/attempts")


def reminders_on_their_way(event: Event, organiser: Visitor) -> TestResponse:
    make_registration(event)
    reminders.set_reminder(event.id, Kind.WEEK, Rule(33, time(10), is_on=True), 0, Act(ACT.by, NOW))
    reminding.remind_due(NOW + timedelta(minutes=1))
    return organiser.get(f"{MANAGE}/letters/reminders/withdrawal")


def on_the_programme(event: Event) -> Item:
    """A talk that is public, of two people of whom one can be written to."""
    make_day(event)
    mai = replace(MAI, email="mai@example.org")
    item = with_people(slot(1, code="P4", room=make_room(event).id), mai, TAREK)
    plan(event, mai, TAREK, item)
    publish(event)
    return item


def contributors_who_know_nothing(event: Event, organiser: Visitor) -> TestResponse:
    on_the_programme(event)
    return organiser.get(f"{PUBLICATION}/people")


def a_new_version(event: Event, organiser: Visitor) -> TestResponse:
    item = on_the_programme(event)
    make_registration(event)
    later = replace(item, starts_at=item.span[0] + timedelta(minutes=30))
    drafting.apply(event.id, [Change(item, later)], {item.uuid: 1}, ACT)
    return organiser.get(PUBLICATION)


def a_version_without_a_booked_item(event: Event, organiser: Visitor) -> TestResponse:
    item = replace(on_the_programme(event), sign_up=SignUp.BOOK)
    make_offer(event)
    book(event.id, make_registration(event).id)
    drafting.apply(event.id, [Change(item, None)], {item.uuid: 1}, ACT)
    return organiser.get(PUBLICATION)


def a_version_for_members_only(event: Event, organiser: Visitor) -> TestResponse:
    item = replace(on_the_programme(event), sign_up=SignUp.BOOK)
    make_offer(event)
    book(event.id, make_registration(event).id)
    wait(event.id, make_registration(event).id)
    drafting.apply(event.id, [Change(item, replace(item, visibility=Visibility.MEMBERS))], {item.uuid: 1}, ACT)
    return organiser.get(PUBLICATION)


def letters_about_a_version(event: Event, organiser: Visitor) -> TestResponse:
    page = a_new_version(event, organiser)
    organiser.form_in(page, PUBLICATION).send()
    return organiser.get(f"{PUBLICATION}/withdrawal")


def a_person_to_redact(event: Event, organiser: Visitor) -> TestResponse:
    item = on_the_programme(event)
    return organiser.get(f"{MANAGE}/agenda/people/{item.people[0].person}/name-removal")


def a_programme_in_excel(event: Event, organiser: Visitor) -> TestResponse:
    make_day(event)
    book = load_workbook(BytesIO(organiser.get(f"{MANAGE}/agenda/items.xlsx").data))
    heads = [cell.value for cell in book.worksheets[0][1]]
    for row, title in enumerate(("Regionen im Wandel", "Wissen weitergeben"), 2):
        for head, value in (("Titel, Deutsch", title), ("Art", "Vortrag"), ("Dauer in Minuten", 30)):
            book.worksheets[0].cell(row, heads.index(head) + 1).value = value
    file = BytesIO()
    book.save(file)
    upload = (BytesIO(file.getvalue()), "programm.xlsx")
    answer = organiser.own_form(f"{MANAGE}/agenda/import").send(programme=upload)
    return organiser.get(answer.location)


def people_to_confirm(event: Event, organiser: Visitor) -> TestResponse:
    waiting = [make_registration(event, status=Status.RECEIVED, confirmed_at=None).id for _ in range(2)]
    return organiser.get(f"{REGISTRATION}/decisions/confirmation?" + "&".join(f"id={each}" for each in waiting))


def people_just_confirmed(event: Event, organiser: Visitor) -> TestResponse:
    page = people_to_confirm(event, organiser)
    organiser.form_in(page, page.request.full_path).send()
    return organiser.get(f"{REGISTRATION}/decisions/1/reversal")


def a_quota_with_a_guest(event: Event, organiser: Visitor) -> TestResponse:
    quota = make_quota(event, places=3)
    make_registration(event, quota_id=quota.id)
    return organiser.get(f"{REGISTRATION}/quotas/{quota.id}/removal")


def clusters_in_a_list(event: Event, organiser: Visitor) -> TestResponse:
    return organiser.own_form(f"{MANAGE}/clusters/list").send(lines="Photonik Berlin; BE\nBio-M; BY")


CONFIRMED = rows(Registration, Registration.status == Status.CONFIRMED)
COMPARED: Mapping[str, Verb] = {
    "meeting/agenda/importing/import_check.html": Verb(
        a_programme_in_excel, r"(\d+) Programmpunkte sind neu", rows(ItemRow)
    ),
    "meeting/agenda/redaction.html": Verb(
        a_person_to_redact,
        r"Es gibt (\d+) Version",
        rows(Version, sa.cast(Version.document, sa.Text).contains(MAI.last_name)),
        typed={"is_sure": "y"},
    ),
    "attendance/attendees/decision.html": Verb(people_to_confirm, r"(\d+) Personen bestätigen", CONFIRMED),
    "backoffice/editions/cluster_list.html": Verb(
        clusters_in_a_list, r"(\d+) Cluster hinzufügen", rows(Cluster), "seen"
    ),
    "backoffice/messages/message_sending.html": Verb(a_message_to_all, r"(\d+) Personen erhalten", queued),
    "backoffice/outbox/mail_attempts.html": Verb(mails_that_failed, r"(\d+) E-Mails werden sofort", queued),
    "backoffice/publishing/first_letters.html": Verb(contributors_who_know_nothing, r"(\d+) E-Mail", queued),
    "backoffice/publishing/letters_withdrawal.html": Verb(letters_about_a_version, r"(\d+) E-Mail", queued),
    "backoffice/publishing/publication.html": Verb(a_new_version, r"(\d+) E-Mail", queued),
    "backoffice/publishing/publication.html, bookings": Verb(
        a_version_without_a_booked_item, r"(\d+) Person verliert", rows(Booking, Booking.state == State.LOST)
    ),
    "backoffice/publishing/publication.html, members": Verb(
        a_version_for_members_only, r"(\d+) Person verliert", rows(Booking, Booking.state == State.LOST)
    ),
    "meeting/registration/deciding/reversal.html": Verb(people_just_confirmed, r"Für (\d+) Personen", CONFIRMED),
    "meeting/registration/invitations/list_check.html": Verb(
        an_address_list, r"(\d+) Personen importieren", invitations
    ),
    "meeting/registration/invitations/mailing.html": Verb(an_invitation, r"(\d+) Personen erhalten", queued),
    "meeting/registration/invitations/mailing.html, again": Verb(
        a_reminder_of_invitations, r"(\d+) Personen werden", queued
    ),
    "meeting/registration/invitations/mailing_withdrawal.html": Verb(
        invitations_on_their_way, r"(\d+) E-Mails", queued
    ),
    "meeting/registration/quotas/quota_removal.html": Verb(
        a_quota_with_a_guest, r"(\d+) Person mit", rows(Registration, Registration.quota_id.is_not(None))
    ),
    "backoffice/wordings/reminders_withdrawal.html": Verb(reminders_on_their_way, r"(\d+) E-Mail", queued),
}
ELSEWHERE = {
    "meeting/agenda/alignment.html": (
        "meeting/agenda/test_common_times.py::test_items_are_asked_about_before_they_begin_with_the_block"
    ),
    "meeting/agenda/planning/proposal_board.html": (
        "meeting/agenda/planning/test_answers.py::test_each_change_is_taken_or_left"
    ),
    "attendance/bookings/new_place.html": (
        "attendance/bookings/test_people_of_an_item.py::test_an_organiser_gives_a_place_beyond_the_limits"
    ),
    "attendance/bookings/_several.html": (
        "attendance/bookings/test_several_people.py::test_people_are_taken_out_as_the_page_has_said"
    ),
    "attendance/bookings/places_move.html": (
        "attendance/bookings/test_several_people.py::test_places_move_together_and_some_stay"
    ),
    "attendance/bookings/places_removal.html": (
        "attendance/bookings/test_several_people.py::test_people_are_taken_out_as_the_page_has_said"
    ),
    "backoffice/editions/cluster_removal.html": (
        "backoffice/editions/test_clusters.py::test_a_removed_cluster_stays_in_registrations"
    ),
    "backoffice/editions/edition_status.html": (
        "backoffice/editions/test_archiving.py::test_what_was_counted_before_is_what_is_held_back"
    ),
    "attendance/item_door/item.html": (
        "attendance/item_door/test_item_desk.py::test_the_page_offers_to_release_places_once_the_item_runs"
    ),
    "attendance/item_door/release.html": (
        "attendance/item_door/test_item_desk.py::test_the_page_offers_to_release_places_once_the_item_runs"
    ),
    "post_event/photos/photo_decision.html": (
        "post_event/photos/test_photo_pages.py::test_as_many_are_written_to_as_the_page_has_said"
    ),
    "post_event/photos/photo_removal.html": (
        "post_event/photos/test_photo_pages.py::test_as_many_are_written_to_as_the_page_has_said"
    ),
    "attendance/wishes/_beside.html": (
        "attendance/wishes/test_team_pages.py::test_an_organiser_computes_looks_allots_and_takes_it_back"
    ),
    "attendance/wishes/close.html": (
        "attendance/wishes/test_team_pages.py::test_closing_counts_whose_choices_count_and_who_is_written_to"
    ),
    "backoffice/legal/legal_approval.html": (
        "backoffice/legal/test_legal.py::test_an_organiser_writes_an_admin_approves_and_everybody_reads"
    ),
    "meeting/registration/questions/question_retirement.html": (
        "meeting/registration/questions/test_questions.py::test_nobody_is_asked"
    ),
}
"""Pages whose comparison stands with the tests of what they do, or that count what stays."""

COUNTS = re.compile(
    r'class="consequences.*?</ul>|{% block (?:what|consequences|verb) %}.*?{% endblock %}|button\(ngettext', re.DOTALL
)
NUMBER = re.compile(r"ngettext|words\.deciding\.binding")
TEMPLATES = ROOT / "templates"
ONLY_TELL = {
    "meeting/registration/invitations/list_progress.html",
    "backoffice/messages/_message_recipients.html",
}  # nothing to press


@pytest.fixture
def event(session: Session) -> Event:
    return make_event(slug="jahrestagung-2027")


@pytest.mark.parametrize("page", COMPARED)
def test_as_many_are_concerned_as_the_page_has_counted(page, session, event, organiser: Visitor):
    verb = COMPARED[page]
    answer = verb.opened(event, organiser)
    counted = re.search(verb.sentence, " ".join(re.sub(r"<[^>]+>", " ", answer.text).split()))
    assert counted, answer.text
    session.rollback()
    before = verb.count(session)
    session.rollback()
    done = organiser.form_in(answer, answer.request.full_path.rstrip("?")).send(verb.button, **verb.typed)
    assert done.status_code == 302, done.text
    assert abs(verb.count(session) - before) == int(counted[1]) > 0


def test_every_page_that_counts_before_its_button_is_compared_with_what_happens():
    counting = set()
    for template in TEMPLATES.rglob("*.html"):
        if any(NUMBER.search(part) for part in COUNTS.findall(template.read_text(encoding="utf-8"))):
            counting.add(template.relative_to(TEMPLATES).as_posix())
    assert counting - ONLY_TELL - {name.partition(",")[0] for name in COMPARED} - set(ELSEWHERE) == set()


def test_each_comparison_elsewhere_is_there():
    for file, name in (place.split("::") for place in ELSEWHERE.values()):
        assert f"def {name}" in (ROOT / "tests" / file).read_text(encoding="utf-8"), name
