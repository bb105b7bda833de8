"""A programme that goes out in a format and comes back is the same, as far as the format can hold it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask, g
from hypothesis import HealthCheck, Phase, given, settings, strategies as st

from gocluster_events.core.documents import child
from gocluster_events.core.i18n import force_locale
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.exports.ics import Programme, to_ical
from gocluster_events.meeting.agenda.exports.schedule import to_json, to_xml
from gocluster_events.meeting.agenda.importing import words as importing_words
from gocluster_events.meeting.agenda.importing.rules.clock import from_calendar
from gocluster_events.meeting.agenda.importing.rules.incoming import read_source
from gocluster_events.meeting.agenda.importing.rules.plan import ImportPlan, Surroundings, plan_import
from gocluster_events.meeting.agenda.importing.rules.schedule import from_markup, from_object
from gocluster_events.meeting.agenda.importing.rules.table import from_table
from gocluster_events.meeting.agenda.importing.views import workbook as importing_views
from gocluster_events.meeting.agenda.queries.publishing import Published
from gocluster_events.meeting.agenda.rules.codes import Kind, SpokenLanguage, Visibility
from gocluster_events.meeting.agenda.rules.filter import is_band
from gocluster_events.meeting.agenda.rules.source import Source, from_json, to_json as as_stored
from gocluster_events.meeting.agenda.rules.timetable import Item, Timetable
from gocluster_events.meeting.agenda.views import feeds as calendar
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.location import location
from tests.support import proving
from tests.support.programme import HALL
from tests.support.settings import NOW
from tests.support.timetables import BARE, timetables

PHASES = (Phase.explicit, Phase.reuse, Phase.generate)  # whoever must mend something may shrink it
Tried = Callable[[Callable[..., None]], Callable[..., None]]


def public(timetable: Timetable) -> Timetable:
    """What a version shows everybody."""
    items = [item for item in timetable.items if item.starts_at and item.visibility is not Visibility.CLOSED]
    return replace(timetable, items=tuple(items))


@pytest.fixture
def site(app: Flask, event: Event) -> Any:
    """The page of an organiser in a language."""

    @contextmanager
    def page(language: str) -> Iterator[None]:
        with app.test_request_context(f"/{language}/jahrestagung-2027/agenda"), force_locale(language):
            g.lang, g.event = language, event
            yield

    return page


def tried(examples: int = 60) -> Tried:
    def mark(test: Callable[..., None]) -> Callable[..., None]:
        slow = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
        many = examples if proving.is_full() else examples // 3
        limited = settings(max_examples=many, deadline=None, suppress_health_check=slow, phases=PHASES)(test)
        return given(timetable=timetables(), language=st.sampled_from(["de", "en"]))(limited)

    return mark


def back(uploaded: Source | None, draft: Timetable) -> ImportPlan:
    """What the file changes in a draft, after it was kept as a row."""
    assert uploaded is not None
    vocabulary = importing_words.vocabulary()
    return plan_import(
        read_source(from_json(as_stored(uploaded)), vocabulary, draft.zone), draft, vocabulary, Surroundings(1)
    )


def content(upload: bytes) -> Any:
    return child.content(upload)["content"]


def held(item: Item, timetable: Timetable, language: str) -> dict[str, Any]:
    """What both schedules hold of an item."""
    return {
        "uuid": item.uuid,
        "title": item.title.pick(language)[0],
        "abstract": item.abstract.pick(language)[0],
        "summary": item.summary.pick(language)[0],
        "when": (item.starts_at, item.length_minutes),
        "where": (HALL.id if is_band(item) else item.room, item.track),
        "links": item.links,
        "is not recorded": item.do_not_record,
        "sign-up": item.sign_up,
        "kind": item.kind,
        "visibility": item.visibility,
        "is English": item.language is SpokenLanguage.ENGLISH,
        "people": list(dict.fromkeys(person.name for person, _part in timetable.cast(item))),
    }


def all_held(timetable: Timetable, language: str) -> dict[str, dict[str, Any]]:
    return {item.uuid: held(item, timetable, language) for item in timetable.items}


def in_calendar(timetable: Timetable, language: str) -> dict[str, dict[str, Any]]:
    """What a calendar holds of each item."""
    facts = ("title", "when", "kind", "visibility")
    return {
        item.uuid: {"room": item.room, **{fact: held(item, timetable, language)[fact] for fact in facts}}
        for item in timetable.items
    }


@tried(40)
def test_our_form_holds_all_of_the_draft(site, timetable: Timetable, language: str):
    with site(language):
        source = from_table(content(importing_views.workbook(timetable)), importing_words.vocabulary())
        plan = back(source, timetable)
        assert (plan.changes, plan.faults) == ((), ())
        anew = back(source, BARE)
        assert anew.faults == ()
        assert anew.after.items == timetable.items
        assert {person.uuid: person for person in anew.after.people} == {each.uuid: each for each in timetable.people}


@pytest.mark.parametrize(("write", "read"), [(to_xml, from_markup), (to_json, from_object)], ids=["xml", "json"])
@tried()
def test_a_schedule_holds_what_the_public_sees(site, write, read, timetable: Timetable, language: str):
    public_timetable = public(timetable)
    with site(language):
        upload = write(calendar.schedule(Published(1, NOW, Localized(), public_timetable)))
        plan = back(read(content(upload), language), public_timetable)
        assert (plan.changes, plan.errors) == ((), ())
        anew = back(read(content(upload), language), BARE)
        assert anew.errors == ()
        assert all_held(anew.after, language) == all_held(public_timetable, language)


@tried()
def test_a_calendar_holds_when_where_and_what(site, timetable: Timetable, language: str):
    public_timetable = public(timetable)
    with site(language):
        programme = Programme("Jahrestagung", public_timetable.zone, language, 1, NOW)
        upload = to_ical(programme, [calendar._entry(item, public_timetable) for item in public_timetable.items])
        source = from_calendar(content(upload), language, location(g.event))
        if not public_timetable.items:
            assert source is None
            return
        assert (back(source, public_timetable).changes, back(source, public_timetable).errors) == ((), ())
        assert in_calendar(back(source, BARE).after, language) == in_calendar(public_timetable, language)


@pytest.mark.promise("P17")
def test_the_hour_that_autumn_repeats_is_told_apart_by_its_offset(site):
    first, second = (datetime(2027, 10, 31, hour, 30, tzinfo=UTC) for hour in (0, 1))
    items = [
        Item(f"00000000-0000-0000-0000-00000000000{n}", Kind.TALK, Localized("x"), 30, starts_at=at)
        for n, at in enumerate((first, second))
    ]
    with site("de"):
        sheets = content(importing_views.workbook(replace(BARE, items=tuple(items))))
    starts = [cells[6] for _number, cells in sheets[0][1:]]
    assert starts == ["02:30+02:00", "02:30+01:00"]
