"""What becomes of several offers when their hours are changed together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from gocluster_events.attendance.bookings.rules.offers import Offering
from gocluster_events.attendance.bookings.rules.terms import (
    Effect,
    Terms,
    WindowEdit,
    WindowField,
    edited,
    effects,
    fitting,
    under,
)


@dataclass(frozen=True, slots=True)
class WindowChange:
    """An offer before and after, the hours that change (None: the usual one), and what follows at once."""

    offering: Offering
    hours: tuple[tuple[WindowField, datetime | None, datetime | None], ...]
    effects: tuple[Effect, ...]


@dataclass(frozen=True, slots=True)
class WindowStep:
    """The hours of an offer (its id) before several were changed, to undo that while its ``revision`` is the one since.

    ``wanted_check``: the team was asked to check them.
    """

    offer: int
    revision: int
    hours: tuple[datetime | None, datetime | None, datetime | None]
    wanted_check: bool

    @property
    def edit(self) -> WindowEdit:
        """The hours as an edit that brings them back."""
        return dict(zip(WindowField, self.hours, strict=True))


def window_changes(
    chosen: Iterable[tuple[Offering, Terms]], edit: WindowEdit, opens_with: datetime, now: datetime
) -> Sequence[WindowChange]:
    """What the edit does to each of the offers; ``opens_with`` is when the registration opens."""
    return [_change(offering, terms, edit, opens_with, now) for offering, terms in chosen]


def _change(offering: Offering, terms: Terms, edit: WindowEdit, opens_with: datetime, now: datetime) -> WindowChange:
    edit = fitting(edit, by_wish=offering.by_wish)
    wanted = edited(terms, edit)
    hours = tuple(
        (field, getattr(terms, field.value), hour)
        for field, hour in edit.items()
        if getattr(terms, field.value) != hour
    )
    after = under(offering, wanted, opens_with)
    return WindowChange(offering, hours, effects(offering, after, now))
