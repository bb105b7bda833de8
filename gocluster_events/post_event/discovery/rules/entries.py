"""What the public search reads of published editions: an entry for each thing that has a place on their pages."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum

from gocluster_events.core.text import Localized, slugify
from gocluster_events.meeting.agenda.rules.filter import BREAKS
from gocluster_events.meeting.agenda.rules.paths import path
from gocluster_events.meeting.agenda.rules.people import PersonAppearance, appearing
from gocluster_events.meeting.agenda.rules.timetable import Item, Person, Timetable
from gocluster_events.post_event.cards.rules.cards import PublicCard
from gocluster_events.post_event.discovery.rules.plain import joined, plain
from gocluster_events.post_event.materials.rules import material as materials
from gocluster_events.post_event.materials.rules.codes import SeenBy
from gocluster_events.post_event.materials.rules.standing import hurdles
from gocluster_events.post_event.report.rules.document import Text
from gocluster_events.post_event.report.rules.reading import PublicReport, Words

_NOTHING = Localized()
_IN_THE_END = datetime.max.replace(tzinfo=UTC)


class Kind(Enum):
    """What an entry is."""

    REPORT = "report"
    ITEM = "item"
    PERSON = "person"
    CARD = "card"
    OPEN_QUESTION = "question"
    MATERIAL = "material"


@dataclass(frozen=True, slots=True)
class Edition:
    """A published edition, as results name it."""

    slug: str
    title: Localized
    year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something of an edition that the public may read, with its plain text.

    ``place`` says where on the pages of its kind it stands: the address of an item, the UUID of a person or of the item
    of a material, the number of a card. ``strand`` is empty where it belongs to none, or to several. Before
    ``opens_at`` nobody may know of it.
    """

    edition: Edition
    kind: Kind
    title: Localized
    text: Localized = _NOTHING
    place: str = ""
    strand: Localized = _NOTHING
    opens_at: datetime | None = None


def strand_key(strand: Localized) -> str:
    """What a strand is called in addresses: the same in every edition that calls it so; empty for none."""
    return slugify(strand.de or strand.en)


def of_programme(edition: Edition, timetable: Timetable) -> Iterator[Entry]:
    """The items but for breaks, and the people as the programme prints them; a removed name is not among these."""
    for item in timetable.items:
        if item.kind not in BREAKS:
            yield _item(edition, timetable, item)
    for person, appearances in appearing(timetable):
        yield _person(edition, timetable, person, appearances)


def _item(edition: Edition, timetable: Timetable, item: Item) -> Entry:
    people = {person.uuid: person.name for person, _part in timetable.cast(item)}
    return Entry(
        edition=edition, kind=Kind.ITEM, title=item.title, place=path(timetable, item),
        text=joined((item.summary, plain(item.abstract)), people.values()), strand=_strand(timetable, [item]),
    )  # fmt: skip


def _person(
    edition: Edition, timetable: Timetable, person: Person, appearances: Iterable[PersonAppearance]
) -> Entry:  # fmt: skip
    return Entry(
        edition=edition, kind=Kind.PERSON, title=Localized(person.name, person.name), place=person.uuid,
        text=joined((person.position, plain(person.biography)), [person.organisation]),
        strand=_strand(timetable, [each.item for each in appearances]),
    )  # fmt: skip


def _strand(timetable: Timetable, items: Iterable[Item]) -> Localized:
    """The strand to which all of the items belong; empty where there is no such one."""
    tracks = {track.id if track else None: track for track in map(timetable.track, items)}
    track = next(iter(tracks.values())) if len(tracks) == 1 else None
    return track.name if track else _NOTHING


def of_report(edition: Edition, report: PublicReport) -> Entry:
    """The report, with the words of those who released them."""
    texts, names = [report.lead], []
    for block in report.body:
        if isinstance(block, Text):
            texts.append(plain(block.text))
        elif isinstance(block, Words):
            texts.append(block.text)
            names.append(block.speaker.name)
    return Entry(edition=edition, kind=Kind.REPORT, title=report.headline, text=joined(texts, dict.fromkeys(names)))


def of_cards(edition: Edition, cards: Iterable[PublicCard], timetable: Timetable) -> Iterator[Entry]:
    """The public cards and open questions, each in its language, with what became of its next step."""
    for card in cards:
        item = timetable.item(card.item)
        lines = [(card.language, line) for line in (card.insight, card.evidence, card.ask, card.next_step)]
        if card.became:
            lines.append((card.became.language, card.became.text))
        yield Entry(
            edition=edition, kind=Kind.OPEN_QUESTION if card.is_open else Kind.CARD, place=str(card.number),
            title=Localized(**{card.language: card.question}),
            text=joined(Localized(**{language: line}) for language, line in lines),
            strand=_strand(timetable, [item] if item else []),
        )  # fmt: skip


def of_materials(edition: Edition, everything: Iterable[materials.Entry], timetable: Timetable) -> Iterator[Entry]:
    """The materials that are for everybody, also those that need nothing more than time; one without a title is called
    as its item is.
    """
    for each in everything:
        facts, item = each.record.facts, timetable.item(each.record.facts.item)
        if item is None or facts.seen_by is not SeenBy.PUBLIC or hurdles(each.standing, _IN_THE_END):
            continue
        yield Entry(
            edition=edition, kind=Kind.MATERIAL, title=facts.title or item.title, place=item.uuid,
            text=joined((facts.note, item.title) if facts.title else (facts.note,), (p.name for p in each.needed)),
            strand=_strand(timetable, [item]), opens_at=each.standing.opens_at,
        )  # fmt: skip
