"""The codes of the programme: kinds of items, roles of people, who may see an item."""

from enum import Enum


class Kind(Enum):
    """What happens in an item (the field's standard kinds)."""

    REGISTRATION = "registration"
    WELCOME = "welcome"
    ADDRESS = "address"
    KEYNOTE = "keynote"
    IMPULSE = "impulse"
    TALK = "talk"
    PANEL = "panel"
    INTERVIEW = "interview"
    FORUM = "forum"
    WORKSHOP = "workshop"
    WORLD_CAFE = "world_cafe"
    FISHBOWL = "fishbowl"
    FUTURE_WORKSHOP = "future_workshop"
    PITCHES = "pitches"
    VOTE = "vote"
    AWARDS = "awards"
    POSTERS = "posters"
    EXHIBITION = "exhibition"
    ADVICE = "advice"
    MATCHMAKING = "matchmaking"
    COFFEE = "coffee"
    LUNCH = "lunch"
    GET_TOGETHER = "get_together"
    RECEPTION = "reception"
    EXCURSION = "excursion"
    PRESS = "press"
    CLOSED_SESSION = "closed_session"


ASIDE = frozenset(
    {
        Kind.REGISTRATION, Kind.COFFEE, Kind.LUNCH, Kind.GET_TOGETHER, Kind.RECEPTION, Kind.EXHIBITION, Kind.POSTERS,
        Kind.ADVICE, Kind.PRESS, Kind.CLOSED_SESSION,
    }
)  # fmt: skip
"""Kinds that take nobody away from what runs beside them."""


class Part(Enum):
    """What a person does in an item."""

    MODERATION = "moderation"
    SPEAKER = "speaker"
    KEYNOTE = "keynote"
    PANELLIST = "panellist"
    IMPULSE = "impulse"
    JURY = "jury"
    PITCH = "pitch"
    MINUTES = "minutes"
    GRAPHIC_RECORDING = "graphic_recording"
    INTERPRETING = "interpreting"
    STANDING_IN = "standing_in"


class PersonStatus(Enum):
    """Whether somebody takes part: they were asked, they agreed, they declined."""

    ASKED = "asked"
    AGREED = "agreed"
    DECLINED = "declined"


class RoomUse(Enum):
    """What a room is for."""

    SESSIONS = "sessions"
    BREAKS = "breaks"
    EXHIBITION = "exhibition"


class Visibility(Enum):
    """Who learns of an item: everyone; everyone, but only members may come; nobody outside."""

    PUBLIC = "public"
    MEMBERS = "members"
    CLOSED = "closed"


class SignUp(Enum):
    """Whether people sign up for an item: whoever comes, comes; a place is booked; or it is allotted by wishes."""

    NONE = "none"
    BOOK = "book"
    WISH = "wish"


class SpokenLanguage(Enum):
    """The language an item is held in."""

    GERMAN = "de"
    ENGLISH = "en"
    BOTH = "de_en"


class Refusal(Enum):
    """Why the programme cannot be changed or published."""

    ARCHIVED = "archived"
    UNCHANGED = "unchanged"
    ERRORS = "errors"
    SIGN_UP_USED = "sign_up_used"  # people are booked, or wish, where it would go the other way from then on
    SAME = "same"
    NO_EMAIL = "no_email"
    NOT_THERE = "not_there"
    THERE_ALREADY = "there_already"
    PAST = "past"
    NOT_FOUND_ANY_MORE = "not_found_any_more"
    NO_ROOMS = "no_rooms"
    NOTHING_FREE = "nothing_free"
    SAME_ITEM = "same_item"
