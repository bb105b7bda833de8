"""When somebody is asked about a next step, until when they can answer, and when it is forgotten who it was."""

from calendar import monthrange
from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from gocluster_events.post_event.follow_ups.rules.codes import (
    ENDS,
    HOUR,
    LAST_MONTH,
    LEAST,
    LINK_LASTS,
    MONTHS,
    SILENCE,
    Showing,
)
from gocluster_events.post_event.follow_ups.rules.follow_up import FollowUp


def later(at: datetime, months: int, zone: str) -> datetime:
    """In the morning at the venue, so many months after ``at``; the last day of a month that is too short."""
    local = ZoneInfo(zone)
    day = at.astimezone(local).date()
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    last = monthrange(year, month)[1]
    return datetime.combine(date(year, month, min(day.day, last)), HOUR, local).astimezone(UTC)


def ends_at(published_at: datetime, zone: str) -> datetime:
    """When at the latest nobody is asked any more about a card that became public then."""
    return later(published_at, LAST_MONTH, zone)


def open_until(letter_at: datetime, published_at: datetime, zone: str) -> datetime:
    """Until when the link of a letter of then can be answered."""
    return min(letter_at + LINK_LASTS, ends_at(published_at, zone))


def due(
    published_at: datetime, agreed_at: datetime, zone: str, before: Collection[FollowUp], now: datetime
) -> int | None:  # fmt: skip
    """After how many months somebody is asked now, if at all; ``before`` is what they were asked already.

    Of several dates that are over only the last counts, so that nobody ever has two letters at once; none that was
    over when they agreed, none too late to be answered, and none after an answer that ends it.
    """
    over = [months for months in MONTHS if agreed_at < later(published_at, months, zone) <= now]
    if not over or open_until(now, published_at, zone) - now < LEAST:
        return None
    if has_ended(before, agreed_at) or any(each.months >= over[-1] for each in before):
        return None
    return over[-1]


def has_ended(before: Collection[FollowUp], agreed_at: datetime) -> bool:
    """Whether whoever agreed then is asked no more; what was said before, or of another step, ends nothing."""
    return any(each.outcome in ENDS and each.answered_at and each.answered_at >= agreed_at for each in before)


def next_due(
    published_at: datetime, agreed_at: datetime, zone: str, before: Collection[FollowUp], now: datetime
) -> datetime | None:
    """When somebody is asked next; None: never."""
    if has_ended(before, agreed_at):
        return None
    last = max((each.months for each in before), default=0)
    dates = (later(published_at, months, zone) for months in MONTHS if months > last)
    return next((each for each in dates if each > max(now, agreed_at)), None)


def needs_reminder(last: FollowUp, published_at: datetime, zone: str, now: datetime) -> bool:
    """Whether it is time for the one reminder of somebody who has not answered."""
    if last.sent_at is None or last.reminded_at is not None or last.is_settled:
        return False
    return now >= last.sent_at + SILENCE and open_until(now, published_at, zone) - now >= LEAST


def forgettable_at(
    steps: Iterable[FollowUp], published_at: datetime | None, zone: str, agreed_at: datetime | None
) -> datetime | None:  # fmt: skip
    """From when nobody needs to know any more who it was, and what of their words is not public; None: at once.

    That is thirty days after the last letter or answer once nobody is asked any more, and thirteen months after the
    card became public at the latest. ``agreed_at`` None: whoever was asked last does not agree any more.
    """
    known = tuple(steps)
    at_last = None if published_at is None else ends_at(published_at, zone)
    times = [at for each in known for at in (each.sent_at, each.reminded_at, each.answered_at) if at is not None]
    is_asked = agreed_at is not None and not has_ended(known, agreed_at)
    if is_asked and at_last is not None and not any(each.outcome and each.months == MONTHS[-1] for each in known):
        return at_last
    ended = max(times) + LINK_LASTS if times else None
    return min(ended, at_last) if ended and at_last else ended


def is_old_note(each: FollowUp, due: datetime) -> bool:
    """Whether the team wrote it down thirty days before ``due`` or earlier, and has not published its words."""
    is_note = each.is_from_team and bool(each.text) and each.showing is not Showing.ALL
    return is_note and each.answered_at is not None and each.answered_at + LINK_LASTS <= due


def is_private(each: FollowUp) -> bool:
    """Whether it says who was asked, or has words of theirs that are not public."""
    return bool(each.person) or (bool(each.text) and each.showing is not Showing.ALL and not each.is_from_team)
