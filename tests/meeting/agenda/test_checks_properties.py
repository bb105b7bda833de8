"""What holds for the checks of whatever programme."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from itertools import combinations, product

from hypothesis import given, strategies as st

from gocluster_events.meeting.agenda.rules.codes import Kind, Part, Visibility
from gocluster_events.meeting.agenda.rules.conflicts.checks import conflicts
from gocluster_events.meeting.agenda.rules.conflicts.finding import ConflictKind
from gocluster_events.meeting.agenda.rules.conflicts.index import APART, PAUSES, SHARING
from gocluster_events.meeting.agenda.rules.filter import is_band
from gocluster_events.meeting.agenda.rules.timetable import Appearance
from tests.support.programme import HALL, MAI, REGION, SEMINAR, START_UPS, TAREK, slot, timetable

PAIRWISE = {
    ConflictKind.ROOM_TAKEN,
    ConflictKind.INTO_BREAK,
    ConflictKind.PERSON_TWICE,
    ConflictKind.ROOM_CHANGE,
    ConflictKind.NO_BREAK,
    ConflictKind.SAME_TRACK,
    ConflictKind.BESIDE_PLENARY,
    ConflictKind.BESIDE_GATHERING,
    ConflictKind.CODE_TWICE,
}
"""Of several items, whenever in the day they are."""

castings = st.lists(
    st.sampled_from([Appearance(each.uuid, part) for each in (MAI, TAREK) for part in Part]), max_size=3
)


@st.composite
def programmes(draw):
    """Up to eight items of whatever kind, on a raster of five minutes, in two rooms or none."""
    return [
        slot(
            number,
            draw(st.none() | st.integers(0, 60).map(lambda fives: 5 * fives)),
            code=draw(st.sampled_from(["", "A1", "a1", "B2"])),
            kind=draw(st.sampled_from(Kind)),
            length_minutes=draw(st.integers(1, 30)) * 5,
            room=draw(st.sampled_from([HALL.id, SEMINAR.id, None])),
            track=draw(st.sampled_from([REGION.id, START_UPS.id, None])),
            visibility=draw(st.sampled_from(Visibility)),
            people=tuple(dict.fromkeys(draw(castings))),
        )
        for number in range(1, draw(st.integers(1, 8)) + 1)
    ]


def kinds(items):
    """What is found, by what it is and whom it is about, whichever of its items comes first."""
    return Counter((each.trouble, each.severity, each.fingerprint) for each in conflicts(timetable(*items)))


@given(programmes(), st.permutations(range(8)))
def test_the_order_in_which_items_are_stored_does_not_matter(items, order):
    assert kinds([items[place] for place in order if place < len(items)]) == kinds(items)


@given(programmes(), st.integers(-2000, 2000))
def test_a_programme_that_moves_as_a_whole_has_the_same_conflicts_between_its_items(items, minutes):
    def moved(item):
        return replace(item, starts_at=item.starts_at and item.starts_at + timedelta(minutes=minutes))

    def pairwise(each):
        return {key: number for key, number in kinds(each).items() if key[0] in PAIRWISE}

    assert pairwise(list(map(moved, items))) == pairwise(items)


@given(programmes())
def test_the_sweep_finds_what_looking_at_every_pair_finds(items):
    """In one room, in a break, and of one person."""
    pairs = [(first, second) for first, second in combinations(items, 2) if first.overlaps(second)]
    same_room = [
        (first, second)
        for first, second in pairs
        if first.room == second.room is not None and not {first.kind, second.kind} <= SHARING
    ]
    taken = [{first.uuid, second.uuid} for first, second in same_room if not {first.kind, second.kind} & PAUSES]
    everywhere = [
        pair
        for pair in pairs
        for pause, item in (pair, pair[::-1])
        if is_band(pause) and pause.kind in PAUSES and item.kind not in SHARING | APART
    ]
    broken = [
        {first.uuid, second.uuid} for first, second in (*same_room, *everywhere) if {first.kind, second.kind} & PAUSES
    ]
    twice = [
        {first.uuid, second.uuid}
        for (first, second), person in product(pairs, (MAI, TAREK))
        if all(person.uuid in {each.person for each in item.people} for item in (first, second))
    ]
    findings = conflicts(timetable(*items))
    for trouble, expected in (
        (ConflictKind.ROOM_TAKEN, taken), (ConflictKind.INTO_BREAK, broken), (ConflictKind.PERSON_TWICE, twice),
    ):  # fmt: skip
        swept = [sorted(item.uuid for item in each.items) for each in findings if each.trouble is trouble]
        assert sorted(swept) == sorted(map(sorted, expected))


@given(programmes())
def test_items_one_after_the_other_share_neither_room_nor_person_nor_readers(items):
    start, row = slot(0).starts_at, []
    for item in items:
        row.append(replace(item, starts_at=start))
        start = row[-1].ends_at
    together = PAIRWISE - {ConflictKind.ROOM_CHANGE, ConflictKind.NO_BREAK, ConflictKind.CODE_TWICE}
    assert [each.trouble for each in conflicts(timetable(*row)) if each.trouble in together] == []


@given(programmes())
def test_every_finding_is_found_once_and_names_only_what_is_there(items):
    findings = conflicts(timetable(*items))
    assert max(kinds(items).values(), default=1) == 1
    assert all(item in items for each in findings for item in each.items)
    assert all(each.person in {None, MAI.uuid, TAREK.uuid} for each in findings)
