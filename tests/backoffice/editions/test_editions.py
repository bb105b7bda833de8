"""Making an edition: who may, what is proposed, what is refused, and what a copy's page says before it is made."""

import re
from datetime import UTC, date, datetime

import pytest

from gocluster_events.core.access import Role
from gocluster_events.core.text import Localized
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus
from tests.support.make import make_account, make_day, make_event, make_member, make_registration, make_room, make_track

NEW = "/en/manage/new"
COPY = "/en/manage/jahrestagung-2027/copy"
TYPED = {
    "title_de": "Herbsttagung", "starts_at": "2027-10-14T10:00", "ends_at": "2027-10-14T16:30",
    "capacity_onsite": "80", "capacity_online": "0", "city": "Bonn",
}  # fmt: skip


def edition_of(session, slug):
    session.rollback()
    return events.event(session, slug)


def opened(organiser, path):
    """The form of that page, which is sent to it."""
    return organiser.own_form(path)


def test_an_edition_that_begins_empty_is_a_draft_of_whoever_makes_it(session, organiser):
    answer = opened(organiser, NEW).send(**TYPED)
    assert answer.location == "/en/manage/herbsttagung-2027/checklist"
    event = edition_of(session, "herbsttagung-2027")
    assert (event.status, event.title, event.starts_at, event.city) == (
        EventStatus.DRAFT, Localized("Herbsttagung"), datetime(2027, 10, 14, 8, tzinfo=UTC), "Bonn",
    )  # fmt: skip
    assert (event.registration_opens_at, event.registration_closes_at) == (
        datetime(2027, 9, 2, 7, tzinfo=UTC), datetime(2027, 9, 30, 10, tzinfo=UTC),
    )  # fmt: skip
    [day] = events.days(session, event)
    assert (day.date, day.opens.hour, event.contact_name) == (date(2027, 10, 14), 10, "Kim Muster")
    assert organiser.get(answer.location).status_code == 200


def test_an_edition_over_two_dates_has_a_day_for_each_and_its_board_shows_both(session, organiser):
    opened(organiser, NEW).send(**{**TYPED, "ends_at": "2027-10-15T13:00"})
    days = events.days(session, edition_of(session, "herbsttagung-2027"))
    assert [(day.date.day, day.opens.hour, day.closes.hour, day.is_main) for day in days] == [
        (14, 10, 18, True),
        (15, 9, 13, True),
    ]
    board = organiser.get("/en/manage/herbsttagung-2027/agenda").text
    assert ("14 Oct" in board, "15 Oct" in board) == (True, True)


def test_times_of_the_registration_that_are_typed_are_kept(session, organiser):
    opened(organiser, NEW).send(**TYPED, registration_opens_at="2027-08-02T08:00", registration_closes_at="")
    event = edition_of(session, "herbsttagung-2027")
    assert (event.registration_opens_at.month, event.registration_closes_at.month) == (8, 9)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"slug": "Herbst 2027"}, "Use lower-case letters, digits and single hyphens"),
        ({"slug": "manage"}, "used by the software itself"),
        ({"slug": "jahrestagung-2027"}, "Another event already has this address."),
        ({"ends_at": "2027-10-14T09:00"}, "The event must end after it begins."),
        ({"registration_closes_at": "2027-10-15T09:00"}, "Registration must close before the event ends."),
        ({"capacity_onsite": "0"}, "Offer at least one place"),
        ({"title_de": ""}, "entry is missing or incorrect"),
        ({"starts_at": "2028-03-26T02:30", "ends_at": "2028-03-26T12:00"}, "entry is missing or incorrect"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_made(session, organiser, changes, sentence):
    answer = opened(organiser, NEW).send(**{**TYPED, **changes})
    assert (answer.status_code, sentence in answer.text, edition_of(session, "herbsttagung-2027")) == (200, True, None)


def test_a_list_of_what_is_missing_names_each_field_and_keeps_the_pickers_of_times_left_empty(organiser):
    emptied = {"title_de": "", "starts_at": "", "ends_at": "gegen vier"}
    page = opened(organiser, "/de/manage/new").send(**{**TYPED, **emptied}).text
    listed = re.search(r"error-summary__list.*?</ul>", page, re.DOTALL)[0]
    assert [re.sub(r" (ein|aus|Sie).*", "", sentence) for sentence in re.findall(r'href="#\w+">(.*?)</a>', listed)] == [
        "Titel, Deutsch: Füllen", "Beginn: Geben", "Ende: Geben",
    ]  # fmt: skip
    kinds = {name: re.search(rf'<input[^>]* id="{name}"[^>]*>', page)[0] for name in ("starts_at", "ends_at")}
    assert ('type="datetime-local"' in kinds["starts_at"], 'type="text"' in kinds["ends_at"]) == (True, True)


def test_only_organisers_of_some_edition_and_administrators_make_editions(session, event, app):
    answers = {}
    for name, account in {
        "staff": make_member(event, Role.STAFF), "nobody": make_account(), "organiser": make_member(event),
        "admin": make_account(is_admin=True),
    }.items():  # fmt: skip
        visitor = app.test_client()
        visitor.enter(account.email)
        start = visitor.get("/en/manage/", follow_redirects=True)
        answers[name] = (visitor.get(NEW).status_code, "New event" in start.text)
    assert answers == {"staff": (403, False), "nobody": (403, False), "organiser": (200, True), "admin": (200, True)}


def test_the_only_edition_has_the_way_to_another_one_in_its_switcher(organiser):
    page = organiser.get("/en/manage/", follow_redirects=True)
    assert f'href="{NEW}"' in page.text


def test_an_event_without_a_city_has_no_comma_after_its_day(session, event, organiser):
    session.rollback()
    session.get_one(Event, event.id).city = ""
    session.commit()
    desk = organiser.get("/de/manage/jahrestagung-2027/").text
    described = re.findall(r'"description" content="(.*?)"', organiser.get("/de/jahrestagung-2027/").text)
    assert "<span>22. April 2027</span>" in desk
    assert described[0].endswith("22. April 2027, Forum Berlin.")
    assert "<strong>Forum Berlin</strong>" in organiser.get("/de/jahrestagung-2027/").text


def test_a_copy_is_proposed_for_next_year_on_the_same_weekday(organiser):
    page = organiser.get(COPY)
    proposed = opened(organiser, COPY).form.fields
    assert [proposed[name] for name in ("title_de", "slug", "starts_on")] == [
        ["Jahrestagung"], ["jahrestagung-2028"], ["2028-04-20"],
    ]  # fmt: skip
    assert ("Thu, 20 April 2028, 09:00" in page.text, "Mon, 28 February 2028, 09:00" in page.text) == (True, True)


def test_the_page_counts_what_comes_along_and_what_does_not(session, event, organiser):
    make_room(event)
    make_room(event)
    make_registration(event)
    text = " ".join(organiser.get(COPY).text.split())
    assert '<strong class="number">2</strong> Rooms' in text
    assert '<strong class="number">1</strong> Registrations' in text
    assert "Tracks</li>" not in text


def test_another_day_is_looked_at_before_anything_is_made(session, event, organiser):
    make_event(slug="zugleich", title=Localized("Fachtag"), starts_at=datetime(2028, 5, 1, 6, tzinfo=UTC),
               ends_at=datetime(2028, 5, 1, 15, tzinfo=UTC))  # fmt: skip
    answer = opened(organiser, COPY).send("look", starts_on="1.5.2028")
    assert ("Mon, 1 May 2028, 09:00" in answer.text, edition_of(session, "jahrestagung-2028")) == (True, None)
    assert "Fachtag" not in answer.text  # somebody else's


def test_a_day_that_is_taken_and_a_day_off_are_said(session, event, visitor):
    visitor.enter(make_account(is_admin=True).email)
    make_event(slug="zugleich", title=Localized("Fachtag"), starts_at=datetime(2028, 4, 22, 6, tzinfo=UTC),
               ends_at=datetime(2028, 4, 22, 15, tzinfo=UTC))  # fmt: skip
    answer = visitor.own_form(COPY).send("look", starts_on="22.4.2028")
    notes = ("At the same time: Fachtag, Berlin.", "A weekend or public holiday")
    assert [each in answer.text for each in notes] == [True, True]


def test_a_copy_is_made_and_leads_to_the_new_edition(session, event, organiser):
    make_day(event)
    answer = opened(organiser, COPY).send(starts_on="2028-04-27", slug="", title_de="Jahrestagung 2028")
    assert answer.location == "/en/manage/jahrestagung-2028/checklist"
    copy = edition_of(session, "jahrestagung-2028")
    assert (copy.starts_at, events.days(session, copy)[0].date) == (
        datetime(2028, 4, 27, 7, tzinfo=UTC), date(2028, 4, 27),
    )  # fmt: skip
    assert organiser.get(answer.location).status_code == 200
    assert organiser.get("/en/jahrestagung-2028/").status_code == 404


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"slug": "jahrestagung-2027"}, "Another event already has this address."),
        ({"starts_on": "bald"}, "entry is missing or incorrect"),
        ({"starts_on": ""}, "entry is missing or incorrect"),
        ({"title_de": ""}, "entry is missing or incorrect"),
    ],
)
def test_a_copy_that_cannot_be_is_not_made(session, event, organiser, changes, sentence):
    answer = opened(organiser, COPY).send(**changes)
    assert (answer.status_code, sentence in answer.text) == (200, True)
    session.rollback()
    assert events.slugs(session) == {"jahrestagung-2027"}


def test_an_archived_edition_can_be_copied(session, organiser, event):
    edition_of(session, event.slug).status = EventStatus.ARCHIVED
    session.commit()
    assert opened(organiser, COPY).send().status_code == 302


def test_the_team_sees_the_colours_of_a_draft_and_nobody_else_does(session, event, organiser, app):
    draft = edition_of(session, event.slug)
    draft.status, draft.accent = EventStatus.DRAFT, "#5F316E"
    session.commit()
    make_track(event)
    sheets = [
        sheet
        for path in ("agenda", "registration/questions/preview")
        for sheet in re.findall(r'href="([^"]+-[0-9a-f]+\.css)"', organiser.get(f"/en/manage/{event.slug}/{path}").text)
    ]
    assert len(sheets) == 2
    for sheet in sheets:
        mine = organiser.get(sheet)
        assert (mine.status_code, mine.headers["Cache-Control"]) == (200, "no-store")
        assert app.test_client().get(sheet).status_code == 302
        assert app.test_client().get(sheet.replace("/en/manage", "")).status_code == 404
