"""A meeting or a part of it as the rest of the world describes such things."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Venue:
    """A building; ``country`` is a code of ISO 3166-1, or empty."""

    name: str
    address: str
    city: str
    country: str = ""


@dataclass(frozen=True, slots=True)
class Organiser:
    """The organiser of a meeting: name and e-mail address."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Offer:
    """Where one can take part without paying, and from when until when one can ask for it."""

    url: str
    opens_at: datetime
    closes_at: datetime


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that takes place, with texts in one language and times in ``zone``.

    ``room`` is where in the venue. ``performers`` are names; ``languages`` are those that are spoken. ``online``: it
    can be followed from elsewhere. ``parts`` are what it consists of, ``whole`` is what it is a part of.
    """

    name: str
    url: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    venue: Venue
    organiser: Organiser
    description: str = ""
    room: str = ""
    image: str = ""
    languages: tuple[str, ...] = ()
    performers: tuple[str, ...] = ()
    onsite: bool = True
    online: bool = False
    offer: Offer | None = None
    parts: tuple["Happening", ...] = ()
    whole: "Happening | None" = None
