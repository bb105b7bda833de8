"""The pieces of the board as its page shows them: what each says, in the reader's language."""

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from flask import g, url_for
from markupsafe import Markup

from gocluster_events.core.i18n import _, time_span
from gocluster_events.core.web.localized import localized
from gocluster_events.meeting.agenda.rules.codes import Kind
from gocluster_events.meeting.agenda.rules.conflicts.finding import Severity
from gocluster_events.meeting.agenda.rules.day_board import Block
from gocluster_events.meeting.agenda.rules.differences import Turn
from gocluster_events.meeting.agenda.rules.filter import BREAKS
from gocluster_events.meeting.agenda.rules.timetable import Item, Timetable
from gocluster_events.meeting.agenda.words import checks, differences, programme as words

_LOW = 30
"""In minutes: what is as short has no room for its hours, however large the day is drawn."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One item on the board or in the tray; ``href`` is empty where nobody edits it.

    ``sign`` is the word of what is wrong, which a drawing stands for, ``news`` the word of what is new; at most one of
    them is there. ``called`` is how one speaks of the item where the piece does not show it.
    """

    uuid: str
    look: str
    revision: int
    href: str
    code: str
    kind: str
    beside: str
    length: str
    sign: str
    news: str
    title: Markup
    people: str
    time: str
    called: str
    is_band: bool
    is_placed: bool
    is_pinned: bool


@dataclass(frozen=True)
class Pieces:
    """What the pieces of a day are made from; ``leaving`` are the items that a proposal puts elsewhere, by UUID."""

    timetable: Timetable
    revisions: Mapping[str, int]
    worst: Mapping[str, Severity] = field(default_factory=dict)
    turns: Mapping[str, Turn] = field(default_factory=dict)
    leaving: Container[str] = ()
    can_edit: bool = False

    def of(self, item: Item, block: Block | None = None, *, is_band: bool = False) -> Piece:
        """The piece of an item: where the block lies on the board, or in the tray."""
        severity, is_leaving = self.worst.get(item.uuid), item.uuid in self.leaving
        turn = self.turns.get(item.uuid) if block and not severity and not is_leaving else None
        kind = self._kinds[item.kind]
        return Piece(
            uuid=item.uuid,
            look=self._look(item, block, is_band=is_band),
            revision=self.revisions[item.uuid],
            href=f"{self._address}{item.uuid}" if self.can_edit else "",  # 600 url_for take 25 ms
            code="" if is_band else item.code,
            kind="" if is_band or kind == item.title.pick(g.lang)[0] else kind,
            beside=_("%(count)d at the same time", count=block.lanes) if block and block.lane else "",
            length=_("%(count)d min", count=item.length_minutes) if is_band or not block else "",
            sign=str(checks.SEVERITIES[severity]) if severity else "",
            news=_("so far") if is_leaving else str(differences.TURNS[turn]) if turn else "",
            title=localized(item.title),
            people=words.cast_in_brief(item, self.timetable) if item.people else "",
            time=self._time(item) if block and not is_band else "",
            called=item.code if is_band else "",
            is_band=is_band,
            is_placed=block is not None,
            is_pinned=item.is_pinned,
        )

    def _look(self, item: Item, block: Block | None, *, is_band: bool) -> str:
        """The classes that say in which colour it stands, what is wrong with it, and where it lies."""
        track, severity = self.timetable.track(item), self.worst.get(item.uuid)
        names = [
            f"track-{track.letter.lower() if track else 'plenum'}",
            f"piece--{severity.value}" if severity else "",
            "piece--break" if item.kind in BREAKS else "",
            "piece--band" if is_band else "",
            "piece--leaving" if item.uuid in self.leaving else "",
            lasting("at", block.at) if block else "",
            lasting("for", item.length_minutes),
            f"lane-{min(block.lane, 3)}" if block and block.lane else "",
            f"lanes-{min(block.lanes, 4)}" if block and block.lanes > 1 else "",
        ]
        return " ".join(filter(None, names))

    def _time(self, item: Item) -> str:
        """Its hours, or that its room is open; nothing where there is no room for either."""
        if item.length_minutes <= _LOW:
            return ""
        hours = time_span(*item.span, self.timetable.zone)
        return hours if item.room else " · ".join((hours, _("Room still open")))

    @cached_property
    def _address(self) -> str:
        return url_for("agenda.edit_item", uuid="-").removesuffix("-")

    @cached_property
    def _kinds(self) -> Mapping[Kind, str]:
        return {kind: str(words.KINDS[kind]) for kind in {item.kind for item in self.timetable.items}}


def lasting(what: str, minutes: int) -> str:
    """The classes for so many minutes, as the style sheet adds them up: for-1h for-15m."""
    hours, rest = divmod(minutes, 60)
    return " ".join(f"{what}-{number}{unit}" for number, unit in ((hours, "h"), (rest, "m")) if number)
