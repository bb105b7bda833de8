"""The items of the public programme as its page shows them: what each says, in the reader's language."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from urllib.parse import quote

from flask import g
from markupsafe import Markup

from gocluster_events.core.i18n import _, time_span
from gocluster_events.core.web.localized import localized
from gocluster_events.meeting.agenda.rules import filter as choosing, paths
from gocluster_events.meeting.agenda.rules.codes import Kind, SignUp, SpokenLanguage, Visibility
from gocluster_events.meeting.agenda.rules.differences import News, Turn
from gocluster_events.meeting.agenda.rules.grid import Block, Cell, DayGrid, Shape, with_little
from gocluster_events.meeting.agenda.rules.plenary import is_plenary
from gocluster_events.meeting.agenda.rules.time_block import named_at
from gocluster_events.meeting.agenda.rules.timetable import Item, Timetable, Track
from gocluster_events.meeting.agenda.words import differences, programme as words

_TWO_LINES = 5  # rows of the grid in which an hour and two lines below it fit
_UTC = "%Y-%m-%dT%H:%MZ"


@dataclass(frozen=True, slots=True)
class Label:
    """A word above a title, such as the kind; ``name`` is its class, if it has one."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Slot:
    """One item: a block of the drawing where there is room, a row of the list where there is not.

    ``begins`` and ``ends`` are in UTC, for scripts; ``turn`` and ``news`` what the newest version changed; ``track``
    the key, letter and name of its track; ``booked`` the UUID of what one signs up for, and ``sign_up`` how.
    """

    anchor: str
    href: str
    star: str
    look: str
    begins: str
    ends: str
    time: str
    labels: tuple[Label, ...]
    title: Markup
    where: str
    people: str
    is_plenary: bool
    turn: str
    news: str
    track: tuple[str, str, Markup] | None
    is_for_members: bool
    booked: str
    sign_up: str


@dataclass(frozen=True, slots=True)
class Beginning:
    """The items that begin at one time; ``is_break`` where nothing else does.

    ``common`` are the names of the common times that begin here; ``is_roomy`` where two lines of them fit before the
    next hour.
    """

    block: Block
    slots: tuple[Slot, ...]
    is_break: bool
    common: tuple[Markup, ...] = ()
    is_roomy: bool = False


@dataclass(frozen=True, slots=True)
class DayView:
    """One day and what begins on it; ``number`` counts all days from 1. One with little is listed and not drawn.

    ``is_only`` where no other day of the version is drawn, so that its name says nothing new.
    """

    grid: DayGrid
    number: int
    is_drawn: bool
    is_only: bool
    beginnings: tuple[Beginning, ...]


def in_sight(days: Sequence[DayView], today: date | None) -> date | None:
    """The day that is looked at first: today, or the first one that is drawn; None where there is no day."""
    dates = [day.grid.date for day in (*(day for day in days if day.is_drawn), *days)]
    return today if today in dates else next(iter(dates), None)


@dataclass(frozen=True)
class Drawing:
    """How one version is shown; ``address`` is the programme's, ``ending`` what an item's address keeps of a choice."""

    timetable: Timetable
    before: Timetable | None
    recent: News
    address: str
    ending: str

    def days(self, grids: Sequence[DayGrid], uuids: Container[str]) -> tuple[DayView, ...]:
        """The days on which one of the items takes place: those that are drawn, then those with little."""
        little = with_little(grids)
        drawn = [grid for grid in grids if grid not in little]
        days = [
            DayView(grid, number, grid in drawn, drawn == [grid], tuple(self._beginnings(grid, uuids)))
            for number, grid in enumerate(grids, 1)
        ]
        return tuple(sorted((day for day in days if day.beginnings), key=lambda day: not day.is_drawn))

    def _beginnings(self, grid: DayGrid, uuids: Container[str]) -> Iterable[Beginning]:
        chosen = [(block, [cell for cell in block.cells if cell.item.uuid in uuids]) for block in grid.blocks]
        is_break = {block.starts_at: all(cell.shape is Shape.BAND for cell in cells) for block, cells in chosen}
        hours = [block.starts_at for block, cells in chosen if cells and not is_break[block.starts_at]]
        common = named_at(self.timetable.blocks, hours)
        rows = [*(block.row for block in grid.blocks), *(end.row for end in grid.ends)]
        for block, cells in chosen:
            if cells:
                yield Beginning(
                    block,
                    self._slots(cells),
                    is_break[block.starts_at],
                    tuple(localized(each.name) for each in common.get(block.starts_at, ())),
                    not any(block.row < row < block.row + _TWO_LINES for row in rows),
                )

    def _slots(self, cells: Iterable[Cell]) -> tuple[Slot, ...]:
        return tuple(self._slot(cell) for cell in cells)

    def _slot(self, cell: Cell) -> Slot:
        item, timetable = cell.item, self.timetable
        track, room, (begin, end) = timetable.track(item), timetable.room(item), item.span
        place, is_band = self._places[room.id] if room else "", cell.shape is Shape.BAND
        turn, news = self._news(item)
        return Slot(
            anchor=f"item-{paths.key(timetable, item)}",
            href=f"{self.address}/{quote(paths.path(timetable, item))}{self.ending}",  # 60 url_for take 3 ms
            star="" if item.kind in choosing.BREAKS else paths.short(item),
            look=_look(cell, track, timetable),
            begins=begin.strftime(_UTC),
            ends=end.strftime(_UTC),
            time=time_span(begin, end, timetable.zone),
            labels=_labels(cell, timetable, self._kinds[item.kind], "" if is_band else place),
            title=localized(item.title),
            where=place if is_band else "",
            people=words.cast_in_brief(item, timetable) if item.people else "",
            is_plenary=cell.shape is Shape.PLENARY,
            turn=turn,
            news=news,
            track=self._tracks[track.id] if track else None,
            is_for_members=item.visibility is Visibility.MEMBERS,
            booked="" if item.sign_up is SignUp.NONE else item.uuid,
            sign_up=str(words.SIGN_UPS[item.sign_up]),
        )

    @cached_property
    def _kinds(self) -> dict[Kind, str]:
        """The word for each kind of which there is an item."""
        return {kind: str(words.KINDS[kind]) for kind in {item.kind for item in self.timetable.items}}

    @cached_property
    def _places(self) -> dict[int, str]:
        return {room.id: words.room_name(room) for room in self.timetable.rooms}

    @cached_property
    def _tracks(self) -> dict[int, tuple[str, str, Markup]]:
        return {each.id: (each.letter.lower(), each.letter, localized(each.name)) for each in self.timetable.tracks}

    def _news(self, item: Item) -> tuple[str, str]:
        change = self.recent.marked.get(item.uuid)
        if change is None or self.before is None:
            return "", ""
        if change.turn is Turn.NEW:
            return _("New"), ""
        return _("Changed"), differences.news(change, self.before, self.timetable)


_WIDE: Mapping[Shape, str] = {Shape.BAND: "slot--wide slot--break", Shape.PLENARY: "slot--wide"}


def _look(cell: Cell, track: Track | None, timetable: Timetable) -> str:
    """The CSS classes that say where the item lies, how much text fits, and in what colour."""
    place = _WIDE.get(cell.shape) or f"column-{cell.column + 1}"
    if cell.name_from:
        place = f"{place} slot--beside column-{cell.name_from + 1}"
    is_plain = cell.shape is Shape.BLOCK and not track and not is_plenary(timetable, cell.item)
    colour = f"track track-{track.letter.lower() if track else 'plenum'}"
    plain = " slot--untracked" if is_plain else ""
    return f"slot slot--{cell.size.value} {place}{plain} {colour} row-{cell.row + 1} rows-{cell.rows}"


def _labels(cell: Cell, timetable: Timetable, kind: str, place: str) -> tuple[Label, ...]:
    """Kind, room, stream and language, as far as they say something; no kind that only repeats the title."""
    item = cell.item
    is_foreign = item.language is not SpokenLanguage.GERMAN
    is_streamed = timetable.is_streamed(item)
    says_more = is_streamed or is_foreign
    repeats = kind == item.title.pick(g.lang)[0] and (cell.shape is not Shape.BLOCK or not says_more)
    labels = (
        Label("slot__kind", "" if cell.shape is Shape.BAND or repeats else kind),
        Label("slot__room", place),
        Label("", _("Stream") if is_streamed else ""),
        Label("", str(words.LANGUAGES[item.language]) if is_foreign else ""),
    )
    return tuple(label for label in labels if label.text)
