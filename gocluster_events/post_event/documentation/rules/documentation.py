"""What a meeting leaves behind as one frozen value: whatever of it anybody may open, by strand and item."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from gocluster_events.attendance.attendees.rules.figures import CAME, TOPICS_OF_THE_CONFIRMED, Row, Table
from gocluster_events.meeting.agenda.rules.filter import BREAKS
from gocluster_events.meeting.agenda.rules.timetable import Item, Timetable, Track, in_order
from gocluster_events.post_event.cards.rules.cards import PublicCard
from gocluster_events.post_event.cards.rules.reading import Steps, steps
from gocluster_events.post_event.documentation.rules.codes import Part
from gocluster_events.post_event.materials.rules.material import PublicMaterial
from gocluster_events.post_event.photos.rules.photos import PublicPhoto
from gocluster_events.post_event.report.rules.document import Photo
from gocluster_events.post_event.report.rules.reading import PublicReport


@dataclass(frozen=True, slots=True)
class ItemRecord:
    """An item of the programme, and what there is of it."""

    item: Item
    materials: tuple[PublicMaterial, ...]
    cards: tuple[PublicCard, ...]
    photos: tuple[PublicPhoto, ...]


@dataclass(frozen=True, slots=True)
class Strand:
    """The items of a strand; ``track`` None: those of none, the plenary."""

    track: Track | None
    items: tuple[ItemRecord, ...]

    @property
    def address(self) -> str:
        """What stands for it in an address."""
        return self.track.letter.lower() if self.track else Part.PLENARY.value

    @property
    def cards(self) -> tuple[PublicCard, ...]:
        """Its cards in order, open questions among them."""
        return tuple(chain.from_iterable(each.cards for each in self.items))

    @property
    def materials(self) -> int:
        """How many materials it has."""
        return sum(len(each.materials) for each in self.items)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What anybody may open of a meeting, each from where it is public; ``tables`` are its frozen figures."""

    report: PublicReport | None = None
    cards: tuple[PublicCard, ...] = ()
    materials: tuple[PublicMaterial, ...] = ()
    photos: tuple[PublicPhoto, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Documentation:
    """The documentation of a meeting, of which ``timetable`` is the public programme in the version of that number.

    ``photos`` are all photos; each stands with its item, in the report, or if it belongs to neither, with ``others``.
    """

    version: int
    timetable: Timetable
    strands: tuple[Strand, ...]
    report: PublicReport | None
    photos: tuple[PublicPhoto, ...]
    others: tuple[PublicPhoto, ...]
    tables: tuple[Table, ...]

    def strand(self, address: str) -> Strand | None:
        """The strand of that address."""
        return next((each for each in self.strands if each.address == address), None)

    @property
    def items(self) -> tuple[ItemRecord, ...]:
        """Every item, strand by strand."""
        return tuple(chain.from_iterable(each.items for each in self.strands))

    @property
    def cards(self) -> tuple[PublicCard, ...]:
        """Every card, strand by strand."""
        return tuple(chain.from_iterable(each.cards for each in self.strands))

    @property
    def questions(self) -> tuple[tuple[Item, PublicCard], ...]:
        """The questions that stay open, each with the item in which it was asked."""
        return tuple((each.item, card) for each in self.items for card in each.cards if card.is_open)

    @property
    def materials(self) -> int:
        """How many materials there are."""
        return sum(each.materials for each in self.strands)

    @property
    def has_figures(self) -> bool:
        """Whether there are numbers to tell."""
        return bool(self.tables or self.steps or (self.report and self.report.facts))

    @property
    def steps(self) -> Steps | None:
        """How many next steps of its cards are done; None before anything is public of that."""
        return steps(self.cards)


def documentation(timetable: Timetable, version: int, sources: Sources) -> Documentation:
    """The documentation of what is public; breaks are left out, and so is whatever belongs to no item of it."""
    records = tuple(_records(timetable, sources))
    strands = (
        Strand(track, tuple(each for each in records if each.item.track == (track.id if track else None)))
        for track in (*timetable.tracks, None)
    )
    placed = {photo.uuid for each in records for photo in each.photos} | _in_report(sources.report)
    return Documentation(
        version=version,
        timetable=timetable,
        strands=tuple(each for each in strands if each.items),
        report=sources.report,
        photos=sources.photos,
        others=tuple(each for each in sources.photos if each.uuid not in placed),
        tables=tuple(_those_who_came(sources.tables)),
    )


def _records(timetable: Timetable, sources: Sources) -> Iterator[ItemRecord]:
    for item in in_order(each for each in timetable.items if each.kind not in BREAKS):
        yield ItemRecord(
            item,
            tuple(each for each in sources.materials if each.item == item.uuid),
            tuple(each for each in sources.cards if each.item == item.uuid),
            tuple(each for each in sources.photos if each.item == item.uuid),
        )


def _in_report(report: PublicReport | None) -> set[str]:
    blocks = (report.top, *report.body) if report else ()
    return {each.photo for each in blocks if isinstance(each, Photo)}


def _those_who_came(tables: Iterable[Table]) -> Iterator[Table]:
    """Of the frozen figures only who came, by kind, state and cluster; neither who stayed away nor how many applied."""
    for each in tables:
        if each.topic in TOPICS_OF_THE_CONFIRMED and CAME in each.columns:
            at = each.columns.index(CAME)
            rows = tuple(Row(row.value, (row.numbers[at],)) for row in each.rows)
            if any(row.numbers[0] for row in rows):
                yield Table(each.topic, (CAME,), rows, Row(each.total.value, (each.total.numbers[at],)))
