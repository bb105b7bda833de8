"""Why a wish was not granted, as pages and letters say it; and how it went for all."""

from dataclasses import replace
from datetime import timedelta

import pytest

from gocluster_events.attendance.bookings.rules.codes import State
from gocluster_events.attendance.bookings.rules.offers import OwnBooking
from gocluster_events.attendance.wishes.rules.explaining import Cause
from gocluster_events.attendance.wishes.rules.lacking import Given
from gocluster_events.attendance.wishes.rules.outcome import BlockOutcome
from gocluster_events.attendance.wishes.rules.own_result import endings, own_parts
from gocluster_events.attendance.wishes.rules.reasons import CAUSES, reason
from gocluster_events.core.text import Localized
from tests.support.programme import NINE

B1 = Localized("Start-ups halten", "Keeping start-ups")
SPAN = (NINE, NINE + timedelta(hours=1))


def why(cause: Cause, seats: int = 40, first_wishes: int = 61) -> dict[str, object]:
    return {"item": "b1", "rank": 1, "cause": cause.value, "seats": seats, "first_wishes": first_wishes}


def test_every_cause_has_a_sentence_in_both_languages():
    assert {each for each, text in CAUSES.items() if text.de and text.en and text.de != text.en} == set(Cause)


def test_seats_and_first_wishes_stand_before_the_reason_in_the_language_of_the_title():
    text = reason(why(Cause.LOT), B1)
    assert text.de == (
        "„Start-ups halten“ hatte 40 Plätze zu vergeben und 61 Erstwünsche. "
        "Das Los entschied: Ein Tausch hätte an der Summe nichts geändert."
    )
    assert text.en.startswith("“Keeping start-ups” had 40 places to allot and 61 first choices. The lot decided")


@pytest.mark.parametrize("cause", [Cause.ORGANISATION, Cause.CLASH, Cause.ON_STAGE, Cause.NOT_ALLOWED, Cause.SEATS])
def test_what_is_not_for_want_of_places_gives_no_numbers(cause):
    assert reason(why(cause), B1) == CAUSES[cause]


@pytest.mark.parametrize(("seats", "wishes", "tells"), [(5, 6, True), (4, 61, False), (3, 4, False), (61, 40, False)])
def test_no_number_below_five_is_told_and_none_that_explains_nothing(seats, wishes, tells):
    text = reason(why(Cause.FAIRNESS, seats, wishes), B1)
    assert (str(wishes) in text.de, text.de.endswith(CAUSES[Cause.FAIRNESS].de)) == (tells, True)


def booking(item: str, state: State = State.HELD, number: int | None = None) -> OwnBooking:
    return OwnBooking(id=1, offer=1, item=item, span=SPAN, state=state, at=NINE, number=number)


def test_whoever_has_moved_up_to_their_first_wish_missed_nothing_any_more():
    given = Given(0, "c1", 2, (why(Cause.LOT),))
    (before,) = own_parts([given], [SPAN], [booking("c1"), booking("b1", State.WAITING, 3)])
    (after,) = own_parts([given], [SPAN], [booking("b1")])
    assert (before.rank, [(each.item, each.own.number if each.own else None) for each in before.missed]) == (
        2,
        [("b1", 3)],
    )
    assert (after.rank, after.missed) == (1, ())


def test_of_whoever_has_something_else_at_that_time_by_now_no_wish_is_said_to_be_granted():
    (part,) = own_parts([Given(0, "c1", 2, (why(Cause.LOT),))], [SPAN], [booking("a1")])
    assert (part.place and part.place.item, part.rank, len(part.missed)) == ("a1", None, 1)


def test_a_place_whose_item_is_at_another_time_by_now_is_still_the_wish_that_was_granted():
    moved = replace(booking("c1"), span=(NINE + timedelta(hours=2), NINE + timedelta(hours=3)))
    (part,) = own_parts([Given(0, "c1", 2, (why(Cause.LOT),))], [SPAN], [booking("a1"), moved])
    assert (part.place, part.rank) == (moved, 2)


def ending(*granted: int, none: int = 0) -> list[tuple[int | None, int | None]]:
    block = BlockOutcome(*SPAN, sum(granted) + none, granted, none, ())
    (only,) = endings([block], len(granted))
    return [(None, only.wished), *((each.rank, each.number) for each in only.shares)]


def test_a_small_number_hides_another_one_from_which_it_could_be_computed():
    assert ending(101, 31, none=10) == [(None, 142), (1, 101), (2, 31), (None, 10)]
    assert ending(101, 31, none=3) == [(None, 142 - 7), (1, 101), (2, None), (None, None)]
    assert ending(101, 31, none=0) == [(None, 132), (1, 101), (2, 31), (None, 0)]
    assert ending(3, 1) == [(None, None), (1, None), (2, None), (None, None)]
