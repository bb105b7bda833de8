"""Moving up over all items at once: nobody ever stands with less than they had, and it always ends."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from itertools import combinations
from random import Random

import pytest

from gocluster_events.attendance.bookings.rules import moving
from gocluster_events.attendance.bookings.rules.clashes import overlap
from gocluster_events.attendance.bookings.rules.moving import Booked, moving_up
from gocluster_events.attendance.bookings.rules.offers import Offering, is_preferred
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.people.rules.seats import Applicant
from tests.support.programme import NINE
from tests.support.proving import Proof
from tests.support.settings import NOW

OFFERS, PEOPLE = 6, 9


def offering(number, seats, most):
    starts = NINE + timedelta(minutes=30 * number)
    return Offering(
        id=number, item=str(number), starts_at=starts, ends_at=starts + timedelta(hours=1), opens_at=NOW,
        closes_at=starts, moves_until=starts, seats=seats, most_per_organisation=most,
    )  # fmt: skip


def house(random: Random):
    """Offers that overlap their neighbours, and people with places that do not clash and wishes for others."""
    offers = {n: offering(n, random.randint(1, 3), random.choice((0, 0, 1))) for n in range(1, OFFERS + 1)}
    booked, seats = [], Counter()
    for person in range(1, PEOPLE + 1):
        applicant, held = Applicant(mode=Mode.ONSITE, organisation=f"Institut {random.randint(1, 5)}"), []
        for offer in random.sample(range(1, OFFERS + 1), OFFERS):
            choice = random.choice(("none", "hold", "wait"))
            one = Booked(id=len(booked) + 1, offer=offer, person=person, applicant=applicant, is_held=choice == "hold")
            beside = [each for each in held if overlap(offers[each.offer].span, offers[offer].span)]
            if choice == "hold" and seats[offer] < offers[offer].seats and not beside:
                held.append(one)
                seats[offer] += 1
                booked.append(one)
            elif choice == "wait" and len(beside) < 2:
                is_allotted = random.random() < 0.5
                booked.append(replace(one, instead_of=beside[0].id if beside else None, is_allotted=is_allotted))
    return offers, booked


def after(booked, steps):
    """The bookings once these steps are made."""
    rows = {each.id: each for each in booked}
    for step in steps:
        for each in (step.gives_back, *step.withdrawn):
            if each:
                del rows[each.id]
        for each in step.better:
            rows[each.id] = replace(each, instead_of=step.booking.id)
        rows[step.booking.id] = replace(step.booking, is_held=True, instead_of=None)
    return list(rows.values())


def places(booked):
    return Counter(each.person for each in booked if each.is_held)


def check(offers, booked, then_of=after):
    """What is promised of moving up, of one house: nobody loses a place, no item is overfull, and it is at rest."""
    then = then_of(booked, moving_up(offers, booked, NOW))
    had, have = places(booked), places(then)
    assert all(have[person] >= number for person, number in had.items())
    before, taken = (Counter(each.offer for each in rows if each.is_held) for rows in (booked, then))
    assert all(number <= max(offers[offer].seats, before[offer]) for offer, number in taken.items())
    before, taken = (of_institutions(offers, rows) for rows in (booked, then))
    assert all(number <= max(offers[which[0]].most_per_organisation, before[which]) for which, number in taken.items())
    newly = {each.id for each in then if each.is_held} - {each.id for each in booked if each.is_held}
    assert [pair for pair in clashing(offers, then) if newly & pair] == []
    assert moving_up(offers, then, NOW) == ()
    assert {each.id for each in preferred(offers, booked, then)} <= {each.id for each in then}


def preferred(offers, booked, then):
    """The lists by the allocation of those who have moved up, for what they prefer to all they have then."""
    places = [each for each in then if each.is_held and each not in booked]
    for each in booked:
        mine = [other for other in places if other.person == each.person and is_beside(offers, each, other)]
        if not each.is_held and mine and all(is_preferred(each, other) for other in mine):
            yield each


def is_beside(offers, one, other):
    """Whether both are at one time."""
    return overlap(offers[one.offer].span, offers[other.offer].span)


def of_institutions(offers, booked):
    """How many of each institution have a place in each item that has a limit for them."""
    limited = [each for each in booked if each.is_held and offers[each.offer].most_per_organisation]
    return Counter((each.offer, each.applicant.organisation) for each in limited)


def clashing(offers, booked):
    """Each two places of one person at the same time."""
    held = [each for each in booked if each.is_held]
    return [
        {one.id, other.id}
        for one, other in combinations(held, 2)
        if one.person == other.person and overlap(offers[one.offer].span, offers[other.offer].span)
    ]


@pytest.mark.promise("P1")
def test_who_moves_up_has_no_less_than_before_and_the_cascade_ends(proof: Proof):
    number = proof.size(300, 20_000)
    for _ in range(number):
        check(*house(proof.random))
    proof.says(f"{number} × {PEOPLE} people hold, wait for and swap places in {OFFERS} items", "nobody has less after")


@pytest.mark.promise("P1", control=True)
def test_who_gives_a_place_back_before_the_other_one_is_there_stands_with_nothing(proof: Proof):
    with pytest.raises(AssertionError):
        for _ in range(300):
            check(*house(proof.random), half)
    proof.says("a swap gives the old place back before the new one is there", "somebody has less than before")


@pytest.mark.promise("P1", control=True)
def test_where_nobody_counts_institutions_one_of_them_has_more_than_its_places(
    proof: Proof, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(moving, "institutions", lambda _keys: {})
    with pytest.raises(AssertionError):
        for _ in range(300):
            check(*house(proof.random))
    proof.says("nobody counts who of an institution has a place", "one has more places than it may")


def wish(number, offer, person=1, **facts):
    """A number on a list by the allocation."""
    applicant = Applicant(mode=Mode.ONSITE, organisation=f"Institut {person}")
    facts = {"is_held": False, "is_allotted": True, **facts}
    return Booked(id=number, offer=offer, person=person, applicant=applicant, **facts)


def test_who_moves_up_waits_on_for_what_they_wish_more_and_would_give_the_new_place_back():
    offers = {number: offering(number, seats, 0) for number, seats in ((1, 0), (2, 1), (3, 0))}
    booked = [wish(1, 1), wish(2, 2), wish(3, 3)]
    (step,) = moving_up(offers, booked, NOW)
    assert (step.booking.id, [each.id for each in step.better], [each.id for each in step.withdrawn]) == (2, [1], [3])
    (step,) = moving_up({**offers, 1: offering(1, 1, 0)}, after(booked, [step]), NOW)
    assert (step.booking.id, step.gives_back.id) == (1, 2)


@pytest.mark.parametrize("first", [1, 2])
def test_where_both_come_free_who_waits_has_what_they_wish_more_at_once(first):
    offers = {number: offering(number, 1, 0) for number in (1, 2)}
    (step,) = moving_up(offers, [wish(1, first), wish(2, 3 - first)], NOW)
    assert (step.booking.offer, step.gives_back, step.better) == (first, None, ())


def test_who_moves_on_at_once_reads_of_one_step():
    offers = {1: offering(1, 1, 0), 2: offering(2, 1, 0), 3: offering(3, 1, 0)}
    other = [wish(8, 2, 2, is_held=True), wish(9, 3, 2, instead_of=8)]  # moves away from 2 only after the first step
    mine = [wish(1, 2), wish(2, 1)]
    steps = moving_up(offers, [*other, *mine], NOW)
    assert [each.booking.id for each in steps] == [2, 9, 1]
    assert [(each.booking.id, each.gives_back and each.gives_back.id) for each in moving.in_sum(steps)] == [
        (9, 8), (1, None),
    ]  # fmt: skip


def test_a_list_that_somebody_joined_themselves_is_left_as_before():
    offers = {1: offering(1, 0, 0), 2: offering(2, 1, 0)}
    for others in ([wish(1, 1, is_allotted=False), wish(2, 2)], [wish(1, 1), wish(2, 2, is_allotted=False)]):
        (step,) = moving_up(offers, others, NOW)
        assert ([each.id for each in step.withdrawn], step.better) == ([1], ())


def half(booked, steps):
    """Of each step only what is given back, as if everything stopped before the new place was taken."""
    given_back = {step.gives_back.id for step in steps if step.gives_back}
    return [each for each in booked if each.id not in given_back]
