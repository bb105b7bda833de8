"""Any timetable at all, for tests that hold for every one."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from gocluster_events.core.text import Localized, text_refusal, tidy
from gocluster_events.meeting.agenda.rules.codes import Kind, Part, PersonStatus, SignUp, SpokenLanguage, Visibility
from gocluster_events.meeting.agenda.rules.links import Link
from gocluster_events.meeting.agenda.rules.time_block import TimeBlock, by_time
from gocluster_events.meeting.agenda.rules.timetable import Appearance, Item, Person, Room, Timetable, in_order
from tests.support.programme import EMPTY, HALL, NINE, SEMINAR

ROOMS = (HALL, SEMINAR, Room(3, "Raum 3 (Empore), Süd"))
BARE = replace(EMPTY, rooms=ROOMS, people=())
NIGHTS = [datetime(2027, 3, 28, 0, 55, tzinfo=UTC), *(datetime(2027, 10, 31, hour, 20, tzinfo=UTC) for hour in (0, 1))]
LETTERS = st.characters(exclude_categories=("Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"), exclude_characters="\ufffd")


def line(least: int = 0, most: int = 20) -> st.SearchStrategy[str]:
    """What somebody may type into one line."""
    typed = st.text(LETTERS, max_size=most).map(tidy)
    return typed.filter(lambda text: len(text) >= least and text_refusal(text, most) is None)


def paragraphs() -> st.SearchStrategy[str]:
    """What somebody may type into a field of several lines."""
    return st.lists(line(1), max_size=3).map("\n\n".join)


NAMES = st.sampled_from(["Kim", "Zoë", "Jürgen", "Müller-Lüdenscheidt", "Ó Briain", "Łukasz", "李", "A;B", "C: D"])
PEOPLE = st.lists(
    st.builds(
        Person,
        uuid=st.uuids().map(str),
        first_name=NAMES,
        last_name=NAMES,
        title=st.sampled_from(["", "Dr.", "Prof. Dr."]),
        position=st.builds(Localized, line(), line()),
        organisation=line(),
        biography=st.builds(Localized, paragraphs(), paragraphs()),
        email=st.sampled_from(["", "kim@example.org"]),
        status=st.sampled_from(PersonStatus),
    ),
    max_size=4,
    unique_by=lambda person: person.uuid,
).map(tuple)

LINKS = st.lists(
    st.builds(
        Link,
        st.sampled_from(["https://example.org/a", "http://example.org/?q=ä&b=1#top", "https://[::1]:8080/ü"]),
        line(most=30).map(lambda label: " ".join(label.split()).removesuffix(":").rstrip()),
    ),
    max_size=3,
    unique_by=lambda link: link.address,
).map(tuple)


@st.composite
def timetables(draw: st.DrawFn) -> Timetable:
    """Up to four people, four items, scheduled or not, in three rooms or for all of them, and three blocks."""
    people = draw(PEOPLE)
    uuids = [person.uuid for person in people] or [""]
    cast = st.builds(Appearance, st.sampled_from(uuids), st.sampled_from(Part), st.sampled_from([None, *uuids]))
    whole = st.integers(0, 2 * 24 * 60).map(lambda minutes: NINE + timedelta(minutes=minutes))
    items = st.builds(
        Item,
        uuid=st.uuids().map(str),
        kind=st.sampled_from(Kind),
        title=st.builds(Localized, line(1), line()),
        length_minutes=st.integers(1, 24 * 60),
        code=st.from_regex(r"\A[A-Za-z]{1,3}[0-9]{0,3}\Z") | st.just(""),
        summary=st.builds(Localized, line(), line()),
        abstract=st.builds(Localized, paragraphs(), paragraphs()),
        track=st.sampled_from([None, 1, 2]),
        language=st.sampled_from(SpokenLanguage),
        seats=st.integers(0, 500),
        visibility=st.sampled_from(Visibility),
        has_stream=st.sampled_from([None, True, False]),
        starts_at=st.none() | whole | st.sampled_from(NIGHTS),
        room=st.sampled_from([None, 1, 2, 3]),
        people=st.lists(cast, max_size=4, unique_by=lambda each: (each.person, each.part)).map(tuple)
        if people
        else st.just(()),
        links=LINKS,
        do_not_record=st.booleans(),
        sign_up=st.sampled_from(SignUp),
    )
    blocks = st.builds(
        TimeBlock,
        uuid=st.uuids().map(str),
        name=st.builds(Localized, line(1), line()),
        starts_at=whole | st.sampled_from(NIGHTS),
        length_minutes=st.integers(1, 24 * 60),
    )
    common = by_time(draw(st.lists(blocks, max_size=3, unique_by=lambda block: block.uuid)))
    made = draw(st.lists(items, max_size=4, unique_by=lambda item: item.uuid))
    return replace(BARE, people=people, items=in_order(made), blocks=common)
