"""What time it is. Views and commands ask here and hand the answer down; nothing below them asks."""

from datetime import UTC, datetime, timedelta

_offset = timedelta()


class BadClock(ValueError):
    """The setting GOCLUSTER_CLOCK cannot be read."""


def now() -> datetime:
    """The present instant, aware and in UTC, moved by the offset that was set with `move`."""
    return datetime.now(UTC) + _offset


def unmoved() -> datetime:
    """The present instant by the machine's own clock, as everybody's phone has it, however `now` is moved."""
    return datetime.now(UTC)


def offset_from(setting: str) -> timedelta:
    """How far ``<time>@<unix second>`` moves the clock: at that second it is that time (ISO 8601 with a zone).

    Raises BadClock when either half cannot be read or the time names no zone.
    """
    time, separator, second = setting.partition("@")
    try:
        then, real = datetime.fromisoformat(time), datetime.fromtimestamp(int(second), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise BadClock(setting) from error
    if not separator or then.tzinfo is None:
        raise BadClock(setting)
    return then - real


def move(offset: timedelta) -> None:
    """From now on `now` runs ``offset`` ahead of the machine's clock. Called once, by the factory."""
    global _offset  # noqa: PLW0603 -- one clock a process, set once at start
    _offset = offset
