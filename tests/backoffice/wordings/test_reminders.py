"""The pages that say when an edition reminds, and change it."""

from datetime import time, timedelta

from gocluster_events.core.access import Role
from gocluster_events.core.act import Act
from gocluster_events.core.db import session as reading
from gocluster_events.meeting.events.rules.edition import EventStatus
from gocluster_events.meeting.letters import queries, services
from gocluster_events.meeting.letters.rules import USUAL_RULES, Kind, Rule
from gocluster_events.meeting.registration.invitations.services import reminding
from tests.support.make import make_event, make_member, make_registration
from tests.support.settings import NOW

LIST = "/de/manage/jahrestagung-2027/letters/reminders"
WEEK = f"{LIST}/week"


def rule_of(event, kind=Kind.WEEK):
    reading().rollback()
    return queries.rule_of(kind, queries.reminder(reading(), event.id, kind))


def test_nothing_is_on_until_somebody_switches_it_on_and_the_page_says_so(event, organiser):
    assert not any(rule.is_on for rule in USUAL_RULES.values())
    page = organiser.get(LIST).text
    assert (page.count("Ausgeschaltet"), page.count("Würde gesendet")) == (3, 3)
    assert "15. April 2027, 10:00 Uhr" in page


def test_an_organiser_switches_a_reminder_on_and_reads_when_it_goes_and_to_how_many(event, organiser):
    make_registration(event)
    answer = organiser.own_form(WEEK).send(is_on="y", days_before="10", at="08:30")
    assert (answer.status_code, answer.location) == (302, LIST)
    assert rule_of(event) == Rule(10, time(8, 30), is_on=True)
    page = organiser.get(LIST).text
    assert ("Geplant" in page, "12. April 2027, 08:30 Uhr" in page, "Stand jetzt 1 Person" in page) == (True,) * 3


def test_the_page_says_how_many_a_reminder_does_not_reach(event, organiser):
    make_registration(event)
    make_registration(event, email="", email_key="")
    page = organiser.get(LIST).text
    assert page.count("Stand jetzt 1 Person") == 2  # of those who take part
    assert page.count("1 weitere hat keine E-Mail-Adresse und bekommt keine Erinnerung") == 2


def test_whoever_switches_it_on_too_late_is_told_that_nothing_goes(event, organiser):
    page = organiser.get(organiser.own_form(WEEK).send(is_on="y", days_before="60", at="10:00").location).text
    assert "Der Zeitpunkt ist vorbei, daher wird nichts gesendet." in page


def test_days_and_hours_that_are_none_are_refused_and_kept_in_the_form(event, organiser):
    for typed in ({"days_before": "0"}, {"days_before": "61"}, {"days_before": "bald"}, {"at": "25:99"}):
        page = organiser.own_form(WEEK).send(is_on="y", **typed)
        assert (page.status_code, "Fehler:" in page.text) == (200, True)
    assert rule_of(event) == USUAL_RULES[Kind.WEEK]


def test_two_who_set_it_at_once_see_both(event, organiser):
    form = organiser.own_form(WEEK)
    services.set_reminder(event.id, Kind.WEEK, Rule(5, time(9), is_on=True), 0, Act("colleague@example.org", NOW))
    mine = form.send(is_on=None, days_before="9")
    assert (mine.status_code, "table--collision" in mine.text) == (409, True)
    assert organiser.form_in(mine, WEEK).send().status_code == 302
    assert rule_of(event).days_before == 9


def test_reminders_that_wait_are_taken_back(event, organiser):
    make_registration(event)
    services.set_reminder(event.id, Kind.WEEK, Rule(33, time(10), is_on=True), 0, Act("o@example.org", NOW))
    assert reminding.remind_due(NOW + timedelta(minutes=1)) == 1
    assert "1 Erinnerung wartet" in organiser.get(LIST).text
    organiser.own_form(f"{LIST}/withdrawal").send()
    page = organiser.get(LIST).text
    assert ("1 E-Mail wird nicht mehr gesendet." in page, "wartet" in page) == (True, False)


def test_staff_read_when_reminders_go_and_change_nothing(event, visitor):
    visitor.enter(make_member(event, Role.STAFF).email)
    page = visitor.get(LIST)
    assert (page.status_code, "/letters/reminders/week" in page.text) == (200, False)
    assert visitor.get(WEEK).status_code == 403


def test_a_draft_says_that_it_reminds_nobody_yet(session, visitor):
    draft = make_event(slug="jahrestagung-2027", status=EventStatus.DRAFT)
    visitor.enter(make_member(draft).email)
    assert "Erinnerungen werden nur gesendet, solange die Veranstaltung veröffentlicht ist" in visitor.get(LIST).text
