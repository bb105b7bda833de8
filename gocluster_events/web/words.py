"""Sentences of the ground: what may not be typed, and a form that is no longer valid."""

from gocluster_events.i18n import LazyString, _l
from gocluster_events.picture import Fault
from gocluster_events.text import Flaw

FLAWS: dict[Flaw, LazyString] = {
    Flaw.TOO_LONG: _l("Shorten this text to at most %(limit)d characters."),
    Flaw.CONTROL: _l("Remove the control characters from this text; they cannot be printed."),
    Flaw.DIRECTION: _l("Remove the invisible characters that change the direction of writing."),
    Flaw.INVISIBLE: _l("Remove the invisible characters from this text."),
    Flaw.BROKEN: _l("This text contains a damaged character. Type it again."),
}

FAULTS: dict[Fault, LazyString] = {
    Fault.TOO_HEAVY: _l("This file is larger than 1 MB. Reduce its size and choose it again."),
    Fault.TOO_LARGE: _l("This picture has more than 4,000 pixels on one side. Reduce its size and choose it again."),
    Fault.NO_PICTURE: _l("This file cannot be read as a picture. Choose a PNG, JPEG or WebP file."),
    Fault.MOVES: _l("This file contains several pictures. Choose one without animation."),
}

FORM_EXPIRED = _l(
    "This page was open for too long or came from elsewhere. Your entries are still here: send them again."
)
MISSING = _l("Fill in this field.")
NO_CHOICE = _l("Choose one of the options.")
NO_LOCAL_TIME = _l("This time does not exist on that day: the clocks go forward. Choose another time.")
NO_NUMBER = _l("Enter a whole number from %(least)d to %(most)d.")
NO_TIME = _l("Enter the date and the time, for example 2027-04-08 and 12:00.")
NO_EMAIL = _l("Enter the e-mail address with an @, for example name@example.org.")
