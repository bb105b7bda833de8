"""What an edition's checklist finds, and which words still speak of an earlier meeting."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from gocluster_events.backoffice.editions.rules.checklist import CHECKS, Facts, Text, findings, is_settled
from gocluster_events.backoffice.editions.rules.copying import Occasion, old_mentions
from gocluster_events.backoffice.editions.rules.year import PREPARED, Point, Remark, State
from gocluster_events.backoffice.legal.rules import Kind, sections
from gocluster_events.core.text import Localized
from gocluster_events.meeting.events.rules.edition import EventStatus, Mode, Settings

NOW = datetime(2027, 9, 1, 12, tzinfo=UTC)
SAID = Localized("Gesagt", "Said")
SETTINGS = Settings(
    title=SAID, motto=SAID, description=SAID, venue="Forum Bonn", address="Am Platz 1",
    city="Bonn", directions=SAID, zone="Europe/Berlin", starts_at=datetime(2028, 4, 20, 7, tzinfo=UTC),
    ends_at=datetime(2028, 4, 20, 16, tzinfo=UTC), registration_opens_at=datetime(2028, 3, 9, 8, tzinfo=UTC),
    registration_closes_at=datetime(2028, 4, 6, 10, tzinfo=UTC), capacity_onsite=200, capacity_online=0,
    contact_name="Geschäftsstelle", contact_email="kontakt@example.org", contact_phone="", accent="#004B76",
)  # fmt: skip
EARLIER = replace(SETTINGS, starts_at=datetime(2027, 4, 22, 7, tzinfo=UTC), venue="Forum Berlin", city="Berlin")
NUMBERS = {Point.ROOMS: 2, Point.TRACKS: 1, Point.CLUSTERS: 90, Point.ITEMS: 12, Point.PEOPLE: 8}
READY = Facts(settings=SETTINGS, days=[date(2028, 4, 20)], numbers=NUMBERS, organisers=2)


def finding_at(point, **changes):
    """What is found at a point when everything else is ready."""
    facts = {name: changes.pop(name) for name in list(changes) if name in Facts.__dataclass_fields__}
    wanted = replace(READY, **facts)
    if changes:
        wanted = replace(wanted, settings=replace(wanted.settings, **changes))
    return next(each for each in findings(wanted, NOW) if each.point is point)


def test_an_edition_that_is_ready_has_only_its_registration_to_try():
    prepared = [each for each in findings(READY, NOW) if each.point in PREPARED]
    assert [each.point for each in prepared if each.state is not State.DONE] == [Point.TRIAL]


def test_every_point_is_checked_in_the_order_of_the_page():
    assert list(CHECKS) == list(Point)


@pytest.mark.parametrize(
    ("point", "changes", "remarks", "state"),
    [
        (Point.DATES, {"starts_at": NOW}, (Remark.PAST, Remark.NO_DAY), State.MEND),
        (Point.DATES, {"days": []}, (Remark.NO_DAY,), State.LOOK),
        (Point.DATES, {"starts_at": datetime(2028, 5, 1, 7, tzinfo=UTC), "days": [date(2028, 5, 1)], "state": "BE"},
         (Remark.DAY_OFF,), State.LOOK),
        (Point.WINDOW, {"registration_closes_at": NOW}, (Remark.CLOSED,), State.MEND),
        (Point.WINDOW, {"registration_opens_at": NOW}, (Remark.OPENS_AT_ONCE,), State.LOOK),
        (Point.WINDOW, {"registration_opens_at": NOW, "status": EventStatus.PUBLISHED}, (), State.DONE),
        (Point.WINDOW, {"registration_opens_at": datetime(2028, 3, 11, 8, tzinfo=UTC)}, (Remark.OPENS_ON_DAY_OFF,),
         State.LOOK),
        (Point.TEXTS, {"motto": Localized()}, (Remark.NO_DESCRIPTION,), State.LOOK),
        (Point.TEXTS, {"motto": Localized("Nur deutsch")}, (Remark.NO_ENGLISH,), State.LOOK),
        (Point.VENUE, {"address": ""}, (Remark.NO_VENUE,), State.MEND),
        (Point.VENUE, {"directions": Localized()}, (Remark.NO_DIRECTIONS,), State.LOOK),
        (Point.VENUE, {"unchanged": {Point.VENUE}}, (Remark.AS_BEFORE,), State.LOOK),
        (Point.CONTACT, {"contact_email": ""}, (Remark.NO_CONTACT,), State.MEND),
        (Point.LOOK, {"accent": ""}, (Remark.NO_LOOK,), State.LOOK),
        (Point.LOOK, {"accent": "", "has_logo": True}, (), State.DONE),
        (Point.LOOK, {"accent": "", "unchanged": {Point.LOOK}}, (Remark.NO_LOOK,), State.LOOK),
        (Point.PLACES, {"reserved": {Mode.ONSITE: 201}}, (Remark.OVER_CAPACITY,), State.MEND),
        (Point.PLACES, {"reserved": {Mode.ONSITE: 200}}, (), State.DONE),
        (Point.PLACES, {"reserved": {Mode.ONLINE: 1}}, (Remark.OVER_CAPACITY,), State.MEND),
        (Point.ROOMS, {"numbers": {}}, (Remark.NONE,), State.LOOK),
        (Point.ROOMS, {"unchanged": {Point.ROOMS}}, (Remark.AS_BEFORE,), State.LOOK),
        (Point.CLUSTERS, {"numbers": {}, "unchanged": {Point.CLUSTERS}}, (Remark.NONE,), State.LOOK),
        (Point.PEOPLE, {"unconfirmed": 3}, (Remark.UNCONFIRMED,), State.LOOK),
        (Point.LEGAL, {"unapproved": 1}, (Remark.UNAPPROVED,), State.MEND),
        (Point.LEGAL, {"outdated": {Kind.PHOTOS: sections(Kind.PHOTOS)[-1:]}}, (Remark.OUTDATED,), State.LOOK),
        (Point.TEAM, {"organisers": 1}, (Remark.ALONE,), State.LOOK),
    ],
)  # fmt: skip
def test_what_is_missing_wrong_or_as_before_is_said_at_its_point(point, changes, remarks, state):
    finding = finding_at(point, **changes)
    assert (finding.remarks, finding.state) == (remarks, state)


def test_texts_that_speak_of_the_earlier_meeting_are_named_with_their_words():
    texts = (
        Text(Point.LETTERS, "Ihre Anmeldung", "received/de", ("Wir sehen uns am 22. April 2027 im Forum Berlin.",)),
        Text(Point.LETTERS, "Absage", "declined/de", ("Vielleicht im nächsten Jahr.",)),
        Text(Point.QUESTIONS, SAID, "7", ("Waren Sie 2026 dabei?",)),
    )
    letters, questions = (finding_at(point, texts=texts, before=EARLIER) for point in (Point.LETTERS, Point.QUESTIONS))
    assert [(each.text.reference, each.words) for each in letters.mentions] == [
        ("received/de", ("22. April 2027", "Forum Berlin"))
    ]
    assert (questions.remarks, questions.mentions[0].words) == ((Remark.MENTIONS,), ("2026",))
    assert finding_at(Point.ITEMS, texts=texts, before=EARLIER).state is State.DONE


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("am 22.04.2027", ("22.04.2027",)),
        ("am 22.4.", ("22.4.",)),
        ("on 22nd April", ("22nd April",)),
        ("April 22, 2027", ("April 22, 2027",)),
        ("bis 22. Apr. um zwölf", ("22. Apr.",)),
        ("in berlin", ("berlin",)),
        ("die Berliner", ()),
        ("der 122. April, der 22. Aprilscherz", ()),
        ("Raum 2027a, Nummer 12027", ("2027",)),
        ("seit 2019, wie 2028", ()),
        ("am 20. April 2028 in Bonn", ()),
    ],
)
def test_dates_are_found_as_people_write_them(text, words):
    before, now = Occasion(date(2027, 4, 22), ("Forum Berlin", "Berlin", "")), Occasion(date(2028, 4, 20), ("Bonn",))
    assert old_mentions(before, now).words_in([text]) == words


@pytest.mark.parametrize("text", ["21. April", "April 21", "21.04.", "22. April", "23.4.", "23rd April"])
def test_every_day_of_an_earlier_meeting_and_its_eve_are_traces_without_a_year(text):
    before, now = Occasion(date(2027, 4, 22), (), date(2027, 4, 23)), Occasion(date(2028, 4, 19), (), date(2028, 4, 20))
    assert old_mentions(before, now).words_in([f"Kommen Sie am {text} dazu?"]) == (text,)
    assert old_mentions(before, before).words_in([text]) == ()


@pytest.mark.parametrize("point", [Point.QUESTIONS, Point.LETTERS, Point.TEXTS])
def test_a_question_a_letter_and_a_text_that_name_the_eve_of_before_are_looked_at(point):
    text = Text(point, SAID, "7", ("Kommen Sie am 21. April zum Abendessen?",))
    one = finding_at(point, texts=(text,), before=EARLIER)
    assert (one.state, [each.words for each in one.mentions]) == (State.LOOK, [("21. April",)])


def test_a_place_and_a_day_that_stay_are_no_traces():
    day = Occasion(date(2027, 4, 22), ("Forum Berlin",))
    assert old_mentions(day, replace(day, day=date(2028, 4, 22))).words_in(["22. April im Forum Berlin"]) == ()


def test_without_an_earlier_meeting_only_the_years_before_are_traces():
    assert old_mentions(None, Occasion(date(2028, 4, 20), ("Bonn",))).words_in(["2025, 2026, 2027, 2028"]) == (
        "2026",
        "2027",
    )


def test_a_tick_settles_what_must_be_looked_at_and_not_what_must_be_mended():
    looked_at, mended = finding_at(Point.TRIAL), finding_at(Point.VENUE, venue="")
    assert [is_settled(looked_at, ()), is_settled(looked_at, {Point.TRIAL})] == [False, True]
    assert is_settled(mended, {Point.VENUE}) is False
    assert is_settled(finding_at(Point.VENUE), ()) is True
