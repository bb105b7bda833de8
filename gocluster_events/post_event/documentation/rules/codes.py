"""The codes of the documentation."""

from enum import Enum


class Refusal(Enum):
    """Why the documentation is not published."""

    DRAFT = "draft"
    NOT_OVER = "not_over"
    NO_PROGRAMME = "no_programme"


class Lack(Enum):
    """What of the meeting is not public, so that it is not in the documentation either."""

    REPORT = "report"
    CARDS = "cards"
    MATERIALS = "materials"
    PHOTOS = "photos"
    FIGURES = "figures"


class Part(Enum):
    """A page of the documentation that is no strand's, by what stands in its address."""

    PLENARY = "plenary"
    QUESTIONS = "open-questions"
    FIGURES = "figures"
