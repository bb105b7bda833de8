"""What is said of a photo, what it needs to be public, and what the public sees of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.rules.paths import path
from gocluster_events.meeting.agenda.rules.timetable import Item, Timetable
from gocluster_events.post_event.photos.rules.codes import Lack


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoFacts:
    """What the team says of a photo.

    ``basis`` is the note on the legal basis, ``item`` the UUID of the item where it was taken, if that is said. With
    ``is_checked`` somebody answers for it that nobody who refused is to be seen, and in a portrait nobody who did not
    agree.
    """

    alt: Localized = field(default_factory=Localized)
    caption: Localized = field(default_factory=Localized)
    credit: str = ""
    licence: str = ""
    basis: str = ""
    item: str = ""
    is_checked: bool = False


@dataclass(frozen=True, slots=True)
class PublicPhoto:
    """A photo that the public sees; ``width`` and ``height`` are those of the larger picture, in pixels."""

    uuid: str
    item: str
    alt: Localized
    caption: Localized
    credit: str
    licence: str
    width: int
    height: int
    small_width: int
    position: int


@dataclass(frozen=True, slots=True)
class ItemPhotos:
    """The photos of an item of the programme, whose page is at ``address``; without an item, those of none."""

    photos: tuple[PublicPhoto, ...]
    item: Item | None = None
    address: str = ""


def by_item(photos: Sequence[PublicPhoto], timetable: Timetable | None) -> tuple[ItemPhotos, ...]:
    """The photos by item in the order of the programme, as far as the public knows it, and last those of none."""
    if timetable is None:
        return (ItemPhotos(tuple(photos)),) if photos else ()
    shelves: dict[str, list[PublicPhoto]] = {item.uuid: [] for item in timetable.items}
    rest: list[PublicPhoto] = []
    for each in photos:
        shelves.get(each.item, rest).append(each)
    groups = (ItemPhotos(tuple(shelves[item.uuid]), item, path(timetable, item)) for item in timetable.items)
    return tuple(group for group in (*groups, ItemPhotos(tuple(rest))) if group.photos)


def lacking(facts: PhotoFacts) -> tuple[Lack, ...]:
    """What the photo still needs before the public may see it, in the order of the form."""
    needed = {
        Lack.CREDIT: facts.credit,
        Lack.LICENCE: facts.licence,
        Lack.ALT_DE: facts.alt.de,
        Lack.ALT_EN: facts.alt.en,
        Lack.CHECK: facts.is_checked,
    }
    return tuple(lack for lack, value in needed.items() if not value)
