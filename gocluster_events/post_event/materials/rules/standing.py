"""Whether a material may be seen, whose release it needs, and how well it can be read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum

from gocluster_events.core.documents.pdf_facts import PdfFacts
from gocluster_events.meeting.agenda.rules.codes import ASIDE, Kind as ItemKind, Part
from gocluster_events.meeting.agenda.rules.timetable import Item, Person, Timetable
from gocluster_events.post_event.materials.rules.codes import NEEDED, POOR, Accessible, FileState, Kind, Reading, SeenBy

PRESENTING = NEEDED - {Part.PANELLIST}
UNASKED = frozenset({ItemKind.WELCOME, ItemKind.ADDRESS, ItemKind.AWARDS, ItemKind.VOTE})
"""Nobody asks a guest of a panel for slides, nor whoever welcomes people or hands over a prize."""

_NEVER = datetime.max.replace(tzinfo=UTC)


class Hurdle(Enum):
    """What keeps a material from being seen, the weightiest first."""

    FILE_REFUSED = "file_refused"
    ARRIVING = "arriving"
    NOT_CHECKED = "not_checked"
    OFF_PROGRAMME = "off_programme"
    NAME_REMOVED = "name_removed"
    LACKING = "lacking"
    NOT_PUBLISHED = "not_published"
    NOT_YET = "not_yet"


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides whether a material may be seen. ``file`` None: it is a link. ``opens_at`` None: it has no time.

    ``lacking`` are those (UUIDs) whose release is needed and not there.
    """

    file: FileState | None
    is_published: bool
    is_on_programme: bool
    has_removed_name: bool
    lacking: tuple[str, ...]
    opens_at: datetime | None


def hurdles(standing: Standing, now: datetime) -> tuple[Hurdle, ...]:
    """All that keeps the material from being seen, the weightiest first."""
    blocks = {
        Hurdle.FILE_REFUSED: standing.file is FileState.REFUSED,
        Hurdle.ARRIVING: standing.file is FileState.ARRIVING,
        Hurdle.NOT_CHECKED: standing.file in {FileState.QUEUED, FileState.RUNNING},
        Hurdle.OFF_PROGRAMME: not standing.is_on_programme,
        Hurdle.NAME_REMOVED: standing.has_removed_name,
        Hurdle.LACKING: bool(standing.lacking),
        Hurdle.NOT_PUBLISHED: not standing.is_published,
        Hurdle.NOT_YET: standing.opens_at is None or now < standing.opens_at,
    }
    return tuple(hurdle for hurdle, blocks_it in blocks.items() if blocks_it)


def visible(standing: Standing, now: datetime) -> bool:
    """Whether it is checked, published by an organiser with every release it needs, its time has come, and its item is
    still on the published programme.
    """
    return not hurdles(standing, now)


def is_ready(standing: Standing) -> bool:
    """Whether nothing is missing but that an organiser publishes it."""
    return not standing.is_published and not set(hurdles(standing, _NEVER)) - {Hurdle.NOT_PUBLISHED, Hurdle.NOT_YET}


def opens_to(seen_by: SeenBy, *, is_participant: bool) -> bool:
    """Whether somebody may open a visible material."""
    return seen_by is SeenBy.PUBLIC or is_participant


def needed_people(timetable: Timetable, item: Item, kind: Kind) -> tuple[Person, ...]:
    """Whose release a material of that kind needs, each once in the programme's order: those who appear, not those who
    are stood in for.
    """
    parts = NEEDED | {Part.MODERATION} if kind is Kind.RECORDING else NEEDED
    people = {person.uuid: person for person, part in timetable.cast(item) if part in parts}
    return tuple(people.values())


def presenting(timetable: Timetable, item: Item) -> tuple[Person, ...]:
    """Who is asked for materials of the item, each once in the programme's order: nobody where none are expected."""
    if item.kind in ASIDE | UNASKED:
        return ()
    there = ((person, part) for person, part in timetable.cast(item) if not person.is_redacted)
    return tuple({person.uuid: person for person, part in there if part in PRESENTING}.values())


def reading(accessible: Accessible, facts: PdfFacts | None) -> Reading:
    """How well the material can be read: what the file lacks counts before what somebody says of it."""
    if accessible is Accessible.NO:
        return Reading.POOR
    if facts is not None and not facts.is_tagged:
        return Reading.UNTAGGED if facts.language else Reading.UNTAGGED_NO_LANGUAGE
    if accessible is not Accessible.UNKNOWN:
        return Reading.GOOD if accessible is Accessible.YES else Reading.PARTLY
    if facts is None:
        return Reading.UNKNOWN
    return Reading.TAGGED if facts.language else Reading.NO_LANGUAGE


def is_poor(how: Reading) -> bool:
    """Whether a better file is wished for."""
    return how in POOR


def names(people: Iterable[Person]) -> str:
    """The names as a sentence lists them."""
    return ", ".join(person.name for person in people)
