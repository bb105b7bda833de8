"""The plan of an edition's year: what is due when, and what waits for what."""

from dataclasses import replace
from datetime import UTC, date, datetime

from gocluster_events.backoffice.editions.rules.checklist import CHECKS
from gocluster_events.backoffice.editions.rules.year import DUE, WAITS_FOR, Point, next_steps, plan
from gocluster_events.core.text import Localized
from gocluster_events.meeting.events.rules.edition import Settings

SETTINGS = Settings(
    title=Localized("Jahrestagung"), motto=Localized(""), description=Localized(""),
    venue="", address="", city="", directions=Localized(""), zone="Europe/Berlin",
    starts_at=datetime(2027, 4, 22, 7, tzinfo=UTC), ends_at=datetime(2027, 4, 22, 16, tzinfo=UTC),
    registration_opens_at=datetime(2027, 2, 1, 8, tzinfo=UTC),
    registration_closes_at=datetime(2027, 4, 8, 10, tzinfo=UTC), capacity_onsite=200, capacity_online=0,
    contact_name="", contact_email="", contact_phone="",
)  # fmt: skip


def test_every_point_is_checked_and_due_some_day():
    assert set(CHECKS) == set(DUE) == set(Point)


def test_nothing_waits_for_what_comes_later():
    order = {step.point: number for number, step in enumerate(plan(SETTINGS, ()))}
    late = {(point, other) for point, others in WAITS_FOR.items() for other in others if order[other] > order[point]}
    assert late == set()


def test_the_plan_follows_the_days_of_the_event():
    due = {step.point: step.due for step in plan(SETTINGS, ())}
    assert (due[Point.INVITATIONS], due[Point.WINDOW]) == (date(2027, 2, 25), date(2027, 2, 1))
    assert (due[Point.TRIAL], due[Point.PUBLIC]) == (date(2027, 2, 1), date(2026, 12, 3))
    assert (due[Point.GATE], due[Point.ADMISSION]) == (date(2027, 4, 15), date(2027, 4, 21))
    assert due[Point.ARCHIVE] == date(2027, 6, 17)
    later = replace(SETTINGS, starts_at=datetime(2027, 4, 29, 7, tzinfo=UTC))
    assert {step.point: step.due for step in plan(later, ())}[Point.GATE] == date(2027, 4, 22)


def test_a_point_waits_until_what_it_needs_is_settled():
    by_point = {step.point: step for step in plan(SETTINGS, {Point.QUESTIONS})}
    assert by_point[Point.TRIAL].waits_for == (Point.PLACES,)
    settled = {step.point: step for step in plan(SETTINGS, {Point.QUESTIONS, Point.PLACES})}
    assert settled[Point.TRIAL].waits_for == ()


def test_next_come_those_that_are_open_and_wait_for_nothing():
    steps = plan(SETTINGS, {Point.DATES, Point.VENUE, Point.TEXTS})
    assert [step.point for step in next_steps(steps, 3)] == [Point.CONTACT, Point.TEAM, Point.LEGAL]
    assert next_steps(plan(SETTINGS, set(Point)), 3) == ()


def test_once_the_meeting_is_over_nothing_comes_next_that_was_due_before_it():
    steps = plan(SETTINGS, {Point.ADMISSION})
    assert [step.point for step in next_steps(steps, 3, date(2027, 4, 22))] == [Point.CERTIFICATES, Point.FIGURES]
