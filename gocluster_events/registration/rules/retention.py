"""How long what somebody told is kept after the meeting."""

from enum import Enum


class Retention(Enum):
    """The class of an answer: it goes when the data of its kind go."""

    NEEDS = "needs"  # with the special needs, 14 days after the event
    REGISTRATION = "registration"  # with the registration, 6 months after the event
