"""When a survey is open and to whom, and what of its figures may be read."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from gocluster_events.attendance.attendees.rules.disclosure import LEAST
from gocluster_events.attendance.attendees.rules.frozen import freeze_at
from gocluster_events.meeting.events.rules.edition import EventStatus
from gocluster_events.post_event.survey.rules.figures import Tally, count, figures_from_stored, figures_to_stored, tally
from gocluster_events.post_event.survey.rules.phases import Phase, Standing, Times, is_letter_due, phase_of, standing_of
from gocluster_events.post_event.survey.rules.questions import SCALE as SCALE_STEPS, USUAL, Kind, from_stored, to_stored
from gocluster_events.post_event.survey.rules.sheets import Sheet, fits, new_key

END = datetime(2027, 4, 22, 16, tzinfo=UTC)  # a Thursday, 18:00 in Berlin
NOON = datetime(2027, 5, 6, 10, tzinfo=UTC)
TIMES = Times(EventStatus.PUBLISHED, END, "Europe/Berlin")
SECOND = timedelta(seconds=1)
SCALE = USUAL.questions[0]


def test_a_survey_closes_at_noon_a_fortnight_later_when_the_figures_freeze_whatever_day_that_is():
    assert (TIMES.closes_at, freeze_at(END, "Europe/Berlin")) == (NOON, NOON)
    sunday = datetime(2027, 3, 14, 22, 30, tzinfo=UTC)  # the clocks change in between
    assert freeze_at(sunday, "Europe/Berlin") == datetime(2027, 3, 28, 10, tzinfo=UTC)
    assert freeze_at(END, "UTC") == datetime(2027, 5, 6, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "facts", "is_on", "phase"),
    [
        (END - SECOND, {}, True, Phase.AHEAD),
        (END, {}, True, Phase.OPEN),
        (NOON - SECOND, {}, True, Phase.OPEN),
        (NOON, {}, True, Phase.CLOSED),
        (END, {"status": EventStatus.ARCHIVED}, True, Phase.OPEN),
        (END, {"status": EventStatus.DRAFT}, True, Phase.OFF),
        (END, {}, False, Phase.OFF),
        (END + SECOND, {"closed_at": END}, True, Phase.CLOSED),
        (END + SECOND, {"closed_at": END}, False, Phase.CLOSED),
        (END, {"closed_at": END - SECOND}, True, Phase.OPEN),
        (END, {"closed_at": END + SECOND}, True, Phase.OPEN),
    ],
    ids=[
        "before the end", "at the end", "a second before noon", "at noon", "archived", "a draft", "switched off",
        "closed by hand", "closed, then off", "closed before it was postponed", "closed by a clock ahead",
    ],
)  # fmt: skip
def test_how_far_a_survey_is(now, facts, is_on, phase):
    assert phase_of(replace(TIMES, **facts), now, is_on=is_on) is phase


def test_who_was_not_there_cannot_answer_and_nobody_twice():
    there = [standing_of(each, was_there=True, has_answered=False) for each in Phase]
    assert there == [Standing.OFF, Standing.AHEAD, Standing.OPEN, Standing.CLOSED]
    assert standing_of(Phase.OPEN, was_there=False, has_answered=False) is Standing.NOT_THERE
    assert standing_of(Phase.OPEN, was_there=True, has_answered=True) is Standing.DONE
    assert standing_of(Phase.CLOSED, was_there=True, has_answered=True) is Standing.CLOSED


def test_the_letter_goes_on_the_morning_after_and_not_a_day_late():
    morning = datetime(2027, 4, 23, 8, tzinfo=UTC)
    assert TIMES.letter_at == morning
    due = [is_letter_due(TIMES, morning + each * SECOND) for each in (-1, 0, 24 * 3600 - 1, 24 * 3600)]
    assert due == [False, True, True, False]


def test_the_usual_questions_are_in_both_languages_and_come_back_as_they_were_stored():
    texts = [
        text for each in USUAL.questions for text in (each.text, *([each.low, each.high] * (each.kind is Kind.SCALE)))
    ]
    assert all(text.de and text.en for text in (USUAL.intro, *texts))
    assert [each.kind for each in USUAL.questions] == [Kind.SCALE] * 5 + [Kind.TEXT] * 2
    assert from_stored(to_stored(USUAL.questions)) == USUAL.questions


@pytest.mark.parametrize(
    "replies", [(4,), (4, "x", 9), (6, "x"), ("x", "x"), (4, 4), (4, "x" * 2001)], ids=lambda each: str(each)[:20]
)
def test_a_sheet_of_other_questions_fits_none(replies):
    questions = (USUAL.questions[0], USUAL.questions[5])
    assert fits(Sheet((4, "x")), questions)
    assert fits(Sheet((None, None)), questions)
    assert not fits(Sheet(replies), questions)


def test_a_key_is_a_hundred_and_twenty_eight_random_bits():
    chance = Random(1)
    keys = {new_key(chance) for _each in range(200)}
    assert (len(keys), {len(each) for each in keys}) == (200, {32})
    assert all(any(each[place] != "0" for each in keys) for place in range(32))


def steps(*counts: int) -> list[int]:
    """So many ones, twos and so on."""
    return [step for step, number in enumerate(counts, start=1) for _each in range(number)]


def test_large_numbers_are_told_with_the_share_of_the_upper_steps():
    assert tally(SCALE, steps(5, 0, 10, 20, 30)) == Tally(SCALE, 65, (5, 0, 10, 20, 30), 77)


def test_a_small_number_is_hidden_and_one_more_so_that_nobody_computes_it():
    assert tally(SCALE, [*steps(0, 2, 8, 20, 30), None]) == Tally(SCALE, 60, (0, None, None, 20, 30), 83)


def test_the_share_is_hidden_where_it_gives_a_hidden_number_away():
    gave = tally(SCALE, steps(0, 1, 2, 4, 5))
    assert (gave.answers, gave.share) == (12, None)
    assert gave.counts == (0, None, None, None, None)


@pytest.mark.parametrize("number", range(LEAST, 9))
def test_no_small_number_of_any_survey_can_be_computed_from_what_is_told(number: int):
    """Of every way in which so many people can answer, another gives the same figures with other hidden numbers."""
    ways = _ways(number, len(SCALE_STEPS))
    for counts in ways:
        gave = tally(SCALE, steps(*counts))
        alike = [each for each in ways if _is_told_alike(each, gave)]
        for place, visible in enumerate(gave.counts):
            if visible is None and 0 < counts[place] < LEAST:
                assert len({each[place] for each in alike}) > 1, (counts, gave)


def _ways(number: int, parts: int) -> list[tuple[int, ...]]:
    if parts == 1:
        return [(number,)]
    return [(first, *rest) for first in range(number + 1) for rest in _ways(number - first, parts - 1)]


def _is_told_alike(counts: tuple[int, ...], gave: Tally) -> bool:
    seen = all(visible in {None, each} for visible, each in zip(gave.counts, counts, strict=True))
    return seen and gave.share in {None, round(100 * sum(counts[-2:]) / sum(counts))}


def test_fewer_than_five_answers_are_no_figures():
    four = count(USUAL.questions, [[5] * 5] * 4, 9, END)
    assert (four.sheets, {each.answers for each in four.tallies}) == (None, {None})
    five = count(USUAL.questions, [[5, 5, 5, 5, None, None, None]] * 5, 9, END)
    assert (five.sheets, [each.answers for each in five.scales]) == (5, [5, 5, 5, 5, None])


def test_figures_come_back_as_they_were_stored():
    figures = count(USUAL.questions, [[step, 5, 4, 3, None, None, None] for step in steps(0, 2, 8, 9, 9)], 70, END)
    assert figures_from_stored(figures_to_stored(figures), END) == figures
