"""What is said of a photo, what it needs to be public, and what the public sees of it."""

from dataclasses import dataclass, field

from gocluster_events.photos.rules.codes import Lack
from gocluster_events.text import Localized


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
